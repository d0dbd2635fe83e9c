import type { Scenario } from '../exercise/definition.ts';
import { check } from '../schema/check.ts';
import { scenarioFile } from '../schema/scenario.ts';
import { canonicalJson } from '../world/canonical-json.ts';
import { utf8 } from '../world/content/bytes.ts';
import type { Hash } from '../world/content/oci.ts';
import type { ExerciseClock } from '../world/estate.ts';
import { type Diagnostic, hasErrors, sortDiagnostics } from './diagnostic.ts';
import { type ImageWorks, openImageWorks } from './images.ts';
import { linkClock, linkHead, linkPace, linkPrologue } from './link-head.ts';
import { linkHints } from './link-hint.ts';
import { linkImages } from './link-images.ts';
import { linkConclusions, linkDuties, linkPeople } from './link-people.ts';
import { linkPlaybooks, type ReadPlaybook } from './link-playbooks.ts';
import { checkSafety } from './link-safety.ts';
import { linkEndings, linkJudgements, linkObjectives } from './link-score.ts';
import { linkStory } from './link-story.ts';
import { linkText } from './link-text.ts';
import { linkWorld } from './link-world.ts';
import type { Linker } from './linker.ts';
import { namesOf } from './names.ts';
import { openProblems, type PositionOf } from './problems.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';
import { proveStory } from './story-proof.ts';
import { type Drawn, drawn } from './vary.ts';

/** What compiling needs from outside: where the document came from, a hash, and the files beside it. */
export interface CompileContext {
  readonly file: string;
  readonly positionOf: PositionOf;
  /** Hexadecimal sha256 of bytes. */
  readonly hash: Hash;
  /** Null leaves out playbooks that stand in files of their own, as for a scenario kept with a session. */
  readonly readPlaybook: ReadPlaybook | null;
  /** What the scenario's `vary` draws from; 0, or left out, leaves it as written. The digest is that of the file either way. */
  readonly seed?: number;
}

export interface Compiled {
  /** Null when the diagnostics hold an error. */
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles a parsed document into a scenario, or says everything that is wrong with it. Any JSON value may come; it never throws. */
export function compileScenario(source: unknown, context: CompileContext): Compiled {
  const checked = check(scenarioFile, source);
  if (!checked.ok) {
    const diagnostics = schemaDiagnostics(checked.issues, context.file, context.positionOf);
    return { scenario: null, diagnostics: sortDiagnostics(diagnostics) };
  }
  const draw = drawn(checked.value, context.seed ?? 0, context.hash);
  const inOrder = { ...draw, source: inKeyOrder(draw.source) };
  return link(inOrder, context, digestOfSource(source, context.hash));
}

// The digest does not know the order of keys in a file, and one digest must be one history (law 1): so order means nothing here either.
function inKeyOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inKeyOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inKeyOrder(inner)])) as T;
}

/** Digest under which sessions know the scenario: sha256 of its source as sorted-key JSON, before defaults. */
export function digestOfSource(source: unknown, hash: Hash): string {
  return `sha256:${hash(utf8(canonicalJson(source)))}`;
}

function link({ source, redraw }: Drawn, context: CompileContext, digest: string): Compiled {
  const problems = openProblems(context.file, context.positionOf);
  const done = (scenario: Scenario | null, others: readonly Diagnostic[]): Compiled => {
    const diagnostics = sortDiagnostics([...problems.list(), ...others]);
    return { scenario: hasErrors(diagnostics) ? null : scenario, diagnostics };
  };
  checkSafety(source, problems);
  const clock = linkClock(source, problems);
  if (clock === null) return done(null, []);
  const unlinked = { source, names: namesOf(source), calendar: clock.calendar, problems };
  const recipes = linkImages(unlinked);
  const works = recipes === null ? null : openImageWorks(recipes, context.hash);
  const linker: Linker = { ...unlinked, endEx: clock.endEx, aftermath: clock.aftermath, works };
  const { playbooks, diagnostics } = linkPlaybooks(linker, {
    positionOf: context.positionOf,
    read: context.readPlaybook,
    redraw,
  });
  const parts = linkParts(linker, clock);
  if (works === null) return done(null, diagnostics);
  return done({ ...parts, ...sealed(parts, works), digest, playbooks }, diagnostics);
}

type Parts = Omit<Scenario, 'digest' | 'playbooks' | 'estate' | 'content'> & {
  readonly estate: Omit<Scenario['estate'], 'images' | 'forge' | 'content'>;
};

function sealed(parts: Parts, works: ImageWorks): Pick<Scenario, 'estate' | 'content'> {
  const { images, forge, content } = works;
  return { estate: { ...parts.estate, images, forge, content }, content };
}

function linkParts(linker: Linker, clock: ExerciseClock): Parts {
  const { source } = linker;
  linkHead(linker);
  const story = linkStory(linker);
  proveStory(story, Object.keys(source.injects), linker.problems);
  return {
    id: source.id,
    title: source.title,
    summary: source.summary,
    level: source.level,
    minutes: source.minutes,
    briefing: linkText(linker, source.briefing, ['briefing']),
    firstVerbs: source.verbs,
    attack: source.attack,
    sources: source.sources,
    hazards: source.hazards,
    pace: linkPace(linker),
    duties: linkDuties(linker),
    estate: {
      clock,
      account: source.world.account,
      host: source.world.host,
      ...linkWorld(linker),
      ...linkPeople(linker),
    },
    prologue: linkPrologue(linker, clock.opens),
    story,
    objectives: linkObjectives(linker),
    endings: linkEndings(linker),
    judgements: linkJudgements(linker),
    conclusions: linkConclusions(linker),
    hints: linkHints(linker),
    questions: source.questions.map((question, index) => linkText(linker, question, ['questions', index])),
    exceptions: source.exceptions,
  };
}
