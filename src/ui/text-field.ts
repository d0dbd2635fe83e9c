import type { Input } from './terminal/keys.ts';

/** One line that is being typed; `cursor` counts characters, not bytes. */
export interface TextField {
  readonly text: string;
  readonly cursor: number;
}

export const EMPTY_FIELD: TextField = { text: '', cursor: 0 };
const LONGEST = 2000;

export function fieldOf(text: string): TextField {
  return { text, cursor: Array.from(text).length };
}

/** The field after one more key or paste; null when the key edits nothing. */
export function editField(field: TextField, input: Input): TextField | null {
  const characters = Array.from(field.text);
  const { cursor } = field;
  const put = (next: readonly string[], at: number): TextField => ({
    text: next.slice(0, LONGEST).join(''),
    cursor: Math.max(0, Math.min(at, next.length, LONGEST)),
  });
  if (input.kind === 'paste' || input.text !== '') {
    const typed = Array.from(input.text);
    return put(
      [...characters.slice(0, cursor), ...typed, ...characters.slice(cursor)],
      cursor + typed.length,
    );
  }
  switch (input.name) {
    case 'backspace':
    case 'ctrl-h':
      return cursor === 0
        ? field
        : put([...characters.slice(0, cursor - 1), ...characters.slice(cursor)], cursor - 1);
    case 'delete':
    case 'ctrl-d':
      return put([...characters.slice(0, cursor), ...characters.slice(cursor + 1)], cursor);
    case 'left':
    case 'ctrl-b':
      return put(characters, cursor - 1);
    case 'right':
    case 'ctrl-f':
      return put(characters, cursor + 1);
    case 'home':
    case 'ctrl-a':
      return put(characters, 0);
    case 'end':
    case 'ctrl-e':
      return put(characters, characters.length);
    case 'ctrl-u':
      return put(characters.slice(cursor), 0);
    case 'ctrl-k':
      return put(characters.slice(0, cursor), cursor);
    case 'ctrl-w':
    case 'alt-backspace': {
      const head = characters
        .slice(0, cursor)
        .join('')
        .replace(/\S+\s*$/, '');
      return put([...Array.from(head), ...characters.slice(cursor)], Array.from(head).length);
    }
    default:
      return null;
  }
}
