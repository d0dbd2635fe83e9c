import type { Import, Rule, Source } from './source.ts';

/** Imports point to a lower floor, or stay inside the folder. Every folder of src stands here. */
const FLOORS: Readonly<Record<string, number>> = {
  world: 0,
  exercise: 1,
  scoring: 1,
  schema: 2,
  scenario: 2,
  debrief: 2,
  check: 2,
  explore: 2,
  store: 3,
  record: 3,
  http: 3,
  console: 4,
  plain: 4,
  ui: 4,
  cli: 5,
  'main.ts': 6,
};

/** The only folders that know a neighbour on their own floor, each with its reason. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  'scenario > schema': 'the compiler checks a document against the schema before it links it',
  'check > schema': 'a rule reads the file as it was written, not only what it became',
  'check > scenario': 'a check compiles the file first, and its findings are diagnostics like all others',
  'check > explore': 'what a walk through the decisions finds becomes findings like all others',
  'scoring > exercise': 'a score judges a finished session by the objectives of its scenario',
  'ui > plain': 'the screen shows the sentences that the plain play says',
  'record > store': 'a recorded session is a session joined with its journal on the disk',
  'http > record': 'a request is a decision of a recorded session',
  'plain > console': 'a line of the plain play may be a command form',
  'ui > console': 'a line of the screen may be a command form',
};

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function floorOf(file: string): number | undefined {
  return FLOORS[folderOf(file)];
}

function ownImports(source: Source): readonly Import[] {
  return source.imports.filter((entry) => !entry.isLibrary);
}

export const everyFileStandsOnAFloor: Rule = (sources) =>
  sources
    .filter((source) => floorOf(source.path) === undefined)
    .map((source) => `${source.path}:1 stands on no floor`);

export const noImportPointsUp: Rule = (sources) =>
  sources.flatMap((source) =>
    ownImports(source)
      .filter((entry) => (floorOf(entry.to) ?? Infinity) > (floorOf(source.path) ?? Infinity))
      .map((entry) => `${source.path}:${entry.line} imports ${entry.to} from a floor above`),
  );

export const noImportPointsSideways: Rule = (sources) =>
  sources.flatMap((source) =>
    ownImports(source)
      .filter((entry) => {
        const [from, to] = [folderOf(source.path), folderOf(entry.to)];
        return from !== to && FLOORS[from] === FLOORS[to] && NEIGHBOURS[`${from} > ${to}`] === undefined;
      })
      .map((entry) => `${source.path}:${entry.line} imports its neighbour ${entry.to}`),
  );

/** Type-only imports vanish before anything runs, so they cannot close a circle. */
export const noImportsRunInACircle: Rule = (sources) => {
  const targets = new Map<string, readonly string[]>();
  for (const source of sources) {
    const running = ownImports(source).filter((entry) => !entry.isTypeOnly);
    targets.set(
      source.path,
      running.map((entry) => entry.to),
    );
  }
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      circles.push(`${file}:1 imports itself through ${[...trail.slice(start), file].join(' > ')}`);
      return;
    }
    if (finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return circles;
};

export const noFileIsAnOrphan: Rule = (sources) => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const visit = (file: string): void => {
    const source = byPath.get(file);
    if (source === undefined || reached.has(file)) return;
    reached.add(file);
    for (const entry of ownImports(source)) visit(entry.to);
  };
  visit('src/main.ts');
  return sources
    .filter((source) => !reached.has(source.path))
    .map((source) => `${source.path}:1 is reached by no import from src/main.ts`);
};

export function isPure(file: string): boolean {
  return (floorOf(file) ?? Infinity) <= 2;
}
