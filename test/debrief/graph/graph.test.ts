import { describe, expect, test } from 'vitest';
import { createMachine, initialTransition } from 'xstate';
import { orderHazards } from '../../../src/debrief/graph/hazard-order.ts';
import { orderMermaid } from '../../../src/debrief/graph/order-mermaid.ts';
import { escapeMermaid, storyMermaid } from '../../../src/debrief/graph/story-mermaid.ts';
import { storyNodes } from '../../../src/debrief/graph/story-nodes.ts';
import { xstateJson } from '../../../src/debrief/graph/xstate-json.ts';
import type { PlaybookSpec } from '../../../src/exercise/definition.ts';
import { findScenario } from '../../../src/record/scenario-catalogue.ts';

const { scenario } = await findScenario('poisoned-base-image');

type Nodes = ReturnType<typeof storyNodes>;
const flat = (nodes: Nodes): Nodes => nodes.flatMap((node) => [node, ...flat(node.inner)]);
const nodes = flat(storyNodes(scenario.story));

describe('the story as Mermaid', () => {
  const text = storyMermaid(scenario.story);

  test('has every region and state, and an arrow for every transition', () => {
    for (const { name } of nodes) expect(text).toContain(`state "${name}" as `);
    const arrows = text.split('\n').filter((line) => / --> s_\S+ : /.test(line));
    expect(arrows).toHaveLength(nodes.flatMap(({ transitions }) => transitions).length);
  });

  test('says guards and effects in words', () => {
    expect(text).toContain('tag-moved<br/>when about harborlight/base#58;stable and not tag-poisoned');
    expect(text).toContain('/ crew after 25m · push harborlight/base#58;1.8 to image#58;implant-2');
  });

  test('escapes no colon where none can end a text: in notes, and between quotation marks', () => {
    expect(text).toMatch(/^ +clock at T\+\S+ · deliver \S+$/m);
    const notes = [...text.matchAll(/note right of .*?end note/gs)].map(([note]) => note);
    const quoted = orderMermaid(scenario).map(({ diagram }) => diagram);
    for (const one of [...notes, ...quoted]) expect(one).not.toContain('#58;');
    expect(quoted.join()).toContain('harborlight/base:');
  });

  test('opens and closes as many blocks, and no label holds what means something to Mermaid', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line.endsWith('{'))).toHaveLength(
      lines.filter((line) => line.trim() === '}').length,
    );
    for (const line of lines.filter((one) => one.includes(' : ')))
      expect((line.split(' : ')[1] ?? '').replaceAll('<br/>', '').replace(/#\d+;/g, '')).not.toMatch(
        /[:;#"<>{}]/,
      );
  });

  test('escapes all that could end a label', () => {
    expect(escapeMermaid('a: "b"; {c} #1')).toBe('a#58; #34;b#34;#59; #123;c#125; #35;1');
  });
});

describe('the order of hazards', () => {
  const book = (id: string, lines: readonly string[], more: Partial<PlaybookSpec> = {}): PlaybookSpec => ({
    id,
    title: id,
    ending: 'x',
    band: [0, 100],
    hazard: null,
    twin: null,
    decisions: lines.map((line, index) => ({ at: index * 900, by: null, do: line, line: 0 })),
    ...more,
  });
  const right = book('right', [
    'revoke a # first',
    'repoint b:c to image:x',
    'protect b:c',
    'inspect tags b',
  ]);
  const told = (lines: readonly string[]) =>
    orderHazards({ playbooks: [right, book('wrong', lines, { hazard: 'H-01', twin: 'right' })] })[0];

  test('is what a playbook has the other way round than its twin', () => {
    expect(told(['repoint b:c to image:x', 'protect b:c', 'revoke a'])).toMatchObject({
      before: [['revoke a', 'repoint b:c to image:x']],
      missing: ['inspect tags b'],
      instead: [],
    });
  });

  test('or leaves out, or does instead', () => {
    expect(told(['revoke z', 'repoint b:c to image:x', 'protect b:c', 'inspect tags b'])).toMatchObject({
      before: [],
      missing: ['revoke a'],
      instead: ['revoke z'],
    });
  });

  test('or does only later', () => {
    const late = told(['wait 3h', 'revoke a', 'repoint b:c to image:x', 'protect b:c', 'inspect tags b']);
    expect(late?.later[0]).toBe('revoke a at T+15m, not T+0m');
  });

  test('finds something in every playbook of the drill that runs into a hazard', () => {
    const found = orderHazards(scenario);
    expect(found).toHaveLength(scenario.playbooks.filter(({ hazard }) => hazard !== null).length);
    for (const { playbook, before, missing, instead, later } of found)
      expect([playbook, before.length + missing.length + instead.length + later.length]).not.toEqual([
        playbook,
        0,
      ]);
    expect(found.find(({ playbook }) => playbook === 'clean-first')?.before).toContainEqual([
      'revoke hub-ci-2023',
      'repoint harborlight/base:stable to image:clean',
    ]);
  });

  test('is drawn with every node declared that an arrow leads to', () => {
    for (const { diagram } of orderMermaid(scenario)) {
      const declared = new Set([...diagram.matchAll(/^ {2}(\w+)(?:\[|\{)/gm)].map(([, id]) => id));
      for (const [, id] of diagram.matchAll(/> (\w+)$/gm)) expect(declared).toContain(id);
    }
  });
});

describe('the story as XState JSON', () => {
  const text = JSON.stringify(xstateJson(scenario.id, scenario.story));

  test('loads elsewhere, with every state, and begins as the story does', () => {
    const machine = createMachine(JSON.parse(text));
    const [snapshot] = initialTransition(machine);
    expect(machine.id).toBe('poisoned-base-image');
    expect(snapshot.matches({ exercise: 'prologue', 'registry-access': 'content' })).toBe(true);
    for (const { path } of nodes)
      expect(machine.getStateNodeById(`${machine.id}.${path}`).key).toBe(path.split('.').at(-1));
  });

  test('names guards and actions by what they say', () => {
    expect(text).toContain('"guard":{"type":"declared contained"}');
    expect(text).toContain('"type":"clock at T+4m: deliver ci-bot"');
    expect(text).not.toMatch(/"type":"(?:g|e)\d+"/);
  });

  test('leads to a state of its own with every target', () => {
    const machine = createMachine(JSON.parse(text));
    const targets = [...text.matchAll(/"target":"#([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(targets.length).toBeGreaterThan(8);
    for (const id of targets) expect(() => machine.getStateNodeById(id)).not.toThrow();
  });
});
