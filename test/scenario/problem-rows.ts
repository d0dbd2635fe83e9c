import { describe, expect, test } from 'vitest';
import { change, lineOf, load, told } from './small.ts';

/** A rule, one text changed into another, and the problem expected on the line where `at`, or the new text, stands. */
export type Row = readonly [rule: string, from: string, to: string, code: string, at?: string];

/** One test a row: the changed scenario is refused, for that reason and there. */
export function testRows(title: string, rows: readonly Row[]): void {
  const whole = rows.map(([rule, from, to, code, at = to]) => [rule, from, to, code, at] as const);
  describe(title, () => {
    test.each(whole)('%s', (_rule, from, to, code, at) => {
      const text = change(from, to);
      const loaded = load(text);
      expect(loaded.scenario).toBeNull();
      expect(told(loaded)).toContain(`${lineOf(text, at)} ${code}`);
    });
  });
}
