import type { SubjectView } from '../../exercise/view.ts';
import { shortenDigests } from '../../plain/show-evidence.ts';
import { sightingWords } from '../../plain/show-sighting.ts';
import { printTime } from '../../world/time.ts';
import { type Row, row, span } from '../row.ts';
import type { Theme } from '../terminal/theme.ts';
import type { Item } from './pane-item.ts';
import type { Play } from './play.ts';

export function inboxItems(play: Play, theme: Theme): readonly Item[] {
  const { inbox } = play.view;
  if (inbox.length === 0) return [{ id: null, row: row(' No messages yet.', 'dim') }];
  // The newest stand on top: what came just now must be in sight without scrolling.
  return inbox
    .map((message) => ({ message, isRead: play.isRead(message.id) }))
    .reverse()
    .map(({ message, isRead }) => ({
      id: message.id,
      row: [
        span(` ${isRead ? ' ' : theme.glyphs.unread}${message.awaits ? '?' : ' '} `, 'warn'),
        span(`${printTime(message.at)} `, 'dim'),
        span(`${message.from}: `, isRead ? 'text' : 'strong'),
        span(message.title, isRead ? 'text' : 'strong'),
        span(message.answered ? ' (answered)' : '', 'dim'),
      ],
    }));
}

export function underWayItems(play: Play): readonly Item[] {
  const { underWay } = play.view;
  if (underWay.length === 0) return [{ id: null, row: row(' Nothing is under way.', 'dim') }];
  return [...underWay]
    .sort((left, right) => left.lands - right.lands)
    .map((one) => ({
      id: `${one.seq}`,
      row: [
        span(` ${printTime(one.lands)} `, 'accent'),
        span(shortenDigests(one.line)),
        span(` ${one.by}`, 'dim'),
      ],
    }));
}

/** Outcomes of decisions and replies of outside parties, newest first. */
export function resultItems(play: Play, theme: Theme): readonly Item[] {
  const { outcomes, replies } = play.view;
  const mark = (key: string) => span(` ${play.isRead(key) ? ' ' : theme.glyphs.unread} `, 'warn');
  const landed = outcomes.map((outcome) => {
    const key = `outcome ${outcome.seq}`;
    const line: Row = [
      mark(key),
      span(`${printTime(outcome.at)} `, 'dim'),
      ...(outcome.refused === null ? [] : [span(`REFUSED (${outcome.refused}) `, 'bad')]),
      span(shortenDigests(outcome.line), play.isRead(key) ? 'text' : 'strong'),
    ];
    return { at: outcome.at, order: outcome.seq, item: { id: key, row: line } };
  });
  const told = replies.map((reply, index) => {
    const key = `reply ${index}`;
    return {
      at: reply.at,
      order: 0,
      item: {
        id: key,
        row: [mark(key), span(`${printTime(reply.at)} `, 'dim'), span(`${reply.party} replies`, 'strong')],
      },
    };
  });
  const all = [...landed, ...told].sort((left, right) => right.at - left.at || right.order - left.order);
  return all.length === 0
    ? [{ id: null, row: row(' Nothing has landed yet.', 'dim') }]
    : all.map((one) => one.item);
}

export const BOARD_KINDS: readonly (readonly [SubjectView['kind'], string])[] = [
  ['tag', 'Tags'],
  ['pipeline', 'Pipelines'],
  ['cache', 'Caches'],
  ['workload', 'Workloads'],
  ['credential', 'Credentials'],
  ['consumer', 'Consumers'],
];

/** Everything that the team knows to exist, and what it last saw of each; nothing here is newer than its last look. */
export function boardItems(play: Play, columns: number): readonly Item[] {
  const { board, controls } = play.view;
  const groups = BOARD_KINDS.flatMap(([kind, title]): readonly Item[] => {
    const rows = board.filter((one) => one.kind === kind);
    const longest = Math.max(0, ...rows.map((one) => one.id.length));
    const first = Math.min(longest, Math.max(16, Math.floor(columns * 0.6)));
    return rows.length === 0
      ? []
      : [
          { id: null, row: row(` ${title}`, 'title') },
          ...rows.map((one) => subjectItem(play, one, first, columns)),
        ];
  });
  const others = controls.filter((id) => !board.some((one) => id.endsWith(`:${one.id}`)));
  return [
    ...groups,
    ...(others.length === 0 ? [] : [{ id: null, row: row(' Other controls in force', 'title') }]),
    ...others.map((id) => ({ id: null, row: row(`   ${shortenDigests(id)}`) })),
  ];
}

function subjectItem(play: Play, subject: SubjectView, first: number, columns: number): Item {
  const { id, kind, seen, seenAt, controls } = subject;
  const told = kind === 'consumer' ? consumerWords(play, id) : seen === null ? '-' : shortWords(seen);
  const time = seenAt === null || seen === null ? '' : ` ${printTime(seenAt)}`;
  const marks = controls.length === 0 ? '' : `${controls.map(controlWords).join(',')} `;
  const room = columns - first - 3 - marks.length - time.length;
  return {
    id: `${kind} ${id}`,
    row: [
      span('  '),
      span(id.padEnd(first)),
      span(' '),
      ...(marks === '' ? [] : [span(marks, 'warn')]),
      span(told.length > room ? shorterDigests(told) : told, seen === null ? 'dim' : 'text'),
      span(time, 'dim'),
    ],
  };
}

// Eight digits are enough to type. How old a sighting is says more than the four others.
function shorterDigests(words: string): string {
  return words.replace(/\b([0-9a-f]{8})[0-9a-f]{4}\b/g, '$1');
}

const DONE: Readonly<Record<string, string>> = {
  pause: 'PAUSED',
  isolate: 'ISOLATED',
  freeze: 'FROZEN',
  quarantine: 'QUARANTINED',
  protect: 'PROTECTED',
  pin: 'PINNED',
  block: 'BLOCKED',
};

function controlWords(kind: string): string {
  return DONE[kind] ?? kind.toUpperCase();
}

/** A digest in as few digits as tell it apart, without the words that its column says already. */
export function shortWords(sighting: string): string {
  return sightingWords(sighting)
    .replace(/^names sha256:/, '')
    .replaceAll('sha256:', '');
}

function consumerWords(play: Play, id: string): string {
  const notices = play.view.notices.filter((notice) => notice.audience === id);
  const last = notices.at(-1);
  return last === undefined ? '' : `told ${printTime(last.at)}`;
}
