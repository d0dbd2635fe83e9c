import type { Command } from 'commander';
import { makeTimeline } from '../../debrief/timeline.ts';
import { printTimeline } from '../../debrief/timeline-text.ts';
import { finish } from '../../exercise/session.ts';
import { readTime } from '../option-time.ts';
import type { LookOptions } from '../play-options.ts';
import { printResult } from '../print.ts';
import { isForScreen, showScreen } from '../screen-play.ts';
import { replayHere } from '../stored.ts';

interface ReplayOptions extends LookOptions {
  readonly at?: string;
}

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description(
      'Shows the timeline of a session: decisions, facts and messages in one order, with what was true.',
    )
    .argument('<session>', 'id, unique prefix, file, or last')
    .option(
      '--at <time>',
      'T+1h05m, or 10:25 on the clock of the day: start there; as lines of text, only up to there',
    )
    .option('--plain', 'as lines of text, as it is without a terminal')
    .option('--ascii', 'only ASCII characters')
    .option('--no-color', 'no colours')
    .option('--screen-reader', 'as lines of text (the same as --plain)')
    .action(replay);
}

async function replay(reference: string, options: ReplayOptions): Promise<void> {
  const { header, records, opening, folded, replayed } = await replayHere(reference);
  const { clock } = replayed.session.engine.scenario.estate;
  if (isForScreen(options)) {
    const at = options.at === undefined ? null : readTime('--at', options.at, clock.calendar);
    return showScreen({ told: { header, records, opening }, at }, options);
  }
  const isEnded = folded.end !== null || replayed.session.course.world.exercise.endedAt !== null;
  const session = isEnded ? finish(replayed.session) : replayed.session;
  const last = isEnded ? clock.aftermath : session.now;
  const until =
    options.at === undefined ? last : Math.min(last, readTime('--at', options.at, clock.calendar));
  const { title } = session.engine.scenario;
  const head = [
    `${title}, session ${header.session}`,
    'A number in brackets is the decision behind it. CLAIMED is what the team declared, TRUE what was so.',
    '',
  ];
  printResult([...head, ...printTimeline(makeTimeline(session, until), clock.calendar)].join('\n'));
}
