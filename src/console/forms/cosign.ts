import type { Outcome } from '../../http/desk.ts';
import { shownRecords } from '../../http/shown.ts';
import { referrersAt } from '../../world/observable.ts';
import { compilePattern } from '../filters/pattern.ts';
import { type Flags, lastValue } from '../flags.ts';
import type { Call, Form, Plan, Tool } from '../form.ts';
import { type ImageName, readImageName, repositoryOf } from '../image-reference.ts';
import { err, joined, lined, type Output, out } from '../output.ts';
import { isFine, type Wire } from '../wire.ts';
import { isOurs, manifestRequest } from './registry-calls.ts';

const NO_SIGNATURE = 10;
const NO_TAG = 11;
const NO_MATCH = 12;

type Read = (call: Call) => Plan | Output;

function form(word: string, counts: string, does: string, usage: string, read: Read): Form {
  return {
    tool: 'cosign',
    words: [word],
    usages: [{ usage, does, counts }],
    spec: {
      switches: [
        ['--insecure-ignore-tlog'],
        ['--allow-insecure-registry'],
        ['--allow-http-registry'],
        ['--offline'],
      ],
      values: [
        ['--certificate-identity'],
        ['--certificate-identity-regexp'],
        ['--certificate-oidc-issuer'],
        ['--certificate-oidc-issuer-regexp'],
        ['--key'],
        ['-o', '--output'],
      ],
    },
    operand: 'reference',
    read,
  };
}

function failed(message: string, exit = 1): Output {
  return err(`Error: ${message}\nerror during command execution: ${message}\n`, exit);
}

function imageIn(call: Call): ImageName | Output {
  const [text] = call.operands;
  if (text === undefined) return failed('requires at least 1 arg(s), only received 0');
  const image = readImageName(text, call.hosts);
  if (image === null) return failed(`parsing reference: could not parse reference: ${text}`);
  return isOurs(call, image)
    ? image
    : failed(`Get "https://${image.host}/v2/": dial tcp: lookup ${image.host}: no such host`);
}

function isName(value: ImageName | Output): value is ImageName {
  return 'repo' in value;
}

function lineFor({ repo, tag, digest }: ImageName): string {
  return `inspect signature ${repo}${digest === null ? `:${tag}` : `@${digest}`}`;
}

/** A form that is one look at the signatures behind a name. */
function look(
  run: (wire: Wire, image: ImageName, outcome: Outcome, call: Call) => Output,
  before: (call: Call) => Output | null = () => null,
): Read {
  return (call) => {
    const image = imageIn(call);
    if (!isName(image)) return image;
    const wrong = before(call);
    if (wrong !== null) return wrong;
    const line = lineFor(image);
    return {
      opening: [{ line }],
      run: async (wire) => {
        const outcome = wire.desk.look(line);
        return outcome.kind === 'done' ? run(wire, image, outcome, call) : missing(image, outcome);
      },
    };
  };
}

function missing(image: ImageName, outcome: Outcome): Output {
  const url = `https://${image.host}/v2/${image.repo}/manifests/${image.digest ?? image.tag}`;
  if (outcome.kind === 'busy') return failed(`GET ${url}: TOOMANYREQUESTS: too many requests`);
  if (outcome.kind === 'closed') return failed(`GET ${url}: UNAVAILABLE: service unavailable`);
  if (outcome.kind === 'refused' && outcome.code === 'denied')
    return failed(`GET ${url}: DENIED: requested access to the resource is denied`);
  const detail =
    image.digest === null ? `map[Tag:${image.tag}]` : `map[Name:${image.repo} Revision:${image.digest}]`;
  return failed(`image tag not found: GET ${url}: MANIFEST_UNKNOWN: manifest unknown; ${detail}`, NO_TAG);
}

interface Payload {
  readonly critical: { readonly image: { readonly 'docker-manifest-digest': string } };
  readonly optional: { readonly Issuer: string; readonly Subject: string };
}

function payloadsIn(outcome: Outcome): readonly Payload[] {
  return shownRecords(outcome).filter((record) => 'critical' in record) as unknown as readonly Payload[];
}

const CHECKS = [
  'The cosign claims were validated',
  'Existence of the claims in the transparency log was verified offline',
  'The code-signing certificate was verified using trusted certificate authority certificates',
];

function verified(_: Wire, image: ImageName, outcome: Outcome, call: Call): Output {
  const payloads = payloadsIn(outcome);
  if (payloads.length === 0) return failed('no signatures found', NO_SIGNATURE);
  const matching = payloads.filter(({ optional }) => isWanted(optional, call.flags));
  const [first] = payloads;
  if (matching.length === 0)
    return failed(
      `no matching signatures: none of the expected identities matched what was in the certificate, got subjects [${first?.optional.Subject ?? ''}] with issuer ${first?.optional.Issuer ?? ''}`,
      NO_MATCH,
    );
  const said = [
    '',
    `Verification for ${image.text} --`,
    'The following checks were performed on each of these signatures:',
    ...CHECKS.map((check) => `  - ${check}`),
  ];
  return joined(err(lined(said), 0), out(`\n${JSON.stringify(matching)}\n`));
}

function needsIdentity({ flags }: Call): Output | null {
  if (flags.values.has('--key'))
    return failed('no matching signatures: signature was made without a key, by a certificate', NO_MATCH);
  const names = (kind: string): boolean =>
    flags.values.has(`--certificate-${kind}`) || flags.values.has(`--certificate-${kind}-regexp`);
  if (!names('identity'))
    return failed(
      '--certificate-identity or --certificate-identity-regexp is required for verification in keyless mode',
    );
  if (!names('oidc-issuer'))
    return failed(
      '--certificate-oidc-issuer or --certificate-oidc-issuer-regexp is required for verification in keyless mode',
    );
  for (const kind of ['identity', 'oidc-issuer']) {
    const source = lastValue(flags, `--certificate-${kind}-regexp`);
    const compiled = source === null ? null : compilePattern(source, 'extended', false);
    if (compiled?.ok === false)
      return failed(`malformed ${kind} in policy: error parsing regexp: ${compiled.message}`);
  }
  return null;
}

function isWanted({ Subject, Issuer }: Payload['optional'], flags: Flags): boolean {
  return fits(Subject, flags, '--certificate-identity') && fits(Issuer, flags, '--certificate-oidc-issuer');
}

function fits(text: string, flags: Flags, flag: string): boolean {
  const exact = lastValue(flags, flag);
  const source = lastValue(flags, `${flag}-regexp`);
  if (source === null) return text === exact;
  const compiled = compilePattern(source, 'extended', false);
  return compiled.ok && compiled.pattern.find(text, 0) !== null;
}

/** The digest that the look was about: what the tag named then. */
function digestShown(outcome: Outcome, image: ImageName): string {
  if (image.digest !== null || outcome.kind !== 'done') return image.digest ?? '';
  const seen = outcome.facts.flatMap((fact) => (fact.kind === 'evidence-shown' ? fact.data.sightings : []));
  return seen.find((text) => text.startsWith(`tag ${image.repo}:${image.tag} `))?.split(' ')[2] ?? '';
}

function tree(wire: Wire, image: ImageName, outcome: Outcome): Output {
  const { content } = wire.desk.session.engine.scenario;
  const digest = digestShown(outcome, image);
  const found = referrersAt(wire.desk.world, content, image.repo, digest).value ?? [];
  if (found.length === 0)
    return out(
      lined([
        `No Supply Chain Security Related Artifacts found for image ${image.text},`,
        ' start creating one with simply running',
        '$ cosign sign <img>',
      ]),
    );
  const lines = [`📦 Supply Chain Security Related artifacts for an image: ${image.text}`];
  for (const [index, one] of found.entries()) {
    const isLast = index === found.length - 1;
    lines.push(
      `${isLast ? '└──' : '├──'} 🔗 ${one.artifactType ?? one.mediaType} artifacts via OCI referrer: ${repositoryOf(image)}@${one.digest}`,
    );
    const layers = content.blob(one.digest);
    const parts =
      layers === null
        ? []
        : ((
            JSON.parse(new TextDecoder().decode(layers.bytes)) as {
              readonly layers?: readonly { readonly digest: string }[];
            }
          ).layers ?? []);
    for (const [at, layer] of parts.entries())
      lines.push(
        `${isLast ? '   ' : '│  '} ${at === parts.length - 1 ? '└──' : '├──'} 🍒 ${layer.digest}`.replace(
          '│   ',
          '│  ',
        ),
      );
  }
  return out(lined(lines));
}

const triangulate: Read = (call) => {
  const image = imageIn(call);
  if (!isName(image)) return image;
  const request = manifestRequest(image, 'HEAD');
  return {
    opening: [request],
    run: async (wire) => {
      const reply = await wire.ask(request);
      if (!isFine(reply)) return missing(image, { kind: 'unknown', message: '' });
      return out(
        `${repositoryOf(image)}:${(reply.headers.get('docker-content-digest') ?? '').replace(':', '-')}.sig\n`,
      );
    },
  };
};

const IDENTITY = '--certificate-identity-regexp X --certificate-oidc-issuer-regexp Y';

export const COSIGN: Tool = {
  name: 'cosign',
  does: 'signatures of images',
  forms: [
    form(
      'verify',
      'inspect signature REF',
      'whether an image is signed, and by whom',
      `cosign verify ${IDENTITY} REF`,
      look(verified, needsIdentity),
    ),
    form(
      'tree',
      'inspect signature REF',
      'what points at an image: signatures, SBOMs',
      'cosign tree REF',
      look(tree),
    ),
    form(
      'triangulate',
      'inspect manifest REF',
      'where older signatures of an image would be',
      'cosign triangulate REF',
      triangulate,
    ),
  ],
  unknown: (words) =>
    err(
      `Error: unknown command ${JSON.stringify(words[0] ?? '')} for "cosign"\nRun 'cosign --help' for usage.\nerror during command execution: unknown command ${JSON.stringify(words[0] ?? '')} for "cosign"\n`,
    ),
  badFlag: (_, flag, needsValue) =>
    failed(`${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag}`),
};
