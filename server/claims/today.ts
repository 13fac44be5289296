import chineseDays from 'chinese-days'; // a CommonJS module: Node sees only its default export
import sql from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { cadenceStanding, settled, tasksFor } from '#core/claims/index.ts';
import { addDays, type LocalDate, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import { vaultOf } from '#server/customers/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { requireStaffInScope } from './access.ts';
import { dueDatesOf } from './due-dates.ts';
import { claimScope } from './scope.ts';
import type { Stored } from './store.ts';
import { claimColumns, staffById } from './store.ts';
import { claimRows } from './views.ts';

const TODAY_CLAIMS_MAX = 2_000; // one person's customers; more is no list but a table

interface TodayNamed extends Stored {
  readonly customerName: string;
  readonly grade: string | null;
  readonly ownerName: string;
  readonly takeOverBy: string | null;
  readonly lastText: string | null;
  readonly sealed: string | null;
}

/** The first day of a statutory holiday, on which the house greets; weekends and made-up days are none. */
function beginsHoliday(day: LocalDate): boolean {
  const festival = (date: LocalDate): string | null => {
    const detail = chineseDays.getDayDetail(date);
    return !detail.work && detail.name.includes(',') ? detail.name : null;
  };
  const name = festival(day);
  return name !== null && festival(addDays(day, -1)) !== name;
}

/** How soon something must happen, for the order of the list. */
const urgency: Readonly<Record<string, number>> = {
  follow_up_overdue_today: 0,
  first_sms: 1,
  sign_card: 1,
  sign_follow_up: 1,
  take_over_contact: 2,
  follow_up_soon: 3,
  planned: 4,
  notify_signing: 4,
  notify_payment: 4,
  call_back: 5,
  birthday: 6,
  holiday: 7,
};

const today = answer(routes.today, async (context, { query }) => {
  const staffId = query.staffId ?? personOf(context.actor);
  const staff = await staffById(context.tx, staffId);
  requireStaffInScope(context, 'claims.read', staff);
  const { rows, held, timeZone } = await listOf(context, staff);
  return {
    rows,
    signatures: staffId === context.actor.staffId ? await unsigned(context) : [],
    cadence: await cadence(context, staffId, timeZone, held),
    more: held > TODAY_CLAIMS_MAX,
  };
});

/** One person's list, most pressing first. */
export async function listOf(context: Context, staff: { readonly id: string; readonly siteId: string | null }) {
  const { tx, now } = context;
  const staffId = staff.id;
  const rows = await tx.rows<TodayNamed>({
    text: `select ${claimColumns}, customers.name as "customerName", customers.grade, owner.name as "ownerName",
        (select contact_changes.contact_by from contact_changes where contact_changes.company_id = claims.company_id
          and contact_changes.customer_id = claims.customer_id and contact_changes.replacement_id = claims.owner_id
          and contact_changes.contacted_at is null order by contact_changes.at desc limit 1) as "takeOverBy",
        self.private_enc as sealed,
        (select follow_ups.body from follow_ups where follow_ups.company_id = claims.company_id
          and follow_ups.customer_id = claims.customer_id order by follow_ups.at desc, follow_ups.id desc limit 1) as "lastText"
      from claims
        join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
        join staff owner on owner.company_id = claims.company_id and owner.id = claims.owner_id
        left join customer_people self on self.company_id = claims.company_id and self.customer_id = claims.customer_id
          and self.relation = 'self' and self.removed_at is null
      where claims.company_id = $1 and claims.owner_id = $2 and claims.ended_at is null and claims.withheld_at is null
        and ($3 or not customers.confidential)
      order by claims.due_at, claims.id limit ${TODAY_CLAIMS_MAX + 1}`,
    // Confidential business stays with its people and the company's head.
    values: [
      tx.companyId,
      staffId,
      staffId === context.actor.staffId || scopeOf(context.actor, 'claims.read') === 'company',
    ],
  });
  const siteId = staff.siteId ?? context.actor.siteId;
  const timeZone = await timeZoneOf(context.tx, siteId);
  const rules = (await context.rules(siteId)).values.claims;
  const vault = await vaultOf(context);
  const isHoliday = beginsHoliday(localDateOf(now, timeZone));
  const shown = rows.slice(0, TODAY_CLAIMS_MAX);
  const customerIds = shown.map(({ customerId }) => customerId);
  const due = await dueDatesOf(context, customerIds, localDateOf(now, timeZone));
  const listed = shown.flatMap((row) => {
    const claim = { ...row, ...settled(rules, row, now) };
    const facts = {
      claim,
      plannedOn: row.plannedOn,
      bornOn: rules.greetBirthdays && row.sealed ? (vault.open(row.sealed).bornOn ?? null) : null,
      // A closed deal is looked after from its day on: call-backs in the rhythm the rulebook sets.
      deliveredOn: row.closedAt === null ? null : localDateOf(row.closedAt, timeZone),
      callBackOn: row.closedAt === null || row.lastContactAt === null ? null : localDateOf(row.lastContactAt, timeZone),
      takeOverBy: row.takeOverBy,
      signingDueOn: due.get(row.customerId)?.signingDueOn ?? null,
      paymentDueOn: due.get(row.customerId)?.paymentDueOn ?? null,
    };
    const tasks = tasksFor(rules, facts, { timeZone, isHoliday }, now);
    if (tasks.length === 0) return [];
    return [
      {
        claimId: row.id,
        customer: { id: row.customerId, name: row.customerName, grade: row.grade },
        owner: { id: row.ownerId, name: row.ownerName },
        state: row.state,
        stage: row.stage,
        dueAt: row.dueAt,
        lastContactAt: row.lastContactAt,
        lastText: row.lastText,
        tasks: tasks.map((task) => ({ kind: task.kind, dueAt: task.dueAt, clauses: [...task.clauses] })),
      },
    ];
  });
  const rank = (row: (typeof listed)[number]): number => Math.min(...row.tasks.map((task) => urgency[task.kind] ?? 9));
  listed.sort((a, b) => rank(a) - rank(b) || ((a.dueAt ?? '~') < (b.dueAt ?? '~') ? -1 : 1));
  return { rows: listed, held: rows.length, timeZone };
}

/** Cards and second follow-ups that wait for this leader. */
const unsigned = (context: Context) =>
  scopeOf(context.actor, 'claims.sign') === null
    ? Promise.resolve([])
    : claimRows(
        context,
        sql`where claims.company_id = ${context.tx.companyId} and claims.ended_at is null
          and (claims.state = 'awaiting_signature' or claims.stage = 'signing') and ${claimScope(context, 'claims.sign')}
        order by claims.registered_at, claims.id limit 200`,
      );

async function cadence(context: Context, staffId: string, timeZone: string, customers: number) {
  const { tx, now } = context;
  const day = localDateOf(now, timeZone);
  const counts = await tx.row<{ contactsToday: number; returnVisitsThisMonth: number }>(sql`
    select count(*) filter (where follow_ups.at >= ${startOfDay(day, timeZone)})::int as "contactsToday",
      count(*) filter (where follow_ups.channel in ('visit', 'call'))::int as "returnVisitsThisMonth"
    from follow_ups where follow_ups.company_id = ${tx.companyId} and follow_ups.author_id = ${staffId} and follow_ups.valid
      and follow_ups.at >= ${startOfDay(`${day.slice(0, 7)}-01`, timeZone)} and follow_ups.at <= ${now}`);
  const rules = (await context.rules(context.actor.siteId)).values.claims;
  const standing = cadenceStanding(rules, {
    contactsToday: counts?.contactsToday ?? 0,
    returnVisitsThisMonth: counts?.returnVisitsThisMonth ?? 0,
    customers,
  });
  return { customers, ...standing };
}

export const todayQueries: readonly Endpoint[] = [today];
