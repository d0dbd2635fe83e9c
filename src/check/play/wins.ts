import type { Finding } from '../lint-rule.ts';
import { lostWords } from '../lost-tasks.ts';
import type { PolicyId, PolicyResult } from '../policies.ts';
import type { PlayRule } from './play-rule.ts';

/** A finding for every policy of this name whose best play scores more than it may. */
function atMost(
  policies: readonly PolicyResult[],
  id: PolicyId,
  most: number,
  message: (percent: number) => string,
  mend: string,
): readonly Finding[] {
  const best = policies.find((one) => one.id === id)?.best;
  return best === undefined || best.outcome.percent <= most
    ? []
    : [{ path: ['objectives'], of: 'key', message: message(best.outcome.percent), mend, moves: best.moves }];
}

const nothing: PlayRule = {
  id: 'check/nothing-wins',
  title: 'Deciding nothing scores at most 10',
  reason: 'A team that sleeps must not be paid for the harm that did not happen to come (law 3).',
  needs: 'plays',
  find: ({ policies }) =>
    atMost(
      policies,
      'nothing',
      10,
      (percent) => `Deciding nothing scores ${percent}.`,
      'Add "once" to what it earns; hotwash run with an empty playbook shows the tasks.',
    ),
};

const everything: PlayRule = {
  id: 'check/everything-at-once-wins',
  title: 'Stopping, revoking and deleting everything scores at most 70',
  reason:
    'Pulling every plug ends most incidents, and costs what a team is paid to keep: service, evidence and trust (law 3).',
  needs: 'plays',
  find: ({ policies }) =>
    atMost(
      policies,
      'everything-at-once',
      70,
      (percent) => `Stopping, revoking and deleting everything at once scores ${percent}.`,
      'Score service that stayed up, evidence that was kept and people who were told.',
    ),
};

const silence: PlayRule = {
  id: 'check/silence-wins',
  title: 'The expert line without a word to anybody scores at most 60',
  reason:
    'Outside teams run what was poisoned until somebody tells them; a drill in which silence wins teaches silence (law 3).',
  needs: 'plays',
  restsOn: 'first playbook',
  find: ({ policies }) =>
    atMost(
      policies,
      'silence',
      60,
      (percent) => `The first playbook without a word to anybody scores ${percent}.`,
      'Give more points to who was told the truth in time, and to harm that ends only by telling.',
    ),
};

const MOST_WORTH = 20;

const dominant: PlayRule = {
  id: 'check/dominant-decision',
  title: `No single decision of the first playbook is worth more than ${MOST_WORTH} points`,
  reason:
    'If one decision is most of the score, the drill asks one question, and who misses it cannot be told from who did nothing.',
  needs: 'plays',
  restsOn: 'first playbook',
  find: ({ tornado }) =>
    tornado
      .filter((row) => row.change === 'dropped' && -row.points > MOST_WORTH)
      .map((row) => ({
        path: ['playbooks', 0],
        message: `Without "${row.do}" the first playbook loses ${-row.points} points: ${lostWords(row.lost)}.`,
        mend: row.lost.some((one) => one.isHalved) ? LOWER_BAR : DIFFERENT_STATES,
        moves: row.moves,
      })),
};

const DIFFERENT_STATES =
  'No double jeopardy: let tasks rest on different states, so that one omission is not counted over and over.';
const LOWER_BAR =
  'What is marked "halved" was done, and counts half since the critical task of its objective was not met: give that one a "criticalWhen" with a lower bar, and let the others rest on different states.';

export const WIN_RULES: readonly PlayRule[] = [nothing, everything, silence, dominant];
