import { type Block, type Cell, linesOf, type Phrase, phrasesOf, type Words } from '../report-block.ts';
import { type Child, el, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

/** The blocks of a report as elements of a page. */
export function printBlocks(blocks: readonly Block[]): readonly Markup[] {
  return blocks.map(printBlock);
}

function printBlock(block: Block): Markup {
  switch (block.kind) {
    case 'paragraph':
      return el('p', {}, printWords(block.words));
    case 'heading':
      return el('h3', {}, block.text);
    case 'list':
      return el(
        block.isOrdered ? 'ol' : 'ul',
        {},
        block.items.map(({ words, below }) =>
          el(
            'li',
            {},
            printWords(words),
            below.length === 0
              ? null
              : el(
                  'ul',
                  {},
                  below.map((one) => el('li', {}, printWords(one))),
                ),
          ),
        ),
      );
    case 'table':
      return dataTable(
        block.caption,
        block.head,
        block.rows.map((row) => row.map(printCell)),
      );
    case 'lines':
      return el(
        'ul',
        { class: 'letters' },
        block.lines.map((line) => el('li', {}, el('code', {}, line))),
      );
    default:
      return block satisfies never;
  }
}

function printCell(cell: Cell): Child {
  const lines = linesOf(cell);
  if (lines.length === 1) return printWords(lines[0] as Words);
  return el(
    'ul',
    { class: 'lines' },
    lines.map((line) => el('li', {}, printWords(line))),
  );
}

export function printWords(words: Words): readonly Child[] {
  return phrasesOf(words).map(printPhrase);
}

// What is open can be typed over in the browser and printed or saved from there; while it is empty the style sheet says OPEN.
function printPhrase(phrase: Phrase): Child {
  if (typeof phrase === 'string') return phrase;
  if ('strong' in phrase) return el('strong', {}, phrase.strong);
  if ('code' in phrase) return el('code', {}, phrase.code);
  return el('span', {
    class: 'open',
    contenteditable: 'plaintext-only',
    role: 'textbox',
    'aria-label': `${phrase.open}, still open`,
  });
}
