import { expect, test } from 'vitest';
import { logOf, logRead } from '../../../src/world/evidence/retention.ts';
import { at, INTRUSION, look, play, refusalOf, type Step } from './helper.ts';

const EXPIRE: Step = [3600, 'clock', 'expire egress-log'];

test('the egress of a run from before the start is lost with its log', () => {
  const lost = play([...INTRUSION, EXPIRE]);
  expect(refusalOf(lost, 'inspect egress api-build#42')).toBe('expired');
  expect(look(lost, 'inspect job api-build#42').records.length).toBeGreaterThan(10);
});

test('a kept copy outlives its log', () => {
  const kept = play([...INTRUSION, [60, 'ci', 'preserve egress-log'], EXPIRE]);
  expect(look(kept, 'inspect egress api-build#42').sightings).toContain('name api-build#42');
});

test('an expired log still shows what came after the start', () => {
  const lost = at(play([...INTRUSION, EXPIRE]), 7200);
  const times = look(lost, 'inspect egress api-prod').records.map((record) => String(record.ts));
  expect(times.length).toBeGreaterThan(0);
  expect(times.filter((time) => time < '2026-05-12T09:20:00Z')).toEqual([]);
});

test('an audit log whose time ran out is refused while nothing newer is in it', () => {
  const lost = play([...INTRUSION, [60, 'clock', 'expire hub-log']]);
  expect(refusalOf(lost, 'inspect audit-log harborlight/base')).toBe('expired');
  const newer = play([
    ...INTRUSION,
    [60, 'clock', 'expire hub-log'],
    [90, 'registry', 'repoint harborlight/base:stable to image:clean'],
  ]);
  expect(look(newer, 'inspect audit-log harborlight/base').records).toHaveLength(1);
});

test('a log is found by source and subject', () => {
  const { world } = play([]);
  expect(logOf(world, 'egress', 'api-build')).toBe('egress-log');
  expect(logOf(world, 'jobs', 'api-build')).toBe('job-logs');
  expect(logOf(world, 'egress', 'harborlight/base')).toBeNull();
});

test.each([
  ['inspect egress api-build#42', 'egress-log'],
  ['inspect egress api-prod', 'egress-log'],
  ['inspect job api-build#42', 'job-logs'],
  ['inspect audit-log harborlight/base', 'hub-log'],
  ['inspect cloud-log aws-deploy', 'cloud-trail'],
  ['inspect tags harborlight/base', null],
  ['inspect pulls harborlight/base', null],
  ['revoke aws-deploy', null],
])('%s reads %s', (line, log) => {
  expect(logRead(play([]).world, line)).toBe(log);
});
