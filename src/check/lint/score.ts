import type { Rule, Scenario } from '../../exercise/definition.ts';
import { finish, makeEngine, openSession } from '../../exercise/session.ts';
import type { Path } from '../../scenario/diagnostic.ts';
import { scoreSession } from '../../scoring/score.ts';
import type { Predicate } from '../../world/predicate.ts';
import type { Finding, LintRule } from '../lint-rule.ts';
import { predicatesIn } from '../predicate-walk.ts';

interface Place {
  readonly rule: Rule;
  readonly path: Path;
  readonly task: string;
  readonly points: number;
}

function rulesOf(scenario: Scenario): readonly Place[] {
  return scenario.objectives.flatMap(({ tasks }, objective) =>
    tasks.flatMap((task, place) =>
      task.rules.map((rule, index) => ({
        rule,
        path: ['objectives', objective, 'tasks', place, 'points', index],
        task: task.id,
        points: Math.max(0, ...rule.tiers.map((tier) => tier.points)),
      })),
    ),
  );
}

const askedBy = (rule: Rule): readonly Predicate[] =>
  [rule.kind === 'state' ? rule.when : null, rule.once].filter((one) => one !== null);

/** What only says that the team did something, whatever came of it. */
const DEEDS: ReadonlySet<string> = new Set(['landed-in', 'declared', 'said']);
const LEAST_STATE_SHARE = 0.8;

function restsOnDeeds(rule: Rule): boolean {
  if (rule.kind !== 'state') return false;
  const leaves = predicatesIn(rule.when).filter(
    ({ predicate }) => !['all', 'any', 'not'].includes(predicate.is),
  );
  return leaves.length > 0 && leaves.every(({ predicate }) => DEEDS.has(predicate.is));
}

const statesNotVerbs: LintRule = {
  id: 'lint/verbs-scored',
  title: 'At least 80 % of the points rest on states of the world',
  reason:
    'Points for having decided something reward going through a list; points for what is true reward what helps.',
  find: ({ scenario }) => {
    const rules = rulesOf(scenario);
    const all = rules.reduce((sum, one) => sum + one.points, 0);
    const deeds = rules.filter(({ rule }) => restsOnDeeds(rule));
    const onStates = all - deeds.reduce((sum, one) => sum + one.points, 0);
    if (all === 0 || onStates >= all * LEAST_STATE_SHARE) return [];
    return deeds.map(({ path, task }) => ({
      path,
      message: `Only ${Math.round((onStates / all) * 100)} % of the points rest on states; "${task}" counts what was done.`,
      mend: 'Ask what is true afterwards instead.',
    }));
  },
};

const idlenessEarnsNothing: LintRule = {
  id: 'lint/idleness-pays',
  title: 'Doing nothing earns nothing for what did not happen',
  reason:
    'A bound on harm, or a state that holds from the start, is met by a team that sleeps; "once" names the achievement that it rests on.',
  find: ({ scenario }) => {
    const idle = scoreSession(finish(openSession(makeEngine(scenario))));
    return scenario.objectives.flatMap(({ tasks }, objective) =>
      tasks.flatMap((task, place): readonly Finding[] => {
        const points = idle.objectives[objective]?.tasks[place]?.points ?? 0;
        if (points === 0) return [];
        return [
          {
            path: ['objectives', objective, 'tasks', place, 'points'],
            message: `"${task.id}" pays ${points} points to a team that decides nothing.`,
            mend: 'Add "once" with the achievement without which it earns nothing.',
          },
        ];
      }),
    );
  },
};

const CLIFF_POINTS = 4;

const tiersNotCliffs: LintRule = {
  id: 'lint/cliff',
  title: 'Many points do not hang on one minute',
  reason: 'Being a minute late is not being useless: half the points later, crumbs at last, as harm grows.',
  find: ({ scenario }) => {
    const { endEx } = scenario.estate.clock;
    return rulesOf(scenario).flatMap(({ rule, path, task, points }): readonly Finding[] =>
      rule.kind === 'state' &&
      points > CLIFF_POINTS &&
      rule.tiers.length === 1 &&
      (rule.tiers[0]?.by ?? endEx) < endEx
        ? [
            {
              path,
              message: `All ${points} points of "${task}" are lost in one minute.`,
              mend: 'Add later times with fewer points.',
            },
          ]
        : [],
    );
  },
};

/** States of others that no look ever shows; a point may rest on them only where something shown rests on them too. */
const UNSEEN: ReadonlySet<string> = new Set([
  'warned',
  'holds-live',
  'holds-access',
  'can-push',
  'held-by-nobody',
]);

const observable: LintRule = {
  id: 'lint/nothing-observable',
  title: 'No point rests only on what no team could find out',
  reason:
    'Nobody may lose a point for what looking could not have shown. What an intruder holds can be shown by logs and by trying the old value.',
  find: ({ scenario }) => {
    const shown = Object.values(scenario.estate.conclusions)
      .flatMap((one) => one.clues)
      .join(' ');
    return rulesOf(scenario).flatMap(({ rule, path, task }): readonly Finding[] => {
      const leaves = askedBy(rule).flatMap((one) =>
        predicatesIn(one)
          .map(({ predicate }) => predicate)
          .filter((two) => !['all', 'any', 'not'].includes(two.is)),
      );
      const isHidden = leaves.length > 0 && leaves.every((one) => UNSEEN.has(one.is));
      const subjects = leaves.flatMap((one) => ('args' in one ? Object.values(one.args).flat() : []));
      const hasClue = subjects.some(
        (subject) => typeof subject === 'string' && shown.includes(subject.split(':')[0] ?? ''),
      );
      const isOfAgent = leaves.some(
        (one) => 'args' in one && scenario.estate.agents[String(one.args.agent)] !== undefined,
      );
      const agentHasClue = isOfAgent && shown.length > 0;
      return isHidden && !hasClue && !agentHasClue
        ? [
            {
              path,
              message: `"${task}" rests on what no clue ever shows: ${leaves.map(leafWords).join(', ')}.`,
              mend: 'Add a clue that names it to a conclusion, or score a state that can be looked at.',
            },
          ]
        : [];
    });
  },
};

function leafWords(leaf: Predicate): string {
  return 'args' in leaf ? [leaf.is, ...Object.values(leaf.args).flat()].join(' ') : leaf.is;
}

const heldStates: LintRule = {
  id: 'lint/state-not-held',
  title: 'A protective state must last',
  reason:
    'A token revoked and issued again, a tag cleaned and poisoned again: what matters at the end is what still holds.',
  find: ({ scenario }) =>
    rulesOf(scenario).flatMap(({ rule, path, task, points }): readonly Finding[] => {
      if (rule.kind !== 'state' || rule.heldUntil !== null || points < 3) return [];
      const kinds = predicatesIn(rule.when).map(({ predicate }) => predicate.is);
      const canBeUndone = kinds.some((kind) =>
        ['tag-clean', 'cache-clean', 'control', 'gated', 'pinned-clean', 'runs-clean'].includes(kind),
      );
      return canBeUndone
        ? [
            {
              path,
              message: `"${task}" is paid for good the first time that it is true.`,
              mend: 'Add "heldUntil: endEx".',
            },
          ]
        : [];
    }),
};

const allPillars: LintRule = {
  id: 'lint/pillar-missing',
  title: 'All five pillars are scored',
  reason: 'Who is never scored on telling people, or on knowing, learns that it does not count.',
  find: ({ scenario }) => {
    const scored = new Set(scenario.objectives.map((one) => one.pillar));
    const missing = (['investigate', 'rotate', 'clean', 'notify', 'pin'] as const).filter(
      (one) => !scored.has(one),
    );
    return missing.map((pillar) => ({
      path: ['objectives'],
      of: 'key' as const,
      message: `No objective belongs to the pillar "${pillar}".`,
      mend: 'Add one, be it of few points.',
    }));
  },
};

const numericTargets: LintRule = {
  id: 'lint/target-without-number',
  title: 'The target of an objective has a number or a time',
  reason: 'A target that cannot be measured cannot be compared with what was measured (SMART objectives).',
  find: ({ source }) =>
    source.objectives.flatMap(({ id, target }, index): readonly Finding[] =>
      /\d|\b(?:EndEx|aftermath)\b/i.test(target)
        ? []
        : [
            {
              path: ['objectives', index, 'target'],
              message: `The target of "${id}" has no number.`,
              mend: 'Say how much, how many, or by when.',
            },
          ],
    ),
};

export const SCORE_RULES: readonly LintRule[] = [
  statesNotVerbs,
  idlenessEarnsNothing,
  tiersNotCliffs,
  observable,
  heldStates,
  allPillars,
  numericTargets,
];
