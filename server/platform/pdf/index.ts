/** Pages as a PDF with the Chinese font inside: laid out on a thread of its own, so that nobody at a desk waits for it. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What the library lays out; it has no types of its own for half of what it takes. */
export type PdfContent = Readonly<Record<string, unknown>>;

export interface PdfPages extends PdfContent {
  readonly content: readonly unknown[];
  /** At the foot of every page, before its number. */
  readonly footerText: string;
  /** The same pages so many times over, each counted from one and named at its foot. */
  readonly copies?: readonly string[];
}

const AT_ONCE_MAX = 2; // each takes a core and some hundred MB for half a second
let running = 0;
const waiting: (() => void)[] = [];

export async function printPdf(pages: PdfPages): Promise<Buffer> {
  if (running >= AT_ONCE_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: pages, execArgv: [] });
    const [pdf] = (await once(thread, 'message')) as [Uint8Array];
    return Buffer.from(pdf);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
