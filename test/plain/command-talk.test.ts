import { expect, test } from 'vitest';
import { playPlain } from '../../src/plain/play-plain.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { loadDrill, options } from '../record/drill.ts';
import { scriptedConsole } from './scripted-console.ts';

const drill = await loadDrill();
const DIGEST = /sha256:[0-9a-f]{64}/;

async function play(
  lines: readonly string[],
  asks = false,
): Promise<{ readonly text: string; readonly recorded: RecordedSession }> {
  const recorded = startUnkept(drill, options);
  const console = scriptedConsole(lines);
  await playPlain(console, recorded, { ticker: () => 0, speed: null, asks, isResumed: true });
  return { text: console.text(), recorded };
}

const lines = (recorded: RecordedSession): readonly string[] => recorded.session.taken.map((one) => one.line);

test('a command prints what the tool prints, and says in a line of its own what it counted as', async () => {
  const { text, recorded } = await play(['crane ls harborlight/base | head -2']);
  expect(text).toContain(
    '> crane ls harborlight/base | head -2\n1.8\n1.8.2\n[counts as: inspect tags harborlight/base · ',
  );
  expect(lines(recorded)).toEqual(['inspect tags harborlight/base']);
  expect(recorded.session.now).toBe(120);
});

test('what was looked at in this minute is not looked at again', async () => {
  const { text, recorded } = await play([
    'crane digest harborlight/base:stable',
    'skopeo inspect docker://harborlight/base:stable',
  ]);
  expect(lines(recorded)).toEqual(['inspect manifest harborlight/base:stable']);
  expect(text).toContain('[counts as nothing: it shows nothing new]');
});

test('an exit status that is not 0 is said', async () => {
  const { text } = await play(['crane digest harborlight/base:nope']);
  expect(text).toContain('unexpected status code 404 Not Found');
  expect(text).toContain('[exit 1]');
});

test('what is no word of the play gets the sentence of a shell, and a misspelt verb its nearest name', async () => {
  const { text, recorded } = await play([
    'podman ps',
    'frobnicate --all',
    'grep x',
    'inspct tags',
    'crane ls a; rm x',
    'crane ls harborlight/base | xargs rm',
  ]);
  expect(text).toContain('podman: command not found');
  expect(text).toContain('frobnicate: command not found');
  expect(text).toContain('grep has nothing to read here');
  expect(text).toContain('Did you mean inspect?');
  expect(text).toContain('";" is not understood.');
  expect(text).toContain('xargs: command not found');
  expect(lines(recorded)).toEqual([]);
});

test('the cost of a command is told without doing it', async () => {
  const { text, recorded } = await play([
    'cost gh workflow disable api-build.yaml',
    'cost dig +short a.example',
  ]);
  expect(text).toContain('counts as: pause api-build · ');
  expect(text).toContain('That counts as nothing.');
  expect(lines(recorded)).toEqual([]);
});

test('no cost and no question tells a digest that nobody has seen', async () => {
  const tag = 'crane tag harborlight/base:stable other';
  const remove = 'skopeo delete docker://harborlight/base:stable';
  const { text } = await play([`cost ${tag}`, `cost ${remove}`, remove, 'n'], true);
  expect(text).toContain('repoint harborlight/base:other to (the digest that it reads)');
  expect(text).toContain(
    'This goes on to delete harborlight/base@(the digest that it reads). It cannot be undone.',
  );
  expect(text).not.toMatch(DIGEST);
});

test('what cannot be undone is asked about before anything is run', async () => {
  const remove = 'skopeo delete docker://harborlight/base:1.8.2';
  const refused = await play([remove, 'n', 'crane delete harborlight/base:1.8.2', 'n'], true);
  expect(lines(refused.recorded)).toEqual([]);
  const agreed = await play([remove, 'y'], true);
  expect(lines(agreed.recorded)[1]).toMatch(/^delete harborlight\/base@sha256:/);
  const sure = await play([`${remove} !`], true);
  expect(lines(sure.recorded)).toEqual(lines(agreed.recorded));
});

test('a command waits for a busy role as a decision does', async () => {
  const { text, recorded } = await play(
    ['rotate aws-deploy', 'gh workflow disable api-build.yaml', 'y'],
    true,
  );
  expect(text).toContain('ci is busy until T+6m: start then?');
  expect(text).toContain('ci was busy until T+6m, so time has moved there.');
  expect(recorded.session.taken.at(-1)).toMatchObject({ line: 'pause api-build', at: 360 });
});

test('a remark behind a command is kept as the reason', async () => {
  const { recorded } = await play(['gh workflow disable api-build.yaml ~70% # builds on it']);
  expect(recorded.session.taken[0]).toMatchObject({ reason: 'builds on it', confidence: 70 });
});

test('a digest that was shortened on the screen may be typed, once it was seen', async () => {
  const first = await play(['crane digest harborlight/base:1.8.3']);
  const short = DIGEST.exec(first.text)?.[0].slice(0, 'sha256:'.length + 12) ?? '';
  const seen = await play([
    'crane digest harborlight/base:1.8.3',
    `crane manifest harborlight/base@${short}… | sha256sum`,
  ]);
  expect(seen.text).toContain(`${short.slice('sha256:'.length)}`);
  const hidden = await play(['crane digest harborlight/base:stable']);
  const unseen = DIGEST.exec(hidden.text)?.[0].slice(0, 'sha256:'.length + 12) ?? '';
  const { text } = await play([`crane manifest harborlight/base@${unseen}`]);
  expect(text).toContain('could not parse reference');
});

test('help tells of the tools, of one, and of all their forms', async () => {
  const told = await play(['?', '? skopeo', '? commands', 'skopeo -h']);
  const text = told.text.replace(/\s+/g, ' ');
  expect(text).toContain('crane, skopeo, docker, cosign, gh, kubectl, curl, git, dig');
  expect(text).toContain('skopeo inspect --raw docker://REF');
  expect(text).toContain('counts as: inspect manifest REF');
  expect(text).toContain('kubectl scale deploy/WORKLOAD --replicas=0|1');
  expect(text).toContain('skopeo: images of registries: look, copy, delete. Offered here:');
});

test('undo takes a command back with its time', async () => {
  const { recorded } = await play(['crane tag harborlight/base:1.8.3 stable', 'undo']);
  expect(lines(recorded)).toEqual(['inspect manifest harborlight/base:1.8.3']);
});

test('only a line that looks like a command gets the sentence of a shell', async () => {
  const { text } = await play(['y', 'frobnicate now', 'skope inspect', 'tcpdump -i eth0', 'cta /etc/passwd']);
  expect(text).toContain('"y" is no verb here.');
  expect(text).not.toContain('y: command not found');
  expect(text).toContain('"frobnicate" is no verb here.');
  expect(text).toContain('skope: command not found');
  expect(text).toContain('tcpdump: command not found');
  expect(text).toContain('cta: command not found');
});

test.each(['api-build.yml', '.forge/workflows/api-build.yaml', '.github/workflows/api-build.yml'])(
  'gh finds the workflow by %s',
  async (file) => {
    const { recorded } = await play([`gh workflow disable ${file}`]);
    expect(lines(recorded)).toEqual(['pause api-build']);
  },
);
