import { knownNames } from '../../exercise/known.ts';
import { fakeAddress, fakeNumber } from '../../world/evidence/fake-id.ts';
import type { Call, Plan, Tool } from '../form.ts';
import { err, lined, type Output, out } from '../output.ts';
import type { Wire } from '../wire.ts';
import { instantOf } from './clock.ts';

const TYPES = ['A', 'AAAA', 'TXT', 'NS', 'MX', 'CNAME', 'SOA', 'PTR', 'ANY', 'CAA'];
const BAD_USAGE = 1;

interface Question {
  readonly name: string;
  readonly type: string;
}

interface Answer {
  readonly status: 'NOERROR' | 'NXDOMAIN';
  readonly values: readonly string[];
}

/** Reads the words as dig does, which knows flags with a plus and no order. */
function read(call: Call): Plan | Output {
  let [name, type, isReverse] = ['', 'A', false];
  for (const word of call.operands) {
    if (word === '-x') isReverse = true;
    else if (word.startsWith('+') || word.startsWith('@') || word === 'IN') continue;
    else if (TYPES.includes(word.toUpperCase())) type = word.toUpperCase();
    else if (word.startsWith('-'))
      return err(
        `Invalid option: ${word}\nUsage:  dig [@global-server] [domain] [q-type] {q-opt}\n`,
        BAD_USAGE,
      );
    else name = word;
  }
  if (name === '') return err('Name one host: dig +short NAME\n', BAD_USAGE);
  const question = isReverse
    ? { name: `${name.split('.').reverse().join('.')}.in-addr.arpa`, type: 'PTR' }
    : { name: name.replace(/\.$/, '').toLowerCase(), type };
  const isShort = call.operands.includes('+short');
  return {
    opening: [],
    run: async (wire) => {
      const answer = resolve(wire, question);
      return out(isShort ? lined(answer.values) : wholeText(wire, question, answer));
    },
  };
}

/** A name server knows the services of the team and every host that was seen; one blocked at the edge still resolves. */
function resolve(wire: Wire, { name, type }: Question): Answer {
  const own = Object.values(wire.hosts);
  const seen = knownNames(wire.desk.session).host ?? [];
  if (type === 'PTR') {
    const host = [...own, ...seen].find(
      (one) => `${addressOf(one, own).split('.').reverse().join('.')}.in-addr.arpa` === name,
    );
    return host === undefined
      ? { status: 'NXDOMAIN', values: [] }
      : { status: 'NOERROR', values: [`${host}.`] };
  }
  if (!own.includes(name) && !seen.includes(name)) return { status: 'NXDOMAIN', values: [] };
  return { status: 'NOERROR', values: type === 'A' || type === 'ANY' ? [addressOf(name, own)] : [] };
}

// The same addresses that the proxy's log shows.
function addressOf(host: string, own: readonly string[]): string {
  return fakeAddress(own.includes(host) ? 'ours' : 'servers', host);
}

const SOA = 'ns1.example. hostmaster.example. 2026051201 7200 3600 1209600 300';
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function wholeText(wire: Wire, { name, type }: Question, { status, values }: Answer): string {
  const now = instantOf(wire);
  const stamp = `${DAYS[now.getUTCDay()]} ${MONTHS[now.getUTCMonth()]} ${String(now.getUTCDate()).padStart(2, '0')} ${now.toISOString().slice(11, 19)} UTC ${now.getUTCFullYear()}`;
  const isEmpty = values.length === 0;
  const section = isEmpty
    ? [';; AUTHORITY SECTION:', `example.\t\t300\tIN\tSOA\t${SOA}`]
    : [
        ';; ANSWER SECTION:',
        ...values.map(
          (value) => `${tabbed(`${name}.`, 24)}300\tIN\t${type === 'ANY' ? 'A' : type}\t${value}`,
        ),
      ];
  return lined([
    '',
    `; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> ${type === 'A' ? name : type === 'PTR' ? name : `${type} ${name}`}`,
    ';; global options: +cmd',
    ';; Got answer:',
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${fakeNumber(`query ${name} ${type}`, 65_536)}`,
    `;; flags: qr rd ra; QUERY: 1, ANSWER: ${values.length}, AUTHORITY: ${isEmpty ? 1 : 0}, ADDITIONAL: 1`,
    '',
    ';; OPT PSEUDOSECTION:',
    '; EDNS: version: 0, flags:; udp: 1232',
    ';; QUESTION SECTION:',
    `;${tabbed(`${name}.`, 31)}IN\t${type}`,
    '',
    ...section,
    '',
    ';; Query time: 0 msec',
    ';; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)',
    `;; WHEN: ${stamp}`,
    `;; MSG SIZE  rcvd: ${29 + name.length + (isEmpty ? 75 : values.length * 16)}`,
    '',
  ]);
}

/** Tabs up to a column, at least one: how dig sets its columns. */
function tabbed(text: string, column: number): string {
  return `${text}${'\t'.repeat(Math.max(1, Math.ceil((column - text.length) / 8)))}`;
}

export const DIG: Tool = {
  name: 'dig',
  does: 'the addresses of a host; what is blocked at the edge still resolves',
  forms: [
    {
      tool: 'dig',
      words: [],
      usages: [
        { usage: 'dig +short NAME', does: 'one address a line', counts: 'nothing' },
        { usage: 'dig NAME [TYPE]', does: 'the whole answer of the name server', counts: 'nothing' },
        { usage: 'dig +short -x ADDRESS', does: 'the name behind an address', counts: 'nothing' },
      ],
      spec: { keepsAll: true },
      operand: 'host',
      read,
    },
  ],
  unknown: () => err(''),
  badFlag: (_, flag) => err(`Invalid option: ${flag}\n`, BAD_USAGE),
};
