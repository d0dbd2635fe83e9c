import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { PlayableScenario } from '../../../src/record/playable.ts';
import { loadDrill } from '../../record/drill.ts';
import { ACCEPT, INDEX, OPERATOR_PAIR, RegistryClient } from './client.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});

const HEX = 'ab'.repeat(32);
const names = fc.constantFrom(
  'harborlight/base',
  'eu-mirror/harborlight/base',
  'scratch/x',
  'a',
  'A',
  '..',
  '%2e',
  'x'.repeat(300),
  '',
);
const references = fc.oneof(
  fc.constantFrom(
    'stable',
    '1.8',
    'none',
    `sha256:${HEX}`,
    'sha256:x',
    `sha256-${HEX}.sig`,
    `sha512:${HEX}${HEX}`,
    '%',
    '%00',
  ),
  fc.webSegment(),
);
const paths = fc.oneof(
  fc.tuple(names, references).map(([name, reference]) => `/v2/${name}/manifests/${reference}`),
  fc.tuple(names, references).map(([name, reference]) => `/v2/${name}/blobs/${reference}`),
  fc.tuple(names, references).map(([name, reference]) => `/v2/${name}/referrers/${reference}?artifactType=x`),
  fc.tuple(names, fc.webQueryParameters()).map(([name, query]) => `/v2/${name}/blobs/uploads/?${query}`),
  fc.tuple(names, references).map(([name, id]) => `/v2/${name}/blobs/uploads/${id}?_state=x&digest=${id}`),
  fc.tuple(names, fc.webQueryParameters()).map(([name, query]) => `/v2/${name}/tags/list?n=1&${query}`),
  fc.webQueryParameters().map((query) => `/token?${query}&scope=repository:a:pull`),
  fc.webPath().map((path) => `/v2${path}`),
);
const headerText = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
const headers = fc.record(
  {
    Range: headerText,
    'Content-Range': headerText,
    'If-None-Match': headerText,
    'Content-Type': fc.oneof(fc.constant(INDEX), headerText),
    Authorization: headerText,
  },
  { requiredKeys: [] },
);
const methods = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS');
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
);

test('whatever is asked is answered as a registry would, and moves nothing but by a decision', async () => {
  const one = new RegistryClient(drill);
  await fc.assert(
    fc.asyncProperty(
      methods,
      paths,
      headers,
      bodies,
      fc.boolean(),
      async (method, path, given, body, isOperator) => {
        const before = {
          now: one.desk.now,
          taken: one.lines.length,
          history: one.desk.session.course.history.length,
        };
        const bears = method !== 'GET' && method !== 'HEAD';
        const {
          status,
          headers: got,
          bytes,
        } = await one.send(method, path, {
          headers: { ...ACCEPT, ...given },
          ...(bears ? { body } : {}),
          ...(isOperator ? { as: OPERATOR_PAIR } : {}),
        });
        expect([200, 201, 202, 204, 206, 301, 304, 400, 401, 403, 404, 405, 416, 429, 503]).toContain(status);
        expect(got.get('docker-distribution-api-version')).toBe('registry/2.0');
        if (method !== 'HEAD' && status !== 204 && status !== 304)
          expect(got.get('content-length')).toBe(String(bytes.length));
        if (one.lines.length === before.taken)
          expect([one.desk.now, one.desk.session.course.history.length]).toEqual([
            before.now,
            before.history,
          ]);
      },
    ),
    { numRuns: 1000 },
  );
});
