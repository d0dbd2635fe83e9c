import { lastValue } from '../flags.ts';
import type { Call, Form, Plan, Tool, Usage } from '../form.ts';
import { type ImageName, repositoryOf } from '../image-reference.ts';
import { err, type Output, out } from '../output.ts';
import { isFine, type Reply, type Wire } from '../wire.ts';
import { goJson, goTemplate } from './go-json.ts';
import {
  fetchConfig,
  fetchManifest,
  fetchPlatform,
  fetchTags,
  imageOperand,
  isOurs,
  manifestRequest,
  partRequest,
  problemIn,
  statusWords,
  tagsRequest,
} from './registry-calls.ts';
import { copy } from './skopeo-copy.ts';
import { fatal, noHost, REPEATED } from './skopeo-words.ts';

const TRANSPORT = 'docker://';

type Read = (call: Call) => Plan | Output;

function form(word: string, usages: readonly Usage[], operand: Form['operand'], read: Read): Form {
  return {
    tool: 'skopeo',
    words: [word],
    usages,
    spec: {
      switches: [
        ['--raw'],
        ['--config'],
        ['-n', '--no-tags'],
        ['-a', '--all'],
        ['--tls-verify'],
        ['--src-tls-verify'],
        ['--dest-tls-verify'],
        ['--preserve-digests'],
        ['-q', '--quiet'],
        ['--no-creds'],
      ],
      values: [
        ['-f', '--format'],
        ['--creds'],
        ['--src-creds'],
        ['--dest-creds'],
        ['--override-arch'],
        ['--override-os'],
        ['--retry-times'],
        ['--authfile'],
        ['--multi-arch'],
      ],
    },
    operand,
    read,
  };
}

/** The one image that is asked about, or what skopeo says. */
function imageIn(call: Call): ImageName | Output {
  if (call.operands.length !== 1) return fatal('Exactly one argument expected');
  const text = call.operands[0] ?? '';
  const prefix = `Error parsing image name "${text}": `;
  const colon = text.indexOf(':');
  if (!text.startsWith(TRANSPORT))
    return fatal(
      colon < 0
        ? `${prefix}Invalid image name "${text}", expected colon-separated transport:reference`
        : `${prefix}Invalid image name "${text}", unknown transport "${text.slice(0, colon)}"`,
    );
  const image = imageOperand(call, 0, TRANSPORT);
  if (image === null)
    return fatal(
      `${prefix}invalid reference format${/[A-Z]/.test(text.split(/[:@]/)[1] ?? '') ? ': repository name must be lowercase' : ''}`,
    );
  return isOurs(call, image) ? image : fatal(`${prefix}${noHost(image.host)}`);
}

function isName(value: ImageName | Output): value is ImageName {
  return 'repo' in value;
}

const inspect: Read = (call) => {
  const image = imageIn(call);
  if (!isName(image)) return image;
  const { flags } = call;
  if (flags.on.has('--raw') && !flags.on.has('--config'))
    return { opening: [manifestRequest(image)], run: (wire) => raw(wire, image) };
  const part = partRequest(image, lastValue(flags, '--override-arch') ?? 'amd64');
  const isWhole = !flags.on.has('-n') && !flags.on.has('--config');
  return {
    opening: [manifestRequest(image), part, ...(isWhole ? [tagsRequest(image.repo)] : [])],
    run: (wire) => inspected(wire, image, call),
  };
};

async function raw(wire: Wire, image: ImageName): Promise<Output> {
  const got = await fetchManifest(wire, image);
  return got.ok ? out(got.found.bytes) : unread(image, problemIn(got.reply), statusWords(got.reply));
}

function unread(
  image: ImageName,
  { code, message }: { readonly code: string; readonly message: string },
  status: string,
): Output {
  const point = image.digest ?? image.tag ?? 'latest';
  const said =
    code === ''
      ? `received unexpected HTTP status: ${status}`
      : `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`;
  return fatal(
    `Error parsing image name "${TRANSPORT}${image.text}": reading manifest ${point} in ${repositoryOf(image)}: ${said}`,
  );
}

async function inspected(wire: Wire, image: ImageName, call: Call): Promise<Output> {
  const { flags } = call;
  const top = await fetchManifest(wire, image);
  if (!top.ok) return unread(image, problemIn(top.reply), statusWords(top.reply));
  const got = await fetchPlatform(wire, image, lastValue(flags, '--override-arch') ?? 'amd64');
  if (!got.ok) return unread(image, problemIn(got.reply), statusWords(got.reply));
  const read = await fetchConfig(wire, image.repo, got.found.json);
  if (!('json' in read)) return unread(image, problemIn(read), statusWords(read));
  if (flags.on.has('--config')) return out(flags.on.has('--raw') ? read.bytes : `${goJson(read.json, 4)}\n`);
  const tags = flags.on.has('-n') ? [] : await fetchTags(wire, image.repo);
  if ('status' in tags)
    return fatal(
      `Error determining repository tags: fetching tags list: invalid status code from registry ${statusPair(tags)}`,
    );
  const { config, created, architecture = '', os = '' } = read.json;
  const shown = {
    Name: repositoryOf(image),
    Digest: top.found.digest,
    RepoTags: tags,
    Created: created ?? '',
    DockerVersion: '',
    Labels: config?.Labels ?? null,
    Architecture: architecture,
    Os: os,
    Layers: (got.found.json.layers ?? []).map(({ digest }) => digest),
    Env: config?.Env ?? null,
  };
  const template = lastValue(flags, '-f');
  if (template === null) return out(`${goJson(shown, 4)}\n`);
  const text = goTemplate(template, shown);
  return text === null ? fatal(`template: skopeo inspect: cannot evaluate ${template}`) : out(`${text}\n`);
}

const listTags: Read = (call) => {
  const image = imageIn(call);
  if (!isName(image)) return image;
  if (
    image.digest !== null ||
    /:[^/]+$/.test((call.operands[0] ?? '').slice(TRANSPORT.length).replace(/^[^/]*:\d+\//, ''))
  )
    return fatal(`No tag or digest allowed in reference: ${image.text}`);
  return {
    opening: [tagsRequest(image.repo)],
    run: async (wire) => {
      const tags = await fetchTags(wire, image.repo);
      if ('status' in tags)
        return fatal(
          `Error listing repository tags: fetching tags list: invalid status code from registry ${statusPair(tags)}`,
        );
      return out(`${goJson({ Repository: repositoryOf(image), Tags: tags }, 4)}\n`);
    },
  };
};

/** `404 (Not Found)`. */
function statusPair(reply: Reply): string {
  const [code = '', ...words] = statusWords(reply).split(' ');
  return `${code} (${words.join(' ')})`;
}

const remove: Read = (call) => {
  const image = imageIn(call);
  if (!isName(image)) return image;
  return {
    opening: [
      manifestRequest(image),
      (desk) => {
        const digest = image.digest ?? desk.world.tags[`${image.repo}:${image.tag}`]?.digest ?? null;
        return digest === null ? null : deletion(image, digest);
      },
    ],
    run: async (wire) => {
      const got = await fetchManifest(wire, image);
      if (!got.ok) {
        const { code, message } = problemIn(got.reply);
        if (got.reply.status === 404)
          return fatal(
            `Unable to delete ${image.text}. Image may not exist or is not stored with a v2 Schema in a v2 registry`,
          );
        return fatal(`Failed to read manifest: ${code}: ${message} (${statusWords(got.reply)})`);
      }
      const reply = await wire.ask(deletion(image, got.found.digest));
      if (isFine(reply)) return out('');
      const body = new TextDecoder().decode(reply.body);
      return fatal(
        `Failed to delete /v2/${image.repo}/manifests/${got.found.digest}: ${body} (${statusWords(reply)})`,
      );
    },
  };
};

function deletion(image: ImageName, digest: string) {
  return { service: 'registry', method: 'DELETE', path: `/v2/${image.repo}/manifests/${digest}` } as const;
}

export const SKOPEO: Tool = {
  name: 'skopeo',
  does: 'images of registries: look, copy, delete',
  forms: [
    form(
      'inspect',
      [
        {
          usage: 'skopeo inspect [--format TEMPLATE] docker://REF',
          does: 'digest, tags, created, labels, layers',
          counts: 'inspect manifest REF',
        },
        {
          usage: 'skopeo inspect --raw docker://REF',
          does: 'the raw manifest or index',
          counts: 'inspect manifest REF',
        },
        {
          usage: 'skopeo inspect --config docker://REF',
          does: 'the configuration: history, entrypoint, environment',
          counts: 'inspect manifest REF',
        },
      ],
      'docker-reference',
      inspect,
    ),
    form(
      'list-tags',
      [
        {
          usage: 'skopeo list-tags docker://REPO',
          does: 'the tags of a repository',
          counts: 'inspect tags REPO',
        },
      ],
      'docker-repository',
      listTags,
    ),
    form(
      'copy',
      [
        {
          usage: 'skopeo copy --all docker://REF docker://REPO:TAG',
          does: 'the second name gets what the first has',
          counts: 'repoint REPO:TAG to DIGEST',
        },
        {
          usage: 'skopeo copy [--all] docker://REF dir:NAME',
          does: `keeps a copy as evidence; without --all only the part for linux/amd64`,
          counts: 'preserve REF',
        },
      ],
      'docker-reference',
      copy,
    ),
    form(
      'delete',
      [
        {
          usage: 'skopeo delete docker://REF',
          does: `deletes the digest behind a name, and with it ${REPEATED}`,
          counts: 'delete REPO@DIGEST',
        },
      ],
      'docker-reference',
      remove,
    ),
  ],
  unknown: (words) =>
    fatal(`Unrecognized command \`skopeo ${words[0] ?? ''}\`\nTry 'skopeo --help' for more information`),
  badFlag: (_, flag, needsValue) =>
    err(`FATA[0000] ${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag} \n`),
};
