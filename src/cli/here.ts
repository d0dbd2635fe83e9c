import { homedir } from 'node:os';
import type { JournalHeader } from '../exercise/journal.ts';
import type { PlayableScenario } from '../record/playable.ts';
import { findKeptScenario } from '../record/scenario-catalogue.ts';
import { findPlaces, type Places } from '../store/paths.ts';

/** Where this person's sessions lie. */
export function placesHere(): Places {
  return findPlaces({
    environment: process.env,
    platform: process.platform,
    home: homedir(),
    workingDirectory: process.cwd(),
  });
}

/** Finds the scenario that a kept session was played on. */
export async function findKeptHere(header: JournalHeader): Promise<PlayableScenario> {
  return findKeptScenario(placesHere(), header);
}

/** Real time as a journal's header gives it. */
export function realNow(): string {
  return new Date().toISOString();
}
