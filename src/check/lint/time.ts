import { costOf, ownerOf } from '../../exercise/decision.ts';
import { parseLine } from '../../world/attempt.ts';
import { printTime } from '../../world/time.ts';
import { ATTACK_TECHNIQUES } from '../attack-techniques.ts';
import type { Finding, LintRule } from '../lint-rule.ts';

const handsSuffice: LintRule = {
  id: 'lint/par-impossible',
  title: 'The expert line fits into the time of its roles',
  reason: 'If the hands of a role are busy beyond EndEx, nobody can reach par, however good.',
  find: ({ scenario }) => {
    const [expert] = scenario.playbooks;
    const { endEx } = scenario.estate.clock;
    const busy = new Map<string, number>();
    for (const { by, do: line } of expert?.decisions ?? []) {
      const parsed = parseLine(line.replace(/\s+(#.*|~\d+%.*)$/, ''));
      if (!parsed.ok) continue;
      const role = ownerOf(scenario, parsed.attempt) ?? by ?? '';
      busy.set(role, (busy.get(role) ?? 0) + costOf(scenario, parsed.attempt).hands);
    }
    return [...busy].flatMap(([role, seconds]): readonly Finding[] =>
      seconds <= endEx
        ? []
        : [
            {
              path: ['playbooks', 0],
              message: `The hands of "${role}" are busy for ${printTime(seconds)} in it, and play ends at ${printTime(endEx)}.`,
              mend: 'Lower costs, move EndEx, or give systems to another role.',
            },
          ],
    );
  },
};

const messagesComeInTime: LintRule = {
  id: 'lint/inject-after-end',
  title: 'Messages come while the team can act on them',
  reason: 'A message after EndEx is read by nobody.',
  find: ({ scenario }) => {
    const { endEx } = scenario.estate.clock;
    const late = Object.values(scenario.story.effects).filter(
      (effect) => effect.line.startsWith('deliver ') && (effect.at ?? 0) >= endEx,
    );
    return [...new Set(late.map((effect) => effect.line.slice('deliver '.length)))].map((id) => ({
      path: ['injects', id],
      of: 'key' as const,
      message: `"${id}" comes after play has ended.`,
      mend: 'Deliver it earlier.',
    }));
  },
};

const logsCanBeRead: LintRule = {
  id: 'lint/log-gone-too-early',
  title: 'A log lives long enough to be kept',
  reason: 'Evidence that is gone before anybody could have kept it is a trap that no skill avoids.',
  find: ({ source, scenario }) => {
    const keep = parseLine('preserve x');
    const least = keep.ok ? costOf(scenario, keep.attempt).lands : 0;
    return Object.keys(source.world.logs).flatMap((id): readonly Finding[] => {
      const expires = scenario.estate.logs[id]?.expires ?? null;
      return expires === null || expires > 3 * least
        ? []
        : [
            {
              path: ['world', 'logs', id, 'expires'],
              message: `"${id}" expires at ${printTime(expires)}; keeping it takes ${Math.ceil(least / 60)} minutes.`,
              mend: 'Let it live for an hour or so of play.',
            },
          ];
    });
  },
};

const consequencesCome: LintRule = {
  id: 'lint/aftermath-too-short',
  title: 'The world runs on long enough for what was missed to come out',
  reason:
    'Closing early must hide nothing: a key that survived is used, a cache that was forgotten is asked, after play has ended.',
  find: ({ scenario }) => {
    const { endEx, aftermath } = scenario.estate.clock;
    return aftermath - endEx >= 2 * 3600
      ? []
      : [
          {
            path: ['clock', 'aftermath'],
            message: `The aftermath comes ${printTime(aftermath - endEx).slice(2)} after EndEx.`,
            mend: 'Give the world at least two hours, better a day.',
          },
        ];
  },
};

const knownTechniques: LintRule = {
  id: 'lint/unknown-technique',
  title: 'Techniques exist in the stated version of ATT&CK',
  reason:
    'Ids move and vanish between versions; a layer with a wrong id shows nothing in the tools that load it.',
  find: ({ source }) => {
    const known = ATTACK_TECHNIQUES[source.attack.version];
    if (known === undefined)
      return [
        {
          path: ['attack', 'version'],
          message: `The ids of version ${source.attack.version} are not known here.`,
          mend: `Write one of ${Object.keys(ATTACK_TECHNIQUES).join(', ')}.`,
        },
      ];
    return source.attack.techniques.flatMap((id, index): readonly Finding[] =>
      known.has(id)
        ? []
        : [
            {
              path: ['attack', 'techniques', index],
              message: `${id} is not among the ids checked for version ${source.attack.version}.`,
              mend: 'Look it up; it may have been renamed, split or withdrawn.',
            },
          ],
    );
  },
};

export const TIME_RULES: readonly LintRule[] = [
  handsSuffice,
  messagesComeInTime,
  logsCanBeRead,
  consequencesCome,
  knownTechniques,
];
