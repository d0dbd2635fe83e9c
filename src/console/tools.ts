import { type Flags, readFlags } from './flags.ts';
import type { Form, Tool } from './form.ts';
import { COSIGN } from './forms/cosign.ts';
import { CRANE } from './forms/crane.ts';
import { CURL } from './forms/curl.ts';
import { DIG } from './forms/dig.ts';
import { DOCKER } from './forms/docker.ts';
import { GH } from './forms/gh.ts';
import { GIT } from './forms/git.ts';
import { KUBECTL } from './forms/kubectl.ts';
import { SKOPEO } from './forms/skopeo.ts';
import type { Output } from './output.ts';

/** Every tool, in the order of help. */
export const TOOLS: readonly Tool[] = [CRANE, SKOPEO, DOCKER, COSIGN, GH, KUBECTL, CURL, GIT, DIG];

export function toolNamed(name: string): Tool | null {
  return TOOLS.find((tool) => tool.name === name) ?? null;
}

export type Chosen =
  | { readonly form: Form; readonly flags: Flags; readonly operands: readonly string[] }
  | { readonly form: null; readonly output: Output };

/** The form that these words choose, the one with the most words of its own first; or what the tool says about them. */
export function chooseForm(tool: Tool, words: readonly string[]): Chosen {
  const forms = [...tool.forms].sort((left, right) => right.words.length - left.words.length);
  let bad: Output | null = null;
  for (const form of forms) {
    const read = readFlags(words, form.spec);
    const plain = read.ok ? read.flags.rest : words.filter((word) => !word.startsWith('-'));
    if (!form.words.every((word, at) => plain[at] === word)) continue;
    if (read.ok) return { form, flags: read.flags, operands: plain.slice(form.words.length) };
    bad ??= tool.badFlag(form, read.flag, read.needsValue);
  }
  const first = words.filter((word) => !word.startsWith('-'));
  return { form: null, output: bad ?? tool.unknown(first) };
}
