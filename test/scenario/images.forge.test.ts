import { describe, expect, test } from 'vitest';
import { load, SMALL } from './small.ts';

const { scenario } = load(SMALL);
if (scenario === null) throw new Error('the small scenario does not compile');
const { estate, content } = scenario;
const { good, bad } = estate.images;
if (good === undefined || bad === undefined) throw new Error('the small scenario has no images');

const json = (digest: string) => JSON.parse(new TextDecoder().decode(content.blob(digest)?.bytes));

describe('a build', () => {
  test('of the same pipeline, base and inputs is the same image', () => {
    expect(estate.forge('api-build', bad.digest, 'hotfix')).toBe(
      estate.forge('api-build', bad.digest, 'hotfix'),
    );
    const again = load(SMALL).scenario?.estate.forge('api-build', bad.digest, 'hotfix');
    expect(again).toEqual(estate.forge('api-build', bad.digest, 'hotfix'));
  });

  test('differs with pipeline, base and inputs', () => {
    const digests = [
      estate.forge('api-build', bad.digest, ''),
      estate.forge('api-build', bad.digest, 'hotfix'),
      estate.forge('api-build', good.digest, ''),
      estate.forge('release', good.digest, ''),
      estate.forge('release', null, ''),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('inherits the implant of its base, and its layers and entrypoint', () => {
    const build = estate.forge('api-build', bad.digest, '');
    expect(build).toMatchObject({
      poison: 'beacon',
      base: bad.digest,
      pipeline: 'api-build',
      signedBy: 'api-build',
    });
    expect(build.layers.slice(0, bad.layers.length)).toEqual(bad.layers);
    expect(build.entrypoint).toEqual(bad.entrypoint);
    expect(build.created).toBeGreaterThan(bad.created);
  });

  test('on an index has both architectures, on a part only that one', () => {
    expect(Object.keys(estate.forge('api-build', bad.digest, '').parts)).toEqual(['amd64', 'arm64']);
    const part = estate.forge('api-build', bad.parts.arm64 ?? '', '');
    expect(Object.keys(part.parts)).toEqual(['arm64']);
    expect(part.poison).toBe('beacon');
  });

  test('can be built on again', () => {
    const first = estate.forge('api-build', bad.digest, '');
    const second = estate.forge('release', first.digest, '');
    expect(second).toMatchObject({ poison: 'beacon', base: first.digest });
    expect(second.layers.length).toBe(first.layers.length + 1);
  });

  test('names its base in the annotations of its bytes', () => {
    const build = estate.forge('api-build', bad.digest, '');
    expect(json(build.digest).annotations).toEqual({
      'org.opencontainers.image.base.digest': bad.digest,
      'org.opencontainers.image.base.name': 'registry.acme.example/acme/base:stable',
    });
    const config = json(json(build.parts.amd64 ?? '').config.digest);
    expect(config.config.Entrypoint).toEqual(['/opt/helper', '/bin/sh']);
    expect(config.config.Cmd).toEqual(['/srv/api-build/app']);
    expect(config.history.map((line: { created_by: string }) => line.created_by)).toContain(
      'COPY helper /opt',
    );
  });

  test('shares no top layer with a build on another base, by which a block would hit it too', () => {
    const [dirty, clean] = [
      estate.forge('api-build', bad.digest, ''),
      estate.forge('api-build', good.digest, ''),
    ];
    expect(clean.layers.map(({ digest }) => digest)).not.toContain(dirty.layers.at(-1)?.digest);
  });

  test('on bytes that nobody has is a bug', () => {
    expect(() => estate.forge('api-build', `sha256:${'0'.repeat(64)}`, '')).toThrow(RangeError);
  });
});
