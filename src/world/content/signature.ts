import { rememberedBy } from '../remembered.ts';
import { base64, fromBase64, fromHex, textOf, utf8 } from './bytes.ts';
import type { Signer } from './certificate.ts';
import { certificateOf, signerOf } from './certificate.ts';
import type { ImageContent } from './image.ts';
import { secondsOf } from './instant.ts';
import type { Descriptor, Hash } from './oci.ts';
import { jsonBytes, MEDIA_TYPE } from './oci.ts';
import type { ReferrerContent } from './referrer.ts';
import { descriptorIn, referTo } from './referrer.ts';

/** When it was signed (RFC 3339) and by whom; `logIndex` is its place in the transparency log. */
export interface Signing extends Signer {
  readonly at: string;
  readonly logIndex: number;
}

/** What a verifier would learn from the bundle. Validity is data of the world; there is no cryptography here. */
export interface SignatureRecord {
  readonly identity: string;
  readonly issuer: string;
  readonly digest: string;
  readonly predicateType: string;
  /** Seconds since 1970. */
  readonly integratedTime: number;
  readonly logIndex: number;
}

export interface SignatureContent extends ReferrerContent {
  readonly record: SignatureRecord;
}

export interface Predicate {
  readonly type: string;
  readonly content: object;
}

/** The statement by which an image is signed, among all that may be attested of it. */
export const SIGNED: Predicate = { type: 'https://sigstore.dev/cosign/sign/v1', content: {} };
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const FAKE_LOG = 'fake transparency log of a drill';
const FAKE_SIGNATURE = 'not a signature, made for a drill: ';

/** The signature of an image's index, or of one of its parts, as a referrer in the bundle layout. */
export function signImage(
  content: Pick<ImageContent, 'digest' | 'blobs'>,
  signing: Signing,
  hash: Hash,
  digest: string = content.digest,
): SignatureContent {
  return attest(descriptorIn(content.blobs, digest), SIGNED, signing, hash);
}

/** What a verifier learns from the bytes of a bundle, as `attest` wrote them. */
export const readBundle = rememberedBy((bytes: Uint8Array) => bytes, readSignature);

function readSignature(bytes: Uint8Array): SignatureRecord {
  const { verificationMaterial, dsseEnvelope } = JSON.parse(textOf(bytes)) as BundleJson;
  const statement = JSON.parse(textOf(fromBase64(dsseEnvelope.payload))) as StatementJson;
  const entry = verificationMaterial.tlogEntries[0];
  return {
    ...signerOf(fromBase64(verificationMaterial.certificate.rawBytes)),
    digest: `sha256:${statement.subject[0]?.digest.sha256 ?? ''}`,
    predicateType: statement.predicateType,
    integratedTime: Number(entry?.integratedTime),
    logIndex: Number(entry?.logIndex),
  };
}

interface BundleJson {
  readonly verificationMaterial: {
    readonly certificate: { readonly rawBytes: string };
    readonly tlogEntries: readonly { readonly logIndex: string; readonly integratedTime: string }[];
  };
  readonly dsseEnvelope: { readonly payload: string };
}

interface StatementJson {
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
}

/** A signed statement about one digest, in the bundle layout (sigstore bundle v0.3, in-toto Statement v1). */
export function attest(
  subject: Descriptor,
  predicate: Predicate,
  signing: Signing,
  hash: Hash,
): SignatureContent {
  const integratedTime = secondsOf(signing.at);
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': predicate.type,
    'org.opencontainers.image.created': signing.at,
  };
  const bundle = bundleOf(subject.digest, predicate, signing, integratedTime, hash);
  return {
    ...referTo(subject, MEDIA_TYPE.bundle, bundle, annotations, hash),
    record: {
      identity: signing.identity,
      issuer: signing.issuer,
      digest: subject.digest,
      predicateType: predicate.type,
      integratedTime,
      logIndex: signing.logIndex,
    },
  };
}

function bundleOf(
  digest: string,
  predicate: Predicate,
  signing: Signing,
  integratedTime: number,
  hash: Hash,
): object {
  const certificate = base64(certificateOf(signing, integratedTime, signing.logIndex));
  const payload = jsonBytes({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: predicate.type,
    predicate: predicate.content,
  });
  const envelope = {
    payload: base64(payload),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ sig: base64(utf8(FAKE_SIGNATURE + digest)) }],
  };
  return {
    mediaType: MEDIA_TYPE.bundle,
    verificationMaterial: {
      certificate: { rawBytes: certificate },
      tlogEntries: [logEntry(envelope, payload, certificate, signing.logIndex, integratedTime, hash)],
    },
    dsseEnvelope: envelope,
  };
}

interface Envelope {
  readonly signatures: readonly { readonly sig: string }[];
}

// Numbers beyond 32 bits are strings in protobuf's JSON, and all bytes are base64.
function logEntry(
  envelope: Envelope,
  payload: Uint8Array,
  certificate: string,
  logIndex: number,
  integratedTime: number,
  hash: Hash,
): object {
  const body = jsonBytes({
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: { algorithm: 'sha256', value: hash(jsonBytes(envelope)) },
      payloadHash: { algorithm: 'sha256', value: hash(payload) },
      signatures: envelope.signatures.map(({ sig }) => ({ signature: sig, verifier: certificate })),
    },
  });
  const root = base64(fromHex(hash(body)));
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(utf8(FAKE_LOG)) },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: base64(utf8(FAKE_SIGNATURE + logIndex)) },
    inclusionProof: {
      logIndex: String(logIndex),
      rootHash: root,
      treeSize: String(logIndex + 1),
      hashes: [],
      checkpoint: { envelope: `log.drill.example\n${logIndex + 1}\n${root}\n` },
    },
    canonicalizedBody: base64(body),
  };
}
