import type { Attempt, ParsedLine } from '../world/attempt.ts';
import { formsOf, parseLine, printAttempt } from '../world/attempt.ts';
import { parseReference } from '../world/reference.ts';
import type { Seconds } from '../world/time.ts';
import { checkWords, type Names, type Rejection } from './decision-words.ts';
import type { Scenario } from './definition.ts';
import { isPlainLine } from './journal-text.ts';

/** A line as a person or a playbook gives it: an attempt, and what is kept but never scored. */
export interface Decision {
  readonly attempt: Attempt;
  /** Canonical line: what the journal, the timeline and a what-if hold. */
  readonly line: string;
  readonly reason: string | null;
  readonly confidence: number | null;
}

export type ReadDecision =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly rejection: Rejection };

const LONGEST_LINE = 2000;

/**
 * Reads one line. `names` are the names that may be used (those seen, for a trainee); `digests` the full digests that a prefix
 * may stand for; `byName` admits `image:NAME`, as playbooks do.
 */
export function readDecision(
  line: string,
  names: Names,
  digests: () => readonly string[],
  scenario: Scenario,
  byName: boolean,
): ReadDecision {
  if (line.length > LONGEST_LINE || !isPlainLine(line)) {
    return reject('A decision is one line of plain text, at most 2,000 characters.', null, null, []);
  }
  const { core, reason, confidence } = splitTail(line);
  const parsed = parseLine(core);
  if (!parsed.ok) {
    const [verb = ''] = core.split(/\s+/);
    return isOthers(verb) ? notYours(verb) : { ok: false, rejection: explain(parsed, core) };
  }
  if (isOthers(parsed.attempt.verb)) return notYours(parsed.attempt.verb);
  const checked = checkWords(parsed.filled, names, digests, scenario, byName);
  if (!checked.ok) return checked;
  const attempt = rewrite(parsed.attempt, checked.replaced);
  return { ok: true, decision: { attempt, line: printAttempt(attempt), reason, confidence } };
}

function isOthers(verb: string): boolean {
  const forms = formsOf(verb);
  return forms.length > 0 && forms.every((form) => form.pillar === 'world');
}

// The forms of what others do would only lead to the next refusal; what the team may do instead is said where there is one way.
function notYours(verb: string): ReadDecision {
  const mend = verb === 'end' ? 'To end play, declare closed.' : null;
  return reject('Only others can do that; it is not among your verbs.', mend, null, []);
}

function splitTail(line: string): {
  readonly core: string;
  readonly reason: string | null;
  readonly confidence: number | null;
} {
  // A run is `api-build#14`, so only a hash with white space before it begins a reason.
  const hash = /(?:^|\s)#\s?/.exec(line);
  const head = hash === null ? line : line.slice(0, hash.index);
  const comment = hash === null ? null : line.slice(hash.index + hash[0].length);
  const trust = /\s~(100|\d{1,2})%\s*$/;
  const inHead = trust.exec(head);
  const inComment = comment === null ? null : trust.exec(` ${comment}`);
  const confidence = Number((inHead ?? inComment)?.[1] ?? Number.NaN);
  const reason = comment === null ? null : ` ${comment}`.replace(trust, '').trim();
  return {
    core: head.replace(trust, '').trim(),
    reason: reason === null || reason === '' ? null : reason,
    confidence: Number.isNaN(confidence) ? null : confidence,
  };
}

function explain(parsed: ParsedLine & { readonly ok: false }, core: string): Rejection {
  const words = core.split(/\s+/);
  const word = words[parsed.at] ?? null;
  if (parsed.reason === 'empty')
    return {
      message: 'There is nothing to decide in an empty line.',
      mend: null,
      word: null,
      candidates: [],
    };
  if (parsed.reason === 'unknown-verb') {
    return {
      message: `"${words[0] ?? ''}" is no verb here.`,
      mend: null,
      word: words[0] ?? null,
      candidates: parsed.expected.filter((verb) => !isOthers(verb)),
    };
  }
  const forms = parsed.forms.map((form) => form.shape).join(' | ');
  const message = word === null ? 'The line ends too early.' : `"${word}" does not fit there.`;
  return { message, mend: `The form is: ${forms}`, word, candidates: parsed.expected };
}

function rewrite(attempt: Attempt, replaced: ReadonlyMap<string, string>): Attempt {
  const swap = (word: string): string => replaced.get(word) ?? word;
  return {
    ...attempt,
    targets: attempt.targets.map(swap),
    to: attempt.to === null ? null : swap(attempt.to),
    via: attempt.via === null ? null : swap(attempt.via),
    claims: attempt.claims.map(swap),
  };
}

function reject(
  message: string,
  mend: string | null,
  word: string | null,
  candidates: readonly string[],
): ReadDecision {
  return { ok: false, rejection: { message, mend, word, candidates } };
}

export interface DecisionCost {
  readonly hands: Seconds;
  readonly lands: Seconds;
}

/** Hands and lands of an attempt, from the scenario's table alone: a cost never depends on hidden truth. */
export function costOf(scenario: Scenario, attempt: Attempt): DecisionCost {
  const { costs, audiences } = scenario.estate;
  const row = costs[`${attempt.verb} ${attempt.aspect ?? ''}`] ??
    costs[attempt.verb] ?? { hands: 0, lands: 0, perClaim: 0, publicExtra: 0 };
  const times = attempt.verb === 'rotate' ? attempt.targets.length : 1;
  const isPublic = audiences[attempt.targets[0] ?? '']?.public === true;
  const extra = row.perClaim * attempt.claims.length + (isPublic ? row.publicExtra : 0);
  return { hands: row.hands * times + extra, lands: row.lands * times + extra };
}

/** The role that owns what the attempt writes to; null for a read, which anyone may do. */
export function ownerOf(scenario: Scenario, attempt: Attempt): string | null {
  const { estate, duties } = scenario;
  const target = attempt.targets[0] ?? '';
  switch (attempt.verb) {
    case 'inspect':
    case 'trace':
    case 'verify':
      return null;
    case 'notify':
    case 'answer':
    case 'correct':
      return duties.notify;
    case 'declare':
    case 'ask':
    case 'note':
      return duties.lead;
    case 'block':
      return duties.network;
    case 'reset-password':
    case 'end-sessions':
      return Object.values(estate.credentials).find((spec) => spec.owner === target)?.role ?? duties.lead;
    case 'lift':
      return systemOwner(scenario, target.slice(target.indexOf(':') + 1)) ?? duties.network;
    default:
      return systemOwner(scenario, target) ?? duties.lead;
  }
}

/** False for a line that would have one role write to what another owns: only `rotate` names several things. */
export function hasOneOwner(scenario: Scenario, attempt: Attempt): boolean {
  if (attempt.verb !== 'rotate') return true;
  return new Set(attempt.targets.map((target) => systemOwner(scenario, target))).size <= 1;
}

/** The role that owns a system by its name; null for what belongs to nobody. */
export function systemOwner(scenario: Scenario, name: string): string | null {
  const { estate } = scenario;
  const repo = parseReference(name)?.repo ?? name;
  const found =
    estate.credentials[name] ??
    estate.repositories[repo] ??
    estate.pipelines[name] ??
    estate.workloads[name] ??
    estate.caches[name] ??
    estate.logs[name];
  return found?.role ?? null;
}
