import { afterAll, expect, test } from 'vitest';
import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { playPlain } from '../../src/plain/play-plain.ts';
import { runPlaybook } from '../../src/record/headless.ts';
import { startRecorded } from '../../src/record/open-recorded.ts';
import { readStored } from '../../src/record/stored-session.ts';
import { asTyped, loadDrill, options, playbookLines } from '../record/drill.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { scriptedConsole } from './scripted-console.ts';

const drill = await loadDrill();
const home = temporaryHome();
afterAll(() => home.remove());

async function headless(lines: readonly PlaybookLine[]) {
  const run = await runPlaybook(drill, lines, options, null);
  if (!run.ok) throw new Error(`${run.problem.text}: ${run.problem.message}`);
  return run;
}

async function plain(lines: readonly PlaybookLine[]) {
  const recorded = await startRecorded(home.places, drill, options);
  const console = scriptedConsole(asTyped(lines));
  await playPlain(console, recorded, { ticker: () => 0, speed: null, asks: false, isResumed: false });
  const kept =
    recorded.path === null ? [] : readStored(home.places, recorded.header.session).folded.decisions;
  await recorded.close();
  return { kept, text: console.text() };
}

// Only what its players have seen by then can be typed into a plain play, so lines that name more are left out of both.
async function sayable(lines: readonly PlaybookLine[]): Promise<readonly PlaybookLine[]> {
  const { kept } = await plain(lines);
  const said = new Set(kept.map((record) => record.do));
  return lines.filter((line) => [...said].some((one) => line.do.startsWith(one)));
}

test.each(['expert', 'novice', 'clean-first', 'right-vendor-block'])(
  'a plain play and a run without people write the same decision records: %s',
  async (id) => {
    const lines = await sayable(playbookLines(drill, id));
    expect(lines.length).toBeGreaterThan(15);
    const { kept, text } = await plain(lines);
    const { decisions } = await headless(lines);
    expect(kept).toEqual(decisions);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  },
);
