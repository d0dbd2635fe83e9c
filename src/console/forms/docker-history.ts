import type { ImageName } from '../image-reference.ts';
import { err, type Output, out } from '../output.ts';
import type { Wire } from '../wire.ts';
import { agoWords } from './clock.ts';
import { fetchConfig, fetchPlatform, statusWords } from './registry-calls.ts';

/** `docker history` from the configuration and the sizes of the layers. */
export async function history(
  wire: Wire,
  image: ImageName,
  { noTrunc, now }: { readonly noTrunc: boolean; readonly now: Date },
): Promise<Output> {
  const got = await fetchPlatform(wire, image);
  if (!got.ok)
    return err(
      got.reply.status === 404
        ? `Error response from daemon: No such image: ${image.text}\n`
        : `Error response from daemon: ${statusWords(got.reply)}\n`,
    );
  const read = await fetchConfig(wire, image.repo, got.found.json);
  if (!('json' in read)) return err(`Error response from daemon: ${statusWords(read)}\n`);
  const layers = [...(got.found.json.layers ?? [])];
  const steps = (read.json.history ?? []).map((step) => ({
    ...step,
    size: step.empty_layer === true ? 0 : (layers.shift()?.size ?? 0),
  }));
  const id = got.found.json.config?.digest ?? '<missing>';
  const rows = steps.reverse().map(({ created, created_by: by = '', comment = '', size }, index) => {
    const ago = created === undefined ? 'N/A' : sinceWords((now.getTime() - Date.parse(created)) / 1000);
    return [
      index === 0 ? (noTrunc ? id : id.slice(7, 19)) : '<missing>',
      ago,
      noTrunc || by.length <= 45 ? by : `${by.slice(0, 44)}…`,
      sizeWords(size),
      comment,
    ];
  });
  return out(table([['IMAGE', 'CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], ...rows]));
}

// The docker command line says "6 hours ago" where the forge's says "about 6 hours ago"; one of a thing is "About an hour ago".
function sinceWords(seconds: number): string {
  if (seconds >= 3_600 && seconds < 7_200) return 'About an hour ago';
  if (seconds >= 60 && seconds < 120) return 'About a minute ago';
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} seconds ago`;
  if (seconds >= 86_400 && seconds < 172_800) return `${Math.floor(seconds / 3_600)} hours ago`;
  return agoWords(seconds).replace('about ', '');
}

function sizeWords(size: number): string {
  if (size === 0) return '0B';
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [size, 0];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))}${units[unit]}`;
}

/** Columns three blanks apart, as the docker command line sets them; the last has no blanks behind it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 3)))
      .join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}
