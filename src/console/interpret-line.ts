import type { InterpretedLine } from '../exercise/playbook.ts';
import type { Session } from '../exercise/session.ts';
import { facesOf } from '../http/faces.ts';
import { digestOf } from '../world/reference.ts';
import { planFor } from './command-console.ts';
import { dryRun } from './dry-run.ts';
import { textOf } from './output.ts';
import { OPERATOR_LOGIN } from './wire.ts';

/**
 * What a command line in a playbook stands for: lines of the grammar, found by the tables that answer the same command in play.
 * It runs nothing. A form that counts as nothing gives no lines.
 */
export function interpretLine(line: string, session: Session): InterpretedLine {
  const planned = planFor(line, session, true);
  if (planned.kind === 'output') {
    const words = planned.output.chunks.map(({ bytes }) => textOf(bytes)).join('');
    return planned.output.exit === 0 ? { ok: true, lines: [] } : { ok: false, message: words.trim() };
  }
  const named = namesIn(line, session);
  const options = {
    mode: 'headless',
    faces: facesOf(),
    login: OPERATOR_LOGIN,
    rename: (text: string) => renamed(text, named),
  } as const;
  const { lines, turnedAway } = dryRun(planned.plan, session, options);
  if (turnedAway !== null && lines.length === 0)
    return {
      ok: false,
      message: `The service turns this command away with status ${turnedAway}, so it counts as no decision.`,
    };
  return {
    ok: true,
    lines:
      planned.remark === null
        ? lines
        : lines.map((one) => (one.startsWith('wait ') ? one : `${one} ${planned.remark}`)),
  };
}

/** `image:NAME` needs no seeing and stays as written, so its digest is written back as that name. */
function namesIn(line: string, session: Session): readonly (readonly [string, string])[] {
  const names = line.match(/image:[a-z0-9-]+(?:\/[a-z0-9]+)?/g) ?? [];
  return names.flatMap((name) => {
    const digest = digestOf(session.course.world, name);
    return digest === null ? [] : [[digest, name] as const];
  });
}

function renamed(text: string, named: readonly (readonly [string, string])[]): string {
  return named.reduce((line, [digest, name]) => line.replaceAll(digest, name), text);
}
