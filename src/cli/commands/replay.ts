import type { Command } from 'commander';
import { makeTimeline } from '../../debrief/timeline.ts';
import { printTimeline } from '../../debrief/timeline-text.ts';
import { finish } from '../../exercise/session.ts';
import { readTime } from '../option-time.ts';
import { printResult } from '../print.ts';
import { replayHere } from '../stored.ts';

interface ReplayOptions {
  readonly at?: string;
  readonly plain?: boolean;
}

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description(
      'Shows the timeline of a session: decisions, facts and messages in one order, with what was true.',
    )
    .argument('<session>', 'id, unique prefix, file, or last')
    .option('--at <time>', 'only up to this time: T+1h05m, or 10:25 on the clock of the day')
    .option('--plain', 'as lines of text')
    .action(replay);
}

async function replay(reference: string, options: ReplayOptions): Promise<void> {
  const { header, folded, replayed } = await replayHere(reference);
  const { clock } = replayed.session.engine.scenario.estate;
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
