/** Saved views: the filters (and columns) of a list under a name, for oneself or for everybody who may see the list. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { line, Uuid } from './kernel/shapes.ts';
import { listViewRefusals } from './list-views-refusals.ts';

export { listViewRefusals };

/** Every list that keeps views: who may see it, and who may share a view of it with the others. */
export const viewedLists = {
  customers: { read: 'customers.read', share: 'customers.shareViews' },
  units: { read: 'inventory.read', share: 'inventory.control' },
  vehicles: { read: 'inventory.read', share: 'inventory.control' },
  deals: { read: 'deals.read', share: 'deals.review' },
  receipts: { read: 'money.read', share: 'money.receive' },
  receivables: { read: 'money.read', share: 'money.receive' },
} as const satisfies Readonly<Record<string, { readonly read: string; readonly share: string }>>;
export type ViewedList = keyof typeof viewedLists;
const names = Object.keys(viewedLists) as [ViewedList, ...ViewedList[]];

export const SavedView = z.object({
  id: Uuid,
  name: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  filters: z.record(z.string(), z.string()),
  columns: z.array(z.string()),
  version: z.number().int(),
});
export type SavedView = z.output<typeof SavedView>;
export const viewBody = {
  name: line.min(1),
  shared: z.boolean().default(false),
  filters: z.record(z.string().max(40), z.string().max(200)),
  columns: z.array(z.string().max(60)).max(40).default([]),
};

const ofList = { list: z.enum(names) };
export const listViews = {
  views: query({
    path: '/list-views/:list',
    may: 'signed-in',
    summary: { zh: '列表的已存视图', en: 'Saved views of a list' },
    params: z.object(ofList),
    response: z.object({ views: z.array(SavedView), mayShare: z.boolean() }),
  }),
  saveView: command({
    path: '/list-views/:list',
    may: 'signed-in',
    summary: { zh: '保存列表视图', en: 'Save a view of a list' },
    params: z.object(ofList),
    body: viewBody,
    response: z.object({ id: Uuid }),
    refusals: listViewRefusals,
  }),
  changeView: command({
    method: 'PUT',
    path: '/list-views/:list/:viewId',
    may: 'signed-in',
    summary: { zh: '修改列表视图', en: 'Change a view of a list' },
    params: z.object({ ...ofList, viewId: Uuid }),
    body: { ...viewBody, version: z.number().int().min(1) },
    response: z.object({ version: z.number().int() }),
    refusals: listViewRefusals,
  }),
  removeView: command({
    method: 'DELETE',
    path: '/list-views/:list/:viewId',
    may: 'signed-in',
    summary: { zh: '删除列表视图', en: 'Remove a view of a list' },
    params: z.object({ ...ofList, viewId: Uuid }),
    body: {},
    response: z.object({}),
  }),
} as const;
