import { utf8 } from './bytes.ts';

const RECORD = 512;
const NAME_ROOM = 100;
const PREFIX_ROOM = 155;
const LATEST = 8 ** 11 - 1;

interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly type: '0' | '5';
  readonly data: Uint8Array;
}

/** Whether a path can stand in a layer: relative, printable ASCII, no empty, `.` or `..` part, fit for ustar. */
export function isLayerPath(path: string): boolean {
  if (!/^[ -~]+$/.test(path) || path.includes('\\')) return false;
  // Each folder above a file is written too, so each part must fit into a name by itself.
  const fits = (part: string): boolean =>
    part !== '' && part !== '.' && part !== '..' && part.length < NAME_ROOM;
  return path.split('/').every(fits) && split(path) !== null;
}

/**
 * A ustar archive of text files and their folders, owned by root, in byte order of their paths.
 * `mtime` is seconds since 1970. Refuses paths that are no layer paths, and a file where a folder must be.
 */
export function tarOf(files: Readonly<Record<string, string>>, mtime: number): Uint8Array {
  if (!Number.isInteger(mtime) || mtime < 0 || mtime > LATEST)
    throw new RangeError(`not a time a tar can hold: ${mtime}`);
  const entries = entriesOf(files);
  const size = entries.reduce((sum, entry) => sum + RECORD + padded(entry.data.length), 2 * RECORD);
  const out = new Uint8Array(size);
  let at = 0;
  for (const entry of entries) {
    writeHeader(out.subarray(at, at + RECORD), entry, mtime);
    out.set(entry.data, at + RECORD);
    at += RECORD + padded(entry.data.length);
  }
  return out;
}

function entriesOf(files: Readonly<Record<string, string>>): readonly Entry[] {
  const entries = new Map<string, Entry>();
  const folders = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    if (!isLayerPath(path)) throw new RangeError(`not a path for a layer: ${JSON.stringify(path)}`);
    entries.set(path, { path, mode: isProgram(text) ? 0o755 : 0o644, type: '0', data: utf8(text) });
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      folders.add(path.slice(0, slash));
  }
  for (const path of folders) {
    if (entries.has(path)) throw new RangeError(`both a file and a folder: ${path}`);
    entries.set(path, { path, mode: 0o755, type: '5', data: new Uint8Array(0) });
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

// A file that a kernel would start is marked so: an entrypoint that is not executable would give the drill away.
function isProgram(text: string): boolean {
  return text.startsWith('#!') || text.startsWith('\x7fELF');
}

function split(path: string): readonly [prefix: string, name: string] | null {
  // One byte is left free for the slash behind a folder's name.
  if (path.length < NAME_ROOM) return ['', path];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (slash > PREFIX_ROOM) return null;
    if (path.length - slash - 1 < NAME_ROOM) return [path.slice(0, slash), path.slice(slash + 1)];
  }
  return null;
}

function writeHeader(record: Uint8Array, entry: Entry, mtime: number): void {
  const [prefix, name] = split(entry.path) ?? ['', entry.path];
  write(record, 0, entry.type === '5' ? `${name}/` : name);
  write(record, 100, octal(entry.mode, 7));
  write(record, 108, octal(0, 7));
  write(record, 116, octal(0, 7));
  write(record, 124, octal(entry.data.length, 11));
  write(record, 136, octal(mtime, 11));
  // The checksum is summed with its own field full of blanks.
  write(record, 148, '        ');
  write(record, 156, entry.type);
  write(record, 257, 'ustar\x0000');
  write(record, 265, 'root');
  write(record, 297, 'root');
  write(record, 329, octal(0, 7));
  write(record, 337, octal(0, 7));
  write(record, 345, prefix);
  let sum = 0;
  for (const byte of record) sum += byte;
  write(record, 148, `${octal(sum, 6)}\x00 `);
}

function write(record: Uint8Array, at: number, ascii: string): void {
  for (let index = 0; index < ascii.length; index += 1) record[at + index] = ascii.charCodeAt(index);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padded(size: number): number {
  return Math.ceil(size / RECORD) * RECORD;
}
