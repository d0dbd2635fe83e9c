import type { FlagSpec } from '../flags.ts';
import type { Call, Form, Plan, Tool } from '../form.ts';
import { err, type Output } from '../output.ts';
import { api } from './gh-api.ts';
import { runList, runView, runWrite } from './gh-runs.ts';
import {
  cacheDelete,
  cacheList,
  secretDelete,
  secretList,
  secretSet,
  workflowList,
  workflowRun,
  workflowWrite,
} from './gh-settings.ts';

const REPO = ['-R', '--repo'];

type Read = (call: Call) => Plan | Output;

function form(
  words: string,
  counts: string,
  does: string,
  usage: string,
  operand: Form['operand'],
  read: Read,
  more: FlagSpec = {},
): Form {
  const spec = { ...more, values: [...(more.values ?? []), REPO] };
  return {
    tool: 'gh',
    words: words.split(' '),
    usages: [{ usage: `gh ${words}${usage === '' ? '' : ` ${usage}`}`, does, counts }],
    spec,
    operand,
    read,
  };
}

const JSON_FLAGS = [['--json'], ['-q', '--jq']] as const;
const R = '-R OWNER/PIPELINE';

export const GH: Tool = {
  name: 'gh',
  does: 'the forge: runs, logs, workflows, secrets, caches, its API',
  forms: [
    form(
      'run list',
      'inspect runs PIPELINE',
      'the runs of a pipeline and their bases',
      `${R} [-w FILE] [-L N]`,
      'none',
      runList,
      {
        values: [
          ['-w', '--workflow'],
          ['-L', '--limit'],
          ['-b', '--branch'],
          ['-e', '--event'],
          ['-u', '--user'],
          ['-s', '--status'],
          ...JSON_FLAGS,
        ],
      },
    ),
    {
      ...form(
        'run view',
        'inspect job RUN',
        'one run and its jobs; -v its steps',
        `ID ${R} [-v]`,
        'run',
        runView,
        {
          switches: [['-v', '--verbose'], ['--log'], ['--log-failed'], ['--exit-status']],
          values: [['-j', '--job'], ['-a', '--attempt'], ...JSON_FLAGS],
        },
      ),
      usages: [
        {
          usage: `gh run view ID ${R} [-v]`,
          does: 'one run and its jobs; -v its steps',
          counts: 'inspect job RUN',
        },
        { usage: `gh run view ID ${R} --log`, does: 'the log of a run', counts: 'inspect job RUN' },
      ],
    },
    form('run cancel', 'inspect job RUN', 'is refused: a run that began goes on', `ID ${R}`, 'run', (call) =>
      runWrite(call, 'cancel'),
    ),
    form(
      'run rerun',
      'inspect job RUN',
      'is refused: gh workflow run builds anew',
      `ID ${R}`,
      'run',
      (call) => runWrite(call, 'rerun'),
      { switches: [['--failed'], ['-d', '--debug']], values: [['-j', '--job']] },
    ),
    form(
      'workflow list',
      'nothing',
      'the workflow of a pipeline; -a disabled ones too',
      `${R} [-a]`,
      'none',
      workflowList,
      { switches: [['-a', '--all']], values: [['-L', '--limit']] },
    ),
    form('workflow disable', 'pause PIPELINE', 'no scheduled runs any more', 'FILE', 'workflow', (call) =>
      workflowWrite(call, 'disable'),
    ),
    form('workflow enable', 'resume PIPELINE', 'scheduled runs again', 'FILE', 'workflow', (call) =>
      workflowWrite(call, 'enable'),
    ),
    form(
      'workflow run',
      'rebuild PIPELINE',
      'runs once by hand and publishes',
      'FILE',
      'workflow',
      workflowRun,
      {
        values: [
          ['-r', '--ref'],
          ['-f', '--raw-field'],
          ['-F', '--field'],
        ],
      },
    ),
    form('secret list', 'inspect secrets PIPELINE', 'names and times of the secrets', R, 'none', secretList, {
      values: [
        ['-o', '--org'],
        ['-a', '--app'],
        ['-e', '--env'],
      ],
    }),
    form(
      'secret set',
      'rotate CREDENTIAL',
      'a new value, issued by the service behind it',
      `NAME ${R}`,
      'none',
      secretSet,
      {
        values: [
          ['-b', '--body'],
          ['-a', '--app'],
          ['-e', '--env'],
        ],
      },
    ),
    form('secret delete', 'nothing', 'is refused: no value dies by it', `NAME ${R}`, 'none', secretDelete, {
      values: [
        ['-a', '--app'],
        ['-e', '--env'],
      ],
    }),
    form('cache list', 'inspect runs PIPELINE', "the runner's local copies", R, 'none', cacheList, {
      values: [
        ['-L', '--limit'],
        ['-O', '--order'],
        ['-S', '--sort'],
        ['-k', '--key'],
      ],
    }),
    form(
      'cache delete',
      'clean-runner PIPELINE',
      "wipes the runner's local copies",
      `KEY ${R}`,
      'none',
      cacheDelete,
      { switches: [['-a', '--all']] },
    ),
    {
      ...form(
        'api',
        'what the request stands for',
        'any request to the forge',
        "PATH [-X METHOD] [-f KEY=VALUE] [--jq 'FILTER']",
        'none',
        api,
        {
          switches: [['-i', '--include'], ['--paginate'], ['--silent'], ['--slurp']],
          values: [
            ['-X', '--method'],
            ['-f', '--raw-field'],
            ['-F', '--field'],
            ['-H', '--header'],
            ['-q', '--jq'],
            ['--hostname'],
            ['-p', '--preview'],
            ['--cache'],
          ],
        },
      ),
    },
  ],
  unknown: (words) => unknown(words),
  badFlag: (form, flag, needsValue) =>
    err(
      `${needsValue ? 'flag needs an argument' : 'unknown flag'}: ${flag}\n\nUsage:  ${form.usages[0]?.usage ?? ''}\n`,
    ),
};

const GROUPS: Readonly<Record<string, string>> = {
  run: 'cancel, list, rerun, view',
  workflow: 'disable, enable, list, run',
  secret: 'delete, list, set',
  cache: 'delete, list',
};

function unknown([first = '', second = '']: readonly string[]): Output {
  if (Object.hasOwn(GROUPS, first))
    return err(
      `unknown command ${JSON.stringify(second)} for "gh ${first}"\n\nUsage:  gh ${first} <command> [flags]\n\nAvailable commands:\n${(
        GROUPS[first] ?? ''
      )
        .split(', ')
        .map((one) => `  ${one}\n`)
        .join('')}`,
    );
  return err(
    `unknown command ${JSON.stringify(first)} for "gh"\n\nUsage:  gh <command> <subcommand> [flags]\n\nAvailable commands:\n${[
      'api',
      ...Object.keys(GROUPS),
    ]
      .sort()
      .map((one) => `  ${one}\n`)
      .join('')}`,
  );
}
