import { expect, test } from 'vitest';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { delayed, go, lowered, name, went } from '../helpers/variations.ts';

const EVERY_MINUTE = Array.from({ length: 240 }, (_, index) => index + 1);

test.each(SCENARIO_ONE.playbooks.map((one) => one.id))(
  'law 4b: doing one right thing any number of minutes earlier never lowers the score of %s',
  (id) => {
    expect(lowered(went(id), EVERY_MINUTE)).toEqual([]);
  },
);

test.each(SCENARIO_ONE.playbooks.filter((one) => one.id.startsWith('right-')).map((one) => one.id))(
  'law 4a: delaying the rest of %s never raises its score',
  (id) => {
    const one = went(id);
    const raised = one.lines.flatMap((_, index) =>
      [1, 5, 15, 30].flatMap((minutes) => {
        const points = go(delayed(one.lines, index, minutes))?.points ?? 0;
        return points > one.points ? [`${name(one, index)} by ${minutes}: ${points}`] : [];
      }),
    );
    expect(raised).toEqual([]);
  },
);
