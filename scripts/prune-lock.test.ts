import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error plain JavaScript, so that it runs before anything is installed
import { missingOptionals } from './prune-lock.mjs';

test('npm ci works from a clean clone: the lock holds every optional package it names (else run node scripts/prune-lock.mjs)', () => {
  const lock: unknown = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  expect(missingOptionals(lock)).toEqual([]);
});
