import { expect, test } from 'vitest';
import { flow } from '../../../src/ui/play/texts.ts';

const LONG = 'a line that goes on up to where its author broke it, at his own margin,';

test('what an author broke at his margin flows again', () => {
  expect(flow(`${LONG}\nand ends here.`, 200)).toEqual([`${LONG} and ends here.`]);
});

test.each(['dev: Found it.', 'CI bot: green', '- an item', '2. an item', 'WHAT COUNTS: all', '  set in'])(
  'a line of its own stays one: %s',
  (line) => {
    expect(flow(`dev: ${LONG}\n${line}`, 200)).toEqual([`dev: ${LONG}`, line]);
  },
);
