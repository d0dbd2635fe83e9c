import { describe, expect, test } from 'vitest';
import {
  beginFromHome,
  beginTutorial,
  decide,
  digestOnBoard,
  propose,
  waitNext,
  waitUntil,
} from './acting.ts';
import { readSessions } from './sessions.ts';

const LOOKS = [
  { columns: 80, rows: 24, env: {} },
  { columns: 120, rows: 40, env: {} },
  { columns: 80, rows: 24, env: { NO_COLOR: '1' } },
  { columns: 120, rows: 40, env: { NO_COLOR: '1', LANG: 'C' } },
] as const;

describe.each(LOOKS)('at $columns by $rows with $env', (look) => {
  test('the tutorial goes from home to its end and its hot wash', async () => {
    const play = await beginFromHome('First watch', look);
    await decide(play, 'inspect tags paperboat/web');
    await waitNext(play);
    const bad = digestOnBoard(play, 'paperboat/web:latest');
    const good = digestOnBoard(play, 'paperboat/web:2.4.0');
    await decide(play, 'inspect signature paperboat/web:latest');
    await waitNext(play);
    await decide(play, 'revoke old-laptop');
    await decide(play, `answer lighthouse-mail with digest=${bad} action=stop-pulling`);
    await waitNext(play);
    await decide(play, `repoint paperboat/web:latest to ${good}`);
    await waitNext(play);
    await decide(play, 'protect paperboat/web:latest');
    await decide(play, `notify consumers with digest=${bad} clean=${good} action=pull-clean`);
    await waitUntil(play, 'T+10m');
    await decide(play, 'declare closed');
    await play.waitFor('Hot wash');
    expect(play.text()).toContain('Dry feet');
    expect(play.text()).toContain('100 %');
    if ('NO_COLOR' in look.env) expect(play.cells().some((cell) => cell.isColoured)).toBe(false);
    if ('LANG' in look.env) expect(play.text()).toMatch(/^[\u0000-\u007f]*$/);
  });

  test('every row of the play ends where the terminal does, and idle it writes nothing', async () => {
    const play = await beginTutorial(look);
    await play.settle();
    const before = play.bytesWritten;
    await play.settle();
    await play.settle();
    await play.settle();
    expect(play.bytesWritten).toBe(before);
    expect(play.screen()).toHaveLength(look.rows);
    const right = 'LANG' in look.env ? /[|+]$/ : /[│┐┘]$/;
    const framed = play.screen().slice(2, look.rows - 2);
    expect(framed.filter((row) => row.length !== look.columns || !right.test(row))).toEqual([]);
  });
});

test('reading a message takes its mark away', async () => {
  const play = await beginTutorial();
  await play.waitFor('2 new');
  await play.press('enter');
  await play.waitFor('inspect tags paperboat/web');
  await play.press('escape');
  await play.waitFor('1 new');
});

test('what a look showed can be opened and searched', async () => {
  const play = await beginTutorial();
  await decide(play, 'inspect tags paperboat/web');
  await waitNext(play);
  await play.press('3', 'enter');
  await play.waitFor('/ search');
  await play.press('/');
  play.type('latest');
  await play.press('enter');
  // While it is being typed the cursor is marked as well; afterwards only what was found.
  const marked = () => play.cells().filter((cell) => cell.isInverse);
  await play.waitFor(() =>
    /^(latest)+$/.test(
      marked()
        .map((cell) => cell.text)
        .join(''),
    ),
  );
  await play.press('/');
  play.type('no such words');
  await play.press('enter');
  await play.waitFor('"no such words" is not in it');
});

test('the command line completes, shows the cost, and names the nearest word when it cannot read one', async () => {
  const play = await beginTutorial();
  await play.press(':');
  await play.waitFor('Command');
  play.type('rev');
  await play.waitFor('revoke');
  await play.press('tab');
  await play.waitFor(': revoke ');
  play.type('old');
  await play.press('tab');
  await play.waitFor('engineer, 1m hands, lands T+1m; starts now');
  await play.press('escape');
  await play.waitForNo('Command');
  await play.press(':');
  play.type('inspct tags paperboat/web');
  await play.press('enter');
  await play.waitFor('Did you mean inspect?');
  expect(readSessions(play.home)[0]?.decisions).toEqual([]);
});

test('a decision by menu shows cost and what cannot be undone before Enter makes it happen', async () => {
  const play = await beginTutorial();
  await play.press('r');
  await play.waitFor('Rotate');
  play.type('revoke');
  await play.waitFor((screen) => /▸ revoke/.test(screen));
  await play.press('enter');
  await play.waitFor((screen) => /▸ old-laptop/.test(screen));
  await play.press('enter');
  await play.waitFor('It cannot be taken back');
  expect(play.text()).toContain('Cost: engineer, 1m hands, lands T+1m');
  expect(play.text()).toContain('makes every live value of old-laptop stop working');
  expect(readSessions(play.home)[0]?.decisions).toEqual([]);
  await play.press('#');
  play.type('nobody needs it');
  await play.press('enter', '8');
  await play.waitFor('How sure: 80 %');
  await play.press('enter');
  await play.waitFor('Decision 1');
  expect(readSessions(play.home)[0]?.decisions.map((one) => [one.by, one.do])).toEqual([
    ['engineer', 'revoke old-laptop'],
  ]);
});

test('a line longer than the terminal keeps its cursor in sight', async () => {
  const play = await beginTutorial();
  await play.press(':');
  await play.waitFor('Command');
  play.type(`note ${'a long thought '.repeat(8)}and its end`);
  await play.waitFor('and its end');
  const { row } = play.find('and its end');
  const cursor = Array.from({ length: 80 }, (_, column) => play.cell(column, row)).findIndex(
    (cell) => cell.isInverse,
  );
  expect(cursor).toBeGreaterThan(0);
  await play.press('home');
  await play.waitFor(': note a long thought');
});

test('Escape at the last question decides nothing', async () => {
  const play = await beginTutorial();
  await propose(play, 'revoke old-laptop');
  await play.press('escape');
  await play.waitForNo('Do this?');
  expect(readSessions(play.home)[0]?.decisions).toEqual([]);
});

test('the composer picks claims from what was seen, reads the notice back and sends it', async () => {
  const play = await beginTutorial({ columns: 120, rows: 40 });
  await decide(play, 'inspect tags paperboat/web');
  await waitNext(play);
  const bad = digestOnBoard(play, 'paperboat/web:latest');
  await play.press('n');
  await play.waitFor('type to narrow');
  play.type('notify');
  await play.press('enter');
  await play.waitFor('How it reads');
  await play.press('enter');
  await play.waitFor('To whom');
  play.type('consumers');
  await play.press('enter');
  await play.waitFor((screen) => /▸ digest/.test(screen));
  await play.press('enter');
  await play.waitFor('digest: a digest that is bad');
  play.type(bad.slice('sha256:'.length));
  await play.press('enter');
  await play.waitFor((screen) => new RegExp(`digest +${bad}`).test(screen));
  for (let tries = 0; tries < 12 && !/▸ action/.test(play.text()); tries += 1) {
    const before = play.text();
    await play.press('j');
    await play.waitFor((screen) => screen !== before);
  }
  await play.press('enter');
  await play.waitFor('action: stop-pulling');
  play.type('stop');
  await play.press('enter');
  await play.waitFor('How it reads');
  await play.waitFor((screen) => /action +stop-pulling/.test(screen));
  await play.press('s');
  await play.waitFor('Do this?');
  await play.press('enter');
  await play.waitFor('Decision 2');
  const [, sent] = readSessions(play.home)[0]?.decisions ?? [];
  expect(sent?.do).toMatch(/^notify consumers with digest=sha256:[0-9a-f]{64} action=stop-pulling$/);
});

test('a busy role is named with the time from which it is free', async () => {
  const play = await beginTutorial();
  await decide(play, 'revoke old-laptop');
  await propose(play, 'protect paperboat/web:latest');
  await play.waitFor('engineer is busy until T+1m; time moves there if you do it.');
  await play.press('enter');
  await play.waitFor('Decision 2');
  expect(readSessions(play.home)[0]?.decisions.map((one) => one.at)).toEqual([0, 60]);
});

test('undo takes the last decision and its time back', async () => {
  const play = await beginTutorial();
  await decide(play, 'inspect tags paperboat/web');
  await waitNext(play);
  await play.press('u');
  await play.waitFor((screen) => /^ T\+0m/.test(screen));
  expect(play.text()).toContain('Nothing is under way');
  expect(readSessions(play.home)[0]?.records.map((one) => one.kind)).toContain('undo');
});

test('a hint says its price first and is bought only with a yes', async () => {
  const play = await beginTutorial();
  await play.press('H');
  await play.waitFor('The next hint costs 1 point');
  await play.press('enter');
  await play.waitForNo('The next hint');
  expect(readSessions(play.home)[0]?.records.map((one) => one.kind)).not.toContain('hint');
  await play.press('H');
  await play.waitFor('The next hint costs 1 point');
  play.type('yes');
  await play.press('enter');
  await play.waitFor('lighthouse gave you a name');
  expect(readSessions(play.home)[0]?.records.map((one) => one.kind)).toContain('hint');
});

test('waiting to the end of play is asked about first', async () => {
  const play = await beginTutorial();
  await play.press('w');
  await play.waitFor('until something is new');
  play.type('1h');
  await play.press('enter');
  await play.waitFor('That is the end of play');
  await play.press('enter');
  await play.waitForNo('That is the end of play');
  expect(play.text()).toMatch(/^ T\+0m/);
});
