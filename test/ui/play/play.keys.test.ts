import { expect, test } from 'vitest';
import type { RecordedSession } from '../../../src/record/recorded-session.ts';
import { FrameMaker } from '../../../src/ui/frame.tsx';
import { keysOf } from '../../../src/ui/keymap.ts';
import type { OpenScreen } from '../../../src/ui/screen.ts';
import { helpScreen } from '../../../src/ui/screens/help.tsx';
import { gridText } from '../../../src/ui/terminal/cell.ts';
import { LOOK, playDesk, Table, unkept } from './play-desk.ts';

const decisions = (recorded: RecordedSession) => recorded.folded().decisions;

function textOf(screen: OpenScreen, rows: number, columns = 100): string {
  const frames = new FrameMaker();
  const look = { ...LOOK, size: { columns, rows } };
  const text = gridText(frames.make(screen.view(look), look.size));
  frames.close();
  return text;
}

function taken(recorded: RecordedSession, line: string): RecordedSession {
  const read = recorded.read(line);
  if (!read.ok) throw new Error(read.rejection.message);
  recorded.take(read.decision, null);
  return recorded;
}

test('a decision by menus, by the command line and by the engine is the same record', () => {
  const byMenu = unkept();
  new Table(byMenu).press('i', '"tags"', 'enter', '"/base"', 'enter', 'enter');
  const byLine = unkept();
  new Table(byLine).press(':', '"inspect tags harborlight/base"', 'enter', 'enter');
  const direct = decisions(taken(unkept(), 'inspect tags harborlight/base'));
  expect(decisions(byMenu)).toEqual(direct);
  expect(decisions(byLine)).toEqual(direct);
});

test('nothing counts before the last Enter, and Escape takes each step back', () => {
  const recorded = unkept();
  const table = new Table(recorded).press('r', '"revoke"', 'enter', '"2023"', 'enter');
  expect(table.top.name).toBe('decide');
  table.press('escape', 'escape', 'escape');
  expect(table.top.name).toBe('play');
  expect(decisions(recorded)).toEqual([]);
});

test('reason and confidence are kept with the decision', () => {
  const recorded = unkept();
  new Table(recorded).press(
    ':',
    '"inspect tags harborlight/base"',
    'enter',
    '#',
    '"is it there?"',
    'enter',
    '8',
    'enter',
  );
  expect(decisions(recorded)[0]).toMatchObject({ reason: 'is it there?', confidence: 80 });
});

test('a notice is put together from what may be said, and sent as one line', () => {
  const recorded = unkept();
  const table = new Table(recorded).press('n', '"notify"', 'enter');
  expect(table.top.name).toBe('notice');
  table.press('enter', '"consumers"', 'enter');
  for (let at = 0; at < 20; at++) table.press('down');
  table.press('up', 'enter', '"stop-pulling"', 'enter', 's', 'enter');
  expect(decisions(recorded).map((one) => one.do)).toEqual(['notify consumers with action=stop-pulling']);
  expect(table.top.name).toBe('play');
});

test('beginning with a thing on the board leads to the same line', () => {
  const recorded = unkept();
  new Table(recorded).press('4', 'a', '"inspect tags"', 'enter', 'enter');
  expect(decisions(recorded).map((one) => one.do)).toEqual(['inspect tags harborlight/api']);
});

test('a notice with something in it is not dropped by one Escape', () => {
  const toAction = [...Array.from({ length: 20 }, () => 'down'), 'up'];
  const table = new Table(unkept())
    .press('n', '"notify"', 'enter', 'enter', '"consumers"', 'enter', ...toAction)
    .press('enter', '"stop-pulling"', 'enter');
  table.press('escape');
  expect([table.top.name, table.said]).toEqual(['notice', 'Once more drops what is written; s sends it.']);
  table.press('up', 'escape');
  expect(table.top.name).toBe('notice');
  expect(table.press('escape').top.name).not.toBe('notice');
  expect(new Table(unkept()).press('n', '"notify"', 'enter', 'escape').top.name).not.toBe('notice');
});

test('a message is answered from where it is read', () => {
  const table = new Table(unkept()).press('enter');
  expect(table.top.name).toBe('message');
  expect(textOf(table.top, 24)).toContain('It awaits an answer. a answers it.');
  expect(table.press('a').top.name).toBe('notice');
  expect(table.press('escape').top.name).toBe('play');
});

test('what is known of a thing on the board leads to a decision about it', () => {
  const recorded = unkept();
  new Table(recorded).press('4', 'enter', 'a', '"inspect tags"', 'enter', 'enter');
  expect(decisions(recorded).map((one) => one.do)).toEqual(['inspect tags harborlight/api']);
});

test('at eighty columns the board still says how old each sighting is', () => {
  const recorded = taken(unkept(), 'inspect tags harborlight/billing');
  recorded.pass(5400);
  taken(recorded, 'inspect audit-log harborlight/base');
  recorded.pass(9000);
  const text = textOf(new Table(recorded).top, 40, 80);
  expect(text).toMatch(/harborlight\/billing:latest [0-9a-f]{8} T\+2m/);
  expect(text).toMatch(/harborlight\/base:stable {4}[0-9a-f]{8} T\+1h34m/);
});

test('at eighty columns digests to choose from say what is known of them', () => {
  const recorded = taken(unkept(), 'inspect audit-log harborlight/base');
  recorded.pass(600);
  const table = new Table(recorded).press('c', '"repoint"', 'enter', '"base:stable"', 'enter');
  const text = textOf(table.top, 12, 80);
  expect(text).toMatch(/sha256:[0-9a-f]{12} {2}seen as harborlight\/base:/);
  expect(text).not.toMatch(/[0-9a-f]{13}/);
});

test('what was seen of a thing is said in words', () => {
  const recorded = taken(unkept(), 'inspect audit-log harborlight/base');
  recorded.pass(600);
  const text = textOf(new Table(recorded).press('4', 'down', 'down', 'down', 'down', 'enter').top, 30);
  expect(text).toMatch(/was moved to sha256:[0-9a-f]{12} with hub-ci-2023/);
  expect(text).not.toContain('pushed-with');
});

test('a line that is no decision is refused in place, with the nearest name', () => {
  const recorded = unkept();
  const table = new Table(recorded).press(':', '"inspect tags harborlight/bsae"', 'enter');
  expect(table.top.name).toBe('command');
  expect(textOf(table.top, 23)).toContain('Did you mean harborlight/base?');
  expect(decisions(recorded)).toEqual([]);
});

test('waiting moves time as the journal tells, and an undo takes it back with the decision', () => {
  const recorded = unkept();
  const table = new Table(recorded).press(
    ':',
    '"inspect tags harborlight/base"',
    'enter',
    'enter',
    'w',
    '"15m"',
    'enter',
  );
  expect(recorded.session.now).toBe(900);
  table.press('u');
  expect(recorded.session.now).toBe(0);
  expect(decisions(recorded)).toEqual([]);
});

test('the end of play opens the hot wash', () => {
  const recorded = unkept();
  const table = new Table(recorded).press(':', '"declare closed"', 'enter', 'enter');
  expect(table.stack.map((screen) => screen.name)).toEqual(['hot wash']);
  expect(recorded.end).not.toBeNull();
});

test('in assess mode there is no undo and no hint, and a pause is written down', () => {
  const recorded = unkept('assess');
  const table = new Table(recorded);
  const names = table.top.shownKeys().flatMap((key) => key.keys);
  for (const key of ['u', 'U', 'H']) expect(names).not.toContain(key);
  table.press('space');
  expect(recorded.folded().pauses).toMatchObject([{ on: true }]);
});

test('an idle clock writes only what a screen shows', () => {
  let ms = 0;
  const recorded = unkept('assess');
  const table = new Table(
    recorded,
    playDesk(() => ms),
  );
  for (; ms < 60_000; ms += 250) table.top.tick(LOOK);
  const { pace } = recorded.session.engine.scenario;
  expect(recorded.session.now).toBeGreaterThan(0);
  expect(recorded.records.length).toBeLessThanOrEqual((pace[0]?.rate ?? 1) + 8);
});

test('facilitator keys are there only for a facilitated session, and mark it', () => {
  expect(new Table(unkept()).top.shownKeys().some((key) => key.keys.includes('F'))).toBe(false);
  const recorded = unkept('coach', true);
  new Table(recorded).press('F', '"observe"', 'down', 'enter');
  new Table(recorded).press('F', '"observ"', 'enter', '"they split up"', 'enter');
  expect(recorded.folded().steps).toContainEqual({
    kind: 'facilitator',
    at: 0,
    do: 'observe',
    text: 'they split up',
  });
});

test('no key means two things on one screen', () => {
  for (const keys of [['i'], ['n', '"notify"', 'enter'], [':'], ['w'], ['B'], []]) {
    const { top } = new Table(unkept('coach', true)).press(...keys);
    const names = top.shownKeys().flatMap((binding) => binding.keys);
    expect(names, top.name).toEqual([...new Set(names)]);
  }
});

test('help shows every key that works, in the words of the table', () => {
  const { top } = new Table(unkept('coach', true));
  const text = textOf(helpScreen(top), 100);
  for (const { does } of keysOf(top, 2)) expect(text).toContain(does.slice(0, 60));
});

test('the inbox marks what awaits an answer by a sign and a count, until it is answered', () => {
  const recorded = unkept();
  const table = new Table(recorded);
  expect(textOf(table.top, 24)).toMatch(/\? T\+0m northwind: Is it you\?/);
  expect(textOf(table.top, 24)).toContain('? 1 to answer');
  const small = { ...LOOK, size: { columns: 80, rows: 23 } };
  const narrow = new FrameMaker();
  const rows = gridText(narrow.make(table.top.view(small), small.size)).split('\n');
  narrow.close();
  expect(rows[2]).toMatch(/1 Inbox .* \? 1 {2}1 new /);
  taken(recorded, 'answer northwind-beacon with status=investigating');
  recorded.pass(10 * 60);
  const after = textOf(new Table(recorded).top, 24);
  expect(after).toContain('northwind: Is it you? (answe');
  expect(after).not.toContain('? T+0m');
  expect(after).not.toContain('to answer');
});

test('a list of digests that is narrowed by a tag gives the digest seen under it, never the words', () => {
  const recorded = taken(unkept(), 'inspect tags harborlight/base');
  recorded.pass(recorded.session.now + 600);
  const table = new Table(recorded).press('p', '"deny"', 'enter', '"/base"', 'enter', '"1.8.3"');
  const screen = textOf(table.top, 24);
  expect(screen).not.toContain('as typed');
  expect(screen).toMatch(/▸ sha256:[0-9a-f]{12} +seen as harborlight\/base:1\.8\.3/);
});

test('closing tells how many messages wait for an answer', () => {
  const table = new Table(unkept()).press(':', '"declare closed"', 'enter');
  expect(textOf(table.top, 24)).toContain('One message waits for an answer.');
});
