import { describe, expect, test } from 'vitest';
import { knownNames } from '../../src/exercise/known.ts';
import {
  finish,
  isOver,
  lastLanding,
  nextLanding,
  passTime,
  planDecision,
  readLine,
  type Session,
  takeDecision,
} from '../../src/exercise/session.ts';
import { nextNews } from '../../src/exercise/wait.ts';
import { RANGE } from '../helpers/range.ts';
import { drillWith, openSmall, take } from '../helpers/small-drill.ts';

const OPEN = openSmall();
const kinds = (session: Session, cause: number): readonly string[] =>
  session.course.history.filter((fact) => fact.cause === cause).map((fact) => fact.kind);

describe('a decision', () => {
  test('keeps its role busy for its hands, and lands later', () => {
    const session = take(OPEN, 'purge eu-mirror');
    expect(session.free.ci).toBe(120);
    expect(session.taken[0]).toMatchObject({ seq: 1, at: 0, by: 'ci', until: 120, lands: 300 });
    expect(kinds(passTime(session, 299), 1)).toEqual(['decided']);
    expect(kinds(passTime(session, 300), 1)).toEqual(['decided', 'cache-purged']);
  });

  test('starts when its role’s hands are free, and time passes to there', () => {
    const session = take(take(OPEN, 'revoke hub-ci-2023'), 'inspect tags harborlight/base', 'ci');
    expect(session.taken[1]).toMatchObject({ at: 180, by: 'ci', until: 300 });
    expect(session.now).toBe(180);
    expect(take(session, 'freeze harborlight/base').taken[2]).toMatchObject({ at: 180, by: 'registry' });
  });

  test('without hands starts at once, however busy its role is', () => {
    const session = take(
      take(OPEN, 'inspect tags harborlight/base', 'lead'),
      'ask vendor for block image:implant',
    );
    expect(session.taken[1]).toMatchObject({ at: 0, until: 0, lands: 0 });
    expect(session.course.world.parties.vendor?.busyUntil).toBe(1800);
  });

  test('of several values costs for each', () => {
    expect(take(OPEN, 'rotate aws-deploy forge-bot').taken[0]).toMatchObject({ until: 720 });
  });

  test('to the public costs more, and for each claim', () => {
    expect(take(OPEN, 'notify consumers with tag=harborlight/base:stable').taken[0]).toMatchObject({
      until: 300,
      lands: 300,
    });
    expect(
      take(OPEN, 'notify public with tag=harborlight/base:stable status=identified').taken[0],
    ).toMatchObject({ until: 600 });
  });

  test('reads what it reads when it lands', () => {
    const rebuilt = take(take(OPEN, 'rebuild api-build'), 'repoint harborlight/base:stable to image:clean');
    const started = passTime(rebuilt, 720).course.history.find(
      (fact) => fact.kind === 'run-started' && fact.cause === 1,
    );
    expect(started).toMatchObject({ at: 720, data: { poison: null } });
  });
});

describe('who decides', () => {
  const plan = (line: string, by: string | null, session = OPEN) => {
    const read = readLine(session, line, true);
    if (!read.ok) throw new Error(read.rejection.message);
    return planDecision(session, read.decision, by);
  };

  test.each([
    ['revoke hub-ci-2023', 'ci'],
    ['freeze harborlight/base', 'registry'],
    ['protect harborlight/base:stable', 'registry'],
    ['delete harborlight/base@image:implant', 'registry'],
    ['purge eu-mirror', 'ci'],
    ['preserve egress-log', 'ci'],
    ['lift pause:api-build', 'ci'],
    ['lift freeze:harborlight/base', 'registry'],
    ['notify consumers with status=identified', 'comms'],
    ['declare incident', 'lead'],
    ['ask vendor for block image:implant', 'lead'],
    ['reset-password harborlight', 'ci'],
  ])('%s: only its owner, %s', (line, owner) => {
    expect(plan(line, null)).toMatchObject({ ok: true, plan: { by: owner } });
    expect(plan(line, owner === 'comms' ? 'ci' : 'comms')).toMatchObject({ ok: false });
  });

  test('of several credentials only who owns each of them', () => {
    const two = {
      ...RANGE,
      credentials: {
        ...RANGE.credentials,
        'hub-ci-2023': { ...RANGE.credentials['hub-ci-2023']!, role: 'registry' },
      },
    };
    const session = openSmall(drillWith({ estate: two }));
    expect(plan('rotate aws-deploy forge-bot', null, session)).toMatchObject({ ok: true });
    expect(plan('rotate aws-deploy hub-ci-2023', null, session)).toMatchObject({ ok: false });
  });

  test('anyone may look; without a name the one who is free first', () => {
    expect(plan('inspect tags harborlight/base', 'comms')).toMatchObject({ plan: { by: 'comms' } });
    expect(plan('inspect tags harborlight/base', null)).toMatchObject({ plan: { by: 'registry' } });
    expect(plan('inspect tags harborlight/base', null, take(OPEN, 'freeze harborlight/base'))).toMatchObject({
      plan: { by: 'ci' },
    });
  });

  test('nobody of an unknown name', () => {
    for (const by of ['nobody', 'constructor', '__proto__'])
      expect(plan('inspect tags harborlight/base', by)).toMatchObject({ ok: false });
  });
});

describe('time', () => {
  test('never goes back, nor past EndEx, nor at all once play is over', () => {
    const later = passTime(OPEN, 600);
    expect(passTime(later, 300)).toBe(later);
    const end = passTime(later, 99 * 3600);
    expect(end.now).toBe(4 * 3600);
    expect(isOver(end)).toBe(true);
    expect(passTime(end, 5 * 3600)).toBe(end);
    expect(
      takeDecision(
        end,
        {
          attempt: {
            verb: 'note',
            aspect: null,
            targets: [],
            to: null,
            via: null,
            from: null,
            claims: [],
            text: 'x',
          },
          line: 'note x',
          reason: null,
          confidence: null,
        },
        null,
      ),
    ).toMatchObject({ ok: false });
  });

  test('ends when the team closes, and the world runs on to the aftermath', () => {
    const closed = take(passTime(OPEN, 600), 'declare closed');
    expect(isOver(closed)).toBe(true);
    expect(closed.now).toBe(600);
    const done = finish(closed);
    expect(
      done.course.history.some(
        (fact) => fact.at === 13 * 3600 && fact.kind === 'consumer-pulled' && fact.subject === 'granite',
      ),
    ).toBe(true);
    expect(done.course.world.exercise.endedAt).toBe(600);
  });

  test('a decision that could only begin after EndEx is not taken', () => {
    const near = take(passTime(OPEN, 4 * 3600 - 60), 'revoke hub-ci-2023');
    const read = readLine(near, 'revoke forge-bot', true);
    if (!read.ok) throw new Error('rejected');
    expect(takeDecision(near, read.decision, null)).toMatchObject({ ok: false });
  });

  test('of the next and the last landing', () => {
    expect(nextLanding(OPEN)).toBeNull();
    const session = take(take(OPEN, 'purge eu-mirror'), 'freeze harborlight/base');
    expect(nextLanding(session)).toBe(120);
    expect(lastLanding(session)).toBe(300);
    expect(lastLanding(passTime(session, 400))).toBe(400);
  });
});

describe('news', () => {
  test('is what landed, and what came; nothing that is hidden', () => {
    const session = take(OPEN, 'purge eu-mirror');
    expect(nextNews(session)).toBe(300);
    expect(nextNews(passTime(session, 300))).toBe(4 * 3600);
  });

  test('of an outside party comes when it has answered', () => {
    expect(nextNews(take(OPEN, 'ask vendor for block image:implant'))).toBe(1800);
  });
});

describe('a session', () => {
  test('is a value: what came of it leaves it as it was', () => {
    const before = JSON.stringify([OPEN.now, OPEN.taken, OPEN.course.history.length, OPEN.course.agenda]);
    finish(take(OPEN, 'freeze harborlight/base'));
    expect(JSON.stringify([OPEN.now, OPEN.taken, OPEN.course.history.length, OPEN.course.agenda])).toBe(
      before,
    );
  });

  test('knows at the start what is not hidden', () => {
    const names = knownNames(OPEN);
    expect(names.credential).not.toContain('aws-shadow');
    expect(names.host).toEqual([]);
    expect(names.inject).toEqual([]);
  });
});
