import type { Face } from '../route.ts';
import { noRoute, unavailable } from './answers.ts';
import { DEPLOYMENT_ROUTES } from './deployments.ts';
import { DISCOVERY_ROUTES } from './discovery.ts';
import { POD_ROUTES } from './pods.ts';

/** The little of a cluster's API that its command line asks for to look at pods and to change what they run. Nobody signs in to it. */
export function clusterFace(): Face {
  return {
    name: 'cluster',
    prefix: '/cluster',
    routes: [...POD_ROUTES, ...DEPLOYMENT_ROUTES, ...DISCOVERY_ROUTES],
    noRoute,
    unavailable,
  };
}
