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
 * Sends the transactions to the bare database as fast as it takes them: `lanes` are done one after the other inside (what depends on
 * what), side by side over the given number of connections. Returns transactions per second.
 */
export async function replay(
  url: string,
  connections: number,
  lanes: readonly (readonly Transaction[])[],
): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  let next = 0;
  let done = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let index = next++; index < lanes.length; index = next++) {
        for (const transaction of lanes[index] ?? []) {
          for (const { text, values, name } of transaction) {
            await client.query({ text, values: [...values], ...(name ? { name } : {}) });
          }
          done++;
        }
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(clients.map((client) => client.end()));
  return done / seconds;
}
