import { knownDigests } from '../exercise/known.ts';
import { isOver, lastLanding, passTime, type Session } from '../exercise/session.ts';
import { decideAll, linesFor } from './sweep.ts';

const LOOKING = [
  'inspect audit-log',
  'inspect tags',
  'inspect releases',
  'inspect runs',
  'inspect credentials',
  'inspect cache',
  'inspect workload',
];

/**
 * A play by the general order of incident handling (NIST SP 800-61: analyse, contain, eradicate, recover, tell, harden), which knows
 * nothing of this scenario: look at everything, keep the logs, revoke all, put all tags back, purge, tell everybody, protect.
 */
export function checklist(opening: Session): Session {
  const steps: readonly ((session: Session) => readonly string[])[] = [
    (session) => ['declare incident', ...linesFor(session, LOOKING)],
    (session) => linesFor(session, ['preserve']).filter((line) => isLog(session, line)),
    (session) => linesFor(session, ['revoke', 'end-sessions']),
    (session) => movedTags(session).map(({ tag, old }) => `repoint ${tag} to ${old}`),
    (session) => [...linesFor(session, ['purge', 'clean-runner']), 'declare contained'],
    notices,
    (session) => linesFor(session, ['protect']).filter((line) => isTagAtStart(session, line)),
    () => ['declare closed'],
  ];
  return steps.reduce((session, linesOf) => {
    if (isOver(session)) return session;
    const decided = decideAll(session, linesOf(session));
    return passTime(decided, lastLanding(decided));
  }, opening);
}

function isLog({ engine }: Session, line: string): boolean {
  return engine.scenario.estate.logs[line.split(' ')[1] ?? ''] !== undefined;
}

function tagsAtStart({ engine }: Session): ReadonlyMap<string, string> {
  const { repositories } = engine.scenario.estate;
  return new Map(
    Object.values(repositories).flatMap(({ id, tags }) =>
      Object.entries(tags).map(([tag, digest]) => [`${id}:${tag}`, digest] as const),
    ),
  );
}

function isTagAtStart(session: Session, line: string): boolean {
  return tagsAtStart(session).has(line.split(' ')[1] ?? '');
}

interface MovedTag {
  readonly tag: string;
  readonly old: string;
  readonly now: string;
}

/** Tags that name other bytes than in the last release notes, as far as the team has seen both. */
function movedTags(session: Session): readonly MovedTag[] {
  const known = new Set(knownDigests(session));
  return [...tagsAtStart(session)].flatMap(([tag, old]) => {
    const now = session.course.world.tags[tag]?.digest ?? old;
    return now !== old && known.has(now) && known.has(old) ? [{ tag, old, now }] : [];
  });
}

function notices(session: Session): readonly string[] {
  const { estate } = session.engine.scenario;
  const moved = movedTagsOnceSeen(session);
  const claims = [
    ...moved.map(({ now }) => `digest=${now}`),
    ...moved.map(({ old }) => `clean=${old}`),
    'action=pull-clean',
    'action=rotate-secrets',
    'status=identified',
  ];
  const words = [...new Set(claims)].join(' ');
  const asked = Object.keys(session.course.world.exercise.injects).filter(
    (id) => estate.injects[id]?.answerable === true,
  );
  return [
    ...Object.keys(estate.audiences).map((audience) => `notify ${audience} with ${words}`),
    ...asked.map((id) => `answer ${id} with ${words}`),
  ];
}

// The tags are back by now; what they named before is in the notes.
function movedTagsOnceSeen(session: Session): readonly MovedTag[] {
  const start = tagsAtStart(session);
  return Object.keys(session.course.world.seen).flatMap((text) => {
    const [kind, tag = '', now = ''] = text.split(' ');
    const old = start.get(tag);
    return kind === 'tag' && old !== undefined && now !== old ? [{ tag, old, now }] : [];
  });
}
