import { Writable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import { harmless, sendSheet } from './spreadsheet.ts';

test('what a spreadsheet would calculate is text', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '\t=1', '\r=1', '\n=1'])
    expect(harmless(text)).toBe(`'${text}`);
  expect(harmless('王=1')).toBe('王=1');
  expect(harmless(-1)).toBe(-1);
});

test('others get their turn while a long file is written', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    let [turns, bytes] = [0, 0];
    let isOver = false;
    const tick = (): void => {
      turns += 1;
      if (!isOver) setImmediate(tick);
    };
    setImmediate(tick);
    await new Promise<void>((resolve, reject) => {
      const sink = new Writable({
        write(part: Buffer, _encoding, done) {
          bytes += part.length;
          done();
        },
      });
      const reply = {
        type: () => reply,
        header: () => reply,
        send: (out: NodeJS.ReadableStream) => out.pipe(sink).on('finish', resolve).on('error', reject),
      } as unknown as FastifyReply;
      const rows = Array.from({ length: 3_000 }, (_, n) => [n, '甲', '=1']);
      sendSheet(reply, { name: 'x', format, headings: ['a', 'b', 'c'], rows });
    });
    isOver = true;
    expect(bytes).toBeGreaterThan(10_000);
    expect(turns).toBeGreaterThan(20);
  }
});
