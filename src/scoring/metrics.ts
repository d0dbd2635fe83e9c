import type { Session } from '../exercise/session.ts';
import { isExposed } from '../world/consumer.ts';
import type { Fact } from '../world/fact.ts';
import { openWorld } from '../world/opening.ts';
import type { Predicate } from '../world/predicate.ts';
import { concludedAt } from '../world/sighting.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import { minutesOf } from '../world/time.ts';
import { type Measure, makeMeter } from './measure.ts';
import { heldFrom, trackPredicates } from './timeline.ts';
import { walk } from './walk.ts';

/** Minutes from StartEx to something the team reached; null when it never came true. */
export interface Speeds {
  readonly minutesToDetect: number | null;
  readonly minutesToRevoke: number | null;
  readonly minutesToContain: number | null;
  readonly minutesToFirstNotice: number | null;
  readonly minutesToCompleteNotice: number | null;
}

/** Counts from StartEx to the aftermath, in the order in which every document gives them. */
export const HARM_MEASURES = [
  'poisonedBuilds',
  'poisonedWorkloads',
  'exposedConsumers',
  'exposedConsumerHours',
  'secretsStolen',
  'attackerFootholds',
  'evidenceLost',
  'falseClaims',
  'outageMinutes',
  'failedPulls',
] as const satisfies readonly Measure[];

export type HarmMeasure = (typeof HARM_MEASURES)[number];
export type Harm = Readonly<Record<HarmMeasure, number>>;
export type Metrics = Speeds & Harm;

/** All metrics of the shared document, of a session that ran on to the aftermath. */
export function measureSession(finished: Session): Metrics {
  const { estate } = finished.engine.scenario;
  const { history, world } = finished.course;
  const meter = makeMeter(estate.clock.aftermath);
  const contained: Predicate = { is: 'contained', args: {} };
  const tracker = trackPredicates([contained]);
  let revokedAt: Seconds | null = null;
  walk(openWorld(estate), history, estate.clock.aftermath, (span) => {
    meter.see(span);
    tracker.see(span);
    if (revokedAt === null && span.facts.some((fact) => takesFromIntruder(span.world, fact)))
      revokedAt = span.from;
  });
  const notices = consumerNotices(finished);
  return {
    minutesToDetect: minutesTo(detectedAt(world, finished.now)),
    minutesToRevoke: minutesTo(revokedAt),
    minutesToContain: minutesTo(heldFrom(tracker.changesOf(contained), estate.clock.endEx)?.at ?? null),
    minutesToFirstNotice: minutesTo(
      notices.find((notice) => trulySays(notice, ['digest=', 'tag=']))?.at ?? null,
    ),
    minutesToCompleteNotice: minutesTo(completeAt(notices)),
    ...(Object.fromEntries(HARM_MEASURES.map((name) => [name, meter.read(name)])) as unknown as Harm),
  };
}

function minutesTo(at: Seconds | null): number | null {
  return at === null ? null : minutesOf(Math.max(0, at));
}

// What arrives after the end of play was learnt by nobody in time.
function detectedAt(world: World, endOfPlay: Seconds): Seconds | null {
  const times = Object.keys(world.estate.conclusions).flatMap((id) => concludedAt(world, id) ?? []);
  const inPlay = times.filter((at) => at <= endOfPlay);
  return inPlay.length === 0 ? null : Math.min(...inPlay);
}

// A revoked value keeps its list of holders, so the world just after tells whose hands it was taken from.
function takesFromIntruder(world: World, fact: Fact): boolean {
  if (fact.kind !== 'credential-revoked' || fact.at < 0) return false;
  return (world.credentials[fact.subject]?.generations[fact.data.generation - 1]?.holders.length ?? 0) > 0;
}

type Sent = Fact<'notice-sent'>;

/** The team's own notices that reach consumers, in order; replies to a single writer are none. */
export function consumerNotices(finished: Session): readonly Sent[] {
  const { consumers } = finished.engine.scenario.estate;
  const reaches = (audience: string): boolean =>
    consumers[audience] !== undefined ||
    Object.values(consumers).some((spec) => spec.hears.includes(audience));
  return finished.course.history.filter(
    (fact): fact is Sent =>
      fact.kind === 'notice-sent' &&
      fact.data.author === 'team' &&
      fact.data.inject === null &&
      reaches(fact.data.audience),
  );
}

function trulySays(notice: Sent, keys: readonly string[]): boolean {
  return trueClaims(notice).some((claim) => keys.some((key) => claim.startsWith(key)));
}

function trueClaims(notice: Sent): readonly string[] {
  return notice.data.claims.filter((claim) => !notice.data.falseClaims.includes(claim));
}

// What was said in several notices counts together: consumers keep what they were told before.
function completeAt(notices: readonly Sent[]): Seconds | null {
  const said: string[] = [];
  for (const notice of notices) {
    said.push(...trueClaims(notice));
    const says = (key: string): boolean => said.some((claim) => claim.startsWith(key));
    const names = says('digest=') || (says('tag=') && says('window='));
    if (names && says('clean=') && said.includes('action=rotate-secrets')) return notice.at;
  }
  return null;
}

/** Of the consumers who ran an implant: who could recognise themselves in a notice, and who is clean by now. */
export function exposedConsumers(world: World): readonly string[] {
  return Object.keys(world.consumers).filter((id) => isExposed(world, id));
}
