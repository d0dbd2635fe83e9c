/** One command of a real tool, and the same as the console takes it. `HOST` is where the services listen, `DNS` the name server. */
export interface Recording {
  readonly name: string;
  readonly real: string;
  readonly console: string;
  /** On a terminal, where the tool prints other things than into a pipe. */
  readonly isTerminal?: boolean;
  /** What is run before in the same session, by the real tools and by the console. */
  readonly before?: readonly string[];
  readonly beforeConsole?: readonly string[];
}

const R = 'registry.harborlight.example';
const BASE = 'harborlight/base';
const SKOPEO = '--tls-verify=false';
const KUBE = 'kubectl -s http://HOST/cluster --token=hotwash_FAKE_operator';
const GH = '-R harborlight/api-build';
const CREDS = '--dest-creds hotwash:hotwash_FAKE_operator';
const AUTH = "-H 'Authorization: Bearer hotwash_FAKE_operator'";
const FORGE = 'curl -s --unix-socket forge.sock';

function skopeo(name: string, words: string, isTerminal = false): Recording {
  const real = words
    .replaceAll('docker://', 'docker://HOST/')
    .replace('skopeo inspect', `skopeo inspect ${SKOPEO}`)
    .replace('skopeo list-tags', `skopeo list-tags ${SKOPEO}`);
  return {
    name: `skopeo-${name}`,
    real,
    console: words.replaceAll('docker://', `docker://${R}/`),
    isTerminal,
  };
}

function both(name: string, words: string, more: Partial<Recording> = {}): Recording {
  return { name, real: words.replaceAll(R, 'HOST'), console: words, ...more };
}

function gh(name: string, words: string, isTerminal = true): Recording {
  const list = `gh run list ${GH}`;
  const before = words.includes('RUN') ? { before: [list], beforeConsole: [list] } : {};
  return {
    ...before,
    name: `gh-${name}`,
    real: `gh ${words} ${GH}`,
    console: `gh ${words} ${GH}${isTerminal ? '' : ' | cat'}`,
    isTerminal,
  };
}

function kubectl(name: string, words: string): Recording {
  return { name: `kubectl-${name}`, real: `${KUBE} ${words}`, console: `kubectl ${words}` };
}

export const RECORDINGS: readonly Recording[] = [
  skopeo('inspect', `skopeo inspect docker://${BASE}:stable`),
  skopeo('inspect-digest', `skopeo inspect --format '{{.Digest}}' docker://${BASE}:stable`),
  skopeo(
    'inspect-labels',
    `skopeo inspect --format '{{.Name}} {{.Labels}} {{.Layers}}' docker://${BASE}:1.8.2`,
  ),
  skopeo('inspect-no-tags', `skopeo inspect --no-tags docker://${BASE}:1.8.3`),
  skopeo('inspect-raw', `skopeo inspect --raw docker://${BASE}:stable`),
  skopeo('inspect-config', `skopeo inspect --config docker://${BASE}:stable`),
  skopeo('inspect-mirror', `skopeo inspect docker://eu-mirror/${BASE}:stable`),
  skopeo('list-tags', `skopeo list-tags docker://${BASE}`),
  skopeo('list-tags-nothing', `skopeo list-tags docker://harborlight/nope`, true),
  skopeo('inspect-no-tag', `skopeo inspect docker://${BASE}:nope`, true),
  both('skopeo-transport', 'skopeo inspect foo:bar', { isTerminal: true }),
  both('skopeo-no-arguments', 'skopeo inspect', { isTerminal: true }),
  both('skopeo-unknown', 'skopeo frobnicate', { isTerminal: true }),
  both('skopeo-flag', 'skopeo inspect --bla x', { isTerminal: true }),
  {
    name: 'skopeo-copy-out',
    real: `skopeo copy --src-tls-verify=false docker://HOST/${BASE}:1.8.3 dir:evidence`,
    console: `skopeo copy docker://${R}/${BASE}:1.8.3 dir:evidence`,
  },
  {
    name: 'skopeo-copy-out-all',
    real: `skopeo copy --all --src-tls-verify=false docker://HOST/${BASE}:1.8.2 dir:evidence`,
    console: `skopeo copy --all docker://${R}/${BASE}:1.8.2 dir:evidence`,
  },
  {
    name: 'skopeo-copy-denied',
    real: `skopeo copy --src-tls-verify=false --dest-tls-verify=false docker://HOST/${BASE}:1.8.3 docker://HOST/${BASE}:1.8`,
    console: `skopeo copy docker://${R}/${BASE}:1.8.3 docker://${R}/${BASE}:1.8`,
    beforeConsole: [`docker logout ${R}`],
    isTerminal: false,
  },
  {
    name: 'skopeo-copy-repoint',
    real: `skopeo copy --all ${CREDS} --src-tls-verify=false --dest-tls-verify=false docker://HOST/${BASE}:1.8.3 docker://HOST/${BASE}:stable`,
    console: `skopeo copy --all docker://${R}/${BASE}:1.8.3 docker://${R}/${BASE}:stable`,
  },
  {
    name: 'skopeo-delete',
    real: `skopeo delete --creds hotwash:hotwash_FAKE_operator --tls-verify=false docker://HOST/${BASE}:1.8.2`,
    console: `skopeo delete docker://${R}/${BASE}:1.8.2`,
  },
  {
    name: 'docker-manifest',
    real: `docker manifest inspect --insecure HOST/${BASE}:stable`,
    console: `docker manifest inspect ${R}/${BASE}:stable`,
  },
  {
    name: 'docker-manifest-verbose',
    real: `docker manifest inspect --insecure -v HOST/${BASE}:1.8.3`,
    console: `docker manifest inspect -v ${R}/${BASE}:1.8.3`,
  },
  {
    name: 'docker-manifest-nothing',
    real: `docker manifest inspect --insecure HOST/${BASE}:nope`,
    console: `docker manifest inspect ${R}/${BASE}:nope`,
  },
  both('docker-logout', `docker logout ${R}`),
  both('docker-engine', 'docker ps'),
  both('docker-unknown', 'docker frobnicate'),
  gh('run-list', 'run list -L 3'),
  gh('run-list-piped', 'run list -L 3', false),
  gh('run-list-json', 'run list -L 2 --json databaseId,conclusion,headSha', false),
  gh('run-view', 'run view RUN'),
  gh('run-view-verbose', 'run view RUN -v'),
  gh('run-log', 'run view RUN --log', false),
  gh('run-nothing', 'run view 1'),
  gh('run-cancel', 'run cancel RUN'),
  gh('run-rerun', 'run rerun RUN'),
  gh('workflow-list', 'workflow list'),
  gh('workflow-list-piped', 'workflow list', false),
  gh('workflow-disable', 'workflow disable api-build.yaml'),
  gh('workflow-enable', 'workflow enable api-build.yaml'),
  gh('workflow-run', 'workflow run api-build.yaml'),
  gh('secret-list', 'secret list'),
  gh('secret-list-piped', 'secret list', false),
  gh('secret-set', 'secret set AWS_DEPLOY -b x'),
  gh('secret-set-refused', 'secret set NOPE -b x'),
  gh('secret-delete', 'secret delete AWS_DEPLOY'),
  both('gh-api', 'gh api repos/harborlight/api-build/actions/workflows', { isTerminal: true }),
  both(
    'gh-api-jq',
    "gh api repos/harborlight/api-build/actions/runs --jq '.workflow_runs[0].conclusion, .total_count'",
    { isTerminal: true },
  ),
  both('gh-api-nothing', 'gh api /nope', { isTerminal: true }),
  both('gh-no-repository', 'gh run list'),
  kubectl('pods', 'get pods'),
  kubectl('pods-all', 'get pods -A'),
  kubectl('pods-wide', 'get pods -A -o wide'),
  kubectl('pods-name', 'get pods -o name'),
  kubectl('pods-json', 'get pods -l app=api-prod -o json'),
  kubectl('pods-yaml', 'get pods -l app=api-prod -o yaml'),
  kubectl('pods-image', "get pods -o jsonpath='{.items[*].status.containerStatuses[*].imageID}'"),
  kubectl(
    'pods-range',
    `get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.spec.containers[0].image}{"\\n"}{end}'`,
  ),
  kubectl('pods-columns', 'get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,X:.nope'),
  kubectl('pods-no-headers', 'get pods --no-headers'),
  kubectl('pods-elsewhere', 'get pods -n elsewhere'),
  kubectl('pod-nothing', 'get pod nope'),
  kubectl('deployments', 'get deployments'),
  kubectl('deployment-yaml', 'get deploy api-prod -o yaml'),
  kubectl('namespaces', 'get ns'),
  kubectl('all', 'get all'),
  kubectl('unknown-kind', 'get frobs'),
  kubectl('logs', 'logs deploy/api-prod'),
  kubectl('rollout-status', 'rollout status deploy/api-prod'),
  kubectl('rollout-undo', 'rollout undo deploy/api-prod'),
  kubectl('rollout-history', 'rollout history deploy/api-prod'),
  kubectl('rollout-restart', 'rollout restart deploy/api-prod'),
  kubectl('set-image', `set image deploy/api-prod api-prod=${R}/harborlight/base:1.8.3`),
  kubectl(
    'set-image-unseen',
    `set image deploy/api-prod api-prod=${R}/harborlight/api@sha256:${'0'.repeat(64)}`,
  ),
  kubectl('set-image-same', `set image deploy/api-prod api-prod=${R}/harborlight/api:latest`),
  kubectl('set-image-stranger', 'set image deploy/api-prod other=x:1'),
  kubectl('scale', 'scale deploy/worker-prod --replicas=0'),
  kubectl('scale-up', 'scale deploy/api-prod --replicas=3'),
  both('curl-tags', `curl -s https://${R}/v2/${BASE}/tags/list`, {
    real: `curl -s http://HOST/v2/${BASE}/tags/list`,
  }),
  both('curl-head', `curl -sI https://${R}/v2/`, { real: 'curl -sI http://HOST/v2/' }),
  both('curl-fail', `curl -sSf https://${R}/v2/${BASE}/manifests/nope`, {
    real: `curl -sSf http://HOST/v2/${BASE}/manifests/nope`,
  }),
  both('curl-status', `curl -s -o /dev/null -w '%{http_code}\\n' https://${R}/v2/`, {
    real: "curl -s -o /dev/null -w '%{http_code}\\n' http://HOST/v2/",
  }),
  both(
    'curl-audit',
    `curl -s ${AUTH} 'https://hub.harborlight.example/v2/auditlogs/harborlight?name=${BASE}'`,
    { real: `curl -s ${AUTH} 'http://HOST/hub/v2/auditlogs/harborlight?name=${BASE}'` },
  ),
  both('curl-forge', `curl -s https://api.forge.harborlight.example/repos/harborlight/nope`, {
    real: `${FORGE} http://api.github.localhost/repos/harborlight/nope`,
  }),
  both('curl-no-host', 'curl https://nowhere.invalid/', { isTerminal: true }),
  both('git-log', 'git -C api-build log'),
  both('git-log-oneline', 'git -C api-build log --oneline'),
  both('git-log-format', "git -C api-build log --format='%an %ae %s %G? %ct'"),
  both('git-log-patch', 'git -C api-build log -p -- Dockerfile'),
  both('git-log-signature', 'git -C api-build log --show-signature'),
  both('git-show', 'git -C api-build show'),
  both('git-show-file', 'git -C api-build show HEAD:Dockerfile'),
  both('git-blame', 'git -C api-build blame Dockerfile'),
  both('git-nowhere', 'git log'),
  {
    name: 'dig-short',
    real: 'dig DNS +short cdn-telemetry.example',
    console: 'dig +short cdn-telemetry.example',
  },
  { name: 'dig', real: 'dig DNS cdn-telemetry.example', console: 'dig cdn-telemetry.example' },
  { name: 'dig-txt', real: 'dig DNS TXT cdn-telemetry.example', console: 'dig TXT cdn-telemetry.example' },
  { name: 'dig-nothing', real: 'dig DNS nowhere.example', console: 'dig nowhere.example' },
];
