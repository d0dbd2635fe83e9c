import { describe, expect, test } from 'vitest';
import type { ConfigJson, IndexJson, ManifestJson } from '../../src/world/content/reading.ts';
import type { EvidenceRecord } from '../../src/world/fact.ts';
import { tagsIn } from '../../src/world/observable.ts';
import { isPackage, versionOf } from '../../src/world/package.ts';
import { BASE, CASES, readingOf } from './served-images.ts';

describe.each(CASES)('$id $when', (one) => {
  const { content, world, json, images, look, held } = readingOf(one);
  const { scenario } = one;

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
});
