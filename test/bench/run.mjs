// Prints what is measured against what it stands on, and how that compares with what we set out to reach.
//
// A file in rows/ exports `rows`: each has a `name`, the name of its `floor` (or peer) or null, a `reach` and `measure()`.
// `measure` resolves to { measured, floor, unit }, or to null while the thing to measure does not exist.
// `reach` is { ratio } or { value }, the most that is allowed; with `atLeast: true` the least.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = path.join(import.meta.dirname, 'rows');
const HEADINGS = ['what', 'measured', 'floor or peer', 'ratio', 'reach', ''];

function number(value) {
  return value >= 1000 ? String(Math.round(value)) : value.toPrecision(3);
}

function ratioText(ratio) {
  return ratio === null ? '' : `${ratio.toFixed(2)} x`;
}

function reachText(reach, unit) {
  const limit = reach.ratio === undefined ? `${number(reach.value)} ${unit}` : `${reach.ratio} x`;
  return `${reach.atLeast ? 'at least' : 'at most'} ${limit}`;
}

function cells(row, result) {
  if (result === null) return [row.name, 'not there yet', row.floor ?? '', '', '', ''];
  const { measured, floor, unit } = result;
  const ratio = floor === null ? null : measured / floor;
  const reached = row.reach.ratio === undefined ? measured : ratio;
  const limit = row.reach.ratio ?? row.reach.value;
  const isMet = row.reach.atLeast ? reached >= limit : reached <= limit;
  const floorText = floor === null ? '' : `${row.floor}: ${number(floor)} ${unit}`;
  const verdict = isMet ? 'reached' : 'MISSED';
  return [
    row.name,
    `${number(measured)} ${unit}`,
    floorText,
    ratioText(ratio),
    reachText(row.reach, unit),
    verdict,
  ];
}

function print(table) {
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

async function loadRows() {
  const wanted = process.argv.slice(2);
  const files = fs
    .readdirSync(FOLDER)
    .filter((name) => name.endsWith('.mjs'))
    .sort();
  const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  const modules = await Promise.all(
    chosen.map((name) => import(pathToFileURL(path.join(FOLDER, name)).href)),
  );
  return modules.flatMap((module) => module.rows);
}

/** One row that cannot be measured must not cost the others. */
async function measured(row) {
  try {
    return cells(row, await row.measure());
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return [row.name, 'cannot be measured', row.floor ?? '', '', '', 'MISSED'];
  }
}

const table = [HEADINGS];
for (const row of await loadRows()) {
  process.stderr.write(`measuring ${row.name}\n`);
  table.push(await measured(row));
}
process.stdout.write(
  `Node ${process.versions.node} on ${os.cpus().length} x ${os.cpus()[0]?.model ?? process.arch}\n\n`,
);
print(table);
