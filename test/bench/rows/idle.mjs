import { withPublished } from '../measuring.mjs';
import { pause, withPlay } from '../pty.mjs';

const SECONDS = 5;

export const rows = [
  {
    name: `bytes written in ${SECONDS} idle seconds of play`,
    floor: null,
    reach: { value: 0 },
    measure: () =>
      withPublished((published) =>
        withPlay(published, async (play) => {
          const before = play.bytes;
          await pause(SECONDS * 1000);
          return { measured: play.bytes - before, floor: null, unit: 'bytes' };
        }),
      ),
  },
];
