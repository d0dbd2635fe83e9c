import type { Session } from '../exercise/session.ts';
import { harmOverTime } from '../scoring/harm.ts';
import type { Fact } from '../world/fact.ts';
import { printTime } from '../world/time.ts';
import { claimedAgainstTrue, knownScope } from './hot-wash.ts';
import { markdownBlock, markdownTable, markdownText } from './markdown.ts';
import { metricRows } from './metric-words.ts';
import { OPEN, type ReportSource } from './report-source.ts';
import { makeTimeline } from './timeline.ts';
import { printTimeline, shortDigests } from './timeline-text.ts';
import { printChange } from './what-if-difference.ts';

const MOST_WORTHS = 10;

/** What the two pages rest on, annex by annex. */
export function printAnnexes(source: ReportSource): readonly string[] {
  return [
    ...annex('A', 'Timeline', timelineAnnex(source)),
    ...annex('B', 'Metrics against targets', metricsAnnex(source)),
    ...annex('C', 'Decisions with reasons', decisionsAnnex(source)),
    ...annex('D', 'Notices as sent', noticesAnnex(source)),
    ...annex('E', 'Pauses, hints, undo and interventions', interruptions(source)),
    ...annex('F', 'What single decisions were worth', worthsAnnex(source)),
    ...annex('G', 'Hot wash', hotWashAnnex(source)),
    ...annex('H', 'Limits of the simulation', LIMITS),
    ...annex('I', 'Marking and sign-off', SIGN_OFF),
  ];
}

function annex(letter: string, title: string, lines: readonly string[]): readonly string[] {
  return ['', `## Annex ${letter}: ${title}`, '', ...lines];
}

function timelineAnnex({ finished }: ReportSource): readonly string[] {
  const { clock } = finished.engine.scenario.estate;
  return markdownBlock(printTimeline(makeTimeline(finished, clock.aftermath), clock.calendar));
}

function metricsAnnex({ finished, score, result }: ReportSource): readonly string[] {
  const time = (at: number | null): string => (at === null ? 'never' : printTime(at));
  return [
    ...markdownTable(
      ['Metric', 'Measured', 'Target'],
      metricRows(result.metrics, finished.engine.scenario.objectives).map((row) => row.map(markdownText)),
    ),
    '',
    'Task by task:',
    '',
    ...markdownTable(
      ['Task', 'Points', 'Reached', 'Why'],
      score.objectives.flatMap((objective) =>
        objective.tasks.map((task) => [
          `${markdownText(task.title)}${task.critical ? ' (critical)' : ''}`,
          `${task.points} of ${task.of}`,
          time(task.at),
          markdownText(task.why),
        ]),
      ),
    ),
    '',
    'Harm over time:',
    '',
    ...markdownTable(
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
    '',
    'Claimed against true:',
    '',
    ...markdownTable(
      ['Phase', 'Declared', 'True then', 'True at the end since'],
      claimedAgainstTrue(finished).map((one) => [
        one.phase,
        time(one.claimedAt),
        one.heldThen === null ? '-' : one.heldThen ? 'yes' : 'no',
        time(one.trueSince),
      ]),
    ),
    '',
    'Known against true scope:',
    '',
    ...markdownTable(
      ['What was so', 'You could know it at'],
      knownScope(finished).map((row) => [markdownText(row.what), time(row.knownAt)]),
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

function decisionsAnnex({ result }: ReportSource): readonly string[] {
  return markdownTable(
    ['No', 'At', 'Effect', 'By', 'Decision', 'Reason', 'Sure', 'Refused'],
    result.decisions.map((one) => [
      String(one.seq),
      one.at,
      one.lands,
      markdownText(one.by),
      markdownText(shortDigests(one.do)),
      one.reason === null ? '-' : markdownText(one.reason),
      one.confidence === null ? '-' : `${one.confidence} %`,
      one.refused === null ? '-' : markdownText(`${one.refused.code}: ${one.refused.message}`),
    ]),
  );
}

function noticesAnnex({ finished }: ReportSource): readonly string[] {
  const sent = finished.course.history.filter(
    (fact): fact is Fact<'notice-sent'> => fact.kind === 'notice-sent' && fact.data.author === 'team',
  );
  if (sent.length === 0) return ['None.'];
  const { world } = finished.course;
  return sent.flatMap((fact) => {
    const { audience, channel, claims, falseClaims, corrects } = fact.data;
    const corrected = world.notices[fact.subject]?.correctedAt ?? null;
    const remarks = [
      ...(corrects === null ? [] : [`It corrects ${corrects}.`]),
      ...(corrected === null ? [] : [`It was corrected at ${printTime(corrected)}.`]),
      ...falseClaims.map((claim) => `Not true when it was sent: ${claim}`),
    ];
    return [
      `${markdownText(fact.subject)} at ${printTime(fact.at)} to ${markdownText(audience)} via ${markdownText(channel)}:`,
      '',
      ...markdownBlock(claims),
      ...remarks.map((one) => `- ${markdownText(one)}`),
      '',
    ];
  });
}

function interruptions({ folded, finished }: ReportSource): readonly string[] {
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
      ? ['', 'With hints or undo this run shares no column with assessed runs.']
      : [];
  return all.length === 0 ? ['None.'] : [...all.map((one) => `- ${markdownText(one)}`), ...marked];
}

function worthsAnnex({ worths }: ReportSource): readonly string[] {
  const telling = worths
    .filter((one) => one.points !== 0 || one.exposedConsumerHours !== 0)
    .slice(0, MOST_WORTHS);
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${value}`;
  return [
    'The same journal played again with one change each; all else keeps its time where its role is free.',
    '',
    ...markdownTable(
      ['Decision', 'Change', 'Points', 'Consumer-hours of exposure'],
      telling.map((one) => [
        markdownText(`${one.seq} at ${printTime(one.at)}: ${clip(shortDigests(one.do))}`),
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

function hotWashAnnex({ finished, folded }: ReportSource): readonly string[] {
  const asked = finished.engine.scenario.questions.map((text, index) => ({ id: `q${index + 1}`, text }));
  const known = new Set(asked.map((one) => one.id));
  const others = folded.answers.filter((answer) => !known.has(answer.question));
  return [
    ...asked.flatMap(({ id, text }) => {
      const answers = folded.answers.filter((answer) => answer.question === id);
      return [
        `- ${markdownText(text)}`,
        ...(answers.length === 0
          ? [`  - ${OPEN}`]
          : answers.map((answer) => `  - ${markdownText(answer.text)}`)),
      ];
    }),
    ...others.map((answer) => `- ${markdownText(answer.question)}: ${markdownText(answer.text)}`),
  ];
}

const LIMITS: readonly string[] = [
  '- Costs in minutes, the reaction times of consumers and the plan of the intruders are assumptions of the scenario, not measurements of your own shop.',
  '- Notices are made of claims that can be checked; tone and wording are not judged.',
  '- The score rests on states of the simulated world. It compares runs of one scenario; it is no measure of a person.',
  '- In coach mode time stands still while people think, so its times are not those of a real night.',
  '- Names, hosts, tokens and digests are invented.',
];

const SIGN_OFF: readonly string[] = [
  'Proposed marking: TLP:AMBER (limited disclosure, recipients and their organisation on a need-to-know basis). Whoever signs decides.',
  '',
  ...markdownTable(
    ['Function', 'Name', 'Date', 'Signature'],
    [
      ['Exercise lead', OPEN, OPEN, OPEN],
      ['Head of the team', OPEN, OPEN, OPEN],
      ['Owner of the improvement plan', OPEN, OPEN, OPEN],
    ],
  ),
];
