import { expect, test } from 'vitest';
import { makeTheme } from '../../../src/ui/terminal/theme.ts';

const depth = (env: Record<string, string>, color: 'auto' | 'always' | 'never' = 'auto'): string =>
  makeTheme({ env, isAscii: null, color }).depth;

test.each([
  [{ TERM: 'xterm-256color' }, '256'],
  [{ TERM: 'xterm' }, '16'],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, '256'],
  [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 'none'],
  [{ TERM: 'xterm-256color', NO_COLOR: '' }, '256'],
  [{ TERM: 'dumb' }, 'none'],
  [{ TERM: 'vt100' }, 'none'],
  [{ TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '1' }, '16'],
  [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, 'none'],
] as const)('%j has colours %s', (env, expected) => {
  expect(depth(env)).toBe(expected);
});

test('a flag against colours wins over everything', () => {
  expect(depth({ TERM: 'xterm-256color', FORCE_COLOR: '3' }, 'never')).toBe('none');
});

test('without colours nothing is coloured, and what is selected still shows', () => {
  const { sgr } = makeTheme({ env: { NO_COLOR: '1' }, isAscii: null, color: 'auto' });
  for (const codes of Object.values(sgr)) expect(codes).toMatch(/^[17]?$/);
  expect(sgr.selected).not.toBe('');
});

test('a locale that is not UTF-8 gets ASCII, and every glyph of it is', () => {
  const theme = makeTheme({ env: { LANG: 'de_DE.ISO-8859-1' }, isAscii: null, color: 'auto' });
  expect(theme.isAscii).toBe(true);
  expect(Object.values(theme.glyphs).flat().join('')).toMatch(/^[\x20-\x7e]+$/);
  expect(makeTheme({ env: { LANG: 'C.UTF-8' }, isAscii: null, color: 'auto' }).isAscii).toBe(false);
});
