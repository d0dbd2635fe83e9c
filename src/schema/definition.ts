import type * as z from 'zod';

type Schema = z.core.$ZodType;

/** What zod keeps of how a schema was made, as far as we read it. */
export interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly items?: readonly Schema[];
  readonly rest?: Schema | null;
  readonly catchall?: Schema;
  readonly getter?: () => Schema;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly defaultValue?: unknown;
  readonly check?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: unknown } }[];
}

export function definitionOf(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}
