import type { Condition, Objective, Rule, Scenario, Task } from '../exercise/definition.ts';
import type { Session } from '../exercise/session.ts';
import { MEASURES, type Measure } from '../scoring/measure.ts';
import type { Image } from '../world/estate.ts';
import { PREDICATES } from '../world/predicate.ts';
import { SIGHTINGS, type SightingKind } from '../world/sighting.ts';
import type { World } from '../world/state.ts';
import { printTime } from '../world/time.ts';
import { type InjectSheet, injectSheets, tiersOf } from './inject-sheet.ts';
import { namesIn, printPredicate } from './predicate-words.ts';
import { type PlannedEffect, planOf } from './story-plan.ts';

export interface TaskSheet {
  readonly id: string;
  readonly title: string;
  readonly critical: boolean;
  readonly of: number;
  readonly rules: readonly { readonly label: string; readonly when: string; readonly tiers: string }[];
}

/** Everything that a facilitator knows and a team does not. */
export interface TruthSheet {
  readonly attack: Scenario['attack'];
  readonly sources: readonly string[];
  readonly hazards: readonly string[];
  readonly images: readonly {
    readonly name: string;
    readonly digest: string;
    readonly parts: Readonly<Record<string, string>>;
    readonly carries: string | null;
    readonly signedBy: string | null;
    readonly hidden: boolean;
  }[];
  readonly implants: readonly {
    readonly id: string;
    readonly host: string;
    readonly reads: readonly string[];
  }[];
  readonly tags: readonly {
    readonly tag: string;
    readonly digest: string | null;
    readonly poisoned: boolean;
  }[];
  readonly credentials: readonly {
    readonly id: string;
    readonly kind: string;
    readonly owner: string;
    readonly role: string;
    readonly scopes: readonly string[];
    readonly heldBy: readonly string[];
    readonly liesIn: readonly string[];
    readonly hidden: boolean;
  }[];
  readonly prologue: readonly { readonly at: string; readonly by: string; readonly line: string }[];
  readonly plan: readonly PlannedEffect[];
  readonly injects: readonly InjectSheet[];
  readonly conclusions: readonly {
    readonly id: string;
    readonly title: string;
    readonly needs: number;
    readonly clues: readonly string[];
    readonly redHerrings: readonly { readonly inject: string; readonly refutedBy: readonly string[] }[];
  }[];
  readonly objectives: readonly {
    readonly id: string;
    readonly pillar: string;
    readonly title: string;
    readonly target: string;
    readonly of: number;
    readonly tasks: readonly TaskSheet[];
  }[];
  readonly judgements: readonly {
    readonly id: string;
    readonly title: string;
    readonly courses: readonly string[];
  }[];
  readonly endings: readonly {
    readonly id: string;
    readonly title: string;
    readonly when: string;
    readonly text: string;
  }[];
  readonly hints: readonly {
    readonly id: string;
    readonly price: number;
    readonly text: string;
    readonly when: string | null;
  }[];
  readonly questions: readonly string[];
  readonly exceptions: Scenario['exceptions'];
  /** What the words of its conditions and clues mean. */
  readonly words: readonly { readonly word: string; readonly means: string }[];
  readonly playbooks: readonly {
    readonly id: string;
    readonly title: string;
    readonly ending: string;
    readonly band: readonly [number, number];
    readonly hazard: string | null;
    readonly twin: string | null;
    readonly decisions: number;
  }[];
}

/** `opening` is the session at StartEx, the prologue played: who holds what is what it came to. */
export function makeTruthSheet(opening: Session): TruthSheet {
  const { scenario } = opening.engine;
  const { estate } = scenario;
  return {
    attack: scenario.attack,
    sources: scenario.sources,
    hazards: scenario.hazards,
    ...estateTruth(opening),
    prologue: scenario.prologue.map((one) => ({ at: printTime(one.at), by: one.by, line: one.line })),
    plan: planOf(scenario).filter((one) => estate.agents[one.by] !== undefined),
    injects: injectSheets(scenario),
    conclusions: scenario.conclusions.map((one) => ({
      id: one.id,
      title: one.title,
      needs: estate.conclusions[one.id]?.needs ?? 1,
      clues: one.clues,
      redHerrings: one.redHerrings,
    })),
    objectives: scenario.objectives.map(objectiveSheet),
    judgements: scenario.judgements.map((one) => ({
      id: one.id,
      title: one.title,
      courses: one.courses.map((course) => `${course.title}: ${printPredicate(course.when)}`),
    })),
    endings: scenario.endings.map((one) => ({
      id: one.id,
      title: one.title,
      when: one.any.length === 0 ? 'none of those above' : one.any.map(printCondition).join('; or '),
      text: one.text,
    })),
    hints: scenario.hints.map((one) => ({
      id: one.id,
      price: one.price,
      text: one.text,
      when: one.when === null ? null : printPredicate(one.when),
    })),
    questions: scenario.questions,
    exceptions: scenario.exceptions,
    words: wordsOf(scenario),
    playbooks: scenario.playbooks.map((one) => ({
      id: one.id,
      title: one.title,
      ending: one.ending,
      band: one.band,
      hazard: one.hazard,
      twin: one.twin,
      decisions: one.decisions.length,
    })),
  };
}

function estateTruth(opening: Session): Pick<TruthSheet, 'images' | 'implants' | 'tags' | 'credentials'> {
  const { world } = opening.course;
  const { estate } = world;
  const images = [...Object.values(estate.images), ...standingBuilds(world)].map((image) => ({
    name: image.name ?? nameOfBuild(image, world),
    digest: image.digest,
    parts: { ...image.parts },
    carries: image.poison,
    signedBy: image.signedBy,
    hidden: image.name === null ? isBuiltSince(image, world) : estate.hiddenImages.includes(image.name),
  }));
  const implants = Object.values(estate.implants).map((one) => ({
    id: one.id,
    host: one.host,
    reads: one.reads,
  }));
  const tags = Object.entries(world.tags).map(([tag, { digest }]) => ({
    tag,
    digest,
    poisoned: digest !== null && world.images[digest]?.poison != null,
  }));
  const pipelines = Object.values(estate.pipelines);
  const credentials = Object.values(estate.credentials).map((spec) => ({
    id: spec.id,
    kind: spec.kind,
    owner: spec.owner,
    role: spec.role,
    scopes: spec.scopes,
    heldBy: [
      ...new Set(
        (world.credentials[spec.id]?.generations ?? []).flatMap((one) => (one.live ? one.holders : [])),
      ),
    ],
    liesIn: [
      ...pipelines
        .filter((one) => one.environment.includes(spec.id))
        .map((one) => `environment of ${one.id}`),
      ...pipelines.filter((one) => one.checkout.includes(spec.id)).map((one) => `checkout of ${one.id}`),
    ],
    hidden: spec.hidden,
  }));
  return { images, implants, tags, credentials };
}

// What pipelines built since the clock opened stands in no file; a facilitator looks up what a tag or a workload names.
function standingBuilds(world: World): readonly Image[] {
  const named = [...Object.values(world.tags), ...Object.values(world.workloads)].map((one) => one.digest);
  const images = [...new Set(named)].flatMap((digest) => world.images[digest ?? ''] ?? []);
  return images.filter((image) => isBuiltSince(image, world));
}

const isBuiltSince = (image: Image, world: World): boolean =>
  !Object.values(world.estate.images).some((one) => one.digest === image.digest);

function nameOfBuild(image: Image, world: World): string {
  if (image.pipeline === null) return 'unnamed';
  if (!isBuiltSince(image, world)) return `earlier build of ${image.pipeline}`;
  const on = image.base === null ? '' : ` on ${world.images[image.base]?.name ?? image.base}`;
  return `build of ${image.pipeline}${on}`;
}

function objectiveSheet(objective: Objective): TruthSheet['objectives'][number] {
  const tasks = objective.tasks.map(taskSheet);
  const { id, pillar, title, target } = objective;
  return { id, pillar, title, target, of: tasks.reduce((sum, task) => sum + task.of, 0), tasks };
}

function taskSheet(task: Task): TaskSheet {
  const best = (rule: Rule): number => Math.max(0, ...rule.tiers.map((tier) => tier.points));
  return {
    id: task.id,
    title: task.title,
    critical: task.critical,
    of: task.rules.reduce((sum, rule) => sum + best(rule), 0),
    rules: task.rules.map((rule) => ({
      label: rule.label === task.title ? '' : rule.label,
      when: ruleWords(rule),
      tiers: tiersOf(rule),
    })),
  };
}

function ruleWords(rule: Rule): string {
  const what =
    rule.kind === 'state' ? printPredicate(rule.when) : `${rule.measure} up to ${printTime(rule.until)}`;
  const held =
    rule.kind === 'state' && rule.heldUntil !== null ? `, held until ${printTime(rule.heldUntil)}` : '';
  const once =
    rule.once === null
      ? ''
      : `, once ${printPredicate(rule.once)}${rule.onceBy === null ? '' : ` by ${printTime(rule.onceBy)}`}`;
  return `${what}${held}${once}`;
}

function printCondition(condition: Condition): string {
  if ('when' in condition) return `${printPredicate(condition.when)} at ${printTime(condition.at)}`;
  return `${condition.measure} at least ${condition.atLeast} at ${printTime(condition.at)}`;
}

function wordsOf(scenario: Scenario): TruthSheet['words'] {
  const rules = scenario.objectives.flatMap((objective) => objective.tasks.flatMap((task) => task.rules));
  const predicates = [
    ...rules.flatMap((rule) => [
      ...(rule.kind === 'state' ? [rule.when] : []),
      ...(rule.once === null ? [] : [rule.once]),
    ]),
    ...scenario.endings.flatMap((ending) => ending.any.flatMap((one) => ('when' in one ? [one.when] : []))),
    ...Object.values(scenario.story.guards),
    ...Object.values(scenario.estate.injects).flatMap((inject) => inject.when ?? []),
    ...scenario.hints.flatMap((hint) => hint.when ?? []),
    ...scenario.judgements.flatMap((judgement) => judgement.courses.map((course) => course.when)),
  ];
  const names = [...new Set(predicates.flatMap(namesIn))].filter((name) => name !== 'fact').sort();
  const kinds = [
    ...new Set(scenario.conclusions.flatMap((one) => one.clues.map((clue) => clue.split(' ')[0] ?? ''))),
  ].sort();
  const measures = [
    ...new Set(rules.flatMap((rule) => (rule.kind === 'state' ? [] : [rule.measure]))),
  ].sort();
  return [
    ...names.map((word) => ({ word, means: PREDICATES[word].asks })),
    ...kinds.flatMap((word) =>
      Object.hasOwn(SIGHTINGS, word) ? [{ word, means: SIGHTINGS[word as SightingKind] }] : [],
    ),
    ...measures.flatMap((word) =>
      Object.hasOwn(MEASURES, word) ? [{ word, means: MEASURES[word as Measure] }] : [],
    ),
  ];
}
