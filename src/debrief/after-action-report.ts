import { fillText } from '../exercise/text.ts';
import type { ObjectiveScore } from '../scoring/score.ts';
import { printTime, printTimestamp } from '../world/time.ts';
import { printAnnexes } from './after-action-annexes.ts';
import { printLessons } from './after-action-lessons.ts';
import { tellEnding } from './hot-wash.ts';
import { citing, markdownTable, markdownText } from './markdown.ts';
import { OPEN, type ReportSource } from './report-source.ts';
import { RATING_WORDS } from './scorecard.ts';

/**
 * The after-action report as Markdown (HSEEP's AAR/IP): two pages to read, annexes to look up. What only people can know is marked
 * OPEN. The last line says how anybody can check it.
 */
export function printAfterActionReport(source: ReportSource): string {
  const lines = [
    ...printFirstPage(source),
    '',
    ...printLessons(source),
    '',
    ...printAnnexes(source),
    '',
    printProof(source),
  ];
  return `${lines.join('\n')}\n`;
}

function printFirstPage(source: ReportSource): readonly string[] {
  const { finished, score, result } = source;
  const { scenario } = finished.engine;
  const { evaluated, declared } = score.coverage;
  return [
    `# After-action report: ${markdownText(scenario.title)}`,
    '',
    '**TLP:AMBER** (proposed; see Annex I)',
    '',
    ...markdownTable(['About', 'This exercise'], headRows(source)),
    '',
    '## Result',
    '',
    `**${markdownText(score.ending.title)}**: ${score.points} of ${score.of} points (${score.percent} %). Coverage: ${evaluated} of ${declared} tasks were tried.`,
    '',
    markdownText(fillText(score.ending.text, finished.course.world)),
    '',
    'By the record:',
    '',
    ...tellEnding(finished, score, result.metrics).map(
      (one) => `- ${markdownText(one.text)}${citing(one.because)}`,
    ),
    '',
    '## Objectives',
    '',
    ...markdownTable(
      ['Objective', 'Target', 'Measured', 'Rating', 'Points'],
      score.objectives.map((one) => [
        markdownText(one.title),
        markdownText(one.target),
        measured(one),
        `${one.rating}, ${RATING_WORDS[one.rating]}`,
        `${one.points} of ${one.of}`,
      ]),
    ),
    '',
    'Ratings are those of HSEEP. A task that nobody tried counts as not met.',
    '',
    '## Mapping',
    '',
    ...markdownTable(['Pillar', 'NIST CSF 2.0', 'In the words of NIST SP 800-61r3'], MAPPING),
  ];
}

function headRows(source: ReportSource): readonly (readonly string[])[] {
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
    ['Name', markdownText(scenario.title)],
    ['Date', header.created.slice(0, 10)],
    ['Type', 'Tabletop exercise on a simulated registry, CI and consumers'],
    ['Mode', mode[header.mode]],
    ['Team', header.team === null ? OPEN : markdownText(header.team)],
    [
      'Seats',
      seats.length === 0
        ? OPEN
        : seats.map(([role, name]) => `${markdownText(role)}: ${markdownText(name)}`).join('; '),
    ],
    ['Head count', seats.length === 0 ? OPEN : String(people)],
    ['Facilitator', header.facilitator ? 'yes' : 'none'],
    [
      'Scenario',
      `${markdownText(scenario.id)}, simulated from ${printTimestamp(0, clock.calendar)} to ${printTime(clock.endEx)}, judged at ${printTime(clock.aftermath)}`,
    ],
    [
      'Sources',
      scenario.sources.length === 0 ? 'none named' : scenario.sources.map(markdownText).join('<br>'),
    ],
    [
      'ATT&CK',
      scenario.attack.techniques.length === 0
        ? 'none named'
        : `version ${markdownText(scenario.attack.version)}: ${scenario.attack.techniques.map(markdownText).join(', ')}`,
    ],
  ];
}

function measured(objective: ObjectiveScore): string {
  return objective.tasks
    .map(
      (task) =>
        `${markdownText(task.title)}: ${task.met ? (task.at === null ? 'met' : `met at ${printTime(task.at)}`) : task.points > 0 ? 'in part' : 'not met'}`,
    )
    .join('<br>');
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

function printProof({ finished, header, head }: ReportSource): string {
  return `Scenario ${finished.engine.scenario.digest}; hotwash ${markdownText(header.engine)}; journal head ${head}; check it with \`hotwash verify ${header.session}\`.`;
}
