import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { parseLine } from '../../src/world/attempt.ts';
import type { ConfigJson, IndexJson, ManifestJson } from '../../src/world/content/reading.ts';
import { decideInvestigation } from '../../src/world/evidence/inspect.ts';
import type { EvidenceRecord } from '../../src/world/fact.ts';
import { blobAt, manifestAt, manifestsIn, namedBy, referrersAt, tagsIn } from '../../src/world/observable.ts';
import { isPackage, versionOf } from '../../src/world/package.ts';
import { shippedDrill } from '../helpers/shipped-drill.ts';
import { sha256 } from './small.ts';

const SCENARIOS = join(import.meta.dirname, '../../scenarios');
const BASE = 'org.opencontainers.image.base.digest';

/** The session that the clock opened, and one at the end of the expert's play, with all that was built meanwhile. */
function sessions(scenario: Scenario): readonly (readonly [string, Session])[] {
  const opening = openSession(makeEngine(scenario));
  const expert = scenario.playbooks.find((one) => one.id === 'expert');
  const result = playLines(opening, expert?.decisions ?? []);
  if (expert === undefined || !result.ok) throw new Error(`${scenario.id}: the expert cannot play`);
  return [
    ['at the start', opening],
    ['after the expert', finish(result.session)],
  ];
}

const CASES = readdirSync(SCENARIOS).flatMap((id) => {
  const { scenario } = shippedDrill(id);
  return sessions(scenario).map(([when, session]) => ({ id, when, scenario, session }));
});

describe.each(CASES)('$id $when', ({ scenario, session }) => {
  const { content } = scenario;
  const { world, history } = session.course;
  const bytesOf = (digest: string): Uint8Array => {
    const blob = content.blob(digest);
    if (blob === null) throw new Error(`nothing is stored under ${digest}`);
    return blob.bytes;
  };
  const json = <T>(digest: string): T => JSON.parse(new TextDecoder().decode(bytesOf(digest))) as T;
  const images = Object.values(world.images);
  const signable = images.flatMap((image) => [image.digest, ...Object.values(image.parts)]);

  const look = (line: string): { records: readonly EvidenceRecord[]; sightings: readonly string[] } => {
    const parsed = parseLine(line);
    if (!parsed.ok) throw new Error(line);
    const [draft] = decideInvestigation({
      world,
      past: history,
      attempt: parsed.attempt,
      line,
      by: 'nobody',
      cause: null,
    });
    if (draft?.kind !== 'evidence-shown') throw new Error(`${line}: ${JSON.stringify(draft?.data)}`);
    return draft.data;
  };
  /** Every image in every repository that holds it, with its repository. */
  const held = Object.entries(world.stored).flatMap(([repo, digests]) =>
    Object.keys(digests).map((digest) => ({ repo, digest })),
  );

  test('every digest that a manifest names has bytes with that digest, size and type', () => {
    const open = [
      ...signable,
      ...signable.flatMap((digest) => content.referrers(digest).map((one) => one.digest)),
    ];
    expect(images.length).toBeGreaterThan(2);
    for (const manifest of open) {
      expect(`sha256:${sha256(bytesOf(manifest))}`).toBe(manifest);
      const named = namedBy(content, manifest);
      expect(named.length).toBeGreaterThan(0);
      for (const { digest, size, mediaType } of named) {
        expect({ digest: `sha256:${sha256(bytesOf(digest))}`, size: bytesOf(digest).length }).toEqual({
          digest,
          size,
        });
        expect(content.blob(digest)?.mediaType).toBe(mediaType);
      }
    }
  });

  test('each layer is a tar of its own, and unpacks to the diff id in the configuration', () => {
    for (const image of images)
      for (const part of Object.values(image.parts)) {
        const { config, layers } = json<ManifestJson>(part);
        const { rootfs, history: lines } = json<ConfigJson>(config.digest);
        const unpacked = layers.map(({ digest }) => gunzipSync(bytesOf(digest)));
        expect(rootfs.diff_ids).toEqual(
          unpacked.map((tar) => `sha256:${createHash('sha256').update(tar).digest('hex')}`),
        );
        for (const tar of unpacked) {
          expect(tar.length % 512).toBe(0);
          expect(tar.subarray(257, 262).toString()).toBe('ustar');
        }
        expect(lines.filter((line) => line.empty_layer !== true)).toHaveLength(layers.length);
      }
  });

  test('what physics knows of an image is what its bytes say', () => {
    for (const image of images) {
      const index = json<IndexJson>(image.digest);
      expect(index.manifests.map(({ digest }) => digest)).toEqual(Object.values(image.parts));
      expect(index.annotations?.[BASE] ?? null).toBe(image.base);
      for (const { digest, platform } of index.manifests) {
        const manifest = json<ManifestJson>(digest);
        const config = json<ConfigJson>(manifest.config.digest);
        expect([config.architecture, config.os, config.variant]).toEqual([
          platform?.architecture,
          platform?.os,
          platform?.variant,
        ]);
        expect(config.config.Entrypoint ?? []).toEqual(image.entrypoint);
        const made = config.history
          .filter((line) => line.empty_layer !== true)
          .map((line) => line.created_by);
        expect(made).toEqual(image.layers.map((layer) => layer.createdBy));
      }
      const first = json<ManifestJson>(index.manifests[0]?.digest ?? '').layers;
      expect(image.layers.map(({ digest, size }) => ({ digest, size }))).toEqual(
        first.map(({ digest, size }) => ({ digest, size })),
      );
    }
  });

  test('two architectures share no manifest and no configuration', () => {
    for (const image of images) {
      const configs = Object.values(image.parts).map((part) => json<ManifestJson>(part).config.digest);
      expect(new Set([...configs, ...Object.values(image.parts)]).size).toBe(configs.length * 2);
    }
  });

  test('just what is signed has signatures, each bound to its own digest; a build has an SBOM of its base', () => {
    for (const image of images) {
      for (const digest of [image.digest, ...Object.values(image.parts)]) {
        const found = content.referrers(digest).map((listed) => ({
          listed,
          manifest: json<ManifestJson>(listed.digest),
        }));
        for (const { listed, manifest } of found) {
          expect(manifest.subject?.digest).toBe(digest);
          expect(manifest.subject?.size).toBe(bytesOf(digest).length);
          expect(listed).toMatchObject({
            artifactType: manifest.artifactType,
            annotations: manifest.annotations,
          });
        }
        const signatures = found.filter((one) => one.manifest.artifactType?.includes('sigstore'));
        expect(signatures).toHaveLength(image.signedBy === null ? 0 : 1);
        const boms = found.filter((one) => one.manifest.artifactType?.includes('cyclonedx'));
        expect(boms).toHaveLength(image.base !== null && digest === image.digest ? 1 : 0);
        for (const { manifest } of boms) {
          const bom = json<{
            metadata: { component: { version: string } };
            components: { version: string }[];
          }>(manifest.layers[0]?.digest ?? '');
          expect(bom.metadata.component.version).toBe(digest);
          expect(bom.components[0]?.version).toBe(image.base);
        }
      }
    }
  });

  test('inspect manifest shows the very JSON of index, manifests and configurations', () => {
    expect(held.length).toBeGreaterThan(5);
    for (const { repo, digest } of held) {
      const { records } = look(`inspect manifest ${repo}@${digest}`);
      if (isPackage(world, repo)) {
        const whole = images.find((one) => [one.digest, ...Object.values(one.parts)].includes(digest));
        expect(records).toMatchObject([{ name: repo, dist: { integrity: whole?.digest } }]);
        continue;
      }
      const index = json<Partial<IndexJson>>(digest);
      const parts = index.manifests?.map((one) => one.digest) ?? [digest];
      expect(records).toEqual([
        ...(index.manifests === undefined ? [] : [{ digest, ...index }]),
        ...parts.flatMap((part) => {
          const manifest = json<ManifestJson>(part);
          const { digest: config, mediaType } = manifest.config;
          return [
            { digest: part, ...manifest },
            { digest: config, mediaType, ...json<ConfigJson>(config) },
          ];
        }),
      ]);
    }
  });

  test('inspect signature shows what the bundle holds, for an index as for a part', () => {
    for (const { repo, digest } of held) {
      const { records, sightings } = look(`inspect signature ${repo}@${digest}`);
      const signed = content.referrers(digest).filter((one) => one.artifactType?.includes('sigstore'));
      expect(sightings).toContain(`${signed.length > 0 ? 'signed' : 'unsigned'} ${digest}`);
      if (signed.length === 0) {
        expect(records).toMatchObject([{ exit_code: 10 }]);
        continue;
      }
      const bundle = json<{
        verificationMaterial: {
          certificate: { rawBytes: string };
          tlogEntries: { logIndex: string; integratedTime: string }[];
        };
        dsseEnvelope: { payload: string };
      }>(json<ManifestJson>(signed[0]?.digest ?? '').layers[0]?.digest ?? '');
      const { certificate, tlogEntries } = bundle.verificationMaterial;
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
      const [shown] = records as unknown as [
        {
          critical: { image: object; type: string };
          optional: { Subject: string; Issuer: string; Bundle: object };
        },
      ];
      expect(shown.critical).toMatchObject({
        image: { 'docker-manifest-digest': `sha256:${statement.subject[0].digest.sha256}` },
        type: statement.predicateType,
      });
      expect(shown.critical.image).toEqual({ 'docker-manifest-digest': digest });
      expect(shown.optional.Bundle).toEqual({
        Payload: {
          integratedTime: Number(tlogEntries[0]?.integratedTime),
          logIndex: Number(tlogEntries[0]?.logIndex),
        },
      });
      const raw = Buffer.from(certificate.rawBytes, 'base64');
      for (const text of [shown.optional.Subject, shown.optional.Issuer])
        expect(raw.includes(text)).toBe(true);
    }
  });

  test('inspect tags names each platform with the size of its own layers', () => {
    for (const repo of Object.keys(world.stored)) {
      const { records } = look(`inspect tags ${repo}`);
      const named = tagsIn(world, repo).value ?? [];
      if (isPackage(world, repo)) {
        const versions = named.filter(({ tag }) => versionOf(tag) !== null);
        const shown = records
          .slice(1)
          .map((one) => [one.version, (one.dist as { integrity: string }).integrity]);
        expect(shown).toEqual(versions.map(({ tag, digest }) => [tag, digest]));
        continue;
      }
      expect(records.map((one) => [one.name, one.digest])).toEqual(named.map((one) => [one.tag, one.digest]));
      for (const record of records as readonly (EvidenceRecord & { digest: string })[]) {
        const rows = json<IndexJson>(record.digest).manifests.map(({ digest, platform }) => ({
          architecture: platform?.architecture,
          variant: platform?.variant ?? null,
          os: platform?.os,
          digest,
          size: json<ManifestJson>(digest).layers.reduce((sum, layer) => sum + layer.size, 0),
        }));
        expect(record.images).toMatchObject(rows);
        expect(record).toMatchObject({
          media_type: content.blob(record.digest)?.mediaType,
          full_size: rows[0]?.size,
        });
      }
    }
  });

  test('a trace and the releases name only bytes that exist, with the base in their annotations', () => {
    for (const image of images.filter((one) => one.base === null)) {
      for (const record of look(`trace ${image.digest}`).records) {
        const digest =
          String(record.image ?? record.imageID ?? '')
            .split('@')
            .at(-1) ?? '';
        if (!digest.startsWith('sha256:')) continue;
        const said = json<IndexJson | ManifestJson>(digest).annotations?.[BASE] ?? null;
        expect([digest, record[BASE]]).toEqual([digest, said]);
      }
    }
    for (const id of Object.keys(scenario.estate.pipelines))
      for (const { name, integrity } of look(`inspect releases ${id}`).records)
        expect(content.blob(String(integrity ?? name))?.mediaType).toContain('image.');
  });

  test('a client can read every manifest and blob of every repository, and nothing with another digest', () => {
    for (const repo of Object.keys(world.stored)) {
      const manifests = manifestsIn(world, content, repo).value ?? [];
      for (const listed of manifests) {
        const read = manifestAt(world, content, repo, listed.digest).value;
        expect({ digest: read?.digest, size: read?.bytes.length, mediaType: read?.mediaType }).toEqual(
          listed,
        );
        if (listed.mediaType.includes('index')) continue;
        for (const { digest, size } of namedBy(content, listed.digest)) {
          const blob = blobAt(world, content, repo, digest).value;
          expect([blob?.digest, blob?.bytes.length]).toEqual([digest, size]);
        }
      }
      const listedDigests = manifests.map(({ digest }) => digest);
      for (const { tag, digest } of tagsIn(world, repo).value ?? []) {
        expect(listedDigests).toContain(digest);
        expect(manifestAt(world, content, repo, tag).value?.digest).toBe(digest);
        for (const one of referrersAt(world, content, repo, digest).value ?? [])
          expect(listedDigests).toContain(one.digest);
      }
    }
  });
});

test('the expert’s play makes builds of its own, and they are served', () => {
  const { scenario, session } = CASES.find(
    (one) => one.id === 'poisoned-base-image' && one.when !== 'at the start',
  )!;
  const { world } = session.course;
  const born = Object.values(world.images).filter(
    (image) => !Object.values(scenario.estate.images).some((one) => one.digest === image.digest),
  );
  expect(born.length).toBeGreaterThan(2);
  const latest = manifestAt(world, scenario.content, 'harborlight/api', 'latest').value;
  expect(born.map(({ digest }) => digest)).toContain(latest?.digest);
});

test('an image that the intruder has yet to make is nowhere in the registry', () => {
  const { scenario, session } = CASES.find(
    (one) => one.id === 'poisoned-base-image' && one.when === 'at the start',
  )!;
  const second = scenario.estate.images['implant-2']!;
  expect(manifestAt(session.course.world, scenario.content, 'harborlight/base', second.digest).code).toBe(
    'not-found',
  );
});
