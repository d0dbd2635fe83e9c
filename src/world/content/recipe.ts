import type { Architecture, ImageSource } from '../estate.ts';
import type { Calendar, Seconds } from '../time.ts';
import type { Bytes } from './oci.ts';

type Named<T> = Readonly<Record<string, T>>;

/** One line of an image's history: what made it, and the files that it left. */
export interface LayerRecipe {
  readonly does: string;
  readonly files: Named<string>;
}

export interface ImageRecipe {
  readonly from: string | null;
  readonly architectures: readonly Architecture[] | null;
  readonly created: Seconds;
  readonly signedBy: string | null;
  /** The implant laid into it; what is built on it inherits that. */
  readonly poison: string | null;
  readonly layers: readonly LayerRecipe[];
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly env: readonly string[];
  readonly labels: Named<string>;
  readonly uses?: readonly string[];
  readonly source?: ImageSource;
}

export interface PipelineRecipe {
  readonly signsAs: string | null;
  readonly formerSigners?: readonly string[];
  /** Name under which a build records its base, `registry.example/team/base:stable`. */
  readonly baseName: string | null;
  readonly duration: Seconds;
  /** The account that it runs under, where that is not the team's own. */
  readonly account?: string;
}

/** All that the bytes of a scenario's images are made of: plain JSON, so that a packed scenario can hold it. */
export interface Recipes {
  readonly account: string;
  readonly calendar: Calendar;
  readonly opens: Seconds;
  readonly images: Named<ImageRecipe>;
  readonly pipelines: Named<PipelineRecipe>;
  /** Pipelines whose build exists when the clock opens, each with the image or the other pipeline that it built on. */
  readonly standing: Named<string | null>;
  /** Builds that the scenario speaks of by name: what a pipeline makes of an image. */
  readonly builds?: Named<{ readonly pipeline: string; readonly on: string }>;
}

/** What a registry can serve of a scenario: real bytes by digest, signatures and SBOMs of a digest, and what all that is made of. */
export interface Content extends Bytes {
  readonly recipes: Recipes;
}
