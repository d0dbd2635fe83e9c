/** A run of text. `open` is what only people can know: it is printed OPEN, and a page lets it be filled in under that name. */
export type Phrase =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly open: string };

export type Words = Phrase | readonly Phrase[];

export type Cell = Words | { readonly lines: readonly Words[] };

export interface ListItem {
  readonly words: Words;
  readonly below: readonly Words[];
}

/** A piece of a report, whatever it is printed as. Texts are as the session has them: who prints a block makes them safe. */
export type Block =
  | { readonly kind: 'paragraph'; readonly words: Words }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  readonly about: readonly Block[];
  readonly sections: readonly Section[];
  /** The last line: how anybody can check it. */
  readonly proof: Words;
}

export function paragraph(...words: readonly Phrase[]): Block {
  return { kind: 'paragraph', words };
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function list(items: readonly (Words | ListItem)[]): Block {
  return { kind: 'list', isOrdered: false, items: items.map(itemOf) };
}

export function numbered(items: readonly (Words | ListItem)[]): Block {
  return { kind: 'list', isOrdered: true, items: items.map(itemOf) };
}

export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Block {
  return rows.length === 0 ? paragraph('None.') : { kind: 'table', caption, head, rows };
}

export function open(name: string): Phrase {
  return { open: name };
}

export function phrasesOf(words: Words): readonly Phrase[] {
  return isPhrases(words) ? words : [words];
}

export function linesOf(cell: Cell): readonly Words[] {
  return typeof cell === 'object' && 'lines' in cell ? cell.lines : [cell];
}

function itemOf(item: Words | ListItem): ListItem {
  return typeof item === 'object' && 'words' in item ? item : { words: item, below: [] };
}

function isPhrases(words: Words): words is readonly Phrase[] {
  return Array.isArray(words);
}
