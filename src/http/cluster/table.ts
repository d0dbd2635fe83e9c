import type { EvidenceRecord } from '../../world/fact.ts';
import type { Ask } from '../route.ts';
import { isObject } from '../shown.ts';
import { clusterJson } from './answers.ts';

export interface Column {
  readonly name: string;
  readonly type?: 'string' | 'integer' | 'date';
  /** Shown only with `-o wide`. */
  readonly isWide?: boolean;
}

export interface Row {
  readonly cells: readonly (string | number)[];
  readonly object: EvidenceRecord;
}

/** What a list is printed from: how many cells a row has, in the order of its columns. */
export interface Listing {
  readonly kind: string;
  readonly apiVersion: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const VERSION = { resourceVersion: '1' };

/** A list, or one thing, as the client asked for it: a table for people, the objects for programs. */
export function listed(ask: Ask, listing: Listing): Response {
  const { kind, apiVersion, rows } = listing;
  if (wantsTable(ask)) return clusterJson(tableOf(ask, listing));
  const items = rows.map((row) => row.object);
  return clusterJson({ kind: `${kind}List`, apiVersion, metadata: VERSION, items });
}

export function single(ask: Ask, listing: Listing, row: Row): Response {
  return clusterJson(wantsTable(ask) ? tableOf(ask, { ...listing, rows: [row] }) : row.object);
}

function wantsTable(ask: Ask): boolean {
  return (ask.headers.get('accept') ?? '').split(',').some((type) => /;\s*as=Table\b/.test(type));
}

function tableOf(ask: Ask, { columns, rows }: Listing): object {
  const include = ask.query.get('includeObject') ?? 'Metadata';
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: VERSION,
    columnDefinitions: columns.map(({ name, type = 'string', isWide = false }, index) => ({
      name,
      type,
      format: index === 0 ? 'name' : '',
      description: '',
      priority: isWide ? 1 : 0,
    })),
    rows: rows.map(({ cells, object }) => ({
      cells,
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : partOf(object) }),
    })),
  };
}

function partOf(object: EvidenceRecord): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: isObject(object.metadata) ? object.metadata : {},
  };
}

/** `45s`, `12m`, `179m`, `3h`, `2d3h`, `30d`: an age in the server's words (duration.HumanDuration), of the exercise's clock. */
export function ageOf(seconds: number): string {
  const span = Math.max(0, seconds);
  const hours = Math.floor(span / 3600);
  const days = Math.floor(hours / 24);
  const both = (big: number, of: string, small: number, unit: string): string =>
    small === 0 ? `${big}${of}` : `${big}${of}${small}${unit}`;
  if (span < 120) return `${span}s`;
  if (span < 600) return both(Math.floor(span / 60), 'm', span % 60, 's');
  if (hours < 3) return `${Math.floor(span / 60)}m`;
  if (hours < 8) return both(hours, 'h', Math.floor(span / 60) % 60, 'm');
  if (hours < 48) return `${hours}h`;
  return days < 8 ? both(days, 'd', hours % 24, 'h') : `${days}d`;
}
