import { imageOf, workloadOf } from '../../http/cluster/names.ts';
import type { Desk } from '../../http/desk.ts';
import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { err, type Output, out } from '../output.ts';
import { isFine, jsonOf, type Reply, type Wire, type WireRequest } from '../wire.ts';
import { deploymentIn, deploymentRequest, serverError } from './kube-calls.ts';

const STRATEGIC = 'application/strategic-merge-patch+json';

function patchOf(request: WireRequest, body: unknown): WireRequest {
  return {
    ...request,
    method: 'PATCH',
    headers: { accept: 'application/json', 'content-type': STRATEGIC },
    body: JSON.stringify(body),
  };
}

/** A deployment is read first, which is free, and then patched. */
function patched(call: Call, name: string, patch: (request: WireRequest) => WireRequest, done: string): Plan {
  const request = deploymentRequest(call, name);
  return {
    opening: [patch(request)],
    run: async (wire) => {
      const present = await wire.ask(request);
      if (!isFine(present)) return serverError(present);
      return sent(wire, patch(request), done);
    },
  };
}

async function sent(wire: Wire, request: WireRequest, done: string): Promise<Output> {
  const reply = await wire.ask(request);
  return isFine(reply) ? out(done) : serverError(reply);
}

/** What kubectl says when an image was not taken: the cluster's reason alone. */
function notPatched(reply: Reply): Output {
  const { message = '' } = (jsonOf(reply) ?? {}) as { readonly message?: string };
  return err(`error: failed to patch image update to pod template: ${message}\n`);
}

export function restart(call: Call): Plan | Output {
  const found = deploymentIn(call);
  if ('chunks' in found) return found;
  const { startEx } = call.session.course.world.estate.clock.calendar;
  const restartedAt = new Date((startEx + call.session.now) * 1000).toISOString();
  const body = {
    spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } } } },
  };
  return patched(
    call,
    found.name,
    (request) => patchOf(request, body),
    `deployment.apps/${found.name} restarted\n`,
  );
}

export function setImage(call: Call): Plan | Output {
  const found = deploymentIn(call);
  if ('chunks' in found) return found;
  const pair = /^([^=]+)=(.+)$/.exec(found.rest[0] ?? '');
  if (pair === null) return err('error: at least one image update is required\n');
  const [, container = '', image = ''] = pair;
  const request = deploymentRequest(call, found.name);
  const named = container === '*' ? found.name : container;
  const patch = patchOf(request, { spec: { template: { spec: { containers: [{ name: named, image }] } } } });
  // The one container of a deployment is called as it is; another is not even asked for.
  const isNews = (desk: Desk): boolean => {
    const spec = workloadOf(desk, found.name);
    return spec === null || imageOf(desk, spec) !== image;
  };
  return {
    opening: named === found.name ? [(desk) => (isNews(desk) ? patch : null)] : [],
    run: async (wire) => {
      const present = await wire.ask(request);
      if (!isFine(present)) return serverError(present);
      const containers = containersIn(jsonOf(present));
      const own = containers.find(({ name }) => name === named);
      if (own === undefined) return err(`error: unable to find container named "${named}"\n`);
      // What is ordered already is not ordered again: kubectl then says nothing.
      if (own.image === image) return out('');
      const reply = await wire.ask(patch);
      return isFine(reply) ? out(`deployment.apps/${found.name} image updated\n`) : notPatched(reply);
    },
  };
}

interface Container {
  readonly name: string;
  readonly image: string;
}

function containersIn(json: unknown): readonly Container[] {
  const deployment = json as {
    readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
  };
  return deployment.spec.template.spec.containers;
}

export function scale(call: Call): Plan | Output {
  const found = deploymentIn(call);
  if ('chunks' in found) return found;
  const replicas = lastValue(call.flags, '--replicas');
  if (replicas === null || !/^\d{1,4}$/.test(replicas))
    return err(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n',
    );
  const patch = (request: WireRequest): WireRequest =>
    patchOf({ ...request, path: `${request.path}/scale` }, { spec: { replicas: Number(replicas) } });
  return patched(call, found.name, patch, `deployment.apps/${found.name} scaled\n`);
}
