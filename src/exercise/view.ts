import type { EvidenceRecord, Fact } from '../world/fact.ts';
import { tell } from '../world/tell.ts';
import type { Seconds } from '../world/time.ts';
import { asPackage, knownTagsOf } from './package-board.ts';
import type { Session, Taken } from './session.ts';
import { isNews } from './wait.ts';

export interface RoleView {
  readonly id: string;
  readonly title: string;
  readonly freeAt: Seconds;
  readonly doing: string | null;
}

export interface MessageView {
  readonly id: string;
  readonly at: Seconds;
  readonly from: string;
  readonly title: string;
  readonly text: string;
  readonly answered: boolean;
  /** Its writer waits for an answer, and has none yet. */
  readonly awaits: boolean;
}

export interface OutcomeView {
  readonly seq: number;
  readonly at: Seconds;
  readonly by: string;
  readonly line: string;
  readonly refused: string | null;
  readonly sentences: readonly string[];
}

export interface EvidenceView {
  readonly seq: number;
  readonly at: Seconds;
  readonly line: string;
  readonly summary: string;
  readonly records: readonly EvidenceRecord[];
}

/** What the team last saw of one subject, and when; `null` where it never looked. */
export interface SubjectView {
  readonly id: string;
  readonly kind: 'tag' | 'pipeline' | 'cache' | 'workload' | 'consumer' | 'credential';
  readonly seen: string | null;
  readonly seenAt: Seconds | null;
  readonly controls: readonly string[];
}

export interface NoticeView {
  readonly id: string;
  readonly at: Seconds;
  readonly audience: string;
  readonly channel: string;
  readonly claims: readonly string[];
}

/** All that the team may know at this second, and nothing else (law 5). Every front end, hint and completion reads this. */
export interface View {
  readonly now: Seconds;
  readonly over: boolean;
  readonly phase: string | null;
  readonly roles: readonly RoleView[];
  readonly inbox: readonly MessageView[];
  readonly underWay: readonly Taken[];
  readonly outcomes: readonly OutcomeView[];
  readonly evidence: readonly EvidenceView[];
  readonly board: readonly SubjectView[];
  readonly controls: readonly string[];
  readonly notices: readonly NoticeView[];
  readonly replies: readonly { readonly at: Seconds; readonly party: string; readonly message: string }[];
  /** Every digest, host and name that was shown, as sightings with the second of the first time. */
  readonly seen: Readonly<Record<string, Seconds>>;
}

export function reveal(session: Session): View {
  const { world, history } = session.course;
  const { estate } = world;
  const shown = history.filter((fact) => fact.at >= 0 && (isNews(fact) || fact.kind === 'declared'));
  return {
    now: session.now,
    over: world.exercise.endedAt !== null,
    phase:
      Object.entries(world.exercise.declared).sort((left, right) => right[1].at - left[1].at)[0]?.[0] ?? null,
    roles: Object.values(estate.roles).map((role) => roleView(session, role.id, role.title)),
    inbox: inboxOf(session, shown),
    underWay: session.taken.filter(
      (one) => one.lands > session.now || (one.lands === session.now && !hasLanded(shown, one)),
    ),
    outcomes: session.taken.flatMap((one) => outcomeOf(one, shown, session.now)),
    evidence: shown.flatMap((fact) =>
      fact.kind === 'evidence-shown'
        ? [
            {
              seq: fact.cause ?? 0,
              at: fact.at,
              line: fact.data.do,
              summary: fact.data.summary,
              records: fact.data.records,
            },
          ]
        : [],
    ),
    board: boardOf(session, shown),
    controls: Object.keys(world.controls).filter((id) => world.controls[id]?.kind !== 'vendor-block'),
    notices: Object.entries(world.notices)
      .filter(([, notice]) => notice.author === 'team')
      .map(([id, notice]) => ({
        id,
        at: notice.sentAt,
        audience: notice.audience,
        channel: notice.channel,
        claims: notice.claims,
      })),
    replies: shown.flatMap((fact) =>
      fact.kind === 'request-fulfilled'
        ? [{ at: fact.at, party: fact.data.party, message: fact.data.message }]
        : [],
    ),
    seen: world.seen,
  };
}

function roleView(session: Session, id: string, title: string): RoleView {
  const freeAt = Math.max(session.now, session.free[id] ?? 0);
  const doing = session.taken.findLast((one) => one.by === id && one.until > session.now)?.line ?? null;
  return { id, title, freeAt, doing };
}

function inboxOf(session: Session, shown: readonly Fact[]): readonly MessageView[] {
  const { world } = session.course;
  return shown.flatMap((fact) => {
    const spec = fact.kind === 'inject-delivered' ? world.estate.injects[fact.subject] : undefined;
    if (spec === undefined) return [];
    const answered = world.exercise.injects[spec.id]?.answeredAt != null;
    return [
      {
        id: spec.id,
        at: fact.at,
        from: spec.from,
        title: spec.title,
        text: spec.text,
        answered,
        awaits: spec.answerable && !answered,
      },
    ];
  });
}

function hasLanded(shown: readonly Fact[], taken: Taken): boolean {
  return shown.some((fact) => fact.cause === taken.seq);
}

function outcomeOf(taken: Taken, shown: readonly Fact[], now: Seconds): readonly OutcomeView[] {
  if (taken.lands > now) return [];
  const facts = shown.filter(
    (fact) => fact.cause === taken.seq && fact.at === taken.lands && fact.kind !== 'declared',
  );
  const refused = facts.find((fact) => fact.kind === 'refused');
  return [
    {
      seq: taken.seq,
      at: taken.lands,
      by: taken.by,
      line: taken.line,
      refused: refused?.kind === 'refused' ? refused.data.code : null,
      sentences: facts.filter((fact) => !TRUTHS.has(fact.kind)).map(tellTeam),
    },
  ];
}

// Facts that a decision brings about and whose sentence would tell more than the team can see.
const TRUTHS: ReadonlySet<string> = new Set([
  'run-started',
  'runner-fetched',
  'runner-infected',
  'credential-copied',
  'consumer-told',
  'consumer-acted',
  'attacker-warned',
  'exercise-ended',
]);

/** A fact as the team is told it: what it sent, without whether it was true; what it built, without what the build carries. */
function tellTeam(fact: Fact): string {
  if (fact.kind === 'notice-sent') return tell({ ...fact, data: { ...fact.data, falseClaims: [] } });
  if (fact.kind === 'run-published')
    return tell({ ...fact, data: { ...fact.data, image: { ...fact.data.image, poison: null } } });
  return tell(fact);
}

function boardOf(session: Session, shown: readonly Fact[]): readonly SubjectView[] {
  const { world } = session.course;
  const { estate } = world;
  const lastSeen = lastSightings(shown);
  const row = (kind: SubjectView['kind'], id: string, prefixes: readonly string[]): SubjectView => {
    const found = prefixes
      .flatMap((prefix) => lastSeen.get(`${prefix} ${id}`) ?? [])
      .sort((left, right) => right.at - left.at)[0];
    return {
      id,
      kind,
      seen: found?.text ?? null,
      seenAt: found?.at ?? null,
      controls: controlsAt(session, id),
    };
  };
  const tags = Object.keys(estate.repositories).flatMap((repo) => {
    const rows = knownTagsOf(world, repo).map((tag) => row('tag', tag, ['tag']));
    return asPackage(world, repo, rows);
  });
  const credentials = Object.values(estate.credentials)
    .filter((spec) => !spec.hidden || world.seen[`name ${spec.id}`] !== undefined)
    .map((spec) => credentialRow(session, spec.id, shown));
  return [
    ...tags,
    ...Object.keys(estate.pipelines).map((id) =>
      row('pipeline', id, ['can-read', 'ran', 'built', 'checkout-holds', 'foothold']),
    ),
    ...Object.keys(estate.caches).map((id) => row('cache', id, ['cached'])),
    ...Object.keys(estate.workloads).map((id) => row('workload', id, ['runs', 'beacon', 'silent'])),
    ...Object.keys(estate.consumers).map((id) => row('consumer', id, [])),
    ...credentials,
  ];
}

interface LastSeen {
  readonly at: Seconds;
  readonly text: string;
}

function lastSightings(shown: readonly Fact[]): ReadonlyMap<string, LastSeen> {
  const found = new Map<string, LastSeen>();
  for (const fact of shown) {
    for (const text of sightingsOf(fact)) {
      const [kind = '', subject = ''] = text.split(' ');
      found.set(`${kind} ${subject.replace(/#\d+$/, '')}`, { at: fact.at, text });
    }
  }
  return found;
}

function sightingsOf(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'evidence-shown':
    case 'verified':
    case 'request-fulfilled':
      return fact.data.sightings;
    case 'tag-moved':
      return [`tag ${fact.subject} ${fact.data.to}`];
    case 'workload-deployed':
      return [`runs ${fact.subject} ${fact.data.digest}`];
    default:
      return [];
  }
}

function controlsAt(session: Session, place: string): readonly string[] {
  return Object.values(session.course.world.controls)
    .filter((control) => control.place === place && control.kind !== 'vendor-block')
    .map((control) => control.kind);
}

function credentialRow(session: Session, id: string, shown: readonly Fact[]): SubjectView {
  const touched = shown.findLast(
    (fact) =>
      fact.subject === id && (fact.kind === 'credential-revoked' || fact.kind === 'credential-issued'),
  );
  const told =
    touched === undefined ? null : touched.kind === 'credential-issued' ? 'new value issued' : 'revoked';
  return {
    id,
    kind: 'credential',
    seen: told,
    seenAt: touched?.at ?? null,
    controls: controlsAt(session, id),
  };
}
