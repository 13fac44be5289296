/**
 * Connections and transactions. Everything runs inside `inCompany`, which opens a transaction bound to one company: row-level
 * security then hides every other company's rows, whatever a query forgets.
 */
import { randomUUIDv7 } from 'node:crypto';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';

export const newId = (): string => randomUUIDv7();

// Instants leave the database as our ISO strings, dates as plain dates, bigints as numbers (fen and counts stay far below 2^53).
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Names a hot statement, so that the server plans it once per connection. */
  readonly name?: string;
}
type Query = Sql | Statement;

export interface Tx {
  readonly companyId: string;
  rows<Row>(query: Query): Promise<Row[]>;
  /** The single row, or null. */
  row<Row>(query: Query): Promise<Row | null>;
  /** Number of rows written. */
  run(query: Query): Promise<number>;
  /** A savepoint: what it wrote is undone when it throws, the transaction goes on. */
  attempt<Value>(work: () => Promise<Value>): Promise<Value>;
}

export interface Database {
  readonly pool: pg.Pool;
  inCompany<Value>(companyId: string, work: (tx: Tx) => Promise<Value>): Promise<Value>;
  /** Statements that belong to no company: signing in, migrations, the list of companies. */
  system<Row>(query: Query): Promise<Row[]>;
  close(): Promise<void>;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const toConfig = (query: Query): pg.QueryConfig => ({
  text: query.text,
  values: (query.values ?? []) as unknown[],
  ...('name' in query && query.name ? { name: query.name } : {}),
});

function txOver(client: pg.PoolClient, companyId: string): Tx {
  let savepoints = 0;
  const run = async <Row>(query: Query) => client.query<Row & pg.QueryResultRow>(toConfig(query));
  return {
    companyId,
    rows: async <Row>(query: Query) => (await run<Row>(query)).rows,
    row: async <Row>(query: Query) => (await run<Row>(query)).rows[0] ?? null,
    run: async (query) => (await run(query)).rowCount ?? 0,
    attempt: async (work) => {
      const name = `s${++savepoints}`;
      await client.query(`savepoint ${name}`);
      try {
        const value = await work();
        await client.query(`release savepoint ${name}`);
        return value;
      } catch (error) {
        await client.query(`rollback to savepoint ${name}`);
        throw error;
      }
    },
  };
}

export function openDatabase(url: string, options: { connections?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? 20, idleTimeoutMillis: 60_000 });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The pool listens only while a connection is idle. One that dies in mid-transaction rejects its query, and that is how we hear.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    pool,
    async inCompany(companyId, work) {
      if (!uuidPattern.test(companyId)) throw new Error(`not a company id: ${companyId}`);
      const client = await pool.connect();
      try {
        await client.query(`begin; set local app.company_id = '${companyId}'`);
        const value = await work(txOver(client, companyId));
        await client.query('commit');
        client.release();
        return value;
      } catch (error) {
        const broken = isConnectionError(error);
        if (!broken) await client.query('rollback').catch(() => {});
        client.release(broken);
        throw error;
      }
    },
    async system<Row>(query: Query) {
      return (await pool.query<Row & pg.QueryResultRow>(toConfig(query))).rows;
    },
    close: () => pool.end(),
  };
}

/** A transaction in which the database itself makes sure that nothing is written. */
export const readOnly = <Value>(
  database: Database,
  companyId: string,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> =>
  database.inCompany(companyId, async (tx) => {
    await tx.run({ text: 'set transaction read only' });
    return work(tx);
  });

interface PgError {
  readonly code?: string;
  readonly constraint?: string;
}

export const isConnectionError = (error: unknown): boolean => {
  const { code, syscall } = (error ?? {}) as PgError & { readonly syscall?: string };
  const message = error instanceof Error ? error.message : '';
  return (
    /^(08|57P0[1-3]|53300)/.test(code ?? '') ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code ?? '') ||
    (code === 'ENOENT' && syscall === 'connect') || // the database's socket is gone; any other missing file is not its fault
    /Connection terminated|connection timeout|Client has encountered a connection error|not queryable/i.test(message)
  );
};

/** Deadlock or serialisation failure: the same transaction may succeed when tried again. */
export const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01'].includes(((error ?? {}) as PgError).code ?? '');

/** The name of the violated unique, check or exclusion constraint; null when the error is something else. */
export const violatedConstraint = (error: unknown): string | null => {
  const { code, constraint } = (error ?? {}) as PgError;
  return ['23505', '23514', '23P01'].includes(code ?? '') ? (constraint ?? '') : null;
};

/** A value that does not fit its column or its type: a damaged cursor, a day that no calendar has, a number out of range. */
export const isBadValue = (error: unknown): boolean =>
  ['22003', '22007', '22008', '22009', '22021', '22P02', '22P05'].includes(((error ?? {}) as PgError).code ?? '');
