/** Where the file of a table is fetched, by the filters of the page. */
import { type SalesTable, salesFilePath } from '#contract/reports.ts';

export const fileOf =
  (filters: Readonly<Record<string, string>>, table: SalesTable) =>
  (format: 'xlsx' | 'csv'): string =>
    `/api${salesFilePath}?${new URLSearchParams({ ...filters, table, format })}`;
