import { expect, test } from 'vitest';
import { playInPlain, SHORT_PLAY } from './plain-play.ts';
import { readSessions } from './sessions.ts';
import { newHome, startTerminal } from './terminal.ts';

const answersOf = (home: string) =>
  readSessions(home).flatMap((one) => one.records.filter((record) => record.kind === 'answer'));

test('a question of the hot wash can be answered on a later day, from home and again by resume', async () => {
  const home = newHome();
  playInPlain(home, 'tutorial', SHORT_PLAY);
  const play = startTerminal([], { home });
  await play.waitFor('17.5 %');
  await play.press('tab');
  await play.waitFor('r replay');
  await play.press('d');
  await play.waitFor('Hot wash');
  await play.press('9');
  await play.waitFor('not answered yet');
  await play.press('enter');
  await play.waitFor('Enter keep');
  play.type('We looked first');
  await play.waitFor('We looked first');
  await play.press('enter');
  await play.waitForNo('Enter keep');
  expect(answersOf(home)).toMatchObject([{ question: 'q1', text: 'We looked first' }]);
  await play.press('q');
  await play.waitFor('Sessions');
  await play.press('q');
  expect(await play.exit()).toBe(0);

  const again = startTerminal(['resume', 'last'], { home });
  await again.waitFor('Hot wash');
  await again.press('9');
  await again.waitFor('We looked first');
  await again.press('j', 'enter');
  await again.waitFor('Enter keep');
  again.type('Else it is moved again');
  await again.press('enter');
  await again.waitForNo('Enter keep');
  expect(answersOf(home)).toMatchObject([{ question: 'q1' }, { question: 'q2' }]);
});

test('an answer given while another program has the session open is in the one journal', async () => {
  const home = newHome();
  playInPlain(home, 'tutorial', SHORT_PLAY);
  const owner = startTerminal(['resume', 'last'], { home });
  await owner.waitFor('Hot wash');
  const play = startTerminal([], { home });
  await play.waitFor('17.5 %');
  await play.press('tab');
  await play.waitFor('r replay');
  await play.press('d');
  await play.waitFor('Hot wash');
  await play.press('9');
  await play.waitFor('not answered yet');
  await play.press('enter');
  await play.waitFor('Enter keep');
  play.type('From the second seat');
  await play.waitFor('From the second seat');
  await play.press('enter');
  await play.waitForNo('Enter keep');
  await owner.press('9');
  await owner.waitFor('[9 Talk]');
  await owner.press('j', 'enter');
  await owner.waitFor('Enter keep');
  owner.type('From the first');
  await owner.waitFor('From the first');
  await owner.press('enter');
  await owner.waitForNo('Enter keep');
  expect(answersOf(home)).toMatchObject([
    { question: 'q1', text: 'From the second seat' },
    { question: 'q2', text: 'From the first' },
  ]);
});
