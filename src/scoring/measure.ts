import { isExposed, isRelieved } from '../world/consumer.ts';
import { wasStolen } from '../world/credential.ts';
import type { Fact } from '../world/fact.ts';
import { isOutside } from '../world/outside.ts';
import { readsOf } from '../world/predicate.ts';
import { outages } from '../world/questions.ts';
import { isPoison, parseReference } from '../world/reference.ts';
import type { Notice, World } from '../world/state.ts';
import { sendsByTools } from '../world/theft.ts';
import type { Seconds } from '../world/time.ts';
import { HOUR, MINUTE } from '../world/time.ts';
import { runsPoison } from '../world/workload.ts';
import type { Span } from './walk.ts';

/** Every number that a rule or an ending may rest on, with what it counts. Harm counts from StartEx. */
export const MEASURES = {
  poisonedBuilds: 'images with an implant that pipelines of ours published after StartEx',
  poisonedWorkloads: 'workloads of ours that run an implant',
  unscannedReleases: 'what pipelines published after StartEx while the scan before it stood still',
  flawedReleases: 'deliveries that went out with a flaw which a scan would have found',
  leakingRuns: 'runs after StartEx in which an implant ran as a tool or on the runner and could send',
  exposedConsumers: 'consumers who ran an implant at any time after StartEx',
  exposedConsumerHours: 'hours that exposed consumers went without being clean and told to rotate, added up',
  reachedConsumers: 'exposed consumers who hold a notice that they can match',
  outageMinutes: 'minutes in which anything of ours was out of service',
  failedPulls: 'pulls of consumers that failed',
  falseClaims: 'claims of ours that were not true when they were sent',
  longestFalseClaimMinutes: 'minutes for which the longest-standing false claim went uncorrected',
  longestDigestErrorMinutes: 'minutes for which a notice called poison clean or clean poison',
  digestErrorsActedOn: 'consumers who moved to an implant because a notice called it clean',
  secretsStolen: 'credentials of ours that an intruder holds or held a copy of',
  attackerFootholds: 'working credentials in the hands of intruders',
  evidenceLost: 'logs whose older records were lost',
} as const;

export type Measure = keyof typeof MEASURES;

/** Adds up what must be integrated over time while a history is walked; everything else is read from the world at the end. */
export interface Meter {
  readonly see: (span: Span) => void;
  /** The measure from StartEx to `until`, at which the walk must have stopped or passed. */
  readonly read: (measure: Measure) => number;
  /** One that has seen the same, and goes on by itself. */
  readonly fork: () => Meter;
}

export function makeMeter(until: Seconds): Meter {
  return meter(until, {
    world: null,
    poisonedBuilds: 0,
    unscannedReleases: 0,
    flawedReleases: 0,
    leakingRuns: 0,
    failedPulls: 0,
    digestErrorsActedOn: 0,
    exposed: 0,
    down: 0,
    everExposed: new Set(),
    standing: { world: null, exposed: [], isDown: false },
  });
}

function meter(until: Seconds, metered: Metered): Meter {
  return {
    see: (span) => {
      if (span.from > until) return;
      metered.world = span.world;
      for (const fact of span.facts) count(metered, span.world, fact);
      const time = Math.min(span.to, until) - Math.max(span.from, 0);
      metered.standing = standingIn(span.world, metered.standing);
      const { exposed, isDown } = metered.standing;
      if (span.to > 0) for (const id of exposed) metered.everExposed.add(id);
      if (time <= 0) return;
      metered.exposed += time * exposed.length;
      if (isDown) metered.down += time;
    },
    read: (measure) =>
      metered.world === null
        ? 0
        : readMeasure(measure, metered.world, until, {
            ...metered,
            everExposed: metered.everExposed.size,
          }),
    fork: () => meter(until, { ...metered, everExposed: new Set(metered.everExposed) }),
  };
}

interface Metered extends Counted {
  world: World | null;
  exposed: Seconds;
  down: Seconds;
  readonly everExposed: Set<string>;
  standing: Standing;
}

/** What a world is like that is added up over time. */
interface Standing {
  readonly world: World | null;
  /** Consumers who run an implant, or were hit and not yet told. */
  readonly exposed: readonly string[];
  readonly isDown: boolean;
}

// Most facts change neither, and asking all consumers at every one of them is what would cost most.
function standingIn(world: World, before: Standing): Standing {
  const last = before.world;
  if (last === null) {
    const exposed = exposedIn(world);
    return { world, exposed, isDown: outages(world).length > 0 };
  }
  const sameExposed = EXPOSURE_READS.every((table) => last[table] === world[table]);
  const sameDown = OUTAGE_READS.every((table) => last[table] === world[table]);
  return {
    world,
    exposed: sameExposed ? before.exposed : exposedIn(world),
    isDown: sameDown ? before.isDown : outages(world).length > 0,
  };
}

const exposedIn = (world: World): readonly string[] =>
  Object.keys(world.consumers).filter((id) => isExposed(world, id) && !isRelieved(world, id));

const OUTAGE_READS = readsOf({ is: 'down', args: {} });
const EXPOSURE_READS = ['consumers', 'images'] as const;

interface Counted {
  poisonedBuilds: number;
  unscannedReleases: number;
  flawedReleases: number;
  leakingRuns: number;
  failedPulls: number;
  digestErrorsActedOn: number;
}

function count(counted: Counted, world: World, fact: Fact): void {
  if (fact.at <= 0) return;
  if (fact.kind === 'run-published' && fact.data.image.poison !== null) counted.poisonedBuilds++;
  if (fact.kind === 'run-published' && fact.data.unscanned === true) counted.unscannedReleases++;
  if (fact.kind === 'delivery-made' && fact.data.flawed === true) counted.flawedReleases++;
  if (fact.kind === 'run-started' && sendsByTools(world, fact)) counted.leakingRuns++;
  if (fact.kind === 'pull-failed') counted.failedPulls++;
  if (
    fact.kind === 'consumer-acted' &&
    fact.data.reference !== null &&
    isPoison(world, parseReference(fact.data.reference)?.digest ?? null)
  )
    counted.digestErrorsActedOn++;
}

interface Totals extends Counted {
  readonly exposed: Seconds;
  readonly down: Seconds;
  readonly everExposed: number;
}

function readMeasure(measure: Measure, world: World, until: Seconds, totals: Totals): number {
  switch (measure) {
    case 'exposedConsumerHours':
      return Math.round((totals.exposed / HOUR) * 100) / 100;
    case 'outageMinutes':
      return Math.round((totals.down / MINUTE) * 100) / 100;
    case 'exposedConsumers':
      return totals.everExposed;
    case 'poisonedBuilds':
    case 'unscannedReleases':
    case 'flawedReleases':
    case 'leakingRuns':
    case 'failedPulls':
    case 'digestErrorsActedOn':
      return totals[measure];
    case 'poisonedWorkloads':
      return Object.keys(world.workloads).filter((id) => runsPoison(world, id)).length;
    case 'reachedConsumers':
      return Object.keys(world.consumers).filter(
        (id) => isExposed(world, id) && world.consumers[id]?.matchedAt != null,
      ).length;
    case 'falseClaims':
      return ours(world).reduce((sum, notice) => sum + notice.falseClaims.length, 0);
    case 'longestFalseClaimMinutes':
      return longest(world, until, (notice) => notice.falseClaims.length > 0);
    case 'longestDigestErrorMinutes':
      return longest(world, until, (notice) =>
        notice.falseClaims.some((claim) => /^(digest|check|clean|not-affected)=/.test(claim)),
      );
    case 'secretsStolen':
      return Object.keys(world.credentials).filter((id) => wasStolen(world, id) && !isOutside(world, id))
        .length;
    case 'attackerFootholds':
      return Object.entries(world.credentials).filter(
        ([id, one]) =>
          !isOutside(world, id) &&
          one.generations.some((generation) => generation.live && generation.holders.length > 0),
      ).length;
    case 'evidenceLost':
      return Object.values(world.logs).filter((log) => log.expired && !log.kept && !log.held).length;
    default:
      return measure satisfies never;
  }
}

function ours(world: World): readonly Notice[] {
  return Object.values(world.notices).filter((notice) => notice.author === 'team');
}

function longest(world: World, until: Seconds, wrong: (notice: Notice) => boolean): number {
  const spans = ours(world)
    .filter(wrong)
    .map((notice) => Math.min(notice.correctedAt ?? until, until) - notice.sentAt);
  return Math.round((Math.max(0, ...spans) / MINUTE) * 100) / 100;
}
