import * as fs from 'node:fs';
import * as path from 'node:path';

// Cut by who needs it, what the commands share would be a hundred small files, and opening each costs about as much as reading 20 KB
// of it. So whoever needs a part of a group of files gets all of it: then it is cut into few large files.
const NAMESPACE = 'shared-group';
const PLAY = 'src/cli/commands/play.ts';
const SCREEN = 'src/ui/start.tsx';
/** It needs little of what a play needs, and is run at every save. */
const SYNTAX = 'src/cli/check-syntax.ts';
const PARSER = 'src/scenario/parse.ts';
/** They come before any command is known. */
const BEFORE_ALL = new Set(['src/main.ts', 'src/cli/program.ts']);

function closureOf(inputs, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { kind, path: to } of inputs[file].imports)
    if (kind !== 'dynamic-import' && Object.hasOwn(inputs, to)) closureOf(inputs, to, found);
  return found;
}

function isOwn(file) {
  return file.startsWith('src/');
}

/**
 * Two groups, each with its files and the entries that get all of them: the core, which is all that a play and its screen share with
 * others, and what reading a scenario file takes.
 */
function findGroups({ inputs, outputs }) {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const reach = new Map(entries.map((entry) => [entry, closureOf(inputs, entry)]));
  const elsewhere = new Set(
    entries.filter((entry) => entry !== SCREEN).flatMap((entry) => [...reach.get(entry)]),
  );
  const shared = [...reach.get(SCREEN)].filter((file) => elsewhere.has(file));
  const core = new Set([...reach.get(PLAY), ...shared].filter((file) => isOwn(file) && file !== PLAY));
  const reading = new Set([...reach.get(SYNTAX)].filter((file) => isOwn(file) && file !== SYNTAX));
  const own = entries.filter((entry) => !BEFORE_ALL.has(entry) && !core.has(entry));
  const isReading = (entry) => entry === SYNTAX || reading.has(entry);
  const touchesCore = (entry) => [...reach.get(entry)].some((file) => core.has(file));
  return [
    { name: 'core', files: core, entries: own.filter((entry) => !isReading(entry) && touchesCore(entry)) },
    {
      name: 'reading',
      files: reading,
      entries: own.filter((entry) => isReading(entry) || reach.get(entry).has(PARSER)),
    },
  ];
}

/** Makes every entry that is to get a group import all of it, so that the bundler sees one thing with one use. */
export function sharedGroups(root, metafile) {
  const groups = findGroups(metafile);
  const importsOf = (files) => [...files].map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  const contents = new Map(groups.map(({ name, files }) => [`shared-${name}`, importsOf(files)]));
  const wanted = new Map();
  for (const { name, entries } of groups)
    for (const entry of entries) {
      const file = path.join(root, entry);
      wanted.set(file, `${wanted.get(file) ?? ''}import 'shared-${name}';\n`);
    }
  return {
    name: NAMESPACE,
    setup(bundler) {
      bundler.onResolve({ filter: /^shared-(core|reading)$/ }, ({ path: name }) => ({
        path: name,
        namespace: NAMESPACE,
      }));
      bundler.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path: name }) => ({
        contents: contents.get(name),
        resolveDir: root,
      }));
      bundler.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
        if (!wanted.has(file)) return undefined;
        const text = `${fs.readFileSync(file, 'utf8')}\n${wanted.get(file)}`;
        return { contents: text, loader: path.extname(file).slice(1) };
      });
    },
  };
}
