import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as floors from './architecture/floors.ts';
import { inkOnlyLaysOut, librariesStayAtHome } from './architecture/libraries.ts';
import { pureFloorsArePure } from './architecture/purity.ts';
import * as shape from './architecture/shape.ts';
import { parse, type Rule, readSources } from './architecture/source.ts';

const ROOT = path.dirname(import.meta.dirname);
const SRC = readSources(ROOT, ['src']);
const SRC_AND_TEST = [...SRC, ...readSources(ROOT, ['test'])];

type Fixture = Readonly<Record<string, string>>;

interface Case {
  readonly title: string;
  readonly rule: Rule;
  readonly over: typeof SRC;
  /** Smallest sources that break the rule, each in one place. */
  readonly broken: readonly Fixture[];
}

const LONG_BODY = 'work();\n'.repeat(70);

const CASES: readonly Case[] = [
  {
    title: 'every file stands on a floor',
    rule: floors.everyFileStandsOnAFloor,
    over: SRC,
    broken: [{ 'src/utils/drawer.ts': '' }],
  },
  {
    title: 'no import points up',
    rule: floors.noImportPointsUp,
    over: SRC,
    broken: [
      { 'src/world/time.ts': "import { take } from '../exercise/session.ts';" },
      { 'src/scoring/score.ts': "import type { Report } from '../debrief/report.ts';" },
      { 'src/store/paths.ts': "const load = () => import('../cli/program.ts');" },
      { 'src/cli/program.ts': "export * from '../main.ts';" },
    ],
  },
  {
    title: 'no import points to a neighbour on the same floor',
    rule: floors.noImportPointsSideways,
    over: SRC,
    broken: [
      { 'src/debrief/report.ts': "import { compile } from '../scenario/compile.ts';" },
      { 'src/schema/scenario.ts': "import type { Source } from '../scenario/source.ts';" },
    ],
  },
  {
    title: 'no imports run in a circle',
    rule: floors.noImportsRunInACircle,
    over: SRC,
    broken: [
      { 'src/world/a.ts': "import { b } from './b.ts';", 'src/world/b.ts': "export { a } from './a.ts';" },
      { 'src/world/a.ts': "import { a } from './a.ts';" },
    ],
  },
  {
    title: 'nothing on floors 0 to 2 can differ between two machines',
    rule: pureFloorsArePure,
    over: SRC,
    broken: [
      'const now = Date.now();',
      'const at = new Date(0);',
      'const roll = Math.random();',
      'const wave = Math.sin(1);',
      'const { exp } = Math;',
      'const power = (base: number) => base ** 2;',
      "const order = 'a'.localeCompare('b');",
      'const text = (1000).toLocaleString();',
      "const text = (1000)['toLocaleString']();",
      'const names = new Intl.Collator();',
      'const home = process.env;',
      'const answer = fetch;',
      'setTimeout(() => {}, 1);',
      'const id = crypto.randomUUID();',
      'const all = globalThis;',
      "import { deflateSync } from 'node:zlib';",
      "import { readFileSync } from 'fs';",
    ].map((text) => ({ 'src/scenario/compile.ts': text })),
  },
  {
    title: 'a library is imported at its home only',
    rule: librariesStayAtHome,
    over: SRC,
    broken: [
      { 'src/exercise/session.ts': "import { setup } from 'xstate';" },
      { 'src/scenario/reach.ts': "import { getShortestPaths } from 'xstate/graph';" },
      { 'src/scenario/link.ts': "import * as z from 'zod';" },
      { 'src/scenario/link.ts': "import { LineCounter } from 'yaml';" },
      { 'src/cli/program.ts': "import { Low } from 'lowdb';" },
      { 'src/plain/console.ts': "import { Command } from 'commander';" },
      { 'src/plain/console.ts': "import { Box } from 'ink';" },
      { 'src/store/files.ts': "import { http } from 'msw';" },
      { 'src/cli/program.ts': "import chalk from 'chalk';" },
    ],
  },
  {
    title: 'ink lays out and writes no text',
    rule: inkOnlyLaysOut,
    over: SRC,
    broken: [
      { 'src/ui/app.tsx': "import { Text } from 'ink';" },
      { 'src/ui/app.tsx': "import * as ink from 'ink';" },
    ],
  },
  {
    title: 'nothing is exported by default',
    rule: shape.noDefaultExports,
    over: SRC_AND_TEST,
    broken: [
      'export default 1;',
      'export default function take() {}',
      "export { take as default } from './b.ts';",
    ].map((text) => ({ 'src/world/a.ts': text })),
  },
  {
    title: 'no file only hands on what others export',
    rule: shape.noBarrels,
    over: SRC_AND_TEST,
    broken: [
      { 'src/world/index.ts': "export * from './time.ts';" },
      { 'src/world/index.ts': "import { a } from './a.ts';\nexport { a };" },
    ],
  },
  {
    title: 'no module keeps state',
    rule: shape.noModuleState,
    over: SRC,
    broken: [
      'let count = 0;',
      'var count = 0;',
      'const cache = new Map();',
      'export const seen = new Set<string>();',
    ].map((text) => ({ 'src/world/a.ts': text })),
  },
  {
    title: 'every file is reached from src/main.ts',
    rule: floors.noFileIsAnOrphan,
    over: SRC,
    broken: [
      { 'src/main.ts': "import './cli/a.ts';", 'src/cli/a.ts': '', 'src/cli/b.ts': "import './a.ts';" },
    ],
  },
  {
    title: 'no function is longer than 70 lines',
    rule: shape.functionsAreShort,
    over: SRC_AND_TEST,
    broken: [
      { 'src/world/a.ts': `export function long() {\n${LONG_BODY}}` },
      { 'test/world/a.test.ts': `describe('a', () => {\ntest('b', () => {\n${LONG_BODY}});\n});` },
    ],
  },
  {
    title: 'no file is longer than 300 lines',
    rule: shape.filesAreShort,
    over: SRC_AND_TEST,
    broken: [{ 'src/world/a.ts': 'work();\n'.repeat(301) }],
  },
];

const sourcesOf = (fixture: Fixture) => Object.entries(fixture).map(([file, text]) => parse(file, text));

describe.each(CASES)('$title', ({ rule, over, broken }) => {
  test('here', () => {
    expect(rule(over)).toEqual([]);
  });

  test.each(broken)('and is broken by %j', (fixture) => {
    expect(rule(sourcesOf(fixture))).toHaveLength(1);
  });
});

test('what only resembles a breach is none', () => {
  const innocent = sourcesOf({
    'src/main.ts': "import { a } from './cli/a.ts';",
    'src/cli/a.ts': "import type { B } from './b.ts';\nimport { Command } from 'commander';",
    'src/cli/b.ts': "import { a } from './a.ts';\nimport { scan } from '../scenario/c.ts';",
    'src/scenario/c.ts':
      "import { check } from '../schema/d.ts';\nconst job = { process: 1, Date: 2 };\nconst n = job.process + Math.floor(2 ** 32);",
    'src/schema/d.ts': "import * as z from 'zod';\nexport const KINDS = new Set(['a']);",
  });
  for (const { rule } of CASES) expect(rule(innocent)).toEqual([]);
});
