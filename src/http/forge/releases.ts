import { textOf } from '../../world/content/bytes.ts';
import { MEDIA_TYPE } from '../../world/content/oci.ts';
import { readManifest } from '../../world/content/reading.ts';
import { fakeRunId } from '../../world/evidence/fake-id.ts';
import type { EvidenceRecord } from '../../world/fact.ts';
import { namedBy, referrersAt } from '../../world/observable.ts';
import type { Desk, Outcome } from '../desk.ts';
import type { Ask, Meaning, Route } from '../route.ts';
import { isObject, looks, shownRecords } from '../shown.ts';
import { accountRecord, repositoryId } from './accounts.ts';
import { arrayJson, forgeJson, notFound, notHere, refusal } from './answers.ts';
import { readRefusal } from './caller.ts';
import { fullNameOf, pipelineOf, publishedBy, webOf } from './names.ts';

// What nobody's run made is in no release of the forge: that a tag names it all the same is what the registry tells.
function releasesIn(ask: Ask, desk: Desk, pipeline: string, outcome: Outcome): readonly EvidenceRecord[] {
  return shownRecords(outcome)
    .filter((record) => record.workflow_run !== null)
    .map((record) => releaseJson(ask, desk, pipeline, record))
    .reverse();
}

function releaseJson(ask: Ask, desk: Desk, pipeline: string, record: EvidenceRecord): EvidenceRecord {
  const run = isObject(record.workflow_run) ? record.workflow_run : {};
  const tag = `build-${String(run.run_number)}`;
  const repo = fullNameOf(desk, pipeline);
  const id = fakeRunId(`release ${String(record.name)}`);
  return {
    ...record,
    id,
    url: `${ask.base}/repos/${repo}/releases/${id}`,
    html_url: `${webOf(desk)}/${repo}/releases/tag/${tag}`,
    tag_name: tag,
    target_commitish: 'main',
    draft: false,
    prerelease: false,
    published_at: record.created_at,
    author: accountRecord(ask, desk, `${desk.world.estate.account}-bot`),
    assets: [],
    body: `${String(record.package)}@${String(record.name)}`,
  };
}

function meansReleases(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '');
  return pipeline === null ? notHere() : looks(`inspect releases ${pipeline.id}`);
}

function answerReleases(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const [owner = '', repo = '', which = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, repo);
  if (pipeline === null || outcome?.kind !== 'done') return refusal(outcome);
  const releases = releasesIn(ask, desk, pipeline.id, outcome);
  if (which === '') return arrayJson(ask, releases);
  const one = releases.find(
    (release) =>
      which === 'latest' || which === `tags/${String(release.tag_name)}` || which === String(release.id),
  );
  return one === undefined ? notFound() : forgeJson(one);
}

/** Where a digest that a repository of ours built would be, if the registry has it. */
function subjectIn(ask: Ask, desk: Desk): { readonly repo: string; readonly digest: string } | null {
  const [owner = '', name = '', digest = ''] = ask.params;
  const pipeline = pipelineOf(desk, owner, name);
  const repo = pipeline === null ? undefined : publishedBy(desk, pipeline)[0];
  return repo === undefined ? null : { repo, digest };
}

function meansAttestations(ask: Ask, desk: Desk): Meaning {
  const refused = readRefusal(ask, desk);
  if (refused !== null) return refused;
  const subject = subjectIn(ask, desk);
  return subject === null ? notHere() : looks(`inspect signature ${subject.repo}@${subject.digest}`);
}

/** The very bundles that the registry keeps beside the image. */
function bundlesOf(desk: Desk, repo: string, digest: string): readonly unknown[] {
  const { content } = desk.session.engine.scenario;
  const referrers = referrersAt(desk.world, content, repo, digest).value ?? [];
  return referrers
    .filter((one) => readManifest(content, one.digest)?.artifactType === MEDIA_TYPE.bundle)
    .flatMap((one) => namedBy(content, one.digest))
    .flatMap((one) => (one.mediaType === MEDIA_TYPE.bundle ? [content.blob(one.digest)] : []))
    .flatMap((blob) => (blob === null ? [] : [JSON.parse(textOf(blob.bytes)) as unknown]));
}

function answerAttestations(ask: Ask, desk: Desk, outcome: Outcome | undefined): Response {
  const subject = subjectIn(ask, desk);
  if (subject === null || outcome?.kind !== 'done') return refusal(outcome);
  const pipeline = pipelineOf(desk, ask.params[0] ?? '', ask.params[1] ?? '')?.id ?? '';
  const bundles = bundlesOf(desk, subject.repo, subject.digest);
  if (bundles.length === 0) return notFound();
  return forgeJson({
    attestations: bundles.map((bundle) => ({
      bundle,
      repository_id: repositoryId(pipeline),
      bundle_url: '',
    })),
  });
}

export const RELEASE_ROUTES: readonly Route[] = [
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/releases(?:\/(latest|\d+|tags\/[^/]+))?$/,
    written: '/repos/OWNER/REPO/releases[/latest]',
    shows: 'what the runs of the pipeline published, when and with which token; nothing that no run made',
    counts: 'inspect releases PIPELINE',
    means: meansReleases,
    answer: (ask, desk, [outcome]) => answerReleases(ask, desk, outcome),
  },
  {
    methods: ['GET'],
    path: /^\/repos\/([^/]+)\/([^/]+)\/attestations\/(sha256:[0-9a-f]{64})$/,
    written: '/repos/OWNER/REPO/attestations/DIGEST',
    shows: 'the signature bundles of a digest that the team has seen; 404 when nobody signed it',
    counts: 'inspect signature REPO@DIGEST',
    means: meansAttestations,
    answer: (ask, desk, [outcome]) => answerAttestations(ask, desk, outcome),
  },
];
