import type { ImageContent } from '../world/content/image.ts';
import type { Hash } from '../world/content/oci.ts';
import type { Recipes } from '../world/content/recipe.ts';
import type { ReferrerContent } from '../world/content/referrer.ts';
import { makeSbom } from '../world/content/sbom.ts';
import { signImage } from '../world/content/signature.ts';
import type { Image } from '../world/estate.ts';
import { fakeRunId } from '../world/evidence/fake-id.ts';
import { printTimestamp } from '../world/time.ts';

/**
 * What a registry lists as referring to an image: its signatures, if it was signed, and for a pipeline's build its SBOM.
 * A release job signs the index and every part (`cosign sign --recursive`), so that a pin on one part verifies too.
 */
export function makeReferrers(
  image: Image,
  content: ImageContent,
  recipes: Recipes,
  hash: Hash,
): readonly ReferrerContent[] {
  const at = printTimestamp(image.created, recipes.calendar);
  const account = recipes.pipelines[image.pipeline ?? '']?.account ?? recipes.account;
  const identity = `https://forge.example/${account}/${image.signedBy}`;
  const issuer = 'https://token.actions.forge.example';
  const signed = image.signedBy === null ? [] : [image.digest, ...Object.values(image.parts)];
  const signatures = signed.map((digest) => {
    const logIndex = fakeRunId(`transparency log ${digest}`);
    return signImage(content, { identity, issuer, at, logIndex }, hash, digest);
  });
  const baseName = image.pipeline === null ? null : (recipes.pipelines[image.pipeline]?.baseName ?? null);
  if (image.pipeline === null || image.base === null || baseName === null) return signatures;
  const sbom = makeSbom(
    content,
    {
      name: `${recipes.account}/${image.pipeline}`,
      at,
      base: { name: baseName, digest: image.base },
      packages: [{ name: image.pipeline, version: '1.0.0' }],
    },
    hash,
  );
  return [...signatures, sbom];
}
