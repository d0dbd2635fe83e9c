import type { InjectSheet } from './inject-sheet.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { plainLine } from './plain-line.ts';
import type { ScenarioSheet } from './scenario-sheet.ts';
import { planRows } from './story-plan.ts';
import type { TruthSheet } from './truth-sheet.ts';

const BOX = '☐';

/** The facilitator's control sheet, to be printed: messages with what to expect, boxes for what was observed, and all that is true. */
export function printControlSheet(sheet: ScenarioSheet, truth: TruthSheet): readonly string[] {
  return [
    `# Control sheet: ${markdownText(sheet.scenario.title)}`,
    '',
    '**For facilitators only. It holds the truth; keep it from the team.**',
    '',
    `Starts at ${sheet.clock.startEx}, ends at ${sheet.clock.endEx}, judged at ${sheet.clock.aftermath}. Scenario ${sheet.scenario.id}, ${sheet.scenario.digest}.`,
    '',
    ...markdownTable(['Date', 'Team', 'Facilitator', 'Observers'], [['', '', '', '']]),
    '',
    ...markdownTable(
      ['Role', 'Seat', 'Who sits there'],
      sheet.roles.map((role) => [markdownText(role.id), markdownText(role.title), '']),
    ),
    ...section('Timeline of messages', injectTable(truth.injects)),
    ...section('Texts of the messages', truth.injects.flatMap(injectText)),
    ...section('Objectives, with boxes for what you observe', truth.objectives.flatMap(objectiveRows)),
    ...section('What is true', worldRows(truth)),
    ...section('What the intruders do', planTables(truth)),
    ...section('Clues', clueRows(truth)),
    ...section('Hazards that it plays', [
      truth.hazards.length === 0 ? 'None named.' : truth.hazards.map(markdownText).join(', '),
    ]),
    ...section(
      'Real dilemmas',
      truth.judgements.length === 0
        ? ['None.']
        : truth.judgements.flatMap((one) => [
            `- ${markdownText(one.title)}`,
            ...one.courses.map((course) => `  - ${markdownText(course)}`),
          ]),
    ),
    ...outcomeSections(truth),
  ];
}

function outcomeSections(truth: TruthSheet): readonly string[] {
  return [
    ...section(
      'Endings, the first that holds',
      markdownTable(
        ['Ending', 'When', 'Text', 'Reached'],
        truth.endings.map((one) => [
          `${markdownText(one.title)} (${markdownText(one.id)})`,
          markdownText(one.when),
          markdownText(one.text),
          BOX,
        ]),
      ),
    ),
    ...section(
      'Hints',
      markdownTable(
        ['Hint', 'Price', 'Offered while', 'Text', 'Given at'],
        truth.hints.map((one) => [
          markdownText(one.id),
          String(one.price),
          one.when === null ? 'always' : markdownText(one.when),
          markdownText(one.text),
          '',
        ]),
      ),
    ),
    ...section(
      'Playbooks',
      markdownTable(
        ['Playbook', 'What it does', 'Ending', 'Score', 'Hazard', 'Compared with'],
        truth.playbooks.map((one) => [
          markdownText(one.id),
          markdownText(one.title),
          markdownText(one.ending),
          `${one.band[0]} to ${one.band[1]}`,
          one.hazard ?? '-',
          one.twin ?? '-',
        ]),
      ),
    ),
    ...section(
      'Questions for the hot wash',
      truth.questions.flatMap((question) => [`- ${BOX} ${markdownText(question)}`, '']),
    ),
    ...section(
      'Words of the conditions',
      markdownTable(
        ['Word', 'Meaning'],
        truth.words.map((one) => [markdownText(one.word), markdownText(one.means)]),
      ),
    ),
    ...section('Sources', [
      ...truth.sources.map((source) => `- ${markdownText(source)}`),
      '',
      `ATT&CK ${markdownText(truth.attack.version)}: ${truth.attack.techniques.map(markdownText).join(', ')}`,
    ]),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', `## ${title}`, '', ...lines];
}

function injectTable(injects: readonly InjectSheet[]): readonly string[] {
  return markdownTable(
    ['At', 'From', 'Message', 'Expected reaction', 'Came', 'Observed, at'],
    injects.map((one) => [
      markdownText(one.onlyWhile === null ? one.at : `${one.at}, only while ${one.onlyWhile}`),
      markdownText(one.from),
      `${markdownText(one.title)} (${markdownText(one.id)})`,
      one.expected.map(markdownText).join('<br>'),
      BOX,
      '',
    ]),
  );
}

function injectText(inject: InjectSheet): readonly string[] {
  return [
    `### ${markdownText(inject.from)}: ${markdownText(inject.title)}`,
    '',
    '```text',
    ...inject.text.trim().split('\n').map(plainLine),
    '```',
    '',
  ];
}

function objectiveRows(objective: TruthSheet['objectives'][number]): readonly string[] {
  const rows = objective.tasks.flatMap((task) =>
    task.rules.map((rule, index) => [
      index === 0
        ? `${BOX} ${markdownText(task.title)}${task.critical ? ' **(critical)**' : ''} (${markdownText(task.id)}, ${task.of})`
        : '',
      markdownText(rule.label),
      markdownText(rule.when),
      markdownText(rule.tiers),
      '',
    ]),
  );
  return [
    `### ${markdownText(objective.title)} (${objective.of} points)`,
    '',
    `Target: ${markdownText(objective.target)}. Rating: ${BOX} P ${BOX} S ${BOX} M ${BOX} U`,
    '',
    ...markdownTable(
      ['Task', 'Part', 'True when', 'Points by time or number', 'Observed, at, by whom'],
      rows,
    ),
    '',
  ];
}

function worldRows(truth: TruthSheet): readonly string[] {
  return [
    ...markdownTable(
      ['Image', 'Digest of the index', 'Parts', 'Carries', 'Signed by', 'Known at StartEx'],
      truth.images.map((one) => [
        markdownText(one.name),
        one.digest,
        Object.entries(one.parts)
          .map(([architecture, digest]) => `${architecture}: ${digest}`)
          .join('<br>'),
        one.carries ?? '-',
        one.signedBy ?? 'nobody',
        one.hidden ? 'no' : 'yes',
      ]),
    ),
    '',
    ...markdownTable(
      ['Tag at StartEx', 'Names', 'Poisoned'],
      truth.tags.map((one) => [
        markdownText(one.tag),
        one.digest ?? 'nothing',
        one.poisoned ? '**yes**' : 'no',
      ]),
    ),
    '',
    ...markdownTable(
      ['Credential', 'Kind', 'Owner', 'Role that may change it', 'Lies in', 'Held by at StartEx', 'Known'],
      truth.credentials.map((one) => [
        markdownText(one.id),
        one.kind,
        markdownText(one.owner),
        markdownText(one.role),
        one.liesIn.map(markdownText).join('<br>'),
        one.heldBy.length === 0 ? '-' : `**${one.heldBy.map(markdownText).join(', ')}**`,
        one.hidden ? 'no' : 'yes',
      ]),
    ),
    '',
    ...truth.implants.map(
      (one) =>
        `- Implant ${markdownText(one.id)} calls ${markdownText(one.host)} and reads ${one.reads.join(' and ')}.`,
    ),
  ];
}

function planTables(truth: TruthSheet): readonly string[] {
  return [
    'Before StartEx:',
    '',
    ...markdownTable(
      ['At', 'Who', 'What'],
      truth.prologue.map((one) => [one.at, markdownText(one.by), markdownText(one.line)]),
    ),
    '',
    'From then on:',
    '',
    ...markdownTable(
      ['When', 'What sets it off', 'Who', 'What', 'Seen'],
      planRows(truth.plan).map((row) => [
        row.when,
        row.after.map(markdownText).join('<br>or '),
        markdownText(row.by),
        row.lines.map(markdownText).join('<br>'),
        BOX,
      ]),
    ),
  ];
}

function clueRows(truth: TruthSheet): readonly string[] {
  return markdownTable(
    ['Conclusion', 'Clues needed', 'Clues', 'Proven at'],
    truth.conclusions.map((one) => [
      markdownText(one.title),
      `${one.needs} of ${one.clues.length}`,
      one.clues.map((clue) => `${BOX} ${markdownText(clue)}`).join('<br>'),
      '',
    ]),
  );
}
