import xterm, { type Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { drawScreen } from '../../tools/pictures/screen-svg.ts';

async function screenOf(bytes: string): Promise<Terminal> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 3, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  return terminal;
}

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" textLength="([\d.]+)"[^>]*>([^<]*)<\/text>/g)].map(
    ([, x, length, text]) => [Number(x) / 8.4, Number(length) / 8.4, text] as const,
  );

describe('the picture of a screen', () => {
  test('holds every run of letters to its columns', async () => {
    const svg = drawScreen(await screenOf('one  two   \u001b[31mthree'), 'x');
    const places = textsOf(svg).map(([column, width, text]) => [Math.round(column), Math.round(width), text]);
    expect(places).toEqual([
      [0, 3, 'one'],
      [5, 3, 'two'],
      [11, 5, 'three'],
    ]);
  });

  test('gives a wide character its two columns', async () => {
    const [first, second] = textsOf(drawScreen(await screenOf('漢字\u001b[1mx'), 'x'));
    expect([Math.round(first?.[1] ?? 0), Math.round(second?.[0] ?? 0)]).toEqual([4, 4]);
  });

  test('keeps colours, weight and what is inverted', async () => {
    const svg = drawScreen(
      await screenOf('\u001b[38;5;196ma\u001b[0m \u001b[38;2;1;2;3mb\u001b[0m \u001b[1;7mc'),
      'x',
    );
    expect(svg).toContain('fill="#ff0000"');
    expect(svg).toContain('fill="#010203"');
    expect(svg).toMatch(/<rect [^>]*fill="#d8dee9"\/><text [^>]*fill="#14181f" class="b">c</);
  });

  test('is text, whatever stands on the screen', async () => {
    const svg = drawScreen(await screenOf('<b>&"'), '<t>');
    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
    expect(svg).toContain('<title id="t">&lt;t&gt;</title>');
  });
});
