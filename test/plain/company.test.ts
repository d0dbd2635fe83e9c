import { expect, test } from 'vitest';
import type { PlainConsole } from '../../src/plain/console.ts';
import { playPlain } from '../../src/plain/play-plain.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { loadDrill, options } from '../record/drill.ts';

const drill = await loadDrill();

/** A console that lets others act while a line is waited for, and then types it. */
function visitedConsole(lines: readonly (readonly [visit: () => void, line: string])[]) {
  const left = [...lines];
  let text = '';
  const console: PlainConsole = {
    isTerminal: false,
    width: 100,
    height: 1000,
    print: (...given) => {
      text += given.map((line) => `${line}\n`).join('');
    },
    prompt: (prompt) => {
      text += prompt;
    },
    ask: async (prompt) => {
      text += prompt;
      const [visit, line] = left.shift() ?? [() => undefined, null];
      visit();
      text += `${line ?? ''}\n`;
      return line;
    },
    close: () => undefined,
  };
  return { console, text: () => text };
}

/** A second process: it plans on a copy, and the played session takes its records. */
function visitor(recorded: RecordedSession) {
  const copy = startUnkept(drill, options);
  return (act: (copy: RecordedSession) => void): void => {
    copy.follow(recorded.records.slice(copy.records.length));
    const before = copy.records.length;
    act(copy);
    for (const record of copy.records.slice(before)) expect(recorded.accept(record)).toBeNull();
  };
}

function take(recorded: RecordedSession, line: string): void {
  const read = recorded.read(line);
  if (!read.ok) throw new Error(read.rejection.message);
  expect(recorded.take(read.decision, null).ok).toBe(true);
}

const play = (console: PlainConsole, recorded: RecordedSession, asks = false) =>
  playPlain(console, recorded, { ticker: () => 0, speed: null, asks, isResumed: true });

test('what others decide and take back is told while a line is waited for, with the prompt again', async () => {
  const recorded = startUnkept(drill, options);
  const visit = visitor(recorded);
  const { console, text } = visitedConsole([
    [() => visit((other) => take(other, 'freeze harborlight/base')), 'note hello'],
    [() => visit((other) => other.pass(600)), 'note later'],
    [() => visit((other) => void other.undo()), 'quit'],
  ]);
  await play(console, recorded);
  expect(text()).toContain('> \nregistry decided: freeze harborlight/base, lands T+2m.\n');
  expect(text()).toMatch(/registry: freeze harborlight\/base\n {2}Froze harborlight\/base\./);
  expect(text()).toContain('Somebody took back decision 3. It is T+10m again.');
  expect(text()).toMatch(/> note hello\n/);
});

test('when others end play, Enter leads to the hot wash', async () => {
  const recorded = startUnkept(drill, options);
  const visit = visitor(recorded);
  const { console, text } = visitedConsole([
    [() => visit((other) => take(other, 'declare closed')), 'revoke hub-ci-2023'],
  ]);
  expect(await play(console, recorded)).toBe('over');
  expect(text()).toContain('Play is over. Press Enter for the hot wash.\n> ');
  expect(recorded.session.taken).toHaveLength(1);
  expect(recorded.end).not.toBeNull();
});

test('who agreed to a start that others have pushed back is not taken by surprise', async () => {
  const recorded = startUnkept(drill, options);
  const visit = visitor(recorded);
  const { console, text } = visitedConsole([
    [() => undefined, 'revoke hub-ci-2023'],
    [() => visit((other) => take(other, 'freeze harborlight/base')), 'y'],
  ]);
  await play(console, recorded, true);
  expect(text()).toContain('Somebody else decided meanwhile, and registry is busy until T+2m.');
  expect(recorded.session.taken.map((one) => one.line)).toEqual(['freeze harborlight/base']);
});
