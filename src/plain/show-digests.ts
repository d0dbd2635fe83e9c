import { knownDigests } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { reveal, type View } from '../exercise/view.ts';
import { shortenDigests } from './show-evidence.ts';
import { sightingWords } from './show-sighting.ts';
import { wrap } from './wrap.ts';

/** A digest that the team may use, and what it knows of it; empty when only the digest itself was shown. */
export interface NotedDigest {
  readonly digest: string;
  readonly note: string;
  /** Whether it was shown to the team in play; false for what was only known from the start. */
  readonly isShown: boolean;
}

/** All digests that a line may name. Those of which something was seen come first: they are mostly what one wants to say. */
export function notedDigests(session: Session): readonly NotedDigest[] {
  const view = reveal(session);
  const parts = partsShown(session, view);
  const notes = knownDigests(session).map((digest) => {
    const seen = seenOf(view, digest);
    const words = [parts.get(digest) ?? '', ...seen].filter((word) => word !== '').join('; ');
    return {
      digest,
      note: words === '' ? ownerNote(session, digest) : words,
      rank: rankOf(view, digest, seen),
    };
  });
  return notes
    .sort((left, right) => left.rank - right.rank)
    .map(({ digest, note, rank }) => ({ digest, note, isShown: rank < 2 }));
}

export function digestLines(session: Session, width: number): readonly string[] {
  const all = notedDigests(session);
  if (all.length === 0) return ['You have seen no digest yet.'];
  return all.flatMap(({ digest, note }, index) => {
    const head = `${String(index + 1).padStart(2)}  ${digest}`;
    return note === '' ? [head] : [head, ...wrap(`    ${note}`, width, '    ')];
  });
}

function rankOf(view: View, digest: string, seen: readonly string[]): number {
  if (seen.length > 0) return 0;
  return view.seen[`digest ${digest}`] === undefined ? 2 : 1;
}

function seenOf(view: View, digest: string): readonly string[] {
  const notes = new Set<string>();
  const built = new Map<string, number>();
  const ran = new Map<string, number>();
  for (const text of Object.keys(view.seen)) {
    const words = text.split(' ');
    if (!words.includes(digest)) continue;
    const [kind = '', subject = ''] = words;
    if (kind === 'tag') notes.add(`seen as ${subject}`);
    else if (kind === 'runs') notes.add(`seen running in ${subject}`);
    else if (kind === 'cached') notes.add(`served by ${subject}`);
    else if (kind === 'built' || kind === 'ran') {
      const counts = kind === 'built' ? built : ran;
      const pipeline = subject.split('#')[0] ?? subject;
      counts.set(pipeline, (counts.get(pipeline) ?? 0) + 1);
    } else if (ABOUT_THE_IMAGE.has(kind)) notes.add(sightingWords(text));
  }
  return [...notes, ...countedRuns(built, 'built on it'), ...countedRuns(ran, 'ran it')];
}

function countedRuns(counts: ReadonlyMap<string, number>, did: string): readonly string[] {
  const runs = [...counts].map(
    ([pipeline, count]) => `${count} ${count === 1 ? 'run' : 'runs'} of ${pipeline}`,
  );
  return runs.length === 0 ? [] : [`${runs.join(', ')} ${did}`];
}

const ABOUT_THE_IMAGE: ReadonlySet<string> = new Set([
  'unsigned',
  'signed',
  'extra-layer',
  'no-run-for',
  'no-provenance',
  'foreign-source',
]);

/** `arm64 part of sha256:…`, for what was known at the start and for what the team was shown in an index. */
function partsShown(session: Session, view: View): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const { images, hiddenImages } = session.engine.scenario.estate;
  for (const image of Object.values(images)) {
    if (image.name !== null && hiddenImages.includes(image.name)) continue;
    for (const [architecture, part] of Object.entries(image.parts))
      found.set(part, partWords(architecture, image.digest));
  }
  for (const { records } of view.evidence) {
    for (const record of records) {
      for (const part of [record.manifests, record.images].flatMap(listOf)) {
        const { digest, architecture, platform } = part as PartRecord;
        const machine = architecture ?? platform?.architecture;
        if (typeof digest === 'string' && typeof machine === 'string' && typeof record.digest === 'string') {
          found.set(digest, partWords(machine, record.digest));
        }
      }
    }
  }
  return found;
}

interface PartRecord {
  readonly digest?: unknown;
  readonly architecture?: unknown;
  readonly platform?: { readonly architecture?: unknown };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function partWords(architecture: string, index: string): string {
  return `${architecture} part of ${shortenDigests(index)}`;
}

function ownerNote(session: Session, digest: string): string {
  const { repositories } = session.engine.scenario.estate;
  const owner = Object.values(repositories).find((spec) => spec.images.includes(digest));
  return owner === undefined ? '' : `an image of ${owner.id}`;
}
