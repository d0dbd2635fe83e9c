import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTERS } from '../../src/console/filter-table.ts';
import { bytesOf, chunksTo, textOf } from '../../src/console/output.ts';

interface Row {
  readonly tool: string;
  readonly args: readonly string[];
  readonly input: number;
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

const TABLE = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', 'filters.json'), 'utf8')) as {
  readonly inputs: readonly string[];
  readonly rows: readonly Row[];
};

function ran(tool: string, args: readonly string[], input: string) {
  const output = FILTERS[tool]?.run(args, bytesOf(input));
  if (output === undefined) throw new Error(`no filter ${tool}`);
  return { out: textOf(chunksTo(output, 'out')), err: textOf(chunksTo(output, 'err')), exit: output.exit };
}

describe('a filter does what the real one did', () => {
  it.each(TABLE.rows.map((row) => [`${row.tool} ${row.args.join(' ')}`, row] as const))('%s', (_, row) => {
    const { out, err, exit } = row;
    expect(ran(row.tool, row.args, TABLE.inputs[row.input] ?? '')).toEqual({ out, err, exit });
  });
});

describe('whatever is typed', () => {
  const word = fc.string({
    maxLength: 30,
    unit: fc.constantFrom(...'abc.*[]()|\\^$', ...'{}+?,:"\'@/<>=-0123 \n'),
  });
  const text = fc.string({ maxLength: 200, unit: fc.constantFrom(...'abc 01\n\t{}[]":,') });

  it.each(Object.keys(FILTERS))('%s ends with an exit status', (tool) => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), text, (args, input) => {
        expect(ran(tool, args, input).exit).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  it('a pattern made to be slow is not', () => {
    const evil = '(a*)*(a*)*(a|aa)+b';
    expect(ran('grep', ['-E', evil], `${'a'.repeat(3_000)}\n`).exit).toBe(1);
  });

  it('a filter that would never end is stopped', () => {
    expect(ran('jq', ['-n', '[range(100000000)]'], '').err).toContain('too many steps');
    expect(ran('jq', ['recurse(.)'], '1').err).toContain('too many steps');
  });

  it('what is nested too deeply is refused', () => {
    expect(ran('jq', ['.'], `${'['.repeat(100_000)}${']'.repeat(100_000)}`).err).toContain('depth limit');
  });

  it('a key like __proto__ is a key like any other', () => {
    expect(ran('jq', ['-c', 'to_entries'], '{"__proto__":1}').out).toBe('[{"key":"__proto__","value":1}]\n');
    expect(ran('jq', ['-c', '.toString'], '{}').out).toBe('null\n');
  });

  it('what sorts and counts agrees with itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'B', '10', '9', '')), (lines) => {
        const input = lines.map((line) => `${line}\n`).join('');
        const counted = ran('uniq', ['-c'], ran('sort', [], input).out).out;
        const sum = counted
          .split('\n')
          .reduce((all, line) => all + Number(line.trim().split(' ')[0] ?? 0), 0);
        expect(sum).toBe(lines.length);
        expect(ran('sort', ['-u'], input).out.split('\n').length - 1).toBe(new Set(lines).size);
      }),
    );
  });
});
