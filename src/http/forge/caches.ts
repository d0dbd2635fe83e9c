import type { PipelineSpec } from '../../world/estate.ts';
import { fakeDigest, fakeNumber, fakeRunId } from '../../world/evidence/fake-id.ts';
import { factsOf } from '../../world/evidence/history.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { printTimestamp } from '../../world/time.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { attempt, looks, trialOf } from '../shown.ts';
import { done, forgeJson, listJson, notFound, notHere, refusal } from './answers.ts';
import { readRefusal, writeRefusal } from './caller.ts';
import { pipelineOf } from './names.ts';

const CACHES = /^\/repos\/([^/]+)\/([^/]+)\/actions\/caches$/;
const REF = 'refs/heads/main';

/** The key under which a pipeline's runner keeps base images. */
function keyOf(pipeline: PipelineSpec): string {
  return `${pipeline.id}-base-images`;
}

function cacheId(pipeline: PipelineSpec): string {
  return String(fakeRunId(`cache ${pipeline.id}`));
}

/** The runner's local copies as one cache: that there are some, and since when; not what they hold. */
function cachesNow(desk: Desk, pipeline: PipelineSpec): readonly EvidenceRecord[] {
  const { world } = desk;
  if (Object.keys(world.pipelines[pipeline.id]?.local ?? {}).length === 0) return [];
  const fetched = factsOf(trialOf(desk, `inspect runs ${pipeline.id}`), 'runner-fetched').filter(
    (fact) => fact.subject === pipeline.id,
  );
  const used = Object.values(world.runs).filter((run) => run.pipeline === pipeline.id);
  const { calendar, opens } = world.estate.clock;
  const made = fetched.at(-1)?.at ?? opens;
  const last = Math.max(made, ...used.map((run) => run.startedAt));
  return [
    {
      id: Number(cacheId(pipeline)),
      ref: REF,
      key: keyOf(pipeline),
      version: fakeDigest(`cache ${pipeline.id}`).slice('sha256:'.length),
      last_accessed_at: printTimestamp(last, calendar),
      created_at: printTimestamp(made, calendar),
      size_in_bytes: 4_000_000 + fakeNumber(`cache ${pipeline.id}`, 60_000_000),
    },
  ];
}

function pipelineIn(ask: Ask, desk: Desk): PipelineSpec | null {
  return pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
}

function meansList(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineIn(ask, desk);
  return pipeline === null ? notHere() : looks(`inspect runs ${pipeline.id}`);
}

function answerList(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const pipeline = pipelineIn(ask, desk);
  if (outcome?.kind !== 'done' || pipeline === null) return refusal(outcome);
  const key = ask.query.get('key') ?? '';
  const ref = ask.query.get('ref') ?? REF;
  const caches = cachesNow(desk, pipeline).filter(
    (cache) => ref === REF && String(cache.key).startsWith(key),
  );
  return listJson(ask, 'actions_caches', caches);
}

// Its name is enough to try: whether anything is kept under it is told by the attempt, which takes its time.
function meansDelete(ask: Ask, desk: Desk): Meaning {
  const refused = writeRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineIn(ask, desk);
  if (pipeline === null) return notHere();
  const id = ask.params[2];
  const isIt = id === undefined ? ask.query.get('key') === keyOf(pipeline) : id === cacheId(pipeline);
  const isMain = (ask.query.get('ref') ?? REF) === REF;
  return isIt && isMain ? attempt(`clean-runner ${pipeline.id}`) : notHere();
}

function answerDelete(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const pipeline = pipelineIn(ask, desk);
  if (outcome?.kind !== 'done' || pipeline === null) return refusal(outcome);
  if (outcome.facts.some((fact) => fact.kind === 'nothing-changed')) return notFound();
  if (ask.params[2] !== undefined) return done(outcome);
  const deleted = { id: Number(cacheId(pipeline)), ref: REF, key: keyOf(pipeline) };
  return forgeJson({ total_count: 1, actions_caches: [deleted] });
}

export const CACHE_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: CACHES,
    written: '/repos/OWNER/REPO/actions/caches',
    shows: 'whether the runner keeps local copies and since when; not which digests',
    counts: 'inspect runs PIPELINE',
    means: meansList,
    answer: (ask, desk, [outcome]) => answerList(ask, desk, outcome),
  },
  {
    methods: ['DELETE'],
    path: CACHES,
    written: '/repos/OWNER/REPO/actions/caches?key=PIPELINE-base-images',
    shows: 'the cache that was deleted, if there was one',
    counts: 'clean-runner PIPELINE',
    means: meansDelete,
    answer: (ask, desk, [outcome]) => answerDelete(ask, desk, outcome),
  },
  {
    methods: ['DELETE'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/actions\/caches\/(\d+)$/,
    written: '/repos/OWNER/REPO/actions/caches/ID',
    shows: 'nothing',
    counts: 'clean-runner PIPELINE',
    means: meansDelete,
    answer: (ask, desk, [outcome]) => answerDelete(ask, desk, outcome),
  },
];
