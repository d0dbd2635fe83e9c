import type { Estate } from '../world/estate.ts';
import type { Face, FaceName } from './route.ts';

/** Where each service is found by name: what a person types who does not care about ports. */
export type Hosts = Readonly<Record<FaceName, string>>;

/** The command line of the forge turns `github.localhost` into this name for its API, over a Unix socket. */
export const FORGE_SOCKET_HOST = 'api.github.localhost';

/** `registry.harborlight.example` stands for `hub.`, `api.forge.` and `cluster.harborlight.example` too. */
export function hostsOf({ host }: Pick<Estate, 'host'>): Hosts {
  const labels = host.split('.');
  const domain = labels.length > 2 ? labels.slice(1).join('.') : host;
  return {
    registry: host,
    hub: `hub.${domain}`,
    forge: `api.forge.${domain}`,
    cluster: `cluster.${domain}`,
  };
}

export interface Place {
  readonly face: Face;
  /** Without the face's prefix. */
  readonly path: string;
  /** Origin and prefix. */
  readonly base: string;
}

/**
 * The face that a URL means. A service's own name needs no prefix; on any other name (loopback, whatever the port) the
 * prefix tells, and what has none is the registry's, since `/v2/` must be at the root of a registry.
 */
export function placeOf(url: URL, hosts: Hosts, faces: readonly Face[]): Place | null {
  const own = faces.find((face) => isOwnName(url.hostname, face.name, hosts));
  if (own !== undefined) return { face: own, path: url.pathname, base: url.origin };
  const prefixed = faces
    .filter(({ prefix }) => prefix === '' || `${url.pathname}/`.startsWith(`${prefix}/`))
    .sort((left, right) => right.prefix.length - left.prefix.length)[0];
  if (prefixed === undefined) return null;
  const { prefix } = prefixed;
  return {
    face: prefixed,
    path: url.pathname.slice(prefix.length) || '/',
    base: `${url.origin}${prefix}`,
  };
}

function isOwnName(hostname: string, name: FaceName, hosts: Hosts): boolean {
  return hostname === hosts[name] || (name === 'forge' && hostname === FORGE_SOCKET_HOST);
}
