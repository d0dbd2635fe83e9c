import type { Rating } from '../../scoring/score.ts';
import { makeAfterActionReport } from '../after-action-report.ts';
import type { Charts } from '../charts/charts.ts';
import type { Report, Section } from '../report-block.ts';
import type { ReportSource } from '../report-source.ts';
import { RATING_WORDS } from '../scorecard.ts';
import { makeTimeline, type TimelineEntry } from '../timeline.ts';
import { axisFigure } from './axis-figure.ts';
import { printBlocks, printWords } from './blocks.ts';
import { printFigure } from './figure.ts';
import { harmFigure } from './harm-figure.ts';
import { ladderFigure } from './ladder-figure.ts';
import { lanesFigure } from './lanes-figure.ts';
import { type Child, el, type Markup, raw } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { scopeFigure } from './scope-figure.ts';
import { dataTable } from './table.ts';
import { timelineFigure, timelineTable } from './timeline-figure.ts';
import { tornadoFigure } from './tornado-figure.ts';
import { printVerdict } from './verdict.ts';

const CHARTS: Section = { id: 'charts', title: 'Charts', blocks: [] };

/** sha256 of a text's UTF-8 bytes in Base64, as a security policy names it. */
export type Sha256Base64 = (text: string) => string;

/**
 * The after-action report as one page: nothing is fetched and nothing runs. Its policy admits one style sheet, by its hash, so
 * even what slipped through the escaping could neither run nor call anybody.
 */
export function printHtmlReport(source: ReportSource, charts: Charts, hash: Sha256Base64): string {
  const report = withCharts(makeAfterActionReport(source));
  const { header } = source;
  const policy = `default-src 'none'; style-src 'sha256-${hash(PAGE_STYLE)}'; base-uri 'none'; form-action 'none'`;
  const page = el(
    'html',
    { lang: 'en' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('meta', { name: 'color-scheme', content: 'light dark' }),
      el('meta', { name: 'referrer', content: 'no-referrer' }),
      el('meta', { name: 'generator', content: `hotwash ${header.engine}` }),
      el('title', {}, `${report.title}, ${header.session}`),
      el('style', {}, raw(PAGE_STYLE)),
    ),
    el(
      'body',
      {},
      printTop(source, report.sections),
      el(
        'main',
        {},
        printVerdict(source),
        report.sections.map((section) => printSection(section, source, charts)),
      ),
      el('footer', { class: 'bottom' }, el('p', {}, printWords(report.proof))),
    ),
  );
  return `<!doctype html>\n${page.markup}\n`;
}

// The charts stand between what is to be read and what is to be looked up.
function withCharts(report: Report): Report {
  const at = report.sections.findIndex((section) => section.id.startsWith('annex-'));
  return { ...report, sections: [...report.sections.slice(0, at), CHARTS, ...report.sections.slice(at)] };
}

function printTop(source: ReportSource, sections: readonly Section[]): Markup {
  const { finished, header } = source;
  return el(
    'header',
    { class: 'top' },
    el('p', { class: 'kicker' }, 'After-action report'),
    el('h1', {}, finished.engine.scenario.title),
    el(
      'p',
      {},
      el('span', { class: 'tlp' }, 'TLP:AMBER'),
      ` proposed. ${[header.team, header.created.slice(0, 10), header.session].filter((one) => one !== null).join(', ')}.`,
    ),
    el(
      'nav',
      { 'aria-label': 'Sections' },
      el(
        'ul',
        {},
        sections.map(({ id, title }) => el('li', {}, el('a', { href: `#${id}` }, title))),
      ),
    ),
  );
}

function printSection(section: Section, source: ReportSource, charts: Charts): Markup {
  const { id, title } = section;
  return el(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    el('h2', { id: `${id}-heading` }, title),
    contentOf(section, source, charts),
  );
}

/** Where a chart, or a richer table, says more than the blocks do. */
function contentOf(section: Section, source: ReportSource, charts: Charts): readonly Child[] {
  const blocks = printBlocks(section.blocks);
  const { clock } = source.finished.engine.scenario.estate;
  switch (section.id) {
    case 'result':
      return [
        ...blocks.slice(2),
        printFigure(harmFigure(charts.harm)),
        printFigure(timelineFigure(source.finished, timelineOf(source))),
        ...printBlocks(makeAfterActionReport(source).about.slice(1)),
      ];
    case 'objectives':
      return [printObjectives(source), ...blocks.slice(1)];
    case CHARTS.id:
      return [
        printFigure(scopeFigure(charts.scope)),
        printFigure(ladderFigure(charts.ladder, clock)),
        printFigure(lanesFigure(charts.lanes)),
        ...(charts.axis.others.length === 0 ? [] : [printFigure(axisFigure(charts.axis))]),
        printFigure(tornadoFigure(charts.tornado)),
      ];
    case 'annex-a':
      return [timelineTable(timelineOf(source), clock.calendar)];
    default:
      return blocks;
  }
}

function timelineOf({ finished }: ReportSource): readonly TimelineEntry[] {
  return makeTimeline(finished, finished.engine.scenario.estate.clock.aftermath);
}

function printObjectives({ score }: ReportSource): Markup {
  return dataTable(
    'Objectives against their targets',
    ['Objective', 'Rating', 'Points', 'Target', 'Task by task'],
    score.objectives.map((one) => [
      one.title,
      printRating(one.rating),
      `${one.points}\u00a0of\u00a0${one.of}`,
      one.target,
      el(
        'ul',
        { class: 'lines' },
        one.tasks.map((task) =>
          el(
            'li',
            {},
            `${task.points === task.of ? '✓' : task.points > 0 ? '◐' : '✗'} ${task.title}: ${task.points}\u00a0of\u00a0${task.of}`,
          ),
        ),
      ),
    ]),
  );
}

function printRating(rating: Rating): Child {
  return [el('span', { class: `rating rating-${rating}` }, rating), RATING_WORDS[rating]];
}
