/** Applications for confirmation as the page shows them: mine, of those I teach, and of the people whose files I keep. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { ConfirmationRowOut, confirmations } from '#contract/confirmations.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { organisationRefusals } from '#contract/organisation.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import { type ConfirmationState, decideApplication, decideMentorsWord } from '#core/organisation/index.ts';
import { probationOf } from '#server/organisation/index.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { nameOf } from './views-people.ts';

const words: Readonly<Record<ConfirmationState, readonly [string, string]>> = {
  with_mentor: ['交带教人', 'is with the mentor'],
  signing: ['交签批', 'is being signed'],
  returned: ['退回', 'was returned'],
  signed: ['签批生效', 'is in force'],
  rejected: ['驳回', 'was rejected'],
  withdrawn: ['撤回', 'was withdrawn'],
};
export const stateWords = (state: ConfirmationState) => ({ state, stateZh: words[state][0], stateEn: words[state][1] });

type Code = 'NOT_THE_MENTOR' | 'NOT_YOUR_PROBATION' | 'APPLICATION_NOT_WAITING';
const reason = (code: Code, state: ConfirmationState) => {
  const { error } = errorBody(code, organisationRefusals[code], stateWords(state));
  return { code: error.code, zh: error.zh, en: error.en };
};

interface Row extends Omit<ConfirmationRowOut, 'whyNot' | 'staff' | 'site' | 'mentor' | 'signers'> {
  readonly staffId: string;
  readonly staffName: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly mentorId: string | null;
  readonly mentorName: string | null;
  readonly teacherId: string | null;
  readonly signers: { id: string; name: string }[];
}

/** What one may see of them, as a condition of the query. */
function visible(context: Context): Sql {
  const me = personOf(context.actor);
  const scope = scopeOf(context.actor, 'organisation.staff');
  const kept =
    scope === 'company'
      ? sql`true`
      : scope === 'site'
        ? sql`c.site_id = any(${[...context.actor.siteIds]}::uuid[])`
        : sql`false`;
  return sql`(c.staff_id = ${me} or c.mentor_id = ${me} or staff.mentor_id = ${me} or ${kept})`;
}

const select = (context: Context, where: Sql): Sql => sql`
  select c.id, c.staff_id as "staffId", staff.name as "staffName", c.site_id as "siteId", sites.name as "siteName", c.state,
    c.hired_on as "hiredOn", c.probation_until as "probationUntil", c.units_sold as "unitsSold", c.self_review as "selfReview",
    c.mentor_id as "mentorId", mentor.name as "mentorName", staff.mentor_id as "teacherId", c.mentor_word as "mentorWord",
    c.mentor_recommends as "mentorRecommends", c.applied_at as "appliedAt", c.ended_at as "endedAt", c.ended_reason as "endedReason",
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name) from staff s
      where s.company_id = c.company_id and s.id = any(c.signers)), '[]') as signers,
    c.filed_at as "filedAt", c.journal_id as "journalId",
    (select a.id from approvals a where a.company_id = c.company_id and a.matter = 'confirmation' and a.subject_id = c.id
      order by a.requested_at desc limit 1) as "approvalId"
  from confirmations c
    join staff on staff.company_id = c.company_id and staff.id = c.staff_id
    join sites on sites.company_id = c.company_id and sites.id = c.site_id
    left join staff mentor on mentor.company_id = c.company_id and mentor.id = c.mentor_id
  where c.company_id = ${context.tx.companyId} and ${where}`;

function out(context: Context, row: Row): ConfirmationRowOut {
  const { staffId, staffName, siteId, siteName, mentorId, mentorName, teacherId, ...rest } = row;
  const me = personOf(context.actor);
  const word = decideMentorsWord({ state: row.state, mentorId: teacherId, byId: me });
  const isOpen = ['with_mentor', 'signing', 'returned'].includes(row.state);
  return {
    ...rest,
    staff: { id: staffId, name: staffName },
    site: { id: siteId, name: siteName },
    mentor: mentorId === null ? null : { id: mentorId, name: mentorName ?? '' },
    whyNot: {
      mentorsWord: word.accepted ? null : reason(word.code, row.state),
      withdraw:
        me !== staffId
          ? reason('NOT_YOUR_PROBATION', row.state)
          : isOpen
            ? null
            : reason('APPLICATION_NOT_WAITING', row.state),
    },
  };
}

export async function confirmationOut(context: Context, id: string): Promise<ConfirmationRowOut> {
  const row = await context.tx.row<Row>(select(context, sql`c.id = ${id}`));
  if (!row) throw notFound('转正申请 / application');
  return out(context, row);
}

export async function listed(
  context: Context,
  query: QueryOf<typeof confirmations.list>,
): Promise<ResponseOf<typeof confirmations.list>> {
  const after = fromCursor(query.cursor, 2);
  const rows = await context.tx.rows<Row>(
    sql`${select(
      context,
      sql`${visible(context)} ${query.state ? sql`and c.state = ${query.state}` : empty}
      ${query.staffId ? sql`and c.staff_id = ${query.staffId}` : empty}
      ${after ? sql`and (c.applied_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}`,
    )} order by c.applied_at desc, c.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.appliedAt, row.id]);
  return { rows: page.rows.map((row) => out(context, row)), nextCursor: page.nextCursor };
}

export async function mine(context: Context): Promise<ResponseOf<typeof confirmations.mine>> {
  const me = personOf(context.actor);
  const probation = await probationOf(context, me);
  const rules = (await context.rules(probation.siteId)).values.organisation;
  const latest = await context.tx.row<Row>(
    sql`${select(context, sql`c.staff_id = ${me}`)} order by c.applied_at desc, c.id desc limit 1`,
  );
  const { hiredOn, probationUntil, unitsSold, mentorId } = probation;
  const isOpen = latest && ['with_mentor', 'signing', 'returned'].includes(latest.state);
  const open = isOpen ? latest.state : null;
  const decision = decideApplication(rules, { isSelf: true, open, probationUntil, unitsSold, mentorId });
  const no = decision.accepted
    ? null
    : errorBody(decision.code, organisationRefusals[decision.code], { ...decision.detail }).error;
  return {
    hiredOn,
    probationUntil,
    unitsSold,
    unitsNeeded: rules.confirmationUnits,
    mentor: mentorId === null ? null : { id: mentorId, name: await nameOf(context.tx, mentorId) },
    latest: latest ? out(context, latest) : null,
    whyNot: { apply: no && { code: no.code, zh: no.zh, en: no.en } },
  };
}
