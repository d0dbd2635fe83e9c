import { shortenDigests } from './show-evidence.ts';

const PHRASES: Readonly<Record<string, (words: readonly string[]) => string>> = {
  tag: ([, digest]) => `names ${digest}`,
  cached: ([, tag, digest]) => `serves ${digest} for ${tag}`,
  runs: ([, digest]) => `runs ${digest}`,
  built: ([run, digest]) => `${run} was built on ${digest}`,
  beacon: ([, host]) => `calls ${host}`,
  silent: () => 'calls nobody strange',
  'can-read': ([, credential]) => `can read ${credential}`,
  'checkout-holds': ([, credential]) => `checks out ${credential}`,
  unsigned: () => 'no signature found',
  signed: () => 'signed',
  'extra-layer': () => 'has a layer that its signed predecessor has not',
  'no-run-for': () => 'no run of the releasing pipeline made it',
  traced: () => 'searched for in your own estate',
  pulled: () => 'pulls of it seen',
};

/** What a sighting says of its subject, in words: `tag a/b:stable sha256:…` is `names sha256:…`. */
export function sightingWords(text: string): string {
  const [kind = '', ...words] = text.split(' ');
  const phrase = PHRASES[kind];
  return shortenDigests(phrase === undefined ? text : phrase(words));
}
