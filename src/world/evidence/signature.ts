import type { EvidenceRecord } from '../fact.ts';
import { shortDigest } from '../reference.ts';
import { sighting } from '../sighting.ts';
import type { Trial } from '../state.ts';
import { fakeRunId } from './fake-id.ts';
import type { Answer } from './finding.ts';
import { each, unique } from './finding.ts';
import type { HeldImage } from './held-image.ts';
import { heldImage, namesSeen } from './held-image.ts';

const NO_SIGNATURE = 10;

/** What `cosign verify` says. A signature binds a digest, never a tag: for a tag it is that of what the tag names now. */
export function signatureOf(trial: Trial): Answer {
  const { world } = trial;
  const text = trial.attempt.targets[0] ?? '';
  const held = heldImage(world, text);
  if ('code' in held) return held;
  const { digest, tag, image } = held;
  const isSigned = image.signedBy !== null;
  const kind = isSigned ? 'signed' : 'unsigned';
  return {
    records: [isSigned ? payload(trial, held, image.signedBy) : refusal(trial, text)],
    sightings: unique([
      ...each('digest', [digest]),
      ...(tag === null ? [] : [sighting('tag', tag, digest)]),
      ...each(kind, namesSeen(world, held)),
    ]),
    summary: isSigned
      ? `${shortDigest(digest)} is signed by ${image.signedBy}.`
      : `No signatures were found for ${shortDigest(digest)}.`,
  };
}

function payload(trial: Trial, held: HeldImage, identity: string): EvidenceRecord {
  const { calendar } = trial.world.estate.clock;
  const { host } = trial.world.estate;
  return {
    critical: {
      identity: { 'docker-reference': `${host}/${held.repo}` },
      image: { 'docker-manifest-digest': held.digest },
      type: 'cosign container image signature',
    },
    optional: {
      Issuer: 'https://token.actions.forge.example',
      Subject: identity,
      Bundle: {
        Payload: {
          integratedTime: calendar.startEx + held.image.created,
          logIndex: fakeRunId(`transparency log ${held.image.digest}`),
        },
      },
    },
  };
}

function refusal(trial: Trial, text: string): EvidenceRecord {
  return {
    image: `${trial.world.estate.host}/${text}`,
    error: 'no signatures found',
    exit_code: NO_SIGNATURE,
  };
}
