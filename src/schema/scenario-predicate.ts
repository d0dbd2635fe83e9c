import * as z from 'zod';
import { PREDICATES, type PredicateName } from '../world/predicate.ts';
import type { ArgKind } from '../world/predicate-entry.ts';
import { CONTROL_KINDS, PHASES } from '../world/verb.ts';
import { isOptional, shortArg } from './short-arg.ts';
import { nameOf } from './words.ts';

/** A predicate as files write it: all of its keys must hold; a key is `all`, `any`, `not` or a name of PREDICATES. */
export type PredicateSource = Readonly<Record<string, unknown>>;

const PILLARS = ['investigate', 'rotate', 'clean', 'notify', 'pin'] as const;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What an argument of each kind may look like; editors and the reference show these. */
const ARG_EXAMPLES: Readonly<Record<ArgKind, unknown>> = {
  agent: 'crew',
  credential: 'hub-ci-2023',
  tag: 'harborlight/base:stable',
  tags: ['harborlight/base:stable'],
  image: 'image:implant',
  pipeline: 'api-build',
  workload: 'api-prod',
  cache: 'eu-mirror',
  consumer: 'northwind',
  log: 'build-egress-log',
  place: 'harborlight/base:stable',
  places: ['api-build', 'api-prod'],
  inject: 'northwind-beacon',
  delivery: 'payment-hotfix',
  conclusion: 'token',
  sighting: 'unsigned image:implant',
  audiences: ['consumers', 'public'],
  claims: ['digest=image:implant', 'tag=*'],
  control: 'protect',
  phase: 'contained',
  pillars: ['rotate'],
  number: 6,
  'optional-agent': 'crew',
  'optional-credential': 'aws-deploy',
  'optional-text': 'crew',
  'optional-texts': ['harborlight/base:stable'],
  'optional-data': { code: 'revoked' },
};

function argSchema(kind: ArgKind): z.ZodType {
  const meta = (description: string) => ({ description, examples: [ARG_EXAMPLES[kind]] });
  switch (kind) {
    case 'tags':
      return z.array(nameOf('A tag.')).min(1).meta(meta('Tags.'));
    case 'places':
      return z.array(nameOf('A place.')).min(1).meta(meta('Repositories, pipelines or workloads.'));
    case 'audiences':
      return z
        .array(nameOf('An audience, a consumer or an inject.'))
        .min(1)
        .meta(meta('Audiences, consumers, or injects for the answers to them.'));
    case 'claims':
      return z
        .array(nameOf('A claim.'))
        .meta(meta('Claims; `KEY=*` accepts any value, and an empty list any notice.'));
    case 'pillars':
      return z.array(z.enum(PILLARS)).min(1).meta(meta('Pillars.'));
    case 'control':
      return z.enum(CONTROL_KINDS).meta(meta('Kind of control.'));
    case 'phase':
      return z.enum(PHASES).meta(meta('Phase that was declared.'));
    case 'number':
      return z.number().meta(meta('A number.'));
    case 'optional-text':
      return nameOf('Who.').meta(meta('Who did it: an agent, role, consumer or party, `clock` or `ci`.'));
    case 'optional-texts':
      return z.array(nameOf('A subject.')).min(1).meta(meta('Any of these.'));
    case 'optional-data':
      return z.record(z.string(), scalar).meta(meta('Data of the fact that must be just so.'));
    default:
      return nameOf(`Name of: ${kind.replace('optional-', '')}.`).meta({
        description: `Name of: ${kind.replace('optional-', '')}.`,
        examples: [ARG_EXAMPLES[kind]],
      });
  }
}

function predicateSchema(name: PredicateName): z.ZodType {
  const args = Object.entries<ArgKind>(PREDICATES[name].args);
  const shape = Object.fromEntries(
    args.map(([arg, kind]) => [arg, isOptional(kind) ? argSchema(kind).optional() : argSchema(kind)]),
  );
  const whole = z.strictObject(shape);
  const short = args.find(([arg]) => arg === shortArg(name));
  const description = `Holds when ${PREDICATES[name].asks}.`;
  const examples = [short === undefined ? exampleOf(args) : ARG_EXAMPLES[short[1]]];
  return (short === undefined ? whole : z.union([argSchema(short[1]), whole])).meta({
    description,
    examples,
  });
}

// Where every argument may be left out, an empty example would not even name them.
function exampleOf(args: readonly (readonly [string, ArgKind])[]): unknown {
  const needed = args.filter(([, kind]) => !isOptional(kind));
  return Object.fromEntries(
    (needed.length > 0 ? needed : args).map(([arg, kind]) => [arg, ARG_EXAMPLES[kind]]),
  );
}

/** A predicate as an author may write it, for the reference. */
export function predicateExample(name: PredicateName): unknown {
  const args = Object.entries<ArgKind>(PREDICATES[name].args);
  const kind = args.find(([arg]) => arg === shortArg(name))?.[1];
  return { [name]: kind === undefined ? exampleOf(args) : ARG_EXAMPLES[kind] };
}

const NAMES = Object.keys(PREDICATES) as readonly PredicateName[];

const several = z.array(z.lazy((): z.ZodType<PredicateSource> => predicate)).min(1);

/** What can be asked of the world, made from the table of predicates. */
export const predicate: z.ZodType<PredicateSource> = z
  .strictObject({
    all: several.optional().meta({
      description: 'Holds when every one of these does.',
      examples: [[{ concluded: 'token' }, { not: { 'serves-poison': {} } }]],
    }),
    any: several.optional().meta({
      description: 'Holds when at least one of these does.',
      examples: [[{ 'runs-clean': 'api-prod' }, { 'runs-clean': 'worker-prod' }]],
    }),
    not: z
      .lazy((): z.ZodType<PredicateSource> => predicate)
      .optional()
      .meta({ description: 'Holds when this does not.', examples: [{ 'serves-poison': {} }] }),
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
