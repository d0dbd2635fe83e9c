import { expect, test } from 'vitest';
import { facilitate } from '../../src/exercise/facilitate.ts';
import type { FacilitatorRecord } from '../../src/exercise/journal.ts';
import { replaySteps } from '../../src/exercise/replay.ts';
import { passTime, type Session } from '../../src/exercise/session.ts';
import { OPENING_ONE } from '../helpers/scenario-one.ts';

const injectsIn = (session: Session) =>
  session.course.history
    .filter((fact) => fact.kind === 'inject-delivered')
    .map((fact) => [fact.subject, fact.at]);

const scheduled = (): string => {
  const entry = OPENING_ONE.course.agenda.entries.find(
    (one) => one.line.startsWith('deliver ') && one.at > 600,
  );
  if (entry === undefined) throw new Error('the drill schedules no message after ten minutes');
  return entry.line.slice('deliver '.length);
};

function done(session: Session, line: string): Session {
  const result = facilitate(session, line);
  if (!result.ok) throw new Error(result.message);
  return result.session;
}

const record = (at: number, line: string): FacilitatorRecord => ({
  kind: 'facilitator',
  at,
  do: line,
  text: '',
});

test('a delivered message is there at once, and does not come a second time', () => {
  const id = scheduled();
  const at = passTime(OPENING_ONE, 120);
  const session = passTime(done(at, `deliver ${id}`), 4 * 3600);
  expect(injectsIn(session).filter(([subject]) => subject === id)).toEqual([[id, 120]]);
});

test('a message that is held back does not come', () => {
  const id = scheduled();
  const session = passTime(done(OPENING_ONE, `hold ${id}`), 4 * 3600);
  expect(injectsIn(session).map(([subject]) => subject)).not.toContain(id);
});

test('added minutes pass for everyone', () => {
  expect(done(OPENING_ONE, 'add 10m')).toEqual(passTime(OPENING_ONE, 600));
});

test('an observation changes nothing', () => {
  expect(done(OPENING_ONE, 'observe')).toBe(OPENING_ONE);
});

test.each(['deliver nothing-like-it', 'hold nothing-like-it', 'add soon', 'push it'])(
  'refuses %s',
  (line) => {
    expect(facilitate(OPENING_ONE, line).ok).toBe(false);
  },
);

test('the same interventions give the same history again', () => {
  const id = scheduled();
  const first = passTime(done(passTime(OPENING_ONE, 120), `deliver ${id}`), 900);
  const again = replaySteps(OPENING_ONE, [record(120, `deliver ${id}`), { kind: 'mark', at: 900 }], null);
  expect(again.session.course.history).toEqual(first.course.history);
  expect(again.session.course.agenda).toEqual(first.course.agenda);
});
