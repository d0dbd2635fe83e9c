import { describe, expect, test } from 'vitest';
import { CLEAN, IMPLANT, sha } from './estate.ts';
import { INTRUSION, look, play, refusalOf } from './helper.ts';

const AFTER = play(INTRUSION);
const STABLE = 'harborlight/base:stable';

describe('the audit log', () => {
  const { records, sightings, summary } = look(AFTER, 'inspect audit-log harborlight/base');

  test('has the fields of Docker Hub, and neither an address nor a client', () => {
    const last = records.at(-1)!;
    expect(Object.keys(last).sort()).toEqual([
      'account',
      'action',
      'action_description',
      'actor',
      'data',
      'name',
      'timestamp',
    ]);
    expect(last).toMatchObject({
      account: 'harborlight',
      action: 'repo.tag.push',
      name: 'harborlight/base',
      actor: 'harborlight - access token "ci-2023"',
      data: { tag: '1.8', digest: IMPLANT.digest, access_token_label: 'ci-2023' },
    });
    expect(last.timestamp).toMatch(/^2026-05-12T02:43:00\.\d{3}Z$/);
  });

  test('ties every push to its token, and the present tag to its digest', () => {
    expect(sightings).toContain(`pushed-with ${STABLE} ${IMPLANT.digest} hub-ci-2023`);
    expect(sightings).toContain(`pushed-with ${STABLE} ${CLEAN.digest} hub-ci-2026`);
    expect(sightings).toContain(`tag ${STABLE} ${IMPLANT.digest}`);
    expect(sightings).not.toContain(`tag ${STABLE} ${CLEAN.digest}`);
    expect(summary).toBe(
      '4 pushes; the last moved harborlight/base:1.8 to sha256:cccccccccccc… at 02:43 with access token ci-2023.',
    );
  });

  test('shows our own repoint without a token, deletions, and tag rules', () => {
    const later = play([
      ...INTRUSION,
      [60, 'registry', `repoint ${STABLE} to image:clean`],
      [70, 'registry', `protect ${STABLE}`],
      [80, 'registry', 'delete harborlight/base@image:implant'],
    ]);
    const shown = look(later, 'inspect audit-log harborlight/base').records.slice(-3);
    expect(shown.map((record) => record.action)).toEqual([
      'repo.tag.push',
      'repo.immutable.tags.updated',
      'repo.tag.delete',
    ]);
    expect(shown[0]).toMatchObject({ actor: 'harborlight', data: { tag: 'stable', digest: CLEAN.digest } });
  });
});

describe('the tag list', () => {
  test('shows the present mapping with both platforms', () => {
    const { records, sightings } = look(AFTER, 'inspect tags harborlight/base');
    expect(records.map((record) => record.name)).toEqual(['1.8', 'stable']);
    expect(records[1]).toMatchObject({
      tag_status: 'active',
      last_updater_username: 'harborlight',
      tag_last_pushed: '2026-05-12T02:41:00Z',
      tag_last_pulled: '2026-05-12T05:20:00Z',
      digest: IMPLANT.digest,
      images: [
        { architecture: 'amd64', digest: IMPLANT.parts.amd64 },
        { architecture: 'arm64', digest: IMPLANT.parts.arm64 },
      ],
    });
    for (const digest of [IMPLANT.digest, ...Object.values(IMPLANT.parts)]) {
      expect(sightings).toContain(`digest ${digest}`);
    }
    expect(sightings).not.toContain(`digest ${CLEAN.digest}`);
  });

  test('of an unknown repository is not found', () => {
    expect(refusalOf(AFTER, 'inspect tags harborlight/nothing')).toBe('not-found');
  });
});

describe('pull analytics', () => {
  test('count pulls by day, place and way of asking, and name nobody', () => {
    const { records, sightings } = look(AFTER, 'inspect pulls harborlight/base');
    const bad = records.filter((record) => record.reference === IMPLANT.digest);
    expect(bad.reduce((sum, record) => sum + Number(record.count), 0)).toBe(2);
    expect(bad[0]).toMatchObject({ date: '2026-05-12', namespace: 'harborlight', action: 'pull by tag' });
    expect(JSON.stringify(records)).not.toContain('northwind');
    expect(sightings).toEqual(
      expect.arrayContaining([`pulled ${IMPLANT.digest}`, `digest ${IMPLANT.digest}`]),
    );
  });

  test('do not see pulls that a cache answered', () => {
    const cached = play([
      ...INTRUSION,
      [-1000, 'northwind', `fetch ${STABLE} through eu-mirror`],
      [-900, 'northwind', `fetch ${STABLE} through eu-mirror`],
    ]);
    const total = (given: typeof AFTER): number =>
      look(given, 'inspect pulls harborlight/base').records.reduce((sum, row) => sum + Number(row.count), 0);
    expect(total(cached)).toBe(total(AFTER) + 1);
  });
});

describe('a manifest', () => {
  test('shows index, parts, history and entrypoint, and what lies on top of a signed image', () => {
    const { records, sightings } = look(AFTER, `inspect manifest ${STABLE}`);
    expect(records[0]).toMatchObject({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ digest: IMPLANT.parts.amd64, platform: { architecture: 'amd64', os: 'linux' } }, {}],
    });
    const config = records.find((record) => 'rootfs' in record)!;
    expect(config).toMatchObject({
      config: { Entrypoint: IMPLANT.entrypoint },
      history: IMPLANT.layers.map((layer) => ({ created_by: layer.createdBy })),
    });
    expect(sightings).toContain(`extra-layer ${IMPLANT.digest}`);
    expect(sightings).toContain(`digest ${IMPLANT.parts.arm64}`);
  });

  test('of a signed image, or of a build on a base, has no extra layer', () => {
    for (const target of ['harborlight/base@image:clean', 'harborlight/api:latest']) {
      const { sightings } = look(AFTER, `inspect manifest ${target}`);
      expect(sightings.filter((text) => text.startsWith('extra-layer'))).toEqual([]);
    }
  });

  test('of one part shows that part only, and does not give the index away', () => {
    const { records, sightings } = look(AFTER, 'inspect manifest harborlight/base@image:implant/arm64');
    expect(records.map((record) => record.architecture)).toEqual([undefined, 'arm64']);
    expect(sightings.join(' ')).not.toContain(IMPLANT.digest);
    expect(sightings).toContain(`extra-layer ${IMPLANT.parts.arm64}`);
  });

  test('of deleted bytes is gone unless a copy was kept', () => {
    const steps = [...INTRUSION, [90, 'registry', 'delete harborlight/base@image:implant']] as const;
    expect(refusalOf(play(steps), 'inspect manifest harborlight/base@image:implant')).toBe('gone');
    const kept = play([
      ...INTRUSION,
      [60, 'registry', `preserve ${STABLE}`],
      [90, 'registry', 'delete harborlight/base@image:implant'],
    ]);
    expect(look(kept, 'inspect manifest harborlight/base@image:implant').records).toHaveLength(5);
    expect(refusalOf(kept, `inspect manifest ${STABLE}`)).toBe('gone');
  });
});

describe('a signature', () => {
  test('is missing for what the tag names now, with the exit code of cosign', () => {
    const { records, sightings } = look(AFTER, `inspect signature ${STABLE}`);
    expect(records[0]).toMatchObject({ error: 'no signatures found', exit_code: 10 });
    expect(sightings).toEqual([
      `digest ${IMPLANT.digest}`,
      `tag ${STABLE} ${IMPLANT.digest}`,
      `unsigned ${IMPLANT.digest}`,
    ]);
  });

  test('of the clean digest still verifies', () => {
    const { records, sightings } = look(AFTER, 'inspect signature harborlight/base@image:clean');
    expect(records[0]).toMatchObject({
      critical: {
        image: { 'docker-manifest-digest': CLEAN.digest },
        type: 'https://sigstore.dev/cosign/sign/v1',
      },
      optional: { Subject: CLEAN.signedBy },
    });
    expect(sightings).toContain(`signed ${CLEAN.digest}`);
  });
});

test('a cache shows what it serves, since when and how long', () => {
  const cached = play([...INTRUSION, [-20 * 60, 'northwind', `fetch ${STABLE} through eu-mirror`]]);
  const { records, sightings } = look(cached, 'inspect cache eu-mirror');
  expect(records[0]).toMatchObject({
    tag: 'stable',
    'docker.manifest.digest': IMPLANT.digest,
    fetched_at: '2026-05-12T09:00:00Z',
    expires_at: '2026-05-12T15:00:00Z',
  });
  expect(sightings).toContain(`cached eu-mirror ${STABLE} ${IMPLANT.digest}`);
  expect(sightings).toContain(`digest ${IMPLANT.parts.amd64}`);
  expect(sightings).not.toContain(`digest ${sha('0')}`);
});
