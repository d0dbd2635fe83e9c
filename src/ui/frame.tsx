import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import type { Size } from './screen.ts';

/** Where ink writes its frames: nowhere but here. */
class Capture extends EventEmitter {
  columns = 80;
  rows = 24;
  readonly isTTY = true;
  frame = '';

  readonly write = (text: string): boolean => {
    this.frame = text;
    return true;
  };
}

/** Ink as a layout engine: a tree in, a frame of text out. What reaches the terminal is the painter's business. */
export class FrameMaker {
  readonly #capture = new Capture();
  #ink: Instance | null = null;

  make(tree: ReactNode, size: Size): string {
    const capture = this.#capture;
    const isResized = capture.columns !== size.columns || capture.rows !== size.rows;
    capture.columns = size.columns;
    capture.rows = size.rows;
    if (this.#ink === null) {
      // Ink asks its streams for what the capture has, and for nothing else that a stream can do.
      const stdout = capture as unknown as NodeJS.WriteStream;
      const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
      this.#ink = render(tree, {
        stdout,
        stderr: stdout,
        stdin,
        debug: true,
        interactive: true,
        exitOnCtrlC: false,
        patchConsole: false,
        isScreenReaderEnabled: false,
      });
      return capture.frame;
    }
    if (isResized) capture.emit('resize');
    this.#ink.rerender(tree);
    return capture.frame;
  }

  close(): void {
    this.#ink?.unmount();
    this.#ink?.cleanup();
  }
}
