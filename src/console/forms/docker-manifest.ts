import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { type ImageName, pointOf, repositoryOf } from '../image-reference.ts';
import { err, type Output, out } from '../output.ts';
import type { Wire } from '../wire.ts';
import { isName, oneImage } from './docker-image.ts';
import { goJson, goTemplate } from './go-json.ts';
import {
  type Descriptor,
  type Fetched,
  fetchManifest,
  fetchPlatform,
  isOurs,
  manifestRequest,
  partRequests,
  statusWords,
} from './registry-calls.ts';

type Read = (call: Call) => Plan | Output;

export const manifestInspect: Read = (call) => {
  const image = oneImage(call, 'manifest inspect');
  if (!isName(image)) return image;
  if (!isOurs(call, image)) return err(`no such manifest: ${image.text}\n`);
  return {
    opening: [manifestRequest(image), ...(call.flags.on.has('-v') ? partRequests(image) : [])],
    run: async (wire) => {
      const got = await fetchManifest(wire, image);
      if (!got.ok)
        return got.reply.status === 404
          ? err(`no such manifest: ${image.text}\n`)
          : err(`${statusWords(got.reply)}\n`);
      if (call.flags.on.has('-v')) return verbose(wire, image, got.found);
      return out(`${goJson(inDockerOrder(got.found), 3)}\n`);
    },
  };
};

// The docker command line decodes a manifest and prints it in the order of its own fields.
function inDockerOrder({ json }: Fetched): unknown {
  const descriptor = ({ mediaType, size, digest, platform }: Descriptor): unknown => ({
    mediaType,
    size,
    digest,
    ...(platform === undefined ? {} : { platform }),
  });
  if (json.manifests !== undefined)
    return {
      schemaVersion: json.schemaVersion,
      mediaType: json.mediaType,
      manifests: json.manifests.map(descriptor),
    };
  return json;
}

async function verbose(wire: Wire, image: ImageName, top: Fetched): Promise<Output> {
  const parts = top.json.manifests ?? [];
  const entry = (found: Fetched, descriptor: unknown): unknown => ({
    Ref: `${image.text}${parts.length === 0 ? '' : `@${found.digest}`}`,
    Descriptor: descriptor,
    Raw: Buffer.from(found.bytes).toString('base64'),
    OCIManifest: found.json,
  });
  if (parts.length === 0) {
    const { mediaType, digest, bytes } = top;
    const got = await fetchPlatform(wire, image);
    return got.ok
      ? out(`${goJson(entry(top, { mediaType, digest, size: bytes.length }), '\t')}\n`)
      : err(`${statusWords(got.reply)}\n`);
  }
  const entries: unknown[] = [];
  for (const descriptor of parts) {
    const part = await fetchManifest(wire, image, descriptor.digest);
    if (!part.ok) return err(`${statusWords(part.reply)}\n`);
    entries.push(entry(part.found, descriptor));
  }
  return out(`${goJson(entries, '\t')}\n`);
}

export const imagetools: Read = (call) => {
  const image = oneImage(call, 'buildx imagetools inspect');
  if (!isName(image)) return image;
  if (!isOurs(call, image))
    return err(
      `ERROR: failed to do request: Head "https://${image.host}/v2/${image.repo}/manifests/${pointOf(image)}": dial tcp: lookup ${image.host}: no such host\n`,
    );
  return {
    opening: [manifestRequest(image)],
    run: async (wire) => {
      const got = await fetchManifest(wire, image);
      if (!got.ok)
        return err(
          got.reply.status === 404
            ? `ERROR: ${image.text}: not found\n`
            : `ERROR: unexpected status from GET request to https://${image.host}/v2/${image.repo}/manifests/${pointOf(image)}: ${statusWords(got.reply)}\n`,
        );
      if (call.flags.on.has('--raw')) return out(got.found.bytes);
      const template = lastValue(call.flags, '--format');
      if (template === null) return out(toolsText(image, got.found));
      const { digest, mediaType, bytes, json } = got.found;
      const text = goTemplate(template, {
        Name: image.text,
        Manifest: { ...json, MediaType: mediaType, Digest: digest, Size: bytes.length },
      });
      return text === null ? err(`ERROR: template: :1: cannot evaluate ${template}\n`) : out(`${text}\n`);
    },
  };
};

function toolsText(image: ImageName, { mediaType, digest, json }: Fetched): string {
  const head = [`Name:      ${image.text}`, `MediaType: ${mediaType}`, `Digest:    ${digest}`];
  const parts = (json.manifests ?? []).flatMap((part) => [
    `  Name:        ${repositoryOf(image)}:${image.tag ?? ''}@${part.digest}`.replace(':@', '@'),
    `  MediaType:   ${part.mediaType}`,
    `  Platform:    ${platformWords(part)}`,
    '             ',
  ]);
  if (parts.length === 0) return `${head.join('\n')}\n           \n`;
  return `${[...head, '           ', 'Manifests: ', ...parts].join('\n')}\n`;
}

function platformWords({ platform }: Descriptor): string {
  if (platform === undefined) return '';
  const { os, architecture, variant } = platform;
  // arm64 without a variant and with v8 are the same to containerd, which leaves it out.
  return [
    os,
    architecture,
    ...(variant === undefined || (architecture === 'arm64' && variant === 'v8') ? [] : [variant]),
  ].join('/');
}
