import type { ConclusionText, Duties } from '../exercise/definition.ts';
import { FORMS } from '../world/attempt.ts';
import type { Cost, Estate, InjectSpec } from '../world/estate.ts';
import { ASK_REQUESTS } from '../world/verb.ts';
import { DEFAULT_COSTS } from './default-costs.ts';
import type { Path } from './diagnostic.ts';
import { mapValues } from './link-images.ts';
import { linkOptional } from './link-predicate.ts';
import { linkText } from './link-text.ts';
import { expectSighting } from './link-word.ts';
import { expectName, type Linker, spanOf } from './linker.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

type PeopleParts = Pick<
  Estate,
  'roles' | 'audiences' | 'channels' | 'parties' | 'injects' | 'conclusions' | 'costs'
>;

/** Links roles, people, messages and costs. */
export function linkPeople(linker: Linker): PeopleParts {
  const { source } = linker;
  const { channels, ...audiences } = source.audiences;
  for (const [id, spec] of Object.entries(audiences)) {
    checkAudience(linker, id);
    for (const [index, name] of spec.channels.entries())
      expectName(linker, 'channel', name, ['audiences', id, 'channels', index]);
  }
  return {
    roles: mapValues(source.roles, ({ title }, id) => ({ id, title })),
    audiences: mapValues(audiences, (spec, id) => ({ id, channels: spec.channels, public: spec.public })),
    channels: mapValues(channels, (spec, id) => ({
      id,
      delay: spanOf(spec.delay),
      deletableWith: spec.deletableWith ?? null,
    })),
    parties: mapValues(source.parties, (spec, id) => ({ id, takes: spec.takes })),
    injects: mapValues(source.injects, (_, id) => linkInject(linker, id)),
    conclusions: mapValues(source.conclusions, ({ needs, clues }) => ({ needs, clues })),
    costs: linkCosts(linker),
  };
}

function checkAudience(linker: Linker, id: string): void {
  const path = ['audiences', id];
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/bad-name',
      message: `The name ${quoted(id)} is no id.`,
      mend: 'Write lower-case letters, digits and hyphens.',
    });
  }
  if (linker.names.consumer.has(id)) {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/ambiguous-name',
      message: `${quoted(id)} is the name of an audience and of a consumer, and a notice may go to either.`,
      mend: 'Rename one of the two.',
    });
  }
}

function linkInject(linker: Linker, id: string): InjectSpec {
  const path: Path = ['injects', id];
  const spec = linker.source.injects[id];
  if (spec === undefined) throw new RangeError(`no such inject: ${id}`);
  for (const [index, sighting] of spec.shows.entries())
    expectSighting(linker, sighting, [...path, 'shows', index]);
  if (spec.consumer !== undefined) expectName(linker, 'consumer', spec.consumer, [...path, 'consumer']);
  return {
    id,
    from: spec.from,
    title: linkText(linker, spec.title, [...path, 'title']),
    text: linkText(linker, spec.text, [...path, 'text']),
    shows: [...spec.shows, ...digestsNamedIn(spec.text)],
    answerable: spec.answerable,
    public: spec.public,
    when: linkOptional(linker, spec.when, [...path, 'when']),
    consumer: spec.consumer ?? null,
  };
}

// What a message spells out, its readers have seen.
function digestsNamedIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(?:digest|short|image):([^{}\s]+)\}/g)].map(
    ([, name]) => `digest image:${name}`,
  );
}

/** The three duties that belong to no system, each with the one role that has it. */
export function linkDuties(linker: Linker): Duties {
  return {
    lead: dutyOf(linker, 'leads', 'leads'),
    notify: dutyOf(linker, 'notifies', 'sends notices'),
    network: dutyOf(linker, 'network', 'blocks hosts'),
  };
}

function dutyOf(linker: Linker, duty: 'leads' | 'notifies' | 'network', what: string): string {
  const { roles } = linker.source;
  const holders = Object.keys(roles).filter((id) => roles[id]?.[duty] === true);
  if (holders.length === 0) {
    linker.problems.add({
      path: ['roles'],
      of: 'key',
      code: 'link/duty-missing',
      message: `No role ${what}.`,
      mend: `Write "${duty}: true" at one of the roles.`,
    });
  }
  for (const second of holders.slice(1)) {
    linker.problems.add({
      path: ['roles', second, duty],
      of: 'key',
      code: 'link/duty-twice',
      message: `Two roles have "${duty}": ${quoted(holders[0] ?? '')} and ${quoted(second)}.`,
      mend: 'Delete it at one of them.',
    });
  }
  return holders[0] ?? '';
}

/** Links conclusions with their clues and what refutes their red herrings. */
export function linkConclusions(linker: Linker): readonly ConclusionText[] {
  return Object.entries(linker.source.conclusions).map(([id, spec]) => {
    const path: Path = ['conclusions', id];
    for (const [index, clue] of spec.clues.entries()) expectSighting(linker, clue, [...path, 'clues', index]);
    if (spec.needs > spec.clues.length) {
      linker.problems.add({
        path: [...path, 'needs'],
        code: 'link/too-few-clues',
        message: `${quoted(id)} needs ${spec.needs} clues and has only ${spec.clues.length}.`,
        mend: 'Add clues, or lower the number.',
      });
    }
    for (const [index, herring] of spec.redHerrings.entries()) {
      const at = [...path, 'redHerrings', index];
      expectName(linker, 'inject', herring.inject, [...at, 'inject']);
      for (const [place, clue] of herring.refutedBy.entries())
        expectSighting(linker, clue, [...at, 'refutedBy', place]);
    }
    return {
      id,
      title: linkText(linker, spec.title, [...path, 'title']),
      clues: spec.clues,
      redHerrings: spec.redHerrings,
    };
  });
}

type CostSource = (typeof DEFAULT_COSTS)[string];

function linkCosts(linker: Linker): Readonly<Record<string, Cost>> {
  const known = costKeys();
  for (const key of Object.keys(linker.source.costs)) {
    if (known.includes(key)) continue;
    linker.problems.add({
      path: ['costs', key],
      of: 'key',
      code: 'link/unknown-cost',
      message: `There is no decision ${quoted(key)}.`,
      mend: mendName(key, known, 'verb').replace(', or define it', ''),
    });
  }
  return mapValues({ ...DEFAULT_COSTS, ...linker.source.costs }, costOf);
}

/** Verbs of the team, and with their aspect those of which one verb has several. */
function costKeys(): readonly string[] {
  const forms = FORMS.filter((form) => form.pillar !== 'world');
  const aspects = forms.flatMap(({ verb, parts }) => {
    const second = parts[1];
    return verb === 'inspect' && second?.is === 'word' ? [`inspect ${second.word}`] : [];
  });
  return [
    ...new Set([
      ...forms.map((form) => form.verb),
      ...aspects,
      ...ASK_REQUESTS.map((request) => `ask ${request}`),
    ]),
  ];
}

function costOf(source: CostSource): Cost {
  const { minutes, perClaim, publicExtra } =
    typeof source === 'string' ? { minutes: source, perClaim: 0, publicExtra: 0 } : source;
  const [hands = 0, lands = 0] = minutes.split('/').map(secondsOf);
  return { hands, lands, perClaim: secondsOf(perClaim), publicExtra: secondsOf(publicExtra) };
}

function secondsOf(minutes: string | number): number {
  return Math.round(Number(minutes) * 60);
}
