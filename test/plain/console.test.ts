import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openConsole } from '../../src/plain/console.ts';

function consoleWith(isTerminal: boolean) {
  const input = new PassThrough();
  const output = new PassThrough();
  const options = { width: 80, height: 24, ascii: false, canRetype: true };
  const console = openConsole({ input, output, isTerminal, ...options });
  return { console, text: () => String(output.read() ?? '') };
}

test('whoever is interrupted while typing is told once how to see the line again', () => {
  const { console, text } = consoleWith(true);
  void console.ask('> ');
  console.prompt('> ');
  console.prompt('> ');
  expect(text()).toBe('> (What you had typed still counts: Ctrl+R shows it again, Ctrl+U drops it.)\n> > ');
  console.close();
});

test('a pipe types no half lines, and is told nothing about them', () => {
  const { console, text } = consoleWith(false);
  void console.ask('> ');
  console.prompt('> ');
  expect(text()).toBe('> > ');
  console.close();
});
