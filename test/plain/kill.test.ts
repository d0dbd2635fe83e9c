import { expect, test } from 'vitest';
import { killPlays } from './kill-play.ts';

test('a play killed at any moment loses no decision and no time that it showed, and goes on', async () => {
  await expect(killPlays(12, Date.now() % 1_000_000)).resolves.toBeUndefined();
});
