import { createHash } from 'node:crypto';
import type { Exchange } from './exchange.ts';
import { ALL, INDEX, MANIFEST } from './registry-reads.ts';

/** A request that goes to where the answer before it pointed. */
export type Step = (at: string) => Exchange;

export const AT = '/v2/scratch/evidence';
export const BYTES = 'some bytes of evidence';
export const DIGEST = digestOf(BYTES);
const OTHER = digestOf('other bytes');
const START = `${AT}/blobs/uploads/`;

/** A repository that neither has is made, filled, read and emptied. */
export function writes(): readonly Step[] {
  return [...uploads(), ...manifests()];
}

function uploads(): readonly Step[] {
  return [
    () => ({ what: 'a slash too few', method: 'POST', path: START.slice(0, -1) }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({ what: 'state', method: 'GET', path }),
    (path) => ({
      what: 'a chunk',
      method: 'PATCH',
      path,
      body: BYTES.slice(0, 9),
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
    (path) => ({ what: 'state', method: 'GET', path }),
    (path) => ({
      what: 'the end',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(DIGEST)}`,
      body: BYTES.slice(9),
    }),
    () => ({ what: 'there', method: 'HEAD', path: `${AT}/blobs/${DIGEST}` }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({ what: 'give up', method: 'DELETE', path }),
    (path) => ({ what: 'gone', method: 'GET', path }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({
      what: 'whole',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(DIGEST)}`,
      body: BYTES,
    }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({
      what: 'other bytes',
      method: 'PUT',
      path: `${path}&digest=${encodeURIComponent(OTHER)}`,
      body: BYTES,
    }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({ what: 'no digest', method: 'PUT', path, body: BYTES }),
    () => ({ what: 'begin', method: 'POST', path: START }),
    (path) => ({ what: 'a bad digest', method: 'PUT', path: `${path}&digest=x`, body: BYTES }),
    () => ({ what: 'mount nothing', method: 'POST', path: `${START}?mount=${OTHER}&from=harborlight/base` }),
    () => ({ what: 'mount from nowhere', method: 'POST', path: `${START}?mount=${DIGEST}` }),
    () => ({
      what: 'mount',
      method: 'POST',
      path: `/v2/scratch/other/blobs/uploads/?mount=${DIGEST}&from=scratch/evidence`,
    }),
  ];
}

function manifests(): readonly Step[] {
  const manifest = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: MANIFEST },
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: DIGEST, size: BYTES.length },
    layers: [],
  });
  const own = digestOf(manifest);
  const put = (what: string, path: string, body: string, type: string): Exchange => ({
    ...{ what, method: 'PUT', path: `${AT}/manifests/${path}`, body, headers: { 'Content-Type': type } },
  });
  return [
    () => put('a manifest', 'one', manifest, MANIFEST),
    () => put('the same by digest', own, manifest, MANIFEST),
    () => put('with parameters', 'two', manifest, `${MANIFEST}; charset=utf-8`),
    () => put('by another digest', OTHER, manifest, MANIFEST),
    () => put('of another type', 'one', manifest, INDEX),
    () => put('of no type', 'one', manifest, 'text/plain'),
    () => put('with a blob that is not there', 'one', manifest.replace(DIGEST, OTHER), MANIFEST),
    () => ({ what: 'read', method: 'GET', path: `${AT}/manifests/one`, headers: ALL }),
    () => ({ what: 'delete', method: 'DELETE', path: `${AT}/manifests/${own}` }),
    () => ({ what: 'deleted', method: 'GET', path: `${AT}/manifests/one`, headers: ALL }),
    () => ({ what: 'deleted', method: 'GET', path: `${AT}/manifests/${own}`, headers: ALL }),
    () => ({ what: 'delete again', method: 'DELETE', path: `${AT}/manifests/${own}` }),
    () => ({ what: 'delete a blob', method: 'DELETE', path: `${AT}/blobs/${DIGEST}` }),
    () => ({ what: 'deleted', method: 'GET', path: `${AT}/blobs/${DIGEST}` }),
    () => ({ what: 'delete it again', method: 'DELETE', path: `${AT}/blobs/${DIGEST}` }),
  ];
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
