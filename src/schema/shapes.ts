import type { Shapes } from './shape.ts';

/** Shapes of the files that authors write, and where among them a whole file's stands. */
export interface FileShapes {
  readonly shapes: Shapes;
  readonly scenario: number;
  readonly playbook: number;
}

/** Put in by the build (tools/shapes.ts); null in a program that runs from its sources, which asks the schemas themselves. */
export const FILE_SHAPES: FileShapes | null = null;
