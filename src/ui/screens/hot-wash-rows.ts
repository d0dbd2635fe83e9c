import { printNumber } from '../../debrief/charts/picture.ts';
import { RATING_WORDS } from '../../debrief/scorecard.ts';
import { shortDigests } from '../../debrief/timeline-text.ts';
import { SCORED_PILLARS } from '../../exercise/definition.ts';
import { wrap, wrapLines } from '../../plain/wrap.ts';
import { isHalved, type ObjectiveScore, type TaskScore } from '../../scoring/score.ts';
import { tell } from '../../world/tell.ts';
import { printTime } from '../../world/time.ts';
import { EMPTY_ROW, type Row, recolored, row, rowWidth, span } from '../row.ts';
import type { Look } from '../screen.ts';
import { scrollTo } from '../scroll.ts';
import type { Token } from '../terminal/theme.ts';
import { textWidth } from '../terminal/width.ts';
import type { HotWashData } from './hot-wash-data.ts';
import type { HotWashState } from './hot-wash-state.ts';

const BAR = 20;
const MOST_COSTS = 3;

/** Score by pillar, how it ended in five sentences, and the decisions that cost most. */
export function resultRows(data: HotWashData, look: Look): readonly Row[] {
  const { score } = data.outcome;
  const width = look.size.columns - 2;
  const { evaluated, declared } = score.coverage;
  return [
    row(
      ` ${score.points} of ${score.of} points (${score.percent} %). You decided something on ${evaluated} of ${declared} tasks.`,
      'strong',
    ),
    ...marked(data),
    ...SCORED_PILLARS.map((pillar) => pillarRow(pillar, data, look)),
    row(' P performed, S with some challenges, M with major ones, U unable', 'dim'),
    EMPTY_ROW,
    row(` ${score.ending.title}`, 'title'),
    ...data.sentences.flatMap((one) =>
      wrap(one.text, width - 2, '').map((text, index) => row(`${index === 0 ? ' - ' : '   '}${text}`)),
    ),
    EMPTY_ROW,
    ...costRows(data),
    EMPTY_ROW,
    ...wrapLines(score.ending.text.trim(), width).map((text) => row(` ${text.trimStart()}`, 'dim')),
    ...judgementRows(data, width),
  ];
}

function marked({ folded, outcome }: HotWashData): readonly Row[] {
  const { undone, hints } = folded;
  if (outcome.result.mode !== 'coach' || undone.length + hints.length === 0) return [];
  const price = hints.reduce((sum, hint) => sum + hint.price, 0);
  return [
    row(
      ` Coached: ${undone.length} taken back, ${hints.length} hints (${price} points). It stands apart from other plays.`,
      'warn',
    ),
  ];
}

function pillarRow(pillar: (typeof SCORED_PILLARS)[number], { outcome }: HotWashData, { theme }: Look): Row {
  const { pillars, objectives } = outcome.score;
  const { points, of } = pillars[pillar];
  const full = of === 0 ? 0 : Math.round((points / of) * BAR);
  const ratings = objectives
    .filter((one) => one.pillar === pillar)
    .map((one) => one.rating)
    .join(' ');
  return [
    span(` ${pillar.padEnd(12)} `, pillar),
    span(theme.glyphs.bar.repeat(full), pillar),
    span(theme.glyphs.barEmpty.repeat(BAR - full), 'dim'),
    span(` ${ratings}  ${points} of ${of}`),
  ];
}

function costRows({ slow }: HotWashData): readonly Row[] {
  const { rows, done, of } = slow.tornado();
  const costly = rows.filter((one) => one.gain > 0).sort((left, right) => right.gain - left.gain);
  const progress = done < of ? ` (${done} of ${of} plays so far)` : '';
  if (costly.length === 0 && done === of) return [row(' No decision cost points by itself.', 'dim')];
  return [
    row(` What cost most${progress}`, 'title'),
    ...costly.slice(0, MOST_COSTS).map((one) => {
      const best = one.answers.reduce((top, answer) => (answer.points > top.points ? answer : top));
      const how = {
        dropped: 'without it',
        expert: "at the expert's time",
        earlier: '15m earlier',
        later: '15m later',
      };
      return row(
        `   +${printNumber(best.points)} ${how[best.kind]}: ${one.seq} at ${printTime(one.at)} ${shortDigests(one.line)}`,
      );
    }),
  ];
}

function judgementRows({ outcome }: HotWashData, width: number): readonly Row[] {
  const { score, finished } = outcome;
  return score.judgements.flatMap((judgement) => {
    const courses = finished.engine.scenario.judgements.find((one) => one.id === judgement.id)?.courses ?? [];
    const took = courses
      .filter((course) => judgement.courses.includes(course.id))
      .map((course) => course.title);
    const words = took.length === 0 ? 'neither' : took.join('; ');
    return [
      EMPTY_ROW,
      ...wrap(`A real choice: ${judgement.title} You: ${words}.`, width, '').map((text) => row(` ${text}`)),
    ];
  });
}

/** Every task below its objective, and why the selected one has its points. */
export function taskRows(data: HotWashData, state: HotWashState, look: Look): readonly Row[] {
  const { columns, rows } = look.size;
  const chosen = data.tasks[state.at.Tasks];
  const why = chosen === undefined ? [] : whyRows(data, chosen, columns - 2);
  const below = Math.min(why.length, Math.max(3, Math.floor(rows / 2.5)));
  const room = Math.max(1, rows - below - 1);
  const list: Row[] = [];
  let selectedAt = 0;
  for (const [index, { objective, task }] of data.tasks.entries()) {
    if (data.tasks[index - 1]?.objective !== objective) list.push(...objectiveRows(objective, columns));
    if (index === state.at.Tasks) selectedAt = list.length;
    const line = taskRow(task, look);
    list.push(index === state.at.Tasks ? recolored(line, 'selected') : line);
  }
  const top = scrollTo(0, selectedAt, room, list.length);
  const shown = list.slice(top, top + room);
  while (shown.length < room) shown.push(EMPTY_ROW);
  return [...shown, row(look.theme.glyphs.frame[4].repeat(columns), 'border'), ...why.slice(0, below)];
}

// The title stays whole; what does not fit beside it goes on below.
function objectiveRows(objective: ObjectiveScore, columns: number): readonly Row[] {
  const { rating, title, points, of, pillar, target } = objective;
  const halved = isHalved(objective) ? ', halved by its critical task' : '';
  const head = [span(` ${rating} `, 'strong'), span(title, pillar)];
  const about = `  ${points} of ${of}${halved}. ${target}`;
  if (rowWidth(head) + textWidth(about) <= columns) return [[...head, span(about, 'dim')]];
  const below = wrap(about.trim(), columns - 5).map((text) => row(`     ${text}`, 'dim'));
  return [head, ...below];
}

function taskRow(task: TaskScore, { size, theme }: Look): Row {
  const isFull = task.rules.every((rule) => rule.points === rule.of);
  const mark = isFull ? theme.glyphs.on : task.points > 0 ? '[~]' : theme.glyphs.off;
  const token: Token = isFull ? 'good' : task.points > 0 ? 'warn' : 'bad';
  const numbers = `${task.points} of ${task.of}`.padStart(10);
  const time = (task.at === null ? 'never' : printTime(Math.max(0, task.at))).padStart(9);
  const title = `${task.title}${task.critical ? ' (critical)' : ''}`;
  const room = size.columns - 6 - numbers.length - time.length;
  const cut =
    title.length > room ? `${title.slice(0, Math.max(0, room - 1))}${theme.isAscii ? '.' : '…'}` : title;
  return [span(`  ${mark} `, token), span(cut.padEnd(Math.max(0, room))), span(numbers), span(time, 'dim')];
}

function whyRows(
  data: HotWashData,
  { objective, task }: HotWashData['tasks'][number],
  width: number,
): readonly Row[] {
  const cited = data.outcome.finished.course.history.filter((fact) => task.because.includes(fact.id));
  return [
    ...wrap(task.why, width, '').map((text) => row(` ${text}`)),
    ...cited.flatMap((fact) =>
      wrap(`${fact.id} at ${printTime(fact.at)}: ${shortDigests(tell(fact))}`, width - 2, '  ').map((text) =>
        row(`   ${text}`, 'dim'),
      ),
    ),
    row(` ${objective.title}: ${objective.rating}, ${RATING_WORDS[objective.rating]}.`, 'dim'),
  ];
}
