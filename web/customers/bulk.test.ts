import { expect, test } from 'vitest';
import { inParts, PART } from './bulk.ts';

test('a change to many goes in parts that together are all, each once, and stops at the first that fails', async () => {
  const ids = Array.from({ length: 2 * PART + 1 }, (_, place) => `c${place}`);
  const parts: string[][] = [];
  const progress: number[] = [];
  const sizes = await inParts(
    ids,
    async (part) => {
      parts.push(part);
      return part.length;
    },
    (done) => progress.push(done),
  );
  expect(sizes).toEqual([PART, PART, 1]);
  expect(parts.flat()).toEqual(ids);
  expect(progress).toEqual([PART, 2 * PART, 2 * PART + 1]);

  const reached: number[] = [];
  const failing = inParts(
    ids,
    (part) => (part.length === 1 ? Promise.reject(new Error('no')) : Promise.resolve(0)),
    (done) => reached.push(done),
  );
  await expect(failing).rejects.toThrow('no');
  expect(reached).toEqual([PART, 2 * PART]);
});
