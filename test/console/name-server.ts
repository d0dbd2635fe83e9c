import { createSocket } from 'node:dgram';

const TTL = 300;
const SOA = ['ns1.example', 'hostmaster.example'];
const SOA_NUMBERS = [2026051201, 7200, 3600, 1209600, 300];

/** A name server on loopback that knows a few addresses, so that the real dig has somebody to ask. */
export function answerNames(
  addresses: Readonly<Record<string, string>>,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answerTo(query, addresses), from.port, from.address));
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => resolve({ port: socket.address().port, close: () => socket.close() }));
  });
}

function answerTo(query: Buffer, addresses: Readonly<Record<string, string>>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const address = addresses[labels.join('.')];
  const answers = address !== undefined && type === 1 ? [addressRecord(address)] : [];
  const authority = answers.length === 0 ? [soaRecord()] : [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (address === undefined ? 3 : 0), 2);
  for (const [index, count] of [1, answers.length, authority.length, 1].entries())
    head.writeUInt16BE(count, 4 + 2 * index);
  const edns = Buffer.from([0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([head, question, ...answers, ...authority, edns]);
}

function recordOf(name: Buffer, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(TTL, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([name, head, data]);
}

function addressRecord(address: string): Buffer {
  return recordOf(Buffer.from([0xc0, 12]), 1, Buffer.from(address.split('.').map(Number)));
}

function soaRecord(): Buffer {
  const numbers = Buffer.alloc(20);
  for (const [index, value] of SOA_NUMBERS.entries()) numbers.writeUInt32BE(value, 4 * index);
  return recordOf(nameBytes('example'), 6, Buffer.concat([...SOA.map(nameBytes), numbers]));
}

function nameBytes(name: string): Buffer {
  const parts = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...parts, Buffer.from([0])]);
}
