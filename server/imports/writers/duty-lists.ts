/** Duty lists: who rotates on a day, in order. Rows of one site and day make one list, in the order they are written or numbered. */
import type { LocalDate } from '#core/kernel/instant.ts';
import { dutyListOf, saveDutyList } from '#server/desk/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { remark } from './customers.ts';
import type { Outcome, TakenRow, Writer } from './writer.ts';

interface Before {
  readonly day: LocalDate;
  readonly units: readonly string[];
}

async function siteFor(context: Context, job: Job, row: TakenRow): Promise<string | null> {
  const { site } = row.plan.values.text;
  if (site === undefined)
    return job.record.siteId ?? job.staff.get(row.plan.values.colleagues.consultant ?? '')?.siteId ?? null;
  const known = await context.tx.row<{ id: string }>({
    text: 'select id from sites where company_id = $1 and name = $2 and closed_at is null',
    values: [context.tx.companyId, site],
  });
  return known?.id ?? null;
}

/** Whether the list of the day is already this import's: then a later batch adds to it instead of replacing it. */
const isOurs = async (context: Context, job: Job, siteId: string, day: LocalDate): Promise<boolean> =>
  (await context.tx.row({
    text: 'select 1 from duty_lists where company_id = $1 and site_id = $2 and day = $3 and import_id = $4',
    values: [context.tx.companyId, siteId, day, job.record.id],
  })) !== null;

export const dutyListsWriter: Writer = {
  async carryOut(context, job, rows) {
    const outcomes = new Map<number, Outcome>();
    const lists = new Map<string, { siteId: string; day: LocalDate; rows: TakenRow[] }>();
    for (const row of rows) {
      if (row.plan.kind === 'merge') {
        outcomes.set(row.rowIndex, { kind: 'done', customerId: null, recordId: null, effects: [] });
        continue;
      }
      const siteId = await siteFor(context, job, row);
      const day = row.plan.values.dates.date ?? '';
      if (siteId === null) {
        outcomes.set(row.rowIndex, {
          kind: 'returned',
          problems: [
            ...row.plan.problems,
            remark(job, 'SITE_UNKNOWN', 'site', 'error', row.plan.values.text.site ?? ''),
          ],
        });
        continue;
      }
      const list = lists.get(`${siteId} ${day}`) ?? { siteId, day, rows: [] };
      list.rows.push(row);
      lists.set(`${siteId} ${day}`, list);
    }
    for (const list of lists.values()) await saveList(context, job, list, outcomes);
    return outcomes;
  },
  async undo(context, _importId, effects) {
    for (const effect of effects) {
      const { day, units } = effect.before as Before;
      await saveDutyList(context.tx, {
        siteId: effect.subjectId,
        day,
        units,
        at: context.now,
        by: context.actor.staffId,
        importId: null,
      });
    }
    return effects.map(() => null);
  },
};

async function saveList(
  context: Context,
  job: Job,
  list: { siteId: string; day: LocalDate; rows: readonly TakenRow[] },
  outcomes: Map<number, Outcome>,
): Promise<void> {
  const { siteId, day } = list;
  const before = await dutyListOf(context.tx, siteId, day);
  const ours = await isOurs(context, job, siteId, day);
  const placed = [...list.rows].sort((a, b) => (a.plan.values.numbers.place ?? 0) - (b.plan.values.numbers.place ?? 0));
  const units = placed.flatMap((row) => row.plan.values.colleagues.consultant ?? []);
  await saveDutyList(context.tx, {
    siteId,
    day,
    units: [...new Set([...(ours ? before : []), ...units])],
    at: context.now,
    by: context.actor.staffId,
    importId: job.record.id,
  });
  for (const [index, row] of list.rows.entries()) {
    const first = index === 0 && !ours;
    const effects: Effect[] = first
      ? [
          {
            rowIndex: row.rowIndex,
            kind: 'duty.saved',
            subjectId: siteId,
            before: { day, units: before } satisfies Before,
          },
        ]
      : [];
    outcomes.set(row.rowIndex, { kind: 'done', customerId: null, recordId: siteId, effects });
  }
  context.publish({ topic: 'desk', siteId });
}
