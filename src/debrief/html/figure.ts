import { type Child, el, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in one or two sentences, for whoever cannot see it. */
  readonly says: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: readonly Child[];
  readonly legend: readonly Child[];
  /** The same as a table: below the picture, or where the page has it anyway. */
  readonly data:
    | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
    | { readonly at: string; readonly title: string };
}

/** A chart with its heading, its sentence, its legend and the same figures as a table. */
export function printFigure(figure: Figure): Markup {
  const { id, title, says, width, height } = figure;
  return el(
    'figure',
    { id, class: 'chart' },
    el('figcaption', {}, el('h3', {}, title), el('p', {}, says)),
    figure.legend.length === 0 ? null : el('ul', { class: 'legend' }, figure.legend),
    el(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `${title}, picture` },
      el(
        'svg',
        {
          viewBox: `0 0 ${width} ${height}`,
          role: 'img',
          'aria-labelledby': `${id}-title ${id}-desc`,
        },
        el('title', { id: `${id}-title` }, title),
        el('desc', { id: `${id}-desc` }, says),
        figure.drawing,
      ),
    ),
    printData(figure),
  );
}

function printData({ title, data }: Figure): Markup {
  if ('at' in data)
    return el(
      'p',
      { class: 'elsewhere' },
      'The same as a table: ',
      el('a', { href: `#${data.at}` }, data.title),
      '.',
    );
  return el(
    'details',
    {},
    el('summary', {}, 'The same as a table'),
    dataTable(`Figures: ${title}`, data.head, data.rows),
  );
}

/** One entry of a legend: a little picture, 28 by 14, and what it means. */
export function legendEntry(words: string, ...drawing: readonly Child[]): Markup {
  return el(
    'li',
    {},
    el('svg', { viewBox: '0 0 28 14', width: 28, height: 14, 'aria-hidden': 'true' }, drawing),
    words,
  );
}
