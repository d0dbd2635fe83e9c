import type { PlaybookLine } from '../../src/exercise/definition.ts';
import type { DecisionRecord, JournalHeader } from '../../src/exercise/journal.ts';
import type { foldUndo } from '../../src/exercise/journal-fold.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, type Session } from '../../src/exercise/session.ts';
import { type Outcome, outcomeOf } from '../../src/record/outcome.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import type { Desk, Services, ToldSession } from '../../src/ui/desk.ts';
import { FrameMaker } from '../../src/ui/frame.tsx';
import { open } from '../../src/ui/open-screen.tsx';
import type { Go, Look, OpenScreen } from '../../src/ui/screen.ts';
import { hotWashScreen } from '../../src/ui/screens/hot-wash.tsx';
import { replayScreen } from '../../src/ui/screens/replay.tsx';
import { gridText } from '../../src/ui/terminal/cell.ts';
import { makeTheme } from '../../src/ui/terminal/theme.ts';

/** A played session as the review screens get it. */
export interface Tale {
  readonly told: ToldSession;
  readonly outcome: Outcome;
}

export function taleOf(opening: Session, lines: readonly PlaybookLine[]): Tale {
  const records: DecisionRecord[] = [];
  const played = playLines(opening, lines, ({ seq, at, by, line }) =>
    records.push({ kind: 'decision', seq, at, by, do: line, facts: '' }),
  );
  if (!played.ok) throw new Error(`${played.problem.text}: ${played.problem.message}`);
  const { id, digest } = opening.engine.scenario;
  const header: JournalHeader = {
    kind: 'header',
    format: 1,
    engine: '0.0.0',
    scenario: { id, digest },
    seed: 0,
    mode: 'coach',
    team: null,
    seats: {},
    facilitator: false,
    session: '20260512-092000-test',
    created: '2026-05-12T09:20:00Z',
  };
  const finished = finish(played.session);
  const score = scoreSession(finished);
  const outcome = outcomeOf(finished, score, { header, session: null, factsDigest: '' });
  const end = {
    kind: 'end',
    at: finished.now,
    ending: score.ending.id,
    percent: score.percent,
    factsDigest: '',
  } as const;
  return { told: { header, records: [...records, end], opening }, outcome };
}

/** A desk on which only the review screens work; what they ask of the world is noted. */
export function reviewDesk(asked: { branched?: ReturnType<typeof foldUndo>['steps'] } = {}): Desk {
  const nothing = (): never => {
    throw new Error('not on this desk');
  };
  const services: Services = {
    scenarios: async () => [],
    sessions: async () => [],
    start: nothing,
    resume: nothing,
    tell: nothing,
    branch: async (_, steps) => {
      asked.branched = steps;
      throw new Error('branched');
    },
  };
  const desk: Desk = {
    services,
    screens: {
      home: nothing,
      session: nothing,
      play: nothing,
      hotWash: (told, outcome, answer) => hotWashScreen(desk, told, outcome, answer),
      replay: (told, at) => replayScreen(desk, told, at),
      viewer: (title, rowsFor) =>
        textScreen(
          title,
          rowsFor(78).map((row) => row.map((one) => one.text).join('')),
        ),
    },
    settings: { speed: null, ticker: () => performance.now() },
  };
  return desk;
}

function textScreen(name: string, lines: readonly string[]): OpenScreen {
  return open<null>({
    name: `${name}\n${lines.join('\n')}`,
    shape: 'full',
    initial: null,
    keys: [],
    View: () => null,
  });
}

export function lookOf(columns: number, rows: number, isAscii = false): Look {
  return { size: { columns, rows }, theme: makeTheme({ env: {}, isAscii, color: 'never' }) };
}

/** The rows that a screen fills, without colours. */
export function rowsOf(screen: OpenScreen, look: Look): readonly string[] {
  const frames = new FrameMaker();
  try {
    return gridText(frames.make(screen.view(look), look.size)).split('\n');
  } finally {
    frames.close();
  }
}

/** Presses keys one after the other as the driver does; gives where the last of them leads. */
export function press(screen: OpenScreen, look: Look, ...names: readonly string[]): Go | null {
  let last: Go | null = null;
  for (const name of names) {
    const text = name === 'space' ? ' ' : name.length === 1 ? name : '';
    const key = { kind: 'key', name, text } as const;
    if (screen.isTyping && text !== '' && screen.type(key)) continue;
    const answer = screen.press(key, look);
    if (answer === null && screen.isTyping) screen.type(key);
    last = answer?.go ?? null;
  }
  return last;
}

export function typeText(screen: OpenScreen, text: string): void {
  for (const character of text) screen.type({ kind: 'key', name: character, text: character });
}
