import { concat, utf8 } from '../../world/content/bytes.ts';
import { crc32 } from '../../world/content/crc32.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 2026, midnight, in the form of MS-DOS. */
const DAY = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** A ZIP archive whose entries are stored as they are (APPNOTE 6.3.10 §4.3): logs are short, and the bytes are the same on every Node. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = utf8(entry.name);
    const common = commonFields(entry.bytes, name.length);
    const local = concat([numbers([LOCAL, 4]), common, name, entry.bytes]);
    const place: readonly Field[] = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    ];
    centrals.push(concat([numbers([CENTRAL, 4], [VERSION, 2]), common, numbers(...place), name]));
    locals.push(local);
    at += local.length;
  }
  const central = concat(centrals);
  const size = entries.length;
  const end = numbers([END, 4], [0, 2], [0, 2], [size, 2], [size, 2], [central.length, 4], [at, 4], [0, 2]);
  return concat([...locals, central, end]);
}

// Local and central headers have these in common: version needed to the length of the extra field.
function commonFields(bytes: Uint8Array, nameLength: number): Uint8Array {
  const { length } = bytes;
  return numbers(
    [VERSION, 2],
    [FLAGS, 2],
    [0, 2],
    [0, 2],
    [DAY, 2],
    [crc32(bytes), 4],
    [length, 4],
    [length, 4],
    [nameLength, 2],
    [0, 2],
  );
}

/** A number and how many bytes it takes, least significant first. */
type Field = readonly [value: number, size: 2 | 4];

function numbers(...fields: readonly Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([value, size]) =>
      Array.from({ length: size }, (_, byte) => (value >>> (8 * byte)) & 255),
    ),
  );
}
