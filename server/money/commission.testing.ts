/** A site whose deals are already sold: commission is told of what happens to them as deals and the ledger tell it. */
import type { Share } from '#core/claims/index.ts';
import { approvals } from '#contract/approvals.ts';
import type { RoleKey } from '#core/organisation/index.ts';
import { dealById, type DealEvent } from '#server/deals/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { newId } from '#server/platform/database.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { dealHappened, moneyHappened } from './commission-accounts.ts';

export interface Sold {
  readonly kind?: 'room' | 'vehicle';
  readonly state?: string;
  readonly priceFen?: number;
  readonly paidFen?: number;
  readonly model?: string;
  readonly referredBy?: string;
}
export interface Split {
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
}
export const solely = (person: Pick<Person, 'id'>): Split => ({
  performance: [{ party: person.id, percent: 100 }],
  commission: [{ party: person.id, percent: 100 }],
});

export class SoldSite {
  readonly world: World;
  readonly siteId: string;
  constructor(world: World, siteId: string) {
    this.world = world;
    this.siteId = siteId;
  }
  static async open(world: World, rulebook?: string): Promise<SoldSite> {
    return new SoldSite(world, await world.addSite(rulebook === undefined ? {} : { rulebook }));
  }
  hire(name: string, role: RoleKey = 'consultant', teamId?: string): Promise<Person> {
    return this.world.addPerson({ name, siteId: this.siteId, role, ...(teamId === undefined ? {} : { teamId }) });
  }
  inside<T>(work: (context: Context) => Promise<T>): Promise<T> {
    const { runtime } = this.world.server;
    return runSystem(runtime, this.world.companyId, systemActor(this.world.companyId), runtime.now(), work);
  }
  /** Straight into the tables: how a deal comes about is the business of deals. */
  async customer(name: string, referredBy: string | null = null): Promise<string> {
    const id = newId();
    await this.inside((context) =>
      context.tx.run({
        text: `insert into customers (company_id, id, site_id, kind, name, name_key, pinyin, initials, registered_at, last_activity_at, referred_by)
          values ($1, $2, $3, 'person', $4, $4, '', '', $5, $5, $6)`,
        values: [this.world.companyId, id, this.siteId, name, context.now, referredBy],
      }),
    );
    return id;
  }
  async sell(consultant: Person, sold: Sold = {}): Promise<string> {
    const { kind = 'room', state = 'contracted', priceFen = 1_000_000_00, paidFen = 0, model = '' } = sold;
    const customerId = await this.customer(`客户${newId().slice(-4)}`, sold.referredBy ?? null);
    const id = newId();
    await this.inside((context) =>
      context.tx.run({
        text: `insert into deals (company_id, id, site_id, kind, customer_id, consultant_id, state, state_since, price_fen, paid_fen, number,
            effective_at, signed_at, handed_over_at, wanted, created_at, order_date)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8, $8, case when $7 = 'handed_over' then $8::timestamptz end, $12, $8, $8::date)`,
        values: [
          ...[
            this.world.companyId,
            id,
            this.siteId,
            kind,
            customerId,
            consultant.id,
            state,
            context.now,
            priceFen,
            paidFen,
          ],
          ...[`T-${id.slice(-6)}`, model === '' ? null : JSON.stringify({ model, colour: '' })],
        ],
      }),
    );
    return id;
  }
  /** What deals announces, with the deal as it stands. */
  async happens(dealId: string, type: DealEvent['type'], more: Partial<DealEvent> = {}): Promise<void> {
    await this.inside(async (context) => {
      const deal = await dealById(context.tx, dealId);
      await dealHappened(context, { type, deal, at: context.now, journalId: newId(), ...more });
    });
  }
  counts(dealId: string, split: Split, caseName = 'ordinary'): Promise<void> {
    return this.happens(dealId, 'counted', { credit: { caseName, ...split, journalId: newId() } });
  }
  /** The money of a deal as the ledger counts it. */
  async pays(dealId: string, paidFen: number): Promise<void> {
    await this.inside(async (context) => {
      await this.set(context, dealId, 'paid_fen = $3', [paidFen]);
      await moneyHappened(context, dealId);
    });
  }
  async cancels(dealId: string, cause: 'customer' | 'company' | 'breach'): Promise<void> {
    await this.inside((context) =>
      this.set(context, dealId, `state = 'cancelled', ended_at = $4, ended_cause = $3`, [cause, context.now]),
    );
    await this.happens(dealId, 'cancelled', { cause });
  }
  async set(context: Context, dealId: string, sets: string, values: readonly unknown[]): Promise<void> {
    await context.tx.run({
      text: `update deals set ${sets} where company_id = $1 and id = $2`,
      values: [this.world.companyId, dealId, ...values],
    });
  }
}

/** Signs whatever is put to this person. */
export async function signAll(person: Person): Promise<number> {
  const { rows } = await person.must(approvals.inbox, { query: {} });
  for (const { id, round } of rows)
    await person.must(approvals.sign, { params: { approvalId: id }, body: { round } as never });
  return rows.length;
}
