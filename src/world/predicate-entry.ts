import type { Args } from './answers.ts';
import type { Fact } from './fact.ts';
import type { World } from './state.ts';

export type Tables = readonly (keyof World)[];

export interface Entry {
  /** What it asks, for authors. */
  readonly asks: string;
  /** Argument names with what each may be: the schema, the linker and the reference are made from this. */
  readonly args: Readonly<Record<string, ArgKind>>;
  /** Tables of the world it reads: while none of them changed its truth cannot have. */
  readonly reads: Tables;
  readonly holds: (world: World, args: Args, fact: Fact | null) => boolean;
}

export type ArgKind =
  | 'agent'
  | 'credential'
  | 'tag'
  | 'tags'
  | 'image'
  | 'pipeline'
  | 'workload'
  | 'cache'
  | 'consumer'
  | 'log'
  | 'place'
  | 'places'
  | 'inject'
  | 'delivery'
  | 'conclusion'
  | 'sighting'
  | 'audiences'
  | 'claims'
  | 'control'
  | 'phase'
  | 'pillars'
  | 'number'
  | 'optional-agent'
  | 'optional-credential'
  | 'optional-text'
  | 'optional-texts'
  | 'optional-data';

export const entry = (asks: string, args: Entry['args'], reads: Tables, holds: Entry['holds']): Entry => ({
  asks,
  args,
  reads,
  holds,
});
