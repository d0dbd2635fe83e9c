import type * as z from 'zod';
import { definitionOf } from './definition.ts';

/** The keys that a schema allows in the map at a path; empty where any key may stand. */
export function knownKeys(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((one) => Object.keys(definitionOf(one).shape ?? {})))];
}

function schemasAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly z.core.$ZodType[] {
  return path.reduce<readonly z.core.$ZodType[]>(
    (found, step) => found.flatMap((one) => below(one, step)).flatMap(bare),
    bare(schema),
  );
}

function below(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  const { shape, element, valueType, items, catchall } = definitionOf(schema);
  if (typeof step === 'number') return [element ?? items?.[step]].filter((one) => one !== undefined);
  const own = shape !== undefined && Object.hasOwn(shape, step) ? shape[step] : undefined;
  return [own ?? valueType ?? catchall].filter((one) => one !== undefined);
}

/** What stands behind optional, default and lazy schemas, and every choice of a union. */
function bare(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { innerType, getter, options } = definitionOf(schema);
  if (innerType !== undefined) return bare(innerType);
  if (getter !== undefined) return bare(getter());
  return options === undefined ? [schema] : options.flatMap(bare);
}
