import { describe, expect, test } from 'vitest';
import { attempt, having, type Past, type Step } from '../../helpers/check.ts';
import { CLEAN, IMPLANT, PACKAGES } from '../../helpers/package-range.ts';

const PARSE = 'lumenkit/parse';
const BAD: Step = [10, 'crew', `push ${PARSE}:4.7.3 to image:implant`];
const given = (...steps: readonly Step[]): Past => having(steps, PACKAGES);

interface Shown {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly sightings: readonly string[];
  readonly summary: string;
}
function shown(before: Past, line: string, at = 100): Shown & { readonly after: Past } {
  const after = attempt(before, [at, 'registry', line]);
  const fact = after.past.at(-1);
  if (fact?.kind !== 'evidence-shown') throw new Error(`nothing was shown: ${JSON.stringify(fact?.data)}`);
  return { ...fact.data, after };
}

describe('the metadata of a package', () => {
  test('name commit, attestation and publisher of a release, and none of them for what no pipeline made', () => {
    const { records, sightings, summary } = shown(given(BAD), `inspect tags ${PARSE}`);
    const version = (name: string) => records.find((one) => one.version === name);
    expect(records[0]).toMatchObject({ name: PARSE, 'dist-tags': { latest: '4.7.2' } });
    expect(version('4.7.2')).toMatchObject({ gitHead: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(version('4.7.2')?.dist).toMatchObject({ integrity: CLEAN.digest, attestations: {} });
    expect(version('4.7.3')).not.toHaveProperty('gitHead');
    expect(version('4.7.3')?.dist).not.toHaveProperty('attestations');
    expect(sightings).toContain(`no-provenance ${IMPLANT.digest}`);
    expect(sightings).toContain(`tag ${PARSE}:4.7.3 ${IMPLANT.digest}`);
    expect(summary).toContain('4.7.3 names no commit and no attestation');
  });

  test('lose an unpublished version', () => {
    const { records } = shown(given(BAD, [20, 'registry', `delete ${PARSE}:4.7.3`]), `inspect tags ${PARSE}`);
    expect(JSON.stringify(records)).not.toContain('4.7.3');
  });

  test('say that a version was yanked, and a trusted publisher where there was one', () => {
    const { records } = shown(
      given(
        BAD,
        [20, 'registry', `deny ${PARSE} image:implant`],
        [21, 'registry', `require-signatures ${PARSE}`],
        [30, 'ci', 'rebuild release-4'],
      ),
      `inspect tags ${PARSE}`,
    );
    expect(records.find((one) => one.version === '4.7.3')).toHaveProperty('deprecated');
    expect(records.find((one) => one.version === '4.7.4')?._npmUser).toHaveProperty('trustedPublisher');
  });

  test('show what a version runs when it is installed', () => {
    const { records, summary } = shown(given(BAD), `inspect manifest ${PARSE}:4.7.3`);
    expect(records[0]).toMatchObject({ name: PARSE, version: '4.7.3', dist: { integrity: IMPLANT.digest } });
    expect(summary).toContain('4.7.3');
  });
});

describe('a push of a package', () => {
  const TIE = `pushed-with ${PARSE}:4.7.3 ${IMPLANT.digest} pkg-main`;

  test('is logged with the hash of its token, never with its label', () => {
    const { records, sightings, summary } = shown(given(BAD), `inspect audit-log ${PARSE}`);
    const entry = records.find((one) => one.version === '4.7.3');
    expect(entry).toMatchObject({
      action: 'package.version_published',
      hashed_token: expect.stringMatching(/=$/),
    });
    expect(JSON.stringify(records)).not.toContain('pkg-main');
    expect(sightings).not.toContain(TIE);
    expect(summary).toContain('no list of tokens that you have read names it');
  });

  test('is tied to its token by list and log, in either order', () => {
    const log = shown(given(BAD), `inspect audit-log ${PARSE}`);
    const list = shown(log.after, 'inspect credentials lumenkit', 110);
    expect(list.sightings).toContain(TIE);
    expect(list.summary).toContain('which published lumenkit/parse:4.7.3');
    const first = shown(given(BAD), 'inspect credentials lumenkit');
    expect(first.sightings).not.toContain(TIE);
    expect(shown(first.after, `inspect audit-log ${PARSE}`, 110).sightings).toContain(TIE);
    const hash = log.records.find((one) => one.version === '4.7.3')?.hashed_token;
    expect(list.records.find((one) => one.id === 'pkg-main')?.hashed_token).toBe(hash);
  });

  test('is tied to nothing any more when its token was revoked before anybody noted its hash (H-07)', () => {
    const blind = given(BAD, [20, 'registry', 'revoke pkg-main']);
    const log = shown(blind, `inspect audit-log ${PARSE}`);
    const list = shown(log.after, 'inspect credentials lumenkit', 110);
    expect([...log.sightings, ...list.sightings]).not.toContain(TIE);
    expect(list.records.map((one) => one.id)).not.toContain('pkg-main');
    const rotated = shown(given(BAD, [20, 'registry', 'rotate pkg-main']), `inspect audit-log ${PARSE}`);
    expect(shown(rotated.after, 'inspect credentials lumenkit', 110).sightings).not.toContain(TIE);
  });

  test('stays tied when the hash was noted first', () => {
    const noted = shown(given(BAD), 'inspect credentials lumenkit');
    const dead = attempt(noted.after, [120, 'registry', 'revoke pkg-main']);
    expect(shown(dead, `inspect audit-log ${PARSE}`, 130).sightings).toContain(TIE);
  });
});

describe('a job that installs a package', () => {
  test('names the version that it got', () => {
    const run = given(BAD, [20, 'ci', 'run site-build']);
    const id = Object.keys(run.world.runs)[0] ?? '';
    const { records, summary } = shown(run, `inspect job ${id}`);
    expect(JSON.stringify(records)).toContain(`added ${PARSE}@4.7.3 integrity=${IMPLANT.digest}`);
    expect(summary).toContain(`installed ${PARSE} 4.7.3`);
  });
});

test('of one second the log has a version before the dist-tag that names it, fractions included', () => {
  const both = given(BAD, [10, 'crew', `push ${PARSE}:latest to image:implant`]);
  const { records } = shown(both, `inspect audit-log ${PARSE}`);
  const times = records.map((one) => String(one['@timestamp']));
  const last = records.slice(-2).map((one) => one.action);
  expect(last).toEqual(['package.version_published', 'package.dist_tag_set']);
  expect(times).toEqual([...times].sort());
});
