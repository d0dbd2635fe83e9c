import type { JournalMode } from '../exercise/journal.ts';
import type { Session } from '../exercise/session.ts';
import { hostsOf } from '../http/addresses.ts';
import { Desk } from '../http/desk.ts';
import { meaningOf } from '../http/handlers.ts';
import type { Face } from '../http/route.ts';
import { nowhere } from '../record/record-sink.ts';
import { RecordedSession } from '../record/recorded-session.ts';
import { printTime } from '../world/time.ts';
import type { Asked, Plan } from './form.ts';
import { type Login, partsOf } from './wire.ts';

/** What a plan comes to: lines of the grammar, with the waits between them; or the status with which a service turns it away. */
export interface DryRun {
  readonly lines: readonly string[];
  readonly turnedAway: number | null;
}

/**
 * Finds what a form counts as by the services' own tables, on a copy of the session that nobody keeps. Between two decisions of
 * one form stands the wait that a client makes: the second is asked when the first has answered.
 */
export function dryRun(
  plan: Plan,
  session: Session,
  options: {
    readonly mode: JournalMode;
    readonly faces: readonly Face[];
    readonly login: Login | null;
    readonly rename?: (line: string) => string;
  },
): DryRun {
  const desk = new Desk(scratch(session, options.mode));
  const hosts = hostsOf(desk.world.estate);
  const lines: string[] = [];
  for (const opening of plan.opening) {
    const asked = typeof opening === 'function' ? opening(desk) : opening;
    if (asked === null) continue;
    const meant = meantBy(asked);
    if (typeof meant === 'number') return { lines, turnedAway: meant };
    for (const { line: meantLine, isLook } of meant) {
      const line = options.rename?.(meantLine) ?? meantLine;
      if (isLook && isStanding(desk, line)) continue;
      if (lines.length > 0) lines.push(`wait until ${printTime(desk.now)}`);
      lines.push(line);
      if (!goOn(desk, line)) return { lines, turnedAway: null };
    }
  }
  return { lines, turnedAway: null };

  function meantBy(asked: Asked): number | readonly { readonly line: string; readonly isLook: boolean }[] {
    if ('line' in asked) return [{ line: asked.line, isLook: asked.line.startsWith('inspect ') }];
    const meaning = meaningOf(desk, options.faces, partsOf(asked, hosts, options.login));
    switch (meaning?.kind) {
      case undefined:
        return 404;
      case 'free':
        return [];
      case 'looks':
        return meaning.lines.map((line) => ({ line, isLook: true }));
      case 'attempt':
        return [{ line: meaning.line, isLook: false }];
      case 'answer':
        return meaning.response.status >= 400 ? meaning.response.status : [];
      default:
        return meaning satisfies never;
    }
  }
}

function isStanding(desk: Desk, line: string): boolean {
  const read = desk.recorded.read(line);
  return read.ok && desk.lookedAt(read.decision.line) !== null;
}

/** Takes the decision on the copy, once hands are free, up to where its answer is there; false when it cannot be taken. */
function goOn(desk: Desk, line: string): boolean {
  const { recorded } = desk;
  const read = recorded.read(line);
  if (!read.ok) return false;
  const planned = recorded.plan(read.decision, null);
  if (!planned.ok) return false;
  recorded.pass(planned.plan.at);
  const outcome = desk.decide(line);
  return outcome.kind === 'done';
}

function scratch(session: Session, mode: JournalMode): RecordedSession {
  const { scenario } = session.engine;
  const header = {
    kind: 'header',
    format: 1,
    engine: '',
    scenario: { id: scenario.id, digest: '' },
    seed: 0,
    mode,
    team: null,
    seats: {},
    facilitator: false,
    session: '',
    created: '',
  } as const;
  return new RecordedSession(header, null, session, { session, records: [], tornAside: null }, nowhere);
}
