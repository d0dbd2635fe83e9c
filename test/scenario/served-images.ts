import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { parseLine } from '../../src/world/attempt.ts';
import { decideInvestigation } from '../../src/world/evidence/inspect.ts';
import type { EvidenceRecord } from '../../src/world/fact.ts';
import { shippedDrill } from '../helpers/shipped-drill.ts';

const SCENARIOS = join(import.meta.dirname, '../../scenarios');

/** The annotation under which a build names its base. */
export const BASE = 'org.opencontainers.image.base.digest';

/** The session that the clock opened, and one at the end of the expert's play, with all that was built meanwhile. */
function sessions(scenario: Scenario): readonly (readonly [string, Session])[] {
  const opening = openSession(makeEngine(scenario));
  const expert = scenario.playbooks.find((one) => one.id === 'expert');
  const result = playLines(opening, expert?.decisions ?? []);
  if (expert === undefined || !result.ok) throw new Error(`${scenario.id}: the expert cannot play`);
  return [
    ['at the start', opening],
    ['after the expert', finish(result.session)],
  ];
}

/** Every shipped drill, at the start and after its expert. */
export const CASES = readdirSync(SCENARIOS).flatMap((id) => {
  const { scenario } = shippedDrill(id);
  return sessions(scenario).map(([when, session]) => ({ id, when, scenario, session }));
});

/** What the tests of a case read its bytes and its evidence with. */
export function readingOf({ scenario, session }: (typeof CASES)[number]) {
  const { content } = scenario;
  const { world, history } = session.course;
  const bytesOf = (digest: string): Uint8Array => {
    const blob = content.blob(digest);
    if (blob === null) throw new Error(`nothing is stored under ${digest}`);
    return blob.bytes;
  };
  const json = <T>(digest: string): T => JSON.parse(new TextDecoder().decode(bytesOf(digest))) as T;
  const images = Object.values(world.images);
  const signable = images.flatMap((image) => [image.digest, ...Object.values(image.parts)]);

  const look = (line: string): { records: readonly EvidenceRecord[]; sightings: readonly string[] } => {
    const parsed = parseLine(line);
    if (!parsed.ok) throw new Error(line);
    const [draft] = decideInvestigation({
      world,
      past: history,
      attempt: parsed.attempt,
      line,
      by: 'nobody',
      cause: null,
    });
    if (draft?.kind !== 'evidence-shown') throw new Error(`${line}: ${JSON.stringify(draft?.data)}`);
    return draft.data;
  };
  /** Every image in every repository that holds it, with its repository. */
  const held = Object.entries(world.stored).flatMap(([repo, digests]) =>
    Object.keys(digests).map((digest) => ({ repo, digest })),
  );

  return { content, world, history, bytesOf, json, images, signable, look, held };
}
