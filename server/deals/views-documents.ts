/** What a paper says about one deal, gathered from where it is kept. */
import sql from 'sql-template-tag';
import {
  amountInCapitals,
  amountInFigures,
  type DocumentFacts,
  type DocumentKind,
  type Deal,
} from '#core/deals/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { identityOnPaper } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

interface Names {
  readonly company: string;
  readonly site: string;
  readonly timeZone: string;
  readonly consultant: string;
  readonly buyers: string;
}
const namesOf = (tx: Tx, deal: Deal): Promise<Names | null> =>
  tx.row<Names>(sql`select companies.name as company, sites.name as site, sites.time_zone as "timeZone", staff.name as consultant, deals.buyers
    from deals join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
      join staff on staff.company_id = deals.company_id and staff.id = deals.consultant_id
      join companies on companies.id = deals.company_id
    where deals.company_id = ${tx.companyId} and deals.id = ${deal.id}`);

const unitOf = (tx: Tx, unitId: string): Promise<DocumentFacts['unit']> =>
  tx.row<
    NonNullable<DocumentFacts['unit']>
  >(sql`select units.code, units.name, units.project, units.building, units.entrance, units.floor, units.room,
      units.layout, units.predicted_area as "predictedArea", units.surveyed_area as "surveyedArea", units.vin, units.model, units.colour
    from units where units.company_id = ${tx.companyId} and units.id = ${unitId}`);

const TERMS_MAX = 50;
const termsOf = async (tx: Tx, dealId: string): Promise<string[]> =>
  (
    await tx.rows<{
      body: string;
    }>(sql`select deal_terms.body from deal_terms where deal_terms.company_id = ${tx.companyId}
      and deal_terms.deal_id = ${dealId} and deal_terms.state = 'granted' order by deal_terms.asked_at, deal_terms.id limit ${TERMS_MAX}`)
  ).map((row) => row.body);

interface Change {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly feeFen: number;
}
const changeOf = (tx: Tx, dealId: string, kind: 'unit' | 'name'): Promise<Change | null> =>
  tx.row<Change>(sql`select deal_changes.before, deal_changes.after, deal_changes.fee_fen as "feeFen" from deal_changes
    where deal_changes.company_id = ${tx.companyId} and deal_changes.deal_id = ${dealId} and deal_changes.kind = ${kind}
      and deal_changes.state = 'done' order by deal_changes.done_at desc, deal_changes.id desc limit 1`);

interface Supplement {
  readonly number: string;
  readonly title: string;
  readonly body: string;
}
const supplementOf = (tx: Tx, dealId: string): Promise<Supplement | null> =>
  tx.row<Supplement>(sql`select deal_supplements.number, deal_supplements.title, deal_supplements.body from deal_supplements
    where deal_supplements.company_id = ${tx.companyId} and deal_supplements.deal_id = ${dealId}
    order by deal_supplements.added_at desc, deal_supplements.id desc limit 1`);

const both = (name: string, fen: number): Record<string, string> => ({
  [name]: amountInFigures(fen),
  [`${name}大写`]: amountInCapitals(fen),
});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fen = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What only this kind of paper says; null when nothing has happened that it could be about. */
export async function causeOf(tx: Tx, deal: Deal, kind: DocumentKind): Promise<DocumentFacts['more'] | null> {
  if (kind === 'unit_change') {
    const change = await changeOf(tx, deal.id, 'unit');
    if (!change) return null;
    const oldUnit = text(change.before.unitId) ? await unitOf(tx, text(change.before.unitId)) : null;
    const difference = deal.priceFen - fen(change.before.priceFen);
    return {
      fields: {
        原标的名称: oldUnit?.name || oldUnit?.code || '',
        原成交价: amountInFigures(fen(change.before.priceFen)),
        ...both('差价', difference),
      },
      lists: {},
    };
  }
  if (kind === 'name_change') {
    const change = await changeOf(tx, deal.id, 'name');
    if (!change) return null;
    const fields = { 原客户姓名: text(change.before.buyers), 新客户姓名: text(change.after.buyers) };
    return { fields: { ...fields, ...(change.feeFen > 0 ? both('更名费', change.feeFen) : {}) }, lists: {} };
  }
  if (kind === 'supplement') {
    const one = await supplementOf(tx, deal.id);
    if (!one) return null;
    const lines = one.body.split(/\r?\n/).filter((line) => line.trim() !== '');
    return {
      fields: { 编号: one.number, 补充原因: one.title },
      lists: { 特别约定: lines.map((约定内容, index) => ({ 序号: String(index + 1), 约定内容 })) },
    };
  }
  if (kind === 'withdrawal') {
    if (!deal.withdrawal?.approvedAt && deal.state !== 'cancelled') return null;
    return { fields: { 退订原因: deal.withdrawal?.reason ?? '', ...both('退款金额', deal.paidFen) }, lists: {} };
  }
  return kind === 'demand_notice' ? null : { fields: {}, lists: {} };
}

export interface Gathered {
  readonly facts: DocumentFacts;
  readonly timeZone: string;
}
export async function factsOf(
  context: Context,
  deal: Deal,
  paper: { number: string; copies: number; isMasked: boolean; more: DocumentFacts['more'] | null },
): Promise<Gathered> {
  const { tx, now } = context;
  const names = await namesOf(tx, deal);
  const timeZone = names?.timeZone ?? 'Asia/Shanghai';
  const on = (instant: string | null): string | null => (instant === null ? null : localDateOf(instant, timeZone));
  const customer = await identityOnPaper(context, deal.customerId, paper.isMasked);
  return {
    timeZone,
    facts: {
      number: paper.number,
      company: names?.company ?? '',
      site: names?.site ?? '',
      issuedOn: localDateOf(now, timeZone),
      copies: paper.copies,
      consultant: names?.consultant ?? '',
      customer: { ...customer, name: names?.buyers || customer.name },
      unit: deal.unitId === null ? null : await unitOf(tx, deal.unitId),
      deal: {
        ...deal,
        subscribedOn: deal.orderDate,
        signedOn: on(deal.signedAt),
        handedOverOn: on(deal.handedOverAt),
      },
      terms: await termsOf(tx, deal.id),
      ...(paper.more ? { more: paper.more } : {}),
    },
  };
}
