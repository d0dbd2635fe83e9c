import * as fs from 'node:fs';
import * as path from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** Folders below the root, in the lockfile's spelling, of the packages that gave code to the bundle. */
export function bundledPackages(root, metafile) {
  const lock = readJson(path.join(root, 'package-lock.json')).packages;
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match !== null && bytesInOutput > 0) folders.add(match[1]);
    }
  }
  return [...folders].sort().map((folder) => {
    const entry = lock[folder];
    if (entry === undefined) throw new Error(`${folder} is bundled, but the lockfile does not know it.`);
    return { folder, name: folder.slice(folder.lastIndexOf('node_modules/') + 13), ...entry };
  });
}

export function licenceText(root, packages) {
  const parts = packages.map(({ folder, name, version, license }) => {
    const files = fs.readdirSync(path.join(root, folder)).filter((file) => LICENCE_FILE.test(file));
    const texts = files.sort().map((file) => fs.readFileSync(path.join(root, folder, file), 'utf8').trim());
    const text =
      texts.length > 0
        ? texts.join('\n\n')
        : `Published under ${license}; the package holds no licence text.`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `hotwash contains code of these packages.\n\n${parts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

function packageUrl(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function component({ name, version, license, integrity }) {
  const [algorithm, hash] = integrity.split('-');
  return {
    type: 'library',
    'bom-ref': packageUrl(name, version),
    name,
    version,
    scope: 'required',
    hashes: [
      {
        alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
        content: Buffer.from(hash, 'base64').toString('hex'),
      },
    ],
    licenses: [{ license: { id: license } }],
    purl: packageUrl(name, version),
  };
}

/** CycloneDX. Without time or serial number, so that the same lockfile gives the same bytes. */
export function softwareBillOfMaterials(root, packages) {
  const own = readJson(path.join(root, 'package.json'));
  const ownUrl = packageUrl(own.name, own.version);
  const urls = new Map(packages.map(({ name, version }) => [name, packageUrl(name, version)]));
  const below = (names) => names.filter((name) => urls.has(name)).map((name) => urls.get(name));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': ownUrl,
        name: own.name,
        version: own.version,
        licenses: [{ license: { id: own.license } }],
        purl: ownUrl,
      },
    },
    components: packages.map(component),
    dependencies: [
      { ref: ownUrl, dependsOn: below(Object.keys(own.devDependencies)) },
      ...packages.map(({ name, version, dependencies = {} }) => ({
        ref: packageUrl(name, version),
        dependsOn: below(Object.keys(dependencies)),
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
