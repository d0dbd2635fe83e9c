import { FACT_FIELDS } from '../src/scenario/fact-fields.ts';
import { shortArg } from '../src/schema/short-arg.ts';
import { MEASURES } from '../src/scoring/measure.ts';
import { FORMS } from '../src/world/attempt.ts';
import { ACTIONS, CLAIM_KEYS, STATUSES } from '../src/world/claim.ts';
import { FACT_KINDS } from '../src/world/fact.ts';
import { PREDICATES, type PredicateName } from '../src/world/predicate.ts';
import { SIGHTINGS } from '../src/world/sighting.ts';
import { ASK_REQUESTS, CONTROL_KINDS, PHASES, REFUSAL_CODES } from '../src/world/verb.ts';

const DUTIES = {
  leads: 'declares phases and asks outside parties',
  notifies: 'sends, answers and corrects notices',
  network: 'blocks hosts',
};

/** Every closed list that an author may draw on, as one JSON document. */
export function vocabularyText(): string {
  const predicates = Object.entries(PREDICATES).map(([name, { asks, args }]) => [
    name,
    { asks, args, short: shortArg(name as PredicateName) },
  ]);
  const forms = FORMS.map(({ pillar, shape, does }) => ({ pillar, shape, does }));
  return `${JSON.stringify(
    {
      $comment: 'Generated from the code by "npm run generate": do not edit.',
      forms,
      facts: Object.fromEntries(FACT_KINDS.map((kind) => [kind, FACT_FIELDS[kind]])),
      predicates: Object.fromEntries(predicates),
      sightings: SIGHTINGS,
      refusals: REFUSAL_CODES,
      controls: CONTROL_KINDS,
      claims: CLAIM_KEYS,
      actions: ACTIONS,
      statuses: STATUSES,
      phases: PHASES,
      requests: ASK_REQUESTS,
      duties: DUTIES,
      measures: MEASURES,
    },
    null,
    2,
  )}\n`;
}
