import type { CredentialKind, Estate } from '../world/estate.ts';

/** The team's own administrator: may do whatever the team may, and is nobody's to steal. */
export const OPERATOR = { user: 'hotwash', value: 'hotwash_FAKE_operator' } as const;

/** How real values of a kind begin, so that a reader knows them at a glance; FAKE follows, so that no scanner is alarmed. */
const PREFIXES: Readonly<Record<CredentialKind, string>> = {
  'registry-token': 'dckr_pat_',
  'forge-token': 'ghp_',
  'ci-secret': 'ci_',
  'cloud-key': 'AKIA_',
  password: 'pw_',
  session: 'sess_',
  'oauth-grant': 'gho_',
  'signing-key': 'key_',
  membership: 'member_',
};

/** `dckr_pat_FAKE_hub-ci-2026_1`: plainly no secret. Generations count from 1, as in `hub-ci-2026~2`. */
export function credentialValue(estate: Estate, id: string, generation: number): string {
  const kind = estate.credentials[id]?.kind;
  if (kind === undefined) throw new RangeError(`there is no credential ${id}`);
  return `${PREFIXES[kind]}FAKE_${id}_${generation}`;
}

/** The credential that a value would be of; whether there is such a generation, and whether it lives, is the world's to say. */
export function whoseValue(
  estate: Estate,
  value: string,
): { readonly id: string; readonly generation: number } | null {
  const match = /^[A-Za-z_]+_FAKE_(.+)_([1-9]\d{0,3})$/.exec(value);
  const [, id = '', digits = ''] = match ?? [];
  const generation = Number(digits);
  if (!Object.hasOwn(estate.credentials, id)) return null;
  return credentialValue(estate, id, generation) === value ? { id, generation } : null;
}
