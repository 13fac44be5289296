/** Offers as people see them: lists, and the page of one with everything that belongs to it. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { OfferPage, OfferRow, offers as routes } from '#contract/offers.ts';
import { addDays, localDateOf } from '#core/kernel/instant.ts';
import {
  decideAdvance,
  decideDrop,
  decideIntent,
  isOpen,
  mayBecome,
  offerParts,
  type OfferRuleValues,
  offerStages,
  type OfferStage,
  partsDone,
  partsNeeded,
} from '#core/offers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { newest } from '#server/platform/walk.ts';
import { aboutOffer, covers, reach, reachWays } from './access.ts';
import { intentFacts, policyOf } from './facts.ts';
import { lacks, whyNot } from './said.ts';
import { type Offer, offerById } from './store.ts';
import { promises, shownPolicy } from './views-promises.ts';
import { quotationsOf } from './views-quotations.ts';

type Row = z.output<typeof OfferRow>;
type Page = z.output<typeof OfferPage>;

interface Stored extends Omit<Row, 'customer' | 'consultant' | 'quotation'> {
  readonly customerId: string;
  readonly customerName: string;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly sheetState: NonNullable<Row['quotation']>['state'] | null;
  readonly sheetNumber: string | null;
  readonly sheetPriceFen: number | null;
  readonly sheetValidUntil: string | null;
}
const toRow = (stored: Stored): Row => {
  const { customerId, customerName, consultantId, consultantName, ...more } = stored;
  const { sheetState, sheetNumber, sheetPriceFen, sheetValidUntil, ...row } = more;
  return {
    ...row,
    customer: { id: customerId, name: customerName },
    consultant: { id: consultantId, name: consultantName },
    quotation:
      sheetState === null
        ? null
        : { state: sheetState, number: sheetNumber, priceFen: sheetPriceFen ?? 0, validUntil: sheetValidUntil ?? '' },
  };
};

const offerRows = async (context: Context, rest: Sql): Promise<Row[]> =>
  (
    await context.tx.rows<Stored>(sql`
    select offers.id, offers.site_id as "siteId", offers.title, offers.state, c.id as "customerId", c.name as "customerName",
      s.id as "consultantId", s.name as "consultantName", offers.opened_at as "openedAt", offers.state_since as "stateSince",
      offers.valid_until as "validUntil", offers.deal_id as "dealId", offers.version,
      array(select coalesce(u.code, offer_units.goods) from offer_units
        left join units u on u.company_id = offer_units.company_id and u.id = offer_units.unit_id
        where offer_units.company_id = offers.company_id and offer_units.offer_id = offers.id order by offer_units.position limit 20) as units,
      q.state as "sheetState", q.number as "sheetNumber", q.price_fen as "sheetPriceFen", q.valid_until as "sheetValidUntil"
    from offers
      join customers c on c.company_id = offers.company_id and c.id = offers.customer_id
      join staff s on s.company_id = offers.company_id and s.id = offers.consultant_id
      left join lateral (select quotation_sheets.state, quotation_sheets.number, quotation_sheets.price_fen, quotation_sheets.valid_until
        from quotation_sheets where quotation_sheets.company_id = offers.company_id and quotation_sheets.offer_id = offers.id
        order by quotation_sheets.made_at desc, quotation_sheets.id desc limit 1) q on true
    ${rest}`)
  ).map(toRow);

const columns = {
  site: sql`offers.site_id`,
  team: sql`offers.team_id`,
  person: sql`offers.consultant_id`,
  customer: sql`offers.customer_id`,
};

export async function list(context: Context, query: QueryOf<typeof routes.list>) {
  const after = fromCursor(query.cursor, 2);
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const page = newest({
    from: sql`offers ${like ? sql`join customers c on c.company_id = offers.company_id and c.id = offers.customer_id` : empty}`,
    ...{
      at: sql`offers.opened_at`,
      id: sql`offers.id`,
      ways: reachWays(context, columns),
      after,
      limit: query.limit + 1,
    },
    where: sql`offers.company_id = ${context.tx.companyId}
      ${query.siteId ? sql`and offers.site_id = ${query.siteId}` : empty}
      ${query.customerId ? sql`and offers.customer_id = ${query.customerId}` : empty}
      ${query.consultantId ? sql`and offers.consultant_id = ${query.consultantId}` : empty}
      ${query.state ? sql`and offers.state = ${query.state}` : empty}
      ${query.open === 'true' ? sql`and offers.state in ('draft', 'presented', 'negotiating')` : empty}
      ${query.open === 'false' ? sql`and offers.state not in ('draft', 'presented', 'negotiating')` : empty}
      ${query.quotation ? sql`and exists (select 1 from quotation_sheets w where w.company_id = offers.company_id and w.offer_id = offers.id and w.state = ${query.quotation})` : empty}
      ${
        like
          ? sql`and (offers.title ilike ${like} or c.name ilike ${like}
            or exists (select 1 from quotation_sheets w where w.company_id = offers.company_id and w.offer_id = offers.id and w.number ilike ${like})
            or exists (select 1 from offer_units w join units u on u.company_id = w.company_id and u.id = w.unit_id
              where w.company_id = offers.company_id and w.offer_id = offers.id and u.code ilike ${like}))`
          : empty
      }`,
  });
  const rows = await offerRows(
    context,
    sql`where offers.company_id = ${context.tx.companyId} and offers.id = any(${page}) order by offers.opened_at desc, offers.id desc`,
  );
  return pageFrom(rows, query.limit, (row) => [row.openedAt, row.id]);
}

interface ProposedRow {
  readonly id: string;
  readonly unitId: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly state: string | null;
  readonly listPriceFen: number | null;
  readonly goods: string;
  readonly fit: string;
  readonly features: string;
  readonly advantages: string;
  readonly effect: string;
  readonly shownAt: string | null;
  readonly shownById: string | null;
  readonly shownByName: string | null;
}
async function proposedOut(context: Context, offerId: string): Promise<Page['proposed']> {
  const rows = await context.tx.rows<ProposedRow>(sql`
    select p.id, p.unit_id as "unitId", u.code, u.name, u.state, u.list_price_fen as "listPriceFen", p.goods, p.fit, p.features, p.advantages, p.effect,
      p.shown_at as "shownAt", s.id as "shownById", s.name as "shownByName"
    from offer_units p
      left join units u on u.company_id = p.company_id and u.id = p.unit_id
      left join staff s on s.company_id = p.company_id and s.id = p.shown_by
    where p.company_id = ${context.tx.companyId} and p.offer_id = ${offerId} order by p.position limit 50`);
  return rows.map(({ unitId, code, name, state, listPriceFen, shownById, shownByName, ...row }) => ({
    ...row,
    unit: unitId === null ? null : { id: unitId, code: code ?? '', name: name ?? '', state: state ?? '', listPriceFen },
    shownBy: shownById === null ? null : { id: shownById, name: shownByName ?? '' },
  }));
}

const needsOut = (context: Context, offer: Offer): Promise<Page['needs']> =>
  context.tx.rows(sql`select n.id, n.body as text, n.at from customer_needs n
    where n.company_id = ${context.tx.companyId} and n.id = any(${[...offer.needIds]}::uuid[]) order by n.at, n.id limit 50`);

/** What comes next on the straight way; an offer that has ended has nothing. */
const nextStage = (offer: Offer): OfferStage | null =>
  offerStages.find((stage) => mayBecome(offer.state, stage)) ?? null;

const firstStage = (rules: OfferRuleValues, part: (typeof offerParts)[number]): OfferStage | null =>
  offerStages.find((stage) => partsNeeded(rules, stage).includes(part)) ?? null;

export async function offerPage(context: Context, offerId: string): Promise<Page> {
  const { tx, now } = context;
  const [row] = await offerRows(context, sql`where offers.company_id = ${tx.companyId} and offers.id = ${offerId}`);
  if (!row) throw notFound('方案 / offer');
  const offer = await offerById(tx, offerId);
  const rules = (await context.rules(offer.siteId)).values.offers;
  const facts = await intentFacts(context, offer);
  const today = localDateOf(now, facts.timeZone);
  const done = partsDone(facts.content, today);
  const promised = await promises(context, { offerId, limit: 100 });
  return {
    ...row,
    needs: await needsOut(context, offer),
    proposed: await proposedOut(context, offerId),
    plan: offer.plan as Page['plan'],
    signingPlan: offer.signingPlan,
    parts: offerParts.map((part) => ({ part, done: done.includes(part), neededFrom: firstStage(rules, part) })),
    quotations: await quotationsOf(context, offerId),
    promises: promised.rows,
    policy: await shownPolicy(context, await policyOf(context, offer.customerId, facts.timeZone)),
    quoteUntil: addDays(today, rules.quotationDays),
    note: offer.note,
    endReason: offer.endReason,
    journalId: offer.journalId,
    whyNot: await whyNots(context, offer, rules, facts),
  };
}

async function whyNots(
  context: Context,
  offer: Offer,
  rules: OfferRuleValues,
  facts: Awaited<ReturnType<typeof intentFacts>>,
): Promise<Page['whyNot']> {
  if (!(await covers(context, 'offers.write', aboutOffer(offer)))) {
    const off = lacks('offers.write');
    return { edit: off, next: off, quote: off, intent: off, drop: off };
  }
  const ended = isOpen(offer.state) ? null : await whyNot(context, decideDrop({ state: offer.state }));
  const next = nextStage(offer);
  // Which of the units is left open here: the page asks, the command decides.
  const unitId = facts.content.quotation?.lines[0]?.unitId ?? facts.content.units[0]?.unitId ?? null;
  const waiting = facts.content.quotation?.state === 'pending';
  return {
    edit: ended,
    next: next === null ? ended : await whyNot(context, decideAdvance(rules, facts, { to: next }, context.now)),
    quote:
      ended ??
      (waiting
        ? await whyNot(context, { accepted: false, code: 'QUOTATION_PENDING', clauses: [], rejected: [], detail: {} })
        : facts.content.units.some((unit) => unit.unitId !== null)
          ? null
          : await whyNot(context, {
              accepted: false,
              code: 'UNIT_NOT_OFFERED',
              clauses: [],
              rejected: [],
              detail: {},
            })),
    intent: await whyNot(context, decideIntent(rules, facts, { unitId }, context.now)),
    drop: ended,
  };
}

/** The offer a deal came from, as far as the reader may see it. */
export async function offerOfDeal(context: Context, dealId: string): Promise<Page | null> {
  const [row] = await offerRows(
    context,
    sql`where offers.company_id = ${context.tx.companyId} and offers.deal_id = ${dealId} and ${reach(context, columns)} limit 1`,
  );
  return row ? offerPage(context, row.id) : null;
}
