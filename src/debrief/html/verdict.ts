import { SCORED_PILLARS } from '../../exercise/definition.ts';
import type { Metrics } from '../../scoring/metrics.ts';
import type { ReportSource } from '../report-source.ts';
import { el, type Markup } from './markup.ts';
import { dataTable } from './table.ts';
import { round } from './time-axis.ts';

const RADIUS = 52;

/** What a reader wants to know first: the ending, the score, the pillars, a few numbers. */
export function printVerdict(source: ReportSource): readonly Markup[] {
  const { score, result } = source;
  const { evaluated, declared } = score.coverage;
  return [
    el(
      'section',
      { class: 'verdict', 'aria-labelledby': 'ending' },
      printRing(score.points, score.of),
      el(
        'div',
        {},
        el('p', { class: 'kicker' }, 'How it ended'),
        el('h2', { id: 'ending' }, score.ending.title),
        el('p', {}, score.ending.text),
        el('p', {}, `${score.percent} % of the points; ${evaluated} of ${declared} tasks were tried.`),
      ),
    ),
    printPillars(source),
    el(
      'ul',
      { class: 'tiles' },
      tilesOf(result.metrics).map(([value, words]) =>
        el('li', {}, el('strong', {}, value), el('span', {}, words)),
      ),
    ),
  ];
}

function printRing(points: number, of: number): Markup {
  const share = of === 0 ? 0 : points / of;
  return el(
    'svg',
    { viewBox: '0 0 128 128', role: 'img', 'aria-label': `${points} of ${of} points` },
    el('circle', { class: 'ring-track', cx: 64, cy: 64, r: RADIUS }),
    el('circle', {
      class: 'ring-value',
      cx: 64,
      cy: 64,
      r: RADIUS,
      pathLength: 100,
      'stroke-dasharray': `${round(share * 100)} 100`,
      transform: 'rotate(-90 64 64)',
    }),
    el('text', { class: 'ring-number', x: 64, y: 70, 'text-anchor': 'middle' }, String(points)),
    el('text', { class: 'ring-of', x: 64, y: 87, 'text-anchor': 'middle' }, `of ${of}`),
  );
}

function printPillars({ score }: ReportSource): Markup {
  return dataTable(
    'Score by pillar',
    ['Pillar', 'Share', 'Points'],
    SCORED_PILLARS.map((pillar) => {
      const { points, of } = score.pillars[pillar];
      const width = of === 0 ? 0 : round((points / of) * 200);
      return [
        `${pillar.charAt(0).toUpperCase()}${pillar.slice(1)}`,
        el(
          'svg',
          { viewBox: '0 0 200 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
          el('rect', { class: 'bar-track', x: 0, y: 0, width: 200, height: 10 }),
          el('rect', { class: 'bar-value', x: 0, y: 0, width, height: 10 }),
        ),
        `${points}\u00a0of\u00a0${of}`,
      ];
    }),
    'pillars',
  );
}

function tilesOf(metrics: Metrics): readonly (readonly [string, string])[] {
  const minutes = (value: number | null): string => (value === null ? 'never' : `${value} min`);
  return [
    [minutes(metrics.minutesToDetect), 'to the first proven conclusion'],
    [minutes(metrics.minutesToContain), 'until it was contained for good'],
    [minutes(metrics.minutesToFirstNotice), 'to the first notice with a digest or tag'],
    [String(metrics.exposedConsumerHours), 'consumer-hours of exposure'],
    [String(metrics.attackerFootholds), 'credentials that still work for the intruders'],
    [`${metrics.outageMinutes} min`, 'of own outage'],
  ];
}
