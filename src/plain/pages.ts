import type { PlainConsole } from './console.ts';

/**
 * Prints a text a screenful at a time, broken between paragraphs, and only for somebody who can press Enter. `used` lines
 * stand on the screen already. False when the input ended meanwhile.
 */
export async function printPages(
  console: PlainConsole,
  lines: readonly string[],
  used: number,
): Promise<boolean> {
  const paragraphs = lines
    .join('\n')
    .split('\n\n')
    .map((text) => text.split('\n'));
  let filled = used;
  for (const [index, paragraph] of paragraphs.entries()) {
    if (console.isTerminal && filled > 0 && filled + paragraph.length > console.height) {
      if ((await console.ask('(Enter for more) ')) === null) return false;
      filled = 0;
    }
    filled += paragraph.length + 1;
    console.print(...paragraph, ...(index === paragraphs.length - 1 ? [] : ['']));
  }
  return true;
}
