import { markdownBlock, markdownTable, markdownText } from './markdown.ts';
import {
  type Block,
  type Cell,
  linesOf,
  type Phrase,
  phrasesOf,
  type Report,
  type Words,
} from './report-block.ts';
import { OPEN } from './report-source.ts';

/** A report as Markdown; blocks stand a blank line apart. */
export function printMarkdownReport(report: Report): string {
  const blocks = [
    `# ${markdownText(report.title)}`,
    ...report.about.map(printBlock),
    ...report.sections.flatMap((section) => [
      `## ${markdownText(section.title)}`,
      ...section.blocks.map(printBlock),
    ]),
    printWords(report.proof),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return printWords(block.words);
    case 'heading':
      return `### ${markdownText(block.text)}`;
    case 'list':
      return block.items
        .flatMap(({ words, below }, index) => [
          `${block.isOrdered ? `${index + 1}.` : '-'} ${printWords(words)}`,
          ...below.map((one) => `  - ${printWords(one)}`),
        ])
        .join('\n');
    case 'table':
      return markdownTable(
        block.head,
        block.rows.map((row) => row.map(printCell)),
      ).join('\n');
    case 'lines':
      return markdownBlock(block.lines).join('\n');
    default:
      return block satisfies never;
  }
}

function printCell(cell: Cell): string {
  return linesOf(cell).map(printWords).join('<br>');
}

function printWords(words: Words): string {
  return phrasesOf(words).map(printPhrase).join('');
}

function printPhrase(phrase: Phrase): string {
  if (typeof phrase === 'string') return markdownText(phrase);
  if ('strong' in phrase) return `**${markdownText(phrase.strong)}**`;
  // A backslash means nothing between backticks; what could end them is no part of a command or an id.
  if ('code' in phrase) return `\`${phrase.code.replaceAll('`', "'")}\``;
  return OPEN;
}
