import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { linesOf } from '../store/store-helpers.ts';

export type Said = Readonly<Record<string, unknown>>;

/** A process that takes part in a shared session, and what it says. */
export interface SharedProcess {
  readonly child: ChildProcess;
  /** What it heard from others without being asked. */
  readonly heard: readonly Said[];
  /** The next answer to an order. */
  readonly next: () => Promise<Said>;
  readonly order: (order: string) => Promise<Said>;
  /** Sends an order without waiting for its answer. */
  readonly send: (order: string) => void;
}

export function startShared(
  home: string,
  how: 'begin' | 'join',
  session = '',
  engine = '0.1.0',
): SharedProcess {
  const script = fileURLToPath(new URL('./shared-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, home, how, session, engine], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const heard: Said[] = [];
  const answers: Said[] = [];
  const waiting: ((said: Said) => void)[] = [];
  const listen = async (): Promise<void> => {
    for await (const line of linesOf(child)) {
      const said = JSON.parse(line) as Said;
      const next = 'heard' in said ? undefined : waiting.shift();
      if ('heard' in said) heard.push(said);
      else if (next === undefined) answers.push(said);
      else next(said);
    }
  };
  void listen();
  const next = (): Promise<Said> => {
    const said = answers.shift();
    return said === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(said);
  };
  const send = (order: string): void => {
    child.stdin?.write(`${order}\n`);
  };
  return {
    child,
    heard,
    next,
    send,
    order: (order) => {
      send(order);
      return next();
    },
  };
}
