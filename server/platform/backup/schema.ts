import type pg from 'pg';

export interface Table {
  readonly name: string;
  /** Columns that hold data of their own; generated ones are computed again. */
  readonly columns: readonly string[];
  /** Row-level security hides other companies from the present role, so the table is read company by company. */
  readonly isPerCompany: boolean;
}

const notSaved = ['schema_migrations']; // says what the schema is, not what the company knows; it is in the manifest instead

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const columnList = (table: Table): string => table.columns.map(quote).join(', ');

export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select classes.relname as name, row_security_active(classes.oid) as "isPerCompany",
            array_agg(columns.attname::text order by columns.attnum) as columns
       from pg_class classes
       join pg_attribute columns on columns.attrelid = classes.oid and columns.attnum > 0
        and not columns.attisdropped and columns.attgenerated = ''
      where classes.relnamespace = 'public'::regnamespace and classes.relkind = 'r' and classes.relname <> all ($1)
      group by classes.oid order by classes.relname`,
    [notSaved],
  );
  return rows;
}

/** Tables whose row-level security binds even their owner. */
export async function forcedTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`,
  );
  return rows.map(({ name }) => name);
}

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

export async function appliedMigrations(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>('select name, checksum from schema_migrations order by name');
  return rows;
}
