import type { Decision } from '../exercise/decision.ts';
import type { Plan, Session } from '../exercise/session.ts';
import { reveal } from '../exercise/view.ts';
import { printSpan, printTime } from '../world/time.ts';
import { noticeText } from './notice-text.ts';
import { shortenDigests } from './show-evidence.ts';
import { wrap } from './wrap.ts';

/** `registry, 3m hands, lands T+9m; starts now`. */
export function costLine(session: Session, decision: Decision, plan: Plan): string {
  const start =
    plan.at > session.now ? `starts ${printTime(plan.at)}, when ${plan.by} is free` : 'starts now';
  const { verb } = decision.attempt;
  if (verb === 'ask')
    return `${plan.by}, no hands; an answer by ${printTime(plan.at + plan.lands)} at the earliest`;
  if (plan.hands === 0 && plan.lands === 0) return `${plan.by}, takes no time`;
  return `${plan.by}, ${printSpan(plan.hands)} hands, lands ${printTime(plan.at + plan.lands)}; ${start}`;
}

/** What a decision that cannot be taken back does exactly, as far as the team can know; null for any other. */
export function warningLines(session: Session, decision: Decision, width: number): readonly string[] | null {
  const { verb, targets, claims } = decision.attempt;
  const target = targets[0] ?? '';
  const { calendar } = session.engine.scenario.estate.clock;
  switch (verb) {
    case 'delete':
      return wrap(deletion(session, target), width);
    case 'revoke':
      return wrap(
        `This makes every live value of ${target} stop working, for whoever uses it, your own systems too. It cannot be taken back in the world.`,
        width,
      );
    case 'notify':
    case 'answer':
    case 'correct':
      return [
        `This goes to ${addressee(session, verb, target)}, and cannot be unsaid:`,
        ...noticeText(claims, calendar).flatMap((line) => wrap(`  ${line}`, width, '    ')),
      ];
    case 'declare':
      return target === 'closed' ? wrap(closing(session), width) : null;
    default:
      return null;
  }
}

function closing(session: Session): string {
  const waiting = reveal(session).inbox.filter((one) => one.awaits).length;
  const open =
    waiting === 0
      ? ''
      : waiting === 1
        ? ' One message waits for an answer.'
        : ` ${waiting} messages wait for an answer.`;
  return `This ends the play; the world runs on without you.${open}`;
}

function addressee(session: Session, verb: string, target: string): string {
  const view = reveal(session);
  if (verb === 'answer') return view.inbox.find((one) => one.id === target)?.from ?? target;
  if (verb === 'correct') return view.notices.find((one) => one.id === target)?.audience ?? target;
  return target;
}

function deletion(session: Session, target: string): string {
  const view = reveal(session);
  const at = target.indexOf('@');
  if (at >= 0) {
    const digest = target.slice(at + 1);
    const tags = view.board
      .filter((row) => row.kind === 'tag' && row.seen?.endsWith(` ${digest}`) === true)
      .map((row) => row.id);
    const taken =
      tags.length === 0
        ? 'with every tag that names it'
        : `with every tag that names it (you have seen ${tags.join(', ')} do so)`;
    return `This deletes ${shortenDigests(digest)} from ${target.slice(0, at)}, ${taken}; ${copyWords(session, digest)}. It cannot be undone.`;
  }
  const seen =
    view.board
      .find((row) => row.id === target)
      ?.seen?.split(' ')
      .at(-1) ?? null;
  if (seen === null)
    return `This deletes the tag ${target}; you have not looked at what it names. It cannot be undone.`;
  return `This deletes the tag ${target}, which you last saw naming ${shortenDigests(seen)}; ${copyWords(session, seen)}. It cannot be undone.`;
}

// Copies are the team's own doing, so it knows of each.
function copyWords(session: Session, digest: string): string {
  const kept = session.course.history.some(
    (fact) => fact.kind === 'evidence-kept' && fact.cause !== null && fact.data.digests.includes(digest),
  );
  return kept ? 'a copy of it is preserved' : 'no copy of it is preserved';
}
