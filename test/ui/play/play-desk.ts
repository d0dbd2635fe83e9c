import { startUnkept } from '../../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../../src/record/recorded-session.ts';
import type { Desk } from '../../../src/ui/desk.ts';
import type { Go, Look, OpenScreen } from '../../../src/ui/screen.ts';
import { playScreen } from '../../../src/ui/screens/play.tsx';
import { viewerScreen } from '../../../src/ui/screens/viewer.tsx';
import { makeTheme } from '../../../src/ui/terminal/theme.ts';
import { loadDrill, options } from '../../record/drill.ts';

export const LOOK: Look = {
  size: { columns: 80, rows: 23 },
  theme: makeTheme({ env: {}, isAscii: false, color: 'never' }),
};

const drill = await loadDrill();

/** A session of the first drill of which nothing touches the disk. */
export function unkept(mode: 'coach' | 'assess' = 'coach', facilitator = false): RecordedSession {
  return startUnkept(drill, { ...options, mode, facilitator });
}

const nothing = (): never => {
  throw new Error('not on this desk');
};

/** A desk for the play alone; its hot wash is a text, and its clock stands unless a ticker is given. */
export function playDesk(ticker: () => number = () => 0): Desk {
  return {
    services: {
      scenarios: nothing,
      sessions: nothing,
      start: nothing,
      resume: nothing,
      tell: nothing,
      branch: nothing,
    },
    settings: { speed: null, ticker },
    screens: {
      home: nothing,
      session: nothing,
      play: nothing,
      replay: nothing,
      hotWash: () => viewerScreen({ name: 'hot wash', title: 'Hot wash', raw: '', rowsFor: () => [] }),
      viewer: nothing,
    },
  };
}

/** The stack of screens as the driver keeps it, without terminal and frames. */
export class Table {
  stack: readonly OpenScreen[];
  said = '';
  #working: Promise<void> = Promise.resolve();

  constructor(recorded: RecordedSession, desk: Desk = playDesk()) {
    this.stack = [playScreen(desk, recorded, false)];
  }

  get top(): OpenScreen {
    const top = this.stack.at(-1);
    if (top === undefined) throw new Error('nothing is open');
    return top;
  }

  /** Names of keys; a text between quotes is typed character by character. */
  press(...keys: readonly string[]): this {
    for (const key of keys) {
      if (key.startsWith('"'))
        for (const text of key.slice(1, -1)) this.#one(text === ' ' ? 'space' : text, text);
      else this.#one(key, key.length === 1 ? key : '');
    }
    return this;
  }

  #one(name: string, text: string): void {
    const top = this.top;
    const input = { kind: 'key', name, text } as const;
    if (top.isTyping && text !== '' && top.type(input)) return;
    const answer = top.press(input, LOOK);
    if (answer === null) top.type(input);
    else if (answer.go !== null) this.#follow(answer.go, top);
  }

  #follow(go: Go, from: OpenScreen): void {
    const at = this.stack.indexOf(from);
    switch (go.to) {
      case 'push':
        this.stack = [...this.stack.slice(0, at + 1), go.screen];
        return;
      case 'replace':
        this.stack = [...this.stack.slice(0, at), go.screen];
        return;
      case 'pop':
        this.stack = this.stack.slice(0, Math.max(1, at - go.more));
        if (go.next !== null) this.#follow(go.next, this.top);
        return;
      case 'close panels':
        this.stack = this.stack.slice(0, this.stack.findLastIndex((one) => one.shape === 'full') + 1);
        if (go.next !== null) this.#follow(go.next, this.top);
        return;
      case 'say':
        this.said = go.text;
        return;
      case 'both':
        this.#follow(go.first, from);
        this.#follow(go.second, this.top);
        return;
      case 'work':
        this.#working = go.work().then((next) => this.#follow(next, this.top));
        return;
      default:
        this.said = go.to;
    }
  }

  /** Waits for what a key set going. */
  async settle(): Promise<this> {
    await this.#working;
    return this;
  }
}
