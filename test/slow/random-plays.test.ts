// The laws again, held against many times as many random plays.
process.env.HOTWASH_PLAYS = '8';
await import('../laws/bounds.test.ts');
await import('../laws/determinism.test.ts');
await import('../laws/knowledge.test.ts');
await import('../laws/predicates.test.ts');
