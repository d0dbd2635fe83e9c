import type { PlayReport } from '../check/check-plays.ts';
import type { PolicyResult } from '../check/policies.ts';
import { quartiles } from '../check/quartiles.ts';
import type { Explored } from '../explore/explore.ts';
import { playbookText } from '../explore/playbook-text.ts';
import type { Found } from '../explore/shorten.ts';
import { printTime } from '../world/time.ts';
import type { CheckedFile, Problem } from './check-file.ts';
import { ENGINE_VERSION } from './engine-version.ts';

/** `check --json`. */
export function checkDocument(files: readonly CheckedFile[]): unknown {
  return {
    schemaVersion: 1,
    engine: ENGINE_VERSION,
    clean: files.every((one) => one.problems.length === 0),
    files: files.map((one) => {
      const { scenario } = one.read;
      const id = scenario?.id ?? '';
      return {
        file: one.file,
        scenario: scenario === null ? null : { id, title: scenario.title, digest: scenario.digest },
        problems: one.problems.map(problem),
        playbooks: one.plays === null ? null : playbooks(one.plays),
        policies: one.plays === null ? null : one.plays.policies.map(policy),
        tornado: one.plays === null ? null : tornado(one.plays),
        exploration:
          one.plays?.explored == null ? null : exploration(id, one.plays.explored, one.plays.stopped),
      };
    }),
  };
}

function problem({ severity, code, file, line, column, path, message, mend, playbook }: Problem): unknown {
  return { severity, code, file, line, column, path, message, mend, playbook };
}

function playbooks({ runs }: PlayReport): unknown {
  return runs.map(({ playbook: { id, band }, outcome: { percent, ending, marks }, rejected }) => ({
    id,
    percent,
    band,
    ending,
    marks,
    stopsAt: rejected === null ? null : rejected.do,
  }));
}

function policy({ id, title, scores, endings }: PolicyResult): unknown {
  return {
    id,
    title,
    plays: scores.length,
    percent: quartiles(scores),
    endings: Object.fromEntries(endings),
  };
}

function tornado(plays: PlayReport): unknown {
  return plays.tornado.map(({ at, by, do: line, change, points, consumerHours, lost }) => ({
    at: printTime(at),
    by,
    do: line,
    change,
    points,
    exposedConsumerHours: consumerHours,
    lost: lost.map(({ id, points: count, isHalved }) => ({ task: id, points: count, halved: isHalved })),
  }));
}

function exploration(id: string, explored: Explored, stopped: boolean): unknown {
  const { tally, moments, parts, record, breaches } = explored;
  const line = ({ moves, outcome }: Found, title: string) => ({
    points: outcome.points,
    ending: outcome.ending,
    decisions: moves.length,
    playbook: playbookText(id, moves, title),
  });
  return {
    states: tally.states,
    merged: tally.merged,
    scored: tally.scored,
    stopped,
    moments: moments.map(printTime),
    parts: parts.map(({ id: part, space, complete, lines }) => ({
      id: part,
      space,
      proven: complete,
      lines,
    })),
    endings: [...record.endings].map(([ending, found]) =>
      line(found, `The shortest line found to ${ending}.`),
    ),
    least: record.worst === null ? null : line(record.worst, 'The least score found.'),
    greatest: record.best === null ? null : line(record.best, 'The greatest score found: par.'),
    endless: record.endless.length,
    breaches: breaches.map(({ law, at, do: decision, change, points, before }) => ({
      law,
      at: printTime(at),
      do: decision,
      change,
      points,
      before,
    })),
  };
}
