import { isPlainLine } from '../exercise/journal-text.ts';

/** Text as one line that no terminal, spreadsheet or page can be steered by: what is unsafe is shown as `\u{…}`. */
export function plainLine(text: string): string {
  if (isPlainLine(text)) return text;
  return Array.from(text, (character) => {
    if (isPlainLine(character)) return character;
    if (character === '\n' || character === '\t') return ' ';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  }).join('');
}
