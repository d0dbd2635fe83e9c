// Makes the pictures of the README: npm run pictures [name…]. Needs Debian's chromium for the report.
import * as path from 'node:path';
import { buildIfStale } from './stale.mjs';

const root = path.dirname(import.meta.dirname);
process.chdir(root);
await buildIfStale(root);
const { makePictures } = await import('./pictures/make.ts');
await makePictures(root, process.argv.slice(2));
