import { describe, expect, test } from 'vitest';
import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { knownNames } from '../../src/exercise/known.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { makeEngine, openSession } from '../../src/exercise/session.ts';
import { reveal } from '../../src/exercise/view.ts';
import { shippedDrill } from '../helpers/shipped-drill.ts';

const { scenario } = shippedDrill('stolen-ci-token');
const OPENING = openSession(makeEngine(scenario));
const PARSE = 'lumenkit/parse';

function played(...lines: readonly string[]) {
  const written = lines.map((line): PlaybookLine => ({ at: null, by: null, do: line, line: 0 }));
  const went = playLines(OPENING, [...written, { at: null, by: null, do: 'wait landed', line: 0 }]);
  if (!went.ok) throw new Error(went.problem.message);
  return went.session;
}
const rowsOf = (session: ReturnType<typeof played>) =>
  reveal(session).board.filter((row) => row.id.startsWith(`${PARSE}:`));

describe('the board of a package', () => {
  test('shows no version that the team was not shown', () => {
    expect(rowsOf(OPENING).map((row) => row.id)).not.toContain(`${PARSE}:3.9.8`);
    expect(rowsOf(OPENING).every((row) => row.seen === null)).toBe(true);
  });

  test('lists versions as they are seen, and says which one a dist-tag is', () => {
    const rows = rowsOf(played(`inspect tags ${PARSE}`));
    expect(rows.map((row) => row.id)).toContain(`${PARSE}:3.9.8`);
    expect(rows.find((row) => row.id === `${PARSE}:latest`)?.seen).toMatch(/ 4\.7\.3$/);
    expect(rows.find((row) => row.id === `${PARSE}:lts`)?.seen).toMatch(/ 3\.9\.8$/);
  });

  test('marks what the team has yanked', () => {
    const rows = rowsOf(played(`inspect tags ${PARSE}`, `deny ${PARSE} image:rogue4`));
    expect(rows.filter((row) => row.controls.includes('yanked')).map((row) => row.id)).toEqual([
      `${PARSE}:4.7.3`,
    ]);
  });
});

test('a range can be named by whoever knows a version in it, a version by whoever was told of it', () => {
  expect(knownNames(OPENING).tag).toContain(`${PARSE}:4.x`);
  expect(knownNames(OPENING).tag).toContain(`${PARSE}:4.7.3`);
  expect(knownNames(OPENING).tag).not.toContain(`${PARSE}:3.9.8`);
});
