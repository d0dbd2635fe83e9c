import type { Scheduled } from './state.ts';

/** One attempt still to come; `seq` is the order of scheduling, the last tie-breaker of a second. */
export interface AgendaEntry extends Scheduled {
  readonly seq: number;
}

/** The future-event list, ordered by (at, rank, seq). Immutable: sessions fork by keeping a reference. */
export interface Agenda {
  readonly entries: readonly AgendaEntry[];
  readonly nextSeq: number;
}

export const EMPTY_AGENDA: Agenda = { entries: [], nextSeq: 1 };

export function schedule(agenda: Agenda, items: readonly Scheduled[]): Agenda {
  if (items.length === 0) return agenda;
  const entries = [...agenda.entries];
  let seq = agenda.nextSeq;
  for (const item of items) insert(entries, { ...item, seq: seq++ });
  return { entries, nextSeq: seq };
}

export function isBefore(left: AgendaEntry, right: AgendaEntry): boolean {
  if (left.at !== right.at) return left.at < right.at;
  if (left.rank !== right.rank) return left.rank < right.rank;
  return left.seq < right.seq;
}

/** Puts an entry at its place, found by halving; entries of one agenda are always in order. */
export function insert(entries: AgendaEntry[], entry: AgendaEntry): void {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(entries[middle] as AgendaEntry, entry)) low = middle + 1;
    else high = middle;
  }
  entries.splice(low, 0, entry);
}
