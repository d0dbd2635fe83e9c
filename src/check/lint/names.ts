import type { Path } from '../../scenario/diagnostic.ts';
import type { Finding, LintRule } from '../lint-rule.ts';
import { usesOf, wordsIn } from '../predicate-walk.ts';

/** Things of the world that exist in a file and matter nowhere in it. */
function unused(
  names: readonly string[],
  used: ReadonlySet<string>,
  path: Path,
  what: string,
): readonly Finding[] {
  return names.flatMap((name): readonly Finding[] =>
    used.has(name)
      ? []
      : [
          {
            path: [...path, name],
            of: 'key',
            message: `Nothing that is tried, told, scored or played speaks of the ${what} "${name}".`,
            mend: 'Use it, say in a comment why it is only scenery and name it in a text, or delete it.',
          },
        ],
  );
}

const credentialsMatter: LintRule = {
  id: 'lint/credential-unused',
  title: 'Every credential matters somewhere',
  reason:
    'One that nothing speaks of can be rotated for nothing; a decoy must at least be in a playbook that falls for it.',
  find: ({ source }) => {
    const used = new Set([
      ...usesOf(source),
      ...wordsIn(Object.values(source.world.pipelines)),
      source.briefing,
    ]);
    return unused(Object.keys(source.world.credentials), used, ['world', 'credentials'], 'credential');
  },
};

const logsMatter: LintRule = {
  id: 'lint/log-unused',
  title: 'A log that expires is missed by somebody',
  reason: 'A retention limit that no task, ending or message rests on is a clock without a hand.',
  find: ({ source }) => {
    const used = usesOf(source);
    const expiring = Object.entries(source.world.logs).flatMap(([id, { expires }]) =>
      expires === undefined ? [] : id,
    );
    return unused(expiring, used, ['world', 'logs'], 'log');
  },
};

const partiesMatter: LintRule = {
  id: 'lint/party-unused',
  title: 'An outside party can be of use',
  reason: 'Asking takes an hour of lead time; a party that no line asks is a trap without a lesson.',
  find: ({ source, scenario }) => {
    const asked = new Set(
      scenario.playbooks.flatMap((one) =>
        one.decisions.map(({ do: line }) => /^ask (\S+)/.exec(line)?.[1] ?? ''),
      ),
    );
    const spoken = usesOf(source);
    return unused(Object.keys(source.parties), new Set([...asked, ...spoken]), ['parties'], 'party');
  },
};

const consumersDiffer: LintRule = {
  id: 'lint/consumers-all-alike',
  title: 'Outside teams differ in what they need to be told',
  reason:
    'If all match by tag and hear the same list, one notice reaches all, and completeness cannot be learnt.',
  find: ({ source }) => {
    const all = Object.values(source.world.consumers);
    if (all.length < 4) return [];
    const kinds = new Set(
      all.map((one) => `${one.matchesByTag} ${one.hears.join()} ${one.architecture} ${one.via ?? ''}`),
    );
    return kinds.size > 1
      ? []
      : [
          {
            path: ['world', 'consumers'],
            of: 'key',
            message: 'All outside teams match and hear alike.',
            mend: 'Let some match by digest only, some hear only the public, some pull through a cache.',
          },
        ];
  },
};

export const NAME_RULES: readonly LintRule[] = [
  credentialsMatter,
  logsMatter,
  partiesMatter,
  consumersDiffer,
];
