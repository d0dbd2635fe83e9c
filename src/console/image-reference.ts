import { knownDigests } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import type { Hosts } from '../http/addresses.ts';
import { digestOf } from '../world/reference.ts';

/** `host/R:T` or `host/R@D` of a command line. */
export interface ImageName {
  readonly host: string;
  readonly repo: string;
  /** `latest` when neither tag nor digest was given. */
  readonly tag: string | null;
  readonly digest: string | null;
  /** As it was typed, a short digest completed. */
  readonly text: string;
}

const REPO = /^[a-z0-9]+(?:(?:\.|_|__|-+|\/)[a-z0-9]+)*$/;

/**
 * Reads an image's name. Without a host it is one of the team's own registry. Null for what no registry client would take.
 * An index of parts may be named by the scenario's own `image:NAME` where the session takes it.
 */
export function readImageName(text: string, hosts: Hosts): ImageName | null {
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  if (digest !== null && !/^sha256:[0-9a-f]{64}$/.test(digest)) return null;
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const host = hasHost ? first : hosts.registry;
  const path = hasHost ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(':');
  const repo = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? null : path.slice(colon + 1);
  if (!REPO.test(repo) || (tag !== null && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))) return null;
  const written = `${host}/${repo}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
  return {
    host,
    repo,
    tag: tag ?? (digest === null ? 'latest' : null),
    digest,
    text: hasHost ? text : written,
  };
}

/** What a registry takes behind `/manifests/`: the digest where there is one, else the tag. */
export function pointOf({ tag, digest }: ImageName): string {
  return digest ?? tag ?? 'latest';
}

/** `host/R` without tag and digest. */
export function repositoryOf({ host, repo }: ImageName): string {
  return `${host}/${repo}`;
}

/** Completes digests that were shortened on the screen, as decisions may shorten them: only ones that the team has seen. */
export function completeDigests(word: string, session: Session, isHeadless: boolean): string {
  const named = isHeadless
    ? word.replace(
        /image:[a-z0-9-]+(?:\/[a-z0-9]+)?/g,
        (name) => digestOf(session.course.world, name) ?? name,
      )
    : word;
  return named.replace(/sha256:([0-9a-f]{8,63})(?![0-9a-f])(?:…|\.\.\.)?/g, (whole, digits: string) => {
    const fitting = knownDigests(session).filter((digest) => digest.startsWith(`sha256:${digits}`));
    return fitting.length === 1 ? (fitting[0] ?? whole) : whole;
  });
}
