import { controlAt } from "./control.ts";
import { heldLive, holdsLive, isLive } from "./credential.ts";
import { isExposed } from "./consumer.ts";
import { isTrue, parseClaim } from "./claim.ts";
import type { Fact } from "./fact.ts";
import { isCopied, isPullable, isRecoverable } from "./log.ts";
import { holdsAccess } from "./notice.ts";
import { buildsOnPoison, canAuthenticate, baseOf } from "./pipeline.ts";
import { poisonedMappings } from "./pull-through-cache.ts";
import { isCleanIndex, isContained, isEradicated, isRecovered, outages, servesPoison } from "./questions.ts";
import { digestOf, imageOf, isPoison } from "./reference.ts";
import { pushRefusal } from "./registry.ts";
import { concludedAt, hasSeen } from "./sighting.ts";
import type { Notice, World } from "./state.ts";
import type { ControlKind } from "./verb.ts";
import { runsPoison } from "./workload.ts";

/** What a scenario can ask of the world. One name, one meaning; story guards, tasks, endings and injects all use these. */
export type Predicate =
  | { readonly is: "all" | "any"; readonly of: readonly Predicate[] }
  | { readonly is: "not"; readonly of: Predicate }
  | { readonly is: Name; readonly args: Readonly<Record<string, unknown>> };

type Args = Readonly<Record<string, unknown>>;
type Tables = readonly (keyof World)[];

interface Entry {
  /** What it asks, for authors. */
  readonly asks: string;
  /** Argument names with what each may be: the schema, the linker and the reference are made from this. */
  readonly args: Readonly<Record<string, ArgKind>>;
  /** Tables of the world it reads: while none of them changed its truth cannot have. */
  readonly reads: Tables;
  readonly holds: (world: World, args: Args, fact: Fact | null) => boolean;
}

export type ArgKind =
  | "agent" | "credential" | "tag" | "tags" | "image" | "pipeline" | "workload" | "cache" | "consumer" | "log" | "place" | "places"
  | "inject" | "delivery" | "conclusion" | "sighting" | "audiences" | "claims" | "control" | "phase" | "pillars" | "number"
  | "optional-agent" | "optional-credential" | "optional-text" | "optional-texts" | "optional-data";

const text = (args: Args, name: string): string => (typeof args[name] === "string" ? (args[name] as string) : "");
const texts = (args: Args, name: string): readonly string[] => (Array.isArray(args[name]) ? (args[name] as readonly string[]) : []);
const entry = (asks: string, args: Entry["args"], reads: Tables, holds: Entry["holds"]): Entry => ({ asks, args, reads, holds });

export const PREDICATES = {
  seen: entry("the team has seen this sighting", { what: "sighting" }, ["seen"], (world, args) => hasSeen(world, text(args, "what"))),
  concluded: entry("the team has seen enough clues of a conclusion", { what: "conclusion" }, ["seen"], (world, args) => concludedAt(world, text(args, "what")) !== null),
  "holds-live": entry("an agent holds a working value, of one credential or of any", { agent: "agent", credential: "optional-credential" }, ["credentials"], (world, args) =>
    args["credential"] === undefined ? heldLive(world, text(args, "agent")).length > 0 : familyOf(world, text(args, "credential")).some((id) => holdsLive(world, text(args, "agent"), id))),
  "holds-access": entry("an agent can still push, or holds a cloud key", { agent: "agent" }, ["credentials"], (world, args) => holdsAccess(world, text(args, "agent"))),
  "can-push": entry("an agent could make one of these tags name one of its images now", { agent: "agent", tags: "tags" }, ["credentials", "controls", "tags", "stored"], canPush),
  "is-live": entry("a credential has a working value", { credential: "credential" }, ["credentials"], (world, args) => isLive(world, text(args, "credential"))),
  "held-by-nobody": entry("no agent holds a working value of the credential", { credential: "credential" }, ["credentials"], (world, args) =>
    !Object.keys(world.estate.agents).some((agent) => holdsLive(world, agent, text(args, "credential")))),
  "can-authenticate": entry("a pipeline has a working value of every credential it needs", { pipeline: "pipeline" }, ["credentials"], (world, args) => canAuthenticate(world, text(args, "pipeline"))),
  "tag-clean": entry("a tag names a signed clean index", { tag: "tag" }, ["tags", "images"], (world, args) => isCleanIndex(world, world.tags[text(args, "tag")]?.digest ?? null)),
  "tag-poisoned": entry("a tag names bytes with an implant", { tag: "tag" }, ["tags", "images"], (world, args) => isPoison(world, world.tags[text(args, "tag")]?.digest ?? null)),
  "tag-names": entry("a tag names this image", { tag: "tag", image: "image" }, ["tags"], (world, args) => world.tags[text(args, "tag")]?.digest === digestOf(world, text(args, "image"))),
  "cache-clean": entry("a cache serves no implant for any tag", { cache: "cache" }, ["caches"], (world, args) => poisonedMappings(world, text(args, "cache")).length === 0),
  "serves-poison": entry("a tag of an attacked repository or a cache serves an implant", {}, ["tags", "caches", "images", "poisonedSince"], (world) => servesPoison(world)),
  "builds-on-poison": entry("a pipeline that is not stopped would build on an implant", { pipeline: "pipeline" }, ["tags", "caches", "controls", "pipelines", "stored"], (world, args) => buildsOnPoison(world, text(args, "pipeline"))),
  "runs-clean": entry("a workload runs an image without an implant", { workload: "workload" }, ["workloads", "images"], (world, args) => !runsPoison(world, text(args, "workload"))),
  pulled: entry("a build, a workload or a consumer pulled this image", { image: "image" }, ["pulled"], (world, args) => world.pulled[digestOf(world, text(args, "image")) ?? ""] !== undefined),
  control: entry("a control stands at a place", { kind: "control", place: "place" }, ["controls"], (world, args) => controlAt(world, text(args, "kind") as ControlKind, text(args, "place")) !== null),
  "any-control": entry("any control of the team stands", {}, ["controls", "credentials"], (world) => Object.keys(world.controls).length > 0 || Object.values(world.credentials).some((one) => one.generations.some((generation) => !generation.live))),
  "pinned-clean": entry("a pipeline builds on a clean index that cannot move silently: pinned by digest, or gated on a clean base", { pipeline: "pipeline" }, ["controls", "tags", "caches", "pipelines", "images", "stored"], pinnedClean),
  gated: entry("unsigned images are refused at a place", { place: "place" }, ["controls"], (world, args) => controlAt(world, "require-signatures", text(args, "place")) !== null || controlAt(world, "allow-only", text(args, "place")) !== null),
  denied: entry("an image is denied at every one of these places", { image: "image", places: "places" }, ["controls"], (world, args) =>
    texts(args, "places").every((place) => controlAt(world, "deny", place)?.digests.includes(digestOf(world, text(args, "image")) ?? "") === true)),
  copied: entry("the team holds a copy of the image, every part of it", { image: "image" }, ["copies"], (world, args) => isCopied(world, digestOf(world, text(args, "image")) ?? "")),
  recoverable: entry("the image's bytes still exist in a registry, a cache or a kept copy", { image: "image" }, ["copies", "stored", "caches"], (world, args) => isRecoverable(world, digestOf(world, text(args, "image")) ?? "")),
  pullable: entry("a client can pull the image from the registry or a cache", { image: "image" }, ["stored", "caches", "controls"], (world, args) => isPullable(world, digestOf(world, text(args, "image")) ?? "")),
  "log-kept": entry("a log was kept or is held", { log: "log" }, ["logs"], (world, args) => world.logs[text(args, "log")]?.kept === true || world.logs[text(args, "log")]?.held === true),
  "log-safe": entry("a log was read, kept or held before it expired", { log: "log" }, ["logs"], (world, args) => logSafe(world, text(args, "log"))),
  told: entry("one notice of the team to one of these audiences holds all these claims, and they were true", { to: "audiences", claims: "claims" }, ["notices"], told),
  reached: entry("at least this many exposed consumers hold a notice that they can match", { atLeast: "number" }, ["consumers"], (world, args) => reachedCount(world) >= Number(args["atLeast"])),
  matched: entry("a consumer holds a notice that it can match", { consumer: "consumer" }, ["consumers"], (world, args) => world.consumers[text(args, "consumer")]?.matchedAt != null),
  answered: entry("an inject was answered, and truly", { inject: "inject" }, ["exercise"], (world, args) => world.exercise.injects[text(args, "inject")]?.answeredTruly === true),
  warned: entry("an agent was warned while it still held access", { agent: "agent" }, ["warned"], (world, args) => world.warned[text(args, "agent")] !== undefined),
  delivered: entry("a delivery went out", { delivery: "delivery" }, ["deliveries"], (world, args) => world.deliveries[text(args, "delivery")]?.state === "made"),
  down: entry("something of ours is out of service", {}, ["controls", "tags", "credentials", "deliveries"], (world) => outages(world).length > 0),
  declared: entry("the team declared this phase", { phase: "phase" }, ["exercise"], (world, args) => world.exercise.declared[text(args, "phase")] !== undefined),
  "landed-in": entry("a decision of one of these pillars had an effect", { pillars: "pillars" }, ["exercise"], (world, args) => texts(args, "pillars").some((pillar) => (world.exercise.landed[pillar] ?? 0) > 0)),
  contained: entry("contained in truth", {}, ["credentials", "tags", "caches", "controls", "pipelines", "poisonedSince"], (world) => isContained(world)),
  eradicated: entry("eradicated in truth", {}, ["credentials", "tags", "caches", "controls", "pipelines", "workloads", "poisonedSince"], (world) => isEradicated(world)),
  recovered: entry("recovered in truth", {}, ["credentials", "tags", "caches", "controls", "pipelines", "workloads", "consumers", "deliveries", "poisonedSince"], (world) => isRecovered(world)),
  fact: entry("the fact at hand is by this agent, about one of these subjects, with these data; only in the story", { by: "optional-text", subject: "optional-texts", data: "optional-data" }, [], isSuchFact),
} as const satisfies Readonly<Record<string, Entry>>;

type Name = keyof typeof PREDICATES;
export type PredicateName = Name;

/** Truth of a predicate in a world; `fact` is the one at hand where a story asks. */
export function holds(world: World, predicate: Predicate, fact: Fact | null = null): boolean {
  switch (predicate.is) {
    case "all":
      return predicate.of.every((one) => holds(world, one, fact));
    case "any":
      return predicate.of.some((one) => holds(world, one, fact));
    case "not":
      return !holds(world, predicate.of, fact);
    default:
      return (PREDICATES[predicate.is] as Entry).holds(world, predicate.args, fact);
  }
}

/** Tables of the world that the answer can depend on. */
export function readsOf(predicate: Predicate): Tables {
  if (predicate.is === "all" || predicate.is === "any") return [...new Set(predicate.of.flatMap(readsOf))];
  return predicate.is === "not" ? readsOf(predicate.of) : (PREDICATES[predicate.is] as Entry).reads;
}

/** A credential and all that was minted with it. */
function familyOf(world: World, id: string): readonly string[] {
  return [id, ...Object.keys(world.credentials).filter((other) => world.credentials[other]?.mintedFrom === id)];
}

function canPush(world: World, args: Args): boolean {
  const agent = text(args, "agent");
  const images = Object.values(world.estate.images).filter((image) => image.poison !== null);
  return texts(args, "tags").some((tag) => images.some((image) => pushRefusal(world, agent, tag, image.digest) === null));
}

function pinnedClean(world: World, args: Args): boolean {
  const id = text(args, "pipeline");
  const { digest } = baseOf(world, id);
  if (!isCleanIndex(world, digest)) return false;
  return controlAt(world, "pin", id) !== null || controlAt(world, "require-signatures", id) !== null || controlAt(world, "allow-only", id) !== null;
}

function logSafe(world: World, id: string): boolean {
  const log = world.logs[id];
  return log !== undefined && (log.read || log.kept || log.held);
}

export function reachedCount(world: World): number {
  return Object.keys(world.consumers).filter((id) => isExposed(world, id) && world.consumers[id]?.matchedAt !== null).length;
}

function told(world: World, args: Args): boolean {
  const to = texts(args, "to");
  const wanted = texts(args, "claims");
  return Object.values(world.notices).some((notice) => notice.author === "team" && to.includes(notice.audience) && wanted.every((claim) => saysTruly(world, notice, claim)));
}

// `digest=*` accepts any true claim of that key; `digest=image:implant` the index, or each of its parts said one by one.
function saysTruly(world: World, notice: Notice, wanted: string): boolean {
  const said = notice.claims.filter((claim) => !notice.falseClaims.includes(claim));
  const key = wanted.slice(0, wanted.indexOf("=") + 1);
  const value = wanted.slice(key.length);
  const mine = said.filter((claim) => claim.startsWith(key)).map((claim) => claim.slice(key.length));
  if (value === "*") return mine.length > 0;
  if (!value.startsWith("image:")) return mine.includes(value);
  const digests = mine.map((word) => digestOf(world, word));
  const digest = digestOf(world, value);
  const parts = Object.values(imageOf(world, digest ?? "")?.parts ?? {});
  return digests.includes(digest) || (parts.length > 0 && parts.every((part) => digests.includes(part)));
}

function isSuchFact(_world: World, args: Args, fact: Fact | null): boolean {
  if (fact === null) return false;
  if (args["by"] !== undefined && fact.by !== text(args, "by")) return false;
  if (args["subject"] !== undefined && !texts(args, "subject").includes(fact.subject)) return false;
  const wanted = (args["data"] ?? {}) as Args;
  const data = fact.data as Args;
  return Object.keys(wanted).every((key) => data[key] === wanted[key]);
}

/** Truth of one claim as text, for previews and checks of a scenario. */
export function isTrueClaim(world: World, claims: readonly string[], one: string): boolean {
  const parsed = claims.flatMap((claim) => parseClaim(claim, world.estate.clock.calendar) ?? []);
  const claim = parseClaim(one, world.estate.clock.calendar);
  return claim !== null && isTrue(world, claim, parsed);
}
