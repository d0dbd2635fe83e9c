import type { Recording } from '../../debrief/replay/recording.ts';
import { evidenceLines } from '../../plain/show-evidence.ts';
import { wrap } from '../../plain/wrap.ts';
import { printTime } from '../../world/time.ts';
import { type Row, row } from '../row.ts';

/** A fact with all that it carries, for the viewer. */
export function factText(
  recording: Recording,
  position: number,
): { readonly title: string; readonly rowsFor: (columns: number) => readonly Row[]; readonly raw: string } {
  const fact = recording.history[position];
  if (fact === undefined) return { title: 'Nothing yet', rowsFor: () => [], raw: '' };
  const cause = fact.cause === null ? '' : ` Decision ${fact.cause} is behind it.`;
  const rowsFor = (columns: number): readonly Row[] => [
    ...wrap(recording.sentenceAt(position), columns).map((line) => row(line)),
    row(''),
    ...wrap(`${fact.kind} of ${fact.subject}, by ${fact.by}.${cause}`, columns).map((line) =>
      row(line, 'dim'),
    ),
    row(''),
    ...(fact.kind === 'evidence-shown'
      ? evidenceLines(fact.data.records, { width: columns, isFull: columns > 110 })
      : JSON.stringify(fact.data, null, 2).split('\n')
    ).flatMap((line) => wrap(line, columns, '    ').map((part) => row(part))),
  ];
  return { title: `${fact.id} at ${printTime(fact.at)}`, rowsFor, raw: JSON.stringify(fact, null, 2) };
}
