import type { PlainConsole } from '../../plain/console.ts';
import { columns } from '../../plain/wrap.ts';
import { builtInScenarios, findScenario } from '../../record/scenario-catalogue.ts';
import { readCatalogue } from '../../store/catalogue.ts';
import { readSettings } from '../../store/settings.ts';
import { placesHere } from '../here.ts';
import { ownConsole } from '../plain-play.ts';
import { isAscii } from '../play-options.ts';
import { isForScreen, showScreen } from '../screen-play.ts';
import { playScenario } from './play.ts';
import { resumeSession } from './resume.ts';
import { sessionRows } from './sessions.ts';

const MOST_RESUMABLE = 5;

interface Choice {
  readonly key: string;
  readonly words: string;
  readonly run: () => Promise<void>;
}

/** The choice of scenarios and sessions, for `hotwash` alone on a terminal. */
export async function openHome(): Promise<void> {
  if (isForScreen({})) return showScreen(null, {});
  const places = placesHere();
  const console = ownConsole(isAscii({}, readSettings(places.settings)));
  const choices = await choicesOf(console);
  console.print('hotwash: rehearse a supply-chain incident, decide, and see what your decisions did.', '');
  console.print(
    ...columns(
      choices.map(({ key, words }) => [key, words]),
      '  ',
    ),
    '',
  );
  for (;;) {
    const line = await console.ask('Your choice [1]> ');
    const word = line === null ? 'q' : line.trim().toLowerCase() || '1';
    const chosen = choices.find((choice) => choice.key === word);
    if (chosen === undefined) {
      console.print(
        `There is no choice "${word}". They are ${choices.map((choice) => choice.key).join(', ')}.`,
      );
      continue;
    }
    await chosen.run();
    if (chosen.key === 's') continue;
    console.close();
    return;
  }
}

async function choicesOf(console: PlainConsole): Promise<readonly Choice[]> {
  const scenarios = await builtInScenarios();
  const entries = await readCatalogue(placesHere());
  const running = entries.filter((entry) => entry.state === 'running').slice(0, MOST_RESUMABLE);
  const showSessions = async (): Promise<void> => {
    console.print(...(entries.length === 0 ? ['There are no sessions yet.'] : sessionRows(entries)), '');
    console.print('hotwash debrief ID and hotwash replay ID tell of one.');
  };
  return [
    ...scenarios.map(({ id, title, level, minutes }, index) => ({
      key: `${index + 1}`,
      words: `play "${title}" (${level}, ${minutes[0]} to ${minutes[1]} minutes)`,
      run: async () => playScenario(await findScenario(id), {}, console),
    })),
    ...running.map((entry, index) => ({
      key: index === 0 ? 'r' : `r${index + 1}`,
      words: `go on with ${entry.id}: ${entry.scenario?.title ?? ''}, ${entry.decisions} decisions, ${entry.mode ?? ''} mode`,
      run: () => resumeSession(entry.id, {}, console),
    })),
    { key: 's', words: 'past sessions', run: showSessions },
    { key: 'q', words: 'quit', run: async () => undefined },
  ];
}
