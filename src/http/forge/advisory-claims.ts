import { CLAIM_KEYS, parseClaim } from '../../world/claim.ts';
import type { Calendar } from '../../world/time.ts';
import type { JsonObject } from '../shown.ts';
import { isObject, textIn } from '../shown.ts';

/** What an advisory says, as far as it can be checked; or the first thing in it that cannot, with its mend. */
export type AdvisoryClaims =
  | { readonly ok: true; readonly claims: readonly string[] }
  | { readonly ok: false; readonly message: string };

const FORM =
  'An advisory is judged by what it claims: write key=value words into the description, for instance ' +
  '"digest=sha256:… tag=REPO:TAG window=02:41.. clean=sha256:… action=pull-clean". ' +
  `Keys: ${Object.keys(CLAIM_KEYS).join(', ')}.`;

/**
 * The claims in summary and description (`digest=sha256:…` words), and in the fields: of a vulnerability, the package's name with
 * a tag or digest in the range (`harborlight/base`, `= stable`) and a digest among the patched versions.
 */
export function claimsOf(advisory: JsonObject, calendar: Calendar): AdvisoryClaims {
  const text = `${textIn(advisory, 'summary') ?? ''}\n${textIn(advisory, 'description') ?? ''}`;
  const claims = [...new Set([...inText(text), ...inFields(advisory.vulnerabilities)])];
  if (claims.length === 0) return { ok: false, message: FORM };
  for (const claim of claims) {
    if (parseClaim(claim, calendar) !== null) continue;
    const key = claim.slice(0, claim.indexOf('=')) as keyof typeof CLAIM_KEYS;
    return { ok: false, message: `"${claim}" cannot be read: ${key}= takes ${CLAIM_KEYS[key]}.` };
  }
  return { ok: true, claims };
}

const WORD = /(?:^|[\s(`"'*>,;])([a-z-]+)=([^\s)`"'*<,;]+)/g;

function inText(text: string): readonly string[] {
  return [...text.matchAll(WORD)].flatMap(([, key = '', value = '']) => {
    // The end of a sentence is no part of a value, though two dots are the open end of a window.
    const bare = value.replace(/([^.])\.$/, '$1');
    return Object.hasOwn(CLAIM_KEYS, key) ? [`${key}=${bare}`] : [];
  });
}

function inFields(vulnerabilities: unknown): readonly string[] {
  if (!Array.isArray(vulnerabilities)) return [];
  return vulnerabilities.filter(isObject).flatMap((one) => {
    const name = isObject(one.package) ? (textIn(one.package, 'name') ?? '') : '';
    const range = textIn(one, 'vulnerable_version_range') ?? '';
    const patched = textIn(one, 'patched_versions') ?? '';
    const tag = /^\s*=?\s*([A-Za-z0-9_][A-Za-z0-9._-]*)\s*$/.exec(range)?.[1];
    return [
      ...digestsIn(range).map((digest) => `digest=${digest}`),
      ...(name === '' || tag === undefined ? [] : [`tag=${name}:${tag}`]),
      ...digestsIn(patched).map((digest) => `clean=${digest}`),
    ];
  });
}

function digestsIn(text: string): readonly string[] {
  return text.match(/sha256:[0-9a-f]{8,64}/g) ?? [];
}
