import type { Desk } from '../../http/desk.ts';
import type { Call, Plan } from '../form.ts';
import { type ImageName, pointOf } from '../image-reference.ts';
import { err, lined, type Output, out } from '../output.ts';
import { isFine, type Wire } from '../wire.ts';
import { clockOf } from './clock.ts';
import { complaint, images, isOutput, urlOf, wrongCount } from './crane-words.ts';
import { fetchManifest, heldBehind, manifestRequest, putRequest } from './registry-calls.ts';

type Read = (call: Call) => Plan | Output;

/** Puts what `from` names behind a tag: the same bytes, so the same digest. */
function repointing(
  from: ImageName,
  to: { readonly repo: string; readonly tag: string },
  say: (wire: Wire, digest: string, size: number) => string,
): Plan {
  const put = (desk: Desk) => {
    const held = heldBehind(desk, from);
    return held === null ? null : putRequest(to.repo, to.tag, held);
  };
  return {
    opening: [manifestRequest(from), put],
    run: async (wire) => {
      const got = await fetchManifest(wire, from);
      if (!got.ok) return complaint(`fetching ${JSON.stringify(from.text)}`, 'GET', urlOf(from), got.reply);
      const reply = await wire.ask(putRequest(to.repo, to.tag, got.found));
      if (!isFine(reply))
        return complaint(`tagging`, 'PUT', `https://${from.host}/v2/${to.repo}/manifests/${to.tag}`, reply);
      return err(say(wire, got.found.digest, got.found.bytes.length), 0);
    },
  };
}

export const tag: Read = (call) => {
  const [, name = ''] = call.operands;
  const wrong = wrongCount(call, 2, 'tag');
  if (wrong !== null) return wrong;
  const found = images({ ...call, operands: call.operands.slice(0, 1) }, 'tag', 1);
  if (isOutput(found)) return found;
  const [from] = found;
  if (from === undefined || !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(name))
    return err(`Error: parsing tag ${JSON.stringify(name)}: could not parse reference: ${name}\n`);
  return repointing(
    from,
    { repo: from.repo, tag: name },
    (wire, digested, size) =>
      `${clockOf(wire)} ${from.host}/${from.repo}:${name}: digest: ${digested} size: ${size}\n`,
  );
};

export const copy: Read = (call) => {
  const found = images(call, 'copy', 2);
  if (isOutput(found)) return found;
  const [from, to] = found;
  if (from === undefined || to === undefined) return err('');
  const to2 = { repo: to.repo, tag: to.tag ?? 'latest' };
  return repointing(from, to2, (wire, digested, size) =>
    lined([
      `${clockOf(wire)} Copying from ${from.text} to ${to.text}`,
      `${clockOf(wire)} existing manifest: ${pointOf(from)}@${digested}`,
      `${clockOf(wire)} ${to.host}/${to.repo}:${to2.tag}: digest: ${digested} size: ${size}`,
    ]),
  );
};

export const remove: Read = (call) => {
  const found = images(call, 'delete', 1);
  if (isOutput(found)) return found;
  const [image] = found;
  if (image === undefined) return err('');
  const request = manifestRequest(image);
  const deletion = { ...request, method: 'DELETE', headers: {} };
  return {
    opening: [deletion],
    run: async (wire) => {
      const reply = await wire.ask(deletion);
      return isFine(reply) ? out('') : complaint(`deleting ${image.text}`, 'DELETE', urlOf(image), reply);
    },
  };
};
