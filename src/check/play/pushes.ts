import { printTime } from '../../world/time.ts';
import { textsIn } from '../predicate-walk.ts';
import type { UnusedPush } from '../unused-pushes.ts';
import type { PlayEvidence, PlayRule } from './play-rule.ts';
import { inNames } from './sightings.ts';

const taken: PlayRule = {
  id: 'check/push-hits-nobody',
  title: 'What an adversary pushes during play is taken by somebody',
  reason:
    'A push that is written over before anybody pulls it changes nothing for anybody, and the hazard that rests on it costs nothing. It is looked for in the play without a decision and in the playbooks.',
  needs: 'plays',
  restsOn: 'all playbooks',
  find: (evidence) =>
    evidence.unusedPushes.map((push) => {
      const bytes = inNames(push.digest, evidence);
      return {
        path: pathOf(push, bytes, evidence),
        message: `When nobody decides anything, "${push.agent}" pushes ${push.tag} to ${bytes} at ${printTime(push.at)}; neither then nor in a playbook does anybody pull it, build on it or run it.`,
        mend: 'Let it be pushed before somebody pulls that tag, and after the run that would publish over it; or write the playbook in which it is taken.',
      };
    }),
};

// Where the story says it; else the agent.
function pathOf(
  { agent, tag }: UnusedPush,
  bytes: string,
  { source }: PlayEvidence,
): readonly (string | number)[] {
  const texts = textsIn(source.story, ['story']);
  const said = texts.find(({ text }) => text.startsWith(`push ${tag} to ${bytes}`));
  return said?.path ?? ['world', 'agents', agent];
}

export const PUSH_RULES: readonly PlayRule[] = [taken];
