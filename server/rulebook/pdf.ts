/** The rulebook with its signatures as a PDF: the same text as the print page, in a file that can be kept and sent. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { layout, type Printed } from './pdf-layout.ts';

const AT_ONCE_MAX = 2; // each takes a core and some hundred MB for half a second
let running = 0;
const waiting: (() => void)[] = [];

export async function pdfOf(printed: Printed): Promise<Buffer> {
  if (running >= AT_ONCE_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
      workerData: layout(printed),
      execArgv: [],
    });
    const [pdf] = (await once(thread, 'message')) as [Uint8Array];
    return Buffer.from(pdf);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
