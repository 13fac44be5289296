import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const recorder = fileURLToPath(new URL('./recorder.mjs', import.meta.url));

export interface Product {
  readonly url: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly port?: number;
  readonly testClock?: boolean;
  /** Writes every statement of every transaction to this file when the product stops. */
  readonly recordTo?: string;
}

/** The product in a process of its own, started as anybody starts it. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const args = [
    ...(options.recordTo ? ['--import', recorder] : []),
    main,
    'start',
    '--data',
    options.dataDir,
    '--port',
    String(options.port ?? 0),
    '--host',
    '127.0.0.1',
    ...(options.testClock ? ['--test-clock'] : []),
  ];
  const env = { ...process.env, DATABASE_URL: options.databaseUrl ?? '', GUIKE_RECORD: options.recordTo ?? '' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += String(chunk);
      const address = /Guike\s+http:\/\/[^:]+:(\d+)/.exec(said)?.[1];
      if (address) resolve(`http://127.0.0.1:${address}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the product did not start:\n${said}`)));
  });
  return {
    url,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
