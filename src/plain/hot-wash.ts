import type { Outcome } from '../record/outcome.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { printClock, printTime } from '../world/time.ts';
import type { PlainConsole } from './console.ts';
import { printPages } from './pages.ts';
import { endingLines, scoreLines } from './show-score.ts';
import { wrap } from './wrap.ts';

const ENDING_LINES = 3;

/** Ends a session: the ending told, the score with every reason, the questions of the hot wash, what to do next. */
export async function holdHotWash(console: PlainConsole, recorded: RecordedSession): Promise<void> {
  const outcome = recorded.finish();
  const { finished } = outcome;
  const { calendar } = finished.engine.scenario.estate.clock;
  const endedAt = finished.course.world.exercise.endedAt ?? finished.now;
  const { width } = console;
  console.print('', `Play is over at ${printTime(endedAt)} (${printClock(endedAt, calendar)}).`, '');
  const lines = [
    ...endingLines(outcome, width),
    '',
    ...scoreLines(outcome, recorded.folded(), width),
    ...choiceLines(outcome, width),
  ];
  if (!(await printPages(console, lines, ENDING_LINES))) return;
  await askQuestions(console, recorded);
  tellWhatNext(console, recorded);
}

/** The real dilemmas of the scenario, each with what this team did. */
function choiceLines({ finished, score }: Outcome, width: number): readonly string[] {
  return score.judgements.flatMap((judgement) => {
    const courses = finished.engine.scenario.judgements.find((one) => one.id === judgement.id)?.courses ?? [];
    const took = courses
      .filter((course) => judgement.courses.includes(course.id))
      .map((course) => course.title);
    const words = took.length === 0 ? 'neither' : took.join('; ');
    return ['', ...wrap(`A real choice: ${judgement.title} You: ${words}.`, width, '  ')];
  });
}

async function askQuestions(console: PlainConsole, recorded: RecordedSession): Promise<void> {
  const { questions } = recorded.session.engine.scenario;
  const answered = new Set(recorded.answers().map((answer) => answer.question));
  const open = questions.flatMap((text, index) =>
    answered.has(`q${index + 1}`) ? [] : [{ id: `q${index + 1}`, text }],
  );
  if (open.length === 0) return;
  console.print(
    '',
    `Hot wash: ${open.length} questions. Answer on one line; Enter skips a question, quit skips the rest.`,
  );
  for (const { id, text } of open) {
    console.print('', ...wrap(text, console.width));
    const answer = await console.ask('> ');
    if (answer === null || answer.trim() === 'quit') return;
    // Arrow keys and the like leave characters behind that no file should hold.
    const kept = answer
      .replace(/[^\P{C}\t]/gu, '')
      .trim()
      .slice(0, 20_000);
    if (kept !== '') recorded.answer(id, kept);
  }
}

function tellWhatNext(console: PlainConsole, recorded: RecordedSession): void {
  const id = recorded.header.session;
  console.print(
    '',
    `The session is kept as ${id}.`,
    `  hotwash debrief ${id}           the after-action report`,
    `  hotwash replay ${id} --plain    what happened, minute by minute`,
    `  hotwash what-if ${id} --drop N  the same play without decision N`,
  );
}
