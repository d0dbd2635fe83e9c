import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { playbookOf } from '../../test/helpers/scenario-one.ts';
import { browse } from '../../test/page/chromium.ts';
import { pageOf } from '../../test/page/report.ts';
import { capture } from './capture.ts';
import { drawScreen } from './screen-svg.ts';
import { SCREENS } from './screens.ts';

/** Makes the pictures that are named, or all: `report`, and each screen of the list. */
export async function makePictures(root: string, names: readonly string[]): Promise<void> {
  const folder = path.join(root, 'assets', 'pictures');
  fs.mkdirSync(folder, { recursive: true });
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
  if (isWanted('report')) await pictureReport(path.join(folder, 'report.png'));
  for (const screen of SCREENS.filter(({ name }) => isWanted(name))) {
    const file = path.join(folder, `${screen.name}.svg`);
    fs.writeFileSync(file, await capture(root, screen, (terminal) => drawScreen(terminal, screen.title)));
    tellFile(file);
  }
}

async function pictureReport(file: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-picture-'));
  const page = path.join(folder, 'report.html');
  fs.writeFileSync(page, pageOf(playbookOf('novice').decisions, 200));
  const browsing = await browse({ width: 1000, height: 1640, scheme: 'light' });
  try {
    const tab = await browsing.context.newPage();
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: file });
  } finally {
    await browsing.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  tellFile(file);
}

function tellFile(file: string): void {
  process.stdout.write(`${file} ${Math.ceil(fs.statSync(file).size / 1024)} KB\n`);
}
