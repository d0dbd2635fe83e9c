import { signaturesOf } from '../content/reading.ts';
import type { SignatureRecord } from '../content/signature.ts';
import type { EvidenceRecord } from '../fact.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { fakeCommit } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { each, stamp, unique } from './finding.ts';
import type { HeldImage } from './held-image.ts';
import { hasForeignSource, heldImage, namesSeen } from './held-image.ts';

const NO_SIGNATURE = 10;

/** What `cosign verify` says. A signature binds a digest, never a tag: for a tag it is that of what the tag names now. */
export function signatureOf(trial: Trial): Answer {
  const { world } = trial;
  const text = trial.attempt.targets[0] ?? '';
  const held = heldImage(world, text);
  if ('code' in held) return held;
  const { digest, tag, image } = held;
  const signatures = signaturesOf(world.estate.content, digest);
  const isSigned = signatures.length > 0;
  const kind = isSigned ? 'signed' : 'unsigned';
  return {
    records: [
      ...(isSigned ? signatures.map((one) => payload(trial, held, one)) : [refusal(trial, text)]),
      ...provenance(trial, held),
    ],
    sightings: unique([
      ...each('digest', [digest]),
      ...(tag === null ? [] : [sighting('tag', tag, digest)]),
      ...each(kind, namesSeen(world, held)),
      ...(isSigned && hasForeignSource(image) ? each('foreign-source', namesSeen(world, held)) : []),
    ]),
    summary: `${isSigned ? `${shortDigest(digest)} is signed by ${image.signedBy}${signedWhen(trial, held)}` : `No signatures were found for ${shortDigest(digest)}`}${sourceOf(trial, held)}.`,
  };
}

// The log's time stands in every bundle; said in words where the image also says what it was made from.
function signedWhen(trial: Trial, { image }: HeldImage): string {
  return image.source === undefined ? '' : ` at ${stamp(trial, image.created)}`;
}

function sourceOf(trial: Trial, { image }: HeldImage): string {
  const { source } = image;
  if (source === undefined || image.signedBy === null) return '';
  const made = hasForeignSource(image) ? `, a repository made at ${stamp(trial, source.since)}` : '';
  return `; its provenance names ${source.repository}${made}`;
}

// Field names of SLSA provenance v1, which the signer attests; when the repository was made is what its forge says of it.
function provenance(trial: Trial, { image }: HeldImage): readonly EvidenceRecord[] {
  const { source } = image;
  if (source === undefined || image.signedBy === null) return [];
  const repository = `https://${source.repository}`;
  const workflow = { ref: 'refs/heads/main', repository, path: '.forge/workflows/release.yaml' };
  return [
    {
      predicateType: 'https://slsa.dev/provenance/v1',
      buildDefinition: {
        externalParameters: { workflow },
        resolvedDependencies: [{ uri: `git+${repository}`, digest: { gitCommit: fakeCommit(repository) } }],
      },
      runDetails: { metadata: { startedOn: stamp(trial, image.created) } },
      repository: { html_url: repository, created_at: stamp(trial, source.since) },
    },
  ];
}

// The payload and the log entry as they stand in the bundle; the reference is the one that was asked for.
function payload(trial: Trial, held: HeldImage, signature: SignatureRecord): EvidenceRecord {
  const { identity, issuer, digest, predicateType, integratedTime, logIndex } = signature;
  return {
    critical: {
      identity: { 'docker-reference': `${trial.world.estate.host}/${held.repo}` },
      image: { 'docker-manifest-digest': digest },
      type: predicateType,
    },
    optional: { Issuer: issuer, Subject: identity, Bundle: { Payload: { integratedTime, logIndex } } },
  };
}

function refusal(trial: Trial, text: string): EvidenceRecord {
  return {
    image: `${trial.world.estate.host}/${text}`,
    error: 'no signatures found',
    exit_code: NO_SIGNATURE,
  };
}
