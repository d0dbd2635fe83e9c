import { openWorld } from '../../world/opening.ts';
import { resolveSighting, SIGHTINGS, type SightingKind } from '../../world/sighting.ts';
import type { AskedSighting } from '../asked-sightings.ts';
import type { PlayEvidence, PlayRule } from './play-rule.ts';

const shown: PlayRule = {
  id: 'check/never-shown',
  title: 'Every sighting that is asked for is shown in some play',
  reason:
    'A clue that no look ever shows is one clue less than the file promises, and what it refutes stays a guess; a play in which somebody looks at everything all along looks for it too.',
  needs: 'plays',
  restsOn: 'all playbooks',
  find: (evidence) =>
    evidence.neverShown.map((asked) => ({
      path: asked.path,
      message: `No play ever shows "${asked.text}", not even to a team that looks at everything.`,
      mend: mendFor(asked, evidence),
    })),
};

const OPPOSITES: Readonly<Partial<Record<string, SightingKind>>> = { signed: 'unsigned', unsigned: 'signed' };
const MOST_NAMED = 3;

function mendFor({ text }: AskedSighting, evidence: PlayEvidence): string {
  const { seen } = evidence.gathered;
  const [kind = '', ...words] = text.split(' ');
  const opposite = OPPOSITES[kind];
  const other = [opposite, ...words].join(' ');
  if (opposite !== undefined && seen.has(resolveSighting(openWorld(evidence.scenario.estate), other)))
    return `Plays show "${other}": look at "signedBy" of that image, or name what is shown.`;
  const named = [...seen].filter((one) => one.startsWith(`${kind} `)).map((one) => inNames(one, evidence));
  const nearby = named.filter((one) => words.some((word) => one.split(' ').includes(word)));
  const listed = (nearby.length > 0 ? nearby : named).slice(0, MOST_NAMED).map((one) => `"${one}"`);
  const instead =
    listed.length === 0
      ? 'Name a sighting that some look gives, or mend the world so that a look gives this one.'
      : `Plays show ${listed.join(', ')}: name one of these, or mend the world so that a look gives this one.`;
  return [...runWords(kind, words, evidence), instead].join(' ');
}

// The runs before the clock opens are counted and no more: nobody can look at one.
function runWords(kind: string, words: readonly string[], { source }: PlayEvidence): readonly string[] {
  const place = SIGHTINGS[kind as SightingKind].split(':', 1)[0]?.split(' ').indexOf('RUN') ?? -1;
  const pipeline = words[place]?.split('#')[0] ?? '';
  const spec = source.world.pipelines[pipeline];
  if (spec === undefined) return [];
  return [`The first run of ${pipeline} after the clock opens is ${pipeline}#${spec.runsBefore + 1}.`];
}

/** A text with images by their names, as files write it. */
export function inNames(text: string, { scenario }: PlayEvidence): string {
  const images = Object.values(scenario.estate.images);
  return text
    .split(' ')
    .map((word) => {
      const name = images.find((image) => image.digest === word)?.name ?? null;
      return name === null ? word : `image:${name}`;
    })
    .join(' ');
}

export const SIGHTING_RULES: readonly PlayRule[] = [shown];
