import { describe, expect, test } from 'vitest';
import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { playLines, waitTarget } from '../../src/exercise/playbook.ts';
import { passTime } from '../../src/exercise/session.ts';
import { openSmall, take } from '../helpers/small-drill.ts';

const OPEN = openSmall();
type Text = string | readonly [minute: number, text: string, by?: string];
const lines = (...texts: readonly Text[]): readonly PlaybookLine[] =>
  texts.map((one, index) =>
    typeof one === 'string'
      ? { at: null, by: null, do: one, line: index + 1 }
      : { at: one[0] * 60, by: one[2] ?? null, do: one[1], line: index + 1 },
  );
const starts = (...texts: readonly Text[]): readonly (readonly [string, number])[] => {
  const seen: (readonly [string, number])[] = [];
  const played = playLines(OPEN, lines(...texts), (taken, before) => {
    expect(before.now).toBe(taken.at);
    seen.push([taken.by, taken.at / 60]);
  });
  expect(played.ok).toBe(true);
  return seen;
};

describe('a playbook line starts', () => {
  test('when its role’s hands are free', () => {
    expect(starts('freeze harborlight/base', 'protect harborlight/base:stable', 'purge eu-mirror')).toEqual([
      ['registry', 0],
      ['registry', 2],
      ['ci', 2],
    ]);
  });

  test('at its time, or as soon as it can after it', () => {
    expect(starts([10, 'rotate aws-deploy'], [12, 'revoke hub-ci-2023'])).toEqual([
      ['ci', 10],
      ['ci', 16],
    ]);
  });

  test('never before the line above it started', () => {
    expect(starts([10, 'freeze harborlight/base'], [3, 'purge eu-mirror'])).toEqual([
      ['registry', 10],
      ['ci', 10],
    ]);
  });

  test('with names that came to be known while it waited for its role', () => {
    const lines = [
      [0, 'inspect tags harborlight/base', 'registry'],
      'delete harborlight/base@sha256:cccccccc # seen by now',
    ] as const;
    expect(starts(...lines)).toEqual([
      ['registry', 0],
      ['registry', 2],
    ]);
  });

  test('after a wait', () => {
    expect(starts('purge eu-mirror', 'wait landed', 'freeze harborlight/base')).toEqual([
      ['ci', 0],
      ['registry', 5],
    ]);
    expect(starts('wait 7m', 'freeze harborlight/base')).toEqual([['registry', 7]]);
    expect(starts('wait until T+30m', 'freeze harborlight/base')).toEqual([['registry', 30]]);
    expect(starts('purge eu-mirror', 'wait next', 'freeze harborlight/base')).toEqual([
      ['ci', 0],
      ['registry', 5],
    ]);
  });
});

describe('a playbook', () => {
  test('ends at the line that is rejected, and names it', () => {
    const played = playLines(
      OPEN,
      lines('freeze harborlight/base', 'freeze harborlight/bass', 'declare closed'),
    );
    expect(played).toMatchObject({
      ok: false,
      problem: {
        line: 2,
        word: 'harborlight/bass',
        candidates: expect.arrayContaining(['harborlight/base']),
      },
    });
    expect(played.session.taken).toHaveLength(1);
  });

  test('says how a line that is rejected is mended', () => {
    expect(playLines(OPEN, lines('inspect job api-build#1'))).toMatchObject({
      ok: false,
      problem: { mend: 'Runs become known by "inspect runs api-build".' },
    });
  });

  test('ends at a line for a role that may not do it, or that does not exist', () => {
    expect(playLines(OPEN, lines([0, 'freeze harborlight/base', 'ci']))).toMatchObject({
      ok: false,
      problem: { line: 1, message: 'Only registry can do that; anyone may look.' },
    });
    expect(playLines(OPEN, lines([0, 'freeze harborlight/base', 'nobody']))).toMatchObject({ ok: false });
    expect(playLines(OPEN, lines('rotate aws-deploy forge-bot', 'wait for it'))).toMatchObject({
      ok: false,
      problem: { line: 2 },
    });
  });

  test('goes on after a refusal: that is an answer of the world', () => {
    expect(playLines(OPEN, lines('lift freeze:harborlight/base', 'freeze harborlight/base'))).toMatchObject({
      ok: true,
    });
  });

  test('stops when play is over, without complaint', () => {
    const played = playLines(OPEN, lines('declare closed', 'freeze harborlight/base', 'nonsense'));
    expect(played.ok).toBe(true);
    expect(played.session.taken).toHaveLength(1);
    expect(playLines(OPEN, lines([239, 'rotate aws-deploy'], 'revoke hub-ci-2023')).ok).toBe(true);
  });
});

test('where a wait leads', () => {
  const session = take(passTime(OPEN, 600), 'purge eu-mirror');
  const to = (words: string): number | null => waitTarget(session, words);
  expect([to('5m'), to('until T+30m'), to('until 09:30'), to('landed'), to('next'), to('')]).toEqual([
    900, 1800, 600, 900, 900, 900,
  ]);
  expect([to('soon'), to('until'), to('until noon'), to('5')]).toEqual([null, null, null, null]);
});
