import type { Digest, Estate } from '../world/estate.ts';
import { rangeOf } from '../world/package.ts';
import { mapValues } from './link-images.ts';
import { expectName, type Linker, spanOf, timeOf } from './linker.ts';
import { quoted } from './visible-text.ts';

/** The releases that a pipeline of a package has to come. Refuses what only a package has where there is none, and a package without a line. */
export function linkReleases(linker: Linker, id: string): readonly Digest[] {
  const path = ['world', 'pipelines', id];
  const spec = linker.source.world.pipelines[id];
  if (spec === undefined) return [];
  const [repo = '', name = ''] = (spec.publishes ?? '').split(':');
  const isPackage = linker.source.world.repositories[repo]?.kind === 'package';
  if (isPackage && rangeOf(name) === null) {
    linker.problems.add({
      path: [...path, 'publishes'],
      code: 'link/no-line',
      message: `${quoted(repo)} is a package, and ${quoted(name)} is no line of it: each release needs a version of its own.`,
      mend: `Write the line that it publishes, such as ${repo}:4.x, and the dist-tag under "distTag".`,
    });
  }
  const onlyPackages = spec.distTag !== undefined ? 'distTag' : spec.releases.length > 0 ? 'releases' : null;
  if (!isPackage && onlyPackages !== null) {
    linker.problems.add({
      path: [...path, onlyPackages],
      of: 'key',
      code: 'link/no-package',
      message: `${quoted(id)} publishes no package, so ${quoted(onlyPackages)} means nothing here.`,
      mend: 'Leave it out, or give the repository "kind: package".',
    });
  }
  for (const [index, image] of spec.releases.entries())
    expectName(linker, 'image', image, [...path, 'releases', index]);
  return spec.releases.map((image) => linker.works?.images[image]?.digest ?? '');
}

/** Outside services and the limits of issuers. */
export function linkOutside(linker: Linker): Required<Pick<Estate, 'services' | 'limits'>> {
  const { services, limits } = linker.source.world;
  return {
    services: mapValues(services, (spec, id) => ({
      id,
      down: spec.down.map(({ from, to }, index) => {
        const span = { from: timeOf(linker, from), to: timeOf(linker, to) };
        if (span.to <= span.from) {
          linker.problems.add({
            path: ['world', 'services', id, 'down', index, 'to'],
            code: 'link/order-of-times',
            message: 'This outage ends before it begins.',
            mend: 'Write a later time than "from".',
          });
        }
        return span;
      }),
    })),
    limits: mapValues(limits, ({ most, per }, owner) => {
      expectName(linker, 'owner', owner, ['world', 'limits', owner], 'key');
      return { owner, most, per: spanOf(per) };
    }),
  };
}
