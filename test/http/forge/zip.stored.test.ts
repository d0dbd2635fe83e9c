import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zip } from '../../../src/http/forge/zip.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ENTRIES = [
  { name: '0_build.txt', bytes: bytes('all\n') },
  { name: 'build/1_Set up job.txt', bytes: bytes('Größe ✓\n') },
  { name: 'build/2_empty.txt', bytes: bytes('') },
];

test('an archive ends with the number and place of its entries', () => {
  const archive = zip(ENTRIES);
  const view = new DataView(archive.buffer);
  const end = archive.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(3);
  const central = view.getUint32(end + 16, true);
  expect(view.getUint32(central, true)).toBe(0x02014b50);
  expect(central + view.getUint32(end + 12, true)).toBe(end);
});

test('another reader finds every entry whole', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'hotwash-zip-'));
  try {
    writeFileSync(join(folder, 'log.zip'), zip(ENTRIES));
    const script =
      'import sys,zipfile,json;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
      'print(json.dumps({n:z.read(n).decode() for n in z.namelist()}))';
    let text = '';
    try {
      text = execFileSync('python3', ['-c', script, join(folder, 'log.zip')], { encoding: 'utf8' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') skip('python3 is not there to read it');
      throw error;
    }
    expect(JSON.parse(text)).toEqual({
      '0_build.txt': 'all\n',
      'build/1_Set up job.txt': 'Größe ✓\n',
      'build/2_empty.txt': '',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
