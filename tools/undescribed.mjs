import * as fs from 'node:fs';
import { parseSync, Visitor } from 'rolldown/utils';

/** Helpers of src/schema/words.ts, and how many of their arguments decide what is valid. The others are words for editors. */
const DECIDING = { word: 1, nameOf: 0, title: 0, prose: 0, line: 0, named: 1 };

function wordsForEditors(source, file) {
  const cuts = [];
  const cutArguments = ({ arguments: given, end }, kept) => {
    if (given.length > kept) cuts.push([kept === 0 ? given[0].start : given[kept - 1].end, end - 1]);
  };
  const visitor = new Visitor({
    CallExpression(call) {
      const { callee } = call;
      if (callee.type === 'MemberExpression' && callee.property.name === 'meta')
        cuts.push([callee.object.end, call.end]);
      else if (callee.type === 'Identifier' && Object.hasOwn(DECIDING, callee.name))
        cutArguments(call, DECIDING[callee.name]);
    },
  });
  visitor.visit(parseSync(file, source).program);
  // What lies inside of a longer cut goes with it.
  return cuts.filter(([from, to]) => !cuts.some(([start, end]) => start < from && to <= end));
}

/** Takes descriptions and examples out of the schemas: the JSON Schemas in assets/ hold them, and the program only validates. */
export const undescribed = {
  name: 'undescribed',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]schema[\\/][a-z-]+\.ts$/ }, ({ path }) => {
      const source = fs.readFileSync(path, 'utf8');
      const cuts = wordsForEditors(source, path).sort(([a], [b]) => b - a);
      const contents = cuts.reduce((text, [from, to]) => text.slice(0, from) + text.slice(to), source);
      return { contents, loader: 'ts' };
    });
  },
};
