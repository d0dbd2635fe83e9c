import { knownNames } from '../exercise/known.ts';
import { parseLine } from '../world/attempt.ts';
import type { CredentialSpec } from '../world/estate.ts';
import type { EvidenceRecord } from '../world/fact.ts';
import type { Trial } from '../world/state.ts';
import type { Desk, Outcome } from './desk.ts';
import type { Ask, Meaning } from './route.ts';

/** The records that a look showed: what the console prints of it and what a service lists are the same. */
export function shownRecords(outcome: Outcome | undefined): readonly EvidenceRecord[] {
  if (outcome?.kind !== 'done') return [];
  return outcome.facts.flatMap((fact) => (fact.kind === 'evidence-shown' ? fact.data.records : []));
}

/** Those of several looks, in their order; a look that showed nothing adds none. */
export function allRecords(outcomes: readonly Outcome[]): readonly EvidenceRecord[] {
  return outcomes.flatMap((outcome) => shownRecords(outcome));
}

/** A question to an evidence source about now, for what an answer needs beside the records that were shown. */
export function trialOf(desk: Desk, line: string): Trial {
  const parsed = parseLine(line);
  if (!parsed.ok) throw new RangeError(`no line of the grammar: ${line}`);
  const { world, history } = desk.session.course;
  return { world, past: history, attempt: parsed.attempt, line, by: 'team', cause: null };
}

/** Credentials that the team may name now. A hidden one is none of them before it was shown. */
export function knownCredentials(desk: Desk): readonly CredentialSpec[] {
  const { credentials } = desk.world.estate;
  return (knownNames(desk.session).credential ?? []).flatMap((id) => credentials[id] ?? []);
}

/** How many values a credential has had so far; 0 for one that was never made. */
export function generationsOf(desk: Desk, id: string): number {
  return desk.world.credentials[id]?.generations.length ?? 0;
}

export function isLiveValue(desk: Desk, id: string, generation: number): boolean {
  return desk.world.credentials[id]?.generations[generation - 1]?.live === true;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body as a JSON object; null for anything else. An empty body is an empty object. */
export function jsonBody(ask: Ask): JsonObject | null {
  if (ask.body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(ask.body));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(object: JsonObject, key: string): string | null {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : null;
}

export type HeaderFields = Headers | Readonly<Record<string, string>>;

/** A response whose length is said, so that no server sends it in chunks. */
export function bodyResponse(body: string | Uint8Array, status: number, headers: HeaderFields): Response {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const all = new Headers(headers);
  all.set('Content-Length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { status, headers: all });
}

/** A whole number of a query within bounds; the bound nearest to it for what lies outside, `otherwise` for no number. */
export function countIn(query: URLSearchParams, key: string, otherwise: number, most: number): number {
  const text = query.get(key) ?? '';
  if (!/^\d{1,9}$/.test(text)) return otherwise;
  return Math.min(Math.max(Number(text), 1), most);
}

export const FREE: Meaning = { kind: 'free' };

export function looks(...lines: readonly string[]): Meaning {
  return { kind: 'looks', lines };
}

export function attempt(line: string): Meaning {
  return { kind: 'attempt', line };
}

export function settled(response: Response): Meaning {
  return { kind: 'answer', response };
}
