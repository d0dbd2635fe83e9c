import type { Call, Form, Plan, Tool } from '../form.ts';
import { type ImageName, readImageName, repositoryOf } from '../image-reference.ts';
import { err, lined, type Output, out } from '../output.ts';
import { isFine, type Wire } from '../wire.ts';
import { complaint, images, isOutput, urlOf, wrongCount } from './crane-words.ts';
import { copy, remove, tag } from './crane-write.ts';
import {
  blobRequest,
  fetchConfig,
  fetchManifest,
  fetchPlatform,
  fetchTags,
  manifestRequest,
  partRequest,
  tagsRequest,
} from './registry-calls.ts';

const SPEC = {
  switches: [
    ['--insecure'],
    ['-v', '--verbose'],
    ['-O', '--omit-digest-tags'],
    ['--full-ref'],
    ['--allow-nondistributable-artifacts'],
  ],
  values: [['--platform'], ['-j', '--jobs'], ['--user-agent']],
} as const;

type Read = (call: Call) => Plan | Output;

function form(
  word: string,
  counts: string,
  does: string,
  usage: string,
  operand: Form['operand'],
  read: Read,
): Form {
  return { tool: 'crane', words: [word], usages: [{ usage, does, counts }], spec: SPEC, operand, read };
}

/** One image, read by the opening request. */
function about(
  word: string,
  run: (wire: Wire, image: ImageName, call: Call) => Promise<Output>,
  method: 'GET' | 'HEAD' = 'GET',
): Read {
  return (call) => {
    const found = images(call, word, 1);
    if (isOutput(found)) return found;
    const [image] = found;
    if (image === undefined) return err('');
    const architecture = architectureIn(call) ?? (word === 'config' ? 'amd64' : null);
    // Without a machine a name stands for its index; with one, for the part.
    const part = architecture === null ? [] : [partRequest(image, architecture)];
    const asked = architecture === null ? method : 'GET';
    return { opening: [manifestRequest(image, asked), ...part], run: (wire) => run(wire, image, call) };
  };
}

async function digest(wire: Wire, image: ImageName, call: Call): Promise<Output> {
  const architecture = architectureIn(call);
  if (architecture !== null) {
    const got = await fetchPlatform(wire, image, architecture);
    return got.ok
      ? out(`${got.found.digest}\n`)
      : complaint(`fetching manifest ${image.text}`, 'GET', urlOf(image), got.reply);
  }
  const reply = await wire.ask(manifestRequest(image, 'HEAD'));
  if (!isFine(reply)) return complaint('', 'HEAD', urlOf(image), reply);
  const prefix = call.flags.on.has('--full-ref') ? `${repositoryOf(image)}@` : '';
  return out(`${prefix}${reply.headers.get('docker-content-digest') ?? ''}\n`);
}

function architectureIn({ flags }: Call): string | null {
  const platform = flags.values.get('--platform')?.at(-1) ?? 'all';
  return platform === 'all' ? null : (platform.split('/')[1] ?? null);
}

async function manifest(wire: Wire, image: ImageName, call: Call): Promise<Output> {
  const architecture = architectureIn(call);
  const got =
    architecture === null ? await fetchManifest(wire, image) : await fetchPlatform(wire, image, architecture);
  return got.ok
    ? out(got.found.bytes)
    : complaint(`fetching manifest ${image.text}`, 'GET', urlOf(image), got.reply);
}

async function config(wire: Wire, image: ImageName, call: Call): Promise<Output> {
  const got = await fetchPlatform(wire, image, architectureIn(call) ?? 'amd64');
  if (!got.ok)
    return complaint(
      `fetching config for ${image.text}: fetching manifest ${image.text}`,
      'GET',
      urlOf(image),
      got.reply,
    );
  const read = await fetchConfig(wire, image.repo, got.found.json);
  return 'json' in read ? out(read.bytes) : complaint(`fetching config`, 'GET', urlOf(image), read);
}

const ls: Read = (call) => {
  const found = images(call, 'ls', 1);
  if (isOutput(found)) return found;
  const [image] = found;
  if (image === undefined) return err('');
  return {
    opening: [tagsRequest(image.repo)],
    run: async (wire) => {
      const tags = await fetchTags(wire, image.repo);
      if ('status' in tags)
        return complaint(
          `reading tags for ${image.host}/${image.repo}`,
          'GET',
          `https://${image.host}/v2/${image.repo}/tags/list?n=1000`,
          tags,
        );
      const isShown = (tag: string): boolean => !call.flags.on.has('-O') || !tag.startsWith('sha256-');
      const prefix = call.flags.on.has('--full-ref') ? `${image.host}/${image.repo}:` : '';
      return out(lined(tags.filter(isShown).map((tag) => prefix + tag)));
    },
  };
};

const catalog: Read = (call) => {
  const host = call.operands[0] ?? '';
  const wrong = wrongCount(call, 1, 'catalog');
  if (wrong !== null) return wrong;
  if (host !== call.hosts.registry)
    return err(
      `Error: reading repos for ${host}: Get "https://${host}/v2/": dial tcp: lookup ${host}: no such host\n`,
    );
  return {
    opening: [],
    run: async (wire) => {
      const reply = await wire.ask({ service: 'registry', path: '/v2/_catalog?n=1000' });
      const { repositories = [] } = JSON.parse(new TextDecoder().decode(reply.body)) as {
        readonly repositories?: readonly string[];
      };
      return out(lined(repositories));
    },
  };
};

const blob: Read = (call) => {
  const wrong = wrongCount(call, 1, 'blob');
  if (wrong !== null) return wrong;
  const image = readImageName(call.operands[0] ?? '', call.hosts);
  if (image?.digest == null)
    return err(
      `Error: parsing reference ${JSON.stringify(call.operands[0] ?? '')}: a digest must contain exactly one '@' separator\n`,
    );
  const request = blobRequest(image.repo, image.digest);
  return {
    opening: [request],
    run: async (wire) => {
      const reply = await wire.ask(request);
      return isFine(reply)
        ? out(reply.body)
        : complaint(`opening blob ${image.text}`, 'GET', `https://${image.host}${request.path}`, reply);
    },
  };
};

export const CRANE: Tool = {
  name: 'crane',
  does: 'images and tags of a registry',
  forms: [
    form(
      'digest',
      'inspect manifest REF',
      'the digest that a name stands for now',
      'crane digest REF',
      'reference',
      about('digest', digest, 'HEAD'),
    ),
    form(
      'ls',
      'inspect tags REPO',
      'the tags of a repository, one a line',
      'crane ls [-O] REPO',
      'repository',
      ls,
    ),
    form(
      'manifest',
      'inspect manifest REF',
      'the raw manifest or index',
      'crane manifest [--platform linux/arm64] REF',
      'reference',
      about('manifest', manifest),
    ),
    form(
      'config',
      'inspect manifest REF',
      'the raw configuration: history, environment, labels',
      'crane config [--platform linux/arm64] REF',
      'reference',
      about('config', config),
    ),
    form(
      'blob',
      'inspect manifest REF',
      'the bytes of a layer or configuration',
      'crane blob REPO@DIGEST',
      'reference',
      blob,
    ),
    form(
      'tag',
      'repoint REPO:TAG to DIGEST',
      'a tag names what REF names',
      'crane tag REF NEWTAG',
      'reference',
      tag,
    ),
    form(
      'copy',
      'repoint REPO:TAG to DIGEST',
      'the second name gets what the first has',
      'crane copy REF REF',
      'reference',
      copy,
    ),
    { ...form('cp', 'repoint REPO:TAG to DIGEST', '', 'crane cp REF REF', 'reference', copy), usages: [] },
    form(
      'delete',
      'delete REF',
      'a tag, or a digest with all its tags',
      'crane delete REF',
      'reference',
      remove,
    ),
    form('catalog', 'nothing', 'the repositories of a registry', 'crane catalog HOST', 'host', catalog),
  ],
  unknown: (words) =>
    err(
      `Error: unknown command ${JSON.stringify(words[0] ?? '')} for "crane"\nRun 'crane --help' for usage.\n`,
    ),
  badFlag: (_, flag, needsValue) =>
    err(`Error: ${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag}\n`),
};
