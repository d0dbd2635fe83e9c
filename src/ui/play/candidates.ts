import type { Names } from '../../exercise/decision-words.ts';
import { knownNames } from '../../exercise/known.ts';
import type { Session } from '../../exercise/session.ts';
import { reveal, type View } from '../../exercise/view.ts';
import { answerChoices } from '../../plain/answer-words.ts';
import { notedDigests } from '../../plain/show-digests.ts';
import { sightingWords } from '../../plain/show-sighting.ts';
import { CLAIM_KEYS } from '../../world/claim.ts';
import { printTime } from '../../world/time.ts';
import type { Slot } from '../../world/verb.ts';

/** Something that may stand in a line, and what the team knows of it. */
export interface Candidate {
  readonly value: string;
  readonly note: string;
}

const plain = (values: readonly string[] | undefined, note = ''): readonly Candidate[] =>
  (values ?? []).map((value) => ({ value, note }));

/** What a slot may be filled with now: only what was known from the start or has been seen (law 5). */
export function candidatesFor(
  session: Session,
  slots: readonly Slot[],
  words: readonly string[],
): readonly Candidate[] {
  const names = knownNames(session);
  const view = reveal(session);
  const all = slots.flatMap((slot) => ofSlot(session, view, names, slot, words));
  return all.filter((one, index) => all.findIndex((other) => other.value === one.value) === index);
}

function ofSlot(
  session: Session,
  view: View,
  names: Names,
  slot: Slot,
  words: readonly string[],
): readonly Candidate[] {
  switch (slot) {
    case 'digest':
      return digests(session);
    case 'part':
      return parts(session, view);
    case 'argument':
      return argumentsOf(session, names, words);
    case 'claim':
      return Object.entries(CLAIM_KEYS).map(([key, note]) => ({ value: `${key}=`, note }));
    case 'text':
      return [];
    case 'inject':
      return answerChoices(view.inbox);
    case 'notice':
      return view.notices.map((one) => ({ value: one.id, note: `to ${one.audience}, ${printTime(one.at)}` }));
    case 'run':
      return plain([...(names.run ?? [])].reverse());
    case 'tag':
    case 'pipeline':
    case 'cache':
    case 'workload':
    case 'credential':
      return (names[slot] ?? []).map((value) => ({ value, note: seenWords(view, value) }));
    default:
      return plain(names[slot]);
  }
}

function digests(session: Session): readonly Candidate[] {
  return notedDigests(session).map(({ digest, note }) => ({ value: digest, note }));
}

function seenWords(view: View, id: string): string {
  const subject = view.board.find((one) => one.id === id);
  return subject?.seen == null ? '' : `${sightingWords(subject.seen)}, ${printTime(subject.seenAt ?? 0)}`;
}

/** `REPO@DIGEST` for every digest that was seen in a repository, or is known to lie there. */
function parts(session: Session, view: View): readonly Candidate[] {
  const { repositories } = session.engine.scenario.estate;
  const homes = new Map<string, string>();
  for (const text of Object.keys(view.seen)) {
    const [kind, tag = '', digest = ''] = text.split(' ');
    if (kind === 'tag') homes.set(digest, tag.slice(0, tag.lastIndexOf(':')));
  }
  return notedDigests(session).flatMap(({ digest, note }) => {
    const repo =
      homes.get(digest) ?? Object.values(repositories).find((spec) => spec.images.includes(digest))?.id;
    return repo === undefined ? [] : [{ value: `${repo}@${digest}`, note }];
  });
}

function argumentsOf(session: Session, names: Names, words: readonly string[]): readonly Candidate[] {
  const request = words[words.indexOf('for') + 1];
  switch (request) {
    case 'hold':
      return plain(names.log);
    case 'access-details':
      return plain(names.credential);
    case 'approval':
      return plain(names.argument);
    case 'tell-pullers':
    case 'block':
      return digests(session);
    default:
      return [];
  }
}
