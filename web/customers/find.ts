/** Customers from anywhere: by name, pinyin, initials, phone or its tail, plate or card; within the reader's scope. */
import { customers } from '#contract/customers.ts';
import { api } from '../shell/api.ts';
import type { Finder } from '../shell/finding/finders.ts';

const MOST = 6;

export const finder: Finder = {
  title: 'customers.list.title',
  may: 'customers.read',
  find: async (q, signal) =>
    (await api(customers.list, { query: { q, limit: MOST } }, signal)).rows.map((row) => ({
      id: row.id,
      to: `/customers/${row.id}`,
      name: row.name,
      detail: [row.phone, row.owner?.name].filter(Boolean).join(' · '),
    })),
};
