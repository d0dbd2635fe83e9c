import type { SightingKind } from '../world/sighting.ts';
import { shortenDigests } from './show-evidence.ts';

const PHRASES: Readonly<Record<SightingKind, (words: readonly string[]) => string>> = {
  digest: () => 'shown to you',
  name: () => 'shown to you',
  host: () => 'shown to you',
  tag: ([, digest, version]) => (version === undefined ? `names ${digest}` : `is ${version}, ${digest}`),
  unsigned: () => 'no signature found',
  signed: () => 'signed',
  'extra-layer': () => 'has a layer that its signed predecessor has not',
  'pushed-with': ([, digest, credential]) => `was moved to ${digest} with ${credential}`,
  'no-provenance': () => 'names no commit and no attestation',
  'hash-noted': () => 'its hashed token is noted',
  'hash-logged': ([, digest]) => `the log shows the hashed token that pushed ${digest}`,
  'run-for': () => 'a run of the releasing pipeline made it',
  leaked: () => 'its keeper said that it was stolen',
  'no-run-for': () => 'no run of the releasing pipeline made it',
  'last-used': () => 'last used within the incident',
  'released-with': ([, credential]) => `last released with ${credential}`,
  'can-read': ([, credential]) => `can read ${credential}`,
  'checkout-holds': ([, credential]) => `checks out ${credential}`,
  'read-in-run': ([, credential]) => `was seen reading ${credential}`,
  'posted-from': ([, host]) => `sent data to ${host}`,
  'called-with': () => 'used by a stranger',
  minted: ([, credential]) => `was made with ${credential}`,
  beacon: ([, host]) => `calls ${host}`,
  silent: () => 'calls nobody strange',
  runs: ([, digest]) => `runs ${digest}`,
  ran: ([run, digest]) => `${run} ran ${digest}`,
  foothold: () => 'its runner ran a process that no step of the job began',
  'foreign-source': () => 'names a source repository made only days before it',
  built: ([run, digest]) => `${run} was built on ${digest}`,
  cached: ([, tag, digest]) => `serves ${digest} for ${tag}`,
  pulled: () => 'pulls of it seen',
  traced: () => 'searched for in your own estate',
  withdrawn: () => 'taken away by you',
  'old-value-refused': () => 'its old value was tried and refused',
  'old-value-works': () => 'its old value was tried and still works',
  delivered: () => 'who got it was asked',
  client: () => 'client and country of its use shown',
};

function isKind(kind: string): kind is SightingKind {
  return kind in PHRASES;
}

/** What a sighting says of its subject, in words: `tag a/b:stable sha256:…` is `names sha256:…`. */
export function sightingWords(text: string): string {
  const [kind = '', ...words] = text.split(' ');
  return shortenDigests(isKind(kind) ? PHRASES[kind](words) : text);
}
