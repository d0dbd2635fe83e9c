import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalHeader } from '../../src/exercise/journal.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { runPlaybook } from '../../src/record/headless.ts';
import { resumeRecorded, startRecorded, startUnkept } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { findKeptScenario } from '../../src/record/scenario-catalogue.ts';
import { judgeReplayed, readStored, replayStored } from '../../src/record/stored-session.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { loadDrill, options, playbookLines } from './drill.ts';

const drill = await loadDrill();
let home: ReturnType<typeof temporaryHome>;

beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

const kept = (header: JournalHeader): Promise<PlayableScenario> => findKeptScenario(home.places, header);
const resume = (id: string): Promise<RecordedSession> => resumeRecorded(home.places, id, '0.1.0', kept);

function take(recorded: RecordedSession, line: string): void {
  const read = recorded.read(line);
  if (!read.ok) throw new Error(read.rejection.message);
  const result = recorded.take(read.decision, null);
  if (!result.ok) throw new Error(result.message);
}

test('a resumed session is in the state in which it was left', async () => {
  const first = await startRecorded(home.places, drill, options);
  take(first, 'inspect tags harborlight/base');
  first.pass(300);
  take(first, 'revoke hub-ci-2023');
  first.pass(1200);
  await first.close();
  const second = await resume(first.header.session);
  expect(second.session.course.history).toEqual(first.session.course.history);
  expect(second.session.now).toBe(1200);
  expect(second.session.free).toEqual(first.session.free);
  expect(second.session.taken).toEqual(first.session.taken);
  await second.close();
});

test('an undo takes the last decision back, with the time since, and stays taken back after a resume', async () => {
  const first = await startRecorded(home.places, drill, options);
  take(first, 'inspect tags harborlight/base');
  first.pass(240);
  take(first, 'revoke hub-ci-2023');
  first.pass(900);
  expect(first.undo()?.do).toBe('revoke hub-ci-2023');
  expect(first.session.now).toBe(240);
  expect(first.session.taken.map((one) => one.line)).toEqual(['inspect tags harborlight/base']);
  await first.close();
  const second = await resume(first.header.session);
  expect(second.session.now).toBe(240);
  expect(second.session.course.history).toEqual(first.session.course.history);
  take(second, 'freeze harborlight/base');
  expect(second.session.taken.at(-1)?.seq).toBe(2);
  await second.close();
});

test('a record that cannot be written leaves the session as it was', async () => {
  const first = await startRecorded(home.places, drill, options);
  const before = first.session;
  appendFileSync(first.path ?? '', 'another program wrote here');
  expect(() => take(first, 'inspect tags harborlight/base')).toThrow(StoreError);
  expect(() => first.pass(600)).toThrow(StoreError);
  expect(first.session).toBe(before);
  expect(first.records).toEqual([]);
  await first.close();
});

test('assess mode has neither undo nor hints', () => {
  const assessed = startUnkept(drill, { ...options, mode: 'assess' });
  expect(() => assessed.undo()).toThrow(TypeError);
  expect(() => assessed.takeHint()).toThrow(TypeError);
});

test('a hint is given once, with its price in the journal', async () => {
  const first = await startRecorded(home.places, drill, options);
  const hint = first.takeHint();
  expect(first.nextHint()?.id).not.toBe(hint?.id);
  await first.close();
  const second = await resume('last');
  expect(second.hints()).toEqual([{ kind: 'hint', at: 0, id: hint?.id, price: hint?.price }]);
  await second.close();
});

test('an end keeps its whole result, answers may follow it, and it is written once', async () => {
  const first = await startRecorded(home.places, drill, options);
  take(first, 'declare closed');
  expect(first.isOver).toBe(true);
  const { result } = first.finish();
  expect(result.session).toBe(first.header.session);
  await first.close();
  const second = await resume(first.header.session);
  expect(second.finish().result).toEqual(result);
  second.answer('q1', 'We believed it was ours.');
  expect(second.records.map((record) => record.kind)).toEqual(['decision', 'end', 'answer']);
  expect(second.end?.result).toEqual(result);
  await second.close();
});

test('a shorter play ends earlier for everyone who reads its journal', async () => {
  const first = await startRecorded(home.places, drill, { ...options, endEx: 7200 });
  first.pass(100_000);
  expect(first.session.now).toBe(7200);
  expect(first.isOver).toBe(true);
  first.finish();
  await first.close();
  const replayed = await replayStored(readStored(home.places, 'last'), kept);
  expect(judgeReplayed(replayed).result).toEqual(first.end?.result);
});

test('a session is resumed on the scenario that it was played on, whatever became of the file', async () => {
  const edited: PlayableScenario = {
    ...drill,
    source: drill.source.replace('Stable, until 02:41', 'Stable, until 02:42'),
  };
  const first = await startRecorded(home.places, edited, options);
  take(first, 'inspect tags harborlight/base');
  await first.close();
  const second = await resume('last');
  expect(second.session.engine.scenario.title).toBe('Stable, until 02:42');
  await second.close();
});

test('a journal whose facts come out otherwise here does not go on, and the first such record is named', async () => {
  const first = await startRecorded(home.places, drill, { ...options, engine: '0.0.9' });
  take(first, 'inspect tags harborlight/base');
  await first.close();
  const other = async (header: JournalHeader): Promise<PlayableScenario> => {
    const playable = await kept(header);
    const { scenario } = playable;
    return { ...playable, scenario: { ...scenario, prologue: scenario.prologue.slice(1) } };
  };
  await expect(resumeRecorded(home.places, 'last', '0.1.0', other)).rejects.toThrow(
    /played with hotwash 0\.0\.9, and hotwash 0\.1\.0 comes to other facts before decision 1 at T\+0m/,
  );
  // It was only looked at: the owner's lock is free again, and the right engine goes on.
  await (await resume('last')).close();
});

test('a headless run that is kept replays to the same result', async () => {
  const lines = playbookLines(drill, 'expert');
  const run = await runPlaybook(drill, lines, options, home.places);
  if (!run.ok) throw new Error(run.problem.message);
  const replayed = await replayStored(readStored(home.places, 'last'), kept);
  expect(replayed.replayed.divergence).toBeNull();
  expect(replayed.replayed.rejected).toEqual([]);
  expect(judgeReplayed(replayed).result).toEqual(run.outcome.result);
});

test('a run that is not kept, or whose playbook has a mistake, leaves no session behind', async () => {
  const run = await runPlaybook(
    drill,
    [{ at: null, by: null, do: 'revok hub-ci-2023', line: 7 }],
    options,
    home.places,
  );
  expect(run).toMatchObject({ ok: false, problem: { line: 7, word: 'revok' } });
  await runPlaybook(drill, playbookLines(drill, 'nothing'), options, null);
  expect(() => readStored(home.places, 'last')).toThrow('There is no session yet.');
});

test('the digests of a kept run are those of the same lines played without any journal', async () => {
  const lines = playbookLines(drill, 'novice');
  const run = await runPlaybook(drill, lines, options, home.places);
  if (!run.ok) throw new Error(run.problem.message);
  const taken: number[] = [];
  playLines(startUnkept(drill, options).session, lines, (one) => taken.push(one.seq));
  expect(run.decisions.map((record) => record.seq)).toEqual(taken);
  expect(readStored(home.places, 'last').folded.decisions).toEqual(run.decisions);
});
