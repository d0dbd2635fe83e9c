import { startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';

/** A fresh session of the first drill, kept nowhere. */
export async function openDrill(mode: 'coach' | 'headless' = 'coach'): Promise<RecordedSession> {
  const playable = await findScenario('poisoned-base-image');
  return startUnkept(playable, { engine: '0', created: '2026-05-12T09:20:00Z', mode, seed: 0 });
}
