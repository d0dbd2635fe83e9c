import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeImage } from '../../../src/world/content/image.ts';
import type { ReferrerContent } from '../../../src/world/content/referrer.ts';
import { descriptorIn } from '../../../src/world/content/referrer.ts';
import { makeSbom } from '../../../src/world/content/sbom.ts';
import { attest, readBundle, signImage } from '../../../src/world/content/signature.ts';
import type { ManifestJson } from './samples.ts';
import { api, base, jsonOf, sha256, signing } from './samples.ts';

interface BundleJson {
  readonly mediaType: string;
  readonly verificationMaterial: {
    readonly certificate: { readonly rawBytes: string };
    readonly tlogEntries: readonly {
      readonly logIndex: string;
      readonly logId: { readonly keyId: string };
      readonly integratedTime: string;
      readonly inclusionProof: { readonly rootHash: string };
      readonly canonicalizedBody: string;
    }[];
  };
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly payloadType: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
}

const EMPTY = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const image = makeImage(base, sha256);
const signature = signImage(image, signing, sha256);
const sbom = makeSbom(
  image,
  {
    name: 'harborlight/api',
    at: signing.at,
    base: api.base!,
    packages: [{ name: 'musl', version: '1.2.5-r9' }],
  },
  sha256,
);
const provenance = attest(
  descriptorIn(image.blobs, image.parts.arm64!),
  {
    type: 'https://slsa.dev/provenance/v1',
    content: { buildDefinition: { buildType: 'https://ci.example/v1' } },
  },
  signing,
  sha256,
);

function manifestOf(content: ReferrerContent): ManifestJson {
  return jsonOf<ManifestJson>(content.blobs, content.digest);
}

function bundleOf(content: ReferrerContent): BundleJson {
  return jsonOf<BundleJson>(content.blobs, manifestOf(content).layers[0]!.digest);
}

function decoded(base64: string): unknown {
  return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
}

describe.each([
  ['a signature', signature, image.digest, 'application/vnd.dev.sigstore.bundle.v0.3+json'],
  ['an SBOM', sbom, image.digest, 'application/vnd.cyclonedx+json'],
  ['a provenance statement', provenance, image.parts.arm64!, 'application/vnd.dev.sigstore.bundle.v0.3+json'],
] as const)('%s', (_name, content, subject, artifactType) => {
  it('is a manifest with the empty configuration and one layer, that points at its subject', () => {
    const manifest = manifestOf(content);
    expect(manifest.artifactType).toBe(artifactType);
    expect(manifest.config).toEqual({
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: EMPTY,
      size: 2,
    });
    expect(manifest.layers.map(({ mediaType }) => mediaType)).toEqual([artifactType]);
    const blob = image.blobs.get(subject)!;
    expect(manifest.subject).toEqual({ mediaType: blob.mediaType, digest: subject, size: blob.bytes.length });
    expect(content.subject).toBe(subject);
  });

  it('holds all that it names under the sha256 of its bytes', () => {
    const { config, layers } = manifestOf(content);
    expect([...content.blobs.keys()].sort()).toEqual(
      [config, ...layers]
        .map(({ digest }) => digest)
        .concat(content.digest)
        .sort(),
    );
    for (const [digest, blob] of content.blobs) expect(digest).toBe(`sha256:${sha256(blob.bytes)}`);
    for (const { digest, size } of [config, ...layers])
      expect(content.blobs.get(digest)!.bytes).toHaveLength(size);
  });

  it('is listed with its type, size and annotations', () => {
    expect(content.listed).toEqual({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: content.digest,
      size: content.blobs.get(content.digest)!.bytes.length,
      artifactType,
      annotations: manifestOf(content).annotations,
    });
  });
});

describe('a signature', () => {
  it('has the same digest for ever', () => {
    expect(signature.digest).toBe('sha256:7938c009fc9c7c3ab91da103d76f4578c6f0d4653ba818ca8ba59726be8ab7e5');
    expect(sbom.digest).toBe('sha256:df3c10b0ce3dba8c7303bf0dc1d9efde9daf5d8a8a81feecc72ba7d4cc5dfd60');
  });

  it('binds the digest of the index, and says so in its bundle', () => {
    const { dsseEnvelope, mediaType } = bundleOf(signature);
    expect(mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(dsseEnvelope.payloadType).toBe('application/vnd.in-toto+json');
    expect(decoded(dsseEnvelope.payload)).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: image.digest.slice(7) } }],
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      predicate: {},
    });
  });

  it('is plainly fake', () => {
    const { sig } = bundleOf(signature).dsseEnvelope.signatures[0]!;
    expect(Buffer.from(sig, 'base64').toString('utf8')).toMatch(/^not a signature, made for a drill/);
  });

  it('has a certificate that names identity and issuer and lives for ten minutes', () => {
    const raw = Buffer.from(bundleOf(signature).verificationMaterial.certificate.rawBytes, 'base64');
    const certificate = new X509Certificate(raw);
    expect(certificate.subjectAltName).toBe(`URI:${signing.identity}`);
    expect(certificate.issuer).toContain('drill.example');
    expect(raw.includes(Buffer.from(signing.issuer))).toBe(true);
    expect(certificate.validFrom).toBe('Apr 28 10:01:30 2026 GMT');
    expect(certificate.validTo).toBe('Apr 28 10:11:30 2026 GMT');
    expect(Number.parseInt(certificate.serialNumber, 16)).toBe(signing.logIndex);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });

  it('names a person by mail address', () => {
    const byPerson = signImage(image, { ...signing, identity: 'mara@harborlight.example' }, sha256);
    const raw = Buffer.from(bundleOf(byPerson).verificationMaterial.certificate.rawBytes, 'base64');
    expect(new X509Certificate(raw).subjectAltName).toBe('email:mara@harborlight.example');
    expect(byPerson.digest).not.toBe(signature.digest);
  });

  it('stands in the log with the hash of its statement, at its time', () => {
    const { dsseEnvelope, verificationMaterial } = bundleOf(signature);
    const entry = verificationMaterial.tlogEntries[0]!;
    expect([entry.logIndex, entry.integratedTime]).toEqual(['418203377', '1777370490']);
    for (const hash of [entry.logId.keyId, entry.inclusionProof.rootHash])
      expect(Buffer.from(hash, 'base64')).toHaveLength(32);
    expect(decoded(entry.canonicalizedBody)).toMatchObject({
      kind: 'dsse',
      spec: {
        payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(dsseEnvelope.payload, 'base64')) },
      },
    });
  });

  it('tells what a verifier would learn', () => {
    expect(signature.record).toEqual({
      identity: signing.identity,
      issuer: signing.issuer,
      digest: image.digest,
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      integratedTime: 1_777_370_490,
      logIndex: 418_203_377,
    });
    expect(provenance.record.digest).toBe(image.parts.arm64);
  });

  it('reads back from its bytes as it was made, whoever signed', () => {
    const byPerson = signImage(image, { ...signing, identity: 'mara@harborlight.example' }, sha256);
    const ofPart = signImage(image, signing, sha256, image.parts.amd64);
    expect(ofPart.subject).toBe(image.parts.amd64);
    for (const one of [signature, byPerson, ofPart, provenance])
      expect(readBundle(one.blobs.get(manifestOf(one).layers[0]!.digest)!.bytes)).toEqual(one.record);
  });

  it('of content that is not there cannot be made', () => {
    expect(() => signImage({ ...image, digest: EMPTY }, signing, sha256)).toThrow(/no such content/);
  });
});

describe('an SBOM', () => {
  it('names the image, what it was built on and what was found in it', () => {
    const document = jsonOf<{
      specVersion: string;
      serialNumber: string;
      metadata: object;
      components: readonly object[];
    }>(sbom.blobs, manifestOf(sbom).layers[0]!.digest);
    expect(document.specVersion).toBe('1.6');
    expect(document.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(document.metadata).toMatchObject({
      component: { name: 'harborlight/api', version: image.digest },
    });
    expect(document.components).toMatchObject([
      {
        type: 'container',
        name: 'harborlight/base:stable',
        hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
      },
      { type: 'library', name: 'musl', version: '1.2.5-r9', purl: 'pkg:generic/musl@1.2.5-r9' },
    ]);
    expect(manifestOf(sbom).annotations).toMatchObject({
      'org.opencontainers.image.base.digest': api.base!.digest,
    });
  });
});
