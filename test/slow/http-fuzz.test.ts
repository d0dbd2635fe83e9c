import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { facesOf } from '../../src/http/faces.ts';
import { openService, type Service } from '../../src/http/service.ts';
import { replayRecords, startUnkept } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { type RandomRequest, RequestMaker, randomFrom } from '../helpers/random-request.ts';
import { options } from '../record/drill.ts';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_512);
const AT_ONCE = 8;
const PATIENCE_MS = 15_000;

/** One of the sessions that are served side by side, with what only its answers may hold. */
class Range {
  readonly name: string;
  readonly failures: unknown[] = [];
  readonly #playable: PlayableScenario;
  readonly marker: string;
  recorded: RecordedSession;
  service: Service | null = null;
  #seen: RecordedSession['session'];

  constructor(name: string, playable: PlayableScenario) {
    this.name = name;
    this.marker = `marker-of-${name}`;
    this.#playable = playable;
    this.recorded = startUnkept(playable, options);
    this.#seen = this.recorded.session;
  }

  async open(): Promise<void> {
    this.recorded = startUnkept(this.#playable, options);
    this.#seen = this.recorded.session;
    this.recorded.onChange(({ records }) => {
      if (records.length > 0) this.#seen = this.recorded.session;
    });
    this.service = await openService(this.recorded, {
      port: 0,
      socket: null,
      hear: () => undefined,
      fail: (thrown) => this.failures.push(thrown),
    });
  }

  /** Everything that changed is in the records, and time moved only for a decision. */
  checkState(): void {
    const { recorded } = this;
    expect(recorded.session).toBe(this.#seen);
    const kinds = recorded.records.map((record) => record.kind);
    kinds.forEach((kind, at) => {
      if (kind === 'mark') expect(kinds[at - 1]).toBe('decision');
      else expect(kind).toBe('decision');
    });
  }

  async close(): Promise<void> {
    await this.service?.close();
    const replayed = replayRecords(this.recorded.opening, this.recorded.records);
    expect(replayed.divergence).toBeNull();
    expect(replayed.session.course.history).toEqual(this.recorded.session.course.history);
  }
}

/** What came back; null where nothing can come, since the client itself left. */
function send(port: number, request: RandomRequest): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${PATIENCE_MS} ms: ${request.words}`));
    }, PATIENCE_MS);
    let got = '';
    let isCut = false;
    const { bytes, manner } = request;
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      if (manner === 'whole') socket.write(bytes);
      else socket.write(half);
      if (manner === 'pieces') setTimeout(() => socket.write(bytes.subarray(half.length)), 5);
      if (manner !== 'cut' && manner !== 'stall') return;
      isCut = true;
      setTimeout(() => socket.destroy(), manner === 'cut' ? 1 : 40);
    });
    socket.on('data', (chunk: string) => {
      got += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(isCut ? null : got);
    });
  });
}

test(`${REQUESTS} requests that nobody would send break nothing and show nothing of another session`, async () => {
  const random = randomFrom(SEED);
  const ranges = [
    new Range('harborlight', await findScenario('poisoned-base-image')),
    new Range('paperboat', await findScenario('tutorial')),
  ] as const;
  for (const range of ranges) await range.open();
  const makers = ranges.map((range) => new RequestMaker(random, facesOf(), range.marker));
  const counts: Record<string, number> = {};
  let decisions = 0;
  let left = REQUESTS;
  const ask = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const at = left % 2;
      const [range, other] = at === 0 ? ranges : [ranges[1], ranges[0]];
      const maker = makers[at];
      const port = range.service?.port ?? 0;
      const request = maker?.next(range.recorded.session.course.world, port) as RandomRequest;
      const got = await send(port, request);
      range.checkState();
      expect([request.words, range.failures]).toEqual([request.words, []]);
      if (got === null) continue;
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(got)?.[1] ?? (got === '' ? 'nothing' : 'noise');
      counts[status] = (counts[status] ?? 0) + 1;
      const isOver = range.recorded.isOver;
      expect([request.words, status]).toEqual([
        request.words,
        expect.stringMatching(isOver ? /^([1-4]\d\d|503)$/ : /^[1-4]\d\d$/),
      ]);
      expect([request.words, got.includes(other.name), got.includes(other.marker)]).toEqual([
        request.words,
        false,
        false,
      ]);
    }
  };
  // Play ends when its time is used up, so every part of the requests has sessions of its own.
  const parts = Math.ceil(REQUESTS / 200);
  for (let part = 0; part < parts; part += 1) {
    const rest = left - 200;
    const stopAt = Math.max(0, rest);
    left = Math.min(left, 200);
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    left = stopAt;
    for (const range of ranges) {
      decisions += range.recorded.session.taken.length;
      await range.close();
      if (left > 0) await range.open();
    }
    if (left === 0) break;
  }
  // It must have met the world, and not only the door.
  expect(counts['200'] ?? 0).toBeGreaterThan(REQUESTS / 20);
  expect(decisions).toBeGreaterThan(REQUESTS / 100);
  expect(Object.keys(counts)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '405', '421']),
  );
});
