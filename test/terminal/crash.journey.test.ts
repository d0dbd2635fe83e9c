import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beginTutorial, decide } from './acting.ts';
import { readSessions } from './sessions.ts';

// A bug cannot be ordered, so one is put in from outside: it throws in the middle of whatever runs.
const BUG = `--import=data:text/javascript,process.on('SIGUSR2',()=>{throw(new(Error)('boom'))})`;

test('a crash in the play gives the terminal back, ends with 70, and says where the journal is', async () => {
  const play = await beginTutorial({ columns: 120, rows: 40, env: { NODE_OPTIONS: BUG } });
  await decide(play, 'inspect tags paperboat/web');
  play.signal('SIGUSR2');
  expect(await play.exit()).toBe(70);
  expect(play.isAlternate).toBe(false);
  const said = play.scrollback().join('');
  expect(said).toContain('Go on with: hotwash resume');
  expect(said).toContain('This is a bug in hotwash');
  const path = /Your decisions are safe in (\S+\.jsonl)\./.exec(said)?.[1] ?? '';
  expect(existsSync(path), said).toBe(true);
  expect(readSessions(play.home)[0]?.decisions).toHaveLength(1);
});
