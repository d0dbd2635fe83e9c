import type { ScenarioSource } from '../schema/scenario.ts';
import { FORMS } from '../world/attempt.ts';
import { compareVersions, rangeOf, versionOf } from '../world/package.ts';
import { ASK_REQUESTS, CONTROL_KINDS, PHASES } from '../world/verb.ts';

/** Kinds of things that a scenario names. */
export type NameKind =
  | 'repo'
  | 'tag'
  | 'image'
  | 'pipeline'
  | 'workload'
  | 'owner'
  | 'credential'
  | 'cache'
  | 'log'
  | 'host'
  | 'audience'
  | 'channel'
  | 'inject'
  | 'party'
  | 'consumer'
  | 'phase'
  | 'request'
  | 'role'
  | 'agent'
  | 'delivery'
  | 'conclusion'
  | 'implant'
  | 'signer'
  | 'control'
  | 'verb';

export type NameTable = Readonly<Record<NameKind, ReadonlySet<string>>>;

const keys = (record: Readonly<Record<string, unknown>>): ReadonlySet<string> => new Set(Object.keys(record));

/** Every name that the file defines, by kind. */
export function namesOf(source: ScenarioSource): NameTable {
  const { world } = source;
  const credentials = Object.values(world.credentials);
  const pipelines = Object.values(world.pipelines);
  const { channels, ...audiences } = source.audiences;
  return {
    repo: keys(world.repositories),
    tag: tagsOf(source),
    image: new Set([...Object.keys(world.images), ...Object.keys(world.builds)]),
    pipeline: keys(world.pipelines),
    workload: keys(world.workloads),
    owner: new Set(credentials.map((spec) => spec.owner)),
    credential: keys(world.credentials),
    cache: keys(world.caches),
    log: keys(world.logs),
    host: new Set(
      Object.values(world.implants).flatMap(({ host, fallback }) =>
        fallback === undefined ? [host] : [host, fallback],
      ),
    ),
    audience: keys(audiences),
    channel: new Set(['direct', ...Object.keys(channels)]),
    inject: keys(source.injects),
    party: keys(source.parties),
    consumer: keys(world.consumers),
    phase: new Set(PHASES),
    request: new Set(ASK_REQUESTS),
    role: keys(source.roles),
    agent: keys(world.agents),
    delivery: keys(world.deliveries),
    conclusion: keys(source.conclusions),
    implant: keys(world.implants),
    signer: new Set(
      pipelines.flatMap((spec) => [
        ...(spec.signsAs === undefined ? [] : [spec.signsAs]),
        ...spec.formerSigners,
      ]),
    ),
    control: new Set(CONTROL_KINDS),
    verb: new Set(FORMS.filter((form) => form.pillar !== 'world').map((form) => form.verb)),
  };
}

// A tag exists when something names it at the opening, when a pipeline publishes it, or when somebody pushes it.
function tagsOf(source: ScenarioSource): ReadonlySet<string> {
  const standing = Object.entries(source.world.repositories).flatMap(([repo, spec]) =>
    Object.keys(spec.tags).map((tag) => `${repo}:${tag}`),
  );
  const published = Object.values(source.world.pipelines).flatMap((spec) => spec.publishes ?? []);
  const pushed = source.prologue.flatMap(({ do: line }) => /^push (\S+:\S+) to /.exec(line)?.[1] ?? []);
  const planned = [...JSON.stringify(source.story).matchAll(/"push ([^\s"]+:[^\s"]+) to /g)].map(
    ([, tag = '']) => tag,
  );
  const all = [...standing, ...published, ...pushed, ...planned];
  return new Set([...all, ...namesOfPackages(source, all)]);
}

// Of a package, the ranges of its versions, and the versions that its pipelines are to publish.
function namesOfPackages({ world }: ScenarioSource, tags: readonly string[]): readonly string[] {
  const packages = Object.keys(world.repositories).filter(
    (repo) => world.repositories[repo]?.kind === 'package',
  );
  return packages.flatMap((repo) => {
    const versions = tags.flatMap((tag) => {
      const version = tag.startsWith(`${repo}:`) ? versionOf(tag.slice(repo.length + 1)) : null;
      return version === null ? [] : [version];
    });
    const ranges = versions.map(([major]) => `${repo}:${major}.x`);
    const next = Object.values(world.pipelines).flatMap(({ publishes, releases }) => {
      const major = publishes?.startsWith(`${repo}:`) ? rangeOf(publishes.slice(repo.length + 1)) : null;
      const [, minor = 0, patch = -1] =
        versions
          .filter((one) => one[0] === major)
          .sort(compareVersions)
          .at(-1) ?? [];
      return major === null
        ? []
        : releases.map((_, index) => `${repo}:${major}.${minor}.${patch + 1 + index}`);
    });
    return [...ranges, ...next];
  });
}
