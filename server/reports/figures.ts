/** Reports on sales: the period of each site in its own days, its figures added up. */
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { REPORT_DAYS_MAX, reportRefusals } from '#contract/journal-reports.ts';
import type { reports } from '#contract/reports.ts';
import { maskName } from '#core/customers/index.ts';
import { daysBetween, endOfDay, startOfDay } from '#core/kernel/instant.ts';
import { requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { Refused } from '#server/platform/refused.ts';
import * as views from './views.ts';

type Report = ResponseOf<typeof reports.sales>;
type Figures = Report['totals'];
interface Period {
  readonly siteId?: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** The sites one may see, each with the instants its days begin and end at. */
export async function spansOf(context: Context, { siteId, from, to }: Period): Promise<views.SiteSpan[]> {
  const scope = requireScope(context.actor, 'reports.sales', 'site');
  if (siteId) requireSite(context.actor, 'reports.sales', siteId);
  if (from > to) throw new Refused('PERIOD_EMPTY', reportRefusals.PERIOD_EMPTY, { field: 'to' });
  if (daysBetween(from, to) >= REPORT_DAYS_MAX)
    throw new Refused('PERIOD_TOO_LONG', reportRefusals.PERIOD_TOO_LONG, { field: 'to', days: REPORT_DAYS_MAX });
  const everySite = scope === 'company' ? null : [...context.actor.siteIds];
  const sites = await views.sitesSeen(context.tx, siteId ? [siteId] : everySite);
  return sites.map((site) => ({
    ...site,
    from,
    to,
    start: startOfDay(from, site.timeZone),
    end: endOfDay(to, site.timeZone),
  }));
}

const nothing: Figures = {
  visits: 0,
  registrations: 0,
  holds: 0,
  subscriptions: 0,
  subscribedFen: 0,
  contracts: 0,
  contractedFen: 0,
  handovers: 0,
  handedOverFen: 0,
  cancellations: 0,
  cancelledFen: 0,
  receivedFen: 0,
  refundedFen: 0,
};

/** Which figures an event adds to. Money given back is shown as what it is: a positive amount that left. */
const adding: Readonly<Record<views.EventName, (event: views.Happened) => Partial<Figures>>> = {
  visits: ({ count }) => ({ visits: count }),
  registrations: ({ count }) => ({ registrations: count }),
  holds: ({ count }) => ({ holds: count }),
  subscriptions: ({ count, fen }) => ({ subscriptions: count, subscribedFen: fen }),
  contracts: ({ count, fen }) => ({ contracts: count, contractedFen: fen }),
  handovers: ({ count, fen }) => ({ handovers: count, handedOverFen: fen }),
  cancellations: ({ count, fen }) => ({ cancellations: count, cancelledFen: fen }),
  received: ({ fen }) => ({ receivedFen: fen }),
  refunded: ({ fen }) => ({ refundedFen: 0 - fen }),
};

function plus(figures: Figures, event: views.Happened): Figures {
  const added = adding[event.what](event);
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, value + (added[key as keyof Figures] ?? 0)]),
  ) as Figures;
}

function grouped<Key>(
  events: readonly views.Happened[],
  keyOf: (event: views.Happened) => Key,
): ReadonlyMap<Key, Figures> {
  const groups = new Map<Key, Figures>();
  for (const event of events) groups.set(keyOf(event), plus(groups.get(keyOf(event)) ?? nothing, event));
  return groups;
}

const soldFen = (figures: Figures): number => figures.subscribedFen + figures.contractedFen + figures.handedOverFen;

export async function sales(context: Context, filters: QueryOf<typeof reports.sales>): Promise<Report> {
  const { tx } = context;
  const spans = await spansOf(context, filters);
  const events: views.Happened[] = [];
  const methods = new Map<string, number>();
  for (const span of spans) {
    events.push(...(await views.happenings(tx, span)));
    for (const { method, fen } of await views.receivedBy(tx, span))
      methods.set(method, (methods.get(method) ?? 0) + fen);
  }
  const people = grouped(events, ({ personId }) => personId);
  const names = await views.namesOf(
    tx,
    [...people.keys()].filter((id) => id !== null),
  );
  return {
    totals: events.reduce(plus, nothing),
    days: [...grouped(events, ({ day }) => day)]
      .map(([day, figures]) => ({ day, ...figures }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    people: [...people]
      .map(([id, figures]) => ({ person: id === null ? null : { id, name: names.get(id) ?? '' }, ...figures }))
      .sort((a, b) => soldFen(b) - soldFen(a) || (a.person?.name ?? '').localeCompare(b.person?.name ?? '', 'zh')),
    methods: [...methods].map(([method, fen]) => ({ method, fen })).filter(({ fen }) => fen !== 0),
    owedFen: await views.owedAt(
      tx,
      spans.map(({ siteId }) => siteId),
    ),
  };
}

/** Sites in different time zones have days that begin at different instants; a ledger over several goes by the first one's. */
export async function ledger(
  context: Context,
  filters: QueryOf<typeof reports.ledger>,
): Promise<ResponseOf<typeof reports.ledger>> {
  const spans = await spansOf(context, filters);
  const first = spans[0];
  if (!first) return { rows: [], nextCursor: null };
  const [at, id] = fromCursor(filters.cursor, 2) ?? [];
  const rows = await views.ledgerRows(context.tx, {
    siteIds: spans.map(({ siteId }) => siteId),
    stage: filters.stage,
    start: first.start,
    end: first.end,
    staffId: filters.staffId ?? null,
    before: at && id ? [String(at), String(id)] : null,
    limit: filters.limit + 1,
  });
  const page = pageFrom(rows, filters.limit, (row) => [stageAt(row, filters.stage), row.id]);
  // Whoever may not read customers sees whose deal it is, not who they are.
  const shown = scopeOf(context.actor, 'customers.read') === null ? maskName : (name: string) => name;
  return { ...page, rows: page.rows.map((row) => ledgerOut({ ...row, customerName: shown(row.customerName) })) };
}

const stageAt = (row: views.LedgerRow, stage: views.LedgerAsk['stage']): string =>
  ({
    subscribed: row.effectiveAt,
    contracted: row.signedAt,
    handed_over: row.handedOverAt,
    cancelled: row.endedAt,
  })[stage] ?? '';

const ledgerOut = ({ customerId, customerName, consultantId, consultantName, ...row }: views.LedgerRow) => ({
  ...row,
  customer: { id: customerId, name: customerName },
  consultant: { id: consultantId, name: consultantName },
});

/** The success rate, to a tenth of a percent. */
const successPercent = ({ registered, subscribed }: { registered: number; subscribed: number }): number | null =>
  registered === 0 ? null : Math.round((subscribed * 1000) / registered) / 10;

const stages = ['visits', 'registered', 'held', 'subscribed', 'contracted', 'handedOver'] as const;

export async function funnel(
  context: Context,
  filters: QueryOf<typeof reports.funnel>,
): Promise<ResponseOf<typeof reports.funnel>> {
  const rows = new Map<string | null, views.FunnelRow>();
  for (const span of await spansOf(context, filters))
    for (const row of await views.funnelRows(context.tx, span, filters.by)) {
      const known = rows.get(row.id);
      const sum = Object.fromEntries(stages.map((stage) => [stage, row[stage] + (known?.[stage] ?? 0)]));
      rows.set(row.id, { ...row, ...sum });
    }
  const all = [...rows.values()];
  const total = (stage: (typeof stages)[number]): number => all.reduce((sum, row) => sum + row[stage], 0);
  const totals = {
    visits: total('visits'),
    registered: total('registered'),
    held: total('held'),
    subscribed: total('subscribed'),
    contracted: total('contracted'),
    handedOver: total('handedOver'),
  };
  return {
    totals: { ...totals, successPercent: successPercent(totals) },
    rows: all
      .map((row) => ({ ...row, successPercent: successPercent(row) }))
      .sort((a, b) => b.subscribed - a.subscribed || b.registered - a.registered),
  };
}
