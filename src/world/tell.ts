import type { Fact } from './fact.ts';
import { shortDigest } from './reference.ts';
import { printTime } from './time.ts';

/** A fact as one sentence that a trainee understands. Digests are shortened; nothing is told that the fact does not hold. */
export function tell(fact: Fact): string {
  const { subject, by } = fact;
  switch (fact.kind) {
    case 'exercise-started':
      return 'Play began.';
    case 'exercise-ended':
      return fact.data.how === 'closed' ? 'The team declared the incident closed.' : 'Play ended.';
    case 'decided':
      return `${by} began: ${fact.data.do}.`;
    case 'refused':
      return `Refused (${fact.data.code}) for ${by}: ${fact.data.do}. ${fact.data.message}`;
    case 'nothing-changed':
      return `No change: ${fact.data.do}. ${fact.data.message}`;
    case 'noted':
      return `Note by ${by}: ${fact.data.text}`;
    case 'hinted':
      return `A hint was given: ${fact.data.text}`;
    case 'declared':
      return `${by} declared ${fact.data.phase}, which was ${fact.data.holds ? 'true' : 'not true'} then.`;
    case 'inject-delivered':
      return `Message from ${fact.data.from}: ${fact.data.title}${/[.?!]$/.test(fact.data.title) ? '' : '.'}`;
    case 'request-made':
      return `${by} asked ${fact.data.party}: ${fact.data.request} ${shortWords(fact.data.argument)}; an answer is due at ${printTime(fact.data.due)}.`;
    case 'request-fulfilled':
      return `${fact.data.party} answered (${fact.data.request}): ${fact.data.message}`;
    case 'delivery-requested':
      return `${subject} must go out through ${fact.data.pipeline} by ${printTime(fact.data.due)}.`;
    case 'delivery-made':
      return `${subject} went out with ${fact.data.run}${fact.data.flawed === undefined ? '' : ', with a known flaw'}.`;
    case 'delivery-overdue':
      return `${subject} is overdue: ${fact.data.pipeline} did not publish it in time.`;
    default:
      return tellOfThings(fact);
  }
}

function tellOfThings(
  fact: Exclude<
    Fact,
    {
      kind:
        | 'exercise-started'
        | 'exercise-ended'
        | 'decided'
        | 'refused'
        | 'nothing-changed'
        | 'noted'
        | 'hinted'
        | 'declared'
        | 'inject-delivered'
        | 'request-made'
        | 'request-fulfilled'
        | 'delivery-requested'
        | 'delivery-made'
        | 'delivery-overdue';
    }
  >,
): string {
  const { subject, by } = fact;
  switch (fact.kind) {
    case 'credential-issued':
      return fact.data.from === null
        ? `A new value of ${subject} was issued.`
        : `${by} made ${subject} with ${fact.data.from}.`;
    case 'credential-revoked':
      return `${generation(subject, fact.data.generation)} was revoked.`;
    case 'credential-copied':
      return `${fact.data.agent} got a copy of ${generation(subject, fact.data.generation)} out of ${fact.data.run}.`;
    case 'credential-used':
      return `${fact.data.agent} used ${generation(subject, fact.data.generation)} (${fact.data.call}).`;
    case 'sessions-ended':
      return `All sessions of ${subject} were ended.`;
    case 'tag-moved':
      if (fact.data.from === null && /:\d+\.\d+\.\d+$/.test(subject))
        return `${by} published ${subject} (${shortDigest(fact.data.to)})${fact.data.credential === null ? '' : ` with ${fact.data.credential}`}.`;
      return `${by} made ${subject} name ${shortDigest(fact.data.to)}${fact.data.credential === null ? '' : ` with ${fact.data.credential}`}.`;
    case 'tag-deleted':
      return `${by} deleted the tag ${subject}.`;
    case 'image-deleted':
      return `${by} deleted ${shortDigest(fact.data.digest)} from ${subject}${fact.data.tags.length === 0 ? '' : ` with ${fact.data.tags.join(', ')}`}.`;
    case 'control-set':
      return `${CONTROL_WORDS[fact.data.control]} ${shortWords(fact.data.place)}${fact.data.digests.length > 0 && fact.data.control !== 'vendor-block' ? ` (${fact.data.digests.map(shortDigest).join(', ')})` : ''}.`;
    case 'control-lifted':
      return `${fact.data.control} was lifted from ${fact.data.place}.`;
    case 'cache-fetched':
      return `${subject} fetched ${fact.data.tag} as ${shortDigest(fact.data.digest)} and will serve it until ${printTime(fact.data.until)}.`;
    case 'cache-expired':
      return `${subject} forgot what it held for ${fact.data.tag}.`;
    case 'cache-purged':
      return fact.data.digest === null
        ? `${subject} was purged.`
        : `${shortDigest(fact.data.digest)} was purged from ${subject}.`;
    case 'runner-fetched':
      return `The runner of ${subject} keeps ${fact.data.reference} as ${shortDigest(fact.data.digest)}.`;
    case 'runner-cleaned':
      return `The runner of ${subject} lost its local copies.`;
    case 'runner-infected':
      return `${fact.data.implant} stays on the runner of ${subject}.`;
    case 'workload-deployed':
      return `${subject} runs ${shortDigest(fact.data.digest)}${fact.data.run === null ? '' : `, rolled out by ${fact.data.run}`}.`;
    case 'repositories-cloned':
      return `${fact.data.agent} cloned the private repositories of ${subject} with ${fact.data.credential}.`;
    default:
      return tellOfPeople(fact);
  }
}

type RunsAndPeople =
  | 'run-started'
  | 'run-failed'
  | 'run-published'
  | 'pull-failed'
  | 'consumer-pulled'
  | 'consumer-told'
  | 'consumer-acted'
  | 'notice-sent'
  | 'notice-removed'
  | 'attacker-warned'
  | 'evidence-shown'
  | 'evidence-kept'
  | 'log-expired'
  | 'log-held'
  | 'verified';

function tellOfPeople(fact: Extract<Fact, { kind: RunsAndPeople }>): string {
  const { subject, by } = fact;
  switch (fact.kind) {
    case 'run-started':
      return `${fact.data.run} started${fact.data.base === null ? '' : ` on ${shortDigest(fact.data.base)}`}${fact.data.poison === null ? '' : ', which carries an implant'}${fact.data.leaks === undefined ? '' : `; ${fact.data.leaks.join(', ')} ran in it`}.`;
    case 'run-failed':
      return `${fact.data.run} failed: ${fact.data.reason}.${fact.data.built === undefined ? '' : ` It had built ${shortDigest(fact.data.built)}.`}`;
    case 'run-published':
      if (fact.data.tag === null) return `${fact.data.run} finished.`;
      return `${fact.data.run} published ${shortDigest(fact.data.image.digest)}${fact.data.image.poison === null ? '' : ', which carries an implant'}${fact.data.unscanned === undefined ? '' : ', unscanned'}.`;
    case 'pull-failed':
      return `${subject} could not pull ${shortWords(fact.data.reference)} (${fact.data.code}).`;
    case 'consumer-pulled':
      return `${subject} pulled ${shortWords(fact.data.reference)} and runs ${shortDigest(fact.data.digest)}.`;
    case 'consumer-told':
      return fact.data.matched
        ? `${subject} read ${fact.data.notice} and saw that it is hit.`
        : `${subject} read ${fact.data.notice} and could not tell whether it is hit.`;
    case 'consumer-acted':
      return `${subject} acted on ${fact.data.notice}${fact.data.stopped ? ': stopped pulling' : ''}${fact.data.rotated ? ': rotated its secrets' : ''}.`;
    case 'notice-sent':
      return `${fact.data.author === 'team' ? by : fact.data.author} told ${fact.data.audience} (${subject}): ${fact.data.claims.map(shortWords).join(' ')}${fact.data.falseClaims.length === 0 ? '' : `; not true: ${fact.data.falseClaims.map(shortWords).join(' ')}`}.`;
    case 'notice-removed':
      return `${fact.data.agent} deleted ${subject}.`;
    case 'attacker-warned':
      return `${fact.data.agent} read about it through ${fact.data.through}${fact.data.held ? ', while it still held access' : ''}.`;
    case 'evidence-shown':
      return fact.data.summary;
    case 'evidence-kept':
      return fact.data.log === null
        ? `Copies were kept of ${fact.data.digests.map(shortDigest).join(', ')}.`
        : `A copy of ${fact.data.log} was kept.`;
    case 'log-expired':
      return fact.data.lost
        ? `The older records of ${subject} are gone for good.`
        : `The older records of ${subject} expired; a copy is kept.`;
    case 'log-held':
      return `${fact.data.party} holds ${subject}.`;
    case 'verified':
      return fact.data.message;
    default:
      return fact satisfies never;
  }
}

const CONTROL_WORDS = {
  pause: 'Paused',
  isolate: 'Isolated',
  freeze: 'Froze',
  quarantine: 'Quarantined',
  block: 'Blocked',
  protect: 'Protected',
  pin: 'Pinned',
  'require-signatures': 'Signatures are required at',
  'allow-only': 'Only these images are allowed at',
  deny: 'Denied at',
  'vendor-block': 'The vendor blocks',
} as const;

/** `aws-deploy`, and `aws-deploy~2` from its second value on. */
export function generation(id: string, number: number): string {
  return number <= 1 ? id : `${id}~${number}`;
}

function shortWords(text: string): string {
  return text.replace(/sha256:[0-9a-f]{64}/g, (digest) => shortDigest(digest));
}
