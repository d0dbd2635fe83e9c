import { shortDigest } from '../world/reference.ts';
import { parseSpan, parseTime, printClock, type Seconds } from '../world/time.ts';
import type { Path } from './diagnostic.ts';
import { digestOf } from './link-predicate.ts';
import { expectDigest } from './link-word.ts';
import { expectName, type Linker } from './linker.ts';
import { mendName } from './problems.ts';
import { deliveryTime } from './shift-times.ts';
import { quoted } from './visible-text.ts';

const PLACEHOLDERS = ['digest', 'short', 'image', 'clock', 'label', 'tag'];

/**
 * A text with its placeholders filled: {digest:implant}, {short:implant/arm64}, {image:clean} (as a client would pull it),
 * {clock:T-6h39m}, {clock:press-10m} (before that message comes), {label:hub-ci}, {tag:team/base:1.8} (the tag without its
 * repository). Braces around anything else stay as they are.
 */
export function linkText(linker: Linker, text: string, path: Path): string {
  return text.replace(/\{([a-z]+):([^{}\s]*)\}/g, (whole, kind: string, value: string) => {
    switch (kind) {
      case 'digest':
      case 'short':
      case 'image': {
        expectDigest(linker, `image:${value}`, path);
        const digest = digestOf(linker, `image:${value}`);
        if (kind === 'image') return `${linker.source.world.host}/${repositoryOf(linker, value)}@${digest}`;
        return kind === 'short' ? shortDigest(digest) : digest;
      }
      case 'clock':
        return printClock(clockOf(linker, value, path), linker.calendar);
      case 'label':
        expectName(linker, 'credential', value, path);
        return own(linker.source.world.credentials, value)?.label ?? value;
      case 'tag':
        expectName(linker, 'tag', value, path);
        return value.slice(value.lastIndexOf(':') + 1);
      default:
        linker.problems.add({
          path,
          code: 'link/unknown-placeholder',
          message: `There is no placeholder ${quoted(kind)}.`,
          mend: mendName(kind, PLACEHOLDERS, 'placeholder').replace(', or define it', ''),
        });
        return whole;
    }
  });
}

// `T+1h05m`, or so long before or after the story delivers a message: a seed may draw when that is.
function clockOf(linker: Linker, value: string, path: Path): Seconds {
  const at = parseTime(value, linker.calendar);
  if (at !== null) return at;
  const [, inject = '', sign, span] = /^([a-z0-9-]*[a-z0-9])(?:([+-])(\d[0-9hms]*))?$/.exec(value) ?? [];
  const length = span === undefined ? 0 : parseSpan(span);
  const delivered = linker.names.inject.has(inject)
    ? deliveryTime(linker.source, linker.calendar, inject)
    : null;
  if (delivered !== null && length !== null) return delivered + (sign === '-' ? -length : length);
  linker.problems.add({
    path,
    code: 'link/bad-time',
    message: `${quoted(value)} is no time, nor a message that comes at a fixed one.`,
    mend: 'Write {clock:T+1h05m}, {clock:T-40m} or {clock:INJECT+10m}.',
  });
  return 0;
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function repositoryOf(linker: Linker, word: string): string {
  const name = word.split('/', 1)[0] ?? '';
  const { repositories } = linker.source.world;
  const found = Object.entries(repositories).find(
    ([, spec]) => spec.images.includes(name) || Object.values(spec.tags).includes(name),
  );
  return found?.[0] ?? name;
}
