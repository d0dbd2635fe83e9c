import { describe, expect, test } from 'vitest';
import { isTrue, parseClaim } from '../../src/world/claim.ts';
import { matches } from '../../src/world/consumer.ts';
import { isContained, outages, servesPoison } from '../../src/world/questions.ts';
import { resolve } from '../../src/world/registry.ts';
import { canAuthenticate } from '../../src/world/release.ts';
import { attempt, check, checkRefused, having, type Step } from '../helpers/check.ts';
import { CLEAN, FIXED, IMPLANT, PACKAGES, PREVIOUS } from '../helpers/package-range.ts';

const PARSE = 'lumenkit/parse';
const given = (...steps: readonly Step[]) => having(steps, PACKAGES);
const BAD: Step = [10, 'crew', `push ${PARSE}:4.7.3 to image:implant`];
const LATEST: Step = [10, 'crew', `push ${PARSE}:latest to image:implant`];

describe('a range', () => {
  test('leads to the highest version of its major', () => {
    expect(resolve(given().world, `${PARSE}:4.x`).digest).toBe(CLEAN.digest);
    expect(resolve(given(BAD).world, `${PARSE}:4.x`).digest).toBe(IMPLANT.digest);
    expect(resolve(given(BAD).world, `${PARSE}:3.x`).digest).toBe(PREVIOUS.digest);
    expect(resolve(given().world, `${PARSE}:5.x`).digest).toBeNull();
  });

  test('does not care where latest points (H-13)', () => {
    const { world } = given(BAD, LATEST, [20, 'registry', `repoint ${PARSE}:latest to image:clean`]);
    expect(resolve(world, `${PARSE}:latest`).digest).toBe(CLEAN.digest);
    expect(resolve(world, `${PARSE}:4.x`).digest).toBe(IMPLANT.digest);
    expect(servesPoison(world)).toBe(true);
  });

  test('and a dist-tag skip a yanked version; the version and its digest still give it', () => {
    const { world } = given(BAD, LATEST, [20, 'registry', `deny ${PARSE} image:implant`]);
    expect(resolve(world, `${PARSE}:4.x`).digest).toBe(CLEAN.digest);
    expect(resolve(world, `${PARSE}:latest`).digest).toBe(CLEAN.digest);
    expect(resolve(world, `${PARSE}:4.7.3`).digest).toBe(IMPLANT.digest);
    expect(resolve(world, `${PARSE}@${IMPLANT.digest}`).digest).toBe(IMPLANT.digest);
    expect(servesPoison(world)).toBe(false);
  });
});

describe('a version', () => {
  test('can be published once', () => {
    checkRefused(given(BAD), [20, 'crew', `push ${PARSE}:4.7.3 to image:implant-2`], 'protected');
    checkRefused(given(), [20, 'registry', `repoint ${PARSE}:4.7.2 to image:previous`], 'protected');
  });

  test('is never given again after it was unpublished', () => {
    const gone = given(BAD, [20, 'registry', `delete ${PARSE}:4.7.3`]);
    expect(resolve(gone.world, `${PARSE}:4.7.3`)).toEqual({ digest: null, code: 'gone' });
    checkRefused(gone, [30, 'crew', `push ${PARSE}:4.7.3 to image:implant`], 'gone');
    checkRefused(gone, [30, 'registry', `delete ${PARSE}:4.7.3`], 'gone');
  });

  test('takes its bytes along when it is unpublished, and latest falls back', () => {
    const { world } = check(
      given(BAD, LATEST),
      [20, 'registry', `delete ${PARSE}:4.7.3`],
      [
        ['tag-moved', `${PARSE}:latest`, { to: CLEAN.digest, from: IMPLANT.digest }],
        ['image-deleted', PARSE, { digest: IMPLANT.digest, tags: [`${PARSE}:4.7.3`] }],
      ],
    );
    expect(resolve(world, `${PARSE}@${IMPLANT.digest}`).code).toBe('gone');
    expect(outages(world)).not.toContain(`${PARSE}:latest`);
  });

  test('is deleted, a dist-tag only moved', () => {
    checkRefused(given(), [20, 'registry', `delete ${PARSE}:latest`], 'protected');
  });

  test('tells whoever installed it that they are hit, without a window', () => {
    const told = given(BAD, [20, 'ranger', 'pull ranger'], [30, 'registry', `delete ${PARSE}:4.7.3`]);
    const claim = (text: string) => parseClaim(text, PACKAGES.clock.calendar)!;
    expect(matches(told.world, 'ranger', [claim(`tag=${PARSE}:4.7.3`)])).toBe(true);
    expect(matches(told.world, 'ranger', [claim(`tag=${PARSE}:4.7.2`)])).toBe(true);
    expect(matches(told.world, 'ranger', [claim(`tag=${PARSE}:3.9.1`)])).toBe(false);
    expect(isTrue(told.world, claim(`tag=${PARSE}:4.7.3`), [])).toBe(true);
    expect(isTrue(told.world, claim(`tag=${PARSE}:4.x`), [])).toBe(true);
    expect(isTrue(told.world, claim(`tag=${PARSE}:3.x`), [])).toBe(false);
  });
});

describe('a release of a package', () => {
  test('is the next patch version, whatever was published, yanked or deleted before, and moves its dist-tag', () => {
    const { world } = check(
      given(BAD, LATEST, [20, 'registry', `delete ${PARSE}:4.7.3`]),
      [60, 'ci', 'rebuild release-4'],
      [
        ['run-started', 'release-4', { inputs: '4.7.4' }],
        ['run-published', 'release-4', { tag: `${PARSE}:4.7.4` }],
        ['tag-moved', `${PARSE}:latest`, { to: FIXED.digest }],
      ],
    );
    expect(resolve(world, `${PARSE}:4.x`).digest).toBe(FIXED.digest);
    const again = attempt({ world, past: [] }, [70, 'ci', 'rebuild release-4']);
    expect(resolve(again.world, `${PARSE}:4.x`).digest).toBe(again.world.tags[`${PARSE}:4.7.5`]?.digest);
  });

  test('needs its token', () => {
    const { world } = check(
      given([10, 'registry', 'revoke pkg-main']),
      [60, 'ci', 'rebuild release-4'],
      [['run-started'], ['run-failed', 'release-4', { reason: 'a credential it needs was refused' }]],
    );
    expect(outages(world)).toContain('pkg-main');
  });

  test('needs no token where its identity is trusted, and an unsigned push is refused there', () => {
    const trusted = given(
      [10, 'registry', 'revoke pkg-main'],
      [20, 'registry', `require-signatures ${PARSE}`],
    );
    expect(canAuthenticate(trusted.world, 'release-4')).toBe(true);
    expect(outages(trusted.world)).not.toContain('pkg-main');
    check(trusted, [60, 'ci', 'rebuild release-4'], [['run-started'], ['run-published'], ['tag-moved']]);
    checkRefused(trusted, [70, 'crew', `push ${PARSE}:4.7.3 to image:implant`], 'unsigned');
  });
});

describe('while the transparency log is down', () => {
  const at = 40 * 60;
  const strict: Step = [20, 'registry', `require-signatures ${PARSE}`];
  const failed =
    'its push was refused (unsigned: the transparency log is down, so its signature is not to be found)';

  test('nothing new passes a gate that asks for signatures, until it is back', () => {
    check(
      given(strict),
      [at, 'ci', 'rebuild release-4'],
      [['run-started'], ['run-failed', 'release-4', { reason: failed }]],
    );
    check(
      given(strict),
      [90 * 60, 'ci', 'rebuild release-4'],
      [['run-started'], ['run-published'], ['tag-moved']],
    );
  });

  test('what was verified by hand is let in by its digest', () => {
    const byHand: Step = [30, 'registry', `allow-only ${PARSE} image:fixed`];
    check(
      given(strict, byHand),
      [at, 'ci', 'rebuild release-4'],
      [['run-started'], ['run-published'], ['tag-moved']],
    );
  });

  test('without the gate a release goes out', () => {
    check(given(), [at, 'ci', 'rebuild release-4'], [['run-started'], ['run-published'], ['tag-moved']]);
  });

  test('what was signed before passes still', () => {
    const gated: Step = [20, 'ci', 'require-signatures site-build'];
    check(given(gated), [at, 'ci', 'run site-build'], [['run-started']]);
  });
});

describe('an issuer with a limit', () => {
  const two: readonly Step[] = [
    [60, 'registry', 'rotate pkg-read'],
    [120, 'registry', 'revoke pkg-old'],
  ];

  test('refuses the change too many, and says when to come again (H-36)', () => {
    const full = given(...two);
    check(
      full,
      [180, 'registry', 'revoke pkg-main'],
      [
        [
          'refused',
          'pkg-main',
          {
            code: 'denied',
            message:
              '429 Too Many Requests: lumenkit may change 2 credentials in 40 minutes. Try again after T+41m.',
          },
        ],
      ],
    );
    checkRefused(full, [180, 'registry', 'rotate pkg-main pkg-old'], 'denied');
    check(full, [42 * 60, 'registry', 'revoke pkg-main'], [['credential-revoked']]);
  });

  test('counts neither what is dead already nor other owners', () => {
    const full = given(...two);
    check(full, [180, 'registry', 'revoke pkg-old'], [['nothing-changed']]);
    check(full, [180, 'ci', 'revoke aws-deploy'], [['credential-revoked']]);
  });
});

describe('contained', () => {
  test('is a publisher whose bad version is yanked and whose tokens are dead', () => {
    const bad = given(BAD, LATEST, [20, 'registry', 'revoke pkg-old'], [20, 'registry', 'revoke pkg-main']);
    expect(isContained(bad.world)).toBe(false);
    const done = attempt(bad, [30, 'registry', `deny ${PARSE} image:implant`]);
    const more = attempt(done, [30, 'registry', 'revoke hub-ci-2023']);
    expect(isContained(more.world)).toBe(true);
  });
});
