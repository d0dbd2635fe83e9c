import type { PlaybookLine } from '../exercise/definition.ts';
import { makeFactsDigest } from '../exercise/facts-digest.ts';
import type { DecisionRecord } from '../exercise/journal.ts';
import { type InterpretLine, type OnTaken, type PlaybookProblem, playLines } from '../exercise/playbook.ts';
import { finish } from '../exercise/session.ts';
import { scoreSession } from '../scoring/score.ts';
import type { Places } from '../store/paths.ts';
import { createSession } from '../store/session-store.ts';
import { decisionRecord } from './decision-record.ts';
import { drawnPlayable } from './drawn-playable.ts';
import { type StartOptions, startUnkept } from './open-recorded.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { PlayableScenario } from './playable.ts';
import { playbookTexts } from './playbook-texts.ts';
import { newRunningHash } from './running-hash.ts';

export type HeadlessRun =
  | { readonly ok: true; readonly outcome: Outcome; readonly decisions: readonly DecisionRecord[] }
  | { readonly ok: false; readonly problem: PlaybookProblem };

/**
 * Plays a playbook to the end without people. Nothing touches the disk unless `keepIn` is given; then the session is
 * written once it has run through, so that a playbook with a mistake leaves no half session behind.
 */
export async function runPlaybook(
  written: PlayableScenario,
  lines: readonly PlaybookLine[],
  options: Omit<StartOptions, 'mode'>,
  keepIn: Places | null,
  interpret: InterpretLine | null = null,
): Promise<HeadlessRun> {
  const playable = await drawnPlayable(written, options.seed ?? 0);
  const { header, session: opening } = startUnkept(playable, { ...options, mode: 'headless' });
  const digest = makeFactsDigest(newRunningHash);
  const decisions: DecisionRecord[] = [];
  const onTaken: OnTaken = (taken, before) => decisions.push(decisionRecord(taken, before, digest));
  const played = playLines(opening, lines, onTaken, interpret);
  if (!played.ok) return { ok: false, problem: played.problem };
  const finished = finish(played.session);
  const score = scoreSession(finished);
  const factsDigest = digest(finished.course.history);
  if (keepIn === null) {
    return {
      ok: true,
      outcome: outcomeOf(finished, score, { header, session: null, factsDigest }),
      decisions,
    };
  }
  const { scenario } = playable;
  const { kind, format, session, ...draft } = header;
  const open = await createSession(keepIn, { ...draft, scenario: { id: scenario.id } }, playable.source, {
    runs: `run ${scenario.id}`,
    playbooks: playbookTexts(playable),
  });
  try {
    const outcome = outcomeOf(finished, score, { header, session: open.header.session, factsDigest });
    for (const decision of decisions) open.journal.append(decision);
    const { ending, percent } = score;
    open.journal.append({
      kind: 'end',
      at: finished.now,
      ending: ending.id,
      percent,
      factsDigest,
      result: outcome.result,
    });
    return { ok: true, outcome, decisions };
  } finally {
    await open.close();
  }
}
