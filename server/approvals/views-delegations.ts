/** Who signs for me, and for whom I sign; finished ones for a month. */
import sql from 'sql-template-tag';
import type { approvals } from '#contract/approvals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { addHours } from '#core/kernel/instant.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';

type Row = ResponseOf<typeof approvals.delegations>['rows'][number];
interface Stored extends Omit<Row, 'from' | 'to' | 'state'> {
  readonly fromId: string;
  readonly fromName: string;
  readonly toId: string | null;
  readonly toName: string | null;
}
const SHOWN_MAX = 100;
const HOURS_OF_A_MONTH = 31 * 24;

export async function delegationsOf({ tx, actor, now }: Context): Promise<Row[]> {
  const me = personOf(actor);
  const rows = await tx.rows<Stored>(sql`
    select d.id, d.from_id as "fromId", giver.name as "fromName", d.to_id as "toId", taker.name as "toName", d.starts_at as "startsAt",
      d.ends_at as "endsAt", d.matters, d.reason
    from approval_delegations d join staff giver on giver.company_id = d.company_id and giver.id = d.from_id
      left join staff taker on taker.company_id = d.company_id and taker.id = d.to_id
    where d.company_id = ${tx.companyId} and d.approval_id is null and (d.from_id = ${me} or d.to_id = ${me})
      and d.ends_at > ${addHours(now, -HOURS_OF_A_MONTH)}
    order by d.starts_at desc, d.id desc limit ${SHOWN_MAX}`);
  return rows.map(({ fromId, fromName, toId, toName, ...row }) => ({
    ...row,
    from: { id: fromId, name: fromName },
    to: toId === null ? null : { id: toId, name: toName ?? '' },
    state: row.endsAt <= now ? 'over' : row.startsAt > now ? 'coming' : 'running',
  }));
}
