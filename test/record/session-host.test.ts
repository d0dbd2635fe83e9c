import { expect, test } from 'vitest';
import type { JournalRecord } from '../../src/exercise/journal.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { SessionHost } from '../../src/record/session-host.ts';
import type { Message, Peer } from '../../src/store/owner-socket.ts';
import { loadDrill, options } from './drill.ts';

const drill = await loadDrill();
const engine = '0.1.0';

/** An owner, a second copy of the session that plans for a joined process, and its line. */
function shared(mode: 'coach' | 'assess' = 'coach') {
  const owner = startUnkept(drill, { ...options, mode });
  const other = startUnkept(drill, { ...options, mode });
  const host = new SessionHost(owner, engine);
  const told: Message[] = [];
  const peer: Peer = { send: (message) => told.push(message), onClose: () => undefined };
  const ask = (request: Message): Message | undefined => host.answer({ after: 0, ...request }, peer);
  expect(ask({ ask: 'join', engine })).toEqual({ records: [] });
  return { owner, other, host, told, peer, ask };
}

function take(recorded: RecordedSession, line: string): JournalRecord {
  const read = recorded.read(line);
  if (!read.ok) throw new Error(read.rejection.message);
  const result = recorded.take(read.decision, null);
  if (!result.ok) throw new Error(result.message);
  const record = recorded.records.at(-1);
  if (record === undefined) throw new Error('nothing was recorded');
  return record;
}

test('a decision that knows all records is kept, and every joined process is told', () => {
  const { owner, other, told, ask } = shared();
  const record = take(other, 'inspect tags harborlight/base');
  expect(ask({ ask: 'append', record })).toEqual({ kept: true });
  expect(owner.records).toEqual([record]);
  expect(owner.session.course.history).toEqual(other.session.course.history);
  expect(told).toEqual([{ after: 0, records: [record] }]);
});

test('a decision made on an older state is answered with what it lacks, and not taken', () => {
  const { owner, other, ask } = shared();
  const first = take(owner, 'freeze harborlight/base');
  const record = take(other, 'inspect tags harborlight/base');
  expect(ask({ ask: 'append', record })).toEqual({ records: [first] });
  expect(owner.records).toEqual([first]);
});

test('a record that does not follow from the decision is refused', () => {
  const { owner, other, ask } = shared();
  const record = take(other, 'revoke hub-ci-2023');
  const forged = [
    { ...record, facts: `sha256:${'0'.repeat(64)}` },
    { ...record, at: 60 },
    { ...record, seq: 7 },
    { ...record, by: 'comms' },
    { ...record, do: 'revoke no-such-token' },
    { ...record, do: 'protect image:implant' },
    { ...record, extra: true },
    { kind: 'hint', at: 0, id: 'first', price: 0 },
    { kind: 'undo', seq: 1 },
    { kind: 'mark', at: 0 },
    { kind: 'end', at: 0, ending: 'contained', percent: 100, factsDigest: `sha256:${'0'.repeat(64)}` },
    { kind: 'answer', question: 'q99', text: 'x' },
    { kind: 'header' },
    null,
  ];
  for (const one of forged) expect(ask({ ask: 'append', record: one })).toHaveProperty('refused');
  expect(owner.records).toEqual([]);
});

test('in assess mode nobody but the owner moves time or takes back', () => {
  const { owner, ask } = shared('assess');
  expect(ask({ ask: 'append', record: { kind: 'mark', at: 600 } })).toHaveProperty('refused');
  take(owner, 'note one');
  expect(ask({ ask: 'append', after: 1, record: { kind: 'undo', seq: 1 } })).toHaveProperty('refused');
});

test('in assess mode a joined process may wait for what is under way, as for the answer of a service', () => {
  const { owner, other, ask } = shared('assess');
  ask({ ask: 'append', record: take(other, 'inspect tags harborlight/base') });
  expect(ask({ ask: 'append', after: 1, record: { kind: 'mark', at: 119 } })).toHaveProperty('refused');
  expect(ask({ ask: 'append', after: 1, record: { kind: 'mark', at: 120 } })).toEqual({ kept: true });
  expect(owner.session.now).toBe(120);
});

test('a joined process that asks for the time gets it from the running clock', () => {
  const { owner, ask } = shared('assess');
  owner.runOn({ speed: null, catchUp: (isExact) => owner.pass(isExact ? 61 : 60) });
  expect(ask({ ask: 'sync' })).toEqual({ records: [{ kind: 'mark', at: 60 }] });
  expect(ask({ ask: 'sync', after: 1, exact: true })).toEqual({ records: [{ kind: 'mark', at: 61 }] });
});

test('who has not joined, knows more than there is, or comes too late, changes nothing', () => {
  const { owner, other, host, ask } = shared();
  const record = take(other, 'note one');
  const stranger: Peer = { send: () => undefined, onClose: () => undefined };
  expect(host.answer({ ask: 'append', after: 0, record }, stranger)).toHaveProperty('refused');
  expect(ask({ ask: 'append', after: 1, record })).toHaveProperty('refused');
  expect(ask({ ask: 'append', after: -1, record })).toHaveProperty('refused');
  expect(ask({ ask: 'append', until: Date.now() - 1, record })).toHaveProperty('refused');
  expect(ask({ ask: 'elsewhere', record })).toBeUndefined();
  expect(owner.records).toEqual([]);
});

test('an intervention that moves time is followed by that time once, whoever made it', () => {
  const { owner, other, ask } = shared();
  other.facilitate('add 5m', 'slow network');
  const [record] = other.records;
  expect(ask({ ask: 'append', record })).toEqual({ kept: true });
  expect(owner.records).toEqual(other.records);
});

test('a session that follows the records of another comes to the same facts, through undo and end', () => {
  const one = startUnkept(drill, options);
  const other = startUnkept(drill, options);
  take(one, 'inspect tags harborlight/base');
  one.pass(900);
  take(one, 'freeze harborlight/base');
  one.undo();
  one.takeHint();
  take(one, 'declare closed');
  one.finish();
  for (const [index, record] of one.records.entries()) other.follow([record], index);
  other.follow(one.records.slice(2, 4), 2);
  expect(other.session.course.history).toEqual(one.session.course.history);
  expect(other.records).toEqual(one.records);
  expect(() => other.follow([{ kind: 'mark', at: 5 }], 99)).toThrow(TypeError);
});

test('a decision is not taken when another has made its role busy since it was shown', () => {
  const recorded = startUnkept(drill, options);
  const read = recorded.read('freeze harborlight/base');
  if (!read.ok) throw new Error('unreadable');
  const shown = recorded.plan(read.decision, null);
  if (!shown.ok) throw new Error('unplanned');
  take(recorded, 'revoke hub-ci-2023');
  const result = recorded.take(read.decision, null, shown.plan);
  expect(result).toMatchObject({ ok: false, message: expect.stringMatching(/^Somebody else decided/) });
  expect(recorded.take(read.decision, null).ok).toBe(true);
});
