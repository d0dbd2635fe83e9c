import { knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { reveal } from '../exercise/view.ts';
import { credentialValue, OPERATOR } from '../http/secret-value.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { CredentialSpec } from '../world/estate.ts';
import { printClock, printTime } from '../world/time.ts';

export interface Served {
  readonly port: number;
  readonly socket: string | null;
  /** Null while the clock stands. */
  readonly rate: string | null;
}

/** What is printed when a session is served: where it is, and lines that can be pasted as they are. */
export function openingLines(recorded: RecordedSession, served: Served): readonly string[] {
  const { session, header } = recorded;
  const { scenario } = session.engine;
  const { calendar } = scenario.estate.clock;
  const clock =
    served.rate === null
      ? 'The clock stands until somebody looks or decides.'
      : `The clock runs: ${served.rate}.`;
  return [
    `${scenario.title}: the registry and the CI are on http://127.0.0.1:${served.port}`,
    `Session ${header.session}, ${printTime(session.now)} (${printClock(session.now, calendar)}). ${clock}`,
    '',
    ...pasteLines(session, served),
    '',
    'Values that sign a request in (all made up):',
    ...valueLines(session),
    '',
    'The first look at something counts as a decision and moves the clock; more of it within that minute is free.',
    `To read the messages and to tell people, which no client can: hotwash resume ${header.session} in a second terminal.`,
    'Ctrl+C ends this; nothing that was decided is lost.',
    '',
  ];
}

function pasteLines(session: Session, { port, socket }: Served): readonly string[] {
  const { account } = session.course.world.estate;
  const here = `127.0.0.1:${port}`;
  const { repo, tag } = mostLookedAt(session);
  const pipeline = Object.keys(session.course.world.estate.pipelines)[0];
  const bearer = `-H 'Authorization: Bearer ${OPERATOR.value}'`;
  return [
    `  skopeo inspect --tls-verify=false docker://${here}/${repo}:${tag}`,
    `  skopeo list-tags --tls-verify=false docker://${here}/${repo}`,
    `  docker manifest inspect --insecure ${here}/${repo}:${tag}`,
    `  echo ${OPERATOR.value} | docker login --username ${OPERATOR.user} --password-stdin ${here}`,
    `  curl -s http://${here}/v2/${repo}/tags/list`,
    `  curl -s ${bearer} 'http://${here}/hub/v2/auditlogs/${account}?name=${repo}&page_size=5'`,
    `  kubectl -s http://${here}/cluster get pods -A`,
    ...(socket === null || pipeline === undefined
      ? []
      : [
          `  export GH_CONFIG_DIR=$(mktemp -d) GH_HOST=github.localhost GH_TOKEN=${OPERATOR.value}`,
          `  gh config set http_unix_socket ${quotedForShell(socket)}`,
          `  gh run list -R ${account}/${pipeline}`,
        ]),
  ];
}

/** The repository that outsiders pull from, by the tag that most likely moves. */
function mostLookedAt(session: Session): { readonly repo: string; readonly tag: string } {
  const specs = Object.values(session.course.world.estate.repositories);
  const spec = specs.find((one) => one.public && Object.keys(one.tags).length > 0) ?? specs[0];
  const tags = Object.keys(spec?.tags ?? {});
  const moving = ['stable', 'latest'].find((tag) => tags.includes(tag));
  return { repo: spec?.id ?? '', tag: moving ?? tags[0] ?? 'latest' };
}

const SIGNS_IN: ReadonlySet<CredentialSpec['kind']> = new Set(['registry-token', 'password', 'forge-token']);

function valueLines(session: Session): readonly string[] {
  const { world } = session.course;
  const view = reveal(session);
  const known = new Set(knownNames(session).credential ?? []);
  const rows = Object.values(world.estate.credentials).flatMap((spec) => {
    const generations = world.credentials[spec.id]?.generations ?? [];
    const newest = generations.length;
    const isTaken = view.seen[`withdrawn ${spec.id}`] !== undefined && generations.at(-1)?.live === false;
    if (!known.has(spec.id) || !SIGNS_IN.has(spec.kind) || newest === 0) return [];
    return [
      [
        spec.owner,
        credentialValue(world.estate, spec.id, newest),
        isTaken ? `${spec.id}, taken away by you` : spec.id,
      ] as const,
    ];
  });
  const all = [[OPERATOR.user, OPERATOR.value, 'the whole team'] as const, ...rows];
  const widths = [0, 1].map((at) => Math.max(...all.map((row) => row[at as 0 | 1].length)));
  return all.map(
    ([user, value, what]) => `  ${user.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${what}`,
  );
}

function quotedForShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** How to go on with a session that is no longer served. */
export function closingLines(id: string, isOver: boolean): readonly string[] {
  const goOn = isOver ? [] : [`Go on with: hotwash resume ${id}, or hotwash serve ${id}`];
  return [
    `The session is kept as ${id}.`,
    ...goOn,
    `How it went: hotwash score ${id}, or hotwash debrief ${id}`,
  ];
}
