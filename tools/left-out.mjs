import * as fs from 'node:fs';

// What a package brings for others and the program never calls; together it would be a twentieth of the published package.
const NEVER_CALLED = [
  // JSON Schemas are generated in a checkout; the program only validates.
  /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/,
  // YAML is only read, and as YAML 1.2 with the core schema and no tags, whatever a file asks for.
  /[\\/]yaml[\\/]browser[\\/]dist[\\/]parse[\\/]cst-\w+\.js$/,
  /[\\/]yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]\w+\.js$/,
  // Nodes are read as they are: none is made of a value, or made into one, and an alias is looked up by ourselves.
  /[\\/]yaml[\\/]browser[\\/]dist[\\/](visit|doc[\\/](anchors|applyReviver|createNode)|nodes[\\/](addPairToJSMap|toJS))\.js$/,
  /[\\/]yaml[\\/]browser[\\/]dist[\\/]schema[\\/]json[\\/]schema\.js$/,
  /[\\/]yaml[\\/]browser[\\/]dist[\\/]schema[\\/]yaml-1\.1[\\/](binary|bool|float|int|merge|omap|pairs|schema|set|timestamp)\.js$/,
];

/** The log of msw's interceptors, which would answer to an environment variable and write on the screen. */
const NO_LOG = `const off = Object.assign(() => undefined, { enabled: false, extend: () => off });
export default () => off;`;

/** What zod would say of a value in English; `check` reads the codes of what is wrong, and says it in its own words. */
const NO_WORDS = 'export default () => ({ localeError: () => "invalid" });';

/** What React's reconciler asks of Ink's terminal; said here as well, so that the branches for others can go. */
const TERMINAL = {
  isPrimaryRenderer: true,
  supportsHydration: false,
  supportsMicrotasks: true,
  supportsMutation: true,
  supportsPersistence: false,
  supportsResources: false,
  supportsSingletons: false,
  supportsTestSelectors: false,
};

const NAME = 'left-out';
const EXPORTED = /^export (?:async )?(?:function|const|class) (\w+)|^export \{([^}]*)\}/gm;

function exportedNames(source) {
  return [...source.matchAll(EXPORTED)].flatMap(([, one, several = '']) =>
    one === undefined ? several.split(',').map((part) => part.trim().replace(/^.* as /, '')) : [one],
  );
}

function refusal(file, source) {
  const names = exportedNames(source);
  if (names.length === 0) throw new Error(`${file} exports nothing that is known by name.`);
  const message = JSON.stringify('This part of a library is not in the package.');
  const all = names.map((name) => `leftOut as ${name}`).join(', ');
  return `const leftOut = () => { throw new Error(${message}); };\nexport { ${all} };\n`;
}

/** The reconciler with its host's answers written in; only the places that read them, not those that fetch them. */
function forTerminal(source) {
  return Object.entries(TERMINAL).reduce((text, [name, answer]) => {
    const reads = new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*=[^=])`, 'g');
    if (!reads.test(text)) throw new Error(`The reconciler does not ask for ${name} any more.`);
    return text.replace(reads, String(answer));
  }, source);
}

/** Replaces what the program never calls by a line that says so, and takes what is for other hosts out of React. */
export const leftOut = {
  name: NAME,
  setup(bundler) {
    for (const filter of NEVER_CALLED)
      bundler.onLoad({ filter }, ({ path }) => ({ contents: refusal(path, fs.readFileSync(path, 'utf8')) }));
    bundler.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/ }, () => ({ contents: NO_WORDS }));
    bundler.onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: NAME }));
    bundler.onLoad({ filter: /./, namespace: NAME }, () => ({ contents: NO_LOG }));
    bundler.onLoad({ filter: /[\\/]react-reconciler\.production\.js$/ }, ({ path }) => ({
      contents: forTerminal(fs.readFileSync(path, 'utf8')),
    }));
  },
};
