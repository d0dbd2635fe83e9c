import { afterEach, beforeEach, expect, test } from 'vitest';
import { playPlain } from '../../src/plain/play-plain.ts';
import { startRecorded, startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { readStored } from '../../src/record/stored-session.ts';
import { FORMS } from '../../src/world/attempt.ts';
import { loadDrill, options } from '../record/drill.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { scriptedConsole } from './scripted-console.ts';

const drill = await loadDrill();
let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

interface Play {
  readonly text: string;
  readonly recorded: RecordedSession;
}

/** Types lines into a new play; `asks` as a person at a terminal would be asked. */
async function play(lines: readonly string[], asks = false): Promise<Play> {
  const recorded = startUnkept(drill, options);
  const console = scriptedConsole(lines);
  await playPlain(console, recorded, { ticker: () => 0, speed: null, asks, isResumed: true });
  return { text: console.text(), recorded };
}

const lines = (recorded: RecordedSession): readonly string[] => recorded.session.taken.map((one) => one.line);

test('help lists every verb that a team has, and none that only others have', async () => {
  const { text } = await play(['?']);
  const listed = text.slice(text.indexOf('investigate'), text.indexOf('It may end in #')).split(/[\s,]+/);
  const ours = FORMS.filter((form) => form.pillar !== 'world').map((form) => form.verb);
  const pillars = ['investigate', 'rotate', 'clean', 'notify', 'pin', 'lead', ''];
  expect(new Set([...listed, ...pillars])).toEqual(new Set([...ours, ...pillars]));
});

test('help for each verb names its forms, its cost and who does it', async () => {
  const { text } = await play(['? rotate', '? notify', '? ask', '? rotat']);
  expect(text).toMatch(/rotate <credential>…\s+6m each/);
  expect(text).toContain('hub-ci-2023 (registry)');
  expect(text).toContain('aws-deploy (ci)');
  expect(text).not.toContain('aws-shadow');
  for (const key of ['digest=', 'window=', 'not-affected=', 'status=']) expect(text).toContain(key);
  expect(text).toContain('Done by comms.');
  expect(text).toContain('answer after 30m or more');
  expect(text).toContain('Did you mean rotate?');
});

test('what is misspelt is answered with the nearest name, costs no time and is no decision', async () => {
  const { text, recorded } = await play([
    'inspct tags harborlight/base',
    'revoke hub-ci-2032',
    'bord',
    'inspect tags',
    'notify consumers with actoin=hunt',
  ]);
  for (const name of ['inspect', 'hub-ci-2023', 'board', 'action=hunt'])
    expect(text).toContain(`Did you mean ${name}?`);
  expect(text).toContain('The form is: ');
  expect(lines(recorded)).toEqual([]);
  expect(recorded.session.now).toBe(0);
});

test('what nobody has seen and what is nowhere are told in the same words', async () => {
  const { text } = await play(['revoke aws-shadow', 'revoke aws-nowhere']);
  expect(text).toContain('There is nothing called "aws-shadow" that you know of.');
  expect(text).toContain('There is nothing called "aws-nowhere" that you know of.');
});

test('everything new is told once', async () => {
  const { text } = await play([
    'inspect tags harborlight/base',
    'wait landed',
    'board',
    'wait next',
    'board',
  ]);
  expect(text.match(/registry: inspect tags harborlight\/base$/gm)).toHaveLength(1);
  expect(text.match(/from CI bot: api-build succeeded$/gm)).toHaveLength(1);
});

test('a look falls to the owner, then to whoever is free first, unless a role is named', async () => {
  const { recorded } = await play([
    'inspect tags harborlight/base',
    'inspect audit-log harborlight/base',
    'comms: inspect runs api-build',
    'nobody: inspect runs api-build',
  ]);
  expect(recorded.session.taken.map((one) => one.by)).toEqual(['registry', 'ci', 'comms']);
});

test('what cannot be undone is read back first, and not done without a yes', async () => {
  const { text, recorded } = await play(
    [
      'inspect tags harborlight/base',
      'wait landed',
      'delete harborlight/base:stable',
      '',
      'revoke hub-ci-2023',
      'y',
      'declare closed',
      'n',
    ],
    true,
  );
  expect(text).toMatch(/which you last saw naming\s+sha256:[0-9a-f]{12};\s+no\s+copy of it is preserved/);
  expect(lines(recorded)).toEqual(['inspect tags harborlight/base', 'revoke hub-ci-2023']);
});

test('a role that is busy is asked about on a terminal, and waited for on a pipe', async () => {
  const asked = await play(['revoke hub-ci-2023', 'y', 'freeze harborlight/base', 'n'], true);
  expect(asked.text).toContain('registry is busy until T+3m: start then? Time moves there. [Y/n]');
  expect(asked.recorded.session.now).toBe(0);
  const piped = await play(['revoke hub-ci-2023', 'freeze harborlight/base']);
  expect(piped.text).toContain('registry was busy until T+3m, so time has moved there.');
  expect(piped.recorded.session.taken.map((one) => one.at)).toEqual([0, 180]);
});

test('a sure decision is not asked about', async () => {
  const { recorded } = await play(['revoke hub-ci-2023 !'], true);
  expect(lines(recorded)).toEqual(['revoke hub-ci-2023']);
});

test('a cost is told without doing it', async () => {
  const { text, recorded } = await play(['cost preserve build-egress-log', 'cost']);
  expect(text).toContain('ci, 2m hands, lands T+6m; starts now');
  expect(lines(recorded)).toEqual([]);
});

test('a digest copied off the screen with its dots is understood', async () => {
  const { digest = '' } =
    Object.values(drill.scenario.estate.images).find((image) => image.name === 'clean') ?? {};
  const { recorded } = await play([`repoint harborlight/base:stable to ${digest.slice(0, 19)}…`]);
  expect(lines(recorded)).toEqual([`repoint harborlight/base:stable to ${digest}`]);
});

test('waiting takes a span, a time, the next news or all that is under way, and nothing else', async () => {
  const { text, recorded } = await play([
    'wait 90s',
    'wait until T+3m',
    'wait until T+1m',
    'wait a bit',
    'wait landed',
    'freeze harborlight/base',
    'wait landed',
  ]);
  expect(recorded.session.now).toBe(300);
  expect(text).toContain('It is T+3m already.');
  expect(text).toContain('Wait for what?');
  expect(text).toContain('Nothing is under way.');
});

test('an undo says what it took back, and what lands again is told again', async () => {
  const { text, recorded } = await play([
    'freeze harborlight/base',
    'wait landed',
    'undo',
    'freeze harborlight/base',
    'wait landed',
    'undo',
    'undo',
  ]);
  expect(text).toContain('Taken back: decision 1, freeze harborlight/base. It is T+0m again.');
  expect(text.match(/registry: freeze harborlight\/base$/gm)).toHaveLength(2);
  expect(text).toContain('There is nothing to take back.');
  expect(lines(recorded)).toEqual([]);
});

test('a notice is composed step by step, and can be left at any step', async () => {
  const composed = [
    'notify',
    'consumers',
    '1',
    'status',
    '1',
    'action',
    'hunt',
    'action=stop-pulling',
    'drop',
    'indicator=evil.example',
    'done',
  ];
  const { text, recorded } = await play([
    ...composed,
    'answer',
    'cancel',
    'notify',
    'nobody',
    'cancel',
    'correct',
    '',
  ]);
  expect(lines(recorded)).toEqual([
    'notify consumers via mailing-list with status=investigating action=hunt',
  ]);
  expect(text).toContain('There is nothing called "indicator=evil.example" that you know of.');
  expect(text.match(/Nothing was sent\./g)?.length).toBeGreaterThanOrEqual(2);
});

test('a hint says its price first, and is taken only with a yes', async () => {
  const { recorded } = await play(['hint', 'n', 'hint', 'y'], true);
  expect(recorded.hints()).toHaveLength(1);
});

test('in assess mode the clock runs along the pace, stands while paused, and all of it is written down', async () => {
  const recorded = startUnkept(drill, { ...options, mode: 'assess' });
  let real = 0;
  const console = scriptedConsole(['', 'pause', '', 'continue', 'undo', 'hint', 'wait 10m']);
  const ticker = (): number => real;
  const ask = console.ask;
  await playPlain(
    {
      ...console,
      ask: (prompt) => {
        real += 60_000;
        return ask(prompt);
      },
    },
    recorded,
    { ticker, speed: null, asks: false, isResumed: true },
  );
  // Seven prompts answered a real minute apart and one that ended it: two of them while paused, three simulated minutes each.
  expect(recorded.records.filter((one) => one.kind === 'pause')).toEqual([
    { kind: 'pause', at: 360, on: true },
    { kind: 'pause', at: 360, on: false, seconds: 120 },
  ]);
  expect(recorded.session.now).toBe(360 + 3 * 180 + 600);
  expect(console.text()).toContain('There is no undo in assess mode.');
  expect(console.text()).toContain('There are no hints in assess mode.');
});

test('a whole play runs from the briefing to the hot wash', async () => {
  const recorded = await startRecorded(home.places, drill, { ...options, endEx: 3600 });
  const console = scriptedConsole([
    'inspect tags harborlight/base',
    'wait until T+1h',
    'It was ours all along.',
    '',
    'quit',
  ]);
  expect(
    await playPlain(console, recorded, { ticker: () => 0, speed: null, asks: false, isResumed: false }),
  ).toBe('over');
  await recorded.close();
  const text = console.text();
  for (const part of [
    'You are the on-call team',
    'Seats:',
    'Play is over at T+1h00m',
    'Ending: ',
    'Score: ',
    'Hot wash: ',
    `hotwash debrief ${recorded.header.session}`,
  ]) {
    expect(text).toContain(part);
  }
  for (const objective of drill.scenario.objectives) {
    for (const task of objective.tasks) expect(text.replace(/\s+/g, ' ')).toContain(task.title);
  }
  const { folded } = readStored(home.places, 'last');
  expect(folded.answers).toEqual([{ kind: 'answer', question: 'q1', text: 'It was ours all along.' }]);
  expect(folded.end?.ending).toBe('nothing-done');
});

test('arrow keys and other control characters in a line are no decision and reach no file', async () => {
  const { text, recorded } = await play([
    '\u001b[A',
    'note \u001b]0;title\u0007',
    'inspect tags \u202eharborlight/base',
  ]);
  expect(recorded.records).toEqual([]);
  expect(text).toContain('A decision is one line of plain text');
});

test('a message says whether somebody waits for an answer, until it is answered', async () => {
  const { text, recorded } = await play([
    'inbox',
    'read 1',
    'answer northwind-beacon with status=investigating',
    'yes',
    'wait 45m',
    'inbox',
    'read 1',
  ]);
  expect(recorded.session.taken).toHaveLength(1);
  expect(text).toContain('northwind: Is it you? (awaits an answer)');
  expect(text).toContain('It awaits an answer. To answer: answer northwind-beacon with CLAIM');
  expect(text).toContain('northwind: Is it you? (answered)');
  expect(text).toContain('You answered it.');
  expect(text).toMatch(/CI bot: api-build succeeded(?! \()/);
});
