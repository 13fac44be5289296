/** Whose routine it is, and the ticks of its steps. */
import sql from 'sql-template-tag';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

interface Holder {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
  readonly siteId: string | null;
  readonly timeZone: string;
}

export async function holderOf(tx: Tx, staffId: string): Promise<Holder> {
  const row = await tx.row<Holder>(sql`
    select staff.id, staff.name, staff.post, staff.site_id as "siteId", coalesce(sites.time_zone, 'Asia/Shanghai') as "timeZone"
    from staff left join sites on sites.company_id = staff.company_id and sites.id = staff.site_id
    where staff.company_id = ${tx.companyId} and staff.id = ${staffId}`);
  if (!row) throw notFound('人员 / person');
  return row;
}

interface Tick {
  readonly routine: string;
  readonly step: number;
  readonly period: string;
  readonly doneAt: string;
}

export const ticksOf = (tx: Tx, staffId: string, periods: readonly string[]): Promise<Tick[]> =>
  tx.rows<Tick>(sql`
    select routine_ticks.routine, routine_ticks.step, routine_ticks.period, routine_ticks.done_at as "doneAt" from routine_ticks
    where routine_ticks.company_id = ${tx.companyId} and routine_ticks.staff_id = ${staffId}
      and routine_ticks.period = any(${[...periods]}::date[])`);

/** Done, or not after all: then the tick goes. */
export async function setTick(
  tx: Tx,
  tick: Omit<Tick, 'doneAt'> & { readonly staffId: string; readonly doneAt: string | null },
): Promise<void> {
  const { staffId, routine, step, period, doneAt } = tick;
  if (doneAt === null)
    await tx.run(sql`delete from routine_ticks where company_id = ${tx.companyId} and staff_id = ${staffId} and routine = ${routine}
      and step = ${step} and period = ${period}`);
  else
    await tx.run(sql`insert into routine_ticks (company_id, staff_id, routine, step, period, done_at)
      values (${tx.companyId}, ${staffId}, ${routine}, ${step}, ${period}, ${doneAt}) on conflict do nothing`);
}
