import { beforeAll, describe, expect, test } from 'vitest';
import { askerOf } from '../../src/http/asker.ts';
import { Desk } from '../../src/http/desk.ts';
import { credentialValue, OPERATOR, whoseValue } from '../../src/http/secret-value.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import { loadDrill, options } from '../record/drill.ts';

let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});

const basic = (user: string, secret: string): Headers =>
  new Headers({ authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` });
const newDesk = (): Desk => new Desk(startUnkept(drill, options));

test('the value of every credential says that it is fake and leads back to it', () => {
  const { estate } = drill.scenario;
  for (const id of Object.keys(estate.credentials)) {
    const value = credentialValue(estate, id, 2);
    expect(value).toContain('FAKE');
    expect(whoseValue(estate, value)).toEqual({ id, generation: 2 });
  }
});

test.each(['', 'ghp_FAKE_hub-ci-2026_1', 'dckr_pat_FAKE_hub-ci-2026_0', 'dckr_pat_FAKE_constructor_1', 'x'])(
  '%j is nobody’s value',
  (value) => {
    expect(whoseValue(drill.scenario.estate, value)).toBeNull();
  },
);

describe('who asks', () => {
  const { user, value } = OPERATOR;
  const token = 'dckr_pat_FAKE_hub-ci-2026_1';

  test('nobody, the operator, or the owner of a credential', () => {
    const desk = newDesk();
    expect(askerOf(desk, new Headers()).kind).toBe('anonymous');
    expect(askerOf(desk, basic(user, value)).kind).toBe('operator');
    expect(askerOf(desk, new Headers({ authorization: `token ${value}` })).kind).toBe('operator');
    expect(askerOf(desk, basic('harborlight', token))).toMatchObject({ kind: 'credential', isLive: true });
    expect(askerOf(desk, new Headers({ authorization: `Bearer ${token}` }))).toMatchObject({ isLive: true });
  });

  test('a stranger, with a wrong name, an unknown scheme, a generation to come, or what the team never saw', () => {
    const desk = newDesk();
    expect(askerOf(desk, basic('somebody', token)).kind).toBe('stranger');
    expect(askerOf(desk, basic('root', value)).kind).toBe('stranger');
    expect(askerOf(desk, new Headers({ authorization: 'Digest x' })).kind).toBe('stranger');
    expect(askerOf(desk, new Headers({ authorization: 'Basic' })).kind).toBe('stranger');
    expect(askerOf(desk, basic('harborlight', 'dckr_pat_FAKE_hub-ci-2026_2')).kind).toBe('stranger');
    expect(askerOf(desk, basic('harborlight-aws', 'AKIA_FAKE_aws-shadow_1')).kind).toBe('stranger');
  });

  test('a rotated value is dead and its successor lives', () => {
    const desk = newDesk();
    expect(desk.decide('rotate hub-ci-2026').kind).toBe('done');
    expect(askerOf(desk, basic('harborlight', token))).toMatchObject({ isLive: false });
    expect(askerOf(desk, basic('harborlight', 'dckr_pat_FAKE_hub-ci-2026_2'))).toMatchObject({
      isLive: true,
    });
  });
});
