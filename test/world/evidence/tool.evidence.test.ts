import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/world/fact.ts';
import { attempt, having, type Step } from '../../helpers/check.ts';
import { BAD_SCAN, FALLBACK, GOOD_SCAN, HOST, TOOLS } from '../../helpers/tool-range.ts';

const MOVED: Step = [0, 'crew', 'push oakum/scan:2 to image:bad-scan'];
const SCAN: Step = [60, 'ci', 'run scan'];

function looked(line: string, ...steps: readonly Step[]): Fact<'evidence-shown'>['data'] {
  const fact = attempt(having(steps, TOOLS), [900, 'ci', line]).past.at(-1) as Fact<'evidence-shown'>;
  expect(fact.kind).toBe('evidence-shown');
  return fact.data;
}

describe('the log of a job', () => {
  test('says in its set-up what each tool led to, and what called it', () => {
    const { records, sightings } = looked('inspect job api-build#41', MOVED, [60, 'ci', 'run api-build']);
    const text = records.map((one) => String(one.line)).join('\n');
    expect(text).toMatch(
      /Pull down action image '\S*oakum\/scan:2' \(called by oakum\/step\)\n\S+ Digest: sha256:a1a1/,
    );
    expect(sightings).toContain(`ran api-build#41 ${BAD_SCAN.digest}`);
  });

  test('shows a tool that reads, and later a process that no step began', () => {
    expect(looked('inspect job scan#41', MOVED, SCAN).summary).toContain('a process of a tool read a .netrc');
    const later = looked(
      'inspect job scan#42',
      MOVED,
      SCAN,
      [70, 'ci', 'pin scan to image:good-scan'],
      [120, 'ci', 'run scan'],
    );
    expect(later.summary).toContain('a process that was on the runner before the job read');
    expect(later.sightings).toContain('foothold scan');
  });
});

test('a trace names the runs that ran a digest as a tool, whatever the tag names today', () => {
  const { sightings, summary } = looked(`trace ${BAD_SCAN.digest}`, MOVED, SCAN, [
    70,
    'oakum',
    'repoint oakum/scan:2 to image:good-scan',
  ]);
  expect(sightings).toContain(`ran scan#41 ${BAD_SCAN.digest}`);
  expect(summary).toContain('1 run ran it as a tool, the last scan#41');
});

test('the egress of a run shows the denied host and the fallback', () => {
  const { sightings, records } = looked('inspect egress scan#41', MOVED, [10, 'ci', `block ${HOST}`], SCAN);
  expect(records.filter((one) => one.method === 'POST').map((one) => [one.sni, one.action])).toEqual([
    [HOST, 'deny'],
    [FALLBACK, 'allow'],
  ]);
  expect(sightings).toContain(`posted-from scan#41 ${FALLBACK}`);
});

describe('provenance', () => {
  test('names a repository that was made only days before the image', () => {
    const bad = looked('inspect signature oakum/scan:2', MOVED);
    expect(bad.sightings).toContain(`foreign-source ${BAD_SCAN.digest}`);
    expect(bad.sightings).toContain(`signed ${BAD_SCAN.digest}`);
    expect(bad.summary).toMatch(
      /signed by scan-release at \S+; its provenance names forge.example\/stranger\/scan, a repository made at/,
    );
    const good = looked('inspect signature oakum/scan:2');
    expect(good.sightings).not.toContain(`foreign-source ${GOOD_SCAN.digest}`);
  });

  test('a tag without a release stands out, though its signature is good', () => {
    expect(looked('inspect releases scan-release', MOVED).sightings).toContain(
      `no-run-for ${BAD_SCAN.digest}`,
    );
  });
});
