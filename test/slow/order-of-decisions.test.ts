import { expect, test } from 'vitest';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { lowered, went } from '../helpers/variations.ts';

const EVERY_MINUTE = Array.from({ length: 240 }, (_, index) => index + 1);

test.each(SCENARIO_ONE.playbooks.map((one) => one.id))(
  'law 4b: doing one right thing any number of minutes earlier never lowers the score of %s',
  (id) => {
    expect(lowered(went(id), EVERY_MINUTE)).toEqual([]);
  },
);
