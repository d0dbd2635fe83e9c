import type { Scenario } from '../exercise/definition.ts';
import type { Hash } from '../world/content/oci.ts';
import type { ExerciseClock } from '../world/estate.ts';
import { type Diagnostic, hasErrors, sortDiagnostics } from './diagnostic.ts';
import { type ImageWorks, openImageWorks } from './images.ts';
import { linkClock, linkHead, linkPace, linkPrologue } from './link-head.ts';
import { linkHints } from './link-hint.ts';
import { linkImages } from './link-images.ts';
import { linkConclusions, linkDuties, linkPeople } from './link-people.ts';
import type { LinkedPlaybooks } from './link-playbooks.ts';
import { checkSafety } from './link-safety.ts';
import { linkEndings, linkJudgements, linkObjectives } from './link-score.ts';
import { linkStory } from './link-story.ts';
import { linkText } from './link-text.ts';
import { linkWorld } from './link-world.ts';
import type { Linker } from './linker.ts';
import { namesOf } from './names.ts';
import { openProblems, type PositionOf } from './problems.ts';
import { proveStory } from './story-proof.ts';
import type { Drawn } from './vary.ts';

export interface LinkContext {
  readonly file: string;
  readonly positionOf: PositionOf;
  /** Hexadecimal sha256 of bytes. */
  readonly hash: Hash;
}

export interface Compiled {
  /** Null when the diagnostics hold an error. */
  readonly scenario: Scenario | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks up every name of a checked and drawn document, and makes of it a scenario, or says what is wrong with it. */
export function linkScenario(
  drawn: Pick<Drawn, 'source'>,
  context: LinkContext,
  digest: string,
  playbooksOf: (linker: Linker) => LinkedPlaybooks,
): Compiled {
  const source = inKeyOrder(drawn.source);
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
  const { playbooks, diagnostics } = playbooksOf(linker);
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

// The digest does not know the order of keys in a file, and one digest must be one history (law 1): so order means nothing here either.
function inKeyOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inKeyOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inKeyOrder(inner)])) as T;
}
