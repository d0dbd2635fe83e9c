// Ink lays out and the painter writes, so nobody sees the text that Ink itself would measure, cut, colour and write. Its parts for
// that would still load, and the Unicode tables that two of them ask for cost more time than all of a bare Node.
const WHAT_NOBODY_SEES = {
  'ansi-escapes': 'export default { cursorTo: () => "", cursorUp: () => "" };',
  'wrap-ansi': 'export default (text) => text;',
  // What it puts around a tree reads keys and serves hooks; our keys go another way, and no view uses such a hook.
  './components/App.js': 'export default ({ children }) => children;',
  './log-update.js': `
    const nothing = () => undefined;
    const no = () => false;
    const log = { clear: nothing, done: nothing, getCursorPosition: nothing, isCursorDirty: no, reset: nothing };
    const more = { setCursorPosition: nothing, sync: nothing, willRender: no };
    export default { create: () => Object.assign(no, log, more) };`,
  './measure-text.js': 'export default (text) => ({ width: text.length, height: 1 });',
  './renderer.js': 'export default () => ({ output: "", outputHeight: 0, staticOutput: "" });',
  './sanitize-ansi.js': 'export default (text) => text;',
  './wrap-text.js': 'export default (text) => text;',
};

// Everything that Ink exports would be made at its start, contexts for hooks among it.
const USED_OF_INK = `
  export { default as Box } from './components/Box.js';
  export { default as measureElement } from './measure-element.js';
  export { default as render } from './render.js';`;

const NAMESPACE = 'unseen-text';

/** Puts a line each in place of what Ink writes its own text with. */
export const unseenText = {
  name: NAMESPACE,
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ path, importer }) => {
      const isInk = /[\\/]node_modules[\\/]ink[\\/]/.test(importer);
      return isInk && Object.hasOwn(WHAT_NOBODY_SEES, path) ? { path, namespace: NAMESPACE } : undefined;
    });
    bundler.onLoad({ filter: /[\\/]node_modules[\\/]ink[\\/]build[\\/]index\.js$/ }, () => ({
      contents: USED_OF_INK,
    }));
    bundler.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: WHAT_NOBODY_SEES[path],
    }));
  },
};
