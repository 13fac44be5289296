import { readFileSync } from 'node:fs';
import pg from 'pg';

interface Statement {
  readonly connection: number;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}
export type Transaction = readonly Statement[];

/** Cuts the record of each connection into transactions, and keeps those that wrote a journal entry: the commands. */
export function transactionsIn(file: string): Transaction[] {
  const open = new Map<number, Statement[]>();
  const whole: Transaction[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const statement = JSON.parse(line) as Statement;
    if (/^\s*begin/i.test(statement.text)) open.set(statement.connection, []);
    const statements = open.get(statement.connection);
    if (!statements) continue;
    statements.push(statement);
    if (!/^\s*(commit|rollback)\s*;?\s*$/i.test(statement.text)) continue;
    open.delete(statement.connection);
    if (/^\s*commit/i.test(statement.text) && statements.some(({ text }) => /insert into journal/i.test(text)))
      whole.push(statements);
  }
  return whole;
}

/**
 * Sends the transactions to the bare database as fast as it takes them: a lane's are done one after the other (they depend on one
 * another), the lanes side by side over the given number of connections. Returns transactions per second after the first `warmUp`
 * of each lane.
 */
export async function replay(
  url: string,
  connections: number,
  lanes: readonly (readonly Transaction[])[],
  warmUp: number,
): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await send(
    clients,
    lanes.map((lane) => lane.slice(0, warmUp)),
  );
  const timed = lanes.map((lane) => lane.slice(warmUp));
  const began = performance.now();
  await send(clients, timed);
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(clients.map((client) => client.end()));
  return timed.flat().length / seconds;
}

async function send(clients: readonly pg.Client[], lanes: readonly (readonly Transaction[])[]): Promise<void> {
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let index = next++; index < lanes.length; index = next++) {
        for (const { text, values, name } of (lanes[index] ?? []).flat()) {
          await client.query({ text, values: [...values], ...(name ? { name } : {}) });
        }
      }
    }),
  );
}
