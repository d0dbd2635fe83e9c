import { expect, it } from 'vitest';
import { killPlays } from '../plain/kill-play.ts';

it('two hundred plays killed with -9 lose nothing that they showed', { timeout: 900_000 }, async () => {
  await expect(killPlays(200, Date.now() % 1_000_000)).resolves.toBeUndefined();
});
