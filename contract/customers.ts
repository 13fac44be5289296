/** Customers on the wire. What is private travels masked; a reveal is a command of its own, because it leaves a trace. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { fileRoutes } from './customers-file.ts';
import { customersRefusals as refusals } from './customers-refusals.ts';
import {
  line,
  BulkPick,
  paragraph,
  CustomerRow,
  CustomerFilters,
  Recognised,
  Done,
  one,
  Version,
  reason,
  CustomField,
  Preview,
  Duplicate,
} from './customers-shapes.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid, pageOf, pageQuery } from './kernel/shapes.ts';
import { SavedView, viewBody } from './list-views.ts';

export { customersPermissions, customersRefusals } from './customers-refusals.ts';
export type {
  RegisterCustomerInput,
  CustomerRowOut,
  CustomerFiltersInput,
  CustomerDetailOut,
} from './customers-shapes.ts';
export {
  RegisterCustomer,
  CustomerRow,
  CustomerFilters,
  CustomerDetail,
  Recognised,
  CustomField,
} from './customers-shapes.ts';
export { SavedView } from './list-views.ts';

export const customers = {
  ...fileRoutes,
  list: query({
    path: '/customers',
    may: 'customers.read',
    summary: { zh: '客户列表', en: 'Customers in your scope' },
    query: CustomerFilters.extend(pageQuery),
    response: pageOf(CustomerRow),
  }),
  recognise: query({
    path: '/customers/recognise',
    may: 'customers.read',
    summary: { zh: '输入时识别客户', en: 'Recognise a customer while typing' },
    query: z.object({ q: z.string().trim().min(1).max(60), limit: z.coerce.number().int().min(1).max(20).default(8) }),
    response: Recognised,
  }),
  neighbours: query({
    path: '/customers/:customerId/neighbours',
    may: 'customers.read',
    summary: { zh: '筛选结果中的上一位、下一位', en: 'Previous and next inside a filtered list' },
    params: one,
    query: CustomerFilters,
    response: z.object({ previous: Uuid.nullable(), next: Uuid.nullable() }),
  }),
  ids: query({
    path: '/customers/ids',
    may: 'customers.read',
    summary: { zh: '筛选出的全部客户，供批量操作', en: 'All that a filter finds, for a change to many' },
    query: CustomerFilters.extend({
      cursor: pageQuery.cursor,
      limit: z.coerce.number().int().min(1).max(2000).default(1000),
    }),
    response: z.object({ ids: z.array(Uuid), nextCursor: z.string().nullable() }),
  }),
  duplicates: query({
    path: '/customers/duplicates',
    may: 'customers.merge',
    summary: { zh: '疑似重复客户', en: 'Possible duplicates to settle' },
    query: z.object(pageQuery),
    response: pageOf(Duplicate),
  }),
  sweepDuplicates: command({
    path: '/customers/duplicates/sweeps',
    may: 'customers.merge',
    summary: { zh: '查找重复客户', en: 'Sweep for duplicates' },
    body: { siteId: Uuid.optional() },
    response: z.object({ found: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  settleDuplicate: command({
    path: '/customers/duplicates/:duplicateId/verdict',
    may: 'customers.merge',
    summary: { zh: '认定不是同一客户', en: 'Settle: not the same customer' },
    params: z.object({ duplicateId: Uuid }),
    body: { reason },
    response: Done,
    refusals,
  }),
  bulkPreview: command({
    path: '/customers/bulk/preview',
    may: 'customers.edit',
    summary: { zh: '批量操作预览', en: 'Preview a bulk change' },
    body: { ...BulkPick, action: z.enum(['tag', 'untag', 'assign']), staffId: Uuid.optional(), tag: line.optional() },
    response: Preview,
    refusals,
  }),
  bulkTag: command({
    path: '/customers/bulk/tags',
    may: 'customers.edit',
    summary: { zh: '批量打标签', en: 'Tag many' },
    body: {
      ...BulkPick,
      add: z.array(line.min(1)).max(20).default([]),
      remove: z.array(line.min(1)).max(20).default([]),
    },
    response: z.object({ changed: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  bulkAssign: command({
    path: '/customers/bulk/assignments',
    may: 'customers.assign',
    summary: { zh: '批量分配客户', en: 'Assign many to a colleague' },
    body: { ...BulkPick, staffId: Uuid, reason: line.min(1) },
    response: z.object({
      assigned: z.number().int(),
      refused: z.array(z.object({ id: Uuid, code: z.string() })),
      journalId: Uuid,
    }),
    refusals,
  }),
  tags: query({
    path: '/customers/tags',
    may: 'customers.read',
    summary: { zh: '标签', en: 'Tags in use' },
    response: z.object({ tags: z.array(z.string()) }),
  }),
  views: query({
    path: '/customers/views',
    may: 'customers.read',
    summary: { zh: '已存视图', en: 'Saved views' },
    response: z.object({ views: z.array(SavedView) }),
  }),
  saveView: command({
    path: '/customers/views',
    may: 'customers.read',
    summary: { zh: '保存视图', en: 'Save a view' },
    body: viewBody,
    response: z.object({ id: Uuid }),
    refusals,
  }),
  changeView: command({
    method: 'PUT',
    path: '/customers/views/:viewId',
    may: 'customers.read',
    summary: { zh: '修改视图', en: 'Change a view' },
    params: z.object({ viewId: Uuid }),
    body: { ...viewBody, version: Version },
    response: z.object({ version: z.number().int() }),
    refusals,
  }),
  removeView: command({
    method: 'DELETE',
    path: '/customers/views/:viewId',
    may: 'customers.read',
    summary: { zh: '删除视图', en: 'Remove a view' },
    params: z.object({ viewId: Uuid }),
    body: {},
    response: z.object({}),
    refusals,
  }),
  fields: query({
    path: '/customers/fields',
    may: 'customers.read',
    summary: { zh: '自定义字段', en: 'Free fields of the company' },
    response: z.object({ fields: z.array(CustomField) }),
  }),
  defineField: command({
    path: '/customers/fields',
    may: 'customers.fields',
    summary: { zh: '定义字段', en: 'Define a free field' },
    body: {
      key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      label: line.min(1),
      type: z.enum(['text', 'number', 'date', 'choice']),
      options: z.array(line.min(1)).max(100).default([]),
    },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
  retireField: command({
    method: 'DELETE',
    path: '/customers/fields/:fieldId',
    may: 'customers.fields',
    summary: { zh: '停用字段', en: 'Retire a free field' },
    params: z.object({ fieldId: Uuid }),
    body: {},
    response: Done,
    refusals,
  }),
  dayRegister: query({
    path: '/customers/day-register',
    may: 'customers.read',
    summary: { zh: '当日客户登记', en: 'Customers registered on a day, in your scope' },
    query: z.object({ day: LocalDateText.optional(), siteId: Uuid.optional() }),
    response: z.object({
      day: z.string(),
      rows: z.array(CustomerRow),
      gaps: z.array(z.object({ siteId: Uuid, serials: z.array(z.number().int()) })),
      reports: z.array(
        z.object({
          id: Uuid,
          person: PersonRef,
          registered: z.number().int(),
          analysis: z.string(),
          handedInAt: InstantOut,
        }),
      ),
    }),
  }),
  handInDay: command({
    path: '/customers/day-register',
    may: 'customers.register',
    summary: { zh: '上交当日客户登记', en: "Hand the day's register to the superior" },
    body: { day: LocalDateText.optional(), analysis: paragraph.default('') },
    response: z.object({
      reportId: Uuid,
      registered: z.number().int(),
      superior: PersonRef.nullable(),
      journalId: Uuid,
    }),
    refusals,
  }),
};
