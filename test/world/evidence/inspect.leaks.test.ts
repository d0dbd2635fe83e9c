import { expect, test } from 'vitest';
import { SIGHTINGS } from '../../../src/world/sighting.ts';
import { ESTATE } from './estate.ts';
import { at, INTRUSION, look, play } from './helper.ts';

const LATE = at(
  play([
    ...INTRUSION,
    [-1200, 'northwind', 'fetch harborlight/base:stable through eu-mirror'],
    [5400, 'crew', 'mint aws-shadow from aws-deploy'],
    [9000, 'crew', 'clone harborlight-forge with forge-bot'],
  ]),
  9600,
);

const LINES = [
  'inspect audit-log harborlight/base',
  'inspect audit-log harborlight/api',
  'inspect tags harborlight/base',
  'inspect pulls harborlight/base',
  'inspect manifest harborlight/base:stable',
  'inspect signature harborlight/base:stable',
  'inspect releases base-release',
  'inspect runs api-build',
  'inspect secrets api-build',
  'inspect job api-build#42',
  'inspect egress api-build#42',
  'inspect egress api-prod',
  'inspect workload api-prod',
  'inspect credentials harborlight',
  'inspect credentials harborlight-aws',
  'inspect cloud-log aws-deploy',
  'inspect cloud-log forge-bot',
  'inspect cloud-log hub-ci-2023',
  'inspect cache eu-mirror',
  'trace image:implant',
];

test.each(LINES)('%s shows nothing that only the world knows', (line) => {
  const { records, sightings, summary } = look(LATE, line);
  const text = JSON.stringify({ records, sightings, summary });
  expect(text).not.toMatch(/poison|crew|implant|attacker|stranger|\bspy\b/i);
  expect(text).not.toContain('northwind');
  expect(records.length).toBeGreaterThan(0);
  expect(summary).toMatch(/\S\.$/);
  expect(summary).not.toContain('\n');
});

test.each(LINES)('%s gives only sightings of the closed list, with full digests, each once', (line) => {
  const { sightings } = look(LATE, line);
  expect(new Set(sightings).size).toBe(sightings.length);
  for (const text of sightings) {
    expect(Object.keys(SIGHTINGS)).toContain(text.split(' ')[0]);
    for (const digest of text.match(/sha256:\w+/g) ?? []) expect(digest).toHaveLength(71);
    expect(text).not.toMatch(/undefined|null|image:| $| {2}/);
  }
});

test.each(LINES)(
  '%s is JSON, the same each time, with addresses of the documentation ranges only',
  (line) => {
    const first = look(LATE, line);
    const text = JSON.stringify(first);
    expect(JSON.parse(text)).toEqual(first);
    expect(JSON.stringify(look(LATE, line))).toBe(text);
    for (const address of text.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? []) {
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
    }
  },
);

test('nobody is a stranger by name: who acts is told by what the source logs', () => {
  const renamed = { ...ESTATE, agents: {} };
  const ours = at(play(INTRUSION, renamed), 0);
  const theirs = at(play(INTRUSION), 0);
  const line = 'inspect audit-log harborlight/base';
  expect(look(ours, line)).toEqual(look(theirs, line));
});
