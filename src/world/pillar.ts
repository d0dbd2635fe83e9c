import type { Fact } from './fact.ts';
import type { ControlKind, Pillar } from './verb.ts';

const PILLAR_OF_CONTROL: Readonly<Record<ControlKind, Pillar>> = {
  pause: 'clean',
  isolate: 'clean',
  freeze: 'clean',
  quarantine: 'clean',
  block: 'clean',
  'vendor-block': 'clean',
  protect: 'pin',
  pin: 'pin',
  'require-signatures': 'pin',
  'allow-only': 'pin',
  deny: 'pin',
};

/** The pillar in which a decision had this effect; null for what is no effect of the team's own. */
export function pillarOfFact(fact: Fact): Pillar | null {
  switch (fact.kind) {
    case 'credential-issued':
    case 'credential-revoked':
    case 'sessions-ended':
    case 'verified':
      return 'rotate';
    case 'control-set':
    case 'control-lifted':
      return PILLAR_OF_CONTROL[fact.data.control];
    case 'tag-moved':
    case 'tag-deleted':
    case 'image-deleted':
    case 'cache-purged':
    case 'runner-cleaned':
    case 'workload-deployed':
      return 'clean';
    case 'run-published':
      return 'clean';
    case 'notice-sent':
      return 'notify';
    case 'evidence-shown':
    case 'evidence-kept':
      return 'investigate';
    default:
      return null;
  }
}
