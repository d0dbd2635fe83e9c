import { expect, it } from 'vitest';
import { killWriters } from '../slow/kill-writer.ts';

it('a writer killed with -9 loses nothing that was acknowledged, and the next one goes on', async () => {
  await expect(killWriters(12)).resolves.toBeUndefined();
});
