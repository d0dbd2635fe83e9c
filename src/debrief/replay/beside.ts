import { reveal, type SubjectView, type View } from '../../exercise/view.ts';
import { type HarmPoint, harmAt } from '../../scoring/harm.ts';
import { imageOf } from '../../world/reference.ts';
import type { World } from '../../world/state.ts';
import type { Seconds } from '../../world/time.ts';
import { type Moment, sessionAt, worldAt } from './cursor.ts';
import type { Recording } from './recording.ts';
import { type Truth, truthOf } from './truth.ts';

/** What the team had last seen of a subject, held against the truth: `null` where words cannot be compared. */
export type Knowledge = 'never looked' | 'as seen' | 'changed since' | null;

/** One subject at a moment: true on one side, seen on the other. */
export interface BesideRow {
  readonly id: string;
  readonly kind: SubjectView['kind'];
  readonly truth: Truth;
  readonly seen: string | null;
  readonly seenAt: Seconds | null;
  /** The scenario's own name of the image that was seen there: this is a debrief, where it may be told. */
  readonly seenImage: string | null;
  readonly knowledge: Knowledge;
}

export interface Beside {
  readonly view: View;
  readonly harm: HarmPoint;
  /** Subjects that were ever in trouble come first; within each half, the order of the board. */
  readonly rows: readonly BesideRow[];
}

/** What was true at a moment beside what the team had seen by then. */
export function truthBesideSeen(recording: Recording, moment: Moment): Beside {
  const session = sessionAt(recording, moment);
  const view = reveal(session);
  const { world } = session.course;
  const rows = [...view.board, ...unseenCredentials(world, view)].map((subject): BesideRow => {
    const truth = truthOf(world, subject.kind, subject.id);
    const { id, kind, seen, seenAt } = subject;
    const digest = digestIn(seen);
    const seenImage = digest === null ? null : (imageOf(world, digest)?.name ?? null);
    return { id, kind, truth, seen, seenAt, seenImage, knowledge: knowledgeOf(truth, subject) };
  });
  const troubled = rows.filter((row) => recording.trouble.has(row.id));
  return {
    view,
    harm: harmAt(world, moment.at),
    rows: [...troubled, ...rows.filter((row) => !recording.trouble.has(row.id))],
  };
}

// A key that the intruders minted is on nobody's board until somebody finds it.
function unseenCredentials(world: World, view: View): readonly SubjectView[] {
  const shown = new Set(view.board.map((subject) => subject.id));
  return Object.keys(world.credentials)
    .filter((id) => !shown.has(id) && (world.credentials[id]?.generations.length ?? 0) > 0)
    .map((id) => ({ id, kind: 'credential' as const, seen: null, seenAt: null, controls: [] }));
}

function digestIn(seen: string | null): string | null {
  return /sha256:[0-9a-f]{64}/.exec(seen ?? '')?.[0] ?? null;
}

function knowledgeOf(truth: Truth, { seen, kind }: SubjectView): Knowledge {
  if (seen === null) return kind === 'consumer' ? null : 'never looked';
  const digest = digestIn(seen);
  if (digest === null || truth.digests.length === 0) return null;
  return truth.digests.includes(digest) ? 'as seen' : 'changed since';
}

/** A subject that was in another state in the other play at the same simulated second. */
export interface BetweenRow {
  readonly id: string;
  readonly kind: SubjectView['kind'];
  readonly mine: Truth;
  readonly other: Truth;
  readonly differs: boolean;
}

export interface Between {
  readonly harm: { readonly mine: HarmPoint; readonly other: HarmPoint };
  /** Only what was in trouble in either play; what differs comes first. */
  readonly rows: readonly BetweenRow[];
}

/** Two plays of one scenario at the same simulated second. */
export function compareAt(
  mine: { readonly recording: Recording; readonly moment: Moment },
  other: { readonly recording: Recording; readonly moment: Moment },
): Between {
  const [own, theirs] = [worldAt(mine.recording, mine.moment), worldAt(other.recording, other.moment)];
  const ids = new Set([...mine.recording.trouble, ...other.recording.trouble]);
  const board = [
    ...reveal(mine.recording.session).board,
    ...unseenCredentials(own, reveal(mine.recording.session)),
  ];
  const rows = board
    .filter((subject) => ids.has(subject.id))
    .map(({ id, kind }): BetweenRow => {
      const [left, right] = [truthOf(own, kind, id), truthOf(theirs, kind, id)];
      return { id, kind, mine: left, other: right, differs: left.text !== right.text };
    });
  return {
    harm: { mine: harmAt(own, mine.moment.at), other: harmAt(theirs, other.moment.at) },
    rows: [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)],
  };
}
