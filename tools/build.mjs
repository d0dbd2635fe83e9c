import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildIfStale } from './stale.mjs';

const root = path.dirname(import.meta.dirname);
const fresh = process.argv.includes('--fresh');
if (fresh) fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await buildIfStale(root, { always: fresh });
