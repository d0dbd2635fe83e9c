import { parseTimestamp } from '../../world/time.ts';
import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { err, lined, type Output, out } from '../output.ts';
import { isFine, jsonOf, type Wire } from '../wire.ts';
import { agoWords, instantOf } from './clock.ts';
import { actions, fullName, httpWords, isRepo, once, repoIn, write } from './gh-calls.ts';
import { tableText } from './table.ts';

interface Workflow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly state: string;
}

export function workflowList(call: Call): Plan | Output {
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  const request = actions(repo, 'workflows?per_page=50&page=1');
  return once(request, (wire, reply) => {
    if (!isFine(reply)) return err(`could not get workflows: ${httpWords(wire, request, reply)}\n`);
    const all = (jsonOf(reply) as { readonly workflows: readonly Workflow[] }).workflows;
    const shown = all.filter(({ state }) => call.flags.on.has('-a') || state === 'active');
    const rows = shown.map(({ name, state, id }) => [name, state, String(id)]);
    return out(call.isPiped ? lined(rows.map((row) => row.join('\t'))) : tableText(rows, 2));
  });
}

/** The file by which the API knows a workflow: a number and a file stand for themselves, a name for the file called so. */
function fileOf(word: string): string {
  return encodeURIComponent(/\.ya?ml$|^\d+$/.test(word) ? word : `${word}.yaml`);
}

export function workflowWrite(call: Call, verb: 'disable' | 'enable'): Plan | Output {
  const [word] = call.operands;
  if (word === undefined) return err('workflow argument required when not running interactively\n');
  const repo = repoIn(call, word);
  if (!isRepo(repo)) return repo;
  const request = write(repo, 'PUT', `workflows/${fileOf(word)}/${verb}`);
  return once(request, (wire, reply) => {
    if (isFine(reply))
      return out(`✓ ${verb === 'disable' ? 'Disabled' : 'Enabled'} ${word.replace(/\.ya?ml$/, '')}\n`);
    if (reply.status === 404) return err(`could not find any workflows named ${word}\n`);
    return err(`failed to ${verb} workflow: ${httpWords(wire, request, reply)}\n`);
  });
}

export function workflowRun(call: Call): Plan | Output {
  const [word] = call.operands;
  if (word === undefined)
    return err('workflow ID, name, or filename required when not running interactively\n');
  const repo = repoIn(call, word);
  if (!isRepo(repo)) return repo;
  const ref = lastValue(call.flags, '-r') ?? 'main';
  const request = write(repo, 'POST', `workflows/${fileOf(word)}/dispatches`, { ref });
  return once(request, (wire, reply) => {
    if (reply.status === 404) return err(`could not find any workflows named ${word}\n`);
    if (!isFine(reply))
      return err(`could not create workflow dispatch event: ${httpWords(wire, request, reply)}\n`);
    const file = /\.ya?ml$/.test(word) ? word : `${word}.yaml`;
    return out(
      call.isPiped
        ? ''
        : lined([
            `✓ Created workflow_dispatch event for ${file} at ${ref}`,
            '',
            `To see runs for this workflow, try: gh run list --workflow=${file}`,
          ]),
    );
  });
}

interface Secret {
  readonly name: string;
  readonly updated_at: string;
}

export function secretList(call: Call): Plan | Output {
  const org = lastValue(call.flags, '-o');
  const repo = org === null ? repoIn(call) : { owner: org, name: '' };
  if (!isRepo(repo)) return repo;
  const own = {
    service: 'forge',
    path: `/orgs/${encodeURIComponent(org ?? '')}/actions/secrets?per_page=100`,
  } as const;
  const request = org === null ? actions(repo, 'secrets?per_page=100') : own;
  return once(request, (wire, reply) => {
    if (!isFine(reply)) return err(`failed to get secrets: ${httpWords(wire, request, reply)}\n`);
    const { secrets } = jsonOf(reply) as { readonly secrets: readonly Secret[] };
    if (secrets.length === 0) return call.isPiped ? out('') : err(`no secrets found\n`);
    const rows = secrets.map(({ name, updated_at: at }) => [
      name,
      `${call.isPiped ? '' : 'Updated '}${at.slice(0, 10)}`,
    ]);
    return out(call.isPiped ? lined(rows.map((row) => row.join('\t'))) : tableText(rows, 2));
  });
}

// Any 32 bytes will do: the new value is made by the service behind the secret, and what is sealed here is thrown away.
const SEALED = 'c2VhbGVk';

export function secretSet(call: Call): Plan | Output {
  const [name] = call.operands;
  if (name === undefined) return err('must pass name argument\n');
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  const request = write(repo, 'PUT', `secrets/${encodeURIComponent(name)}`, {
    encrypted_value: SEALED,
    key_id: '1',
  });
  return once(request, (wire, reply) =>
    isFine(reply)
      ? out(call.isPiped ? '' : `✓ Set Actions secret ${name} for ${fullName(repo)}\n`)
      : err(
          `1 error occurred:\n\t* failed to set secret "${name}": ${httpWords(wire, request, reply)}\n\n\n`,
        ),
  );
}

export function secretDelete(call: Call): Plan | Output {
  const [name] = call.operands;
  if (name === undefined) return err('accepts 1 arg(s), received 0\n');
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  const request = write(repo, 'DELETE', `secrets/${encodeURIComponent(name)}`);
  return once(request, (wire, reply) =>
    isFine(reply)
      ? out(`✓ Deleted Actions secret ${name} from ${fullName(repo)}\n`)
      : err(`failed to delete secret ${name}: ${httpWords(wire, request, reply)}\n`),
  );
}

interface Cache {
  readonly id: number;
  readonly key: string;
  readonly size_in_bytes: number;
  readonly created_at: string;
  readonly last_accessed_at: string;
}

export function cacheList(call: Call): Plan | Output {
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  const request = actions(repo, 'caches?per_page=30');
  return once(request, (wire, reply) => {
    if (!isFine(reply)) return err(`${httpWords(wire, request, reply)}\n`);
    const all = (jsonOf(reply) as { readonly actions_caches: readonly Cache[] }).actions_caches;
    if (all.length === 0) return err(`No caches found in ${fullName(repo)}\n`);
    const rows = all.map((cache) => [
      String(cache.id),
      cache.key,
      sizeWords(cache.size_in_bytes),
      agoAt(wire, cache.created_at),
      agoAt(wire, cache.last_accessed_at),
    ]);
    if (call.isPiped) return out(lined(rows.map((row) => row.join('\t'))));
    const count = `${all.length} of ${all.length} ${all.length === 1 ? 'cache' : 'caches'}`;
    return out(
      `\nShowing ${count} in ${fullName(repo)}\n\n${tableText([['ID', 'KEY', 'SIZE', 'CREATED', 'ACCESSED'], ...rows], 2)}`,
    );
  });
}

function agoAt(wire: Wire, stamp: string): string {
  return agoWords(instantOf(wire).getTime() / 1000 - (parseTimestamp(stamp)?.startEx ?? 0));
}

function sizeWords(size: number): string {
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(2)} KiB` : `${(size / 1024 / 1024).toFixed(2)} MiB`;
}

export function cacheDelete(call: Call): Plan | Output {
  const [key] = call.operands;
  const repo = repoIn(call);
  if (!isRepo(repo)) return repo;
  if (key === undefined) return err('must provide either cache id, cache key, or use --all\n');
  const request = write(
    repo,
    'DELETE',
    /^\d+$/.test(key) ? `caches/${key}` : `caches?key=${encodeURIComponent(key)}`,
  );
  return once(request, (wire, reply) => {
    if (isFine(reply)) return out(`✓ Deleted 1 cache from ${fullName(repo)}\n`);
    return err(
      reply.status === 404
        ? `X Could not find a cache matching ${key} in ${fullName(repo)}\n`
        : `X Failed to delete cache: ${httpWords(wire, request, reply)}\n`,
    );
  });
}
