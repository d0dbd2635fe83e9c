import { describe, expect, test } from 'vitest';
import { checkPlays } from '../../src/check/check-plays.ts';
import { worthsInSteps } from '../../src/debrief/tornado.ts';
import { type Change, pastOfTaken } from '../../src/debrief/what-if.ts';
import { whatIf } from '../../src/debrief/what-if-difference.ts';
import { drain } from '../../src/exercise/in-steps.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { makeEngine, openSession } from '../../src/exercise/session.ts';
import { playbookText } from '../../src/explore/playbook-text.ts';
import { MINUTE, printTime } from '../../src/world/time.ts';
import { contextOf, tutorialWith } from '../helpers/tutorial-document.ts';
import { digestOfFacts } from './drill.ts';

const context = contextOf(tutorialWith());
const engine = makeEngine(context.scenario);
const played = playLines(openSession(engine), context.scenario.playbooks[0]?.decisions ?? []);
const past = pastOfTaken(played.session.taken);
const called = (start: string) => past.find((one) => one.do.startsWith(start))!;
const notice = called('notify consumers');
const closing = called('declare closed');
const later = (one: { seq: number; at: number }): Change => ({
  kind: 'move',
  seq: one.seq,
  to: one.at + 15 * MINUTE,
});

function differ(...changes: readonly Change[]) {
  const result = whatIf(engine, past, changes, digestOfFacts());
  if (!result.ok) throw new Error(result.message);
  return result.difference;
}

describe('a team that closed when everything had landed', () => {
  test('keeps that time in a what-if, as all decisions do', () => {
    const { rejected, after } = differ(later(notice));
    expect(rejected).toMatchObject([{ do: notice.do }]);
    expect(after.endedAt).toBe(printTime(closing.at));
  });

  test('waits for what came late where decisions are weighed, by the debrief as by check', () => {
    const steps = checkPlays(context, { policies: true, states: null, draws: null });
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const questions = past
      .filter((one) => one !== closing)
      .map((decision) => ({ decision, change: later(decision) }));
    const told = drain(worthsInSteps(engine, past, questions, () => undefined));
    const rows = step.value.tornado.filter((row) => row.change === 'late');
    for (const { do: line, points } of told)
      expect([line, points]).toEqual([line, rows.find((row) => row.do === line)?.points]);
    const row = rows.find((one) => one.do === notice.do);
    expect(playbookText('tutorial', row?.moves ?? [], 'late')).toMatch(
      /- wait landed\n.*declare closed" }\n$/,
    );
  });
});
