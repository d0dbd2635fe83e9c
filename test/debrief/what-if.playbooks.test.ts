import { expect, test } from 'vitest';
import { pastOfTaken, playWishes } from '../../src/debrief/what-if.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { ENGINE_ONE, OPENING_ONE, SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { digestOfFacts } from './drill.ts';

test.each(SCENARIO_ONE.playbooks.map((one) => [one.id, one.decisions] as const))(
  'the journal of %s played again without a change is the same history',
  (_, decisions) => {
    const { session } = playLines(OPENING_ONE, decisions);
    const again = playWishes(ENGINE_ONE, pastOfTaken(session.taken), OPENING_ONE);
    expect(again.rejected).toEqual([]);
    expect(digestOfFacts()(again.session.course.history)).toBe(digestOfFacts()(session.course.history));
  },
);
