/** What a piece of text means. Colour only ever repeats what a word, a mark or a place says already. */
export type Token =
  | 'text'
  | 'dim'
  | 'strong'
  | 'title'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'key'
  | 'selected'
  | 'border'
  | 'focus'
  | 'cursor'
  | 'investigate'
  | 'rotate'
  | 'clean'
  | 'notify'
  | 'pin'
  | 'lead';

export type ColorDepth = 'none' | '16' | '256';

export interface Glyphs {
  /** Corners clockwise from the top left, then across and down. */
  readonly frame: readonly [string, string, string, string, string, string];
  readonly pointer: string;
  readonly unread: string;
  readonly busy: string;
  readonly free: string;
  readonly bar: string;
  readonly barEmpty: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly up: string;
  readonly down: string;
  readonly pin: string;
  readonly on: string;
  readonly off: string;
}

export interface Theme {
  readonly depth: ColorDepth;
  readonly isAscii: boolean;
  /** SGR parameters by token, such as `1;36`; empty for plain text. */
  readonly sgr: Readonly<Record<Token, string>>;
  readonly glyphs: Glyphs;
}

export interface ThemeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isAscii: boolean | null;
  /** `always` and `never` are what a flag or a setting says; `auto` looks at the terminal. */
  readonly color: 'auto' | 'always' | 'never';
}

export function makeTheme({ env, isAscii, color }: ThemeOptions): Theme {
  const depth = color === 'never' ? 'none' : depthOf(env, color === 'always');
  const ascii = isAscii ?? !isUtf8(env);
  return { depth, isAscii: ascii, sgr: SGR[depth], glyphs: ascii ? ASCII : UNICODE };
}

// NO_COLOR wins over everything but an explicit FORCE_COLOR, as most tools have it.
function depthOf(env: ThemeOptions['env'], isForced: boolean): ColorDepth {
  const forced = env.FORCE_COLOR;
  const isAsked = isForced || (forced !== undefined && forced !== '0' && forced !== 'false');
  if (!isAsked && (forced === '0' || forced === 'false')) return 'none';
  if (!isAsked && env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 'none';
  const term = env.TERM ?? '';
  if (!isAsked && (term === 'dumb' || /-m(ono)?$/.test(term) || term.startsWith('vt1'))) return 'none';
  if (forced === '1') return '16';
  const many = env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit' || /256|direct|kitty/.test(term);
  return many || forced === '2' || forced === '3' ? '256' : '16';
}

function isUtf8(env: ThemeOptions['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  // Without any locale most terminals of today still show UTF-8; only a locale that says otherwise is believed.
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
}

const PLAIN: Theme['sgr'] = {
  text: '',
  dim: '',
  strong: '1',
  title: '1',
  accent: '',
  good: '',
  warn: '1',
  bad: '1',
  key: '1',
  selected: '7',
  border: '',
  focus: '1',
  cursor: '7',
  investigate: '',
  rotate: '',
  clean: '',
  notify: '',
  pin: '',
  lead: '',
};

const SIXTEEN: Theme['sgr'] = {
  ...PLAIN,
  dim: '90',
  accent: '36',
  good: '32',
  warn: '33',
  bad: '1;31',
  key: '36',
  border: '90',
  focus: '36',
  investigate: '36',
  rotate: '35',
  clean: '32',
  notify: '33',
  pin: '34',
};

const SGR: Readonly<Record<ColorDepth, Theme['sgr']>> = {
  none: PLAIN,
  '16': SIXTEEN,
  '256': { ...SIXTEEN, dim: '38;5;245', border: '38;5;240', pin: '38;5;75', rotate: '38;5;176' },
};

const UNICODE: Glyphs = {
  frame: ['┌', '┐', '┘', '└', '─', '│'],
  pointer: '▸',
  unread: '●',
  busy: '◐',
  free: '○',
  bar: '█',
  barEmpty: '░',
  ellipsis: '…',
  dot: '·',
  up: '↑',
  down: '↓',
  pin: '▼',
  on: '[x]',
  off: '[ ]',
};

const ASCII: Glyphs = {
  frame: ['+', '+', '+', '+', '-', '|'],
  pointer: '>',
  unread: '*',
  busy: '~',
  free: 'o',
  bar: '#',
  barEmpty: '.',
  ellipsis: '...',
  dot: '-',
  up: '^',
  down: 'v',
  pin: 'v',
  on: '[x]',
  off: '[ ]',
};
