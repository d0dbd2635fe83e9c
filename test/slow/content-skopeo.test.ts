import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImageContent } from '../../src/world/content/image.ts';
import { buildOn, makeImage } from '../../src/world/content/image.ts';
import { api, base, implantOnTop, sha256 } from '../world/content/samples.ts';

const absent = spawnSync('skopeo', ['--version']).status !== 0;
const folder = mkdtempSync(join(tmpdir(), 'content-skopeo-'));
const content = makeImage(buildOn(buildOn(base, implantOnTop), api), sha256);

function writeLayout(layout: string, image: ImageContent, tag: string): void {
  mkdirSync(join(layout, 'blobs', 'sha256'), { recursive: true });
  for (const [digest, blob] of image.blobs)
    writeFileSync(join(layout, 'blobs', ...digest.split(':')), blob.bytes);
  const { mediaType, bytes } = image.blobs.get(image.digest)!;
  const annotations = { 'org.opencontainers.image.ref.name': tag };
  const entry = { mediaType, digest: image.digest, size: bytes.length, annotations };
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
}

function skopeo(...args: readonly string[]): string {
  const done = spawnSync('skopeo', ['--insecure-policy', ...args], { encoding: 'utf8' });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
  return done.stdout;
}

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(absent)(
  `content as skopeo reads it${absent ? ' (skipped: skopeo is not installed)' : ''}`,
  () => {
    const layout = join(folder, 'layout');
    writeLayout(layout, content, 'latest');

    it.each(['amd64', 'arm64'] as const)(
      'skopeo inspect shows architecture, layers and labels of %s',
      (architecture) => {
        const shown: unknown = JSON.parse(
          skopeo('--override-arch', architecture, 'inspect', `oci:${layout}:latest`),
        );
        const manifest = JSON.parse(
          Buffer.from(content.blobs.get(content.parts[architecture]!)!.bytes).toString('utf8'),
        );
        expect(shown).toMatchObject({
          Architecture: architecture,
          Os: 'linux',
          Labels: base.labels,
          Layers: manifest.layers.map((layer: { digest: string }) => layer.digest),
        });
      },
    );

    it('skopeo copy keeps the digest of the index and of all it names', () => {
      const copy = join(folder, 'copy');
      skopeo('copy', '--quiet', '--all', `oci:${layout}:latest`, `dir:${copy}`);
      expect(`sha256:${sha256(readFileSync(join(copy, 'manifest.json')))}`).toBe(content.digest);
      for (const digest of Object.values(content.parts)) {
        expect(`sha256:${sha256(readFileSync(join(copy, `${digest.slice(7)}.manifest.json`)))}`).toBe(digest);
      }
    });

    it('skopeo copy of one architecture keeps its manifest as it is', () => {
      const copy = join(folder, 'copy-arm64');
      skopeo('--override-arch', 'arm64', 'copy', '--quiet', `oci:${layout}:latest`, `dir:${copy}`);
      expect(`sha256:${sha256(readFileSync(join(copy, 'manifest.json')))}`).toBe(content.parts.arm64);
    });
  },
);
