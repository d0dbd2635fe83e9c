import type { Desk } from '../../src/http/desk.ts';
import type { Ask, Face } from '../../src/http/route.ts';

const text = (status: number, words: string): Response =>
  new Response(words, { status, headers: { 'Content-Length': String(words.length) } });

/** The least face that has one row of each kind. */
export const smallFace: Face = {
  name: 'registry',
  prefix: '',
  routes: [
    {
      methods: ['GET', 'HEAD'],
      path: /^\/ping\/?$/,
      written: '/ping',
      shows: 'nothing',
      counts: 'free',
      means: () => ({ kind: 'free' }),
      answer: (ask) => text(200, `pong from ${ask.base}`),
    },
    {
      methods: ['GET'],
      path: /^\/tags\/(.+)$/,
      written: '/tags/REPO',
      shows: 'tags',
      counts: 'inspect tags REPO',
      means: ({ params }) => ({ kind: 'looks', lines: [`inspect tags ${params[0]}`] }),
      answer: (_ask: Ask, desk: Desk, [outcome]) => text(200, `${outcome?.kind} at ${desk.now}`),
    },
    {
      methods: ['POST'],
      path: /^\/decide$/,
      written: '/decide',
      shows: 'what came of it',
      counts: 'whatever the body says',
      means: ({ body }) => ({ kind: 'attempt', line: new TextDecoder().decode(body) }),
      answer: (_ask, _desk, [outcome]) => text(outcome?.kind === 'done' ? 202 : 403, JSON.stringify(outcome)),
    },
    {
      methods: ['GET'],
      path: /^\/throw$/,
      written: '/throw',
      shows: 'our bug',
      counts: 'free',
      means: () => ({ kind: 'free' }),
      answer: () => {
        throw new Error('a face that throws');
      },
    },
    {
      methods: ['GET'],
      path: /^\/settled$/,
      written: '/settled',
      shows: 'nothing',
      counts: 'free',
      means: () => ({ kind: 'answer', response: new Response(null, { status: 304 }) }),
      answer: () => text(500, 'never'),
    },
  ],
  noRoute: (_ask, methods) => text(methods === null ? 404 : 405, methods?.join(', ') ?? 'no such path'),
  unavailable: (_ask, outcome) => text(outcome.kind === 'busy' ? 429 : 503, outcome.kind),
};
