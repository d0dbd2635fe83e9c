import { areas, type Candidate, strengths } from './hot-wash.ts';
import { citing } from './markdown.ts';
import {
  type Block,
  type Cell,
  heading,
  list,
  numbered,
  open,
  paragraph,
  type Section,
  table,
} from './report-block.ts';
import type { ReportSource } from './report-source.ts';

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
export function lessonSections(source: ReportSource): readonly Section[] {
  const best = strengths(source.score, MOST);
  const worst = areas(source.score, MOST);
  return [
    { id: 'strengths', title: 'Strengths', blocks: strengthBlocks(best) },
    {
      id: 'areas',
      title: 'Areas for improvement',
      blocks: [
        paragraph('Root causes are proposals out of the record; confirm or replace them in the hot wash.'),
        ...(worst.length === 0 ? [paragraph('Every task was met in full.')] : worst.flatMap(areaBlocks)),
      ],
    },
    {
      id: 'plan',
      title: 'Improvement plan',
      blocks: [
        table(
          'Improvement plan',
          ['Action', 'POETE element', 'Priority', 'Owner', 'Start', 'Due', 'Status', 'Retest'],
          worst.map(planRow),
        ),
      ],
    },
  ];
}

function strengthBlocks(best: readonly Candidate[]): readonly Block[] {
  if (best.length === 0) return [paragraph('No task was met in full.')];
  return [numbered(best.map(({ task }) => `${task.title}. ${task.why}${citing(task.because)}`))];
}

function areaBlocks(area: Candidate, index: number): readonly Block[] {
  const { task, kind, cause, lost } = area;
  const meaning =
    kind === 'finding'
      ? 'Finding, deviates from the target'
      : 'Observation, within the target but not in full';
  return [
    heading(`${index + 1}. ${task.title}`),
    list([
      `${meaning}: ${task.why}`,
      `Facts: ${task.because.length === 0 ? 'none; it never came about' : task.because.slice(0, 8).join(', ')}`,
      `Root cause (proposed): ${REMEDIES[cause].root}`,
      `Consequence: ${Math.round(lost * 100) / 100} points lost${task.critical && !task.met ? '; it is critical, so the other points of its objective counted half' : ''}.`,
    ]),
  ];
}

function planRow({ task, cause, lost }: Candidate): readonly Cell[] {
  const { action, element } = REMEDIES[cause];
  const priority = task.critical && !task.met ? 'high' : lost >= 3 ? 'medium' : 'low';
  const blank = (column: string): Cell => open(`${column} of "${task.title}"`);
  return [
    action(task.title),
    element,
    priority,
    blank('Owner'),
    blank('Start'),
    blank('Due'),
    'proposed',
    blank('Retest'),
  ];
}
