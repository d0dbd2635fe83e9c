import { describe, expect, it } from 'vitest';
import { CommandConsole } from '../../src/console/command-console.ts';
import { interpretLine } from '../../src/console/interpret-line.ts';
import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { makeFactsDigest } from '../../src/exercise/facts-digest.ts';
import type { DecisionRecord } from '../../src/exercise/journal.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import type { Session } from '../../src/exercise/session.ts';
import { decisionRecord } from '../../src/record/decision-record.ts';
import { newRunningHash } from '../../src/record/running-hash.ts';
import { UNRECORDED } from './contract.ts';
import { lastRun } from './last-run.ts';
import { openDrill } from './open-drill.ts';
import { RECORDINGS } from './recordings.ts';

const FORMS = [
  ...RECORDINGS.map((one) => ({ line: one.console, before: one.beforeConsole ?? [] })),
  ...UNRECORDED.map((one) => ({ line: one.console, before: [] as readonly string[] })),
];

interface Twin {
  readonly records: readonly DecisionRecord[];
  readonly now: number;
}

function played(opening: Session, lines: readonly string[]): Twin {
  const digest = makeFactsDigest(newRunningHash);
  const records: DecisionRecord[] = [];
  const book: readonly PlaybookLine[] = lines.map((line, index) => ({
    at: null,
    by: null,
    do: line,
    line: index + 1,
  }));
  const result = playLines(
    opening,
    book,
    (taken, before) => records.push(decisionRecord(taken, before, digest)),
    interpretLine,
  );
  if (!result.ok) return { records, now: result.session.now };
  return { records, now: result.session.now };
}

describe('a command and its twin in the grammar leave the same records', () => {
  it.each(FORMS)('$line', async ({ line, before }) => {
    const recorded = await openDrill('headless');
    const commands = new CommandConsole(recorded);
    for (const one of before) await commands.run(one);
    const start = recorded.records.length;
    const opening = recorded.session;
    const text = line.replaceAll('RUN', lastRun(recorded));
    const foreseen = commands.foresee(text);
    await commands.run(text);
    const taken = recorded.records.slice(start).filter((record) => record.kind === 'decision');

    const grammar = foreseen.kind === 'nothing' ? [] : foreseen.lines;
    const twin = played(opening, grammar);
    const unsigned = ({ seq, at, by, do: what }: DecisionRecord) => ({ seq, at, by, do: what });
    expect(twin.records.map(unsigned)).toEqual(taken.map(unsigned));
    if (before.length === 0) expect(twin.records).toEqual(taken);
    // Signed in as the team, as a playbook always is.
    if (before.length === 0) expect(played(opening, [text]).records).toEqual(twin.records);
  });
});

describe('in a playbook', () => {
  it('an image may be named as the scenario names it, seen or not', async () => {
    const { session } = await openDrill('headless');
    const { records } = played(session, ['crane tag harborlight/base@image:clean stable']);
    expect(records.map((record) => record.do)).toEqual([
      'inspect manifest harborlight/base@image:clean',
      'repoint harborlight/base:stable to image:clean',
    ]);
  });

  it('a remark behind a command is the reason of its decisions', async () => {
    const { session } = await openDrill('headless');
    const { records } = played(session, ['gh workflow disable api-build.yaml # stop it']);
    expect(records).toMatchObject([{ do: 'pause api-build', reason: 'stop it' }]);
  });

  it('a command that comes to nothing ends the run with its own words', async () => {
    const { session } = await openDrill('headless');
    const book = (text: string) =>
      playLines(session, [{ at: null, by: null, do: text, line: 3 }], undefined, interpretLine);
    expect(book('skopeo inspect foo:bar')).toMatchObject({
      ok: false,
      problem: { line: 3, message: expect.stringContaining('unknown transport') },
    });
    expect(book('crane ls a; rm')).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('";"') },
    });
    expect(book('gh workflow disable nope.yaml -R harborlight/nope')).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('404') },
    });
  });

  it('a command without an interpreter is refused, never skipped', async () => {
    const { session } = await openDrill('headless');
    expect(playLines(session, [{ at: null, by: null, do: 'crane ls a/b', line: 1 }])).toMatchObject({
      ok: false,
    });
  });
});
