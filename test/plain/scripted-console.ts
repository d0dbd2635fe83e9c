import type { PlainConsole } from '../../src/plain/console.ts';

export interface ScriptedConsole extends PlainConsole {
  /** Everything that was printed or asked, with the typed lines after their prompts. */
  readonly text: () => string;
}

/** A console that types the given lines, then is at its end. */
export function scriptedConsole(
  lines: readonly string[],
  {
    isTerminal = false,
    width = 80,
    height = 1000,
  }: { readonly isTerminal?: boolean; readonly width?: number; readonly height?: number } = {},
): ScriptedConsole {
  const left = [...lines];
  let text = '';
  return {
    isTerminal,
    width,
    height,
    print: (...given) => {
      text += given.map((line) => `${line}\n`).join('');
    },
    prompt: (prompt) => {
      text += prompt;
    },
    ask: async (prompt) => {
      const line = left.shift() ?? null;
      text += `${prompt}${line ?? ''}\n`;
      return line;
    },
    close: () => undefined,
    text: () => text,
  };
}
