import { Box, type DOMElement, measureElement } from 'ink';
import { createContext, useContext } from 'react';
import { type Row, rowCells } from './row.ts';
import type { Look, Size } from './screen.ts';
import { BLANK, type Cell, type Grid } from './terminal/cell.ts';

type Block = readonly (readonly Cell[])[];

/**
 * Where the leaves of the tree leave what they show. Ink lays the tree out; what stands in each box is put on the grid from here,
 * because ink's own output would be read and written character by character for every frame.
 */
export class Canvas {
  readonly #blocks = new Map<DOMElement, Block>();

  place(node: DOMElement, block: Block): () => void {
    this.#blocks.set(node, block);
    return () => this.#blocks.delete(node);
  }

  grid({ columns, rows }: Size): Grid {
    const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => BLANK));
    for (const [node, block] of this.#blocks) {
      const { x, y } = measureElement(node);
      block.forEach((cells, at) => {
        const line = grid[y + at];
        if (line === undefined) return;
        cells.forEach((cell, column) => {
          if (x + column < columns) line[x + column] = cell;
        });
      });
    }
    return grid;
  }
}

export const CanvasContext = createContext<Canvas>(new Canvas());

interface BlockProps {
  readonly rows: readonly Row[];
  readonly look: Look;
}

/** A leaf of exactly `look.size`, filled with rows: cut and padded to its columns, cut or filled up to its rows. */
export function BlockOfRows({ rows, look }: BlockProps) {
  const canvas = useContext(CanvasContext);
  const { columns, rows: height } = look.size;
  if (columns <= 0 || height <= 0) return null;
  const block = rows.slice(0, height).map((line) => rowCells(line, columns, look.theme));
  return (
    <Box
      width={columns}
      height={height}
      flexShrink={0}
      ref={(node) => (node === null ? undefined : canvas.place(node, block))}
    />
  );
}
