import type { Pillar } from '../../world/verb.ts';
import { el, type Markup } from './markup.ts';

export type Shape = 'disc' | 'ring' | 'square' | 'diamond' | 'up' | 'down' | 'cross' | 'bar';

/** A mark of about ten units around a point; what it says is told where a pointer rests on it. */
export function drawMark(shape: Shape, colour: string, x: number, y: number, says: string | null): Markup {
  const title = says === null ? null : el('title', {}, says);
  const path = pathOf(shape, x, y);
  if (path !== null) return el('path', { class: `mark ${colour}`, d: path }, title);
  const isRing = shape === 'ring';
  return el('circle', { class: `mark ${colour}${isRing ? ' hollow' : ''}`, cx: x, cy: y, r: 4.5 }, title);
}

function pathOf(shape: Shape, x: number, y: number): string | null {
  switch (shape) {
    case 'disc':
    case 'ring':
      return null;
    case 'square':
      return `M${x - 4.5} ${y - 4.5}h9v9h-9z`;
    case 'diamond':
      return `M${x} ${y - 6}l6 6l-6 6l-6 -6z`;
    case 'up':
      return `M${x} ${y - 6}l5.5 10h-11z`;
    case 'down':
      return `M${x} ${y + 6}l5.5 -10h-11z`;
    case 'cross':
      return `M${x - 5} ${y - 3}l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z`;
    case 'bar':
      return `M${x - 1.5} ${y - 6}h3v12h-3z`;
    default:
      return shape satisfies never;
  }
}

interface PillarMark {
  readonly shape: Shape;
  readonly colour: string;
}

/** Each pillar by a shape and a colour, so that neither is needed to tell them apart. */
export const PILLAR_MARKS: Readonly<Record<Pillar, PillarMark>> = {
  investigate: { shape: 'disc', colour: 'c-blue' },
  rotate: { shape: 'diamond', colour: 'c-red' },
  clean: { shape: 'square', colour: 'c-green' },
  notify: { shape: 'up', colour: 'c-purple' },
  pin: { shape: 'down', colour: 'c-amber' },
  lead: { shape: 'bar', colour: 'c-grey' },
  world: { shape: 'ring', colour: 'c-grey' },
};

/** Those of marks from left to right that have `room` before the next one: there a number can stand beside the mark. */
export function withRoom<T extends { readonly x: number }>(marks: readonly T[], room: number): readonly T[] {
  const inOrder = [...marks].sort((left, right) => left.x - right.x);
  return inOrder.filter(
    (mark, index) => (inOrder[index + 1]?.x ?? Number.POSITIVE_INFINITY) - mark.x >= room,
  );
}
