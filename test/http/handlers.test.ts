import { beforeAll, describe, expect, test } from 'vitest';
import { Desk } from '../../src/http/desk.ts';
import { answerFrom, answerRequest, type Heard, makeHandlers, meaningOf } from '../../src/http/handlers.ts';
import type { Face } from '../../src/http/route.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import { loadDrill, options } from '../record/drill.ts';
import { smallFace } from './small-face.ts';

const HOME = 'http://127.0.0.1:5500';
let drill: PlayableScenario;
beforeAll(async () => {
  drill = await loadDrill();
});

const newDesk = (): Desk => new Desk(startUnkept(drill, options));
const ask = async (
  desk: Desk,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; text: string }> => {
  const response = await answerRequest(desk, [smallFace], new Request(`${HOME}${path}`, init));
  return { status: response.status, text: await response.text() };
};

describe('a look', () => {
  test('moves the clock to its landing and is answered as of then', async () => {
    const desk = newDesk();
    expect(await ask(desk, '/tags/harborlight/base')).toEqual({ status: 200, text: 'done at 120' });
    expect(desk.session.taken.map(({ line }) => line)).toEqual(['inspect tags harborlight/base']);
  });

  test('is one decision within a simulated minute, and another after it', async () => {
    const desk = newDesk();
    await ask(desk, '/tags/harborlight/base');
    await ask(desk, '/tags/harborlight/base');
    expect(desk.session.taken).toHaveLength(1);
    desk.recorded.pass(desk.now + 60);
    await ask(desk, '/tags/harborlight/base');
    expect(desk.session.taken).toHaveLength(2);
  });

  test('at what nobody has seen takes no time', async () => {
    const desk = newDesk();
    expect(await ask(desk, '/tags/nobody/knows')).toEqual({ status: 200, text: 'unknown at 0' });
    expect(desk.session.taken).toHaveLength(0);
  });

  test('by many at once is one decision', async () => {
    const desk = newDesk();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(desk, '/tags/harborlight%2Fbase')),
    );
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['done at 120']));
    expect(desk.session.taken).toHaveLength(1);
  });
});

describe('an attempt', () => {
  test('is judged by the world and told with its outcome', async () => {
    const desk = newDesk();
    const done = await ask(desk, '/decide', { method: 'POST', body: 'revoke hub-ci-2023' });
    expect(done.status).toBe(202);
    expect(desk.world.credentials['hub-ci-2023']?.generations[0]?.live).toBe(false);
  });

  test('of a role that is busy elsewhere is answered as too early', async () => {
    const desk = newDesk();
    const { recorded } = desk;
    const read = recorded.read('rotate hub-ci-2026');
    if (!read.ok) throw new Error('the drill has hub-ci-2026');
    recorded.take(read.decision, null);
    const busy = await ask(desk, '/decide', { method: 'POST', body: 'revoke hub-ci-2023' });
    expect(busy).toEqual({ status: 429, text: 'busy' });
  });

  test('after the end is answered as closed', async () => {
    const desk = newDesk();
    desk.recorded.pass(drill.scenario.estate.clock.endEx);
    expect(await ask(desk, '/decide', { method: 'POST', body: 'revoke hub-ci-2023' })).toEqual({
      status: 503,
      text: 'closed',
    });
  });
});

describe('the table', () => {
  test('of a face says what it has not', async () => {
    const desk = newDesk();
    expect(await ask(desk, '/nothing')).toEqual({ status: 404, text: 'no such path' });
    expect(await ask(desk, '/ping', { method: 'DELETE' })).toEqual({ status: 405, text: 'GET, HEAD' });
  });

  test('answers HEAD where it lists it, without a body', async () => {
    const desk = newDesk();
    const response = await answerRequest(desk, [smallFace], new Request(`${HOME}/ping`, { method: 'HEAD' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(`pong from ${HOME}`.length));
    expect(await response.text()).toBe('');
    expect((await ask(desk, '/tags/harborlight/base', { method: 'HEAD' })).status).toBe(405);
    expect(desk.session.taken).toHaveLength(0);
  });

  test('passes on what was settled on the wire', async () => {
    expect((await ask(newDesk(), '/settled')).status).toBe(304);
  });

  test('gives a broken escape as it stands', async () => {
    expect((await ask(newDesk(), '/tags/%zz')).text).toBe('unknown at 0');
  });

  test('tells what a request would mean, and takes nothing', () => {
    const desk = newDesk();
    const parts = { method: 'GET', headers: new Headers(), body: new Uint8Array() };
    const url = new URL('https://registry.harborlight.example/tags/harborlight/base');
    expect(meaningOf(desk, [smallFace], { ...parts, url })).toEqual({
      kind: 'looks',
      lines: ['inspect tags harborlight/base'],
    });
    expect(meaningOf(desk, [smallFace], { ...parts, url, method: 'PUT' })).toBeNull();
    expect(desk.session.taken).toHaveLength(0);
  });
});

test('whoever listens hears of each decision once, and of no free look', async () => {
  const desk = newDesk();
  const heard: Heard[] = [];
  const handlers = makeHandlers(desk, [smallFace], (one) => heard.push(one));
  for (let times = 0; times < 3; times += 1)
    await answerFrom(handlers, new Request(`${HOME}/tags/harborlight/base`));
  expect(heard.map(({ line, outcome }) => [line, outcome.kind])).toEqual([
    ['inspect tags harborlight/base', 'done'],
  ]);
});

describe('an address', () => {
  const named = (name: Face['name'], prefix: string): Face => ({ ...smallFace, name, prefix });
  const faces = [
    named('registry', ''),
    named('hub', '/hub'),
    named('forge', '/api/v3'),
    named('cluster', '/cluster'),
  ];
  const pong = async (url: string): Promise<string> =>
    (await answerRequest(newDesk(), faces, new Request(url))).text();

  test.each([
    [`${HOME}/ping`, HOME],
    [`${HOME}/hub/ping`, `${HOME}/hub`],
    [`${HOME}/api/v3/ping`, `${HOME}/api/v3`],
    [`${HOME}/cluster/ping`, `${HOME}/cluster`],
    ['http://api.github.localhost/ping', 'http://api.github.localhost'],
    ['https://hub.harborlight.example/ping', 'https://hub.harborlight.example'],
    ['https://cluster.harborlight.example/ping', 'https://cluster.harborlight.example'],
  ])('%s is answered by the face that it means', async (url, base) => {
    expect(await pong(url)).toBe(`pong from ${base}`);
  });

  test('that only begins like a prefix is the registry’s', async () => {
    expect(await pong(`${HOME}/hubcap/ping`)).toBe('no such path');
  });

  test('of a service’s own name has no prefix', async () => {
    expect(await pong('https://registry.harborlight.example/hub/ping')).toBe('no such path');
  });
});
