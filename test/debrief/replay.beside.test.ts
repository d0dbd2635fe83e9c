import { describe, expect, test } from 'vitest';
import { compareAt, truthBesideSeen } from '../../src/debrief/replay/beside.ts';
import { momentAt } from '../../src/debrief/replay/cursor.ts';
import { makeRecording } from '../../src/debrief/replay/recording.ts';
import { harmOverTime } from '../../src/scoring/harm.ts';
import { playbookOf, played } from '../helpers/scenario-one.ts';

const NOVICE = makeRecording(played(playbookOf('novice').decisions));
const EXPERT = makeRecording(played(playbookOf('expert').decisions));
const STABLE = 'harborlight/base:stable';
const rowAt = (at: number, id: string, recording = NOVICE) =>
  truthBesideSeen(recording, momentAt(recording, at)).rows.find((row) => row.id === id)!;

describe('what was true beside what was seen', () => {
  test('at the alert the tag is poisoned and nobody has looked', () => {
    expect(rowAt(0, STABLE)).toMatchObject({ truth: { bad: true }, seen: null, knowledge: 'never looked' });
  });

  test('a look that is still right is as seen, one that no longer is has changed since', () => {
    const looked = rowAt(29 * 60, STABLE);
    expect(looked).toMatchObject({ knowledge: 'as seen', seenImage: 'implant' });
    const moved = EXPERT.history.find(
      (fact) => fact.kind === 'workload-deployed' && fact.subject === 'api-prod' && fact.at > 0,
    )!;
    expect(rowAt(moved.at - 1, 'api-prod', EXPERT).truth.bad).toBe(true);
    expect(rowAt(moved.at, 'api-prod', EXPERT).truth.bad).toBe(false);
  });

  test('a stolen credential is bad until it works for nobody of theirs', () => {
    expect(rowAt(0, 'hub-ci-2023').truth.text).toContain('also for crew');
    expect(rowAt(36 * 60, 'hub-ci-2023').truth).toMatchObject({ bad: false, text: 'works for nobody' });
  });

  test('subjects that were ever in trouble come first', () => {
    const { rows } = truthBesideSeen(NOVICE, momentAt(NOVICE, 0));
    const firstCalm = rows.findIndex((row) => !NOVICE.trouble.has(row.id));
    expect(rows.slice(firstCalm).every((row) => !NOVICE.trouble.has(row.id))).toBe(true);
    expect(rows.filter((row) => row.truth.bad).every((row) => NOVICE.trouble.has(row.id))).toBe(true);
  });

  test('harm at a moment is that of the curve', () => {
    for (const point of harmOverTime(NOVICE.session, NOVICE.to).filter((one) => one.at >= 0))
      expect(truthBesideSeen(NOVICE, momentAt(NOVICE, point.at)).harm).toEqual(point);
  });
});

describe('two plays beside one another', () => {
  const at = 60 * 60;
  const between = compareAt(
    { recording: NOVICE, moment: momentAt(NOVICE, at) },
    { recording: EXPERT, moment: momentAt(EXPERT, at) },
  );

  test('what differs has a mark and stands first', () => {
    const mirror = between.rows.find((row) => row.id === 'eu-mirror')!;
    expect(mirror).toMatchObject({ differs: true, mine: { bad: true }, other: { bad: false } });
    const marks = between.rows.map((row) => row.differs);
    expect(marks).toEqual([...marks].sort((left, right) => Number(right) - Number(left)));
  });

  test('a play beside itself differs in nothing', () => {
    const side = { recording: NOVICE, moment: momentAt(NOVICE, at) };
    expect(compareAt(side, side).rows.some((row) => row.differs)).toBe(false);
  });
});
