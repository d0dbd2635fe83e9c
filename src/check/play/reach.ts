import type { Breach } from '../../explore/laws.ts';
import { printTime } from '../../world/time.ts';
import type { Finding } from '../lint-rule.ts';
import type { PlayEvidence, PlayRule } from './play-rule.ts';

const tasks: PlayRule = {
  id: 'check/task-never-earned',
  title: 'Every task is earned by some play',
  reason: 'Points that no line ever earns are points that every team loses, and nobody can say how.',
  needs: 'plays',
  restsOn: 'all playbooks',
  find: ({ scenario, gathered }) =>
    scenario.objectives.flatMap((objective, index) =>
      objective.tasks.flatMap((task, place): readonly Finding[] =>
        (gathered.earned.get(task.id) ?? 0) > 0
          ? []
          : [
              {
                path: ['objectives', index, 'tasks', place],
                message: `No play earned a point with "${task.id}".`,
                mend: 'Write a playbook that earns it, or mend its condition.',
              },
            ],
      ),
    ),
};

const injects: PlayRule = {
  id: 'check/inject-never-comes',
  title: 'Every message comes in some play',
  reason: 'A message behind a condition that never comes true is work that nobody will read.',
  needs: 'plays',
  restsOn: 'all playbooks',
  find: ({ source, gathered }) =>
    Object.keys(source.injects).flatMap((id): readonly Finding[] =>
      gathered.injects.has(id)
        ? []
        : [
            {
              path: ['injects', id],
              of: 'key',
              message: `"${id}" came in no play.`,
              mend: 'Write a playbook in which it comes, or mend what it waits for.',
            },
          ],
    ),
};

const endings: PlayRule = {
  id: 'check/ending-never-reached',
  title: 'Every ending is reached by some play',
  reason:
    'An ending that nothing leads to is a promise in a table; exploring looks for a way to it, however roundabout.',
  needs: 'exploration',
  restsOn: 'all playbooks',
  find: ({ source, explored, runs }) => {
    if (explored === null) return [];
    const reached = new Set([...explored.record.endings.keys(), ...runs.map((run) => run.outcome.ending)]);
    return source.endings.flatMap(({ id }, index): readonly Finding[] =>
      reached.has(id)
        ? []
        : [
            {
              path: ['endings', index, 'id'],
              message: `Neither a playbook nor any explored line came to the ending "${id}".`,
              mend: 'Write a playbook that must come to it, or delete it.',
            },
          ],
    );
  },
};

const endless: PlayRule = {
  id: 'check/never-ends',
  title: 'Every play ends',
  reason: 'After EndEx nothing can be decided and nothing is judged: whoever comes there is stuck.',
  needs: 'exploration',
  find: ({ explored }) =>
    (explored?.record.endless ?? []).slice(0, 1).map(({ moves }) => ({
      path: ['story'],
      of: 'key' as const,
      message: 'Play does not end after these decisions.',
      mend: 'Let "exercise-ended" lead to a final state from wherever the story may be.',
      moves,
    })),
};

const law = (id: Breach['law'], title: string, reason: string, mend: string): PlayRule => ({
  id: `check/law-${id}`,
  title,
  reason,
  needs: 'exploration',
  restsOn: 'first playbook',
  find: (evidence) => breaches(evidence, id, mend),
});

function breaches(
  { explored, scenario, runs }: PlayEvidence,
  id: Breach['law'],
  mend: string,
): readonly Finding[] {
  const expert = runs[0]?.playbook.id ?? '';
  return (explored?.breaches ?? [])
    .filter((one) => one.law === id && !isExcepted(one, scenario.exceptions))
    .map(({ at, do: line, change, points, before, moves }) => ({
      path: ['playbooks', 0],
      message: `In "${expert}", "${line}" of ${printTime(at)}, ${change}, makes ${points} of ${before} points.`,
      mend,
      moves,
    }));
}

function isExcepted(breach: Breach, exceptions: PlayEvidence['scenario']['exceptions']): boolean {
  return exceptions.some(
    ({ law: excepted, decision }) => excepted === breach.law && breach.do.startsWith(decision),
  );
}

const LAWS: readonly PlayRule[] = [
  law(
    '4a',
    'Delaying the rest of a right line never raises its score',
    'Whoever gains by waiting learns to wait (law 4a).',
    'Let the points fall with time, or name the exception with its hazard.',
  ),
  law(
    '4b',
    'A protective decision earlier never lowers the score',
    'Stopping, preserving, revoking, gating and telling the truth sooner must never be a mistake, but where a named hazard makes it one (law 4b).',
    'Look at what it costs earlier: an outage counted too soon, or a warning to the intruder. Name the exception with its hazard if it is meant.',
  ),
  law(
    '4c',
    'Two independent neighbours score the same in either order',
    'If the order of two things that have nothing to do with each other counts, the score is a secret (law 4c).',
    'Score states, not the order of decisions, or name the exception with its hazard.',
  ),
];

export const REACH_RULES: readonly PlayRule[] = [tasks, injects, endings, endless, ...LAWS];
