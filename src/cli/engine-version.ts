/** The version that `--version` says and that journals and reports name. A test holds it to package.json. */
export const ENGINE_VERSION = '0.1.0';
