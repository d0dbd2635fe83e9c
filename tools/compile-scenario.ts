import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatDiagnostics } from '../src/scenario/diagnostic.ts';
import { loadScenario } from '../src/scenario/load.ts';
import { type PackedScenario, packScenario } from '../src/scenario/packed.ts';

// This module stands in tools/, or bundled in .build/.
const root = path.dirname(import.meta.dirname);

/** Compiles a built-in scenario for dist/. `file` is relative to the checkout; throws with everything that is wrong with it. */
export function compileScenario(text: string, file: string): PackedScenario {
  const { scenario, source, diagnostics } = loadScenario(text, {
    file,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    readPlaybook: (name) => readBeside(path.join(root, path.dirname(file)), name),
  });
  if (scenario === null) throw new Error(`${file} does not compile:\n${formatDiagnostics(diagnostics)}`);
  return packScenario(scenario, source);
}

function readBeside(folder: string, name: string): string | undefined {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
