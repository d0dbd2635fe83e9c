import { clusterFace } from './cluster/face.ts';
import { forgeFace } from './forge/face.ts';
import { hubFace } from './hub/face.ts';
import { registryFace } from './registry/registry-face.ts';
import type { Face } from './route.ts';

/** All services of one session, each with what it keeps of its own: tokens, scratch space. */
export function facesOf(): readonly Face[] {
  return [hubFace(), forgeFace(), clusterFace(), registryFace()];
}
