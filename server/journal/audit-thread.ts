/** An audit on a thread of its own: deciding again is work for the processor, and the server's own thread must answer commands. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '#server/platform/database.ts';
import { type AuditAsk, audit } from './audit.ts';

const { url, ask } = workerData as { url: string; ask: AuditAsk };
const database = openDatabase(url, { connections: 1 });
let stopped = false;
parentPort?.on('message', () => {
  stopped = true;
});
for await (const step of audit(database, ask)) {
  parentPort?.postMessage(step);
  // A macrotask between the steps, so that the word to stop is heard.
  await new Promise((resolve) => setImmediate(resolve));
  if (stopped) break;
}
await database.close();
parentPort?.close();
