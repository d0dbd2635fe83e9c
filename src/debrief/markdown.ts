import { plainLine } from './plain-line.ts';

/** Text that stands in a Markdown document as it is: nothing in it can end a cell, begin markup or hide. */
export function markdownText(text: string): string {
  return plainLine(text).replace(/[\\|<>*[\]`]/g, (character) => {
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    return `\\${character}`;
  });
}

/** A table; cells are taken as they are, so that callers decide what is text and what is markup. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return ['None.'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Lines that are shown letter by letter. The fence is longer than any run of backticks inside. */
export function markdownBlock(lines: readonly string[]): readonly string[] {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines.map(plainLine), fence];
}

/** Fact ids behind a sentence, for whoever wants to look them up in the timeline or the JSON document. */
export function citing(ids: readonly string[]): string {
  const [first, ...rest] = ids.slice(0, 6);
  return first === undefined
    ? ''
    : ` (${[first, ...rest].join(', ')}${ids.length > 6 ? ` and ${ids.length - 6} more` : ''})`;
}
