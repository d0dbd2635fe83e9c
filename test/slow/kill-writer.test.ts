import { expect, it } from 'vitest';
import { killWriters } from './kill-writer.ts';

it('two hundred writers killed with -9 lose nothing that was acknowledged', {
  timeout: 600_000,
}, async () => {
  await expect(killWriters(200)).resolves.toBeUndefined();
});
