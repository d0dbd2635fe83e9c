import { createHash } from 'node:crypto';
import type { ImageSpec, OwnSpec } from '../../../src/world/content/image.ts';
import type { Blob, Hash } from '../../../src/world/content/oci.ts';
import type { Signing } from '../../../src/world/content/signature.ts';

export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

export const base: ImageSpec = {
  architectures: ['amd64', 'arm64'],
  layers: [
    {
      files: {
        'etc/os-release': 'ID=harborlight\nVERSION_ID=1.8.3\n',
        'etc/passwd': 'root:x:0:0::/root:/bin/sh\n',
      },
      createdBy: 'ADD rootfs.tar / # buildkit',
      created: '2026-04-28T10:00:00Z',
    },
    {
      files: { 'usr/local/bin/entrypoint.sh': '#!/bin/sh\nexec "$@"\n' },
      createdBy: 'COPY entrypoint.sh /usr/local/bin/ # buildkit',
      created: '2026-04-28T10:00:05Z',
      comment: 'buildkit.dockerfile.v0',
    },
    {
      files: {},
      createdBy: 'ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]',
      created: '2026-04-28T10:00:05Z',
    },
  ],
  entrypoint: ['/usr/local/bin/entrypoint.sh'],
  cmd: ['/bin/sh'],
  env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'TZ=UTC'],
  labels: {
    'org.opencontainers.image.version': '1.8.3',
    'org.opencontainers.image.source': 'https://forge.example/harborlight/base',
  },
  created: '2026-04-28T10:00:05Z',
  annotations: { 'org.opencontainers.image.vendor': 'Harborlight' },
};

export const implantOnTop: OwnSpec = {
  layers: [
    {
      files: { 'usr/lib/.cache/init': '#!/bin/sh\n# beacon: telemetry.drill.example\nexec "$@"\n' },
      createdBy: '/bin/sh -c #(nop) COPY file:9c1d in /usr/lib/.cache/init',
      created: '2026-05-12T02:38:10Z',
    },
  ],
  created: '2026-05-12T02:38:10Z',
  entrypoint: ['/usr/lib/.cache/init', '/usr/local/bin/entrypoint.sh'],
};

export const api: OwnSpec = {
  layers: [
    {
      files: { 'srv/api/server.js': 'listen(8080);\n' },
      createdBy: 'COPY . /srv/api # buildkit',
      created: '2026-05-12T03:05:40Z',
    },
  ],
  created: '2026-05-12T03:05:40Z',
  cmd: ['node', '/srv/api/server.js'],
  env: ['TZ=Europe/Lisbon', 'PORT=8080'],
  base: { name: 'harborlight/base:stable', digest: `sha256:${'ab'.repeat(32)}` },
};

export const signing: Signing = {
  identity: 'https://forge.example/harborlight/base/.ci/release.yml@refs/tags/1.8.3',
  issuer: 'https://token.forge.example',
  at: '2026-04-28T10:01:30Z',
  logIndex: 418_203_377,
};

export function jsonOf<T>(blobs: ReadonlyMap<string, Blob>, digest: string): T {
  const blob = blobs.get(digest);
  if (blob === undefined) throw new Error(`no blob ${digest}`);
  return JSON.parse(Buffer.from(blob.bytes).toString('utf8')) as T;
}

export interface ManifestJson {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly config: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly layers: readonly { readonly mediaType: string; readonly digest: string; readonly size: number }[];
  readonly subject?: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface IndexJson {
  readonly mediaType: string;
  readonly manifests: readonly {
    readonly mediaType: string;
    readonly digest: string;
    readonly size: number;
    readonly platform: { readonly architecture: string; readonly os: string; readonly variant?: string };
  }[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ConfigJson {
  readonly architecture: string;
  readonly config: {
    readonly Env: readonly string[];
    readonly Entrypoint: readonly string[];
    readonly Cmd?: readonly string[];
    readonly Labels?: Readonly<Record<string, string>>;
  };
  readonly rootfs: { readonly type: string; readonly diff_ids: readonly string[] };
  readonly history: readonly {
    readonly created: string;
    readonly created_by: string;
    readonly empty_layer?: boolean;
  }[];
}
