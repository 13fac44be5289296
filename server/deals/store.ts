/** Writes of the deal aggregate: the deal is locked, decided on and saved with its next version. */
import sql from 'sql-template-tag';
import type { Deal } from '#core/deals/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound, stale } from '#server/platform/refused.ts';

const columns = `deals.id, deals.site_id as "siteId", deals.team_id as "teamId", deals.number, deals.kind, deals.customer_id as "customerId",
  deals.claim_id as "claimId", deals.consultant_id as "consultantId", deals.cover_id as "coverId", deals.unit_id as "unitId", deals.wanted, deals.state,
  deals.state_since as "stateSince", deals.list_price_fen as "listPriceFen", deals.price_fen as "priceFen", deals.deposit_fen as "depositFen",
  deals.small_deposit_fen as "smallDepositFen", deals.payment_method as "paymentMethod", deals.plan, deals.loan, deals.paid_fen as "paidFen",
  deals.deposit_paid_at as "depositPaidAt", deals.fully_paid_at as "fullyPaidAt", deals.order_date as "orderDate",
  deals.contract_due_on as "contractDueOn", deals.submitted_at as "submittedAt", deals.approved_at as "approvedAt",
  deals.registered_at as "registeredAt", deals.effective_at as "effectiveAt", deals.contract_number as "contractNumber", deals.contract,
  deals.signed_at as "signedAt", deals.handed_over_at as "handedOverAt", deals.ended_at as "endedAt", deals.ended_cause as "endedCause",
  deals.is_special as "isSpecial", deals.special_reasons as "specialReasons", deals.corrections, deals.is_local as "isLocal",
  deals.disclosures, deals.withdrawal, deals.file_due_at as "fileDueAt", deals.filed_at as "filedAt",
  deals.credit_cancelled as "creditCancelled", deals.version`;

export async function dealById(tx: Tx, dealId: string): Promise<Deal> {
  const deal = await tx.row<Deal>({
    name: 'deals.by-id',
    text: `select ${columns} from deals where deals.company_id = $1 and deals.id = $2`,
    values: [tx.companyId, dealId],
  });
  if (!deal) throw notFound('成交 / deal');
  return deal;
}

export const dealsByIds = (tx: Tx, ids: readonly string[]): Promise<Deal[]> =>
  tx.rows<Deal>({
    text: `select ${columns} from deals where deals.company_id = $1 and deals.id = any($2::uuid[])`,
    values: [tx.companyId, ids],
  });

/** Everything decided about a deal waits for whoever holds it. */
export async function lockDealRow(tx: Tx, dealId: string): Promise<Deal> {
  const deal = await tx.row<Deal>({
    name: 'deals.lock',
    text: `select ${columns} from deals where deals.company_id = $1 and deals.id = $2 for no key update`,
    values: [tx.companyId, dealId],
  });
  if (!deal) throw notFound('成交 / deal');
  return deal;
}

export async function insertDeal(
  tx: Tx,
  deal: Deal,
  kept: { buyers: string; note: string; at: string; by: string | null; journalId: string },
): Promise<void> {
  await tx.run(sql`insert into deals (company_id, id, site_id, team_id, kind, customer_id, claim_id, consultant_id, unit_id, wanted, state, state_since,
      list_price_fen, price_fen, deposit_fen, payment_method, plan, loan, contract_due_on, is_local, disclosures, buyers, note, created_at, created_by,
      journal_id)
    values (${tx.companyId}, ${deal.id}, ${deal.siteId}, ${deal.teamId}, ${deal.kind}, ${deal.customerId}, ${deal.claimId}, ${deal.consultantId},
      ${deal.unitId}, ${json(deal.wanted)}, ${deal.state}, ${deal.stateSince}, ${deal.listPriceFen}, ${deal.priceFen}, ${deal.depositFen},
      ${deal.paymentMethod}, ${JSON.stringify(deal.plan)}, ${json(deal.loan)}, ${deal.contractDueOn}, ${deal.isLocal}, ${[...deal.disclosures]},
      ${kept.buyers}, ${kept.note}, ${kept.at}, ${kept.by}, ${kept.journalId})`);
}
const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** The field of a deal, its column, and how it is written. */
const written: { readonly [Field in keyof Deal]?: readonly [column: string, write?: (value: never) => unknown] } = {
  number: ['number'],
  teamId: ['team_id'],
  claimId: ['claim_id'],
  consultantId: ['consultant_id'],
  coverId: ['cover_id'],
  unitId: ['unit_id'],
  wanted: ['wanted', json],
  state: ['state'],
  stateSince: ['state_since'],
  listPriceFen: ['list_price_fen'],
  priceFen: ['price_fen'],
  depositFen: ['deposit_fen'],
  smallDepositFen: ['small_deposit_fen'],
  paymentMethod: ['payment_method'],
  plan: ['plan', json],
  loan: ['loan', json],
  paidFen: ['paid_fen'],
  depositPaidAt: ['deposit_paid_at'],
  fullyPaidAt: ['fully_paid_at'],
  orderDate: ['order_date'],
  contractDueOn: ['contract_due_on'],
  submittedAt: ['submitted_at'],
  approvedAt: ['approved_at'],
  registeredAt: ['registered_at'],
  effectiveAt: ['effective_at'],
  contractNumber: ['contract_number'],
  contract: ['contract', json],
  signedAt: ['signed_at'],
  handedOverAt: ['handed_over_at'],
  endedAt: ['ended_at'],
  endedCause: ['ended_cause'],
  isSpecial: ['is_special'],
  specialReasons: ['special_reasons'],
  corrections: ['corrections'],
  isLocal: ['is_local'],
  disclosures: ['disclosures'],
  withdrawal: ['withdrawal', json],
  fileDueAt: ['file_due_at'],
  filedAt: ['filed_at'],
  creditCancelled: ['credit_cancelled', json],
};

export type Changes = { readonly [Field in keyof typeof written]?: Deal[Field & keyof Deal] };

/** Writes what has changed and counts the version up; whoever saves holds the lock. Returns the deal as it is now. */
export async function saveDeal(tx: Tx, deal: Deal, changes: Changes): Promise<Deal> {
  const fields = Object.entries(changes).filter(([, value]) => value !== undefined);
  const values: unknown[] = [tx.companyId, deal.id, deal.version];
  const sets = fields.map(([field, value]) => {
    const target = written[field as keyof Deal];
    if (!target) throw new Error(`deals do not save ${field}`);
    const [column, write] = target as readonly [string, ((value: unknown) => unknown) | undefined];
    values.push(write ? write(value) : value);
    return `${column} = $${values.length}`;
  });
  const count = await tx.run({
    text: `update deals set ${[...sets, 'version = version + 1'].join(', ')}
      where company_id = $1 and id = $2 and version = $3`,
    values,
  });
  if (count === 0) throw stale(deal.version);
  return { ...deal, ...changes, version: deal.version + 1 } as Deal;
}

/** The names on the contract and the note, which no rule reads. */
export const setBuyers = (
  tx: Tx,
  dealId: string,
  given: { buyers?: string | undefined; note?: string | undefined },
): Promise<number> =>
  tx.run(sql`update deals set buyers = coalesce(${given.buyers ?? null}, buyers), note = coalesce(${given.note ?? null}, note)
    where company_id = ${tx.companyId} and id = ${dealId}`);
