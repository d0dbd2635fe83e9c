import { expect, test } from 'vitest';
import { finishInSteps } from '../../src/exercise/finish-in-steps.ts';
import { drain } from '../../src/exercise/in-steps.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession } from '../../src/exercise/session.ts';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';

const opening = openSession(makeEngine(SCENARIO_ONE));

test.each(SCENARIO_ONE.playbooks.map(({ id, decisions }) => [id, decisions] as const))(
  'the world runs on alike in one step and in many: %s',
  (_, decisions) => {
    const { session } = playLines(opening, decisions);
    const [whole, parted] = [finish(session), drain(finishInSteps(session))];
    expect(parted.now).toBe(whole.now);
    expect(JSON.stringify(parted.course)).toBe(JSON.stringify(whole.course));
  },
);
