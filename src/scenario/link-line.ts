import { isCommandLine } from '../exercise/command-line.ts';
import type { Attempt, Filled, Form, ParsedLine } from '../world/attempt.ts';
import { parseLine, printAttempt } from '../world/attempt.ts';
import { parseSpan, parseTime } from '../world/time.ts';
import type { Slot } from '../world/verb.ts';
import type { Path } from './diagnostic.ts';
import { expectClaim, expectSlot } from './link-word.ts';
import type { Linker } from './linker.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

type LineLinker = Pick<Linker, 'names' | 'problems' | 'source' | 'calendar'>;

/** Who speaks the line: others may try anything; the team only its own verbs, and may wait, ask for a hint and give reasons. */
export type Speaker = 'others' | 'team';

/** Checks one line of the grammar and every name in it; gives the line in its one printed form, null when it does not parse. */
export function linkLine(linker: LineLinker, line: string, path: Path, speaker: Speaker): string | null {
  if (speaker === 'team' && isSelfContained(linker, line, path)) return line.trim();
  if (isCommandLine(line)) {
    linker.problems.add({
      path,
      code: 'link/command-line',
      message: 'Command lines of tools are not for scenarios: they are read by the services of a session.',
      mend: 'Write the decision that the command stands for; "cost COMMAND" in a play says which it is.',
    });
    return null;
  }
  const core = speaker === 'team' ? withoutRemarks(line) : line;
  const parsed = parseLine(core);
  if (!parsed.ok) {
    reportForm(linker, parsed, core, path);
    return null;
  }
  if (speaker === 'team' && parsed.form.pillar === 'world') {
    linker.problems.add({
      path,
      code: 'link/not-a-decision',
      message: `${quoted(parsed.form.verb)} is nothing that the team can decide.`,
      mend: mendName(parsed.form.verb, [...linker.names.verb], 'verb').replace(', or define it', ''),
    });
    return null;
  }
  for (const filled of parsed.filled) linkFilled(linker, parsed.form, parsed.attempt, filled, path, speaker);
  return speaker === 'team' ? line.trim() : printAttempt(parsed.attempt);
}

function reportForm(
  linker: LineLinker,
  parsed: ParsedLine & { readonly ok: false },
  line: string,
  path: Path,
): void {
  const words = line.split(/[ \t]+/).filter((word) => word !== '');
  const verb = words[0] ?? '';
  if (parsed.reason !== 'wrong-form') {
    linker.problems.add({
      path,
      code: 'link/unknown-verb',
      message: parsed.reason === 'empty' ? 'This line is empty.' : `There is no verb ${quoted(verb)}.`,
      mend: mendName(verb, parsed.expected, 'verb').replace(', or define it', ''),
    });
    return;
  }
  const found = words[parsed.at];
  linker.problems.add({
    path,
    code: 'link/wrong-form',
    message: `After ${quoted(words.slice(0, parsed.at).join(' '))} ${found === undefined ? 'something is missing' : `${quoted(found)} cannot stand`}: expected is ${parsed.expected.join(' or ')}.`,
    mend: `Write it as ${parsed.forms.map((form) => `"${form.shape}"`).join(' or ')}.`,
  });
}

function linkFilled(
  linker: LineLinker,
  form: Form,
  attempt: Attempt,
  filled: Filled,
  path: Path,
  speaker: Speaker,
): void {
  const { slots, value } = filled;
  if (slots.includes('claim')) {
    expectClaim(linker, value, path, false);
    return;
  }
  if (slots.includes('argument')) {
    linkArgument(linker, attempt.aspect ?? '', value, path);
    return;
  }
  if (slots.includes('text')) {
    if (form.verb === 'need' || form.verb === 'miss') {
      if (!linker.names.delivery.has(value))
        linker.problems.unknown(path, value, 'delivery', linker.names.delivery);
    }
    return;
  }
  // In a playbook a digest may also be one that the team will have seen by then.
  if (speaker === 'team' && /(?:^|@)sha256:[0-9a-f]{8,64}$/.test(value)) return;
  const pushed: readonly Slot[] = form.verb === 'push' && slots.includes('tag') ? ['repo'] : [];
  const word = pushed.length > 0 ? (value.split(':', 1)[0] ?? value) : value;
  expectSlot(linker, pushed.length > 0 ? pushed : slots, word, path);
}

const ARGUMENT_SLOTS: Readonly<Record<string, readonly Slot[]>> = {
  'tell-pullers': ['digest'],
  block: ['digest'],
  'access-details': ['credential'],
  hold: ['log'],
};

function linkArgument(linker: LineLinker, request: string, value: string, path: Path): void {
  const slots = Object.hasOwn(ARGUMENT_SLOTS, request) ? ARGUMENT_SLOTS[request] : undefined;
  if (slots !== undefined) {
    if (!/^sha256:/.test(value)) expectSlot(linker, slots, value, path);
  } else if (request === 'approval' && !linker.names.verb.has(value)) {
    linker.problems.unknown(path, value, 'verb', linker.names.verb);
  }
}

// Waiting and hints are asked of the front end, not of the world, so they are no forms of an attempt.
function isSelfContained(linker: LineLinker, line: string, path: Path): boolean {
  const text = line.trim();
  if (text === 'hint') return true;
  const wait = /^wait(?:\s+(.*))?$/.exec(text);
  if (wait === null) return false;
  const words = (wait[1] ?? '').trim();
  const until = /^until\s+(\S+)$/.exec(words)?.[1];
  const isTime = until !== undefined && parseTime(until, linker.calendar) !== null;
  if (!isTime && words !== '' && words !== 'next' && words !== 'landed' && parseSpan(words) === null) {
    linker.problems.add({
      path,
      code: 'link/wrong-form',
      message: `${quoted(text)} does not say for what to wait.`,
      mend: 'Write "wait 5m", "wait until T+30m", "wait next" or "wait landed".',
    });
  }
  return true;
}

/** A decision without its reason and confidence: `revoke a-token # it leaked ~70%`. */
export function withoutRemarks(line: string): string {
  const hash = /(?:^|\s)#/.exec(line);
  return (hash === null ? line : line.slice(0, hash.index)).replace(/\s~\d{1,3}%\s*$/, '').trim();
}
