import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { loadQuickly } from '../../src/scenario/load-quickly.ts';
import { parseText } from '../../src/scenario/parse.ts';
import { quickChecker } from '../../src/schema/quick-checker.ts';
import { fileShapes } from '../../tools/shapes.ts';
import { hash, tutorialWith } from '../helpers/tutorial-document.ts';

const ROOT = join(import.meta.dirname, '..', '..', 'scenarios');
const SHAPES = fileShapes();
const quick = quickChecker(SHAPES);

describe('the shapes that the build makes of the schemas', () => {
  test('judge any playbook as the schema does', () => {
    const text = fc.constantFrom('hint', '', 'T+5m', 'soon', 'ci', 'x'.repeat(2001));
    const decision = fc.oneof(
      text,
      fc.jsonValue(),
      fc.record({ at: text, by: text, do: text }, { requiredKeys: [] }),
    );
    const book = fc.record({ scenario: fc.constantFrom('x', 'X', 3), decisions: fc.array(decision) });
    fc.assert(
      fc.property(fc.oneof(book, fc.jsonValue()), (document) => {
        const [short, full] = [quick.playbook(document), FILE_CHECKER.playbook(document)];
        expect(short.ok ? short : short.ok).toEqual(full.ok ? full : full.ok);
      }),
    );
  });

  test.each(readdirSync(ROOT))('load %s as the schemas do', (id) => {
    const text = readFileSync(join(ROOT, id, 'scenario.yaml'), 'utf8');
    const readPlaybook = (name: string) => readFileSync(join(ROOT, id, name), 'utf8');
    const context = { file: `${id}.yaml`, hash, readPlaybook };
    const [short, full] = [loadQuickly(text, context, SHAPES), loadScenario(text, context)];
    expect(short?.diagnostics).toEqual(full.diagnostics);
    expect(JSON.stringify(short?.scenario)).toBe(JSON.stringify(full.scenario));
  });

  test('leave a file that does not fit to the schemas, and tell what is wrong with one that fits', () => {
    const load = (change: (text: string) => string) => {
      const text = change(JSON.stringify(tutorialWith()));
      expect(parseText(text, 'x').diagnostics).toEqual([]);
      return loadQuickly(text, { file: 'x', hash, readPlaybook: null }, SHAPES);
    };
    expect(load((text) => text.replace('"format":1', '"format":2'))).toBeNull();
    expect(load((text) => text.replace('"ending":"', '"ending":"no-'))?.diagnostics).not.toEqual([]);
  });
});
