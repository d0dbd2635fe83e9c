import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownDigests, knownNames } from '../../src/exercise/known.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { passTime, readLine, type Session, takeDecision } from '../../src/exercise/session.ts';
import { reveal } from '../../src/exercise/view.ts';
import { digestOf } from '../../src/world/reference.ts';
import { SLOTS } from '../../src/world/verb.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { OPENING_ONE, playbookOf, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const HOST = 'cdn-telemetry.example';

/** What must not be told before it was shown: digests of every image there is, hidden names, and who is behind it. */
function leaks(session: Session, text: string): readonly string[] {
  const { world } = session.course;
  const known = knownDigests(session);
  const unseen = [...Object.keys(world.images), ...Object.keys(world.parts)].filter(
    (digest) => !known.includes(digest),
  );
  const digests = [...text.matchAll(/sha256:([0-9a-f]{8,64})/g)].map(([word]) => word);
  const hidden = Object.values(SCENARIO_ONE.estate.credentials).filter(
    (spec) => spec.hidden && world.seen[`name ${spec.id}`] === undefined,
  );
  return [
    ...digests.filter(
      (word) =>
        unseen.some((digest) => digest.startsWith(word)) && !known.some((digest) => digest.startsWith(word)),
    ),
    ...hidden.map((spec) => spec.id).filter((id) => text.includes(id)),
    ...(world.seen[`host ${HOST}`] === undefined && text.includes(HOST) ? [HOST] : []),
    ...(/\bcrew\b|\bintruder/i.test(text) ? ['crew'] : []),
    ...(/image:|"poison"|implant/.test(text) ? ['the scenario’s own names'] : []),
  ];
}

const viewText = (session: Session): string => {
  // The story's messages are told as they stand; what they may say is the scenario's business.
  const { inbox, ...view } = reveal(session);
  return JSON.stringify({ ...view, inbox: inbox.map(({ title, from }) => ({ title, from })) });
};
const namesText = (session: Session): string => {
  const names = knownNames(session);
  return JSON.stringify(SLOTS.map((slot) => names[slot] ?? []));
};

describe('law 5: a View, a completion and a rejection hold nothing that was not seen', () => {
  test('whatever a team does', () => {
    fc.assert(
      fc.property(moves(12), (chosen) => {
        const look = (session: Session): void => {
          expect(leaks(session, viewText(session))).toEqual([]);
          expect(leaks(session, namesText(session))).toEqual([]);
        };
        look(OPENING_ONE);
        const session = playMoves(OPENING_ONE, chosen, (before, after) => {
          look(before);
          look(after);
        });
        look(passTime(session, session.now + 3600));
      }),
      plays(250),
    );
  });

  test('at the start neither the bad digest nor a stolen credential’s offspring can be named', () => {
    const implant = SCENARIO_ONE.estate.images.implant!;
    for (const line of [
      `trace ${implant.digest}`,
      `preserve harborlight/base@${implant.digest.slice(0, 20)}`,
      'revoke aws-shadow',
      'trace image:implant',
    ]) {
      expect(readLine(OPENING_ONE, line, false)).toMatchObject({
        ok: false,
        rejection: { candidates: expect.not.arrayContaining([implant.digest, 'aws-shadow']) },
      });
    }
  });

  test('an unseen name and one that does not exist are rejected in the same words', () => {
    const said = (line: string): string => {
      const read = readLine(OPENING_ONE, line, false);
      return read.ok ? 'accepted' : read.rejection.message.replace(/"[^"]*"/, '""');
    };
    const implant = SCENARIO_ONE.estate.images.implant!;
    expect(said('revoke aws-shadow')).toBe(said('revoke aws-nothing'));
    expect(said(`trace ${implant.digest}`)).toBe(said(`trace sha256:${'0'.repeat(64)}`));
    expect(said('notify consumers with indicator=cdn-nothing.example')).toBe(
      said('notify consumers with indicator=other.example'),
    );
  });

  test('what any words are rejected with holds nothing unseen', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'revoke',
        'inspect',
        'trace',
        'notify',
        'with',
        'to',
        'harborlight/base:stable',
        'digest=',
        'image:implant',
        'ask',
        'for',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const line = words.join(' ');
        const read = readLine(OPENING_ONE, line, false);
        if (read.ok) return;
        const { message, mend, candidates } = read.rejection;
        // What a rejection quotes is the line itself.
        const told = JSON.stringify([message.replace(/"[\s\S]*"/, ''), mend, candidates]);
        expect(leaks(OPENING_ONE, told)).toEqual([]);
      }),
      plays(2000),
    );
  });

  test('once it was seen it may be named, by a prefix too', () => {
    const implant = SCENARIO_ONE.estate.images.implant!;
    const result = playLines(OPENING_ONE, [
      { at: null, by: null, do: 'inspect tags harborlight/base', line: 0 },
    ]);
    const seen = passTime(result.session, 120);
    expect(viewText(seen)).toContain(implant.digest);
    expect(readLine(seen, `trace ${implant.digest.slice(0, 15)}`, false)).toMatchObject({
      ok: true,
      decision: { line: `trace ${implant.digest}` },
    });
    const late = passTime(OPENING_ONE, 151 * 60);
    expect(namesText(late)).toContain('aws-shadow');
  });

  test('the intruders are never named, even at the end of the worst play', () => {
    const { session } = playLines(OPENING_ONE, playbookOf('novice').decisions);
    expect(viewText(session)).not.toMatch(/\bcrew\b/);
    expect(digestOf(session.course.world, 'image:implant')).not.toBeNull();
  });

  test('a decision shows nothing before it lands', () => {
    const read = readLine(OPENING_ONE, 'inspect tags harborlight/base', false);
    if (!read.ok) throw new Error('rejected');
    const taken = takeDecision(OPENING_ONE, read.decision, 'registry');
    if (!taken.ok) throw new Error(taken.message);
    expect(reveal(passTime(taken.session, 119)).evidence).toEqual([]);
    expect(reveal(passTime(taken.session, 120)).evidence).toHaveLength(1);
  });
});
