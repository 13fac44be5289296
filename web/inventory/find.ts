/** Units from anywhere: by code, name, VIN or model. */
import { inventory } from '#contract/inventory.ts';
import { api } from '../shell/api.ts';
import type { Finder } from '../shell/finding/finders.ts';
import { areaText, unitTones } from './words.ts';

const MOST = 6;

export const finder: Finder = {
  title: 'inventory.units.title',
  may: 'inventory.read',
  find: async (q, signal) =>
    (await api(inventory.units, { query: { q, limit: MOST } }, signal)).rows.map((row) => ({
      id: row.id,
      to: `/inventory/units/${row.id}`,
      name: row.name || row.code,
      detail: [row.layout || row.colour, areaText(row.surveyedArea ?? row.predictedArea)].filter(Boolean).join(' · '),
      state: { key: `inventory.state.${row.state}`, tone: unitTones[row.state] },
    })),
};
