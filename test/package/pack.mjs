// Packs the program, installs it elsewhere under each supported Node, and plays it there.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const HERE = import.meta.dirname;
const ROOT = path.dirname(path.dirname(HERE));
const SCENARIOS = path.join(ROOT, 'scenarios');
const LARGEST_TARBALL = 600 * 1024;
const NODES = ['22', '24', '26'];
const REQUIRED_FILES = [
  'LICENSE',
  'README.md',
  'bin/hotwash.mjs',
  'dist/THIRD-PARTY-LICENSES.txt',
  'dist/answers.json',
  'dist/main.js',
  'dist/sbom.cdx.json',
];

/** Where a play could differ from Node to Node if anything below the shell asked the machine. */
const PLACES = [
  { TZ: 'UTC', LANG: 'C' },
  { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8' },
];

const results = [];

function check(title, work) {
  const problem = attempt(work);
  results.push({ title, problem });
  process.stdout.write(
    `${problem === null ? 'ok    ' : 'FAILED'} ${title}${problem === null ? '' : `\n${problem}`}\n`,
  );
}

function attempt(work) {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function expect(isTrue, problem) {
  if (!isTrue) throw new Error(problem);
}

function environment(extra = {}) {
  const env = { ...process.env, ...extra };
  // What npm tells its scripts must not steer the npm that is started here.
  for (const name of Object.keys(env))
    if (/^npm_/i.test(name) && !/registry|cafile/i.test(name)) delete env[name];
  return env;
}

function npm(args, cwd, env = environment()) {
  const options = { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], options);
  expect(status === 0, `npm ${args.join(' ')} ended with ${status}\n${stderr}`);
  return stdout;
}

function pack(folder) {
  const [packed] = JSON.parse(
    npm(['pack', '--json', '--pack-destination', folder], ROOT).replace(/^[^[]*/s, ''),
  );
  return { ...packed, tarball: path.join(folder, packed.filename) };
}

function nodeFolder(version) {
  return path.join(HERE, 'node_modules', `node-${version}-${process.arch}`, 'bin');
}

/** Installs the tarball into an empty project, under that Node and nothing of the checkout on the path. */
function install(version, tarball, folder) {
  const outside = process.env.PATH.split(path.delimiter).filter((entry) => !entry.startsWith(ROOT));
  const env = environment({ PATH: [nodeFolder(version), ...outside].join(path.delimiter) });
  const project = path.join(folder, `under node ${version}`);
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), '{ "name": "elsewhere", "private": true }\n');
  npm(['install', tarball, '--ignore-scripts', '--offline'], project, env);
  return { version, project, env: { ...env, HOTWASH_HOME: path.join(project, 'home') } };
}

function hotwash(place, args, extra = {}) {
  const command = path.join(place.project, 'node_modules', '.bin', 'hotwash');
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: place.project,
    env: { ...place.env, ...extra },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
  expect(status === 0, `hotwash ${args.join(' ')} ended with ${status}\n${stderr}`);
  return stdout;
}

function checkContents(packed) {
  const names = packed.files.map((file) => file.path);
  for (const name of REQUIRED_FILES) expect(names.includes(name), `${name} is missing`);
  const hasScenarios = names.some((name) => name.startsWith('dist/scenarios/'));
  expect(hasScenarios, 'there are no scenarios');
  const strange = names.filter((name) => /^(src|test|tools|node_modules|\.)/.test(name));
  expect(strange.length === 0, `these should not be packed: ${strange.join(', ')}`);
}

function checkNoDependencies(place) {
  const installed = fs
    .readdirSync(path.join(place.project, 'node_modules'))
    .filter((name) => !name.startsWith('.'));
  expect(installed.join() === 'hotwash', `installing it brought ${installed.join(', ')}`);
}

/** `[scenario, playbook]` of the built-in scenarios: the package holds them packed, by the names that they have in a checkout. */
function playbooks() {
  return fs.readdirSync(SCENARIOS).flatMap((id) => {
    const names = fs.readdirSync(path.join(SCENARIOS, id, 'playbooks')).sort();
    return names.map((name) => [id, path.basename(name, '.yaml')]);
  });
}

function digestsOf(place, extra) {
  return playbooks().map(([id, playbook]) => {
    const document = JSON.parse(hotwash(place, ['run', id, '--playbook', playbook, '--json'], extra));
    return `${id} ${playbook} ${document.factsDigest} ${document.score.points}`;
  });
}

function checkNode(version, tarball, folder, expected) {
  let place = null;
  check(`installs under Node ${version}`, () => {
    place = install(version, tarball, folder);
    checkNoDependencies(place);
  });
  if (place === null) return null;
  check(`says its version under Node ${version}`, () => {
    expect(hotwash(place, ['--version']).trim() === expected, 'that is another version');
  });
  check(`lists its scenarios under Node ${version}`, () => {
    const list = hotwash(place, ['list']);
    for (const id of fs.readdirSync(SCENARIOS))
      expect(list.includes(id), `${id} is not in the list:\n${list}`);
    JSON.parse(hotwash(place, ['list', '--json']));
  });
  check(`writes a scenario that checks clean under Node ${version}`, () => {
    hotwash(place, ['new', 'first-of-mine']);
    hotwash(place, ['check', path.join('first-of-mine', 'scenario.yaml')]);
  });
  check(`says where the source of a built-in scenario is under Node ${version}`, () => {
    const problem = attempt(() => hotwash(place, ['check', 'tutorial']));
    expect(/ended with 66\n"tutorial" is built in/.test(problem ?? ''), problem ?? 'it was checked');
  });
  return place;
}

function checkSameEverywhere(places) {
  check('plays every playbook alike under every Node, time zone and language', () => {
    const digests = places.map((place, index) => digestsOf(place, PLACES[index]));
    expect(digests[0].length > 0, 'there is no playbook to play');
    for (const other of digests)
      expect(other.join('\n') === digests[0].join('\n'), `${digests[0]}\ndiffers from\n${other}`);
  });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-pack-'));
try {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  npm(['ci', '--ignore-scripts', '--no-bin-links'], HERE);
  const packed = pack(folder);
  check('packs what a user needs and nothing else', () => checkContents(packed));
  check(`fits into ${LARGEST_TARBALL / 1024} KB: ${Math.ceil(packed.size / 1024)} KB`, () => {
    expect(packed.size <= LARGEST_TARBALL, `it has ${packed.size} bytes`);
  });
  const places = NODES.map((node) => checkNode(node, packed.tarball, folder, version)).filter(
    (place) => place !== null,
  );
  checkSameEverywhere(places);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

const failed = results.filter((result) => result.problem !== null).length;
const [, , reportFile] = process.argv;
const counts = { numPassedTests: results.length - failed, numFailedTests: failed };
if (reportFile !== undefined) fs.writeFileSync(reportFile, JSON.stringify(counts));
process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
