/** What a person does before a screen is worth a picture. Keys are named as in the journeys: `j`, `enter`, `ctrl-c`. */
export interface Step {
  readonly keys?: readonly string[];
  readonly type?: string;
  /** The next step begins once the screen shows this. */
  readonly see: string;
}

export interface Screen {
  readonly name: string;
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  /** Commands run before, in the same home, without a terminal. */
  readonly before: readonly (readonly string[])[];
  readonly args: readonly string[];
  readonly steps: readonly Step[];
}

const NOVICE = 'scenarios/poisoned-base-image/playbooks/novice.yaml';

/** A decision typed as one line, up to its last question. */
function asked(line: string): readonly Step[] {
  return [
    { keys: [':'], see: 'Esc back' },
    { type: `${line}\r`, see: 'Do this?' },
  ];
}

/** The same, taken. */
function taken(line: string): readonly Step[] {
  return [...asked(line), { keys: ['enter'], see: 'Inbox' }];
}

const FIRST_MINUTES: readonly Step[] = [
  { see: 'Enter begin' },
  { keys: ['enter'], see: 'Inbox' },
  ...taken('pause api-build'),
  ...taken('inspect audit-log harborlight/base'),
  ...taken('answer northwind-beacon with status=investigating'),
  { keys: ['W'], see: 'Inbox' },
  { keys: ['W'], see: 'Inbox' },
  ...taken('inspect tags harborlight/base'),
  ...taken('inspect egress api-prod'),
  { keys: ['W'], see: 'Inbox' },
  { keys: ['W'], see: 'Inbox' },
];

const PLAY = ['play', 'poisoned-base-image', '--team', 'Night shift'] as const;

/** The screens in the README. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'play',
    title: 'hotwash play: messages, what is under way, what has been found, and the board as last seen',
    columns: 120,
    rows: 38,
    before: [],
    args: PLAY,
    steps: [...FIRST_MINUTES, ...taken('preserve harborlight/base:stable')],
  },
  {
    name: 'decision',
    title: 'hotwash play: the last question before a decision, with its cost and what cannot be taken back',
    columns: 120,
    rows: 38,
    before: [],
    args: PLAY,
    steps: [...FIRST_MINUTES, ...asked('revoke hub-ci-2023')],
  },
  {
    name: 'replay',
    title: 'hotwash replay: what happened, what was true, and what the team had seen by then',
    columns: 120,
    rows: 38,
    before: [['run', 'poisoned-base-image', '--playbook', NOVICE, '--save']],
    args: ['replay', 'last', '--at', 'T+38m'],
    steps: [{ see: 'Seen by the team' }],
  },
];
