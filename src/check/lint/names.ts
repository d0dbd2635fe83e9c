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
  find: ({ source, scenario }) => {
    const { credentials, pipelines } = source.world;
    const used = new Set([
      ...usesOf({ source, scenario }),
      ...wordsIn(Object.values(pipelines)),
      source.briefing,
    ]);
    // Resetting a password or ending sessions names the owner, not what is his.
    const named = Object.entries(credentials).flatMap(([id, { owner }]) => (used.has(owner) ? [] : id));
    return unused(named, used, ['world', 'credentials'], 'credential');
  },
};

const logsMatter: LintRule = {
  id: 'lint/log-unused',
  title: 'A log that expires is missed by somebody',
  reason: 'A retention limit that no task, ending or message rests on is a clock without a hand.',
  find: ({ source, scenario }) => {
    const used = usesOf({ source, scenario });
    const expiring = Object.entries(source.world.logs).flatMap(([id, { expires }]) =>
      expires === undefined ? [] : id,
    );
    return unused(expiring, used, ['world', 'logs'], 'log');
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

export const NAME_RULES: readonly LintRule[] = [credentialsMatter, logsMatter, consumersDiffer];
