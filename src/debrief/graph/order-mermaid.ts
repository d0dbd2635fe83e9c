import type { Scenario } from '../../exercise/definition.ts';
import { type OrderHazard, orderHazards } from './hazard-order.ts';
import { escapeInside } from './story-mermaid.ts';

/** One drawing of what a hazard is about, with the words that stand above it. */
export interface OrderDrawing {
  readonly title: string;
  readonly diagram: string;
}

/**
 * What each playbook that runs into a hazard does otherwise than its twin, as a Mermaid flowchart: a solid arrow leads from what must
 * come first to what it came after; a dotted one to what was left out, done instead or done too late.
 */
export function orderMermaid(scenario: Pick<Scenario, 'playbooks'>): readonly OrderDrawing[] {
  return orderHazards(scenario).map((one) => ({
    title: `${one.hazard}: ${one.title}`,
    diagram: diagramOf(one),
  }));
}

function diagramOf(one: OrderHazard): string {
  const words: string[] = [];
  const node = (text: string): string => {
    if (!words.includes(text)) words.push(text);
    return `d${words.indexOf(text) + 1}`;
  };
  const dotted = (label: string, lines: readonly string[]): readonly string[] =>
    lines.map((line) => `  hazard -. "${label}" .-> ${node(line)}`);
  const arrows = [
    ...one.before.map(([first, second]) => `  ${node(first)} -- "must come before" --> ${node(second)}`),
    ...dotted('left out', one.missing),
    ...dotted('done instead', one.instead),
    ...dotted('too late', one.later),
  ];
  return [
    'flowchart LR',
    `  hazard{{"${escapeInside(one.hazard)}"}}`,
    ...words.map((text, index) => `  d${index + 1}["${escapeInside(shortened(text))}"]`),
    ...arrows,
  ].join('\n');
}

const WIDEST = 90;
const shortened = (text: string): string => (text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`);
