import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandConsole } from '../../src/console/command-console.ts';
import { helpFor } from '../../src/console/command-help.ts';
import { completeCommand } from '../../src/console/complete.ts';
import { chunksTo, textOf } from '../../src/console/output.ts';
import { TOOLS } from '../../src/console/tools.ts';
import { COMMAND_TOOLS, isCommandLine } from '../../src/exercise/command-line.ts';
import { FORMS } from '../../src/world/attempt.ts';
import { UNRECORDED } from './contract.ts';
import { openDrill } from './open-drill.ts';
import { RECORDINGS } from './recordings.ts';

const usages = TOOLS.flatMap((tool) => tool.forms.flatMap((form) => form.usages));

describe('the forms', () => {
  it('are those of the tools that a line may begin with, and there are many', () => {
    expect(TOOLS.map((tool) => tool.name)).toEqual([...COMMAND_TOOLS]);
    expect(usages.length).toBeGreaterThanOrEqual(50);
    const verbs = FORMS.map((form) => form.verb);
    expect(verbs.some((verb) => isCommandLine(verb))).toBe(false);
  });

  it('are each held against the real tool or the contract', () => {
    const tried = [...RECORDINGS, ...UNRECORDED].map((one) => one.console);
    const untried = TOOLS.flatMap((tool) => tool.forms)
      .map((form) => [form.tool, ...form.words])
      .filter((words) => !tried.some((line) => isAbout(line, words)))
      .map((words) => words.join(' '));
    expect(untried).toEqual(['crane blob']);
  });

  it('are all in help, with what they count as', () => {
    const listed = helpFor('commands').map((row) => row.usage.trim());
    for (const { usage, counts } of usages) {
      expect(listed).toContain(usage);
      expect(counts).not.toBe('');
    }
  });
});

function isAbout(line: string, [tool = '', ...words]: readonly string[]): boolean {
  const [name, ...rest] = line.split(' ');
  const plain = rest.filter((word, index) => !word.startsWith('-') && rest[index - 1] !== '-C');
  return name === tool && words.every((word, at) => plain[at] === word);
}

describe('-h', () => {
  it.each(COMMAND_TOOLS)('%s prints its own forms and asks nobody', async (tool) => {
    const recorded = await openDrill();
    const { output, decisions } = await new CommandConsole(recorded).run(`${tool} -h`);
    expect(textOf(chunksTo(output, 'out'))).toContain(`  ${tool} `);
    expect(output.exit).toBe(0);
    expect(decisions).toEqual([]);
  });
});

describe('completion', () => {
  it('completes subcommands, references and filters', async () => {
    const { session } = await openDrill();
    const values = (line: string) => completeCommand(session, line).map((one) => one.value);
    expect(values('skopeo li')).toEqual(['list-tags']);
    expect(values('docker buildx ')).toContain('imagetools');
    expect(values('crane digest registry.harborlight.example/harborlight/base:st')).toEqual([
      'registry.harborlight.example/harborlight/base:stable',
    ]);
    expect(values('crane digest base:st')).toEqual(['registry.harborlight.example/harborlight/base:stable']);
    expect(values('skopeo inspect docker')).toContain(
      'docker://registry.harborlight.example/harborlight/base:1.8.3',
    );
    expect(values('crane ls x | so')).toEqual(['sort']);
    expect(values('gh run list -R ')).toContain('harborlight/api-build');
    expect(values('gh workflow disable w')).toEqual(['worker-build.yaml']);
    expect(values('git -C ba')[0]).toBe('base-release');
    expect(values('kubectl get po')[0]).toBe('pods');
    expect(values('skopeo inspect --r')).toContain('--raw');
  });

  it('never offers what nobody has seen', async () => {
    const { session } = await openDrill();
    const { images, hiddenImages } = session.course.world.estate;
    const hidden = hiddenImages.flatMap((name) => {
      const image = images[name];
      return image === undefined ? [] : [image.digest, ...Object.values(image.parts)];
    });
    const lines = [
      'crane digest ',
      'skopeo inspect ',
      'docker pull ',
      'cosign verify ',
      'dig ',
      'gh run view ',
      'crane tag ',
    ];
    const offered = lines
      .flatMap((line) => completeCommand(session, line))
      .map((one) => one.value)
      .join('\n');
    for (const digest of hidden) expect(offered).not.toContain(digest);
  });
});

it('whatever is typed behind a tool ends with an exit status and moves nothing by accident', async () => {
  const piece = fc.constantFrom(
    'inspect',
    'docker://',
    'registry.harborlight.example/harborlight/base',
    ':stable',
    '@sha256:00',
    '--raw',
    '-o',
    'json',
    'run',
    'list',
    '-R',
    'a/b',
    'harborlight/api-build',
    '|',
    'jq',
    '.',
    "'",
    '"',
    '$',
    '\\',
    'pods',
    'get',
    '-',
    '--',
    '=',
    '%zz',
    '..',
    '/',
    '\u0007',
    '\u202e',
    'é',
    '#',
    '~9%',
    '-C',
    'api-build',
    'log',
    'https://',
    'x',
    'api',
    '-X',
    'PUT',
    '{}',
    ' ',
  );
  const line = fc
    .tuple(fc.constantFrom(...COMMAND_TOOLS), fc.array(piece, { maxLength: 8 }))
    .map(([tool, words]) => `${tool} ${words.join(' ')}`);
  const recorded = await openDrill();
  const commands = new CommandConsole(recorded);
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      const taken = recorded.session.taken.length;
      const { output, decisions } = await commands.run(text);
      expect(output.exit).toBeGreaterThanOrEqual(0);
      expect(recorded.session.taken.length).toBe(taken + decisions.length);
    }),
    { numRuns: 400 },
  );
});
