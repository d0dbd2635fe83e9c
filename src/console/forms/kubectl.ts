import { lastValue } from '../flags.ts';
import type { Call, Form, Plan, Tool } from '../form.ts';
import { err, type Output, out } from '../output.ts';
import { isFine, jsonOf, type Reply } from '../wire.ts';
import {
  deploymentIn,
  deploymentRequest,
  listRequest,
  nameOf,
  namespaceIn,
  oneRequest,
  RESOURCES,
  type Resource,
  resourceNamed,
  serverError,
} from './kube-calls.ts';
import { restart, scale, setImage } from './kube-change.ts';
import { get } from './kube-get.ts';

const SPEC = {
  switches: [
    ['-A', '--all-namespaces'],
    ['--no-headers'],
    ['-w', '--watch'],
    ['--show-labels'],
    ['--timestamps'],
    ['--insecure-skip-tls-verify'],
    ['--all-containers'],
    ['-f', '--follow'],
  ],
  values: [
    ['-n', '--namespace'],
    ['-o', '--output'],
    ['-l', '--selector'],
    ['--field-selector'],
    ['--replicas'],
    ['-c', '--container'],
    ['--tail'],
    ['--since'],
    ['-s', '--server'],
    ['--token'],
    ['--context'],
    ['--sort-by'],
    ['--timeout'],
    ['--to-revision'],
  ],
} as const;

type Read = (call: Call) => Plan | Output;

function form(words: string, counts: string, does: string, usage: string, read: Read): Form {
  return {
    tool: 'kubectl',
    words: words.split(' '),
    usages: [{ usage: `kubectl ${words} ${usage}`.trim(), does, counts }],
    spec: SPEC,
    operand: 'workload',
    read,
  };
}

function logs(call: Call): Plan | Output {
  const [word = ''] = call.operands;
  if (word === '')
    return err(
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples\n",
    );
  const [kind = '', name = null] = word.split('/');
  const pods = RESOURCES[0] as Resource;
  const isWorkload = name !== null && resourceNamed(kind)?.name === 'deployments';
  const labels = new Map([...call.flags.values, ['-l', [`app=${name ?? ''}`]] as const]);
  const request = isWorkload
    ? listRequest(pods, { ...call, flags: { ...call.flags, values: labels } }, false)
    : oneRequest(pods, name ?? kind, call, false);
  return {
    opening: [request],
    run: async (wire) => {
      const reply = await wire.ask(request);
      if (!isFine(reply)) return serverError(reply);
      const json = jsonOf(reply);
      const pod = isWorkload ? (json as { readonly items: readonly unknown[] }).items[0] : json;
      if (pod === undefined) return err(`error: no pods found for deployment "${name}"\n`);
      const query = new URLSearchParams();
      for (const [flag, key] of [
        ['-c', 'container'],
        ['--tail', 'tailLines'],
      ] as const) {
        const value = lastValue(call.flags, flag);
        if (value !== null) query.set(key, value);
      }
      if (call.flags.on.has('--timestamps')) query.set('timestamps', 'true');
      const log = await wire.ask({
        service: 'cluster',
        path: `/api/v1/namespaces/${namespaceIn(call)}/pods/${nameOf(pod)}/log?${query}`,
      });
      return isFine(log) ? out(log.body) : serverError(log);
    },
  };
}

function rollout(read: (name: string) => (reply: Reply) => Output): Read {
  return (call) => {
    const found = deploymentIn(call);
    if ('chunks' in found) return found;
    const request = deploymentRequest(call, found.name);
    return {
      opening: [request],
      run: async (wire) => {
        const reply = await wire.ask(request);
        return isFine(reply) ? read(found.name)(reply) : serverError(reply);
      },
    };
  };
}

export const KUBECTL: Tool = {
  name: 'kubectl',
  does: 'the cluster: what really runs, and what should',
  forms: [
    {
      ...form('get', 'inspect workload WORKLOAD, each', '', '', get),
      usages: [
        {
          usage: 'kubectl get pods [-A] [-l app=WORKLOAD] [-o wide]',
          does: 'the pods',
          counts: 'inspect workload WORKLOAD, each',
        },
        {
          usage:
            "kubectl get pods [-l app=WORKLOAD] -o jsonpath='{.items[*].status.containerStatuses[*].imageID}'",
          does: 'the digests that really run',
          counts: 'inspect workload WORKLOAD, each',
        },
        {
          usage: 'kubectl get pods -o json|yaml|name|custom-columns=NAME:PATH',
          does: 'the pods for other tools',
          counts: 'inspect workload WORKLOAD, each',
        },
        { usage: 'kubectl get deployments', does: 'what was ordered', counts: 'nothing' },
      ],
    },
    form('logs', 'inspect workload WORKLOAD', 'what a service wrote itself', 'deploy/WORKLOAD', logs),
    form(
      'rollout status',
      'nothing',
      'whether a rollout is done',
      'deploy/WORKLOAD',
      rollout((name) => () => out(`deployment "${name}" successfully rolled out\n`)),
    ),
    form(
      'rollout history',
      'nothing',
      'the cluster keeps none',
      'deploy/WORKLOAD',
      rollout((name) => () => out(`deployment.apps/${name} \nNo rollout history found.\n`)),
    ),
    form(
      'rollout undo',
      'nothing',
      'is refused: no history is kept',
      'deploy/WORKLOAD',
      rollout((name) => () => err(`error: no rollout history found for deployment "${name}"\n`)),
    ),
    form(
      'rollout restart',
      'deploy WORKLOAD to REF',
      'pulls what its tag names now',
      'deploy/WORKLOAD',
      restart,
    ),
    form(
      'set image',
      'deploy WORKLOAD to REF',
      'rolls out an image',
      'deploy/WORKLOAD WORKLOAD=REF',
      setImage,
    ),
    form(
      'scale',
      'isolate WORKLOAD; lift isolate:WORKLOAD',
      'takes a workload off the network, or back',
      'deploy/WORKLOAD --replicas=0|1',
      scale,
    ),
  ],
  unknown: (words) =>
    err(`error: unknown command ${JSON.stringify(words.slice(0, 1).join(' '))} for "kubectl"\n`),
  badFlag: ({ words }, flag, needsValue) =>
    err(
      `error: ${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag}\nSee 'kubectl ${words.join(' ')} --help' for usage.\n`,
    ),
};
