import type { ObjectiveScore } from '../scoring/score.ts';
import { printTime, printTimestamp } from '../world/time.ts';
import { annexSections } from './after-action-annexes.ts';
import { lessonSections } from './after-action-lessons.ts';
import { tellEnding } from './hot-wash.ts';
import { citing } from './markdown.ts';
import {
  type Block,
  type Cell,
  list,
  open,
  paragraph,
  type Report,
  table,
  type Words,
} from './report-block.ts';
import { printMarkdownReport } from './report-markdown.ts';
import type { ReportSource } from './report-source.ts';
import { RATING_WORDS } from './scorecard.ts';

/**
 * The after-action report (HSEEP's AAR/IP): two pages to read, annexes to look up. What only people can know is open. The last
 * line says how anybody can check it.
 */
export function makeAfterActionReport(source: ReportSource): Report {
  const { title } = source.finished.engine.scenario;
  return {
    title: `After-action report: ${title}`,
    about: [
      paragraph({ strong: 'TLP:AMBER' }, ' (proposed; see Annex I)'),
      table('About this exercise', ['About', 'This exercise'], headRows(source)),
    ],
    sections: [
      { id: 'result', title: 'Result', blocks: resultBlocks(source) },
      { id: 'objectives', title: 'Objectives', blocks: objectiveBlocks(source) },
      {
        id: 'mapping',
        title: 'Mapping',
        blocks: [
          table(
            'Pillars in the words of NIST',
            ['Pillar', 'NIST CSF 2.0', 'In the words of NIST SP 800-61r3'],
            MAPPING,
          ),
        ],
      },
      ...lessonSections(source),
      ...annexSections(source),
    ],
    proof: proofOf(source),
  };
}

/** The after-action report as Markdown. */
export function printAfterActionReport(source: ReportSource): string {
  return printMarkdownReport(makeAfterActionReport(source));
}

function resultBlocks({ finished, score, result }: ReportSource): readonly Block[] {
  const { evaluated, declared } = score.coverage;
  return [
    paragraph(
      { strong: score.ending.title },
      `: ${score.points} of ${score.of} points (${score.percent} %). Coverage: ${evaluated} of ${declared} tasks were tried.`,
    ),
    paragraph(score.ending.text),
    paragraph('By the record:'),
    list(tellEnding(finished, score, result.metrics).map((one) => `${one.text}${citing(one.because)}`)),
  ];
}

function objectiveBlocks({ score }: ReportSource): readonly Block[] {
  return [
    table(
      'Objectives against their targets',
      ['Objective', 'Target', 'Measured', 'Rating', 'Points'],
      score.objectives.map((one) => [
        one.title,
        one.target,
        measured(one),
        `${one.rating}, ${RATING_WORDS[one.rating]}`,
        `${one.points} of ${one.of}`,
      ]),
    ),
    paragraph('Ratings are those of HSEEP. A task that nobody tried counts as not met.'),
  ];
}

function headRows(source: ReportSource): readonly (readonly Cell[])[] {
  const { finished, header } = source;
  const { scenario } = finished.engine;
  const { clock } = scenario.estate;
  const seats = Object.entries(header.seats);
  const people = new Set(seats.map(([, name]) => name)).size;
  const mode = {
    coach: 'coach (time stands still while people think; hints and undo)',
    assess: 'assess (the clock runs)',
    headless: 'headless (a playbook, without people)',
  };
  return [
    ['Name', scenario.title],
    ['Date', header.created.slice(0, 10)],
    ['Type', 'Tabletop exercise on a simulated registry, CI and consumers'],
    ['Mode', mode[header.mode]],
    ['Team', header.team ?? open('Team')],
    [
      'Seats',
      seats.length === 0 ? open('Seats') : seats.map(([role, name]) => `${role}: ${name}`).join('; '),
    ],
    ['Head count', seats.length === 0 ? open('Head count') : String(people)],
    ['Facilitator', header.facilitator ? 'yes' : 'none'],
    [
      'Scenario',
      `${scenario.id}, simulated from ${printTimestamp(0, clock.calendar)} to ${printTime(clock.endEx)}, judged at ${printTime(clock.aftermath)}`,
    ],
    ['Sources', scenario.sources.length === 0 ? 'none named' : { lines: scenario.sources }],
    [
      'ATT&CK',
      scenario.attack.techniques.length === 0
        ? 'none named'
        : `version ${scenario.attack.version}: ${scenario.attack.techniques.join(', ')}`,
    ],
  ];
}

function measured(objective: ObjectiveScore): Cell {
  return {
    lines: objective.tasks.map(
      (task) =>
        `${task.title}: ${task.met ? (task.at === null ? 'met' : `met at ${printTime(task.at)}`) : task.points > 0 ? 'in part' : 'not met'}`,
    ),
  };
}

// Categories of NIST CSF 2.0, which SP 800-61r3 arranges as a community profile for incident response.
const MAPPING: readonly (readonly string[])[] = [
  [
    'Investigate',
    'DE.AE Adverse Event Analysis, RS.AN Incident Analysis',
    'Detect and Respond: estimate scope, preserve data and its provenance',
  ],
  [
    'Rotate',
    'RS.MI Incident Mitigation, PR.AA Identity Management, Authentication and Access Control',
    'Respond: contain and eradicate the access of the intruders',
  ],
  [
    'Clean',
    'RS.MI Incident Mitigation, RC.RP Incident Recovery Plan Execution',
    'Respond and Recover: eradicate, restore, check what is restored',
  ],
  [
    'Notify',
    'RS.CO Incident Response Reporting and Communication, RC.CO Incident Recovery Communication',
    'Respond and Recover: tell those who are affected what they can act on',
  ],
  [
    'Pin',
    'PR.PS Platform Security, GV.SC Supply Chain Risk Management',
    'Protect and Govern: take in only what is known to be good',
  ],
  [
    'Lead, this report',
    'RS.MA Incident Management, ID.IM Improvement',
    'Respond: manage and declare; Identify: improve from lessons learned',
  ],
];

function proofOf({ finished, header, head }: ReportSource): Words {
  return [
    `Scenario ${finished.engine.scenario.digest}; hotwash ${header.engine}; journal head ${head}; check it with `,
    { code: `hotwash verify ${header.session}` },
    '.',
  ];
}
