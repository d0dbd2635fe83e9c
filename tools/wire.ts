import { facesOf } from '../src/http/faces.ts';
import type { Face, Route } from '../src/http/route.ts';
import { DEFAULT_COSTS } from '../src/scenario/default-costs.ts';

const TITLES: Readonly<Record<Face['name'], string>> = {
  registry: 'The registry (OCI distribution 1.1)',
  hub: 'The hub: tokens, tags, rules and logs of the registry',
  forge: 'The forge: workflows, secrets, logs, advisories',
  cluster: 'The cluster: what really runs',
};

const OPENING = `<!-- Made from the tables of routes by \`npm run generate\`. Change src/http/, or tools/wire.ts for these words. -->

# What can be seen on the wire

\`hotwash serve\` answers real clients on 127.0.0.1. Everything on this page also holds for the command forms of the console, which read
through the same handlers.

## Fog of war

An answer shows what a client with the team's access could read at that simulated moment, and nothing else. What a request shows is
*seen* from then on, exactly as if it had been inspected.

Never on the wire: who holds a copy of a credential, which bytes carry an implant, the scenario's names of hidden images, what the
intruders did or plan, who else pulled by name, anything of the time after the end of play. What was deleted looks like what never was.

## What it costs

- **A read of something is an \`inspect\`.** The clock moves to its landing and the answer is of that moment. More reads of the same
  subject within that simulated minute are free, so one \`skopeo inspect\` (five or six requests) is one look.
- **Bytes do not change.** A manifest or blob by digest is free once it was shown, since its digest says what it is.
- **A write is an attempt like any other**: judged by the world, it costs its time and lands in the journal; no client waits minutes.
- **Free**: pings, tokens, lists of names known from the start. They show nothing new.
- **Scratch**: uploads to repositories that the world does not have stay in memory, outside the journal, until the server ends.
- A role that is busy through another front end: 429 with \`Retry-After\`. After the end of play: 503.
- \`Date\` is the clock of the exercise.

Minutes below are the usual ones; a scenario may set others (\`hotwash show SCENARIO\`).

## Who may

Anybody may read the registry. Where a service wants a caller, it takes the values that \`hotwash serve\` prints: the operator's, which may
do all that the team may, or that of one credential, within its scopes. They are plainly fake. A revoked one gets what a real service
gives: 401 at the token endpoint at once, while a token already issued lives on for 300 simulated seconds. A value of a credential that
the team has not come across is no value.

## Where

| service | on the shared port | by name |
|---|---|---|
| registry | \`/v2/…\`, \`/token\`; a pull-through cache as \`/v2/CACHE/REPO/…\` | the scenario's own host, such as \`registry.harborlight.example\` |
| hub | \`/hub/v2/…\` | \`hub.harborlight.example\` |
| forge | \`/api/v3/…\`; at the root on the Unix socket (\`api.github.localhost\`) | \`api.forge.harborlight.example\` |
| cluster | \`/cluster/api…\`, \`/cluster/apis…\` | \`cluster.harborlight.example\` |

Paths below are without that prefix.

## The door

- Only 127.0.0.1 is listened on. A \`Host\` other than the loopback's names (\`127.0.0.1\`, \`[::1]\`, \`localhost\` and names below it) and the names above: 421.
- A page of another origin (\`Origin\`, \`Sec-Fetch-Site\`): 403, for reads too, since a look costs time.
- A body over 16 MiB: 413. A head that takes 10 seconds, or a request that takes 30: 408. \`TRACE\`, \`TRACK\`, \`CONNECT\`: 405 or 400.
- The Unix socket can be opened by its owner alone (0600).
`;

/** docs/wire.md: one table a service, a row for each route that says something of its own. */
export function wireText(): string {
  const faces = facesOf().toSorted(byPrefix);
  return `${OPENING}\n${faces.map(sectionOf).join('\n')}`;
}

// The registry, which has no prefix, comes first.
function byPrefix(left: Face, right: Face): number {
  return left.prefix.length - right.prefix.length || (left.prefix < right.prefix ? -1 : 1);
}

function sectionOf({ name, routes }: Face): string {
  const rows = merged(routes).map(
    ({ methods, written, shows, counts }) =>
      `| ${methods.join(' ')} | ${pathCell(written)} | ${cell(shows)} | ${cell(counts)} | ${minutesOf(counts)} |`,
  );
  return [
    `## ${TITLES[name]}`,
    '',
    '| method | path | shows | stands for | minutes |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

type Row = Pick<Route, 'written' | 'shows' | 'counts' | 'methods'>;

/** Routes that differ in their method alone are one row. */
function merged(routes: readonly Route[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { methods, written, shows, counts } of routes) {
    const key = [written, shows, counts].join('\n');
    const before = rows.get(key)?.methods ?? [];
    rows.set(key, { written, shows, counts, methods: [...new Set([...before, ...methods])] });
  }
  return [...rows.values()];
}

const pathCell = (written: string): string =>
  written.startsWith('/') ? `\`${cell(written)}\`` : cell(written);
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** How long its effect takes, when it is a decision; the longest name that it begins with tells which. */
function minutesOf(counts: string): string {
  const names = Object.keys(DEFAULT_COSTS).filter((name) => counts.startsWith(`${name} `));
  const [name] = names.toSorted((left, right) => right.length - left.length);
  const cost = name === undefined ? undefined : DEFAULT_COSTS[name];
  if (cost === undefined) return '';
  const minutes = typeof cost === 'string' ? cost : cost.minutes;
  return minutes.split('/')[1] ?? minutes;
}
