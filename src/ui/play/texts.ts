import type { View } from '../../exercise/view.ts';
import { answerSentence } from '../../plain/answer-words.ts';
import { evidenceLines, shortenDigests } from '../../plain/show-evidence.ts';
import { sightingWords } from '../../plain/show-sighting.ts';
import { wrap } from '../../plain/wrap.ts';
import { printClock, printTime } from '../../world/time.ts';
import { EMPTY_ROW, type Row, row, span } from '../row.ts';
import type { Viewed } from '../screens/viewer.tsx';
import { ownerWords } from './owner.ts';
import type { Play } from './play.ts';

const rowsOf = (lines: readonly string[]): readonly Row[] => lines.map((line) => row(line));

/** Paragraphs set to a width: lines that an author broke at his own margin flow again; lists, tables and who says what in a chat stay. */
export function flow(text: string, columns: number): readonly string[] {
  const lines = text.replace(/\s+$/, '').split('\n');
  const joined: string[] = [];
  let before = '';
  for (const line of lines) {
    const isRunOn =
      before.length > 55 &&
      /^\S/.test(line) &&
      !/^([-*]|\d+[.)]|[A-Z ]+:|[\w-]+( [\w-]+)?: )\s?/.test(line) &&
      /^\S/.test(before);
    if (isRunOn) joined[joined.length - 1] = `${joined.at(-1) ?? ''} ${line}`;
    else joined.push(line);
    before = line;
  }
  return joined.flatMap((line) => {
    const own = /^ */.exec(line)?.[0] ?? '';
    return wrap(line, columns, own);
  });
}

export function messageView(play: Play, id: string): Viewed | null {
  const message = play.view.inbox.find((one) => one.id === id);
  if (message === undefined) return null;
  const { calendar } = play.session.engine.scenario.estate.clock;
  return {
    name: 'message',
    title: message.title,
    raw: message.text,
    rowsFor: (columns) => [
      [
        span('From '),
        span(message.from, 'strong'),
        span(`, ${printTime(message.at)} (${printClock(message.at, calendar)})`, 'dim'),
      ],
      EMPTY_ROW,
      ...rowsOf(flow(message.text, columns)),
      EMPTY_ROW,
      row(answerSentence(message, 'a answers it.'), 'dim'),
    ],
  };
}

/** One outcome with all that it brought: the sentences, and the evidence record by record. */
export function outcomeView(play: Play, seq: number): Viewed | null {
  const { view } = play;
  const outcome = view.outcomes.find((one) => one.seq === seq);
  if (outcome === undefined) return null;
  const evidence = view.evidence.filter((one) => one.seq === seq);
  const taken = play.session.taken.find((one) => one.seq === seq);
  const raw = [
    outcome.line,
    ...outcome.sentences,
    ...evidence.flatMap((one) => one.records.map((record) => JSON.stringify(record))),
  ];
  return {
    name: 'evidence',
    title: shortenDigests(outcome.line),
    raw: `${raw.join('\n')}\n`,
    rowsFor: (columns) => [
      [span(`${printTime(outcome.at)}  ${outcome.by}`, 'dim')],
      ...(outcome.refused === null ? [] : [row(`REFUSED: ${outcome.refused}`, 'bad')]),
      ...wrap(outcome.line, columns, '  ').map((line) => row(line, 'strong')),
      ...(taken?.reason == null ? [] : rowsOf(wrap(`# ${taken.reason}`, columns, '  '))),
      ...(outcome.sentences.length === 0 && evidence.length === 0 ? [row('Done.')] : []),
      ...outcome.sentences.flatMap((sentence) => rowsOf(wrap(shortenDigests(sentence), columns, '  '))),
      ...evidence.flatMap((one) => [
        EMPTY_ROW,
        ...(outcome.sentences.includes(one.summary)
          ? []
          : wrap(shortenDigests(one.summary), columns, '  ').map((line) => row(line, 'accent'))),
        ...rowsOf(evidenceLines(one.records, { width: columns, isFull: columns > 110 })),
      ]),
    ],
  };
}

export function replyView(play: Play, index: number): Viewed | null {
  const reply = play.view.replies[index];
  if (reply === undefined) return null;
  return {
    name: 'reply',
    title: `${reply.party} replies`,
    raw: reply.message,
    rowsFor: (columns) => [
      row(printTime(reply.at), 'dim'),
      EMPTY_ROW,
      ...rowsOf(flow(reply.message, columns)),
    ],
  };
}

export function underWayView(play: Play, seq: number): Viewed | null {
  const taken = play.view.underWay.find((one) => one.seq === seq);
  if (taken === undefined) return null;
  const lines = [
    taken.line,
    '',
    `Begun ${printTime(taken.at)} by ${taken.by}.`,
    `Hands free again ${printTime(taken.until)}.`,
    `Lands ${printTime(taken.lands)}.`,
    ...(taken.reason === null ? [] : [`# ${taken.reason}`]),
  ];
  return {
    name: 'under way',
    title: `Decision ${seq}`,
    raw: lines.join('\n'),
    rowsFor: (columns) => lines.flatMap((line) => rowsOf(wrap(line, columns, '  '))),
  };
}

/** All that the team has seen of one subject, and what it decided about it. */
export function subjectView(play: Play, kind: string, id: string): Viewed | null {
  const { view } = play;
  const subject = view.board.find((one) => one.kind === kind && one.id === id);
  if (subject === undefined) return null;
  const seen = sightingsOf(view, id);
  const decided = play.session.taken.filter((one) =>
    one.line.split(/\s+/).some((word) => word === id || word.startsWith(`${id}@`)),
  );
  const owner = ownerWords(play.session, kind, id);
  const controls = subject.controls.length === 0 ? [] : [`In force: ${subject.controls.join(', ')}`];
  const facts = [
    `${kind} ${id}`,
    ...(owner === null ? [] : [owner]),
    ...controls,
    '',
    seen.length === 0 ? 'You have not looked at it yet.' : 'What you have seen, and when first:',
    ...seen.map(([text, at]) => `  ${printTime(at)}  ${text}`),
    ...(decided.length === 0 ? [] : ['', 'What you decided about it:']),
    ...decided.map((one) => `  ${printTime(one.at)}  ${one.line}`),
  ];
  return {
    name: 'subject',
    title: id,
    raw: facts.join('\n'),
    rowsFor: (columns) =>
      facts.flatMap((line, index) =>
        wrap(line, columns, '           ').map((part) => row(part, index === 0 ? 'strong' : 'text')),
      ),
  };
}

function sightingsOf(view: View, id: string): readonly (readonly [string, number])[] {
  return Object.entries(view.seen)
    .filter(([text]) => text.split(' ').some((word) => word === id || word.replace(/#\d+$/, '') === id))
    .sort((left, right) => left[1] - right[1])
    .map(([text, at]) => {
      const [, subject = ''] = text.split(' ');
      const words = sightingWords(text);
      const isSaid = subject === id || words.startsWith(subject);
      return [isSaid ? words : `${subject} ${words}`, at] as const;
    });
}
