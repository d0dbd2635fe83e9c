import { lastValue } from '../flags.ts';
import type { Call, Plan } from '../form.ts';
import { err, joined, type Output, out } from '../output.ts';
import { isFine, jsonOf, type Reply } from '../wire.ts';
import {
  listRequest,
  nameOf,
  namespaceIn,
  oneRequest,
  RESOURCES,
  type Resource,
  resourceNamed,
  serverError,
} from './kube-calls.ts';
import { jsonPath, pathCell } from './kube-path.ts';
import { sorted, yamlText } from './kube-print.ts';
import { tableText } from './table.ts';

interface Asked {
  readonly resource: Resource;
  readonly name: string | null;
}

/** What `get` is asked for: a kind, a kind and a name, `kind/name`, or `all`. */
function askedFor(call: Call): readonly Asked[] | Output {
  const [word = '', name = null, ...more] = call.operands;
  if (word === '')
    return err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nSee \'kubectl get -h\' for help and examples\n',
    );
  if (more.length > 0) return err('error: one name at a time is offered here\n');
  if (word === 'all') return RESOURCES.slice(0, 2).map((resource) => ({ resource, name: null }));
  const [kind = '', own = null] = word.split('/');
  const resources = kind.split(',').map(resourceNamed);
  const missing = resources.indexOf(null);
  if (missing >= 0)
    return err(`error: the server doesn't have a resource type "${kind.split(',')[missing]}"\n`);
  return resources.flatMap((resource) => (resource === null ? [] : [{ resource, name: own ?? name }]));
}

export function get(call: Call): Plan | Output {
  const asked = askedFor(call);
  if ('chunks' in asked) return asked;
  const format = lastValue(call.flags, '-o') ?? '';
  const isTable = format === '' || format === 'wide';
  if (!isTable && !/^(?:json|yaml|name|jsonpath=.*|custom-columns=.+)$/s.test(format))
    return err(
      `error: unable to match a printer suitable for the output format "${format}", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml\n`,
    );
  const requests = asked.map(({ resource, name }) =>
    name === null ? listRequest(resource, call, isTable) : oneRequest(resource, name, call, isTable),
  );
  return {
    opening: requests,
    run: async (wire) => {
      const outputs: Output[] = [];
      for (const [index, request] of requests.entries()) {
        const { resource, name } = asked[index] ?? { resource: RESOURCES[0] as Resource, name: null };
        const reply = await wire.ask(request);
        const isLast = index === requests.length - 1;
        const printed = isFine(reply)
          ? print(reply, { call, format, resource, isOne: name !== null, isPrefixed: asked.length > 1 })
          : serverError(reply);
        outputs.push(printed, isLast || !isTable ? out('', printed.exit) : out('\n'));
      }
      return joined(...outputs);
    },
  };
}

interface Printing {
  readonly call: Call;
  readonly format: string;
  readonly resource: Resource;
  readonly isOne: boolean;
  readonly isPrefixed: boolean;
}

interface TableJson {
  readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly {
    readonly cells: readonly unknown[];
    readonly object: {
      readonly metadata: { readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
    };
  }[];
}

function print(reply: Reply, printing: Printing): Output {
  const { call, format, resource, isOne } = printing;
  const json = jsonOf(reply);
  if (format === '' || format === 'wide') return table(json as TableJson, printing);
  const items = isOne
    ? [json]
    : (json as { readonly items: readonly unknown[] }).items.map((item) => ({
        ...kindOf(resource),
        ...(item as object),
      }));
  const whole = isOne ? json : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
  if (format === 'json') return out(`${JSON.stringify(sorted(whole), null, 4)}\n`);
  if (format === 'yaml') return out(yamlText(sorted(whole)));
  if (format === 'name') return out(items.map((item) => `${resource.kind}/${nameOf(item)}\n`).join(''));
  if (format.startsWith('custom-columns='))
    return columns(format.slice('custom-columns='.length), items, call);
  const template = format.slice('jsonpath='.length);
  const text = jsonPath(template.includes('{') ? template : `{${template}}`, whole);
  return text === null
    ? err(`error: error parsing jsonpath ${template}, unrecognized or not offered here\n`)
    : out(text);
}

function kindOf({ name }: Resource): object {
  return name === 'pods'
    ? { apiVersion: 'v1', kind: 'Pod' }
    : name === 'namespaces'
      ? { apiVersion: 'v1', kind: 'Namespace' }
      : { apiVersion: 'apps/v1', kind: 'Deployment' };
}

function table(
  { columnDefinitions, rows }: TableJson,
  { call, format, resource, isPrefixed }: Printing,
): Output {
  if (rows.length === 0)
    return err(
      call.flags.on.has('-A')
        ? 'No resources found\n'
        : `No resources found in ${namespaceIn(call)} namespace.\n`,
      0,
    );
  const shown = columnDefinitions.flatMap(({ priority }, index) =>
    priority === 0 || format === 'wide' ? [index] : [],
  );
  const spaces = call.flags.on.has('-A') && resource.name !== 'namespaces';
  const labels = call.flags.on.has('--show-labels');
  const head = [
    ...(spaces ? ['NAMESPACE'] : []),
    ...shown.map((index) => (columnDefinitions[index]?.name ?? '').toUpperCase()),
    ...(labels ? ['LABELS'] : []),
  ];
  const body = rows.map(({ cells, object }) => [
    ...(spaces ? [object.metadata.namespace ?? ''] : []),
    ...shown.map(
      (index, at) => `${isPrefixed && at === 0 ? `${resource.kind}/` : ''}${String(cells[index])}`,
    ),
    ...(labels ? [labelText(object.metadata.labels)] : []),
  ]);
  return out(printed(head, body, call));
}

// The printer gives a column three blanks more than its longest cell, and at least six places.
function printed(head: readonly string[], body: readonly (readonly string[])[], call: Call): string {
  return tableText(call.flags.on.has('--no-headers') ? body : [head, ...body], 3, 6);
}

function labelText(labels: Readonly<Record<string, string>> = {}): string {
  const text = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return text === '' ? '<none>' : text;
}

function columns(spec: string, items: readonly unknown[], call: Call): Output {
  const wanted = spec.split(',').map((column) => column.split(':'));
  const rows = items.map((item) => wanted.map(([, path = '']) => pathCell(path, item)));
  if (wanted.some(([, path = '']) => path === '') || rows.some((row) => row.includes(null)))
    return err(`error: unexpected path string, expected a 'name1.name2' or '.name1.name2'\n`);
  const cells = rows.map((row) => row.map((cell) => cell ?? ''));
  return out(
    printed(
      wanted.map(([name = '']) => name),
      cells,
      call,
    ),
  );
}
