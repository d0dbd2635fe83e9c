import { describe, expect, test } from 'vitest';
import { measureSession } from '../../src/scoring/metrics.ts';
import { EXPERT, judged } from '../debrief/drill.ts';

const metricsOf = (...lines: readonly string[]) => measureSession(judged(lines).finished);

describe('a metric that never came true is null, never 0', () => {
  test('when nobody decides anything', () => {
    expect(metricsOf()).toMatchObject({
      minutesToDetect: null,
      minutesToRevoke: null,
      minutesToContain: null,
      minutesToFirstNotice: null,
      minutesToCompleteNotice: null,
      falseClaims: 0,
      secretsStolen: 3,
      attackerFootholds: 3,
    });
  });

  test('and one that came true is minutes since StartEx', () => {
    expect(metricsOf(...EXPERT)).toMatchObject({
      minutesToDetect: 4,
      minutesToRevoke: 7,
      minutesToContain: 13,
      minutesToFirstNotice: 15,
      minutesToCompleteNotice: 15,
      attackerFootholds: 0,
    });
  });
});

test('revoking what no intruder holds takes nothing from them', () => {
  expect(metricsOf('revoke hub-ci-2026').minutesToRevoke).toBeNull();
  expect(metricsOf('revoke hub-ci-2026', 'revoke hub-ci-2023').minutesToRevoke).toBe(6);
});

test('containment that does not last does not count', () => {
  const mended = [
    'repoint harborlight/base:stable to image:clean',
    'repoint harborlight/base:1.8 to image:clean',
  ];
  expect(metricsOf(...mended).minutesToContain).toBeNull();
  expect(metricsOf(...mended, 'revoke hub-ci-2023', 'pause api-build').minutesToContain).toBe(9);
});

describe('a notice counts', () => {
  test('when it names a true digest or tag to consumers, be it to one by name', () => {
    expect(metricsOf('notify northwind with tag=harborlight/base:stable').minutesToFirstNotice).toBe(5);
    expect(metricsOf('notify consumers with status=investigating').minutesToFirstNotice).toBeNull();
    expect(metricsOf('notify consumers with digest=image:clean').minutesToFirstNotice).toBeNull();
  });

  test('not when it is a reply', () => {
    expect(
      metricsOf('answer northwind-beacon with tag=harborlight/base:stable').minutesToFirstNotice,
    ).toBeNull();
  });

  test('as complete once all of it was said, in one notice or several', () => {
    const several = [
      'notify consumers with tag=harborlight/base:stable window=T-7h..',
      'notify consumers with clean=image:clean',
    ];
    expect(metricsOf(...several).minutesToCompleteNotice).toBeNull();
    expect(metricsOf(...several, 'notify consumers with action=rotate-secrets').minutesToCompleteNotice).toBe(
      15,
    );
    const noWindow =
      'notify consumers with tag=harborlight/base:stable clean=image:clean action=rotate-secrets';
    expect(metricsOf(noWindow).minutesToCompleteNotice).toBeNull();
  });
});
