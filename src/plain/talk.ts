import type { Session } from '../exercise/session.ts';
import { reveal } from '../exercise/view.ts';
import { nearestName } from '../scenario/nearest-name.ts';
import { quoted } from '../scenario/visible-text.ts';
import { printClock, printTime, printTimestamp } from '../world/time.ts';
import { digestLines } from './show-digests.ts';
import { claimHelp, generalHelp, teamVerbs, verbHelp } from './show-help.ts';
import * as show from './show-view.ts';
import { wrapLines } from './wrap.ts';

export interface TalkContext {
  readonly session: Session;
  readonly isCoach: boolean;
  readonly style: show.Style;
}

type Answer = (context: TalkContext, rest: string) => readonly string[];

const view = (context: TalkContext) => reveal(context.session);

/** Words that only look: each answers with lines of text and changes nothing. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  '?': help,
  help,
  board: (context) => show.boardLines(view(context), context.style),
  inbox: (context) => show.inboxLines(view(context), context.style),
  read,
  evidence,
  under: (context) => show.underWayLines(view(context)),
  notices: (context) => show.noticeLines(view(context), context.style),
  roles: (context) => show.roleLines(view(context)),
  time: clock,
  clock,
  log: (context) => show.logLines(view(context), context.session.taken, context.style),
  find: (context, rest) =>
    rest === ''
      ? ['Find what? For instance: find ci-2023']
      : show.findLines(view(context), rest, context.style),
  digests: (context) => digestLines(context.session, context.style.width),
  claims: (context) => claimHelp(context.style.width),
  briefing: (context) => wrapLines(context.session.engine.scenario.briefing, context.style.width),
};

/** All words of a plain play that are no decisions, for the nearest-name search. */
export const TALK_WORDS: readonly string[] = [
  ...Object.keys(ANSWERS),
  'wait',
  'more',
  'undo',
  'hint',
  'cost',
  'pause',
  'continue',
  'quit',
  'exit',
];

/** The answer to a line that only asks, or null when it is something else. */
export function answerTalk(context: TalkContext, line: string): readonly string[] | null {
  const spaced = line.startsWith('?') ? `? ${line.slice(1)}` : line;
  const [word = '', ...rest] = spaced.trim().split(/\s+/);
  const answer = Object.hasOwn(ANSWERS, word) ? ANSWERS[word] : undefined;
  return answer === undefined ? null : answer(context, rest.join(' '));
}

function help({ session, isCoach, style }: TalkContext, rest: string): readonly string[] {
  const verb = rest.split(' ')[0] ?? '';
  if (verb === '') return generalHelp(isCoach, style.width);
  const found = verbHelp(session, verb, style.width);
  if (found !== null) return found;
  const nearest = nearestName(verb, teamVerbs());
  return [
    `${quoted(verb)} is no verb here.${nearest === undefined ? ' Type ? for all of them.' : ` Did you mean ${nearest}?`}`,
  ];
}

function read(context: TalkContext, rest: string): readonly string[] {
  const { inbox } = view(context);
  const number = rest === '' ? inbox.length : Number(rest);
  const index = Number.isInteger(number) ? number - 1 : inbox.findIndex((message) => message.id === rest);
  const message = inbox[index];
  if (message !== undefined) return show.messageLines(message, index + 1, context.style);
  return [
    inbox.length === 0
      ? 'No messages.'
      : `There is no message ${quoted(rest)}; they go from 1 to ${inbox.length}.`,
  ];
}

function evidence(context: TalkContext, rest: string): readonly string[] {
  const { evidence: all } = view(context);
  const [which = '', mode = ''] = rest.split(' ');
  if (which === '') return show.evidenceList(view(context), context.style);
  const number = which === 'last' ? all.length : Number(which);
  const found = all[number - 1];
  if (found !== undefined) return show.evidenceText(found, number, mode === 'full', context.style);
  return [
    all.length === 0
      ? 'Nothing looked at yet.'
      : `There is no evidence ${quoted(which)}; it goes from 1 to ${all.length}.`,
  ];
}

function clock({ session, style }: TalkContext): readonly string[] {
  const { endEx } = session.engine.scenario.estate.clock;
  const { calendar } = style;
  const end = `Play ends at ${printTime(endEx)}, ${printClock(endEx, calendar)}.`;
  return [
    `It is ${printTime(session.now)}, ${printClock(session.now, calendar)} (${printTimestamp(session.now, calendar)}). ${end}`,
  ];
}
