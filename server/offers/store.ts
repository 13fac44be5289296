/** Writes of the offer aggregate: the offer is locked, decided on and saved with its next version. */
import sql from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { NegotiationPlan, OfferState, ProposedUnit, SigningPlan } from '#core/offers/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound, stale } from '#server/platform/refused.ts';

export interface Offer {
  readonly id: string;
  readonly siteId: string;
  readonly teamId: string | null;
  readonly customerId: string;
  readonly consultantId: string;
  readonly title: string;
  readonly state: OfferState;
  readonly stateSince: Instant;
  readonly needIds: readonly string[];
  readonly plan: NegotiationPlan | null;
  readonly signingPlan: SigningPlan | null;
  readonly validUntil: LocalDate;
  readonly note: string;
  readonly endReason: string;
  readonly dealId: string | null;
  readonly openedAt: Instant;
  readonly journalId: string;
  readonly version: number;
}
const columns = `offers.id, offers.site_id as "siteId", offers.team_id as "teamId", offers.customer_id as "customerId",
  offers.consultant_id as "consultantId", offers.title, offers.state, offers.state_since as "stateSince", offers.need_ids as "needIds", offers.plan,
  offers.signing_plan as "signingPlan", offers.valid_until as "validUntil", offers.note, offers.end_reason as "endReason",
  offers.deal_id as "dealId", offers.opened_at as "openedAt", offers.journal_id as "journalId", offers.version`;

export async function offerById(tx: Tx, offerId: string): Promise<Offer> {
  const offer = await tx.row<Offer>({
    name: 'offers.by-id',
    text: `select ${columns} from offers where offers.company_id = $1 and offers.id = $2`,
    values: [tx.companyId, offerId],
  });
  if (!offer) throw notFound('方案 / offer');
  return offer;
}

/** Everything decided about an offer waits for whoever holds it. */
export async function lockOfferRow(tx: Tx, offerId: string): Promise<Offer> {
  const offer = await tx.row<Offer>({
    name: 'offers.lock',
    text: `select ${columns} from offers where offers.company_id = $1 and offers.id = $2 for no key update`,
    values: [tx.companyId, offerId],
  });
  if (!offer) throw notFound('方案 / offer');
  return offer;
}

export const insertOffer = (tx: Tx, one: Omit<Offer, 'version' | 'endReason' | 'dealId'>, by: string | null) =>
  tx.run(sql`insert into offers (company_id, id, site_id, team_id, customer_id, consultant_id, title, state, state_since, need_ids, plan, signing_plan,
      valid_until, note, opened_at, opened_by, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.teamId}, ${one.customerId}, ${one.consultantId}, ${one.title}, ${one.state},
      ${one.stateSince}, ${[...one.needIds]}::uuid[], ${json(one.plan)}, ${json(one.signingPlan)}, ${one.validUntil}, ${one.note}, ${one.openedAt},
      ${by}, ${one.journalId})`);
const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** The field of an offer, its column, and how it is written. */
const written = {
  title: ['title'],
  state: ['state'],
  stateSince: ['state_since'],
  needIds: ['need_ids'],
  plan: ['plan', json],
  signingPlan: ['signing_plan', json],
  validUntil: ['valid_until'],
  note: ['note'],
  endReason: ['end_reason'],
  dealId: ['deal_id'],
} as const satisfies { readonly [Field in keyof Offer]?: readonly [string, ((value: unknown) => unknown)?] };
export type Changes = { readonly [Field in keyof typeof written]?: Offer[Field] | undefined };

/** Writes what has changed and counts the version up; whoever saves holds the lock. */
export async function saveOffer(tx: Tx, offer: Offer, changes: Changes): Promise<Offer> {
  const values: unknown[] = [tx.companyId, offer.id, offer.version];
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const sets = given.map(([field, value]) => {
    const [column, write] = written[field as keyof Changes] as readonly [string, ((value: unknown) => unknown)?];
    values.push(write ? write(value) : value);
    return `${column} = $${values.length}`;
  });
  const count = await tx.run({
    text: `update offers set ${[...sets, 'version = version + 1'].join(', ')} where company_id = $1 and id = $2 and version = $3`,
    values,
  });
  if (count === 0) throw stale(offer.version);
  return { ...offer, ...(Object.fromEntries(given) as Partial<Offer>), version: offer.version + 1 };
}

// ── what is proposed ──

export const proposedOf = (tx: Tx, offerId: string): Promise<ProposedUnit[]> =>
  tx.rows<ProposedUnit>(sql`select offer_units.id, offer_units.unit_id as "unitId", offer_units.goods, offer_units.fit, offer_units.features,
      offer_units.advantages, offer_units.effect
    from offer_units where offer_units.company_id = ${tx.companyId} and offer_units.offer_id = ${offerId}
    order by offer_units.position limit 50`);

export interface NewProposed {
  readonly unitId: string | null;
  readonly goods: string;
  readonly fit: string;
}
/** What stays keeps what was shown of it. */
export async function replaceProposed(
  tx: Tx,
  offerId: string,
  units: readonly (NewProposed & { readonly id: string })[],
): Promise<void> {
  const kept = units.map(({ id }) => id);
  await tx.run(sql`delete from offer_units where offer_units.company_id = ${tx.companyId} and offer_units.offer_id = ${offerId}
    and not offer_units.id = any(${kept}::uuid[])`);
  for (const [position, { id, unitId, goods, fit }] of units.entries())
    await tx.run(sql`insert into offer_units (company_id, id, offer_id, unit_id, goods, fit, position)
      values (${tx.companyId}, ${id}, ${offerId}, ${unitId}::uuid, ${goods}, ${fit}, ${position})
      on conflict (company_id, id) do update set goods = excluded.goods, fit = excluded.fit, position = excluded.position`);
}

export const saveShown = (
  tx: Tx,
  offerId: string,
  shown: { id: string; features: string; advantages: string; effect: string; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`update offer_units set features = ${shown.features}, advantages = ${shown.advantages}, effect = ${shown.effect},
      shown_at = ${shown.at}, shown_by = ${shown.by}
    where offer_units.company_id = ${tx.companyId} and offer_units.offer_id = ${offerId} and offer_units.id = ${shown.id}`);

/** Of these needs, those that are on this customer's file. */
export const needsOnFile = async (tx: Tx, customerId: string, ids: readonly string[]): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from customer_needs
      where customer_needs.company_id = ${tx.companyId} and customer_needs.customer_id = ${customerId}
        and customer_needs.id = any(${[...ids]}::uuid[])`)
  )?.n ?? 0;
