import type * as z from 'zod';
import { type Definition, definitionOf } from '../src/schema/definition.ts';
import { playbookFile } from '../src/schema/playbook.ts';
import { scenarioFile } from '../src/schema/scenario.ts';
import type { Shape } from '../src/schema/shape.ts';
import type { FileShapes } from '../src/schema/shapes.ts';
import { MOST_NAMES } from '../src/schema/words.ts';

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly error?: (issue: never) => string;
}

/** The limits behind our own refinements, by the word that each refuses with. */
const REFINED: Readonly<Record<string, { readonly least?: number; readonly most?: number }>> = {
  'too-many-names': { most: MOST_NAMES },
  'empty-predicate': { least: 1 },
};

const FORMATS: ReadonlySet<string> = new Set(['safeint']);

function limitsOf(checks: readonly Check[]): Record<string, unknown> {
  const limits: Record<string, unknown> = {};
  for (const { check, minimum, maximum, value, inclusive, format, pattern, error } of checks) {
    if (check === 'min_length') limits.least = minimum;
    else if (check === 'max_length') limits.most = maximum;
    else if (check === 'greater_than' && inclusive === true) limits.least = value;
    else if (check === 'less_than' && inclusive === true) limits.most = value;
    else if (check === 'number_format' && FORMATS.has(format ?? '')) limits.whole = true;
    else if (check === 'string_format' && pattern !== undefined && pattern.flags === '')
      limits.pattern = pattern.source;
    else if (check === 'custom') Object.assign(limits, refinedBy(error));
    else throw new Error(`no shape stands for the check ${check} ${format ?? ''}`);
  }
  return limits;
}

function refinedBy(error: Check['error']): object {
  const word = error?.({} as never) ?? '';
  const limits = REFINED[word];
  if (limits === undefined) throw new Error(`no shape stands for the refinement ${word}`);
  return limits;
}

/** Makes shapes out of schemas; one and the same schema gets one shape. */
function makeShapes() {
  const shapes: (Shape | null)[] = [];
  const bySchema = new Map<z.core.$ZodType, number>();

  const add = (written: z.core.$ZodType): number => {
    const schema = atOnce(written);
    const known = bySchema.get(schema);
    if (known !== undefined) return known;
    const def = definitionOf(schema);
    // Its place is taken before what it holds is looked at, since that may hold the same again.
    const place = shapes.push(null) - 1;
    bySchema.set(schema, place);
    shapes[place] = shapeOf(def);
    return place;
  };

  const shapeOf = (def: Definition): Shape => {
    const checks = (def.checks ?? []).map((one) => one._zod.def as Check);
    const own = def.check === undefined ? checks : [def as unknown as Check, ...checks];
    const limits = limitsOf(own);
    switch (def.type) {
      case 'string':
        return { is: 'text', ...limits };
      case 'number':
        return { is: 'number', ...limits };
      case 'boolean':
        return { is: 'truth' };
      case 'null':
        return { is: 'nothing' };
      case 'literal':
        return { is: 'one-of', values: def.values ?? [] };
      case 'enum':
        return { is: 'one-of', values: Object.values(def.entries ?? {}) };
      case 'array':
        return { is: 'list', of: add(def.element as z.core.$ZodType), ...limits };
      case 'tuple':
        if (def.rest != null) throw new Error('no shape stands for a tuple with a rest');
        return { is: 'row', of: (def.items ?? []).map(add) };
      case 'record':
        return {
          is: 'names',
          key: add(def.keyType as z.core.$ZodType),
          of: add(def.valueType as z.core.$ZodType),
          ...limits,
        };
      case 'union':
        return { is: 'any-of', of: (def.options ?? []).map(add) };
      case 'object':
        return mapOf(def, limits);
      default:
        throw new Error(`no shape stands for ${def.type}`);
    }
  };

  const mapOf = (def: Definition, limits: object): Shape => {
    if (def.catchall === undefined) throw new Error('a map of a file must say what other names mean');
    const isClosed = definitionOf(def.catchall).type === 'never';
    const of: Record<string, number> = {};
    const optional: string[] = [];
    const defaults: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(def.shape ?? {})) {
      let schema = atOnce(member);
      for (let inner = innerOf(schema); inner !== null; inner = innerOf(schema)) {
        if (inner.type === 'optional') optional.push(name);
        else defaults[name] = inner.defaultValue;
        schema = atOnce(inner.innerType as z.core.$ZodType);
      }
      of[name] = add(schema);
    }
    return {
      is: 'map',
      of,
      ...(optional.length > 0 && { optional }),
      ...(Object.keys(defaults).length > 0 && { defaults }),
      ...(!isClosed && { rest: add(def.catchall) }),
      ...limits,
    };
  };
  return { add, list: () => shapes as readonly Shape[] };
}

function atOnce(schema: z.core.$ZodType): z.core.$ZodType {
  const { getter } = definitionOf(schema);
  return getter === undefined ? schema : atOnce(getter());
}

function innerOf(schema: z.core.$ZodType): Definition | null {
  const def = definitionOf(schema);
  return def.type === 'optional' || def.type === 'default' ? def : null;
}

function renumbered(shape: Shape, to: (index: number) => number): Shape {
  switch (shape.is) {
    case 'list':
      return { ...shape, of: to(shape.of) };
    case 'row':
    case 'any-of':
      return { ...shape, of: shape.of.map(to) };
    case 'names':
      return { ...shape, key: to(shape.key), of: to(shape.of) };
    case 'map': {
      const of = Object.fromEntries(Object.entries(shape.of).map(([name, index]) => [name, to(index)]));
      return { ...shape, of, ...(shape.rest !== undefined && { rest: to(shape.rest) }) };
    }
    default:
      return shape;
  }
}

/** The same shapes with one of each kind: what holds shapes alike becomes alike itself, until nothing more does. */
function withoutTwins({ shapes, scenario, playbook }: FileShapes): FileShapes {
  const first = new Map<string, number>();
  const kept: Shape[] = [];
  const places = shapes.map((shape) => {
    const text = JSON.stringify(shape);
    const place = first.get(text) ?? kept.push(shape) - 1;
    first.set(text, place);
    return place;
  });
  const to = (index: number): number => places[index] ?? -1;
  const fewer = {
    shapes: kept.map((one) => renumbered(one, to)),
    scenario: to(scenario),
    playbook: to(playbook),
  };
  return kept.length === shapes.length ? fewer : withoutTwins(fewer);
}

/** The shapes of the files that authors write. Throws for a schema that none can stand for. */
export function fileShapes(): FileShapes {
  const { add, list } = makeShapes();
  const [scenario, playbook] = [add(scenarioFile), add(playbookFile)];
  return withoutTwins({ shapes: list(), scenario, playbook });
}
