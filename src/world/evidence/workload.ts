import { isIsolated } from '../control.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { printTime } from '../time.ts';
import { fakeDigest } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { each, missing, stamp } from './finding.ts';

/** The pod behind a workload: `image` still shows the tag, `imageID` is what really runs. */
export function workloadOf(trial: Trial): Answer {
  const { world } = trial;
  const id = trial.attempt.targets[0] ?? '';
  const spec = world.estate.workloads[id];
  const running = world.workloads[id];
  if (spec === undefined || running === undefined) return missing('not-found', `There is no workload ${id}.`);
  const { digest, since } = running;
  const repository = `${world.estate.host}/${spec.repository}`;
  const tag = Object.values(world.estate.pipelines)
    .find((one) => one.rollsOut === id)
    ?.publishes?.split(':')[1];
  const image = tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;
  const startedAt = stamp(trial, since);
  const ready = !isIsolated(world, id);
  const status = {
    name: id,
    image,
    imageID: `${repository}@${digest}`,
    ready,
    restartCount: 0,
    state: { running: { startedAt } },
  };
  return {
    records: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: podName(id, digest),
          namespace: 'default',
          labels: { app: id },
          creationTimestamp: startedAt,
        },
        spec: {
          nodeSelector: { 'kubernetes.io/arch': spec.architecture },
          containers: [{ name: id, image }],
        },
        status: { phase: 'Running', startTime: startedAt, containerStatuses: [status] },
      },
    ],
    sightings: [sighting('runs', id, digest), ...each('digest', [digest])],
    summary: `${id} runs ${shortDigest(digest)} on ${spec.architecture} since ${printTime(since)}${ready ? '' : ', cut off from the network'}.`,
  };
}

function podName(id: string, digest: string): string {
  const hash = fakeDigest(`${id} ${digest}`).slice(7);
  return `${id}-${hash.slice(0, 9)}-${hash.slice(9, 14)}`;
}
