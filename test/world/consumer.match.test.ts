import { describe, expect, test } from 'vitest';
import { isExposed, isRelieved } from '../../src/world/consumer.ts';
import { react } from '../../src/world/world.ts';
import { attempt, check, having, type Past, type Step } from '../helpers/check.ts';
import { CLEAN, IMPLANT, PREVIOUS } from '../helpers/range.ts';

const STABLE = 'harborlight/base:stable';
const HOUR = 3600;
const HIT: readonly Step[] = [
  [-6 * HOUR, 'crew', `push ${STABLE} to image:implant`],
  [-5 * HOUR, 'northwind', 'pull northwind'],
  [-5 * HOUR, 'cedarbank', 'pull cedarbank'],
  [-5 * HOUR, 'elmtree', 'pull elmtree'],
  [-5 * HOUR, 'kestrel', 'pull kestrel'],
  [-5 * HOUR, 'isobar', 'pull isobar'],
];
const hit = having(HIT);

/** Sends a notice and has one consumer read it. */
const told = (given: Past, consumer: string, claims: string): Past => {
  const sent = check(given, [0, 'comms', `notify consumers with ${claims}`], [['notice-sent']]);
  return check(sent, [10, consumer, `hear ${consumer} of notice-1`], [['consumer-told', consumer]]);
};
const matched = (consumer: string, claims: string, given = hit): boolean =>
  told(given, consumer, claims).world.consumers[consumer]?.matchedAt != null;

describe('a consumer recognises itself', () => {
  const DIGEST = 'digest=image:implant';
  const WINDOW = `tag=${STABLE} window=T-6h..`;

  test('by the index digest, whatever else it knows', () => {
    for (const id of ['northwind', 'cedarbank', 'elmtree', 'kestrel']) expect(matched(id, DIGEST)).toBe(true);
    expect(matched('isobar', DIGEST)).toBe(false);
  });

  test('by the digest of the part it runs, not of the other part (H-16)', () => {
    expect(matched('elmtree', 'digest=image:implant/arm64')).toBe(true);
    expect(matched('elmtree', 'digest=image:implant/amd64')).toBe(false);
    expect(matched('northwind', 'digest=image:implant/amd64')).toBe(true);
  });

  test('by its own tag and a window that holds its pull', () => {
    expect(matched('northwind', WINDOW)).toBe(true);
    expect(matched('northwind', `tag=${STABLE} window=T-4h..`)).toBe(false);
    expect(matched('northwind', `tag=${STABLE} window=T-6h..T-5h30m`)).toBe(false);
    expect(matched('northwind', 'tag=harborlight/base:1.8 window=T-6h..')).toBe(false);
  });

  test('not by a tag without a window, nor by a window without a tag', () => {
    expect(matched('northwind', `tag=${STABLE}`)).toBe(false);
    expect(matched('northwind', 'window=T-6h..')).toBe(false);
  });

  test('not by tag and window behind a cache or a pin', () => {
    for (const id of ['cedarbank', 'kestrel']) expect(matched(id, WINDOW)).toBe(false);
  });

  test('by what it ran before it moved on: its records still name it', () => {
    const moved = having([
      ...HIT,
      [-HOUR, 'registry', `repoint ${STABLE} to image:clean`],
      [-1800, 'northwind', 'pull northwind'],
    ]);
    expect(moved.world.consumers.northwind?.digest).toBe(CLEAN.digest);
    expect(matched('northwind', DIGEST, moved)).toBe(true);
    expect(matched('northwind', WINDOW, moved)).toBe(true);
  });

  test('falsely, by a notice that calls its clean image bad', () => {
    expect(matched('isobar', 'digest=image:clean')).toBe(true);
  });

  test('and then acts after its own reaction time; one that does not, never acts', () => {
    const yes = told(hit, 'northwind', DIGEST);
    expect(react(yes.world, yes.past.at(-1)!)).toMatchObject([
      { at: 10 + 1200, line: 'act northwind on notice-1' },
    ]);
    const no = told(hit, 'isobar', DIGEST);
    expect(react(no.world, no.past.at(-1)!)).toEqual([]);
  });

  test('once for each notice', () => {
    check(told(hit, 'northwind', DIGEST), [20, 'northwind', 'hear northwind of notice-1'], []);
  });
});

describe('acting on a notice', () => {
  const acts = (id: string, claims: string, given = told(hit, id, claims)): Past =>
    attempt(given, [1300, id, `act ${id} on notice-1`]);

  test('with a clean digest ends the exposure of whoever also rotates', () => {
    const { world } = acts('northwind', 'digest=image:implant clean=image:clean action=rotate-secrets');
    expect(world.consumers.northwind).toMatchObject({
      digest: CLEAN.digest,
      reference: `harborlight/base@${CLEAN.digest}`,
      rotated: true,
    });
    expect(isExposed(world, 'northwind')).toBe(true);
    expect(isRelieved(world, 'northwind')).toBe(true);
  });

  test('without rotating leaves what was stolen stolen', () => {
    expect(isRelieved(acts('northwind', 'digest=image:implant clean=image:clean').world, 'northwind')).toBe(
      false,
    );
  });

  test('without a clean digest rebuilds into whatever the tag is then', () => {
    expect(acts('northwind', 'digest=image:implant action=rebuild').world.consumers.northwind?.digest).toBe(
      IMPLANT.digest,
    );
    const rebuild = 'digest=image:implant action=rebuild';
    const heard = told(hit, 'northwind', rebuild);
    const mended = acts(
      'northwind',
      rebuild,
      attempt(heard, [100, 'registry', `repoint ${STABLE} to image:previous`]),
    );
    expect(mended.world.consumers.northwind?.digest).toBe(PREVIOUS.digest);
  });

  test('who pinned the bad digest stays, unless told a clean one (H-14)', () => {
    expect(acts('kestrel', 'digest=image:implant action=rebuild').world.consumers.kestrel?.digest).toBe(
      IMPLANT.digest,
    );
    expect(acts('kestrel', 'digest=image:implant clean=image:clean').world.consumers.kestrel?.digest).toBe(
      CLEAN.digest,
    );
  });

  test('with a clean digest for another architecture helps nobody', () => {
    const given = told(hit, 'northwind', 'digest=image:implant clean=image:clean/arm64 action=stop-pulling');
    const { world } = check(
      given,
      [1300, 'northwind', 'act northwind on notice-1'],
      [['consumer-acted', 'northwind', { stopped: true, reference: null }]],
    );
    expect(world.consumers.northwind?.digest).toBe(IMPLANT.digest);
  });

  test('who stopped pulling pulls no more, until told what is clean', () => {
    const stopped = acts('northwind', 'digest=image:implant action=stop-pulling');
    check(stopped, [2000, 'northwind', 'pull northwind'], []);
    const again = check(
      stopped,
      [2100, 'comms', 'notify consumers with digest=image:implant clean=image:clean'],
      [['notice-sent']],
    );
    const heard = check(again, [2200, 'northwind', 'hear northwind of notice-2'], [['consumer-told']]);
    const { world } = check(
      heard,
      [3400, 'northwind', 'act northwind on notice-2'],
      [
        ['consumer-acted', 'northwind', { stopped: false }],
        ['consumer-pulled', 'northwind', { digest: CLEAN.digest }],
      ],
    );
    expect(world.consumers.northwind?.stopped).toBe(false);
  });

  test('takes corrections into account that came before it acts', () => {
    const given = check(
      told(hit, 'northwind', 'digest=image:implant clean=image:implant'),
      [600, 'comms', 'correct notice-1 with clean=image:clean'],
      [['notice-sent', 'notice-2', { corrects: 'notice-1' }]],
    );
    check(
      given,
      [1300, 'northwind', 'act northwind on notice-1'],
      [['consumer-acted'], ['consumer-pulled', 'northwind', { digest: CLEAN.digest }]],
    );
  });
});

describe('a scheduled pull', () => {
  test('exposes whoever gets the implant, for the first time then', () => {
    expect(hit.world.consumers.northwind).toMatchObject({ exposedAt: -5 * HOUR, since: -5 * HOUR });
    const later = check(hit, [0, 'northwind', 'pull northwind'], [['consumer-pulled']]);
    expect(later.world.consumers.northwind).toMatchObject({ exposedAt: -5 * HOUR, since: -5 * HOUR });
  });

  test('goes through the consumer’s cache', () => {
    const { world } = check(hit, [0, 'registry', `repoint ${STABLE} to image:clean`], [['tag-moved']]);
    check(
      { world, past: [] },
      [600, 'cedarbank', 'pull cedarbank'],
      [['consumer-pulled', 'cedarbank', { digest: IMPLANT.digest, via: 'eu-mirror' }]],
    );
    check(
      { world, past: [] },
      [600, 'northwind', 'pull northwind'],
      [['consumer-pulled', 'northwind', { digest: CLEAN.digest, via: null }]],
    );
  });

  test('fails on a missing tag, a deleted digest, a missing architecture', () => {
    const fails = (line: string, id: string, code: string): unknown =>
      check([...HIT, [0, 'registry', line]], [600, id, `pull ${id}`], [['pull-failed', id, { code }]]);
    fails(`delete ${STABLE}`, 'northwind', 'not-found');
    fails('delete harborlight/base@image:implant', 'kestrel', 'gone');
    fails(`repoint ${STABLE} to image:clean/arm64`, 'northwind', 'not-found');
  });
});
