/** What was sold: figures of a period by day and person, the sales ledger deal by deal, the funnel from the door to the handover. */
import { z } from 'zod';
import { reportRefusals } from './journal-reports.ts';
import { permissions } from './kernel/permissions.ts';
import { query } from './kernel/route.ts';
import { InstantOut, LocalDateText, PersonRef, pageOf, pageQuery, Uuid } from './kernel/shapes.ts';

export const reportsPermissions = permissions({
  'reports.sales': { zh: '查看销售报表与台账', en: 'See sales reports and ledgers', scopes: ['site', 'company'] },
});

const Count = z.int();
const Fen = z.int().describe('Whole fen');
/** A site's period: the days are those of its own time zone. */
export const SalesPeriod = {
  siteId: Uuid.optional().describe('Omitted: every site one may see'),
  from: LocalDateText.describe('First day'),
  to: LocalDateText.describe('Last day'),
};

export const SalesFigures = z.object({
  visits: Count,
  registrations: Count.describe('Customers registered'),
  holds: Count,
  subscriptions: Count.describe('Subscriptions and orders that took effect'),
  subscribedFen: Fen,
  contracts: Count,
  contractedFen: Fen,
  handovers: Count,
  handedOverFen: Fen,
  cancellations: Count.describe('Deals in effect that were cancelled'),
  cancelledFen: Fen,
  receivedFen: Fen.describe('Receipts less reversals, by the day of business; transfers between deals cancel out'),
  refundedFen: Fen,
});

export const SalesReport = z.object({
  totals: SalesFigures,
  days: z.array(SalesFigures.extend({ day: LocalDateText })).describe('Days on which something happened'),
  people: z
    .array(SalesFigures.extend({ person: PersonRef.nullable().describe('null: nobody in particular') }))
    .describe('By the amount sold'),
  methods: z.array(z.object({ method: z.string(), fen: Fen })).describe('What was received, by how it was paid'),
  owedFen: Fen.describe('Still owed for deals in effect, now'),
});

export const ledgerStages = ['subscribed', 'contracted', 'handed_over', 'cancelled'] as const;
export const SalesLedgerRow = z.object({
  id: Uuid,
  number: z.string().nullable(),
  kind: z.string(),
  state: z.string(),
  siteName: z.string(),
  unit: z.string(),
  customer: z.object({ id: Uuid, name: z.string() }),
  consultant: PersonRef,
  listPriceFen: Fen,
  priceFen: Fen,
  paidFen: Fen,
  owedFen: Fen,
  effectiveAt: InstantOut.nullable(),
  signedAt: InstantOut.nullable(),
  handedOverAt: InstantOut.nullable(),
  endedAt: InstantOut.nullable(),
});

export const funnelGroups = ['site', 'team', 'person', 'source'] as const;
const FunnelCounts = z.object({
  visits: Count.describe('Visits in the period, new and returning'),
  registered: Count.describe('Customers registered in the period; the stages after it are theirs, whenever they came'),
  held: Count,
  subscribed: Count,
  contracted: Count,
  handedOver: Count,
  successPercent: z.number().nullable().describe('Subscribed, of those registered; null while nobody is'),
});

export const deliveryGroups = ['person', 'site', 'month'] as const;
export type DeliveryGroup = (typeof deliveryGroups)[number];
const DeliveryCounts = z.object({
  handedOver: Count,
  promised: Count.describe('Handed over with a day promised to the customer'),
  onTime: Count.describe('Not after the day first agreed; a day put off by the house does not count'),
  late: Count,
  daysLate: Count.describe('All days late together'),
  ratePercent: z.number().nullable().describe('On time among those promised; null: nothing was promised'),
});

export const reports = {
  sales: query({
    path: '/reports/sales',
    may: 'reports.sales',
    summary: { zh: '销售日报、月报', en: 'Sales of a day, a month or any period' },
    query: z.object(SalesPeriod),
    response: SalesReport,
    refusals: reportRefusals,
  }),
  ledger: query({
    path: '/reports/sales-ledger',
    may: 'reports.sales',
    summary: { zh: '销售台账', en: 'The sales ledger: deal by deal' },
    query: z.object({
      ...pageQuery,
      ...SalesPeriod,
      stage: z.enum(ledgerStages).default('subscribed').describe('Which of its days puts a deal into the period'),
      staffId: Uuid.optional(),
    }),
    response: pageOf(SalesLedgerRow),
    refusals: reportRefusals,
  }),
  funnel: query({
    path: '/reports/sales-funnel',
    may: 'reports.sales',
    summary: { zh: '销售漏斗：从到访到交付', en: 'The funnel from visit to handover' },
    query: z.object({ ...SalesPeriod, by: z.enum(funnelGroups).default('person') }),
    response: z.object({
      totals: FunnelCounts,
      rows: z.array(FunnelCounts.extend({ id: z.string().nullable(), name: z.string() })),
    }),
    refusals: reportRefusals,
  }),
  deliveries: query({
    path: '/reports/deliveries',
    may: 'reports.sales',
    summary: { zh: '准时交付', en: 'Deliveries on time, by person, site or month' },
    query: z.object({ ...SalesPeriod, by: z.enum(deliveryGroups).default('person') }),
    response: z.object({
      totals: DeliveryCounts,
      overdueNow: Count.describe('Promised for a day that is over, and not handed over'),
      rows: z.array(DeliveryCounts.extend({ id: z.string(), name: z.string() })),
    }),
    refusals: reportRefusals,
  }),
};

export const salesTables = ['days', 'people', 'ledger', 'funnel', 'deliveries'] as const;
export type SalesTable = (typeof salesTables)[number];
export const salesFilePath = '/files/reports/sales';
export const SalesFile = z.object({
  ...SalesPeriod,
  table: z.enum(salesTables),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  stage: z.enum(ledgerStages).default('subscribed'),
  staffId: Uuid.optional(),
  by: z
    .enum([...funnelGroups, 'month'])
    .default('person')
    .describe('funnel, deliveries'),
});
