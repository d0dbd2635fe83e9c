import { lastValue } from '../flags.ts';
import type { Call, Form, Plan, Tool } from '../form.ts';
import { pointOf } from '../image-reference.ts';
import { err, type Output, out } from '../output.ts';
import { instantOf } from './clock.ts';
import { history } from './docker-history.ts';
import { isName, oneImage } from './docker-image.ts';
import { login, logout } from './docker-login.ts';
import { imagetools, manifestInspect } from './docker-manifest.ts';
import { fetchManifest, fetchPlatform, isOurs, manifestRequest, partRequest } from './registry-calls.ts';

type Read = (call: Call) => Plan | Output;

export const NO_DAEMON =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n';

function form(
  words: readonly string[],
  counts: string,
  does: string,
  usage: string,
  operand: Form['operand'],
  read: Read,
): Form {
  return {
    tool: 'docker',
    words,
    usages: [{ usage, does, counts }],
    spec: {
      switches: [
        ['-v', '--verbose'],
        ['--insecure'],
        ['--raw'],
        ['--no-trunc'],
        ['-q', '--quiet'],
        ['-H', '--human'],
        ['--password-stdin'],
        ['-a', '--all-tags'],
      ],
      values: [['--format'], ['--platform'], ['-u', '--username'], ['-p', '--password']],
    },
    operand,
    read,
  };
}

const pull: Read = (call) => {
  const image = oneImage(call, 'pull');
  if (!isName(image)) return image;
  if (!isOurs(call, image))
    return err(
      `Error response from daemon: Get "https://${image.host}/v2/": dial tcp: lookup ${image.host}: no such host\n`,
    );
  return {
    opening: [
      manifestRequest(image),
      partRequest(image, lastValue(call.flags, '--platform')?.split('/')[1] ?? 'amd64'),
    ],
    run: async (wire) => {
      const top = await fetchManifest(wire, image);
      const got = top.ok
        ? await fetchPlatform(wire, image, lastValue(call.flags, '--platform')?.split('/')[1] ?? 'amd64')
        : top;
      if (!top.ok || !got.ok) {
        const reply = top.ok ? got : top;
        if (!reply.ok && reply.reply.status === 404)
          return err(
            `Error response from daemon: manifest for ${image.text} not found: manifest unknown: manifest unknown\n`,
          );
        return err(
          `Error response from daemon: ${!reply.ok && reply.reply.status === 403 ? 'pull access denied: denied: requested access to the resource is denied' : 'error pulling image'}\n`,
        );
      }
      const layers = (got.found.json.layers ?? []).map(
        ({ digest }) => `${digest.slice(7, 19)}: Pull complete`,
      );
      const named =
        image.text.includes('@') || /:[^/]+$/.test(image.text) ? image.text : `${image.text}:latest`;
      if (call.flags.on.has('-q')) return out(`${named}\n`);
      const head = `${pointOf(image)}: Pulling from ${image.repo}`;
      return out(
        `${[head, ...layers, `Digest: ${top.found.digest}`, `Status: Downloaded newer image for ${named}`, named].join('\n')}\n`,
      );
    },
  };
};

const historyForm: Read = (call) => {
  const image = oneImage(call, 'history');
  if (!isName(image)) return image;
  if (!isOurs(call, image)) return err(`Error response from daemon: No such image: ${image.text}\n`);
  return {
    opening: [manifestRequest(image), partRequest(image)],
    run: (wire) => history(wire, image, { noTrunc: call.flags.on.has('--no-trunc'), now: instantOf(wire) }),
  };
};

export const DOCKER: Tool = {
  name: 'docker',
  does: 'images by way of a registry; there is no engine here',
  forms: [
    form(
      ['manifest', 'inspect'],
      'inspect manifest REF',
      'the manifest or index; -v each part whole',
      'docker manifest inspect [-v] REF',
      'reference',
      manifestInspect,
    ),
    form(
      ['buildx', 'imagetools', 'inspect'],
      'inspect manifest REF',
      'digest and parts of an image',
      'docker buildx imagetools inspect [--raw] REF',
      'reference',
      imagetools,
    ),
    form(
      ['pull'],
      'inspect manifest REF',
      'what a pull would get now: layers and digest',
      'docker pull [--platform linux/arm64] REF',
      'reference',
      pull,
    ),
    form(
      ['history'],
      'inspect manifest REF',
      'which steps made an image, newest first',
      'docker history [--no-trunc] REF',
      'reference',
      historyForm,
    ),
    form(
      ['login'],
      'nothing',
      'whether a value is accepted; the registry commands go on with it',
      'docker login -u USER -p VALUE HOST',
      'host',
      login,
    ),
    form(
      ['logout'],
      'nothing',
      'the registry commands go on without a login',
      'docker logout HOST',
      'host',
      logout,
    ),
  ],
  unknown: (words) =>
    ENGINE.has(words[0] ?? '')
      ? err(NO_DAEMON)
      : err(
          `docker: unknown command: docker ${words[0] ?? ''}\n\nRun 'docker --help' for more information\n`,
        ),
  badFlag: ({ words, usages }, flag, needsValue) =>
    err(
      `${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag}\n\nUsage:  ${usages[0]?.usage ?? ''}\n\nRun 'docker ${words.join(' ')} --help' for more information\n`,
      125,
    ),
};

const ENGINE: ReadonlySet<string> = new Set([
  'ps',
  'images',
  'run',
  'exec',
  'inspect',
  'logs',
  'push',
  'tag',
  'rmi',
  'build',
  'info',
  'image',
  'container',
  'search',
  'stop',
  'kill',
  'rm',
  'save',
  'load',
  'volume',
  'network',
  'events',
]);
