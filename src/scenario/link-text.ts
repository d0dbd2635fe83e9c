import { shortDigest } from '../world/reference.ts';
import { parseTime, printClock } from '../world/time.ts';
import type { Path } from './diagnostic.ts';
import { digestOf } from './link-predicate.ts';
import { expectDigest } from './link-word.ts';
import type { Linker } from './linker.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

const PLACEHOLDERS = ['digest', 'short', 'image', 'clock'];

/**
 * A text with its placeholders filled: {digest:implant}, {short:implant/arm64}, {image:clean} (as a client would pull it),
 * {clock:T-6h39m}. Braces around anything else stay as they are.
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
      case 'clock': {
        const at = parseTime(value, linker.calendar);
        if (at === null) {
          linker.problems.add({
            path,
            code: 'link/bad-time',
            message: `${quoted(value)} is no time.`,
            mend: 'Write {clock:T+1h05m} or {clock:T-40m}.',
          });
        }
        return printClock(at ?? 0, linker.calendar);
      }
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

function repositoryOf(linker: Linker, word: string): string {
  const name = word.split('/', 1)[0] ?? '';
  const { repositories } = linker.source.world;
  const found = Object.entries(repositories).find(
    ([, spec]) => spec.images.includes(name) || Object.values(spec.tags).includes(name),
  );
  return found?.[0] ?? name;
}
