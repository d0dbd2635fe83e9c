import { describe, expect, test } from 'vitest';
import { parseClaim } from '../../src/world/claim.ts';
import { holds, isTrueClaim } from '../../src/world/predicate.ts';
import type { World } from '../../src/world/state.ts';
import { react } from '../../src/world/world.ts';
import { check, checkRefused, having, type Past, type Step } from '../helpers/check.ts';
import { CLEAN, HOST, IMPLANT, RANGE } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const POISONED: readonly Step[] = [
  [-6 * 3600, 'crew', `push ${STABLE} to image:implant`],
  [-5 * 3600, 'northwind', 'pull northwind'],
  [-4 * 3600, 'ci', 'run api-build'],
];
const poisoned = having([...POISONED, [0, 'clock', 'begin exercise']]);
const mended = having([
  ...POISONED,
  [600, 'registry', `repoint ${STABLE} to image:clean`],
  [900, 'registry', `repoint ${STABLE} to image:previous`],
  [1200, 'clock', 'begin exercise'],
]);
const truth = (claim: string, others: readonly string[] = [], given: Past = poisoned): boolean =>
  isTrueClaim(given.world, [...others, claim], claim);

type Row = readonly [claim: string, others: readonly string[], given: Past];
const row = ([claim, others = [], given = poisoned]: Short): Row => [claim, others, given];
type Short = readonly [claim: string, others?: readonly string[], given?: Past];

const TRUE: readonly Short[] = [
  ['digest=image:implant'],
  ['digest=image:implant/arm64'],
  [`digest=${IMPLANT.digest}`],
  ['check=image:implant'],
  ['clean=image:clean'],
  ['clean=image:api'],
  [`tag=${STABLE}`],
  [`tag=${STABLE}`, [], mended],
  ['window=T-6h..', [`tag=${STABLE}`]],
  ['window=T-9h..'],
  ['window=T-6h..T+0m', [`tag=${STABLE}`]],
  ['window=T-6h..T+10m', [`tag=${STABLE}`], mended],
  [`indicator=${HOST}`],
  ['secret=hub-ci-2023'],
  ['secret=aws-deploy'],
  ['not-affected=harborlight/base:1.8'],
  [`not-affected=harborlight/base@${CLEAN.digest}`],
  ['next=T+30m'],
  ['action=stop-pulling'],
  ['status=investigating'],
  ['status=identified'],
];
const FALSE: readonly Short[] = [
  ['digest=image:clean'],
  [`digest=${'sha256:'}${'0'.repeat(64)}`],
  ['check=image:clean'],
  ['clean=image:implant'],
  ['clean=image:implant/amd64'],
  ['tag=harborlight/base:1.8'],
  ['window=T-5h..', [`tag=${STABLE}`]],
  ['window=T-11h..', [`tag=${STABLE}`]],
  ['window=T-6h..T-1h', [`tag=${STABLE}`]],
  ['window=T-6h..T+5m', [`tag=${STABLE}`], mended],
  ['window=T-6h..', ['tag=harborlight/base:1.8']],
  ['indicator=other.example'],
  ['secret=hub-ci-2026'],
  [`not-affected=${STABLE}`],
  [`not-affected=${STABLE}`, [], mended],
  ['not-affected=harborlight/base@image:implant'],
  ['next=T-1h'],
  ['action=none'],
  ['status=contained'],
  ['status=resolved'],
];

describe('truth of a claim', () => {
  test.each(TRUE.map(row))('%s %j is true', (claim, others, given) =>
    expect(truth(claim, others, given)).toBe(true),
  );
  test.each(FALSE.map(row))('%s %j is false', (claim, others, given) =>
    expect(truth(claim, others, given)).toBe(false),
  );

  test('nobody exposed: no action is needed', () => {
    expect(truth('action=none', [], having([]))).toBe(true);
  });

  test('contained is true once it is', () => {
    const given = having([[0, 'registry', 'revoke hub-ci-2023']]);
    expect(truth('status=contained', [], given)).toBe(true);
  });

  test.each([
    '',
    'digest',
    'digest=',
    'colour=red',
    'digest=image:',
    'digest=sha256:abc',
    'window=T+1h..T+0m',
    'window=T+1h',
    'action=panic',
    'status=over',
    'next=soon',
    'tag=harborlight/base',
    '__proto__=x',
    'constructor=x',
  ])('"%s" is no claim', (text) => {
    expect(parseClaim(text, RANGE.clock.calendar)).toBeNull();
  });
});

describe('a notice', () => {
  test('with a false claim is sent, and the fact says which one', () => {
    check(
      poisoned,
      [60, 'comms', `notify consumers with digest=image:implant clean=image:implant tag=${STABLE}`],
      [
        [
          'notice-sent',
          'notice-1',
          { falseClaims: ['clean=image:implant'], author: 'team', audience: 'consumers', channel: 'mail' },
        ],
      ],
    );
  });

  test('that was true stays true when the world moves on', () => {
    const given = having([
      ...POISONED,
      [0, 'comms', `notify consumers with window=T-6h..T+0m tag=${STABLE}`],
      [600, 'registry', `repoint ${STABLE} to image:clean`],
    ]);
    expect(given.world.notices['notice-1']?.falseClaims).toEqual([]);
  });

  test('goes through a channel of its audience only', () => {
    check(
      poisoned,
      [60, 'comms', 'notify consumers via slow-mail with digest=image:implant'],
      [['notice-sent', 'notice-1', { channel: 'slow-mail' }]],
    );
    checkRefused(
      poisoned,
      [60, 'comms', 'notify consumers via status-page with digest=image:implant'],
      'not-found',
    );
  });

  test('reaches whoever hears its audience, after its channel’s delay', () => {
    const { world, past } = check(
      poisoned,
      [60, 'comms', 'notify consumers via slow-mail with digest=image:implant'],
      [['notice-sent']],
    );
    const due = react(world, past.at(-1)!);
    expect(due.map((one) => one.by)).toEqual(['northwind', 'cedarbank', 'kestrel', 'isobar', 'granite']);
    expect(due[0]?.at).toBe(660);
  });

  test('to one consumer reaches just that one', () => {
    const { world, past } = check(
      poisoned,
      [60, 'comms', 'notify kestrel with digest=image:implant'],
      [['notice-sent']],
    );
    expect(react(world, past.at(-1)!).map((one) => one.line)).toEqual(['hear kestrel of notice-1']);
  });

  test('that answers is told to its message and to whoever wrote it, and to nobody else', () => {
    const delivered: Step = [30, 'clock', 'deliver is-it-you'];
    const answer = (claims: string) =>
      having([...POISONED, delivered, [60, 'comms', `answer is-it-you with ${claims}`]]).world;
    const isTold = (world: World, is: 'told' | 'said', to: string) =>
      holds(world, { is, args: { to: [to], claims: ['digest=*'] } });
    const truly = answer('digest=image:implant');
    expect(['is-it-you', 'northwind', 'consumers', 'kestrel'].map((to) => isTold(truly, 'told', to))).toEqual(
      [true, true, false, false],
    );
    const falsely = answer('digest=image:clean');
    expect([isTold(falsely, 'told', 'northwind'), isTold(falsely, 'said', 'northwind')]).toEqual([
      false,
      true,
    ]);
  });

  test('to nobody that exists is refused', () => {
    checkRefused(poisoned, [60, 'comms', 'notify nobody with digest=image:implant'], 'not-found');
    checkRefused(poisoned, [60, 'comms', 'correct notice-9 with digest=image:implant'], 'not-found');
    checkRefused(poisoned, [60, 'comms', 'answer press with status=identified'], 'not-found');
  });

  test('that is corrected stands corrected from then on, once', () => {
    const given = having([
      ...POISONED,
      [0, 'comms', 'notify consumers with clean=image:implant'],
      [600, 'comms', 'correct notice-1 with clean=image:clean'],
      [900, 'comms', 'correct notice-1 with clean=image:previous'],
    ]);
    expect(given.world.notices['notice-1']?.correctedAt).toBe(600);
    expect(given.world.notices['notice-2']).toMatchObject({
      corrects: 'notice-1',
      audience: 'consumers',
      falseClaims: [],
    });
  });
});

describe('what is public', () => {
  const PUBLIC: Step = [60, 'comms', 'notify public with digest=image:implant'];

  test('the intruders read, and while they hold access it warns them (H-18)', () => {
    const { world } = check(poisoned, PUBLIC, [
      ['notice-sent'],
      ['attacker-warned', 'crew', { through: 'notice-1', held: true }],
    ]);
    expect(world.warned.crew).toBe(60);
  });

  test('warns nobody who holds nothing any more', () => {
    const out = having([...POISONED, [0, 'registry', 'revoke hub-ci-2023'], [1, 'ci', 'rotate aws-deploy']]);
    const { world } = check(out, PUBLIC, [['notice-sent'], ['attacker-warned', 'crew', { held: false }]]);
    expect(world.warned).toEqual({});
  });

  test('can be deleted by who controls its channel (H-20)', () => {
    const given = having([...POISONED, PUBLIC]);
    const { world } = check(given, [90, 'crew', 'remove notice-1'], [['notice-removed', 'notice-1']]);
    check({ world, past: [] }, [100, 'elmtree', 'hear elmtree of notice-1'], []);
    check(
      having([...POISONED, [0, 'ci', 'rotate status-login'], PUBLIC]),
      [90, 'crew', 'remove notice-1'],
      [['refused']],
    );
  });

  test('a mail cannot be deleted', () => {
    checkRefused(
      [...POISONED, [0, 'comms', 'notify consumers with digest=image:implant']],
      [90, 'crew', 'remove notice-1'],
      'not-found',
    );
  });
});

describe('an answer', () => {
  const asked = having([...POISONED, [0, 'clock', 'begin exercise'], [0, 'clock', 'deliver is-it-you']]);

  test('marks the message as answered, truly only when nothing in it is false', () => {
    const lied = check(
      asked,
      [60, 'comms', 'answer is-it-you with digest=image:clean'],
      [['notice-sent', 'notice-1', { audience: 'is-it-you', channel: 'reply', inject: 'is-it-you' }]],
    );
    expect(lied.world.exercise.injects['is-it-you']).toMatchObject({ answeredAt: 60, answeredTruly: false });
    const { world } = check(
      lied,
      [90, 'comms', 'correct notice-1 with digest=image:implant'],
      [['notice-sent']],
    );
    expect(world.exercise.injects['is-it-you']).toMatchObject({ answeredAt: 60, answeredTruly: true });
  });

  test('reaches the consumer who asked, as a notice would', () => {
    const { world, past } = check(
      asked,
      [60, 'comms', 'answer is-it-you with digest=image:implant'],
      [['notice-sent']],
    );
    expect(react(world, past.at(-1)!).map((one) => one.line)).toEqual(['hear northwind of notice-1']);
  });
});
