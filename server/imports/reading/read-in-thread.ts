import { Worker } from 'node:worker_threads';
import type { ReadingMessage, ReadingOrder } from './messages.ts';

/** Memory the thread may use; a workbook that needs more ends the thread, not the server. */
const THREAD_MB_MAX = 1024;

/** Reads a file in its own thread, one message at a time: the thread waits until the last message has been dealt with. */
export async function* readInThread(order: ReadingOrder): AsyncGenerator<ReadingMessage> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: order,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MB_MAX },
  });
  // A message may come before anybody asks for it; what arrives in between waits here.
  const arrived: (ReadingMessage | Error | null)[] = [];
  let wake: () => void = () => {};
  const put = (item: ReadingMessage | Error | null): void => {
    arrived.push(item);
    wake();
  };
  worker.on('message', (message: ReadingMessage) => put(message));
  worker.on('error', (error) => put(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => put(null));
  try {
    for (;;) {
      if (arrived.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const item = arrived.shift() ?? null;
      if (item === null) return;
      if (item instanceof Error) {
        // Out of memory is the only way a thread that catches its own errors dies.
        yield {
          kind: 'problem',
          code: (item as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'FILE_TOO_BIG' : 'FILE_DAMAGED',
        };
        return;
      }
      yield item;
      if (item.kind === 'end' || item.kind === 'problem') return;
      worker.postMessage('go on');
    }
  } finally {
    await worker.terminate();
  }
}
