import { hash } from 'node:crypto';
import { fakeCommit, fakeDigits, fakeNumber } from '../../world/evidence/fake-id.ts';
import type { World } from '../../world/state.ts';
import { type Flags, lastValue } from '../flags.ts';
import type { Call, Form, Plan, Tool } from '../form.ts';
import { err, lined, type Output, out } from '../output.ts';
import type { Wire } from '../wire.ts';

const FATAL = 128;
const FILE = 'Dockerfile';

/** The one commit that the branch of a pipeline has: the one that each of its runs names. Nothing was committed since. */
interface Commit {
  readonly sha: string;
  readonly author: string;
  readonly at: Date;
  readonly subject: string;
  readonly file: readonly string[];
}

type Show = (commit: Commit, flags: Flags, operands: readonly string[]) => Output;

function form(word: string, does: string, usage: string, show: Show): Form {
  return {
    tool: 'git',
    words: [word],
    usages: [{ usage, does, counts: 'inspect runs PIPELINE' }],
    spec: {
      switches: [
        ['--oneline'],
        ['-p', '--patch', '-u'],
        ['--show-signature'],
        ['--stat'],
        ['--all'],
        ['--graph'],
        ['--decorate'],
        ['--follow'],
        ['--no-pager'],
        ['-s', '--no-patch'],
        ['--reverse'],
        ['--merges'],
        ['--no-merges'],
      ],
      values: [
        ['-C'],
        ['--format', '--pretty'],
        ['-n', '--max-count'],
        ['--since', '--after'],
        ['--until', '--before'],
        ['--author'],
        ['--date'],
      ],
      number: '-n',
    },
    operand: 'file',
    read: (call) => planOf(call, show),
  };
}

function planOf(call: Call, show: Show): Plan | Output {
  const place = lastValue(call.flags, '-C');
  const { pipelines, account } = call.session.course.world.estate;
  if (place === null)
    return err('fatal: not a git repository (or any of the parent directories): .git\n', FATAL);
  const pipeline = place.replace(/\/+$/, '').replace(/^\.\//, '').replace(`${account}/`, '');
  if (!Object.hasOwn(pipelines, pipeline))
    return err(`fatal: cannot change to '${place}': No such file or directory\n`, FATAL);
  const line = `inspect runs ${pipeline}`;
  return {
    opening: [{ line }],
    run: async (wire) => {
      const outcome = wire.desk.look(line);
      if (outcome.kind !== 'done')
        return err(
          `fatal: unable to access 'https://${wire.hosts.forge.replace(/^api\./, '')}/${account}/${pipeline}.git/': The requested URL returned error: 429\n`,
          FATAL,
        );
      return show(commitOf(wire, pipeline), call.flags, call.operands);
    },
  };
}

function commitOf(wire: Wire, pipeline: string): Commit {
  const { world } = wire.desk;
  const { account, clock } = world.estate;
  const days = 9 + fakeNumber(`commit ${pipeline}`, 60);
  return {
    sha: fakeCommit(`${pipeline} main`),
    author: `${account}-bot <${account}-bot@users.forge.example>`,
    at: new Date(
      (clock.calendar.startEx - days * 86_400 - Number(fakeDigits(`commit ${pipeline}`, 4))) * 1000,
    ),
    subject: `Build ${pipeline}`,
    file: dockerfile(world, pipeline),
  };
}

function dockerfile(world: World, pipeline: string): readonly string[] {
  const base = world.estate.pipelines[pipeline]?.base ?? null;
  return base === null
    ? ['FROM scratch', 'ADD rootfs.tar.gz /']
    : [`FROM ${base}`, 'COPY . /app', 'RUN make install'];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function gitDate(at: Date): string {
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()} +0000`;
}

function headLines({ sha, author, at, subject }: Commit): readonly string[] {
  return [`commit ${sha}`, `Author: ${author}`, `Date:   ${gitDate(at)}`, '', `    ${subject}`];
}

/** The name under which git keeps a file: the very one, so that a real checkout of it agrees. */
function blobName(file: readonly string[]): string {
  const text = lined(file);
  return hash('sha1', `blob ${Buffer.byteLength(text)}\0${text}`, 'hex');
}

function patchLines({ file }: Commit): readonly string[] {
  return [
    `diff --git a/${FILE} b/${FILE}`,
    'new file mode 100644',
    `index 0000000..${blobName(file).slice(0, 7)}`,
    '--- /dev/null',
    `+++ b/${FILE}`,
    `@@ -0,0 +1${file.length === 1 ? '' : `,${file.length}`} @@`,
    ...file.map((line) => `+${line}`),
  ];
}

/** `%h %an %s %G?`: the placeholders that people type. A commit without a signature is N. */
function formatted(format: string, { sha, author, at, subject }: Commit): string {
  const [, name = '', mail = ''] = /^(.*) <(.*)>$/.exec(author) ?? [];
  const values: Readonly<Record<string, string>> = {
    '%H': sha,
    '%h': sha.slice(0, 7),
    '%an': name,
    '%ae': mail,
    '%cn': name,
    '%ce': mail,
    '%s': subject,
    '%ad': gitDate(at),
    '%cd': gitDate(at),
    '%aI': at.toISOString().replace('.000Z', '+00:00'),
    '%cI': at.toISOString().replace('.000Z', '+00:00'),
    '%ct': String(at.getTime() / 1000),
    '%at': String(at.getTime() / 1000),
    '%G?': 'N',
    '%GS': '',
    '%GK': '',
    '%d': ' (HEAD -> main)',
    '%D': 'HEAD -> main',
    '%n': '\n',
    '%%': '%',
  };
  return format
    .replace(/^(?:tformat|format):/, '')
    .replace(/%(?:G[?SK]|a[neId]|c[neIdt]|at|[HhsdDn%])/g, (one) => values[one] ?? one);
}

const log: Show = (commit, flags, operands) => {
  const path = operands.find((word) => word !== 'HEAD' && word !== 'main');
  if (path !== undefined && path !== FILE && path !== '.')
    return isRevision(path, commit)
      ? logOf(commit, flags)
      : err(
          `fatal: ambiguous argument '${path}': unknown revision or path not in the working tree.\nUse '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'\n`,
          FATAL,
        );
  return logOf(commit, flags);
};

function isRevision(text: string, { sha }: Commit): boolean {
  return text.length >= 4 && sha.startsWith(text);
}

function logOf(commit: Commit, flags: Flags): Output {
  const format = lastValue(flags, '--format');
  const patch = flags.on.has('-p') ? patchLines(commit) : [];
  if (format === 'oneline' || flags.on.has('--oneline'))
    return out(lined([`${commit.sha.slice(0, 7)} ${commit.subject}`, ...patch]));
  if (format?.includes('%') === true) return out(lined([formatted(format, commit), ...patch]));
  return out(lined([...headLines(commit), ...(patch.length === 0 ? [] : ['', ...patch])]));
}

const show: Show = (commit, flags, operands) => {
  const [what = 'HEAD'] = operands;
  const [revision = '', path] = what.split(':');
  if (revision !== 'HEAD' && revision !== 'main' && !isRevision(revision, commit))
    return err(
      `fatal: ambiguous argument '${what}': unknown revision or path not in the working tree.\nUse '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'\n`,
      FATAL,
    );
  if (path !== undefined)
    return path === FILE
      ? out(lined(commit.file))
      : err(`fatal: path '${path}' does not exist in '${revision}'\n`, FATAL);
  const format = lastValue(flags, '--format');
  const head = format?.includes('%') === true ? [formatted(format, commit)] : headLines(commit);
  return out(lined(flags.on.has('-s') ? head : [...head, '', ...patchLines(commit)]));
};

const blame: Show = (commit, _, operands) => {
  const [path] = operands.filter((word) => word !== 'HEAD' && word !== 'main');
  if (path === undefined) return err('usage: git blame [<options>] [<rev-opts>] [<rev>] [--] <file>\n', 129);
  if (path !== FILE) return err(`fatal: no such path '${path}' in HEAD\n`, FATAL);
  const [name = ''] = commit.author.split(' <');
  const stamp = commit.at.toISOString().slice(0, 19).replace('T', ' ');
  return out(
    lined(
      commit.file.map(
        (line, index) => `^${commit.sha.slice(0, 7)} (${name} ${stamp} +0000 ${index + 1}) ${line}`,
      ),
    ),
  );
};

export const GIT: Tool = {
  name: 'git',
  does: 'what pipelines are built from; the history is one commit each',
  forms: [
    form(
      'log',
      'the commits of a pipeline: --oneline, -p, --show-signature, --format',
      'git -C PIPELINE log [--oneline] [-p] [-- PATH]',
      log,
    ),
    form(
      'show',
      'one commit, or a file as it stands there',
      'git -C PIPELINE show [SHA | HEAD:Dockerfile]',
      show,
    ),
    form('blame', 'who wrote each line', 'git -C PIPELINE blame Dockerfile', blame),
  ],
  unknown: (words) => err(`git: '${words[0] ?? ''}' is not a git command. See 'git --help'.\n`),
  badFlag: (_, flag, needsValue) =>
    err(
      needsValue
        ? `error: switch \`${flag.replace(/^-+/, '')}' requires a value\n`
        : `fatal: unrecognized argument: ${flag}\n`,
      FATAL,
    ),
};
