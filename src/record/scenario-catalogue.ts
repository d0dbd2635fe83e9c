import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { JournalHeader } from '../exercise/journal.ts';
import type { ReadPlaybook } from '../scenario/link-playbooks.ts';
import { nearestName } from '../scenario/nearest-name.ts';
import { type PackedScenario, unpackScenario } from '../scenario/packed.ts';
import { quoted } from '../scenario/visible-text.ts';
import type { Places } from '../store/paths.ts';
import { readPlaybooks, readScenario } from '../store/scenario-store.ts';
import { StoreError } from '../store/store-error.ts';
import { canonicalJson } from '../world/canonical-json.ts';
import { drawnPlayable } from './drawn-playable.ts';
import { hashBytes } from './hash-bytes.ts';
import { readPacked } from './packed-shelf.ts';
import type { PlayableScenario } from './playable.ts';
import { readBeside, readText } from './read-text.ts';
import { builtInIds, type CataloguedScenario, ownShelf, readIndex, type Shelf } from './shelf.ts';

const LEVELS: readonly CataloguedScenario['level'][] = ['beginner', 'intermediate', 'advanced'];

/** All built-in scenarios as a list shows them, easier ones first; none of the packed ones is unpacked. */
export async function builtInScenarios(shelf: Shelf = ownShelf()): Promise<readonly CataloguedScenario[]> {
  const found: CataloguedScenario[] = [];
  const shelved = shelf.isPacked ? readIndex(shelf.folder).scenarios : null;
  for (const id of builtInIds(shelf)) {
    const packed = shelved?.find((one) => one.id === id);
    const { title, summary, level, minutes, digest } = packed ?? (await loadBuiltIn(shelf, id)).scenario;
    found.push({ id, title, summary, level, minutes, digest });
  }
  return found.sort((left, right) => LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level));
}

/** The scenario that a person means: the id of a built-in one, or a file. Throws with everything that is wrong with it. */
export async function findScenario(reference: string, shelf: Shelf = ownShelf()): Promise<PlayableScenario> {
  const ids = builtInIds(shelf);
  if (ids.includes(reference)) return loadBuiltIn(shelf, reference);
  if (looksLikeFile(reference)) return loadFile(reference);
  const nearest = nearestName(reference, ids);
  throw new StoreError(
    'not-found',
    `There is no scenario ${quoted(reference)}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    'hotwash list shows them; a scenario file is named by its path, such as ./mine.yaml.',
  );
}

/**
 * The scenario that a session was played on, as its seed drew it, by its digest: a built-in one that is still the same, or the
 * source kept with it.
 */
export async function findKeptScenario(
  places: Places,
  header: JournalHeader,
  shelf: Shelf = ownShelf(),
): Promise<PlayableScenario> {
  return drawnPlayable(await findAsWritten(places, header.scenario, shelf), header.seed);
}

async function findAsWritten(
  places: Places,
  { id, digest }: JournalHeader['scenario'],
  shelf: Shelf,
): Promise<PlayableScenario> {
  const packed = shelf.isPacked ? readPacked(shelf.folder, id, digest) : undefined;
  if (packed !== undefined) return unpacked(packed);
  const source = readScenario(places, digest);
  const { compileScenario } = await import('../scenario/compile.ts');
  const compile = (readPlaybook: ReadPlaybook | null) =>
    compileScenario(JSON.parse(source), {
      file: id,
      hash: hashBytes,
      readPlaybook,
      positionOf: () => ({ line: 1, column: 1 }),
    });
  const texts = new Map(Object.entries(readPlaybooks(places, digest)));
  const whole = texts.size === 0 ? null : compile((name) => texts.get(name));
  // The session does not depend on its playbooks: where they are damaged it is told without them.
  const { scenario, diagnostics } = whole === null || whole.scenario === null ? compile(null) : whole;
  if (scenario !== null) return { scenario, source };
  throw new StoreError(
    'damaged',
    `The scenario kept for this session does not compile any more: ${diagnostics[0]?.message ?? ''}`,
  );
}

function loadBuiltIn(shelf: Shelf, id: string): Promise<PlayableScenario> {
  const packed = shelf.isPacked ? readPacked(shelf.folder, id) : undefined;
  if (packed !== undefined) return Promise.resolve(unpacked(packed));
  return loadFile(join(shelf.folder, id, 'scenario.yaml'));
}

function unpacked(packed: PackedScenario): PlayableScenario {
  return { scenario: unpackScenario(packed, hashBytes), source: canonicalJson(packed.source) };
}

async function loadFile(named: string): Promise<PlayableScenario> {
  // A folder of a scenario means the scenario in it.
  const inside = join(named, 'scenario.yaml');
  const file = existsSync(inside) ? inside : named;
  const path = resolve(file);
  const text = readText(path, file);
  const { loadText } = await import('../scenario/load-text.ts');
  const { scenario, source, diagnostics } = await loadText(text, {
    file,
    hash: hashBytes,
    readPlaybook: (name) => readBeside(join(dirname(path), name)),
  });
  if (scenario !== null) return { scenario, source: canonicalJson(source) };
  const { formatDiagnostics } = await import('../scenario/diagnostic.ts');
  throw new StoreError('damaged', formatDiagnostics(diagnostics, { sourceOf: () => text }));
}

/** True for what a person means as a file, not as the name of something built in. */
export function looksLikeFile(reference: string): boolean {
  return /[/\\]/.test(reference) || /\.(ya?ml|json)$/.test(reference) || existsSync(reference);
}
