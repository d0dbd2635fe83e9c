import { digestOf } from './reference.ts';
import type { World } from './state.ts';

/**
 * The closed list of what a team can have seen, with the words that follow. A sighting is one line of text, `unsigned sha256:…`;
 * physics writes it into the fact that showed it, clues and predicates name it, and the View holds nothing else.
 */
export const SIGHTINGS = {
  digest: 'DIGEST: this digest was shown to the team',
  name: 'NAME: a name that was not known at the start was shown',
  host: 'HOST: an outside host was shown',
  tag: 'TAG DIGEST: the tag was seen naming the digest',
  unsigned: 'DIGEST: no signature was found for it',
  signed: 'DIGEST: a signature was found for it',
  'extra-layer': 'DIGEST: it has layers and an entrypoint that its signed predecessor has not',
  'pushed-with': 'TAG DIGEST CREDENTIAL: the audit log ties this push to the credential',
  'no-provenance': 'DIGEST: the metadata of this version name no commit and no attestation',
  'hash-noted': 'CREDENTIAL: its hashed token was noted while it lived',
  'hash-logged': 'TAG DIGEST: the hashed token of this push was seen in the audit log',
  'run-for': 'DIGEST: a run of the releasing pipeline that made it was seen',
  leaked: 'CREDENTIAL: whoever kept it said that it was stolen',
  'no-run-for': 'DIGEST: the releasing pipeline has no run that made it',
  'last-used': 'CREDENTIAL: its last use was seen to be inside the incident',
  'released-with': 'PIPELINE CREDENTIAL: the last real release used this credential',
  'can-read': "PIPELINE CREDENTIAL: the credential is in the pipeline's environment",
  'checkout-holds': 'PIPELINE CREDENTIAL: the credential lies in what the pipeline checks out',
  'read-in-run': 'RUN CREDENTIAL: the log of a poisoned run shows the value being read',
  'posted-from': 'RUN HOST: a poisoned run sent data to the host',
  'called-with': "CREDENTIAL: a stranger's call with it is in the log of its service",
  minted: 'CREDENTIAL CREDENTIAL: the first was made with the second',
  beacon: 'WORKLOAD HOST: the workload calls the host',
  silent: 'WORKLOAD: the workload was listened to and calls nobody strange',
  runs: 'WORKLOAD DIGEST: the workload was seen running the digest',
  ran: 'RUN DIGEST: the log of the run shows that it ran this tool',
  foothold: 'PIPELINE: a process that no step of the job began was seen on its runner',
  'foreign-source': 'DIGEST: its provenance names a source repository that was made only days before it',
  built: 'RUN DIGEST: the run was seen building on the digest',
  cached: 'CACHE TAG DIGEST: the cache was seen serving the digest for the tag',
  pulled: 'DIGEST: pulls of it were seen in the pull analytics',
  traced: 'DIGEST: the own estate was searched for it',
  withdrawn: 'CREDENTIAL: the team itself took a value of it away',
  'old-value-refused': 'CREDENTIAL: the old value was tried and refused',
  'old-value-works': 'CREDENTIAL: the old value was tried and still works',
  delivered: 'NOTICE: who got it, and who could match it, was asked',
  client: 'CREDENTIAL: client and country of its use were shown',
} as const;

export type SightingKind = keyof typeof SIGHTINGS;

export function sighting(kind: SightingKind, ...words: readonly string[]): string {
  return [kind, ...words].join(' ');
}

/** A sighting as scenario files write it, with `image:NAME` in place of digests, in the form in which worlds hold it. */
export function resolveSighting(world: World, text: string): string {
  if (!text.includes('image:')) return text;
  return text
    .split(' ')
    .map((word) => (word.startsWith('image:') ? (digestOf(world, word) ?? word) : word))
    .join(' ');
}

export function hasSeen(world: World, text: string): boolean {
  return world.seen[resolveSighting(world, text)] !== undefined;
}

/** Second at which the conclusion was proven by enough of its clues; null while it is not. */
export function concludedAt(world: World, id: string): number | null {
  const conclusion = world.estate.conclusions[id];
  if (conclusion === undefined) return null;
  const times = conclusion.clues.flatMap((clue) => {
    const at = world.seen[resolveSighting(world, clue)];
    return at === undefined ? [] : [at];
  });
  if (times.length < conclusion.needs) return null;
  return [...times].sort((left, right) => left - right)[conclusion.needs - 1] ?? null;
}
