import { COMMAND_FILTERS } from '../exercise/command-line.ts';
import { knownDigests, knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { hostsOf } from '../http/addresses.ts';
import { fakeRunId } from '../world/evidence/fake-id.ts';
import { FILTERS } from './filter-table.ts';
import type { Form, OperandKind, Tool } from './form.ts';
import { toolNamed } from './tools.ts';

export interface Completion {
  readonly value: string;
  readonly note: string;
}

/** What the last, unfinished word of a command line may become: only what the team knows of. */
export function completeCommand(session: Session, line: string): readonly Completion[] {
  const words = line.split(/\s+/);
  const begun = words.at(-1) ?? '';
  const whole = words.slice(0, -1).filter((word) => word !== '');
  const pipe = whole.lastIndexOf('|');
  const all =
    pipe >= 0
      ? afterPipe(whole.slice(pipe + 1))
      : inTool(session, toolNamed(whole[0] ?? ''), whole.slice(1), begun);
  const starts = all.filter(({ value }) => value.startsWith(begun));
  const holds = all.filter((one) => !starts.includes(one) && begun !== '' && one.value.includes(begun));
  return [...starts, ...holds].filter(
    (one, index, list) => list.findIndex((other) => other.value === one.value) === index,
  );
}

function afterPipe(words: readonly string[]): readonly Completion[] {
  if (words.length > 0) return [];
  return COMMAND_FILTERS.map((name) => ({ value: name, note: FILTERS[name]?.usage ?? '' }));
}

function inTool(
  session: Session,
  tool: Tool | null,
  words: readonly string[],
  begun: string,
): readonly Completion[] {
  if (tool === null) return [];
  const last = words.at(-1) ?? '';
  if (last === '-R' || last === '--repo') return repositoriesOnForge(session);
  if (last === '-w' || last === '--workflow') return ofKind(session, 'workflow');
  if (tool.name === 'git' && last === '-C') return names(knownNames(session).pipeline);
  const plain = words.filter((word) => !word.startsWith('-'));
  const next = tool.forms.flatMap((form) => nextWord(form, plain));
  const form = bestForm(tool, plain);
  if (begun.startsWith('-')) return form === null ? [] : flagsOf(form);
  return [...next, ...(form === null ? [] : operands(session, form))];
}

/** The word of a form that comes next, when all before it fit. */
function nextWord(form: Form, plain: readonly string[]): readonly Completion[] {
  const at = plain.length;
  const word = form.words[at];
  if (word === undefined || !plain.every((one, index) => form.words[index] === one)) return [];
  return [{ value: word, note: form.words.length === at + 1 ? (form.usages[0]?.does ?? '') : '' }];
}

function bestForm(tool: Tool, plain: readonly string[]): Form | null {
  const fitting = tool.forms.filter((form) => form.words.every((word, at) => plain[at] === word));
  return [...fitting].sort((left, right) => right.words.length - left.words.length)[0] ?? null;
}

function flagsOf({ spec }: Form): readonly Completion[] {
  const all = [...(spec.switches ?? []), ...(spec.values ?? [])];
  return all.map((spellings) => ({ value: spellings.at(-1) ?? '', note: spellings.slice(0, -1).join(' ') }));
}

function operands(session: Session, form: Form): readonly Completion[] {
  if (form.tool === 'kubectl' && form.words[0] === 'get') return names(['pods', 'deployments', 'namespaces']);
  if (form.tool === 'gh' && form.words[0] === 'secret') return [];
  return ofKind(session, form.operand);
}

function names(values: readonly string[] = [], prefix = '', note = ''): readonly Completion[] {
  return values.map((value) => ({ value: `${prefix}${value}`, note }));
}

function repositoriesOnForge(session: Session): readonly Completion[] {
  return names(knownNames(session).pipeline, `${session.course.world.estate.account}/`);
}

function ofKind(session: Session, kind: OperandKind): readonly Completion[] {
  const known = knownNames(session);
  const hosts = hostsOf(session.course.world.estate);
  const { registry, hub, forge, cluster } = hosts;
  switch (kind) {
    case 'reference':
      return references(session, `${registry}/`);
    case 'docker-reference':
      return references(session, `docker://${registry}/`);
    case 'repository':
      return names(known.repo, `${registry}/`);
    case 'docker-repository':
      return names(known.repo, `docker://${registry}/`);
    case 'run':
      return [...(known.run ?? [])].reverse().map((run) => ({ value: String(fakeRunId(run)), note: run }));
    case 'workflow':
      return (known.pipeline ?? []).map((pipeline) => ({ value: `${pipeline}.yaml`, note: pipeline }));
    case 'workload':
      return names(known.workload, 'deploy/');
    case 'host':
      return names([registry, hub, forge, cluster, ...(known.host ?? [])]);
    case 'url':
      return [`${registry}/v2/`, `${hub}/v2/`, `${forge}/`, `${cluster}/api/v1/`].map((value) => ({
        value: `https://${value}`,
        note: '',
      }));
    case 'file':
      return names(['Dockerfile']);
    case 'none':
      return [];
    default:
      return kind satisfies never;
  }
}

/** Tags, and digests in the repository that they are known to lie in. */
function references(session: Session, prefix: string): readonly Completion[] {
  const known = knownNames(session);
  const { estate } = session.course.world;
  const homes = new Map<string, string>();
  for (const text of Object.keys(session.course.world.seen)) {
    const [kind, tag = '', digest = ''] = text.split(' ');
    if (kind === 'tag') homes.set(digest, tag.slice(0, tag.lastIndexOf(':')));
  }
  const homeOf = (digest: string): string | undefined =>
    homes.get(digest) ?? Object.values(estate.repositories).find((spec) => spec.images.includes(digest))?.id;
  const parts = knownDigests(session).flatMap((digest) => {
    const home = homeOf(digest);
    return home === undefined ? [] : [`${home}@${digest}`];
  });
  return [...names(known.tag, prefix), ...names(parts, prefix)];
}
