/** Notices to a person. Other capabilities insert through `notify`; the person reads their own, nobody else's. */
import sql from 'sql-template-tag';
import { NOTICES_SHOWN, notices } from '#contract/notices.ts';
import type { Capability } from '#server/capabilities.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut } from '#server/platform/http.ts';

export interface NewNotice {
  readonly staffId: string;
  /** "desk.you_are_up": the web has a sentence per kind. */
  readonly kind: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly journalId?: string | null;
}

/** Writes the notice and wakes the person's open pages after the commit. */
export async function notify(context: Context, notice: NewNotice): Promise<void> {
  const { companyId } = context.actor;
  await context.tx.run(sql`
    insert into notices (company_id, id, staff_id, kind, payload, journal_id, at)
    values (${companyId}, ${context.newId()}, ${notice.staffId}, ${notice.kind}, ${JSON.stringify(notice.payload ?? {})},
      ${notice.journalId ?? null}, ${context.now})`);
  context.publish({ topic: 'notices', staffId: notice.staffId });
}

/** As `notify`, for many people at once: one statement. */
export async function notifyAll(context: Context, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ staffId, kind, payload, journalId }) => ({
    ...{ id: context.newId(), staff_id: staffId, kind, payload: payload ?? {}, journal_id: journalId ?? null },
  }));
  await context.tx.run(sql`
    insert into notices (company_id, id, staff_id, kind, payload, journal_id, at)
    select ${context.actor.companyId}, r.id, r.staff_id, r.kind, r.payload, r.journal_id, ${context.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, staff_id uuid, kind text, payload jsonb, journal_id uuid)`);
  for (const { staffId } of notices) context.publish({ topic: 'notices', staffId });
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly journalId: string | null;
  readonly at: string;
  readonly readAt: string | null;
}

export const noticesCapability: Capability = {
  name: 'notices',
  endpoints: [
    answer(notices.mine, async (context) => {
      const rows = await context.tx.rows<Row>(sql`
        select notices.id, notices.kind, notices.payload, notices.journal_id as "journalId", notices.at, notices.read_at as "readAt"
        from notices
        where notices.company_id = ${context.actor.companyId} and notices.staff_id = ${personOf(context.actor)}
        order by notices.at desc, notices.id desc
        limit ${NOTICES_SHOWN}`);
      return { rows, unread: rows.filter((row) => !row.readAt).length };
    }),
    carryOut(notices.read, async (context, { body }) => {
      const staffId = personOf(context.actor);
      const read = await context.tx.rows<{ id: string }>(sql`
        update notices set read_at = ${context.now}
        where notices.company_id = ${context.actor.companyId} and notices.staff_id = ${staffId}
          and notices.id = any(${body.ids}::uuid[]) and notices.read_at is null
        returning notices.id`);
      context.publish({ topic: 'notices', staffId });
      return { read: read.length };
    }),
  ],
};
