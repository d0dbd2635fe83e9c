import { expect, test } from 'vitest';
import { playPlain } from '../../src/plain/play-plain.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import { loadDrill, options } from '../record/drill.ts';
import { scriptedConsole } from './scripted-console.ts';

const drill = await loadDrill();

test('no page holds one line alone', async () => {
  const shown = async (height: number) => {
    const console = scriptedConsole(['? inspect'], { height });
    const recorded = startUnkept(drill, options);
    await playPlain(console, recorded, { ticker: () => 0, speed: null, asks: false, isResumed: true });
    return console.text();
  };
  const left = await Promise.all(
    Array.from(
      { length: 40 },
      async (_, more) => /\((\d+) more lines?: more\)/.exec(await shown(10 + more))?.[1],
    ),
  );
  expect(left).toContain('2');
  expect(left).not.toContain('1');
});
