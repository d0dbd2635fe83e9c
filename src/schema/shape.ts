/**
 * What a value may be, as plain data: made from the zod schemas when the program is built. A number names another shape of the same
 * list, so that what stands in a file many times is described once.
 */
export type Shape =
  | { readonly is: 'text'; readonly least?: number; readonly most?: number; readonly pattern?: string }
  | { readonly is: 'number'; readonly whole?: true; readonly least?: number; readonly most?: number }
  | { readonly is: 'truth' | 'nothing' }
  | { readonly is: 'one-of'; readonly values: readonly unknown[] }
  | { readonly is: 'list'; readonly of: number; readonly least?: number; readonly most?: number }
  | { readonly is: 'row'; readonly of: readonly number[] }
  | { readonly is: 'names'; readonly key: number; readonly of: number; readonly most?: number }
  | {
      readonly is: 'map';
      readonly of: Readonly<Record<string, number>>;
      /** Names that may be missing, and names that are then there all the same with a value of their own. */
      readonly optional?: readonly string[];
      readonly defaults?: Readonly<Record<string, unknown>>;
      readonly least?: number;
      /** What any other name may hold; without it there may be none. */
      readonly rest?: number;
    }
  | { readonly is: 'any-of'; readonly of: readonly number[] };

export type Shapes = readonly Shape[];

/** What stands for a value that does not fit. */
export const UNFIT = Symbol('unfit');

/**
 * The value with defaults filled in, as the schema behind a shape gives it, or UNFIT. It accepts nothing that the schema refuses; what
 * is wrong with a value that does not fit is for the schema to say.
 */
export function fitted(shapes: Shapes, index: number, value: unknown): unknown {
  const shape = shapes[index];
  switch (shape?.is) {
    case 'text':
      return typeof value === 'string' &&
        isWithin(value.length, shape) &&
        (shape.pattern === undefined || new RegExp(shape.pattern).test(value))
        ? value
        : UNFIT;
    case 'number': {
      const isNumber = shape.whole === true ? Number.isSafeInteger(value) : Number.isFinite(value);
      return isNumber && isWithin(value as number, shape) ? value : UNFIT;
    }
    case 'truth':
      return typeof value === 'boolean' ? value : UNFIT;
    case 'nothing':
      return value === null ? value : UNFIT;
    case 'one-of':
      return shape.values.includes(value) ? value : UNFIT;
    case 'list':
      return Array.isArray(value) && isWithin(value.length, shape)
        ? allFitted(shapes, value, () => shape.of)
        : UNFIT;
    case 'row':
      return Array.isArray(value) && value.length === shape.of.length
        ? allFitted(shapes, value, (place) => shape.of[place] ?? -1)
        : UNFIT;
    case 'names':
      return isRecord(value) ? namesFitted(shapes, shape, value) : UNFIT;
    case 'map':
      return isRecord(value) ? mapFitted(shapes, shape, value) : UNFIT;
    case 'any-of':
      for (const choice of shape.of) {
        const found = fitted(shapes, choice, value);
        if (found !== UNFIT) return found;
      }
      return UNFIT;
    default:
      return UNFIT;
  }
}

type Of<K extends Shape['is']> = Extract<Shape, { readonly is: K }>;
type Values = Readonly<Record<string, unknown>>;

function isWithin(
  size: number,
  { least, most }: { readonly least?: number; readonly most?: number },
): boolean {
  return size >= (least ?? -Infinity) && size <= (most ?? Infinity);
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function allFitted(shapes: Shapes, list: readonly unknown[], of: (place: number) => number): unknown {
  const found: unknown[] = [];
  for (const [place, item] of list.entries()) {
    const one = fitted(shapes, of(place), item);
    if (one === UNFIT) return UNFIT;
    found.push(one);
  }
  return found;
}

function namesFitted(shapes: Shapes, { key, of, most }: Of<'names'>, value: Values): unknown {
  const entries = Object.entries(value);
  if (!isWithin(entries.length, { most: most ?? Infinity })) return UNFIT;
  const found: Record<string, unknown> = {};
  for (const [name, inner] of entries) {
    const one = fitted(shapes, key, name) === UNFIT ? UNFIT : fitted(shapes, of, inner);
    if (one === UNFIT) return UNFIT;
    found[name] = one;
  }
  return found;
}

function mapFitted(shapes: Shapes, shape: Of<'map'>, value: Values): unknown {
  const { of, optional, defaults, least, rest } = shape;
  const others = Object.keys(value).filter((name) => !Object.hasOwn(of, name));
  if (Object.keys(value).length < (least ?? 0) || (rest === undefined && others.length > 0)) return UNFIT;
  const found: Record<string, unknown> = {};
  for (const name of [...Object.keys(of), ...others]) {
    if (Object.hasOwn(value, name)) {
      const one = fitted(shapes, of[name] ?? rest ?? -1, value[name]);
      if (one === UNFIT) return UNFIT;
      found[name] = one;
    } else if (defaults !== undefined && Object.hasOwn(defaults, name)) found[name] = defaults[name];
    else if (optional?.includes(name) !== true) return UNFIT;
  }
  return found;
}
