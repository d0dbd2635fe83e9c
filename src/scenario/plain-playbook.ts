import type { DecisionSource } from '../schema/playbook.ts';
import { fileLimits } from './hostile-limits.ts';
import type { Position } from './source-text.ts';

/** A playbook file that could be read without the YAML parser; `places` says where each decision stands. */
export interface PlainPlaybook {
  readonly scenario: string;
  readonly decisions: readonly DecisionSource[];
  readonly places: readonly Position[];
}

const MOST_DECISIONS = 5000;
const ID = /^[a-z][a-z0-9-]{0,62}$/;
const HEAD = /^scenario: ([a-z][a-z0-9-]*)$/;
const ENTRY = /^( *)- ./;
const TIME = /^T[+-](?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,5}s)?$/;
const MAPPED = /^\{ (?:at: (\S+), )?(?:by: (\S+), )?do: "([^"\\]{1,2000})" \}$/;
// A text without quotation marks in which no character means anything to YAML.
const BARE = /^[a-z](?:[A-Za-z0-9@=._/+%-]|:(?=[A-Za-z0-9])| (?=[A-Za-z0-9]))*$/;
const NO_TEXT = /^(?:true|false|null)$/;

/**
 * Reads a playbook in the form in which nearly all are written: the scenario, then a decision a line, as words or as
 * `{ at, by, do: "…" }`. Null for everything else that YAML allows, which may be right or wrong: then the parser judges. Scenarios
 * bring dozens of playbooks, and the parser would take most of the time of reading them. It gives what the parser and the schema
 * give, or nothing. The text must have passed `checkText`.
 */
export function readPlainPlaybook(text: string): PlainPlaybook | null {
  let scenario: string | null = null;
  let indent: string | null = null;
  let list: 'open' | 'empty' | null = null;
  const decisions: DecisionSource[] = [];
  const places: Position[] = [];
  const lines = text.split('\n');
  if (lines.length > fileLimits.lines) return null;
  for (const [index, line] of lines.entries()) {
    if (line === '' || /^ *#/.test(line)) continue;
    if (scenario === null) {
      scenario = HEAD.exec(line)?.[1] ?? null;
      if (scenario === null || !ID.test(scenario) || NO_TEXT.test(scenario)) return null;
    } else if (list === null) {
      if (line !== 'decisions:' && line !== 'decisions: []') return null;
      list = line === 'decisions:' ? 'open' : 'empty';
    } else if (list === 'empty') {
      return null;
    } else {
      const [, before] = ENTRY.exec(line) ?? [];
      if (before === undefined || before !== (indent ?? before) || decisions.length === MOST_DECISIONS)
        return null;
      indent = before;
      const decision = readDecision(line.slice(before.length + 2));
      if (decision === null) return null;
      decisions.push(decision);
      places.push({ line: index + 1, column: before.length + 3 });
    }
  }
  const isWhole = list === 'empty' || decisions.length > 0;
  return scenario === null || !isWhole ? null : { scenario, decisions, places };
}

function readDecision(written: string): DecisionSource | null {
  if (written.length <= 2000 && BARE.test(written)) return NO_TEXT.test(written) ? null : written;
  const [whole, at, by, line] = MAPPED.exec(written) ?? [];
  if (whole === undefined || line === undefined) return null;
  if ((at !== undefined && !TIME.test(at)) || (by !== undefined && (!ID.test(by) || NO_TEXT.test(by))))
    return null;
  return { ...(at !== undefined && { at }), ...(by !== undefined && { by }), do: line };
}
