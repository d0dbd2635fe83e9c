import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A decision record with what law 6 compares. */
export interface DecisionLine {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly do: string;
  readonly facts: string;
}

export interface StoredPlay {
  readonly header: {
    readonly session: string;
    readonly mode: string;
    readonly scenario: { readonly id: string };
  };
  readonly records: readonly { readonly kind: string }[];
  readonly decisions: readonly DecisionLine[];
}

/** All journals of a home, oldest first, as they lie on the disk. */
export function readSessions(home: string): readonly StoredPlay[] {
  const folder = join(home, 'hotwash');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => readPlay(join(folder, name)));
}

function readPlay(file: string): StoredPlay {
  const records = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return {
    header: records[0],
    records: records.slice(1),
    decisions: records
      .filter((record) => record.kind === 'decision')
      .map(({ seq, at, by, do: line, facts }) => ({ seq, at, by, do: line, facts })),
  };
}
