import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});
const client = (): RegistryClient => new RegistryClient(drill);
const BASE = '/v2/harborlight/base';

describe('a look', () => {
  test('is the whole of what skopeo inspect asks for', async () => {
    const one = client();
    await one.get('/v2/');
    await one.get('/token?service=127.0.0.1:5500&scope=repository:harborlight/base:pull');
    const index = (await one.get(`${BASE}/manifests/stable`)).json;
    const manifest = (await one.get(`${BASE}/manifests/${index.manifests[0].digest}`)).json;
    await one.get(`${BASE}/blobs/${manifest.config.digest}`);
    await one.get('/v2/');
    await one.get(`${BASE}/tags/list`);
    expect([one.lines, one.desk.now]).toEqual([['inspect manifest harborlight/base:stable'], 120]);
  });
  test('at the list of tags alone is one too', async () => {
    const one = client();
    await one.get(`${BASE}/tags/list`);
    await one.get(`${BASE}/tags/list`);
    expect(one.lines).toEqual(['inspect tags harborlight/base']);
  });
  test('counts again in a later minute by tag, never again by digest', async () => {
    const one = client();
    await one.get(`${BASE}/manifests/stable`);
    one.desk.recorded.pass(one.desk.now + 60);
    await one.get(`${BASE}/manifests/${one.image('implant')}`);
    await one.get(`${BASE}/manifests/${one.image('implant', 'arm64')}`);
    expect(one.lines.length).toBe(1);
    await one.get(`${BASE}/manifests/stable`);
    expect(one.lines.length).toBe(2);
  });
  test('at bytes that were only named, not shown, counts', async () => {
    const one = client();
    await one.get('/v2/harborlight/api/manifests/latest');
    const built = one.lines.length;
    // Its labels name the base it was built on, whose own bytes nobody has read.
    await one.get(`${BASE}/manifests/${one.image('implant')}`);
    expect(one.lines.slice(built)).toEqual([`inspect manifest harborlight/base@${one.image('implant')}`]);
  });
  test('at a layer without its manifest is a look at the manifest', async () => {
    const other = client();
    const { json } = await other.get(`${BASE}/manifests/${other.image('clean', 'arm64')}`);
    const one = client();
    expect((await one.get(`${BASE}/blobs/${json.config.digest}`)).status).toBe(200);
    expect(one.lines).toEqual([`inspect manifest harborlight/base@${one.image('clean', 'arm64')}`]);
  });
  test('is answered as of its landing: a tag moved meanwhile shows its new digest', async () => {
    const one = client();
    await one.get(`${BASE}/manifests/stable`);
    const { recorded } = one.desk;
    const read = recorded.read(`repoint harborlight/base:stable to ${one.image('clean')}`);
    if (read.ok) recorded.take(read.decision, null);
    recorded.pass(one.desk.now + 2 * 60);
    const { headers } = await one.get(`${BASE}/manifests/stable`);
    expect(headers.get('docker-content-digest')).toBe(one.image('clean'));
  });
  test('gives the same sightings as the line typed by hand', async () => {
    const one = client();
    await one.get(`${BASE}/manifests/stable`);
    const other = client();
    other.desk.look('inspect manifest harborlight/base:stable');
    expect(one.desk.world.seen).toEqual(other.desk.world.seen);
  });
});

describe('what the team has not seen', () => {
  const hidden = (one: RegistryClient): string => one.image('implant');
  test('does not exist by digest, by its layers or by who refers to it', async () => {
    const one = client();
    const other = client();
    const index = (await other.get(`${BASE}/manifests/stable`)).json;
    const manifest = (await other.get(`${BASE}/manifests/${index.manifests[0].digest}`)).json;
    expect((await one.get(`${BASE}/manifests/${hidden(one)}`)).status).toBe(404);
    expect((await one.get(`${BASE}/manifests/${index.manifests[0].digest}`)).status).toBe(404);
    expect((await one.get(`${BASE}/blobs/${manifest.config.digest}`)).status).toBe(404);
    expect((await one.get(`${BASE}/referrers/${hidden(one)}`)).json.manifests).toEqual([]);
    expect(one.lines).toEqual([]);
  });
  test('can be read once the list of tags has shown it', async () => {
    const one = client();
    one.desk.look('inspect tags harborlight/base');
    expect((await one.get(`${BASE}/manifests/${hidden(one)}`)).status).toBe(200);
  });
});

describe('controls', () => {
  test('a quarantine shuts clients out, at no cost', async () => {
    const one = client();
    one.desk.decide('quarantine harborlight/base');
    const before = one.lines.length;
    const digest = one.image('clean');
    for (const path of ['manifests/stable', `manifests/${digest}`, `referrers/${digest}`, 'tags/list']) {
      const { status, json } = await one.get(`${BASE}/${path}`);
      expect([status, json.errors[0].code]).toEqual([403, 'DENIED']);
    }
    expect(one.lines.length).toBe(before);
  });
});
