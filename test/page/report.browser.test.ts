import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf as smallPageOf, sourceOf } from '../debrief/html/source.ts';
import { playbookOf } from '../helpers/scenario-one.ts';
import { type Browsing, browse } from './chromium.ts';
import { pageOf } from './report.ts';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MARKUP = `<img src=//x.example/y onerror="document.title='ran'"><script>document.title='ran'</script>`;

/** Pages by name: a play with gaps, one in full, one of nobody, and one whose data would like to be markup. */
const PAGES: Readonly<Record<string, () => string>> = {
  novice: () => pageOf(playbookOf('novice').decisions, 200),
  expert: () => pageOf(playbookOf('expert').decisions, 20),
  nothing: () => pageOf([], 0),
  hostile: () =>
    smallPageOf(sourceOf([`revoke hub-ci-2023 # ${MARKUP}`], { team: `${MARKUP}${'w'.repeat(300)}` })),
};

// Evaluated in the browser, whose names the compiler does not know here.
const WIDTH = 'document.documentElement.scrollWidth';

const LOOKS = [
  { width: 1280, height: 900, scheme: 'light' },
  { width: 390, height: 844, scheme: 'dark' },
  { width: 1280, height: 900, scheme: 'dark' },
  { width: 390, height: 844, scheme: 'light' },
] as const;

interface AxeResult {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-page-'));
  for (const [name, make] of Object.entries(PAGES))
    fs.writeFileSync(path.join(folder, `${name}.html`), make());
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const urlOf = (name: string): string => pathToFileURL(path.join(folder, `${name}.html`)).href;

/** Opens a page; `said` gathers what a browser complains of and what it asks for beyond the page itself. */
async function openPage(
  browsing: Browsing,
  name: string,
): Promise<{ readonly page: Page; readonly said: string[] }> {
  const page = await browsing.context.newPage();
  const said: string[] = [];
  const url = urlOf(name);
  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url) said.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, said };
}

async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )) as readonly AxeResult[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
}

describe.each(LOOKS)('at $width pixels in the $scheme', ({ width, height, scheme }) => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await browse({ width, height, scheme });
  });
  afterAll(() => browsing.close());

  test.each(Object.keys(PAGES))('%s asks for nothing, complains of nothing and fits', async (name) => {
    const { page, said } = await openPage(browsing, name);
    expect(await page.evaluate(WIDTH)).toBe(width);
    expect(await page.title()).not.toBe('ran');
    // Whatever the mouse rests on, and wherever a reader goes, stays within the page.
    await page.locator('summary').first().click();
    await page.locator('nav a').last().click();
    expect(await page.evaluate(WIDTH)).toBe(width);
    expect(said).toEqual([]);
    await page.close();
  });

  test.each(Object.keys(PAGES))('%s has no serious finding of axe', async (name) => {
    const { page } = await openPage(browsing, name);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });
});

describe('on paper and under the hand', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await browse({ width: 1280, height: 900, scheme: 'dark' });
  });
  afterAll(() => browsing.close());

  test('it prints in dark on white, on pages that are not empty', async () => {
    const { page } = await openPage(browsing, 'novice');
    const pdf = await page.pdf({ format: 'A4' });
    expect((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(5);
    expect(pdf.length).toBeGreaterThan(60_000);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate(
      '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))',
    );
    expect(colours).toEqual(['rgb(26, 33, 48)', 'rgb(255, 255, 255)']);
    await page.close();
  });

  test('what is open can be typed over, and says OPEN until it is', async () => {
    const { page, said } = await openPage(browsing, 'novice');
    const owner = page.getByRole('textbox', { name: /^Owner of/ }).first();
    const shown = (): Promise<unknown> =>
      page.evaluate(
        "getComputedStyle(document.querySelector('[aria-label^=\"Owner of\"]'), '::before').content",
      );
    expect(await shown()).toBe('"OPEN"');
    await owner.click();
    await page.keyboard.type('Ann <b>');
    expect(await owner.textContent()).toBe('Ann <b>');
    expect(await shown()).not.toBe('"OPEN"');
    expect(said).toEqual([]);
    await page.close();
  });
});
