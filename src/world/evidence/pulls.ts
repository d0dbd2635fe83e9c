import type { EvidenceRecord } from '../fact.ts';
import { parseReference } from '../reference.ts';
import type { Trial } from '../state.ts';
import type { Seconds } from '../time.ts';
import { fakeNumber } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { count, each, missing, stamp, unique } from './finding.ts';
import { factsOf } from './history.ts';
import { readableFrom } from './retention.ts';

interface Pull {
  readonly at: Seconds;
  readonly reference: string;
  readonly digest: string;
  /** Decides host, country and client; the analytics never name it. */
  readonly from: string;
}

const CLOUDS = ['Amazon Web Services', 'Google Cloud', 'Microsoft Azure', 'Hetzner', 'unknown'] as const;
const COUNTRIES = ['DE', 'US', 'NL', 'SE', 'SG', 'CA'] as const;
const CLIENTS = ['containerd/1.7.27', 'docker/27.5.1', 'buildkit/0.21', 'cri-o/1.32'] as const;

/** Publisher pull analytics: pulls of each digest by day, cloud, country and way of asking. They name nobody who pulled. */
export function pullAnalytics(trial: Trial): Answer {
  const { world } = trial;
  const repo = trial.attempt.targets[0] ?? '';
  if (world.stored[repo] === undefined) return missing('not-found', `There is no repository ${repo}.`);
  const from = readableFrom(world, 'pulls', repo);
  const pulls = [...ofConsumers(trial), ...ofCaches(trial), ...ofRunners(trial)].filter(
    (pull) => pull.at >= from && parseReference(pull.reference)?.repo === repo,
  );
  if (pulls.length === 0 && from === 0) {
    return missing(
      'expired',
      `The pull analytics of ${repo} no longer go back before the start of the exercise.`,
    );
  }
  const digests = unique(pulls.map((pull) => pull.digest));
  return {
    records: aggregate(trial, repo, pulls),
    sightings: [...each('pulled', digests), ...each('digest', digests)],
    summary: `${count(pulls.length, 'pull')} of ${count(digests.length, 'digest')} of ${repo}; the analytics name nobody who pulled.`,
  };
}

// Whoever pulls through a cache is not seen here: the cache is, and only when it has to ask.
function ofConsumers(trial: Trial): readonly Pull[] {
  return factsOf(trial, 'consumer-pulled')
    .filter((fact) => fact.data.via === null)
    .map(({ at, subject, data }) => ({ at, reference: data.reference, digest: data.digest, from: subject }));
}

function ofCaches(trial: Trial): readonly Pull[] {
  return factsOf(trial, 'cache-fetched').map(({ at, subject, data }) => ({
    at,
    reference: data.tag,
    digest: data.digest,
    from: subject,
  }));
}

function ofRunners(trial: Trial): readonly Pull[] {
  const { pipelines } = trial.world.estate;
  return factsOf(trial, 'run-started').flatMap(({ at, subject, data }) => {
    const spec = pipelines[subject];
    if (spec === undefined || spec.base === null || spec.via !== null || data.base === null) return [];
    return spec.keepsLocalCopies ? [] : [{ at, reference: spec.base, digest: data.base, from: subject }];
  });
}

function aggregate(trial: Trial, repo: string, pulls: readonly Pull[]): readonly EvidenceRecord[] {
  const rows = new Map<string, { readonly row: EvidenceRecord; pulls: number }>();
  for (const pull of pulls) {
    const row = rowOf(trial, repo, pull);
    const key = JSON.stringify(row);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { row, pulls: 1 });
    else known.pulls += 1;
  }
  const keys = [...rows.keys()].sort();
  return keys.map((key) => ({ ...rows.get(key)?.row, count: rows.get(key)?.pulls ?? 0 }));
}

function rowOf(trial: Trial, repo: string, pull: Pull): EvidenceRecord {
  const [namespace = '', repository = ''] = repo.split('/');
  const tag = parseReference(pull.reference)?.tag ?? null;
  return {
    date: stamp(trial, pull.at).slice(0, 10),
    type: 'pull',
    host: CLOUDS[fakeNumber(`cloud ${pull.from}`, CLOUDS.length)],
    country: COUNTRIES[fakeNumber(`country ${pull.from}`, COUNTRIES.length)],
    namespace,
    repository,
    reference: pull.digest,
    tag,
    http_method: 'GET',
    action: tag === null ? 'pull by digest' : 'pull by tag',
    user_agent: CLIENTS[fakeNumber(`client ${pull.from}`, CLIENTS.length)],
  };
}
