import { FORMS, type ShapePart } from '../src/world/attempt.ts';
import { ACTIONS, STATUSES } from '../src/world/claim.ts';
import { ASK_REQUESTS, CONTROL_KINDS, PHASES, type Slot } from '../src/world/verb.ts';

const HEAD = `(* The grammar of hotwash, generated from src/world/verb.ts: do not edit.

   One line is one attempt: the same text in the console, a playbook, a scenario's story, the journal, the timeline and a
   what-if. Words are separated by blanks. Each line parses to one attempt, and each attempt prints as one line that parses
   to it again. \`decision\` is what a team may write; \`attempt\` is what agents, pipelines, consumers and the clock try.
   Notation: ISO/IEC 14977, with blanks between words left out. *)
`;

const SLOTS: Readonly<Record<Slot, string>> = {
  repo: 'repository',
  tag: 'repository, ":", tag-name',
  part: 'repository, "@", digest',
  digest: '"sha256:", 8 * hex, { hex } | image-name',
  pipeline: 'id',
  workload: 'id',
  run: 'id, "#", number',
  owner: 'id',
  credential: 'id, [ "~", number ]',
  cache: 'id',
  log: 'id',
  host: '? a host name that ends in .example ?',
  audience: 'id',
  channel: 'id',
  inject: 'id',
  notice: '"notice-", number',
  party: 'id',
  control: 'control-kind, ":", ? the place where it stands ?',
  consumer: 'id',
  phase: alternatives(PHASES),
  request: alternatives(ASK_REQUESTS),
  argument: 'digest | credential | log | verb',
  claim:
    '( "digest=" | "clean=" | "check=" ), digest | "tag=", tag | "window=", time, "..", [ time ] | "indicator=", host | "secret=", credential | "not-affected=", ( tag | part ) | "next=", time | "action=", action | "status=", status',
  text: '? the rest of the line ?',
};

const TAIL: Readonly<Record<string, string>> = {
  action: alternatives(ACTIONS),
  status: alternatives(STATUSES),
  'control-kind': alternatives(CONTROL_KINDS),
  verb: '? the first word of a decision ?',
  time: '( "T+" | "T-" ), span | digit, digit, ":", digit, digit',
  span: '[ number, "h" ], [ number, "m" ], [ number, "s" ] (* at least one of them *)',
  'image-name':
    '"image:", id, [ "/", ( "amd64" | "arm64" ) ] (* the scenario\'s own name, in scenario files and playbooks *)',
  repository: 'word, { ( "/" | "." | "_" | "-" ), word } (* never "image" *)',
  'tag-name': '( letter | digit | "_" ), { letter | digit | "_" | "." | "-" }',
  id: 'word, { "-", word }',
  word: '( lower | digit ), { lower | digit }',
  number: 'digit, { digit }',
  hex: 'digit | "a" | "b" | "c" | "d" | "e" | "f"',
  letter: 'lower | ? A to Z ?',
  lower: '? a to z ?',
  digit: '? 0 to 9 ?',
};

/** The grammar of attempts as EBNF, made from the table of verbs. */
export function grammarText(): string {
  const team = FORMS.filter((form) => form.pillar !== 'world');
  const others = FORMS.filter((form) => form.pillar === 'world');
  return [
    HEAD,
    'decision = ( form | wait | "hint" ), [ reason ], [ confidence ] ;',
    'reason = "# ", text ;',
    'confidence = "~", number, "%" ;',
    'wait = "wait", ( span | "until", time | "next" | "landed" ) ;',
    'playbook-line = decision ;',
    'attempt = form | other-form ;',
    '',
    rule(
      'form',
      team.map(({ parts, does }) => `${parts.map(printPart).join(', ')} (* ${does} *)`),
    ),
    '',
    rule(
      'other-form',
      others.map(({ parts, does }) => `${parts.map(printPart).join(', ')} (* ${does} *)`),
    ),
    '',
    ...Object.entries(SLOTS).map(([name, right]) => `${name} = ${right} ;`),
    '',
    ...Object.entries(TAIL).map(([name, right]) => `${name} = ${right} ;`),
    '',
  ].join('\n');
}

function rule(name: string, choices: readonly string[]): string {
  return `${name} =\n    ${choices.join('\n  | ')} ;`;
}

function printPart(part: ShapePart, index: number, parts: readonly ShapePart[]): string {
  if (part.is === 'word') {
    const next = parts[index + 1];
    const opens = index > 0 && next?.is === 'slot' && next.optional;
    return `${opens ? '[ ' : ''}"${part.word}"`;
  }
  const slots = part.slots.length === 1 ? (part.slots[0] ?? '') : `( ${part.slots.join(' | ')} )`;
  const repeated = part.repeats ? `${slots}, { ${slots} }` : slots;
  if (!part.optional) return repeated;
  const before = parts[index - 1];
  return index > 1 && before?.is === 'word' ? `${repeated} ]` : `[ ${repeated} ]`;
}

function alternatives(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' | ');
}
