import * as fs from 'node:fs';
import { parseSync, Visitor } from 'rolldown/utils';

/** Helpers of src/schema/words.ts, and how many of their arguments decide what is valid. The others are words for editors. */
const DECIDING = { word: 1, nameOf: 0, title: 0, prose: 0, line: 0, named: 1 };

/** Rows of tables that documents are made from: which rows, and what of them the program itself never reads. */
const ROWS = [
  { folder: 'http', isRow: (keys) => keys.includes('means'), unread: ['written', 'shows', 'counts'] },
  { folder: 'check', isRow: (keys) => keys.includes('title'), unread: ['reason'] },
];

function schemaWords({ callee, arguments: given, end }) {
  if (callee.type === 'MemberExpression' && callee.property.name === 'meta')
    return [[callee.object.end, end]];
  const kept =
    callee.type === 'Identifier' && Object.hasOwn(DECIDING, callee.name) ? DECIDING[callee.name] : null;
  if (kept === null || given.length <= kept) return [];
  return [[kept === 0 ? given[0].start : given[kept - 1].end, end - 1]];
}

function rowWords({ properties }, { isRow, unread }, source) {
  const keyOf = (property) => property.key?.name;
  if (!isRow(properties.map(keyOf))) return [];
  return properties
    .filter((property) => unread.includes(keyOf(property)))
    .map(({ start, end }) => [start, end + /^,?/.exec(source.slice(end))[0].length]);
}

function without(source, file, visitorFor) {
  const cuts = [];
  new Visitor(visitorFor(cuts)).visit(parseSync(file, source).program);
  // What lies inside of a longer cut goes with it.
  const outer = cuts.filter(([from, to]) => !cuts.some(([start, end]) => start < from && to <= end));
  return outer
    .sort(([left], [right]) => right - left)
    .reduce((text, [from, to]) => text.slice(0, from) + text.slice(to), source);
}

/** Takes out words that only generated documents hold: the JSON Schemas in assets/, docs/wire.md and docs/reference.md. */
export const undescribed = {
  name: 'undescribed',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]check[\\/]rule-examples\.ts$/ }, () => ({
      contents: 'export const RULE_EXAMPLES = {};',
    }));
    const cut = (filter, visitorFor) =>
      bundler.onLoad({ filter }, ({ path }) => {
        const source = fs.readFileSync(path, 'utf8');
        return { contents: without(source, path, (cuts) => visitorFor(cuts, source)), loader: 'ts' };
      });
    cut(/[\\/]src[\\/]schema[\\/][a-z-]+\.ts$/, (cuts) => ({
      CallExpression: (call) => cuts.push(...schemaWords(call)),
    }));
    for (const rows of ROWS)
      cut(new RegExp(`[\\\\/]src[\\\\/]${rows.folder}[\\\\/].*\\.ts$`), (cuts, source) => ({
        ObjectExpression: (object) => cuts.push(...rowWords(object, rows, source)),
      }));
  },
};
