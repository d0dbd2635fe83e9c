import { describe, expect, test } from 'vitest';
import { knownNames } from '../../src/exercise/known.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { readLine, type Session } from '../../src/exercise/session.ts';
import { OPENING_ONE } from '../helpers/scenario-one.ts';

const RUN = 'worker-build#961';

const runsAfter = (...lines: readonly string[]): readonly string[] =>
  knownNames(sessionAfter(...lines)).run ?? [];

function sessionAfter(...lines: readonly string[]): Session {
  const result = playLines(
    OPENING_ONE,
    lines.map((line) => ({ at: null, by: null, do: line, line: 0 })),
  );
  if (!result.ok) throw new Error(`${result.problem.text}: ${result.problem.message}`);
  return result.session;
}

describe('law 5: the runs that a team can name', () => {
  test('are none before it looked at any, though many ran', () => {
    expect(Object.keys(OPENING_ONE.course.world.runs).length).toBeGreaterThan(20);
    expect(runsAfter()).toEqual([]);
    for (const line of [`inspect job ${RUN}`, `inspect egress ${RUN}`])
      expect(readLine(OPENING_ONE, line, true)).toMatchObject({
        ok: false,
        rejection: { candidates: expect.not.arrayContaining([RUN]) },
      });
  });

  test('a run that is not known and one that is not there are refused in the same words', () => {
    const said = (run: string): readonly (string | null)[] => {
      const read = readLine(OPENING_ONE, `inspect job ${run}`, false);
      return read.ok ? [] : [read.rejection.message.replace(run, 'RUN'), read.rejection.mend];
    };
    expect(said(RUN)).toEqual([
      'There is nothing called "RUN" that you know of.',
      'Runs become known by "inspect runs worker-build".',
    ]);
    expect(said('worker-build#99999')).toEqual(said(RUN));
    expect(said('no-build#1')[1]).toBeNull();
  });

  test('are those of the pipeline whose runs were listed', () => {
    const runs = runsAfter('inspect runs worker-build', 'wait landed');
    expect(runs).toContain(RUN);
    expect(runs.filter((run) => !run.startsWith('worker-build#'))).toEqual([]);
    expect(
      readLine(sessionAfter('inspect runs worker-build', 'wait landed'), `inspect job ${RUN}`, false).ok,
    ).toBe(true);
  });

  test('are not known while the look is under way', () => {
    expect(runsAfter('inspect runs worker-build')).toEqual([]);
  });

  test('are those behind the releases that were shown, from before the clock opened too', () => {
    expect(runsAfter('inspect releases base-release', 'wait landed')).toContain('base-release#83');
  });

  test('are those that a trace found to be built on a digest', () => {
    const runs = runsAfter(
      'inspect manifest harborlight/base:stable',
      'wait landed',
      'trace image:implant',
      'wait landed',
    );
    expect(runs).toContain(RUN);
    expect(runs.some((run) => run.startsWith('base-release#'))).toBe(false);
  });

  test('are the team’s own rebuilds, but not what a schedule ran meanwhile', () => {
    const rebuilt = sessionAfter('rebuild api-build', 'wait landed', 'wait 2h');
    const { runs } = rebuilt.course.world;
    const own = Object.keys(runs).filter((id) => runs[id]?.manual === true);
    expect(own).toHaveLength(1);
    expect(knownNames(rebuilt).run).toEqual(own);
  });
});
