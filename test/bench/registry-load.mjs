import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { connect, createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { environment, ROOT } from './measuring.mjs';

const CONNECTIONS = 8;
const REPO = 'harborlight/base';
const TAG = 'stable';
const ACCEPT = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';

/** Our registry over a fresh session, as a user starts it. */
export async function startOurs(folder) {
  const args = [path.join(ROOT, 'dist', 'main.js'), 'serve', 'poisoned-base-image', '--port', '0'];
  const env = environment({ HOTWASH_HOME: path.join(folder, 'home') });
  return started(spawn(process.execPath, args, { env }), /http:\/\/127\.0\.0\.1:(\d+)\n/);
}

/** Debian's docker-registry as Debian configures it, without its logs, which ours does not write either. */
export async function startPeer(folder) {
  const config = path.join(folder, 'config.yml');
  const port = await freePort();
  fs.writeFileSync(
    config,
    [
      'version: 0.1',
      'log: { level: error, accesslog: { disabled: true } }',
      'storage:',
      '  cache: { blobdescriptor: inmemory }',
      `  filesystem: { rootdirectory: ${path.join(folder, 'registry')} }`,
      `http: { addr: "127.0.0.1:${port}", headers: { X-Content-Type-Options: [nosniff] } }`,
      '',
    ].join('\n'),
  );
  const child = spawn('docker-registry', ['serve', config], { env: environment(), stdio: 'ignore' });
  await answers(port);
  return { port, stop: () => child.kill('SIGTERM') };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('docker-registry does not answer');
}

function started(child, pattern) {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += String(chunk);
      const port = pattern.exec(said)?.[1];
      if (port !== undefined) resolve({ port: Number(port), stop: () => child.kill('SIGTERM') });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`it ended and had said: ${said}`)));
  });
}

/** The image behind the tag, read from one registry: manifests and blobs with their digests, parts before what names them. */
export async function readImage(port) {
  const get = async (kind, reference) => {
    const response = await fetch(`http://127.0.0.1:${port}/v2/${REPO}/${kind}/${reference}`, {
      headers: { Accept: ACCEPT },
    });
    if (!response.ok) throw new Error(`${kind} ${reference}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      digest: response.headers.get('docker-content-digest'),
      type: response.headers.get('content-type'),
      bytes,
    };
  };
  const index = await get('manifests', TAG);
  const manifests = [];
  const blobs = new Map();
  for (const { digest } of JSON.parse(Buffer.from(index.bytes)).manifests) {
    const manifest = await get('manifests', digest);
    manifests.push(manifest);
    const { config, layers } = JSON.parse(Buffer.from(manifest.bytes));
    for (const one of [config, ...layers]) blobs.set(one.digest, await get('blobs', one.digest));
  }
  return { index, manifests, blobs: [...blobs.values()] };
}

/** Puts the same bytes into another registry. */
export async function writeImage(port, { index, manifests, blobs }) {
  const base = `http://127.0.0.1:${port}/v2/${REPO}`;
  const must = async (response) => {
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
    return response;
  };
  for (const { digest, bytes } of blobs) {
    const upload = await must(await fetch(`${base}/blobs/uploads/`, { method: 'POST' }));
    const place = new URL(upload.headers.get('location'));
    place.searchParams.set('digest', digest);
    await must(
      await fetch(place, {
        method: 'PUT',
        body: bytes,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    );
  }
  const put = async (reference, { type, bytes }) =>
    must(
      await fetch(`${base}/manifests/${reference}`, {
        method: 'PUT',
        body: bytes,
        headers: { 'Content-Type': type },
      }),
    );
  for (const manifest of manifests) await put(manifest.digest, manifest);
  await put(TAG, index);
}

/** What is asked for, in turns: a manifest by digest, the tag by HEAD, a configuration, a layer. */
export function requestsFor({ manifests, blobs }) {
  const [manifest] = manifests;
  const { config, layers } = JSON.parse(Buffer.from(manifest.bytes));
  const known = new Set(blobs.map((blob) => blob.digest));
  const [layer] = layers.filter((one) => known.has(one.digest));
  const paths = [
    ['GET', `manifests/${manifest.digest}`],
    ['HEAD', `manifests/${TAG}`],
    ['GET', `blobs/${config.digest}`],
    ['GET', `blobs/${layer.digest}`],
  ];
  const words = paths.map(
    ([method, rest]) =>
      `${method} /v2/${REPO}/${rest} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: ${ACCEPT}\r\n\r\n`,
  );
  return words.map((text, at) => ({ bytes: Buffer.from(text), isHead: paths[at][0] === 'HEAD' }));
}

/** Requests answered with 200 in a second, over some kept connections. */
export async function rateOf(port, requests, milliseconds) {
  const until = performance.now() + milliseconds;
  const begun = performance.now();
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, at) => askUntil(port, requests, at, until)),
  );
  return (counts.reduce((sum, one) => sum + one, 0) / (performance.now() - begun)) * 1000;
}

// A client of its own, since a whole HTTP client would cost more than either server.
function askUntil(port, requests, offset, until) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let count = 0;
    let turn = offset;
    let wanted = -1;
    let got = 0;
    let head = '';
    const next = () => {
      if (performance.now() >= until) {
        socket.destroy();
        resolve(count);
        return;
      }
      turn += 1;
      wanted = -1;
      got = 0;
      head = '';
      socket.write(requests[turn % requests.length].bytes);
    };
    socket.on('connect', next);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (wanted < 0) {
        head += chunk.latin1Slice();
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 200)));
        const { isHead } = requests[turn % requests.length];
        wanted = isHead ? 0 : Number(/content-length: (\d+)/i.exec(head)[1]);
        got = head.length - end - 4;
      } else got += chunk.length;
      if (got < wanted) return;
      count += 1;
      next();
    });
  });
}

export function temporaryFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'hotwash-bench-'));
}
