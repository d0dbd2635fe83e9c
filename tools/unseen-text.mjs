// Ink lays out and the painter writes, so nobody sees the text that Ink itself would measure, cut and colour. Its packages for that
// would still load, and the Unicode tables that two of them ask for cost more time than all of a bare Node.
const WHAT_NOBODY_SEES = {
  'string-width': 'export default (text) => text.length;',
  'widest-line': 'export default (text) => text.length;',
  'wrap-ansi': 'export default (text) => text;',
  'cli-truncate': 'export default (text) => text;',
  'slice-ansi': 'export default (text) => text;',
  './line-update.js': 'export default () => "";',
  './colorize.js': 'export default (text) => text;',
  './render-border.js': 'export default () => undefined;',
  './render-background.js': 'export default () => undefined;',
  './ErrorOverview.js': 'export default () => null;',
  '@alcalzone/ansi-tokenize': [
    'export const tokenize = () => [];',
    'export const styledCharsFromTokens = () => [];',
    'export const styledCharsToString = () => "";',
  ].join('\n'),
};

const NAMESPACE = 'unseen-text';

/** Puts a line each in place of what Ink writes its own text with. */
export const unseenText = {
  name: NAMESPACE,
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ path, importer }) => {
      const isInk = /[\\/]node_modules[\\/]ink[\\/]/.test(importer);
      return isInk && Object.hasOwn(WHAT_NOBODY_SEES, path) ? { path, namespace: NAMESPACE } : undefined;
    });
    bundler.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: WHAT_NOBODY_SEES[path],
    }));
  },
};
