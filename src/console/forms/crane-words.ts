import type { Call } from '../form.ts';
import { type ImageName, pointOf } from '../image-reference.ts';
import { err, type Output } from '../output.ts';
import type { Reply } from '../wire.ts';
import { imageOperand, isOurs, problemIn, statusWords } from './registry-calls.ts';

export function wrongCount(call: Call, count: number, word: string): Output | null {
  if (call.operands.length === count) return null;
  return err(
    `Error: accepts ${count} arg(s), received ${call.operands.length}\nUsage:\n  crane ${word} [flags]\n\nRun 'crane ${word} -h' for its forms here.\n`,
  );
}

/** An image of our registry for each operand, or what crane says. */
export function images(call: Call, word: string, count: number): readonly ImageName[] | Output {
  const wrong = wrongCount(call, count, word);
  if (wrong !== null) return wrong;
  const found: ImageName[] = [];
  for (const [at, text] of call.operands.entries()) {
    const image = imageOperand(call, at);
    if (image === null)
      return err(`Error: parsing reference ${JSON.stringify(text)}: could not parse reference: ${text}\n`);
    if (!isOurs(call, image))
      return err(
        `Error: ${verbOf(word)} ${text}: Get "https://${image.host}/v2/": dial tcp: lookup ${image.host}: no such host\n`,
      );
    found.push(image);
  }
  return found;
}

export function verbOf(word: string): string {
  return word === 'ls' ? 'reading tags for' : 'fetching manifest';
}

export function isOutput(value: readonly ImageName[] | Output): value is Output {
  return 'chunks' in value;
}

/** `GET URL: MANIFEST_UNKNOWN: manifest unknown; map[Tag:T]`: how crane prints a registry's error. */
export function complaint(what: string, method: string, url: string, reply: Reply): Output {
  if (method === 'HEAD')
    return err(
      `Error: ${method} ${url}: unexpected status code ${statusWords(reply)} (HEAD responses have no body, use GET for details)\n`,
    );
  const { code, message, detail } = problemIn(reply);
  const tail = detail === null || detail === '' ? '' : `; ${goWords(detail)}`;
  const said = code === '' ? `unexpected status code ${statusWords(reply)}` : `${code}: ${message}${tail}`;
  return err(`Error: ${what}: ${method} ${url}: ${said}\n`);
}

/** A decoded JSON value as Go prints it: `map[Tag:stable]`. */
export function goWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goWords).join(' ')}]`;
  if (typeof value === 'object' && value !== null)
    return `map[${Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, one]) => `${key}:${goWords(one)}`)
      .join(' ')}]`;
  return value === null ? '<nil>' : String(value);
}

export function urlOf(image: ImageName, point = pointOf(image)): string {
  return `https://${image.host}/v2/${image.repo}/manifests/${point}`;
}
