import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('one after the other for each person, side by side for two, and no more than twenty in the line', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const work = (name: string) => async () => {
    done.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    done.push(`${name} ends`);
    if (name === 'b') throw new Error('b');
  };
  const three = [turns.take('mei', work('a')), turns.take('mei', work('b')), turns.take('lan', work('c'))];
  expect((await Promise.allSettled(three)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(done.filter((line) => !line.startsWith('c'))).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(done.indexOf('c begins')).toBeLessThan(done.indexOf('b begins'));

  const many = Array.from({ length: 25 }, () => turns.take('mei', async () => 'done'));
  const answers = await Promise.allSettled(many);
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  expect(await turns.take('mei', async () => 'again')).toBe('again');
});
