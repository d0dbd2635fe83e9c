import type { Desk } from '../desk.ts';
import { closePanels, type Go, say } from '../screen.ts';
import type { Play, Said } from './play.ts';

/** What every way of deciding needs: the play, and what follows when play is over. */
export interface Acting {
  readonly desk: Desk;
  readonly play: Play;
  /** The hot wash when play is over, else null. */
  readonly end: () => Go | null;
}

/** Back to the board with what was said; to the hot wash when that was the end of play. */
export function backWith({ end }: Acting, said: Said): Go {
  return closePanels(end() ?? say(said.text, said.ok ? 'good' : 'warn'));
}
