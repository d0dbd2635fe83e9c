import type { Seconds } from '../world/time.ts';
import type {
  AnswerRecord,
  DecisionRecord,
  EndRecord,
  FacilitatorRecord,
  HintRecord,
  JournalRecord,
  MarkRecord,
  PauseRecord,
} from './journal.ts';

/** What moves a session on; an undo takes steps back, and nothing else. */
export type JournalStep = DecisionRecord | MarkRecord | FacilitatorRecord;

export interface FoldedJournal {
  /** In order, without what was undone; neighbouring marks are one, the latest. */
  readonly steps: readonly JournalStep[];
  readonly decisions: readonly DecisionRecord[];
  /** Latest time that stands. */
  readonly now: Seconds;
  readonly undone: readonly DecisionRecord[];
  /** Taken hints keep their price when the decisions after them are undone. */
  readonly hints: readonly HintRecord[];
  readonly pauses: readonly PauseRecord[];
  readonly answers: readonly AnswerRecord[];
  readonly end: EndRecord | null;
}

/** The session that a journal tells once every undo has been followed: the decision it names and all steps after it are gone. */
export function foldUndo(records: readonly JournalRecord[]): FoldedJournal {
  const steps: JournalStep[] = [];
  const undone: DecisionRecord[] = [];
  const hints: HintRecord[] = [];
  const pauses: PauseRecord[] = [];
  const answers: AnswerRecord[] = [];
  let end: EndRecord | null = null;
  for (const record of records) {
    switch (record.kind) {
      case 'decision':
      case 'facilitator':
        steps.push(record);
        break;
      case 'mark':
        addMark(steps, record);
        break;
      case 'undo':
        undone.push(...takeBack(steps, record.seq));
        break;
      case 'hint':
        hints.push(record);
        break;
      case 'pause':
        pauses.push(record);
        break;
      case 'answer':
        answers.push(record);
        break;
      case 'end':
        end = record;
        break;
      default:
        return record satisfies never;
    }
  }
  const decisions = steps.filter((step) => step.kind === 'decision');
  const now = steps.reduce((latest, step) => Math.max(latest, step.at), 0);
  return { steps, decisions, now, undone, hints, pauses, answers, end };
}

function addMark(steps: JournalStep[], mark: MarkRecord): void {
  const last = steps.at(-1);
  if (last?.kind !== 'mark') steps.push(mark);
  else if (mark.at > last.at) steps[steps.length - 1] = mark;
}

function takeBack(steps: JournalStep[], seq: number): readonly DecisionRecord[] {
  const index = steps.findLastIndex((step) => step.kind === 'decision' && step.seq === seq);
  if (index < 0) return [];
  return steps.splice(index).filter((step) => step.kind === 'decision');
}
