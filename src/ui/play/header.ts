import type { View } from '../../exercise/view.ts';
import { printClock, printSpan, printTime } from '../../world/time.ts';
import { type Row, type Span, span, spread } from '../row.ts';
import type { Look } from '../screen.ts';
import type { Play } from './play.ts';

/** Two lines: what time it is, where the incident stands, in which mode; and each role, free or busy until when. */
export function headerRows(play: Play, look: Look): readonly Row[] {
  const { columns } = look.size;
  return [spread(clockSpans(play), modeSpans(play, columns), columns, look.theme), roleRow(play.view, look)];
}

function clockSpans(play: Play): Row {
  const { view } = play;
  const { clock } = play.session.engine.scenario.estate;
  const left = Math.max(0, clock.endEx - view.now);
  return [
    span(` ${printTime(view.now)}`, 'title'),
    span(`  ${printClock(view.now, clock.calendar)}`, 'strong'),
    span(`  ${left === 0 ? 'play is over' : `${printSpan(left - (left % 60))} left`}`, 'dim'),
    span('  '),
    span(
      view.phase === null ? 'nothing declared' : `declared: ${view.phase}`,
      view.phase === null ? 'dim' : 'accent',
    ),
  ];
}

function modeSpans(play: Play, columns: number): Row {
  const { header } = play.recorded;
  const team = header.team === null || columns < 90 ? [] : [span(`${header.team}  `, 'dim')];
  const title = columns < 110 ? [] : [span(`${play.session.engine.scenario.title}  `, 'dim')];
  return [
    ...title,
    ...team,
    ...paceSpans(play),
    ...(play.recorded.isJoined ? [span(' joined', 'accent')] : []),
    ...(header.facilitator ? [span(' facilitated', 'warn')] : []),
    span(' '),
  ];
}

function paceSpans(play: Play): readonly Span[] {
  if (play.clock === null) return [span('coach', 'dim')];
  if (play.isPaused) return [span('assess, PAUSED', 'warn')];
  return [span('assess, clock runs', 'accent')];
}

function roleRow(view: View, look: Look): Row {
  const { glyphs } = look.theme;
  const isTight = look.size.columns < 100;
  return view.roles.flatMap((role): readonly Span[] => {
    const isBusy = role.freeAt > view.now;
    return [
      span(` ${isBusy ? glyphs.busy : glyphs.free} `, isBusy ? 'warn' : 'good'),
      span(role.id, isBusy ? 'text' : 'strong'),
      span(isBusy ? ` ${isTight ? 'to' : 'busy until'} ${printTime(role.freeAt)} ` : ' free ', 'dim'),
    ];
  });
}
