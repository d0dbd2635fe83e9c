import { describe, expect, test } from 'vitest';
import { digestOf, parseReference, suits } from '../../src/world/reference.ts';
import { having } from '../helpers/check.ts';
import { CLEAN } from '../helpers/range.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const { world } = having([]);

describe('a reference', () => {
  test.each([
    ['harborlight/base:stable', { repo: 'harborlight/base', tag: 'stable', digest: null }],
    [`a/b/c@${DIGEST}`, { repo: 'a/b/c', tag: null, digest: DIGEST }],
    ['a@image:implant/arm64', { repo: 'a', tag: null, digest: 'image:implant/arm64' }],
    ['a:1.8_x-Y', { repo: 'a', tag: '1.8_x-Y', digest: null }],
  ])('%s', (text, parts) => expect(parseReference(text)).toEqual(parts));

  test.each([
    '',
    'a',
    DIGEST,
    'image:clean',
    'A/b:c',
    'a//b:c',
    'a:b:c',
    'a@sha256:abc',
    'a@md5:00000000',
    'a/b:',
    ':x',
    `a:b@${DIGEST}`,
  ])('"%s" is none', (text) => {
    expect(parseReference(text)).toBeNull();
  });
});

describe('a digest word', () => {
  test('names an image, or one part of it, by the scenario’s name', () => {
    expect(digestOf(world, 'image:clean')).toBe(CLEAN.digest);
    expect(digestOf(world, 'image:clean/arm64')).toBe(CLEAN.parts.arm64);
  });

  test.each([
    'image:nothing',
    'image:clean/riscv',
    'image:constructor',
    'image:constructor/arm64',
    DIGEST.replace(/a/g, 'f').slice(0, 20),
  ])('%s names nothing', (word) => {
    expect(digestOf(world, word)).toBeNull();
  });

  test('suits an architecture as an index that has it, or as that part', () => {
    expect(suits(world, CLEAN.digest, 'arm64')).toBe(true);
    expect(suits(world, CLEAN.parts.arm64!, 'arm64')).toBe(true);
    expect(suits(world, CLEAN.parts.arm64!, 'amd64')).toBe(false);
  });
});
