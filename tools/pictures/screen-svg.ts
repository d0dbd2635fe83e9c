import type { Terminal } from '@xterm/headless';

const COLUMN = 8.4;
const ROW = 17;
const PADDING = 14;
const FONT = 14;
const PAPER = '#14181f';
const INK = '#d8dee9';
const DIM = 0.65;

/** The sixteen named colours; programs choose among them by number, terminals say what they look like. */
const NAMED: readonly string[] = [
  '#3b4252',
  '#f07178',
  '#7fd18b',
  '#f2c46d',
  '#6fb3f2',
  '#d8a0ef',
  '#62d0d6',
  '#d8dee9',
  '#7b879b',
  '#ff8b92',
  '#9be5a6',
  '#ffd98a',
  '#8fc7ff',
  '#e7b8fa',
  '#84e6eb',
  '#ffffff',
];

interface Look {
  readonly ink: string;
  readonly paper: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
}

/** Neighbouring cells that look the same. Two blanks end a run, so that no reader of the picture can squeeze them. */
interface Run {
  readonly column: number;
  readonly width: number;
  readonly text: string;
  readonly look: Look;
}

/** What a terminal shows now as a picture: letters stay letters, every run is held to its columns whatever the font. */
export function drawScreen(terminal: Terminal, title: string): string {
  const width = Math.ceil(terminal.cols * COLUMN + 2 * PADDING);
  const height = terminal.rows * ROW + 2 * PADDING;
  const rows = Array.from({ length: terminal.rows }, (_, row) => drawRow(terminal, row)).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">`,
    `<title id="t">${escapeXml(title)}</title>`,
    `<style>text{font:${FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}.b{font-weight:700}.i{font-style:italic}.u{text-decoration:underline}g rect{shape-rendering:crispEdges}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})">${rows}</g>`,
    '</svg>\n',
  ].join('');
}

function drawRow(terminal: Terminal, row: number): string {
  return runsOf(terminal, row)
    .map(({ column, width, text, look }) => {
      const x = round(column * COLUMN);
      const length = round(width * COLUMN);
      const paper =
        look.paper === PAPER
          ? ''
          : `<rect x="${x}" y="${row * ROW}" width="${length}" height="${ROW}" fill="${look.paper}"/>`;
      if (text.trim() === '') return paper;
      const lead = text.length - text.trimStart().length;
      const shown = text.trim();
      const classes = [look.isBold ? 'b' : '', look.isItalic ? 'i' : '', look.isUnderlined ? 'u' : '']
        .join(' ')
        .trim();
      const attributes = [
        `x="${round((column + lead) * COLUMN)}"`,
        `y="${round(row * ROW + ROW * 0.76)}"`,
        `textLength="${round((width - (text.length - shown.length)) * COLUMN)}"`,
        'lengthAdjust="spacingAndGlyphs"',
        `fill="${look.ink}"`,
        ...(look.isDim ? [`opacity="${DIM}"`] : []),
        ...(classes === '' ? [] : [`class="${classes}"`]),
      ];
      return `${paper}<text ${attributes.join(' ')}>${escapeXml(shown)}</text>`;
    })
    .join('');
}

function runsOf(terminal: Terminal, row: number): readonly Run[] {
  const { active } = terminal.buffer;
  const line = active.getLine(active.baseY + row);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column++) {
    const cell = line?.getCell(column);
    const width = cell?.getWidth() ?? 1;
    // The second half of a wide character is a cell without a width.
    if (cell === undefined || width === 0) continue;
    const text = cell.getChars() === '' ? ' ' : cell.getChars();
    const look = lookOf(cell);
    const last = runs.at(-1);
    const joins = last !== undefined && last.column + last.width === column && isSame(last.look, look);
    if (joins) runs[runs.length - 1] = { ...last, width: last.width + width, text: last.text + text };
    else runs.push({ column, width, text, look });
  }
  return runs.flatMap(splitAtGaps);
}

// A run keeps its columns only while no two blanks stand inside it.
function splitAtGaps(run: Run): readonly Run[] {
  const wide = run.width !== run.text.length;
  if (wide || !/\S {2,}\S/.test(run.text)) return [run];
  const pieces = run.text.match(/\s*\S+(?: \S+)*\s*?(?= {2}|$)|\s+$/g) ?? [run.text];
  let column = run.column;
  return pieces.map((text) => {
    const piece = { ...run, column, width: text.length, text };
    column += text.length;
    return piece;
  });
}

type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>['getCell']>
>;

function lookOf(cell: Cell): Look {
  const ink = cell.isFgDefault() ? INK : colourOf(cell.isFgRGB(), cell.getFgColor());
  const paper = cell.isBgDefault() ? PAPER : colourOf(cell.isBgRGB(), cell.getBgColor());
  const isInverse = cell.isInverse() !== 0;
  return {
    ink: isInverse ? paper : ink,
    paper: isInverse ? ink : paper,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

function colourOf(isRgb: boolean, value: number): string {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  const named = NAMED[value];
  if (named !== undefined) return named;
  if (value >= 232) return grey((value - 232) * 10 + 8);
  const level = (part: number): number => (part === 0 ? 0 : part * 40 + 55);
  const index = value - 16;
  return `#${[Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((part) => hex(level(part))).join('')}`;
}

function grey(level: number): string {
  return `#${hex(level).repeat(3)}`;
}

function hex(level: number): string {
  return level.toString(16).padStart(2, '0');
}

function isSame(one: Look, other: Look): boolean {
  return (Object.keys(one) as (keyof Look)[]).every((key) => one[key] === other[key]);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
