/** A site with deals that owe money, a cashier and people who sell. */
import { money } from '#contract/money.ts';
import { dealById, type Deal } from '#server/deals/index.ts';
import { happened } from '#server/deals/hooks.ts';
import type { DealEvent } from '#server/deals/hooks.ts';
import { newId } from '#server/platform/database.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { SoldSite } from './commission.testing.ts';

export interface Owing {
  readonly kind?: 'room' | 'vehicle';
  readonly priceFen?: number;
  readonly depositFen?: number;
  readonly plan?: readonly { readonly name: string; readonly dueOn: string; readonly amountFen: number }[];
  readonly loan?: Deal['loan'];
}
export interface Counter {
  readonly site: SoldSite;
  readonly mei: Person;
  readonly li: Person;
  readonly cai: Person;
  readonly zhou: Person;
}

export async function openCounter(world: World, rulebook?: string): Promise<Counter> {
  const site = await SoldSite.open(world, rulebook);
  const [mei, li] = [await site.hire('梅'), await site.hire('李')];
  const [cai, zhou] = [await site.hire('蔡出纳', 'finance'), await site.hire('周经理', 'manager')];
  return { site, mei, li, cai, zhou };
}

/** A subscribed deal, announced to whoever listens, as deals does it. */
export async function subscribed({ site }: Counter, consultant: Person, owing: Owing = {}): Promise<string> {
  const { kind = 'room', priceFen = 1_000_000_00, depositFen = 20_000_00, plan = [], loan = null } = owing;
  const dealId = await site.sell(consultant, { kind, priceFen, state: 'subscribed' });
  await site.inside((context) =>
    site.set(context, dealId, 'deposit_fen = $3, plan = $4, loan = $5, signed_at = null', [
      ...[depositFen, JSON.stringify(plan), loan === null ? null : JSON.stringify(loan)],
    ]),
  );
  await announce(site, dealId, 'subscribed');
  return dealId;
}

export const announce = (site: SoldSite, dealId: string, type: DealEvent['type'], more: Partial<DealEvent> = {}) =>
  site.inside(async (context) =>
    happened(context, { type, deal: await dealById(context.tx, dealId), journalId: newId(), ...more }),
  );

export const dealOf = ({ site }: Counter, dealId: string): Promise<Deal> =>
  site.inside((context) => dealById(context.tx, dealId));

export const pay = (by: Person, dealId: string, body: object = {}) =>
  by.call(money.receive, {
    params: { dealId },
    body: { kind: 'instalment', amountFen: 100_00, method: 'cash', ...body } as never,
  });
export async function paid(by: Person, dealId: string, body: object = {}) {
  const answer = await pay(by, dealId, body);
  if (answer.code) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
export const accountOf = (by: Person, dealId: string) => by.must(money.account, { params: { dealId } });
export const refused = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);

/** What must hold of every deal of a company, whatever happened to its money. */
export async function expectBooksAgree({ site }: Counter): Promise<void> {
  const wrong = await site.inside((context) =>
    context.tx.rows<{ dealId: string }>({
      text: `select d.id as "dealId", d.paid_fen, a.counted_fen, a.credit_fen, x.covered, y.counted
        from deals d join deal_accounts a on a.company_id = d.company_id and a.deal_id = d.id
        left join lateral (select coalesce(sum(v.paid_fen), 0) as covered from receivables v where v.company_id = d.company_id and v.deal_id = d.id
          and v.is_current) x on true
        left join lateral (select coalesce(sum(r.amount_fen), 0) as counted from receipts r
          left join receipts o on o.company_id = r.company_id and o.id = r.reverses
          where r.company_id = d.company_id and r.deal_id = d.id and coalesce(o.cleared_at, r.cleared_at) is not null
            and coalesce(o.kind, r.kind) <> 'fee' and not (d.kind = 'vehicle' and coalesce(o.kind, r.kind) = 'deposit'
              and coalesce(o.slip_returned_at, r.slip_returned_at) is null)) y on true
        where d.company_id = $1 and (d.paid_fen <> y.counted or a.counted_fen <> y.counted
          or (d.state <> 'cancelled' and a.counted_fen <> x.covered + a.credit_fen))`,
      values: [site.world.companyId],
    }),
  );
  if (wrong.length > 0) throw new Error(`the books do not agree: ${JSON.stringify(wrong)}`);
}
