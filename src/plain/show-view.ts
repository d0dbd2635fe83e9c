import type { Taken } from '../exercise/session.ts';
import type { EvidenceView, MessageView, OutcomeView, View } from '../exercise/view.ts';
import type { Calendar } from '../world/time.ts';
import { printClock, printTime } from '../world/time.ts';
import { answerNote, answerSentence } from './answer-words.ts';
import { evidenceLines, shortenDigests } from './show-evidence.ts';
import { sightingWords } from './show-sighting.ts';
import { columns, visible, wrap, wrapLines } from './wrap.ts';

export interface Style {
  readonly width: number;
  readonly calendar: Calendar;
}

/** `T+12m 09:32`. */
export function timeWords(view: Pick<View, 'now'>, { calendar }: Style): string {
  return `${printTime(view.now)} ${printClock(view.now, calendar)}`;
}

/** `busy: registry until T+14m; free: commander, ci, comms`. */
export function freeWords(view: View): string {
  const busy = view.roles.filter((role) => role.freeAt > view.now);
  const free = view.roles.filter((role) => role.freeAt <= view.now).map((role) => role.id);
  if (busy.length === 0) return view.roles.length === 1 ? `${free[0] ?? ''} free` : 'all free';
  const words = busy.map((role) => `${role.id} until ${printTime(role.freeAt)}`);
  return `busy: ${words.join(', ')}${free.length === 0 ? '' : `; free: ${free.join(', ')}`}`;
}

export function roleLines(view: View): readonly string[] {
  return columns(
    view.roles.map((role) => [
      role.id,
      role.title,
      role.freeAt > view.now
        ? `busy until ${printTime(role.freeAt)}: ${shortenDigests(role.doing ?? '')}`
        : 'free',
    ]),
    '  ',
  );
}

/** What one decision came to, once it has landed. */
export function outcomeLines(outcome: OutcomeView, { width }: Style): readonly string[] {
  const head = `${printTime(outcome.at)}  ${outcome.by}: ${shortenDigests(outcome.line)}`;
  const sentences = outcome.sentences.length === 0 ? ['Done.'] : outcome.sentences;
  return [
    ...wrap(head, width, '       '),
    ...sentences.flatMap((sentence) => wrap(`  ${shortenDigests(sentence)}`, width, '  ')),
  ];
}

export function messageHead(message: MessageView, number: number): string {
  return `${printTime(message.at)}  Message ${number} from ${message.from}: ${message.title}`;
}

export function messageLines(message: MessageView, number: number, style: Style): readonly string[] {
  const note = answerSentence(message, `To answer: answer ${message.id} with CLAIM..., or just: answer`);
  return [messageHead(message, number), ...wrapLines(message.text, style.width, '  '), `  (${note})`];
}

/** A message as it comes: its head and first lines. */
export function messagePreview(
  message: MessageView,
  number: number,
  most: number,
  style: Style,
): readonly string[] {
  const lines = wrapLines(message.text, style.width, '  ');
  const isWhole = lines.length <= most + 2;
  const notes = [
    ...(message.awaits ? [`awaits an answer: answer ${message.id} with CLAIM...`] : []),
    ...(isWhole ? [] : [`${lines.length - most} more lines: read ${number}`]),
  ];
  return [
    messageHead(message, number),
    ...(isWhole ? lines : lines.slice(0, most)),
    ...notes.map((note) => `  (${note})`),
  ];
}

export function inboxLines(view: View, style: Style): readonly string[] {
  if (view.inbox.length === 0) return ['No messages.'];
  return view.inbox.flatMap((message, index) =>
    wrap(
      `${index + 1}  ${printTime(message.at)}  ${message.from}: ${message.title}${answerNote(message)}`,
      style.width,
      '   ',
    ),
  );
}

export function evidenceList(view: View, style: Style): readonly string[] {
  if (view.evidence.length === 0) return ['Nothing looked at yet.'];
  return view.evidence.flatMap((one, index) => [
    ...wrap(`${index + 1}  ${printTime(one.at)}  ${shortenDigests(one.line)}`, style.width, '   '),
    ...wrap(`   ${shortenDigests(one.summary)}`, style.width, '   '),
  ]);
}

export function evidenceText(
  one: EvidenceView,
  number: number,
  isFull: boolean,
  { width }: Style,
): readonly string[] {
  return [
    `Evidence ${number}, ${printTime(one.at)}: ${shortenDigests(one.line)}`,
    ...wrap(shortenDigests(one.summary), width),
    ...evidenceLines(one.records, { width, isFull }),
  ];
}

export function underWayLines(view: View): readonly string[] {
  if (view.underWay.length === 0) return ['Nothing is under way.'];
  return columns(
    view.underWay.map((one) => [
      `${one.seq}`,
      one.by,
      shortenDigests(one.line),
      `lands ${printTime(one.lands)}`,
    ]),
    '  ',
  );
}

const KINDS: readonly (readonly [View['board'][number]['kind'], string])[] = [
  ['tag', 'Tags'],
  ['pipeline', 'Pipelines'],
  ['cache', 'Caches'],
  ['workload', 'Workloads'],
  ['credential', 'Credentials'],
  ['consumer', 'Consumers'],
];

/** What you last saw of everything, and when; nothing here is newer than your last look. */
export function boardLines(view: View, { width }: Style): readonly string[] {
  const lines = ['What you last saw (it may have changed since):'];
  for (const [kind, title] of KINDS) {
    const rows = view.board.filter((row) => row.kind === kind);
    if (rows.length === 0) continue;
    lines.push(title);
    if (kind === 'consumer') {
      lines.push(...wrap(`  ${rows.map((row) => row.id).join(', ')}`, width, '  '));
      continue;
    }
    for (const row of rows) {
      const seen =
        row.seen === null ? 'not looked at' : `${sightingWords(row.seen)} (${printTime(row.seenAt ?? 0)})`;
      const controls = row.controls.length === 0 ? '' : `; ${row.controls.join(', ')}`;
      lines.push(...wrap(`  ${row.id}: ${seen}${controls}`, width, '      '));
    }
  }
  if (view.controls.length > 0)
    lines.push(
      'Controls in force',
      ...view.controls.flatMap((id) => wrap(`  ${shortenDigests(id)}`, width, '      ')),
    );
  return lines;
}

export function noticeLines(view: View, { width }: Style): readonly string[] {
  if (view.notices.length === 0) return ['You have sent nothing yet.'];
  return view.notices.flatMap((notice) =>
    wrap(
      `${notice.id}  ${printTime(notice.at)}  to ${notice.audience} (${notice.channel}): ${notice.claims.map(shortenDigests).join(' ')}`,
      width,
      '    ',
    ),
  );
}

/** Every decision that stands, in order, with what became of it. */
export function logLines(view: View, taken: readonly Taken[], { width }: Style): readonly string[] {
  if (taken.length === 0) return ['No decisions yet.'];
  return taken.flatMap((one) => {
    const outcome = view.outcomes.find((found) => found.seq === one.seq);
    const state =
      outcome === undefined
        ? `lands ${printTime(one.lands)}`
        : outcome.refused === null
          ? 'landed'
          : `refused: ${outcome.refused}`;
    const reason = one.reason === null ? '' : `  # ${one.reason}`;
    return wrap(
      `${one.seq}  ${printTime(one.at)}  ${one.by}: ${shortenDigests(one.line)} (${state})${reason}`,
      width,
      '    ',
    );
  });
}

/** Lines of the evidence and the messages that hold a text. */
export function findLines(view: View, text: string, { width }: Style): readonly string[] {
  const wanted = text.toLowerCase();
  const found: string[] = [];
  const look = (where: string, lines: readonly string[]): void => {
    for (const line of lines)
      if (line.toLowerCase().includes(wanted)) found.push(...wrap(`${where}: ${line.trim()}`, width, '    '));
  };
  view.evidence.forEach((one, index) => {
    look(`evidence ${index + 1}`, evidenceLines(one.records, { width: 4000, isFull: true }));
  });
  view.inbox.forEach((message, index) => {
    look(`message ${index + 1}`, message.text.split('\n'));
  });
  return found.length === 0 ? [`"${visible(text)}" is in nothing that you have seen.`] : found;
}
