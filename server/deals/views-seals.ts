/** Reads of seals: what a site has and who has it now, and the register with what may be done about each entry. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { SealMovement, SealOut, seals as routes } from '#contract/deals-room.ts';
import { dealsRefusals } from '#contract/deals-refusals.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { decideAskSeal, decideReturnSeal, decideSealConsequence, decideTakeSeal } from '#core/deals/index.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import { addDays, addHours, startOfDay } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { requireScope, requireSite, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './access.ts';
import { keeperNamed, keeps, overSite, postOf } from './seal-keepers.ts';
import { factsOf, loanOf, type Movement, type Seal, sealById, sealsOf } from './store-seals.ts';
import { namesOfStaff } from './views-page.ts';

type Out = z.output<typeof SealOut>;
type Entry = z.output<typeof SealMovement>;

interface Row extends Movement {
  readonly sealName: string;
  readonly borrower: string;
  readonly purpose: string;
  readonly place: string;
  readonly askedAt: string;
  readonly takenAt: string | null;
  readonly outById: string | null;
  readonly outBy: string | null;
  readonly returnedAt: string | null;
  readonly backToId: string | null;
  readonly backTo: string | null;
  readonly returnNote: string;
  readonly consequence: string | null;
  readonly approvalId: string | null;
  readonly journalId: string;
}
const rowsWhere = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select m.id, m.seal_id as "sealId", m.site_id as "siteId", seals.name as "sealName", m.state, m.is_incident as "isIncident",
      m.borrower_id as "borrowerId", b.name as borrower, m.purpose, m.place, m.back_by as "backBy", m.asked_at as "askedAt",
      m.taken_at as "takenAt", g.id as "outById", g.name as "outBy", m.returned_at as "returnedAt", t.id as "backToId", t.name as "backTo", m.note as "returnNote",
      m.consequence, m.consequence is not null as "hasConsequence", m.fine_yuan as "fineYuan", m.approval_id as "approvalId",
      m.journal_id as "journalId"
    from seal_movements m join seals on seals.company_id = m.company_id and seals.id = m.seal_id
      join staff b on b.company_id = m.company_id and b.id = m.borrower_id
      left join staff g on g.company_id = m.company_id and g.id = m.handed_out_by
      left join staff t on t.company_id = m.company_id and t.id = m.returned_to
    where m.company_id = ${context.tx.companyId} ${rest}`);

const isLate = (
  context: Context,
  { backBy, returnedAt, state }: Pick<Row, 'backBy' | 'returnedAt' | 'state'>,
): boolean => backBy !== null && (state === 'out' ? context.now > backBy : (returnedAt ?? '') > backBy);

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

async function keptByOthers(context: Context, seal: Seal) {
  const keeper = await keeperNamed(context, seal);
  const { code, zh, en } = errorBody('SEAL_NOT_YOURS_TO_KEEP', dealsRefusals.SEAL_NOT_YOURS_TO_KEEP, { keeper }).error;
  return { code, zh, en };
}

async function toEntry(context: Context, row: Row): Promise<Entry> {
  const seal = await sealById(context.tx, row.sealId);
  const isMine = row.borrowerId === context.actor.staffId;
  const keeper = await keeps(context, seal);
  const mayKeep = keeper ? null : await keptByOthers(context, seal);
  const loan = loanOf(row);
  const taken = decideTakeSeal({ seal: await factsOf(context.tx, seal), loan }, context.now);
  const { values } = await context.rules(row.siteId);
  const pending = row.state === 'asked' || row.state === 'consented';
  const mayWithdraw = isMine || overSite(context, 'deals.override', row.siteId);
  return {
    ...{ id: row.id, sealId: row.sealId, sealName: row.sealName, state: row.state, isIncident: row.isIncident },
    by: { id: row.borrowerId, name: row.borrower },
    ...{ purpose: row.purpose, place: row.place, backBy: row.backBy, askedAt: row.askedAt, takenAt: row.takenAt },
    handedOutBy: person(row.outById, row.outBy),
    returnedAt: row.returnedAt,
    returnedTo: person(row.backToId, row.backTo),
    returnNote: row.returnNote,
    isLate: isLate(context, row),
    ...{ consequence: row.consequence, fineYuan: row.fineYuan, approvalId: row.approvalId, journalId: row.journalId },
    whyNot: {
      handOut: mayKeep ?? whyNot(taken),
      giveBack: mayKeep ?? whyNot(decideReturnSeal({ loan }, context.now)),
      withdraw: mayWithdraw
        ? whyNot(pending ? accept(null, []) : refuse('SEAL_NOT_CONSENTED', [], { state: row.state }))
        : lacks('deals.override'),
      consequence: mayKeep ?? whyNot(decideSealConsequence(values.deals, { loan }, { what: '' })),
    },
  };
}

export async function movementOut(context: Context, id: string): Promise<Entry> {
  const [row] = await rowsWhere(context, sql`and m.id = ${id}`);
  if (!row) throw notFound('印章借用 / borrowing of a seal');
  return toEntry(context, row);
}

export async function sealOut(context: Context, seal: Seal): Promise<Out> {
  const { tx, now } = context;
  const facts = await factsOf(tx, seal);
  const [out] = facts.out ? await rowsWhere(context, sql`and m.seal_id = ${seal.id} and m.state = 'out'`) : [];
  const { values } = await context.rules(seal.siteId);
  const asked = { purpose: '', place: '', backBy: addHours(now, 1) };
  const names = await namesOfStaff(tx, [seal.custodianId]);
  const keeper = await keeps(context, seal);
  return {
    ...{ id: seal.id, name: seal.name, kind: seal.kind, isRetired: seal.retiredAt !== null, keeps: keeper },
    custodian: person(seal.custodianId, names.get(seal.custodianId ?? '') ?? ''),
    custodianPost: await postOf(context, seal.siteId),
    out:
      out && out.takenAt !== null
        ? {
            ...{ movementId: out.id, by: { id: out.borrowerId, name: out.borrower }, place: out.place },
            ...{ purpose: out.purpose, takenAt: out.takenAt, backBy: out.backBy, isLate: isLate(context, out) },
          }
        : null,
    whyNot: {
      ask: whyNot(decideAskSeal(values.deals, { seal: facts, applicantId: context.actor.staffId ?? '' }, asked, now)),
      change: overSite(context, 'deals.override', seal.siteId) ? null : lacks('deals.override'),
      incident: keeper ? null : await keptByOthers(context, seal),
    },
  };
}

export async function sealList(context: Context, siteId: string) {
  requireSite(context.actor, 'deals.seals', siteId);
  await siteById(context.tx, siteId);
  const seals: Out[] = [];
  for (const seal of await sealsOf(context.tx, siteId)) seals.push(await sealOut(context, seal));
  const mayAdd = overSite(context, 'deals.override', siteId) ? null : lacks('deals.override');
  return { seals, mayAdd, now: context.now };
}

/** As far as the right reaches: whoever only borrows sees their own. */
export async function sealLog(context: Context, query: QueryOf<typeof routes.log>) {
  const scope = requireScope(context.actor, 'deals.seals');
  const { timeZone } = await siteById(context.tx, query.siteId);
  const after = fromCursor(query.cursor, 2);
  const rows = await rowsWhere(
    context,
    sql`and m.site_id = ${query.siteId}
      and ${scopeCondition(context.actor, scope, { site: sql`m.site_id`, person: sql`m.borrower_id` })}
      ${query.sealId ? sql`and m.seal_id = ${query.sealId}` : empty}
      ${query.state ? sql`and m.state = ${query.state}` : empty}
      ${query.incidents ? sql`and m.is_incident` : empty}
      ${query.from ? sql`and m.asked_at >= ${startOfDay(query.from, timeZone)}` : empty}
      ${query.to ? sql`and m.asked_at < ${startOfDay(addDays(query.to, 1), timeZone)}` : empty}
      ${after ? sql`and (m.asked_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
    order by m.asked_at desc, m.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.askedAt, row.id]);
  const entries: Entry[] = [];
  for (const row of page.rows) entries.push(await toEntry(context, row));
  return { rows: entries, nextCursor: page.nextCursor };
}
