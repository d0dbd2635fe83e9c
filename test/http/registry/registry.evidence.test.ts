import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import type { EvidenceRecord } from '../../../src/world/fact.ts';
import { loadDrill } from '../../record/drill.ts';
import { RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const BASE = '/v2/harborlight/base';

/** What the same look shows to somebody who types it. */
function inspect(one: RegistryClient, line: string): readonly EvidenceRecord[] {
  const outcome = one.desk.look(line);
  if (outcome.kind !== 'done') throw new Error(`${line}: ${outcome.kind}`);
  return outcome.facts.flatMap((fact) => (fact.kind === 'evidence-shown' ? fact.data.records : []));
}

describe('what a client reads is what inspect shows', () => {
  test.each(['stable', '1.8', '1.8.3', '1.8.2'])('of the image that %s names', async (tag) => {
    const one = new RegistryClient(drill);
    const index = await one.get(`${BASE}/manifests/${tag}`);
    const parts: { digest: string }[] = index.json.manifests;
    const read: unknown[] = [{ digest: index.headers.get('docker-content-digest'), ...index.json }];
    for (const { digest } of parts) {
      const manifest = (await one.get(`${BASE}/manifests/${digest}`)).json;
      const { digest: config, mediaType } = manifest.config;
      read.push({ digest, ...manifest });
      read.push({ digest: config, mediaType, ...(await one.get(`${BASE}/blobs/${config}`)).json });
    }
    expect(inspect(one, `inspect manifest harborlight/base:${tag}`)).toEqual(read);
    expect(one.lines.length).toBe(1);
  });
  test('of the tags of every repository', async () => {
    const one = new RegistryClient(drill);
    for (const repo of Object.keys(one.desk.world.estate.repositories)) {
      const { tags } = (await one.get(`/v2/${repo}/tags/list`)).json;
      expect(inspect(one, `inspect tags ${repo}`).map((record) => record.name)).toEqual(tags);
    }
  });
  test('of what signs an image, and of what does not', async () => {
    const one = new RegistryClient(drill);
    one.desk.look('inspect tags harborlight/base');
    for (const [name, isSigned] of [
      ['clean', true],
      ['implant', false],
    ] as const) {
      const digest = one.image(name);
      const { manifests } = (await one.get(`${BASE}/referrers/${digest}`)).json;
      const types = manifests.map((entry: { artifactType: string }) => entry.artifactType);
      expect(types.some((type: string) => type.includes('sigstore.bundle'))).toBe(isSigned);
      const [record] = inspect(one, `inspect signature harborlight/base@${digest}`);
      expect(record?.error === undefined).toBe(isSigned);
    }
  });
  test('of what a cache serves', async () => {
    const one = new RegistryClient(drill);
    for (const { tag, ...record } of inspect(one, 'inspect cache eu-mirror').filter(
      (entry) => entry.tag !== undefined,
    )) {
      const { headers } = await one.get(`/v2/eu-mirror/harborlight/base/manifests/${tag}`);
      expect(headers.get('docker-content-digest')).toBe(record['docker.manifest.digest']);
    }
    expect(one.lines).toEqual(['inspect cache eu-mirror']);
  });
});
