import { ownerOf } from '../../exercise/decision.ts';
import { parseLine } from '../../world/attempt.ts';
import type { Finding, LintRule } from '../lint-rule.ts';
import { wordsIn } from '../predicate-walk.ts';

const everyRoleActs: LintRule = {
  id: 'lint/role-idle',
  title: 'Every role has something to do in the expert line',
  reason: 'A seat without a decision is a spectator; give its systems to another role, or give it work.',
  find: ({ source, scenario }) => {
    const [expert] = scenario.playbooks;
    if (expert === undefined) return [];
    const acting = new Set(
      expert.decisions.flatMap(({ by, do: line }) => {
        const parsed = parseLine(line.replace(/\s+(#.*|~\d+%.*)$/, ''));
        return [by, parsed.ok ? ownerOf(scenario, parsed.attempt) : null];
      }),
    );
    return Object.keys(source.roles).flatMap((role): readonly Finding[] =>
      acting.has(role)
        ? []
        : [
            {
              path: ['roles', role],
              of: 'key',
              message: `The role "${role}" decides nothing in the first playbook.`,
              mend: 'Give it systems that matter, or leave it out.',
            },
          ],
    );
  },
};

const answersCount: LintRule = {
  id: 'lint/answer-unscored',
  title: 'An answer that is scored is given in some playbook',
  reason: 'If no line answers it, nobody has tried whether it can be answered truly.',
  find: ({ source, scenario }) => {
    const answered = new Set(
      scenario.playbooks.flatMap((one) =>
        one.decisions.map(({ do: line }) => /^answer (\S+)/.exec(line)?.[1]),
      ),
    );
    const scored = wordsIn(source.objectives);
    return Object.keys(source.injects).flatMap((id): readonly Finding[] =>
      !scored.has(id) || answered.has(id)
        ? []
        : [
            {
              path: ['injects', id],
              of: 'key',
              message: `No playbook answers "${id}".`,
              mend: 'Answer it in one.',
            },
          ],
    );
  },
};

const audiencesHear: LintRule = {
  id: 'lint/consumer-unreachable',
  title: 'Every outside team can be reached by some notice',
  reason:
    'Whoever hears no audience can be reached only by name; a team must be able to find that out and do it.',
  find: ({ source }) =>
    Object.entries(source.world.consumers).flatMap(([id, { hears }]): readonly Finding[] =>
      hears.length > 0
        ? []
        : [
            {
              path: ['world', 'consumers', id, 'hears'],
              message: `No audience reaches "${id}".`,
              mend: 'Add an audience to "hears", be it only the public one.',
            },
          ],
    ),
};

const adversaryActs: LintRule = {
  id: 'lint/adversary-idle',
  title: 'Every adversary wants something during play',
  reason: 'An intruder who does nothing after StartEx makes every order of decisions equal.',
  find: ({ source }) => {
    const story = JSON.stringify(source.story);
    return Object.keys(source.world.agents).flatMap((agent): readonly Finding[] =>
      story.includes(`"by":"${agent}"`)
        ? []
        : [
            {
              path: ['world', 'agents', agent],
              of: 'key',
              message: `"${agent}" attempts nothing in the story.`,
              mend: 'Give it a region with attempts that come back, or hurry when it is warned.',
            },
          ],
    );
  },
};

export const PEOPLE_RULES: readonly LintRule[] = [everyRoleActs, answersCount, audiencesHear, adversaryActs];
