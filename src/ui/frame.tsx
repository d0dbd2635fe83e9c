import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { Box, type Instance, render } from 'ink';
import { Component, type ReactNode } from 'react';
import { Canvas, CanvasContext } from './canvas.tsx';
import type { Size } from './screen.ts';
import type { Grid } from './terminal/cell.ts';

/** Where ink writes its own frames, which nobody looks at: they are empty. */
class Capture extends EventEmitter {
  columns = 80;
  rows = 24;
  readonly isTTY = true;
  readonly write = (): boolean => true;
}

interface GuardProps {
  readonly children: ReactNode;
  readonly onError: (thrown: unknown) => void;
}

/** Keeps the error of a view, which ink would show in a frame that nobody sees. */
class Guard extends Component<GuardProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(thrown: unknown): void {
    this.props.onError(thrown);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}

/** Ink as a layout engine: a tree in, a grid of cells out. What reaches the terminal is the painter's business. */
export class FrameMaker {
  readonly #capture = new Capture();
  readonly #canvas = new Canvas();
  #ink: Instance | null = null;
  #failure: { readonly thrown: unknown } | null = null;

  make(tree: ReactNode, size: Size): Grid {
    const capture = this.#capture;
    const isResized = capture.columns !== size.columns || capture.rows !== size.rows;
    capture.columns = size.columns;
    capture.rows = size.rows;
    // Outside the flow, so that ink's own output has no rows to fill.
    const placed = (
      <CanvasContext value={this.#canvas}>
        <Guard
          onError={(thrown) => {
            this.#failure = { thrown };
          }}
        >
          <Box position="absolute" flexDirection="column" width={size.columns} height={size.rows}>
            {tree}
          </Box>
        </Guard>
      </CanvasContext>
    );
    if (this.#ink === null) {
      // Ink asks its streams for what the capture has, and for nothing else that a stream can do.
      const stdout = capture as unknown as NodeJS.WriteStream;
      const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
      this.#ink = render(placed, {
        stdout,
        stderr: stdout,
        stdin,
        debug: true,
        interactive: true,
        exitOnCtrlC: false,
        patchConsole: false,
        isScreenReaderEnabled: false,
      });
      return this.#grid(size);
    }
    if (isResized) capture.emit('resize');
    this.#ink.rerender(placed);
    return this.#grid(size);
  }

  #grid(size: Size): Grid {
    const failure = this.#failure;
    if (failure !== null) throw failure.thrown;
    return this.#canvas.grid(size);
  }

  close(): void {
    this.#ink?.unmount();
    this.#ink?.cleanup();
  }
}
