import { ACTIONS, CLAIM_KEYS, type ClaimKey, STATUSES } from '../world/claim.ts';
import { nearestName } from './nearest-name.ts';
import { quoted } from './visible-text.ts';

const VALUES: Readonly<Partial<Record<ClaimKey, readonly string[]>>> = { action: ACTIONS, status: STATUSES };
const DIGESTS: ReadonlySet<ClaimKey> = new Set<ClaimKey>(['digest', 'clean', 'check']);

/** How to mend what is no claim: the key that was meant, or the value, or what may stand after the key. */
export function mendClaim(text: string): string {
  const at = text.indexOf('=');
  const [key, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  const keys = Object.keys(CLAIM_KEYS) as ClaimKey[];
  const known = keys.find((one) => one === key);
  if (known === undefined) {
    const nearest = nearestName(key, keys);
    if (nearest !== undefined && value !== '') return `Did you mean ${quoted(`${nearest}=${value}`)}?`;
    return `Write KEY=VALUE, with a value of its kind after one of ${keys.join(', ')}.`;
  }
  const values = VALUES[known] ?? [];
  // Who writes half of a value means the one that begins so.
  const [begun, ...more] = value === '' ? [] : values.filter((one) => one.startsWith(value));
  const meant = more.length === 0 ? (begun ?? nearestName(value, values)) : undefined;
  if (meant !== undefined) return `Did you mean ${quoted(`${known}=${meant}`)}?`;
  return `After "${known}=" stands ${CLAIM_KEYS[known]}${DIGESTS.has(known) ? ', as image:NAME' : ''}.`;
}

/** How to mend what is no run. `firsts` are the first runs that each pipeline has after the clock opens. */
export function mendRun(word: string, firsts: readonly string[]): string {
  const pipelineOf = (run: string): string => run.split('#')[0] ?? '';
  const pipeline = nearestName(pipelineOf(word), firsts.map(pipelineOf));
  const first = firsts.find((one) => pipelineOf(one) === pipeline) ?? firsts[0];
  if (first === undefined) return 'RUN is PIPELINE#N: define a pipeline, or leave this out.';
  return `RUN is PIPELINE#N; the first run after the clock opens is ${first}.`;
}
