/** The contract room of one deal as its page shows it, and what may be done about it next. */
import sql from 'sql-template-tag';
import type { ContractRoomOut } from '#contract/deals-room.ts';
import {
  causesOf,
  type Deal,
  decideCorrectEntry,
  decideLegalCheck,
  decidePlanSigning,
  decideRecheck,
  legalItems,
} from '#core/deals/index.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { coversDeal, lacks, readableDeal, whyNot } from './access.ts';
import { entryOf } from './entry.ts';
import * as store from './store-room.ts';
import { namesOfStaff } from './views-page.ts';

type Part = ContractRoomOut['major']['parts'][number];
interface PartRow extends Omit<Part, 'by'> {
  readonly byId: string;
  readonly byName: string;
}
async function partsOf(tx: Tx, dealId: string): Promise<Part[]> {
  const rows =
    await tx.rows<PartRow>(sql`select p.kind, p.on_day as "on", p.note, p.at, s.id as "byId", s.name as "byName",
      p.journal_id as "journalId"
    from deal_manager_parts p join staff s on s.company_id = p.company_id and s.id = p.by_id
    where p.company_id = ${tx.companyId} and p.deal_id = ${dealId} order by p.at, p.id limit 50`);
  return rows.map(({ byId, byName, ...row }) => ({ ...row, by: { id: byId, name: byName } }));
}

type Refused = ContractRoomOut['writing'][number];
interface RefusedRow extends Omit<Refused, 'by' | 'writer'> {
  readonly byId: string | null;
  readonly byName: string | null;
  readonly writerId: string;
  readonly writerName: string;
}
async function refusedOf(tx: Tx, dealId: string): Promise<Refused[]> {
  const rows =
    await tx.rows<RefusedRow>(sql`select r.copy_id as "copyId", c.document, c.seq, r.fault, r.note, r.fine_yuan as "fineYuan", r.at,
      r.rewritten_at as "rewrittenAt", r.journal_id as "journalId", b.id as "byId", b.name as "byName", w.id as "writerId", w.name as "writerName"
    from deal_copy_refusals r join deal_copies c on c.company_id = r.company_id and c.id = r.copy_id
      join staff w on w.company_id = r.company_id and w.id = r.writer_id
      left join staff b on b.company_id = r.company_id and b.id = r.by_id
    where r.company_id = ${tx.companyId} and r.deal_id = ${dealId} order by r.at, r.id limit 100`);
  return rows.map(({ byId, byName, writerId, writerName, ...row }) => ({
    ...row,
    by: byId === null ? null : { id: byId, name: byName ?? '' },
    writer: { id: writerId, name: writerName },
  }));
}

async function recheckShown(context: Context, deal: Deal, check: store.StoredRecheck | null) {
  if (check === null) return null;
  const { values } = await entryOf(context, deal);
  const names = await namesOfStaff(context.tx, [...check.keyedBy, check.checkedBy]);
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  return {
    ...{ state: check.state, round: check.round, dueAt: check.dueAt },
    keyedBy: check.keyedBy.map(named),
    isLate: check.state !== 'confirmed' && context.now >= check.dueAt,
    values: (check.fields as (keyof typeof values)[]).map((field) => ({
      ...{ field, value: values[field], isWrong: check.state === 'wrong' && check.wrong.includes(field) },
    })),
    checked:
      check.checkedAt === null
        ? null
        : { by: check.checkedBy === null ? null : named(check.checkedBy), at: check.checkedAt, note: check.note },
  };
}

export async function contractRoomOf(context: Context, dealId: string): Promise<ContractRoomOut> {
  const { tx } = context;
  const deal = await readableDeal(context, dealId);
  const { deals: rules } = (await context.rules(deal.siteId)).values;
  const major = await store.majorOf(tx, dealId);
  const standing = await store.standingOf(tx, dealId);
  const check = await store.recheckOf(tx, dealId);
  const { signingPlan, legal } = deal.contract ?? {};
  const names = await namesOfStaff(tx, [
    ...[signingPlan?.by ?? null, legal?.by ?? null, major?.flaggedBy ?? null, major?.waivedBy ?? null],
  ]);
  const stamp = (by: string | null, at: string) => ({
    by: by === null ? null : { id: by, name: names.get(by) ?? '' },
    at,
  });
  return {
    major: {
      causes: causesOf(rules, deal, standing),
      flag: major?.flaggedAt ? { ...stamp(major.flaggedBy, major.flaggedAt), reason: major.flagReason ?? '' } : null,
      parts: await partsOf(tx, dealId),
      waiver: major?.waivedAt ? { ...stamp(major.waivedBy, major.waivedAt), reason: major.waiverReason ?? '' } : null,
    },
    signingPlan: signingPlan
      ? {
          ...stamp(signingPlan.by, signingPlan.at),
          on: signingPlan.on,
          place: signingPlan.place,
          text: signingPlan.text,
        }
      : null,
    legal: {
      isAsked: rules.legalCheck === 'all' || (rules.legalCheck === 'special' && deal.isSpecial),
      items: legalItems.map((item) => ({ item, answer: legal?.answers[item] ?? null })),
      checked: legal ? { ...stamp(legal.by, legal.at), note: legal.note } : null,
    },
    recheck: await recheckShown(context, deal, check),
    writing: await refusedOf(tx, dealId),
    whyNot: await whyNots(context, deal, check, standing),
  };
}

async function whyNots(
  context: Context,
  deal: Deal,
  check: store.StoredRecheck | null,
  standing: Parameters<typeof causesOf>[2],
): Promise<ContractRoomOut['whyNot']> {
  const { deals: rules } = (await context.rules(deal.siteId)).values;
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const me = context.actor.staffId ?? '';
  type Code = Parameters<typeof whyNot>[0];
  const may = (permission: string, decision: () => Code) =>
    coversDeal(context, permission, deal) ? whyNot(decision()) : lacks(permission);
  const stage = (holds: boolean) =>
    holds ? accept(null, []) : refuse('DEAL_NOT_AT_THIS_STAGE', [], { state: deal.state });
  const open = deal.signedAt === null && deal.endedAt === null;
  const major = () => (causesOf(rules, deal, standing).length === 0 ? refuse('NOT_MAJOR', []) : stage(open));
  const noCheck = refuse('RECHECK_NOT_WAITING', [], { state: deal.state });
  const facts = check === null ? null : store.checkFacts(check);
  const allRight = { name: 'right', sex: 'right', contact: 'right', price: 'right' };
  const plan = { on: localDateOf(context.now, timeZone), place: '', text: '' };
  return {
    planSigning: may('deals.open', () => decidePlanSigning(rules, { deal, timeZone }, plan, context.now)),
    checkLegal: may('deals.review', () => decideLegalCheck(rules, { deal, checkerId: me }, { answers: {}, note: '.' })),
    recheck: may('deals.review', () =>
      facts && deal.endedAt === null
        ? decideRecheck({ check: facts, checkerId: me, blank: [] }, { answers: allRight, note: '' })
        : noCheck,
    ),
    correctEntry: may('deals.open', () =>
      facts && deal.endedAt === null
        ? decideCorrectEntry(
            rules,
            { check: facts, correctorId: me, timeZone, changed: facts.wrong },
            { stands: [], note: '' },
            context.now,
          )
        : noCheck,
    ),
    refuseCopy: may('deals.register', () => stage(deal.signedAt !== null && deal.endedAt === null)),
    flagMajor: may('deals.review', () => stage(open)),
    takePart: may('deals.override', major),
    waivePart: may('deals.override', major),
  };
}
