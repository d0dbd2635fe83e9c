import type { JournalMode } from '../exercise/journal.ts';
import { foldUndo } from '../exercise/journal-fold.ts';
import { isPlainLine } from '../exercise/journal-text.ts';
import type { StoredJournal } from './journal-file.ts';
import { isSessionId } from './session-id.ts';

/** What lists and scoreboards show of a session, as its journal tells it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly state: 'running' | 'ended' | 'damaged';
  /** Null, as all that a header tells, when not even the first line can be read. */
  readonly scenario: { readonly id: string; readonly title: string; readonly digest: string } | null;
  readonly mode: JournalMode | null;
  readonly team: string | null;
  readonly seed: number | null;
  readonly created: string | null;
  readonly ending: string | null;
  readonly percent: number | null;
  readonly decisions: number;
  /** What sets a run apart on a scoreboard. */
  readonly undone: number;
  readonly hints: number;
  readonly interventions: number;
  /** The file as it was when this was read from it; when it differs, the entry is stale. */
  readonly size: number;
  readonly modifiedMs: number;
}

/** The entry of one journal, or null for a session that was killed before its first prompt. */
export function entryOf(
  id: string,
  stored: StoredJournal,
  file: { readonly size: number; readonly modifiedMs: number },
  titleOf: (digest: string) => string | null,
): CatalogueEntry | null {
  const { header, records, damage } = stored.reading;
  const { size, modifiedMs } = file;
  if (header === null) return damage === null ? null : unreadableEntry(id, file);
  const folded = foldUndo(records);
  const title = titleOf(header.scenario.digest) ?? header.scenario.id;
  return {
    id,
    state: damage !== null ? 'damaged' : folded.end === null ? 'running' : 'ended',
    scenario: { id: header.scenario.id, title, digest: header.scenario.digest },
    mode: header.mode,
    team: header.team,
    seed: header.seed,
    created: header.created,
    ending: folded.end?.ending ?? null,
    percent: folded.end?.percent ?? null,
    decisions: folded.decisions.length,
    undone: folded.undone.length,
    hints: folded.hints.length,
    interventions: folded.steps.filter((step) => step.kind === 'facilitator').length,
    size,
    modifiedMs,
  };
}

/** The entry of a journal of which nothing can be read: it is listed, so that its owner learns of it. */
export function unreadableEntry(
  id: string,
  { size, modifiedMs }: { readonly size: number; readonly modifiedMs: number },
): CatalogueEntry {
  const nothing = {
    scenario: null,
    mode: null,
    team: null,
    seed: null,
    created: null,
    ending: null,
    percent: null,
  };
  const none = { decisions: 0, undone: 0, hints: 0, interventions: 0 };
  return { id, state: 'damaged', ...nothing, ...none, size, modifiedMs };
}

/** The entries of a catalogue file, or null when anything in it is not as this version writes it: then it is rebuilt. */
export function readEntries(value: unknown): readonly CatalogueEntry[] | null {
  if (!isObject(value) || value.format !== 1 || !Array.isArray(value.sessions)) return null;
  return value.sessions.every(isEntry) ? value.sessions : null;
}

const modes: readonly unknown[] = ['coach', 'assess', 'headless', null];

function isEntry(value: unknown): value is CatalogueEntry {
  if (!isObject(value) || Object.keys(value).length !== 15) return false;
  return (
    typeof value.id === 'string' &&
    isSessionId(value.id) &&
    (value.state === 'running' || value.state === 'ended' || value.state === 'damaged') &&
    (value.scenario === null || isScenario(value.scenario)) &&
    modes.includes(value.mode) &&
    [value.team, value.created, value.ending].every((text) => text === null || isText(text)) &&
    [value.seed, value.percent].every((number) => number === null || isNumber(number)) &&
    [value.decisions, value.undone, value.hints, value.interventions].every(isNumber) &&
    isNumber(value.size) &&
    isNumber(value.modifiedMs)
  );
}

function isScenario(value: unknown): boolean {
  return isObject(value) && [value.id, value.title, value.digest].every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && isPlainLine(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
