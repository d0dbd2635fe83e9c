import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as fake from '../../../src/world/evidence/fake-id.ts';

test('made-up ids have the shapes of real ones, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(fake.fakeUuid(name)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(String(fake.fakeRunId(name))).toMatch(/^[1-9]\d{7}$/);
      expect(fake.fakeDigest(name)).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(fake.fakeCommit(name)).toMatch(/^[0-9a-f]{40}$/);
      expect(fake.fakeAccessKeyId(name)).toMatch(/^AKIAEXAMPLE[A-Z2-7]{9}$/);
      expect(fake.fakeHashedToken(name)).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(fake.fakeAddress('clients', name)).toMatch(/^203\.0\.113\.([1-9]\d?|1\d\d|2[0-4]\d|25[0-4])$/);
      expect(fake.fakeUuid(name)).toBe(fake.fakeUuid(name));
    }),
  );
});

test('names that differ in one letter have different ids', () => {
  const ids = Array.from({ length: 500 }, (_, index) => fake.fakeRunId(`api-build#${index}`));
  expect(new Set(ids).size).toBe(500);
  expect(fake.fakeUuid('token a')).not.toBe(fake.fakeUuid('token b'));
});
