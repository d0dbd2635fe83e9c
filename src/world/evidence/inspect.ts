import type { Draft, EvidenceRecord } from '../fact.ts';
import type { Trial, World } from '../state.ts';
import { draft, refuse } from '../state.ts';
import { auditLog } from './audit-log.ts';
import { cacheOf } from './cache.ts';
import { callLog } from './cloud-log.ts';
import { credentialList } from './credentials.ts';
import { egressOf } from './egress.ts';
import type { Source } from './finding.ts';
import { each, isMissing, unique } from './finding.ts';
import { jobLog } from './job.ts';
import { manifestOf } from './manifest.ts';
import { pullAnalytics } from './pulls.ts';
import { releasesOf } from './releases.ts';
import { runList } from './runs.ts';
import { secretList } from './secrets.ts';
import { signatureOf } from './signature.ts';
import { tagList } from './tags.ts';
import { traceOf } from './trace.ts';
import { workloadOf } from './workload.ts';

const SOURCES: Readonly<Record<string, Source>> = {
  'audit-log': auditLog,
  tags: tagList,
  pulls: pullAnalytics,
  manifest: manifestOf,
  signature: signatureOf,
  releases: releasesOf,
  runs: runList,
  secrets: secretList,
  job: jobLog,
  egress: egressOf,
  workload: workloadOf,
  credentials: credentialList,
  'cloud-log': callLog,
  cache: cacheOf,
};

/** What a look at one source shows: one `evidence-shown`, or the refusal that says why there is nothing to see. */
export function decideInvestigation(trial: Trial): readonly Draft[] {
  const { verb, aspect, targets } = trial.attempt;
  const source = verb === 'trace' ? traceOf : SOURCES[aspect ?? ''];
  if (source === undefined) return refuse(trial, 'not-found', 'There is no such source.');
  const answer = source(trial);
  if (isMissing(answer)) return refuse(trial, answer.code, answer.message);
  const { records, sightings, summary } = answer;
  return [
    draft('evidence-shown', targets[0] ?? verb, trial, {
      do: trial.line,
      records,
      sightings: unique([...sightings, ...each('digest', imagesIn(trial.world, records))]),
      summary,
    }),
  ];
}

// Whatever digest of an image stands anywhere in the records has been shown, whichever field it stands in.
function imagesIn(world: World, records: readonly EvidenceRecord[]): readonly string[] {
  const words = JSON.stringify(records).match(/sha256:[0-9a-f]{64}/g) ?? [];
  return unique(words).filter((word) => world.images[word] !== undefined || world.parts[word] !== undefined);
}
