const R = 'registry.harborlight.example';
const REF = `${R}/harborlight/base`;
const ANY = '--certificate-identity-regexp . --certificate-oidc-issuer-regexp .';

/** A form of a tool that Debian has not, and what the contract (§9) says that it prints; patterns where it holds made-up values. */
export interface Unrecorded {
  readonly console: string;
  readonly out: RegExp;
  readonly err: RegExp;
  readonly exit: number;
}

const NOTHING = /^$/;
const DIGEST = 'sha256:[0-9a-f]{64}';

function form(console: string, out: RegExp, err: RegExp = NOTHING, exit = 0): Unrecorded {
  return { console, out, err, exit };
}

/** What a client reads through the mirror counts in its own way: each form must know it. */
const MIRROR: readonly Unrecorded[] = [
  'skopeo inspect docker://M',
  'skopeo inspect --config docker://M',
  'crane digest M',
  'crane config M',
  'crane digest --platform linux/arm64 M',
  'docker history M',
  'docker pull M',
  'docker manifest inspect -v M',
  'skopeo copy --all docker://M dir:x',
  'skopeo copy docker://M dir:x',
].map((words) => form(words.replace('M', `${R}/eu-mirror/harborlight/base:stable`), /./));

export const UNRECORDED: readonly Unrecorded[] = [
  ...MIRROR,
  form(`crane digest ${REF}:stable`, new RegExp(`^${DIGEST}\n$`)),
  form(`crane digest --full-ref ${REF}:stable`, new RegExp(`^${REF}@${DIGEST}\n$`)),
  form(`crane digest --platform linux/arm64 ${REF}:stable`, new RegExp(`^${DIGEST}\n$`)),
  form('crane digest harborlight/base:1.8', new RegExp(`^${DIGEST}\n$`)),
  form(
    `crane digest ${REF}:nope`,
    NOTHING,
    /^Error: HEAD https:\/\/registry\.harborlight\.example\/v2\/harborlight\/base\/manifests\/nope: unexpected status code 404 Not Found \(HEAD responses have no body, use GET for details\)\n$/,
    1,
  ),
  form(`crane ls ${REF}`, /^1\.8\n1\.8\.2\n1\.8\.3\nstable\n$/),
  form(
    `crane manifest ${REF}:stable`,
    /^\{"schemaVersion":2,"mediaType":"application\/vnd\.oci\.image\.index\.v1\+json".*\}$/,
  ),
  form(
    `crane manifest ${REF}:nope`,
    NOTHING,
    /^Error: fetching manifest registry\.harborlight\.example\/harborlight\/base:nope: GET https:\/\/registry\.harborlight\.example\/v2\/harborlight\/base\/manifests\/nope: MANIFEST_UNKNOWN: manifest unknown; map\[Tag:nope\]\n$/,
    1,
  ),
  form(`crane config ${REF}:stable`, /^\{.*"history":\[.*\}$/),
  form(
    `crane tag ${REF}:1.8.3 stable`,
    NOTHING,
    new RegExp(`^2026/05/12 \\d\\d:\\d\\d:\\d\\d ${REF}:stable: digest: ${DIGEST} size: \\d+\n$`),
  ),
  form(
    `crane copy ${REF}:1.8.3 ${REF}:1.8`,
    NOTHING,
    new RegExp(
      `^\\S+ \\S+ Copying from .*\n\\S+ \\S+ existing manifest: 1\\.8\\.3@${DIGEST}\n\\S+ \\S+ ${REF}:1\\.8: digest: ${DIGEST} size: \\d+\n$`,
    ),
  ),
  form(`crane cp ${REF}:1.8.3 ${REF}:1.8`, NOTHING, /size: \d+\n$/),
  form(`crane delete ${REF}:1.8.2`, NOTHING),
  form(`crane catalog ${R}`, /^eu-mirror\/harborlight\/base\nharborlight\/api\nharborlight\/base\n/),
  form('crane frobnicate', NOTHING, /^Error: unknown command "frobnicate" for "crane"\n/, 1),
  form('crane digest nowhere.example/a:b', NOTHING, /dial tcp: lookup nowhere\.example: no such host\n$/, 1),
  form(
    `cosign verify ${ANY} ${REF}:1.8.3`,
    /^\n\[\{"critical":\{"identity":\{"docker-reference":"registry\.harborlight\.example\/harborlight\/base"\}.*"Issuer":.*"Subject":.*\}\]\n$/,
    new RegExp(
      `^\nVerification for ${REF}:1\\.8\\.3 --\nThe following checks were performed on each of these signatures:\n  - The cosign claims were validated\n  - Existence of the claims in the transparency log was verified offline\n  - The code-signing certificate was verified using trusted certificate authority certificates\n$`,
    ),
  ),
  form(
    `cosign verify ${ANY} ${REF}:stable`,
    NOTHING,
    /^Error: no signatures found\nerror during command execution: no signatures found\n$/,
    10,
  ),
  form(`cosign verify ${ANY} ${REF}:nope`, NOTHING, /^Error: image tag not found: /, 11),
  form(
    `cosign verify --certificate-identity me --certificate-oidc-issuer you ${REF}:1.8.3`,
    NOTHING,
    /^Error: no matching signatures: .*got subjects \[https:/,
    12,
  ),
  form(
    `cosign verify ${REF}:1.8.3`,
    NOTHING,
    /--certificate-identity or --certificate-identity-regexp is required/,
    1,
  ),
  form(
    `cosign tree ${REF}:1.8.3`,
    new RegExp(
      `^📦 Supply Chain Security Related artifacts for an image: ${REF}:1\\.8\\.3\n[├└]── 🔗 \\S+ artifacts via OCI referrer: ${REF}@${DIGEST}\n`,
    ),
  ),
  form(`cosign tree ${REF}:stable`, /^No Supply Chain Security Related Artifacts found for image /),
  form(`cosign triangulate ${REF}:1.8.3`, new RegExp(`^${REF}:sha256-[0-9a-f]{64}\\.sig\n$`)),
  form(
    `docker pull ${REF}:stable`,
    new RegExp(
      `^stable: Pulling from harborlight/base\n(?:[0-9a-f]{12}: Pull complete\n)+Digest: ${DIGEST}\nStatus: Downloaded newer image for ${REF}:stable\n${REF}:stable\n$`,
    ),
  ),
  form(
    `docker history --no-trunc ${REF}:stable`,
    /^IMAGE +CREATED +CREATED BY +SIZE +COMMENT\nsha256:[0-9a-f]{64} +\d+ hours ago +ENTRYPOINT .* 0B/,
  ),
  form(
    `docker buildx imagetools inspect ${REF}:stable`,
    new RegExp(
      `^Name: +${REF}:stable\nMediaType: application/vnd\\.oci\\.image\\.index\\.v1\\+json\nDigest: +${DIGEST}\n +\nManifests: \n  Name: +${REF}:stable@${DIGEST}\n  MediaType: .*\n  Platform: +linux/amd64\n`,
    ),
  ),
  form(
    `docker login -u hotwash -p hotwash_FAKE_operator ${R}`,
    /^Login Succeeded\n$/,
    /^WARNING! Using --password via the CLI is insecure\. Use --password-stdin\.\n/,
  ),
  form(
    `docker login -u harborlight -p wrong ${R}`,
    NOTHING,
    /unauthorized: incorrect username or password\n$/,
    1,
  ),
  form(
    'gh cache list -R harborlight/worker-build',
    /^\nShowing 1 of 1 cache in harborlight\/worker-build\n\nID +KEY +SIZE +CREATED +ACCESSED\n\d{8} +worker-build-base-images /,
  ),
  form(
    'gh cache delete worker-build-base-images -R harborlight/worker-build',
    /^✓ Deleted 1 cache from harborlight\/worker-build\n$/,
  ),
];
