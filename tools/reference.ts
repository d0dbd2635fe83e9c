import { CHECK_RULES } from '../src/check/rules.ts';
import { DEFAULT_COSTS } from '../src/scenario/default-costs.ts';
import { FACT_FIELDS } from '../src/scenario/fact-fields.ts';
import { predicateExample } from '../src/schema/scenario-predicate.ts';
import { MEASURES } from '../src/scoring/measure.ts';
import { ACTIONS, CLAIM_KEYS, STATUSES } from '../src/world/claim.ts';
import { FACT_KINDS } from '../src/world/fact.ts';
import { KNOWN_TO_TEAM, PREDICATES, type PredicateName } from '../src/world/predicate.ts';
import { SIGHTINGS, type SightingKind } from '../src/world/sighting.ts';
import {
  ASK_REQUESTS,
  CONTROL_KINDS,
  PHASES,
  REFUSAL_CODES,
  type RefusalCode,
  VERB_FORMS,
  type VerbForm,
} from '../src/world/verb.ts';
import { HAZARDS } from './hazards.ts';
import { cell, fieldTables, inYaml } from './reference-fields.ts';
import { SHOWN_BY } from './shown-by.ts';

const OPENING = `<!-- Made from the code by \`npm run generate\`. Change src/, or tools/reference.ts for these words. -->

# Reference for authors

What stands here is made from the code that reads, plays and checks scenarios. [authoring.md](authoring.md) says how to use it.

- [Fields of a scenario](#fields)
- [Placeholders in texts](#placeholders)
- [Decisions](#decisions) and [what others try](#what-others-try)
- [Claims](#claims)
- [Predicates](#predicates), [facts](#facts), [sightings](#sightings), [measures](#measures)
- [Closed lists](#closed-lists): controls, phases, requests, refusals
- [Hazards](#hazards)
- [Rules of \`hotwash check\`](#rules)
`;

const SIGHTING_KINDS = Object.keys(SIGHTINGS) as readonly SightingKind[];

const PLACEHOLDERS: readonly (readonly [string, string])[] = [
  ['{digest:NAME}', 'the digest of an image of the file; `NAME/arm64` is one of its parts'],
  ['{short:NAME}', 'its first digits, as lists show them'],
  ['{image:NAME}', 'the image as a client would pull it, with host and repository'],
  ['{clock:T-40m}', 'the time of day at that moment'],
  [
    '{clock:INJECT+20m}',
    'so long after (or, with `-`, before) that message comes, wherever a seed draws it; `{clock:INJECT}` is the minute itself',
  ],
  ['{label:CREDENTIAL}', 'what consoles call the credential'],
  ['{tag:REPO:TAG}', 'the tag without its repository'],
];

/** What a row of the table of decisions has no room for. */
const DECISION_NOTES: readonly string[] = [
  'Whatever writes is done by the role that owns the target or has that duty. A look may be any role’s: without `by` it goes to the one whose hands are free first, and never to the role that leads unless that is the only one; of several to the one that owns what is looked at, then to the first in the file.',
  'A run is `PIPELINE#N`. The first one after the clock opens is `runsBefore` + 1, scheduled or by hand. It can be named only once the team was shown it: `inspect runs`, `inspect releases`, `trace`, a message that `shows` it, or its own `rebuild`.',
  '`pin` of a pipeline without `uses` fixes its base. With `uses` it fixes what comes from the repository that holds the digest, be it the base, a tool or a tool of a tool, and is refused where that is none of these. Pins for other repositories stay; a second one for the same repository replaces the first.',
  'A digest is written in full, or as `sha256:` and at least 8 digits that only one seen digest begins with; in files also as `image:NAME`. Where the table says `<digest>` alone, a tag is no digest.',
];

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  revoked: 'the credential that it needs does not work any more',
  denied: 'a gate refuses this digest, a limit is reached, or the caller may not',
  protected: 'the tag is immutable, or that version was published before',
  unsigned: 'only signed images are let in here, and this is none, or its signature cannot be looked up now',
  frozen: 'the repository takes no pushes, or is in quarantine',
  gone: 'what it speaks of was deleted',
  paused: 'the pipeline is paused or cut off',
  'not-found': 'there is no such thing there',
  expired: 'the record is older than what is kept',
  'after-end': 'play is over',
};

/** docs/reference.md: all that an author may write, and all that is checked. */
export function referenceText(): string {
  return `${[
    OPENING,
    chapter(
      'Fields',
      'A field with * must be there. `NAME` stands for a name of your own, `[]` for each entry of a list. An editor that knows the schema shows all of this while you type.',
    ),
    fieldTables(),
    chapter(
      'Placeholders',
      'Texts for people (briefing, messages, titles of messages and conclusions, met and unmet, endings, hints, questions) may hold these. They are filled when the scenario is compiled, so a text cannot go wrong when an image or a time changes.',
    ),
    table(
      ['written', 'becomes'],
      PLACEHOLDERS.map(([written, means]) => [code(written), means]),
    ),
    ...decisionParts(),
    ...wordParts(),
    chapter(
      'Hazards',
      'What a wrong order costs, after public incidents. A scenario lists the ones that it plays; each has a playbook that runs into it.',
    ),
    table(
      ['id', 'when', 'before'],
      Object.entries(HAZARDS).map(([id, [early, missing]]) => [id, early, missing]),
    ),
    ...ruleParts(),
  ].join('\n')}\n`;
}

function decisionParts(): readonly string[] {
  const own = VERB_FORMS.filter(({ pillar }) => pillar !== 'world');
  const others = VERB_FORMS.filter(({ pillar }) => pillar === 'world');
  return [
    chapter(
      'Decisions',
      'One line each, in the console, in playbooks and in journals. Minutes are hands/lands: how long the role is busy, and how long until it takes effect; `costs` may set others. A line may end in `# reason` and `~70%`. `assets/grammar.ebnf` has the grammar.',
    ),
    table(
      ['decision', 'does', 'pillar', 'minutes'],
      own.map((form) => [code(form.shape), form.does, form.pillar, minutesOf(form)]),
    ),
    'Beside these, in playbooks and in play: `wait SPAN`, `wait until TIME`, `wait next`, `wait landed`, and `hint`.',
    '',
    ...DECISION_NOTES.map((note) => `- ${note}`),
    '',
    chapter(
      'What others try',
      'For `prologue` and the story: what agents, pipelines, consumers and the clock attempt. Physics judges them as it judges decisions.',
    ),
    table(
      ['attempt', 'is'],
      others.map(({ shape, does }) => [code(shape), does]),
    ),
    chapter(
      'Claims',
      'What `notify`, `answer` and `correct` say. A notice is usable with a digest, or a tag and a window, and with a clean digest or an action, all true.',
    ),
    table(
      ['claim', 'is'],
      Object.entries(CLAIM_KEYS).map(([key, is]) => [code(`${key}=`), is]),
    ),
    `\`action\`: ${list(ACTIONS)}. \`status\`: ${list(STATUSES)}.`,
    '',
  ];
}

function wordParts(): readonly string[] {
  const names = Object.keys(PREDICATES) as readonly PredicateName[];
  const known: readonly string[] = [...KNOWN_TO_TEAM];
  return [
    chapter(
      'Predicates',
      'Questions about the world, for guards of the story, points, endings and hints. Several keys in one map must all hold; `all`, `any` and `not` join them. A predicate with one argument may be written short, as here. In `claims`, `KEY=*` is any value and `[]` any notice. The `when` of a hint may use only those marked "team", which a team can answer of itself.',
    ),
    table(
      ['predicate', 'holds when', 'written', 'team'],
      names.map((name) => [
        code(name),
        PREDICATES[name].asks,
        code(inYaml(predicateExample(name))),
        known.includes(name) ? 'yes' : '',
      ]),
    ),
    chapter(
      'Facts',
      'What can become true. A state of the story listens to these under `on`. `fact` in a guard asks for `by`, who did it (an agent, role, consumer or party, `clock` or `ci`); for `subject`, one of what the fact is about (a credential, a tag, a pipeline, a consumer …); and for `data`, fields of this table with their values.',
    ),
    table(
      ['fact', 'carries'],
      FACT_KINDS.map((kind) => [
        code(kind),
        Object.entries(FACT_FIELDS[kind])
          .map(([field, is]) => `${code(field)}: ${is}`)
          .join('; '),
      ]),
    ),
    chapter(
      'Sightings',
      'What a look shows a team, and so what clues, `seen` and `shows` of messages are made of. `DIGEST` is `image:NAME` or `image:NAME/arm64` in a file, `RUN` is `PIPELINE#N`: a clue names one run, so give one for each run that a team may look at.',
    ),
    table(
      ['sighting', 'of', 'shown by'],
      SIGHTING_KINDS.map((kind) => [code(kind), SIGHTINGS[kind], SHOWN_BY[kind]]),
    ),
    chapter(
      'Measures',
      'Numbers for points and endings: `measure`, `until` (or `at`), and `atMost` or `atLeast`.',
    ),
    table(
      ['measure', 'counts'],
      Object.entries(MEASURES).map(([name, is]) => [code(name), is]),
    ),
    chapter(
      'Closed lists',
      'Controls that a decision sets and `lift` takes away, phases that can be declared, requests to outside parties, and why an attempt is refused.',
    ),
    `- controls: ${list(CONTROL_KINDS)}\n- phases: ${list(PHASES)}\n- requests: ${list(ASK_REQUESTS)}\n`,
    table(
      ['refused', 'because'],
      REFUSAL_CODES.map((one) => [code(one), REFUSALS[one]]),
    ),
  ];
}

const LOOKS_AT = { file: 'the file', plays: 'plays of it', exploration: '`--explore`' } as const;

function ruleParts(): readonly string[] {
  const rules = CHECK_RULES.map(({ id, title, reason, looksAt, bad, good }) =>
    [
      `### \`${id}\``,
      '',
      `**${title}.** ${reason} (Looks at ${LOOKS_AT[looksAt]}.)`,
      '',
      ...(bad === '' ? [] : ['Broken:', '', fenced(bad), '']),
      ...(good === '' ? [] : ['Kept:', '', fenced(good), '']),
    ].join('\n'),
  );
  return [
    chapter(
      'Rules',
      `\`hotwash check\` holds a scenario to these ${CHECK_RULES.length} rules, beside its shape and its names.`,
    ),
    ...rules,
  ];
}

const chapter = (title: string, about: string): string => `## ${title}\n\n${about}\n`;
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
const list = (words: readonly string[]): string => words.map(code).join(', ');
const fenced = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const safe = rows.map((cells) => cells.map((one) => (one.startsWith('`') ? one : cell(one))));
  return `${[line(heads), `|${heads.map(() => '---|').join('')}`, ...safe.map(line)].join('\n')}\n`;
}

/** The usual cost of a form: by its verb and aspect, or by its verb. */
function minutesOf({ shape }: VerbForm): string {
  const [verb = '', aspect = ''] = shape.split(' ');
  const cost = DEFAULT_COSTS[`${verb} ${aspect}`] ?? DEFAULT_COSTS[verb];
  if (cost === undefined) return '0/0';
  if (typeof cost === 'string') return cost;
  const more = [
    ...(cost.perClaim > 0 ? [`+${cost.perClaim} a claim`] : []),
    ...(cost.publicExtra > 0 ? [`+${cost.publicExtra} in public`] : []),
  ];
  return [cost.minutes, ...more].join(', ');
}
