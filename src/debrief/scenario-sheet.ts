import { costOf, ownerOf } from '../exercise/decision.ts';
import type { Scenario } from '../exercise/definition.ts';
import { knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { type Attempt, FORMS, type Form } from '../world/attempt.ts';
import { minutesOf, printTime, printTimestamp } from '../world/time.ts';
import type { Slot } from '../world/verb.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { plainLine } from './plain-line.ts';
import { wrapText } from './wrap.ts';

/** Minutes for which the role is busy, and until the effect is there. */
export interface VerbCost {
  readonly hands: number;
  readonly lands: number;
  readonly perClaim: number;
  readonly publicExtra: number;
}

export interface VerbSheet {
  readonly pillar: string;
  readonly form: string;
  readonly does: string;
  readonly cost: VerbCost | null;
  /** Roles that may. */
  readonly by: readonly string[];
  /** Names that are known at StartEx, by kind. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** What anybody may know of a scenario before they play it: nothing that only the world knows. */
export interface ScenarioSheet {
  readonly scenario: { readonly id: string; readonly title: string; readonly digest: string };
  readonly summary: string;
  readonly level: string;
  readonly minutes: readonly [number, number];
  readonly clock: { readonly startEx: string; readonly endEx: string; readonly aftermath: string };
  readonly briefing: string;
  readonly roles: readonly { readonly id: string; readonly title: string }[];
  readonly verbs: readonly VerbSheet[];
}

/** `opening` is the session at StartEx: what the team knows then is all that the sheet names. */
export function makeScenarioSheet(opening: Session): ScenarioSheet {
  const { scenario } = opening.engine;
  const { clock, roles } = scenario.estate;
  const { id, title, digest, summary, level, minutes } = scenario;
  return {
    scenario: { id, title, digest },
    summary,
    level,
    minutes,
    clock: {
      startEx: printTimestamp(0, clock.calendar),
      endEx: printTime(clock.endEx),
      aftermath: printTime(clock.aftermath),
    },
    briefing: scenario.briefing,
    roles: Object.values(roles).map((role) => ({ id: role.id, title: role.title })),
    verbs: FORMS.filter((form) => form.pillar !== 'world').map((form) => verbSheet(form, opening)),
  };
}

const FREE_WORDS: ReadonlySet<Slot> = new Set(['text', 'claim', 'digest', 'part', 'argument']);

function verbSheet(form: Form, opening: Session): VerbSheet {
  const { scenario } = opening.engine;
  const names = knownNames(opening);
  const slots = form.parts
    .flatMap((part) => (part.is === 'slot' ? part.slots : []))
    .filter((slot) => !FREE_WORDS.has(slot));
  const targets = Object.fromEntries(slots.map((slot) => [slot, names[slot] ?? []]));
  return {
    pillar: form.pillar,
    form: form.shape,
    does: form.does,
    cost: costSheet(scenario, form),
    by: rolesFor(scenario, form, targets),
    targets,
  };
}

function costSheet(scenario: Scenario, form: Form): VerbCost | null {
  const attempt = emptyAttempt(form, '?');
  const { hands, lands } = costOf(scenario, attempt);
  const { costs } = scenario.estate;
  const row = costs[`${attempt.verb} ${attempt.aspect ?? ''}`] ?? costs[attempt.verb];
  if (row === undefined) return null;
  return {
    hands: minutesOf(hands),
    lands: minutesOf(lands),
    perClaim: minutesOf(row.perClaim),
    publicExtra: minutesOf(row.publicExtra),
  };
}

function rolesFor(scenario: Scenario, form: Form, targets: VerbSheet['targets']): readonly string[] {
  const all = Object.keys(scenario.estate.roles);
  const first = Object.values(targets)[0] ?? [];
  const owners = (first.length === 0 ? ['?'] : Object.values(targets).flat()).map((name) =>
    ownerOf(scenario, emptyAttempt(form, name)),
  );
  return all.filter((role) => owners.some((owner) => owner === null || owner === role));
}

function emptyAttempt(form: Form, target: string): Attempt {
  const second = form.parts[1];
  const aspect = form.verb === 'inspect' && second?.is === 'word' ? second.word : null;
  return {
    verb: form.verb,
    aspect,
    targets: [target],
    to: null,
    via: null,
    from: null,
    claims: [],
    text: null,
  };
}

const WIDTH = 96;
const MOST_NAMES = 12;

/** The sheet as text for a terminal. */
export function printScenarioSheet(sheet: ScenarioSheet): readonly string[] {
  const [least, most] = sheet.minutes;
  const lines = [
    `${sheet.scenario.title} (${sheet.scenario.id})`,
    `${sheet.level}, ${least} to ${most} minutes. It begins at ${sheet.clock.startEx} and ends at ${sheet.clock.endEx}; the outcome is judged at ${sheet.clock.aftermath}.`,
    '',
    ...wrapText(plainLine(sheet.summary), WIDTH, ''),
    '',
    'BRIEFING',
    '',
    ...sheet.briefing.trim().split('\n').map(plainLine),
    '',
    'ROLES',
    '',
    ...sheet.roles.map((role) => `  ${role.id.padEnd(12)} ${role.title}`),
    '',
    'VERBS (minutes: how long the role is busy / until the effect is there)',
  ];
  for (const pillar of new Set(sheet.verbs.map((verb) => verb.pillar))) {
    lines.push('', pillar);
    for (const verb of sheet.verbs.filter((one) => one.pillar === pillar))
      lines.push(...printVerb(verb, sheet.roles.length));
  }
  return lines;
}

function printVerb(verb: VerbSheet, roles: number): readonly string[] {
  const who = verb.by.length === roles ? 'anyone' : verb.by.join(' or ');
  const head = `  ${verb.form}  (${costWords(verb.cost)}; ${who})`;
  const names = Object.entries(verb.targets).map(([slot, all]) => {
    const more = all.length > MOST_NAMES ? ` and ${all.length - MOST_NAMES} more` : '';
    return `      ${slot}: ${all.slice(0, MOST_NAMES).join(', ')}${more}`;
  });
  return [
    ...wrapText(head, WIDTH, '      '),
    ...wrapText(`      ${verb.does}`, WIDTH, '      '),
    ...names.flatMap((line) => wrapText(plainLine(line), WIDTH, '        ')),
  ];
}

export function costWords(cost: VerbCost | null): string {
  if (cost === null || (cost.hands === 0 && cost.lands === 0)) return 'no time';
  const claims = cost.perClaim > 0 ? `, +${cost.perClaim} a claim` : '';
  const others = cost.publicExtra > 0 ? `, +${cost.publicExtra} in public` : '';
  return `${cost.hands}/${cost.lands}${claims}${others}`;
}

/** The sheet as a handout for players, in Markdown. */
export function printHandout(sheet: ScenarioSheet): readonly string[] {
  const [least, most] = sheet.minutes;
  return [
    `# ${markdownText(sheet.scenario.title)}`,
    '',
    markdownText(sheet.summary),
    '',
    `${markdownText(sheet.level)}, ${least} to ${most} minutes. It begins at ${sheet.clock.startEx} and ends at ${sheet.clock.endEx}; the outcome is judged at ${sheet.clock.aftermath}.`,
    '',
    '## Briefing',
    '',
    '```text',
    ...sheet.briefing.trim().split('\n').map(plainLine),
    '```',
    '',
    '## Roles',
    '',
    ...markdownTable(
      ['Role', 'Seat', 'Who sits there'],
      sheet.roles.map((role) => [markdownText(role.id), markdownText(role.title), '']),
    ),
    '',
    '## Verbs',
    '',
    'Minutes: how long the role is busy / until the effect is there.',
    '',
    ...markdownTable(
      ['Verb', 'What it does', 'Minutes', 'Who may'],
      sheet.verbs.map((verb) => [
        markdownText(verb.form),
        markdownText(verb.does),
        costWords(verb.cost),
        verb.by.length === sheet.roles.length ? 'anyone' : verb.by.map(markdownText).join(', '),
      ]),
    ),
  ];
}
