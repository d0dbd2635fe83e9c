import type { Session } from '../exercise/session.ts';
import { harmOverTime } from '../scoring/harm.ts';
import type { Fact } from '../world/fact.ts';
import { printTime } from '../world/time.ts';
import { claimedAgainstTrue, knownScope } from './hot-wash.ts';
import { metricRows } from './metric-words.ts';
import {
  type Block,
  type Cell,
  type ListItem,
  list,
  open,
  paragraph,
  type Section,
  table,
} from './report-block.ts';
import type { ReportSource } from './report-source.ts';
import { makeTimeline } from './timeline.ts';
import { printTimeline, shortDigests } from './timeline-text.ts';
import { printChange } from './what-if-difference.ts';

const MOST_WORTHS = 10;

/** What the two pages rest on, annex by annex. */
export function annexSections(source: ReportSource): readonly Section[] {
  return [
    annex('A', 'Timeline', timelineAnnex(source)),
    annex('B', 'Metrics against targets', metricsAnnex(source)),
    annex('C', 'Decisions with reasons', decisionsAnnex(source)),
    annex('D', 'Notices as sent', noticesAnnex(source)),
    annex('E', 'Pauses, hints, undo and interventions', interruptions(source)),
    annex('F', 'What single decisions were worth', worthsAnnex(source)),
    annex('G', 'Hot wash', hotWashAnnex(source)),
    annex('H', 'Limits of the simulation', [list(LIMITS)]),
    annex('I', 'Marking and sign-off', SIGN_OFF),
  ];
}

function annex(letter: string, title: string, blocks: readonly Block[]): Section {
  return { id: `annex-${letter.toLowerCase()}`, title: `Annex ${letter}: ${title}`, blocks };
}

function timelineAnnex({ finished }: ReportSource): readonly Block[] {
  const { clock } = finished.engine.scenario.estate;
  return [{ kind: 'lines', lines: printTimeline(makeTimeline(finished, clock.aftermath), clock.calendar) }];
}

function metricsAnnex({ finished, score, result }: ReportSource): readonly Block[] {
  const time = (at: number | null): string => (at === null ? 'never' : printTime(at));
  return [
    table(
      'Metrics against targets',
      ['Metric', 'Measured', 'Target'],
      metricRows(result.metrics, finished.engine.scenario.objectives),
    ),
    paragraph('Task by task:'),
    table(
      'Task by task',
      ['Task', 'Points', 'Reached', 'Why'],
      score.objectives.flatMap((objective) =>
        objective.tasks.map((task) => [
          `${task.title}${task.critical ? ' (critical)' : ''}`,
          `${task.points} of ${task.of}`,
          time(task.at),
          task.why,
        ]),
      ),
    ),
    paragraph('Harm over time:'),
    table(
      'Harm over time',
      [
        'From',
        'Credentials working for the intruders',
        'Tags and caches serving poison',
        'Consumers exposed',
        'Own workloads on poison',
        'Outages',
      ],
      harmRows(finished),
    ),
    paragraph('Claimed against true:'),
    table(
      'Claimed against true',
      ['Phase', 'Declared', 'True then', 'True at the end since'],
      claimedAgainstTrue(finished).map((one) => [
        one.phase,
        time(one.claimedAt),
        one.heldThen === null ? '-' : one.heldThen ? 'yes' : 'no',
        time(one.trueSince),
      ]),
    ),
    paragraph('Known against true scope:'),
    table(
      'Known against true scope',
      ['What was so', 'You could know it at'],
      knownScope(finished).map((row) => [row.what, time(row.knownAt)]),
    ),
  ];
}

// What happened before StartEx is one row: harm as the team found it.
function harmRows(finished: Session): readonly (readonly string[])[] {
  const points = harmOverTime(finished, finished.engine.scenario.estate.clock.aftermath);
  const found = points.findLast((point) => point.at <= 0);
  return [
    ...(found === undefined ? [] : [{ ...found, at: 0 }]),
    ...points.filter((point) => point.at > 0),
  ].map((point) => [
    printTime(point.at),
    String(point.attackerAccess),
    String(point.poisonServed),
    String(point.consumersExposed),
    String(point.workloadsPoisoned),
    String(point.outages),
  ]);
}

function decisionsAnnex({ result }: ReportSource): readonly Block[] {
  return [
    table(
      'Decisions with reasons',
      ['No', 'At', 'Effect', 'By', 'Decision', 'Reason', 'Sure', 'Refused'],
      result.decisions.map((one) => [
        String(one.seq),
        one.at,
        one.lands,
        one.by,
        shortDigests(one.do),
        one.reason ?? '-',
        one.confidence === null ? '-' : `${one.confidence} %`,
        one.refused === null ? '-' : `${one.refused.code}: ${one.refused.message}`,
      ]),
    ),
  ];
}

function noticesAnnex({ finished }: ReportSource): readonly Block[] {
  const sent = finished.course.history.filter(
    (fact): fact is Fact<'notice-sent'> => fact.kind === 'notice-sent' && fact.data.author === 'team',
  );
  if (sent.length === 0) return [paragraph('None.')];
  const { world } = finished.course;
  return sent.flatMap((fact): readonly Block[] => {
    const { audience, channel, claims, falseClaims, corrects } = fact.data;
    const corrected = world.notices[fact.subject]?.correctedAt ?? null;
    const remarks = [
      ...(corrects === null ? [] : [`It corrects ${corrects}.`]),
      ...(corrected === null ? [] : [`It was corrected at ${printTime(corrected)}.`]),
      ...falseClaims.map((claim) => `Not true when it was sent: ${claim}`),
    ];
    return [
      paragraph(`${fact.subject} at ${printTime(fact.at)} to ${audience} via ${channel}:`),
      { kind: 'lines', lines: claims },
      ...(remarks.length === 0 ? [] : [list(remarks)]),
    ];
  });
}

function interruptions({ folded, finished }: ReportSource): readonly Block[] {
  const hints = folded.hints.map(
    (hint) => `${printTime(hint.at)}: hint "${hint.id}", price ${hint.price} points`,
  );
  const pauses = folded.pauses
    .filter((pause) => pause.on || pause.seconds !== undefined)
    .map(
      (pause) =>
        `${printTime(pause.at)}: ${pause.on ? 'pause' : 'went on'}${pause.seconds === undefined ? '' : ` after ${Math.round(pause.seconds)} real seconds`}`,
    );
  const undone = folded.undone.map(
    (one) => `${printTime(one.at)}: decision ${one.seq} was taken back: ${clip(shortDigests(one.do))}`,
  );
  const facilitator = folded.steps.flatMap((step) =>
    step.kind === 'facilitator' ? [`${printTime(step.at)}: the facilitator: ${step.do} ${step.text}`] : [],
  );
  const notes = finished.course.history.flatMap((fact) =>
    fact.kind === 'noted' ? [`${printTime(fact.at)}: note by ${fact.by}: ${fact.data.text}`] : [],
  );
  const all = [...pauses, ...hints, ...undone, ...facilitator, ...notes];
  const marked =
    folded.undone.length + folded.hints.length > 0
      ? [paragraph('With hints or undo this run shares no column with assessed runs.')]
      : [];
  return all.length === 0 ? [paragraph('None.')] : [list(all), ...marked];
}

function worthsAnnex({ worths }: ReportSource): readonly Block[] {
  const telling = worths
    .filter((one) => one.points !== 0 || one.exposedConsumerHours !== 0)
    .slice(0, MOST_WORTHS);
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${value}`;
  return [
    paragraph(
      'The same journal played again with one change each; all else keeps its time where its role is free.',
    ),
    table(
      'What single decisions were worth',
      ['Decision', 'Change', 'Points', 'Consumer-hours of exposure'],
      telling.map((one) => [
        `${one.seq} at ${printTime(one.at)}: ${clip(shortDigests(one.do))}`,
        printChange(one.change, []),
        signed(one.points),
        signed(one.exposedConsumerHours),
      ]),
    ),
  ];
}

function clip(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 89)}…`;
}

function hotWashAnnex({ finished, folded }: ReportSource): readonly Block[] {
  const asked = finished.engine.scenario.questions.map((text, index) => ({ id: `q${index + 1}`, text }));
  const known = new Set(asked.map((one) => one.id));
  const others = folded.answers.filter((answer) => !known.has(answer.question));
  const items: readonly ListItem[] = [
    ...asked.map(({ id, text }) => {
      const answers = folded.answers.filter((answer) => answer.question === id);
      return {
        words: text,
        below: answers.length === 0 ? [open(`Answer to "${text}"`)] : answers.map((answer) => answer.text),
      };
    }),
    ...others.map((answer) => ({ words: `${answer.question}: ${answer.text}`, below: [] })),
  ];
  return items.length === 0 ? [] : [list(items)];
}

const LIMITS: readonly string[] = [
  'Costs in minutes, the reaction times of consumers and the plan of the intruders are assumptions of the scenario, not measurements of your own shop.',
  'Notices are made of claims that can be checked; tone and wording are not judged.',
  'The score rests on states of the simulated world. It compares runs of one scenario; it is no measure of a person.',
  'In coach mode time stands still while people think, so its times are not those of a real night.',
  'Names, hosts, tokens and digests are invented.',
];

const SIGN_OFF: readonly Block[] = [
  paragraph(
    'Proposed marking: TLP:AMBER (limited disclosure, recipients and their organisation on a need-to-know basis). Whoever signs decides.',
  ),
  table(
    'Sign-off',
    ['Function', 'Name', 'Date', 'Signature'],
    ['Exercise lead', 'Head of the team', 'Owner of the improvement plan'].map((role): readonly Cell[] => [
      role,
      open(`Name of the ${role.toLowerCase()}`),
      open(`Date, ${role.toLowerCase()}`),
      open(`Signature of the ${role.toLowerCase()}`),
    ]),
  ),
];
