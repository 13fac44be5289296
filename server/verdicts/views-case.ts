/** Gathers the file of a customer from the registers: who registered, received, called, signed, when; and what hangs on them. */
import sql from 'sql-template-tag';
import { localDateOf } from '#core/kernel/instant.ts';
import type { Claim, ClaimFacts } from '#core/claims/index.ts';
import type {
  Answers,
  CaseFile,
  DealStory,
  FiledCall,
  FiledContact,
  FiledDeal,
  FiledVisit,
} from '#core/verdicts/index.ts';
import { claimsOfCustomer, dealStanding } from '#server/claims/index.ts';
import { receptionsOf } from '#server/desk/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

const ROWS_MAX = 200; // of each source: a file longer than that is read in the registers
const MEMBERS_MAX = 20;

export interface CaseOf {
  readonly customerId: string;
  readonly siteId: string;
  readonly timeZone: string;
  readonly parties: readonly string[];
}

export async function gatherCase(context: Context, of: CaseOf): Promise<CaseFile> {
  const { tx } = context;
  const customer = await customerOf(tx, of.customerId);
  const claims = (await claimsOfCustomer(tx, of.customerId)).map(asRead);
  const visits = await visitsOf(context, of.customerId);
  const calls = await callsOf(tx, of.customerId);
  const contacts = await contactsOf(tx, of.customerId);
  const household = customer.householdId === null ? null : await householdOf(tx, customer.householdId, of.customerId);
  const referral =
    customer.referredBy === null
      ? null
      : { customerId: customer.referredBy, claims: await claimsOf(tx, customer.referredBy) };
  const deal = await dealOf(tx, of.customerId);
  const people = [
    ...of.parties,
    ...[...claims, ...(household?.claims ?? []), ...(referral?.claims ?? [])].map((claim) => claim.ownerId),
    ...visits.flatMap((visit) => (visit.serverId ? [visit.serverId] : [])),
    ...contacts.map((contact) => contact.authorId),
  ];
  return {
    ...of,
    registered: { by: customer.registeredBy, at: customer.registeredAt },
    claims,
    visits,
    calls,
    contacts,
    household,
    referral,
    ...(await peopleIn(tx, people, localDateOf(deal?.at ?? context.now, of.timeZone))),
    deal,
    decisions: await decisionsOf(tx, of.customerId),
  };
}

interface CustomerRow {
  readonly registeredBy: string | null;
  readonly registeredAt: string;
  readonly referredBy: string | null;
  readonly householdId: string | null;
}
async function customerOf(tx: Tx, customerId: string): Promise<CustomerRow> {
  const row =
    await tx.row<CustomerRow>(sql`select customers.registered_by as "registeredBy", customers.registered_at as "registeredAt",
      customers.referred_by as "referredBy", customers.household_id as "householdId"
    from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`);
  if (!row) throw notFound('客户 / customer');
  return row;
}

/** The words somebody wrote on a card are no evidence and stay out of the file. */
const asRead = <C extends Claim & { readonly note?: string }>({ note: _words, ...claim }: C): Claim =>
  claim as unknown as Claim;
const claimsOf = async (tx: Tx, customerId: string): Promise<ClaimFacts[]> =>
  (await claimsOfCustomer(tx, customerId)).map(asRead);

async function householdOf(tx: Tx, householdId: string, except: string): Promise<CaseFile['household']> {
  const members = await tx.rows<{
    id: string;
  }>(sql`select customers.id from customers where customers.company_id = ${tx.companyId}
    and customers.household_id = ${householdId} and customers.id <> ${except} and customers.merged_into is null
    order by customers.registered_at, customers.id limit ${MEMBERS_MAX}`);
  const claims: ClaimFacts[] = [];
  for (const member of members) claims.push(...(await claimsOf(tx, member.id)));
  return { id: householdId, claims };
}

async function visitsOf({ tx, now }: Context, customerId: string): Promise<FiledVisit[]> {
  const receptions = await receptionsOf(tx, customerId, now);
  return receptions.flatMap(({ siteId: _site, service: _service, confirmed, ...visit }) =>
    visit.serverId === null ? [] : [{ ...visit, complaint: complaintIn(visit.complainsAbout, confirmed) }],
  );
}

/** A supervisor who confirmed the change of owner found the complaint right; one who rejected it did not (reading A04). */
const complaintIn = (about: string | null, confirmed: boolean | null): FiledVisit['complaint'] =>
  about === null || confirmed === null ? null : confirmed ? 'upheld' : 'unfounded';

const callsOf = (tx: Tx, customerId: string): Promise<FiledCall[]> =>
  tx.rows<FiledCall>(sql`select calls.id, calls.at, calls.answered_by as "answeredBy", calls.wants_staff_id as "wantsId",
      calls.journal_id as "journalId"
    from calls where calls.company_id = ${tx.companyId} and calls.customer_id = ${customerId} order by calls.at desc, calls.id desc limit ${ROWS_MAX}`);

const contactsOf = (tx: Tx, customerId: string): Promise<FiledContact[]> =>
  tx.rows<FiledContact>(sql`select follow_ups.id, follow_ups.at, follow_ups.author_id as "authorId", follow_ups.channel, follow_ups.answered,
      follow_ups.valid, follow_ups.journal_id as "journalId"
    from follow_ups where follow_ups.company_id = ${tx.companyId} and follow_ups.customer_id = ${customerId}
    order by follow_ups.at desc, follow_ups.id desc limit ${ROWS_MAX}`);

/** The deal as it stands: its story and shares, newer ones having taken the place of older ones. */
export async function dealOf(tx: Tx, customerId: string): Promise<FiledDeal | null> {
  const standing = await dealStanding(tx, customerId);
  if (standing === null) return null;
  const row = await tx.row<{
    id: string;
    at: string;
    story: DealStory;
    shares: Pick<FiledDeal, 'performance' | 'commission'>;
    journalId: string;
  }>(sql`select deal_verdicts.id, deal_verdicts.deal_at as at, deal_verdicts.story, deal_verdicts.shares, deal_verdicts.journal_id as "journalId"
    from deal_verdicts where deal_verdicts.company_id = ${tx.companyId} and deal_verdicts.id = ${standing.id}`);
  return row && { id: row.id, at: row.at, story: row.story, ...row.shares, journalId: row.journalId };
}

interface PersonRow {
  readonly id: string;
  readonly status: string;
  readonly mentorId: string | null;
  readonly isOutside: boolean;
}
async function peopleIn(
  tx: Tx,
  ids: readonly string[],
  dealDay: string,
): Promise<Pick<CaseFile, 'gone' | 'outside' | 'mentors'>> {
  const rows = await tx.rows<PersonRow>(sql`select staff.id, staff.status,
      case when staff.probation_until >= ${dealDay}::date then staff.mentor_id end as "mentorId",
      exists (select 1 from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
        where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id and roles.key = 'market_specialist') as "isOutside"
    from staff where staff.company_id = ${tx.companyId} and staff.id = any(${[...new Set(ids)]}::uuid[]) order by staff.id`);
  return {
    gone: rows.filter((row) => row.status === 'left').map((row) => row.id),
    outside: rows.filter((row) => row.isOutside).map((row) => row.id),
    mentors: Object.fromEntries(rows.flatMap((row) => (row.mentorId ? [[row.id, row.mentorId]] : []))),
  };
}

/** What else was decided about the customer; contacts and the dispute itself stand in the file already. */
const decisionsOf = (
  tx: Tx,
  customerId: string,
): Promise<{ id: string; at: string; kind: string; by: string | null }[]> =>
  tx.rows(sql`select journal.id, journal.at, journal.kind, journal.actor_id as by from journal
    where journal.company_id = ${tx.companyId} and journal.customer_id = ${customerId}
      and journal.kind not in ('claims.followUp', 'customers.openFile', 'customers.reveal') and journal.kind not like 'verdicts.%'
    order by journal.at desc, journal.id desc limit ${ROWS_MAX}`);

export interface FrozenCase {
  readonly file: CaseFile;
  readonly at: string;
  readonly answers: Answers;
  readonly versionId: string | null;
}
/** The file as it stood when somebody ruled, with what they answered and the rules they ruled by. */
export const frozenCase = (tx: Tx, proposalId: string): Promise<FrozenCase | null> =>
  tx.row<FrozenCase>(sql`select journal.facts->'file' as file, journal.at, journal.input->'answers' as answers,
      journal.rulebook_version_id as "versionId"
    from journal where journal.company_id = ${tx.companyId} and journal.id = ${proposalId}`);
