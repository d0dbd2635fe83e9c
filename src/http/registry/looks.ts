import { knownDigests } from '../../exercise/known.ts';
import type { Bytes } from '../../world/content/oci.ts';
import type { Fact } from '../../world/fact.ts';
import { namedBy } from '../../world/observable.ts';
import { imageOf, parseReference } from '../../world/reference.ts';
import type { World } from '../../world/state.ts';
import type { Desk } from '../desk.ts';

const MINUTE = 60;

export function contentOf(desk: Desk): Bytes {
  return desk.session.engine.scenario.content;
}

/** True when something of the repository was looked at within the last minute: then its list of tags is on the way, as in `skopeo inspect`. */
export function isLookedAt(desk: Desk, repo: string): boolean {
  const since = desk.now - MINUTE;
  const { history } = desk.session.course;
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const fact = history[index];
    if (fact === undefined || fact.at <= since) return false;
    const target = fact.kind === 'evidence-shown' ? (fact.data.do.split(' ')[2] ?? '') : '';
    if (target === repo || parseReference(target)?.repo === repo) return true;
  }
  return false;
}

/** What looking at a manifest by digest counts as: nothing, when its bytes were shown before, since bytes never change. */
export function manifestLook(desk: Desk, repo: string, digest: string): string | null {
  const content = contentOf(desk);
  const subject = subjectIn(desk.world, content, repo, digest);
  if (subject !== null) {
    const isShown = shownBy(desk, 'signature').has(subject);
    return isShown ? null : `inspect signature ${repo}@${subject}`;
  }
  return shownBy(desk, 'manifest').has(digest) ? null : `inspect manifest ${repo}@${nameOf(desk, digest)}`;
}

/** What looking at a configuration or a layer counts as: what looking at a manifest does that names it. Undefined when none does. */
export function blobLook(
  desk: Desk,
  repo: string,
  held: readonly string[],
  digest: string,
): string | null | undefined {
  const content = contentOf(desk);
  const names = (one: string): boolean => namedBy(content, one).some((named) => named.digest === digest);
  // Reading every manifest that is held takes longer than all the rest, so what was shown comes first.
  const shown = shownBy(desk, 'manifest');
  if (held.some((one) => shown.has(one) && names(one))) return null;
  const namers = held.filter(names);
  if (namers.length === 0) return undefined;
  const looks = namers.map((one) => manifestLook(desk, repo, one));
  if (looks.includes(null)) return null;
  const known = new Set(knownDigests(desk.session));
  return looks.find((look) => known.has(look?.split('@')[1] ?? '')) ?? looks[0];
}

/** Digest under which the team can ask for a manifest: its own, or that of its index when only that is known. */
function nameOf(desk: Desk, digest: string): string {
  const known = knownDigests(desk.session);
  if (known.includes(digest)) return digest;
  const index = imageOf(desk.world, digest)?.digest;
  return index !== undefined && known.includes(index) ? index : digest;
}

/** Digests of images of which the team read the manifest, or asked for the signature. */
function shownBy(desk: Desk, aspect: 'manifest' | 'signature'): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const fact of desk.session.course.history) {
    if (fact.kind !== 'evidence-shown' || !fact.data.do.startsWith(`inspect ${aspect} `)) continue;
    for (const digest of aspect === 'manifest' ? manifestsOf(fact) : judgedIn(fact)) shown.add(digest);
  }
  return shown;
}

// Labels name other digests too, whose bytes were not shown: only a record's own digest counts.
function manifestsOf(fact: Fact<'evidence-shown'>): readonly string[] {
  return fact.data.records.flatMap((record) => (typeof record.digest === 'string' ? [record.digest] : []));
}

function judgedIn(fact: Fact<'evidence-shown'>): readonly string[] {
  return fact.data.sightings.flatMap((text) => {
    const [, digest] = /^(?:un)?signed (\S+)$/.exec(text) ?? [];
    return digest === undefined ? [] : [digest];
  });
}

/** The digest that a look showed a tag to name; null when it showed no such thing. */
export function tagShown(facts: readonly Fact[], tag: string): string | null {
  for (const fact of facts) {
    if (fact.kind !== 'evidence-shown') continue;
    const found = fact.data.sightings.find((text) => text.startsWith(`tag ${tag} `));
    if (found !== undefined) return found.split(' ')[2] ?? null;
  }
  return null;
}

/** Whether the last that moved a tag was a decision of the team: then it knows what the tag names without another look. */
export function isMovedByTeam(desk: Desk, tag: string): boolean {
  const last = desk.session.course.history.findLast(
    (fact) => (fact.kind === 'tag-moved' || fact.kind === 'tag-deleted') && fact.subject === tag,
  );
  return last !== undefined && last.cause !== null;
}

/** Manifests that a repository holds, and those that refer to them. */
export function heldIn(world: World, bytes: Bytes, repo: string): readonly string[] {
  const images = Object.keys(world.stored[repo] ?? {});
  return [...images, ...images.flatMap((image) => bytes.referrers(image).map((one) => one.digest))];
}

function subjectIn(world: World, bytes: Bytes, repo: string, digest: string): string | null {
  if (imageOf(world, digest) !== null) return null;
  const images = Object.keys(world.stored[repo] ?? {});
  return images.find((image) => bytes.referrers(image).some((one) => one.digest === digest)) ?? null;
}
