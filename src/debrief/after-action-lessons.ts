import { areas, type Candidate, strengths } from './hot-wash.ts';
import { citing, markdownTable, markdownText } from './markdown.ts';
import { OPEN, type ReportSource } from './report-source.ts';

const MOST = 3;

interface Remedy {
  readonly root: string;
  readonly action: (title: string) => string;
  /** POETE: planning, organization, equipment, training, exercises. */
  readonly element: string;
}

// A program cannot know why people did what they did; it proposes what the record suggests, and the team confirms it.
const REMEDIES: Readonly<Record<Candidate['cause'], Remedy>> = {
  untried: {
    root: 'Nothing was done that it rests on: it was not thought of, or nobody saw it as theirs.',
    action: (title) => `Put "${title}" into our response plan, say whose it is, and train it`,
    element: 'Training',
  },
  never: {
    root: 'It never came true: a step that it needs was left out, or came when it no longer helped.',
    action: (title) => `Write down every step that "${title}" needs, say whose they are, and train them`,
    element: 'Training',
  },
  late: {
    root: 'It was reached, later than the target allows: something else came first, or a slow step began late.',
    action: (title) => `Reach "${title}" sooner: settle who starts it, and before what`,
    element: 'Planning',
  },
  short: {
    root: 'It fell short of its number: what drives that number began late, or did not reach far enough.',
    action: (title) => `Find what drives "${title}" and start that sooner or wider`,
    element: 'Planning',
  },
  'in part': {
    root: 'Parts of it were done and others left out: there was no list to check against.',
    action: (title) => `Prepare a checklist or template, so that "${title}" is done in full`,
    element: 'Equipment',
  },
  lost: {
    root: 'It was reached and lost again: something that could undo it was still in place.',
    action: (title) => `Agree what has to come before "${title}" so that it lasts, and how that is checked`,
    element: 'Organization',
  },
};

/** Page two: three strengths, three areas, and the plan that follows from them. */
export function printLessons(source: ReportSource): readonly string[] {
  const best = strengths(source.score, MOST);
  const worst = areas(source.score, MOST);
  return [
    '## Strengths',
    '',
    ...(best.length === 0
      ? ['No task was met in full.']
      : best.map(
          (one, index) =>
            `${index + 1}. ${markdownText(one.task.title)}. ${markdownText(one.task.why)}${citing(one.task.because)}`,
        )),
    '',
    '## Areas for improvement',
    '',
    'Root causes are proposals out of the record; confirm or replace them in the hot wash.',
    ...(worst.length === 0 ? ['', 'Every task was met in full.'] : worst.flatMap(printArea)),
    '',
    '## Improvement plan',
    '',
    ...markdownTable(
      ['Action', 'POETE element', 'Priority', 'Owner', 'Start', 'Due', 'Status', 'Retest'],
      worst.map(planRow),
    ),
  ];
}

function printArea(area: Candidate, index: number): readonly string[] {
  const { task, kind, cause, lost } = area;
  const meaning =
    kind === 'finding'
      ? 'Finding, deviates from the target'
      : 'Observation, within the target but not in full';
  return [
    '',
    `### ${index + 1}. ${markdownText(task.title)}`,
    '',
    `- ${meaning}: ${markdownText(task.why)}`,
    `- Facts: ${task.because.length === 0 ? 'none; it never came about' : task.because.slice(0, 8).join(', ')}`,
    `- Root cause (proposed): ${REMEDIES[cause].root}`,
    `- Consequence: ${Math.round(lost * 100) / 100} points lost${task.critical && !task.met ? '; it is critical, so the other points of its objective counted half' : ''}.`,
  ];
}

function planRow({ task, cause, lost }: Candidate): readonly string[] {
  const { action, element } = REMEDIES[cause];
  const priority = task.critical && !task.met ? 'high' : lost >= 3 ? 'medium' : 'low';
  return [markdownText(action(task.title)), element, priority, OPEN, OPEN, OPEN, 'proposed', OPEN];
}
