import { expect, test } from 'vitest';
import { FrameMaker } from '../../../src/ui/frame.tsx';
import { gridText } from '../../../src/ui/terminal/cell.ts';
import { LOOK, Table, unkept } from './play-desk.ts';

function shownBy(table: Table): string {
  const frames = new FrameMaker();
  const text = gridText(frames.make(table.top.view(LOOK), LOOK.size));
  frames.close();
  return text;
}

test('a command says what it counts as, runs on Enter, and shows its output', async () => {
  const recorded = unkept();
  const table = await new Table(recorded).press(':', '"crane ls harborlight/base"', 'enter').settle();
  expect(table.top.name).toBe('command run');
  expect(shownBy(table)).toContain('counts as: inspect tags harborlight/base');
  expect(recorded.session.taken).toEqual([]);
  await table.press('enter').settle();
  expect(table.top.name).toBe('output');
  expect(shownBy(table)).toContain('1.8.2');
  expect(shownBy(table)).toContain('[counts as: inspect tags harborlight/base');
  expect(recorded.session.taken.map((one) => one.line)).toEqual(['inspect tags harborlight/base']);
  expect(table.press('escape').top.name).toBe('play');
});

test('Escape leaves a command undone', async () => {
  const recorded = unkept();
  const table = await new Table(recorded)
    .press(':', '"crane delete harborlight/base:1.8.2"', 'enter')
    .settle();
  expect(shownBy(table)).toContain('It cannot be undone');
  table.press('escape', 'escape');
  expect(recorded.session.taken).toEqual([]);
});

test('what counts as nothing is shown at once, and an unknown word gets the sentence of a shell', async () => {
  const recorded = unkept();
  const table = await new Table(recorded)
    .press(':', '"dig +short registry.harborlight.example"', 'enter')
    .settle();
  expect(table.top.name).toBe('output');
  expect(shownBy(table)).toMatch(/192\.0\.2\.\d+/);
  const said = (line: string) => new Table(recorded).press(':', `"${line}"`, 'enter').said;
  expect(said('podman ps')).toBe('podman: command not found');
  expect(said('frobnicate')).toBe('"frobnicate" is no verb here. An empty line shows them all.');
  expect(said('revok')).toBe('"revok" is no verb here. Did you mean revoke?');
});

test('help of a tool opens in the viewer', async () => {
  const table = await new Table(unkept()).press(':', '"? skopeo"', 'enter').settle();
  expect(shownBy(table)).toContain('skopeo inspect');
});

test('a refusal too long for the footer stands whole below the line until the line changes', () => {
  const table = new Table(unkept()).press(':', '"inspect nonsense"', 'enter');
  const whole = (shown: string) => shown.replaceAll(/[│|\s]+/g, ' ');
  expect(table.said).toBe('');
  expect(whole(shownBy(table))).toContain('"nonsense" does not fit there. The form is: inspect ');
  expect(shownBy(table)).not.toContain('…');
  expect(whole(shownBy(table))).toContain('inspect signature <tag part>');
  table.press('"x"');
  expect(shownBy(table)).not.toContain('does not fit');
});

test.each([
  ['time', 'It is T+0m'],
  ['clock', 'Play ends at'],
  ['roles', 'registry'],
])('%s answers on the command line what it answers line by line', (word, words) => {
  const recorded = unkept();
  const table = new Table(recorded).press(':', `"${word}"`, 'enter');
  expect(table.top.name).toBe('answer');
  expect(shownBy(table)).toContain(words);
  expect(table.press('escape').top.name).toBe('play');
  expect(recorded.session.taken).toEqual([]);
});
