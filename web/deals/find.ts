/** Deals from anywhere: by number, unit or customer. */
import { deals } from '#contract/deals.ts';
import { api } from '../shell/api.ts';
import type { Finder } from '../shell/finding/finders.ts';
import { stateTones } from './words.ts';

const MOST = 6;

export const finder: Finder = {
  title: 'deals.list.title',
  may: 'deals.read',
  find: async (q, signal) =>
    (await api(deals.list, { query: { q, limit: MOST } }, signal)).rows.map((row) => ({
      id: row.id,
      to: `/deals/${row.id}`,
      name: [row.number, row.customer.name].filter(Boolean).join(' '),
      detail: [row.unit?.name || row.unit?.code || row.wanted?.model, row.consultant.name].filter(Boolean).join(' · '),
      state: { key: `deals.state.${row.state}`, tone: stateTones[row.state] },
    })),
};
