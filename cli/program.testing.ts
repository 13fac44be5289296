/** Starts the product as a program of its own, as a person at a terminal does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const cleanups: (() => Promise<void> | void)[] = [];
/** Done after the test, the latest first. */
export const whenDone = (clean: () => Promise<void> | void): void => void cleanups.push(clean);
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

export interface Program {
  readonly child: ChildProcess;
  said(): string;
  /** The address printed once the product serves. */
  readonly url: Promise<string>;
  /** Waits until it has printed something that matches. */
  hears(pattern: RegExp): Promise<void>;
  readonly exited: Promise<number | null>;
}

export function guike(args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, DATABASE_URL: '', ...env } });
  let text = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += String(chunk);
      const address = /Guike\s+(http:\/\/\S+)/.exec(text)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then(() => reject(new Error(text)));
  });
  url.catch(() => undefined); // a program that is meant to fail never has an address
  cleanups.push(async () => {
    child.kill('SIGTERM'); // so that a test that failed in the middle leaves no database running
    await exited;
  });
  const hears = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(text) && child.exitCode === null) await once(child.stdout, 'data');
  };
  return { child, said: () => text, url, hears, exited };
}

export const healthy = async (url: string): Promise<boolean> => (await fetch(`${url}/api/health`)).status === 200;

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guike-cli-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
