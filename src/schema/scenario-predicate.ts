import * as z from 'zod';
import { PREDICATES, type PredicateName } from '../world/predicate.ts';
import type { ArgKind } from '../world/predicate-entry.ts';
import { CONTROL_KINDS, PHASES } from '../world/verb.ts';
import { nameOf } from './words.ts';

/** A predicate as files write it: all of its keys must hold; a key is `all`, `any`, `not` or a name of PREDICATES. */
export type PredicateSource = Readonly<Record<string, unknown>>;

const PILLARS = ['investigate', 'rotate', 'clean', 'notify', 'pin'] as const;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

function argSchema(kind: ArgKind): z.ZodType {
  switch (kind) {
    case 'tags':
      return z.array(nameOf('a tag', 'harborlight/base:stable')).min(1).meta({ description: 'tags' });
    case 'places':
      return z.array(nameOf('a place')).min(1).meta({ description: 'repositories, pipelines or workloads' });
    case 'audiences':
      return z.array(nameOf('an audience')).min(1).meta({ description: 'audiences or consumers' });
    case 'claims':
      return z
        .array(nameOf('a claim', 'digest=image:implant', 'tag=*'))
        .meta({ description: 'claims; `KEY=*` accepts any value; an empty list accepts any notice' });
    case 'pillars':
      return z.array(z.enum(PILLARS)).min(1).meta({ description: 'pillars' });
    case 'control':
      return z.enum(CONTROL_KINDS).meta({ description: 'kind of control' });
    case 'phase':
      return z.enum(PHASES).meta({ description: 'phase that was declared' });
    case 'number':
      return z.number().meta({ description: 'a number' });
    case 'optional-texts':
      return z.array(nameOf('a subject')).min(1).meta({ description: 'any of these' });
    case 'optional-data':
      return z.record(z.string(), scalar).meta({ description: 'data of the fact that must be just so' });
    default:
      return nameOf(`name of: ${kind.replace('optional-', '')}`);
  }
}

const isOptional = (kind: ArgKind): boolean => kind.startsWith('optional-');

/** The one argument that a predicate needs, whose value may stand without its name; null when it needs none or several. */
export function shortArg(name: PredicateName): string | null {
  const needed = Object.entries<ArgKind>(PREDICATES[name].args).filter(([, kind]) => !isOptional(kind));
  return needed.length === 1 ? (needed[0]?.[0] ?? null) : null;
}

function predicateSchema(name: PredicateName): z.ZodType {
  const args = Object.entries<ArgKind>(PREDICATES[name].args);
  const shape = Object.fromEntries(
    args.map(([arg, kind]) => [arg, isOptional(kind) ? argSchema(kind).optional() : argSchema(kind)]),
  );
  const whole = z.strictObject(shape);
  const short = args.find(([arg]) => arg === shortArg(name));
  const description = `Holds when ${PREDICATES[name].asks}.`;
  return (short === undefined ? whole : z.union([argSchema(short[1]), whole])).meta({ description });
}

const NAMES = Object.keys(PREDICATES) as readonly PredicateName[];

const several = z.array(z.lazy((): z.ZodType<PredicateSource> => predicate)).min(1);

/** What can be asked of the world, made from the table of predicates. */
export const predicate: z.ZodType<PredicateSource> = z
  .strictObject({
    all: several.optional().meta({ description: 'Holds when every one of these does.' }),
    any: several.optional().meta({ description: 'Holds when at least one of these does.' }),
    not: z
      .lazy((): z.ZodType<PredicateSource> => predicate)
      .optional()
      .meta({ description: 'Holds when this does not.' }),
    ...Object.fromEntries(NAMES.map((name) => [name, predicateSchema(name).optional()])),
  })
  .refine((value) => Object.keys(value).length > 0, {
    error: 'empty-predicate',
    when: ({ issues }) => issues.length === 0,
  })
  .meta({
    id: 'Predicate',
    description: 'A question about the world. Several keys in one map must all hold.',
    examples: [{ 'tag-clean': 'harborlight/base:stable' }, { not: { 'serves-poison': {} } }],
    minProperties: 1,
  });
