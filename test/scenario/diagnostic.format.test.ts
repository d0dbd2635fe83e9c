import { describe, expect, it } from 'vitest';
import {
  type Diagnostic,
  formatDiagnostic,
  formatDiagnostics,
  hasErrors,
  sortDiagnostics,
} from '../../src/scenario/diagnostic.ts';

function problem(change: Partial<Diagnostic> = {}): Diagnostic {
  return {
    severity: 'error',
    code: 'link/unknown-name',
    file: 'a.yaml',
    line: 2,
    column: 5,
    path: ['world'],
    message: 'There is no "hub".',
    mend: 'Write "hob".',
    ...change,
  };
}

describe('one problem', () => {
  it('is printed with place, severity, code, message and mend', () => {
    expect(formatDiagnostic(problem())).toBe(
      'a.yaml:2:5: error link/unknown-name: There is no "hub".\n    mend: Write "hob".',
    );
  });

  it('is shown with its line and a caret under its column', () => {
    expect(formatDiagnostic(problem({ column: 6 }), 'x: 1\n\tab: hub\r\nlast')).toBe(
      [
        'a.yaml:2:6: error link/unknown-name: There is no "hub".',
        '    2 |  ab: hub',
        '      |      ^',
        '    mend: Write "hob".',
      ].join('\n'),
    );
  });

  it('on a very long line is shown with what surrounds it', () => {
    const source = `${'a'.repeat(100_000)}X${'b'.repeat(100_000)}`;
    const [, line = '', caret = ''] = formatDiagnostic(problem({ line: 1, column: 100_001 }), source).split(
      '\n',
    );
    expect(line.length).toBeLessThan(120);
    expect(line[caret.indexOf('^')]).toBe('X');
  });

  it('beyond the end of the text is shown without an excerpt', () => {
    expect(formatDiagnostic(problem({ line: 9 }), 'x: 1')).not.toContain('^');
  });

  it('never brings a control or direction character of its data to the terminal', () => {
    const evil = '\u{1b}[2J\u{202e}\u{9b}\r\u{7f}\u{2028}';
    const text = formatDiagnostic(
      problem({ file: `${evil}.yaml`, message: `${evil}\n.`, mend: `${evil}\t.`, line: 1, column: 3 }),
      `x ${evil} y`,
    );
    expect(text.split('\n')).toHaveLength(4);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u{0}-\u{1f}\u{7f}-\u{9f}\u{2028}-\u{202e}]/u);
    expect(text).toContain('\\u{1b}[2J\\u{202e}\\u{9b}\\u{d}\\u{7f}\\u{2028}');
  });
});

describe('several problems', () => {
  const list = [
    problem({ line: 10 }),
    problem({ line: 2, column: 9 }),
    problem({ line: 2, severity: 'note' }),
    problem({ line: 2, severity: 'warning' }),
    problem({ line: 2 }),
    problem({ file: 'A.yaml', line: 99 }),
  ];

  it('are sorted by place, then by severity', () => {
    expect(sortDiagnostics(list).map((d) => `${d.file}:${d.line}:${d.column} ${d.severity}`)).toEqual([
      'A.yaml:99:5 error',
      'a.yaml:2:5 error',
      'a.yaml:2:5 warning',
      'a.yaml:2:5 note',
      'a.yaml:2:9 error',
      'a.yaml:10:5 error',
    ]);
  });

  it('past the limit are counted instead of printed', () => {
    const many = Array.from({ length: 42 }, (_, index) => problem({ line: index + 1 }));
    const lines = formatDiagnostics(many, { limit: 5 }).split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('and 37 more');
    expect(formatDiagnostics(many.slice(0, 5), { limit: 5 })).not.toContain('more');
  });

  it('forbid using the file only when one is an error', () => {
    expect(hasErrors(list)).toBe(true);
    expect(hasErrors([problem({ severity: 'warning' }), problem({ severity: 'note' })])).toBe(false);
  });
});
