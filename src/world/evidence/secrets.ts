import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { issuedAt } from './credential-age.ts';
import type { Answer } from './finding.ts';
import { count, missing, stamp } from './finding.ts';

/** The forge's list of secrets that a pipeline's jobs get in their environment: names and times, never a value. What lies in the checkout is not in it. */
export function secretList(trial: Trial): Answer {
  const { estate } = trial.world;
  const id = trial.attempt.targets[0] ?? '';
  const spec = estate.pipelines[id];
  if (spec === undefined) return missing('not-found', `There is no pipeline ${id}.`);
  const { environment } = spec;
  const names = environment.map(secretName);
  return {
    records: environment.map((credential, index) => ({
      name: names[index],
      created_at: stamp(trial, issuedAt(trial, credential, 1)),
      updated_at: stamp(
        trial,
        issuedAt(trial, credential, trial.world.credentials[credential]?.generations.length ?? 1),
      ),
    })),
    sightings: environment.map((credential) => sighting('can-read', id, credential)),
    summary:
      names.length === 0
        ? `The jobs of ${id} get no secret in their environment.`
        : `The jobs of ${id} get ${count(names.length, 'secret')} in their environment: ${names.join(', ')}.`,
  };
}

/** `AWS_DEPLOY` for `aws-deploy`: the variable under which a job gets the value. */
export function secretName(credential: string): string {
  return credential.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
