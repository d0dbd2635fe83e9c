import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { fakeRunId } from '../../src/world/evidence/fake-id.ts';

/** The number under which the forge knows the last run of api-build: what `RUN` stands for in a recording. */
export function lastRun({ session }: RecordedSession): string {
  const runs = Object.keys(session.course.world.runs).filter((run) => run.startsWith('api-build#'));
  return String(fakeRunId(runs.at(-1) ?? ''));
}
