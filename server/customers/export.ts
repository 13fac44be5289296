/** Export of a filtered list as .xlsx or .csv: bounded, on record before the first row leaves, and harmless in a spreadsheet. */
import sql from 'sql-template-tag';
import { z } from 'zod';
import type { CustomerRowOut } from '#contract/customers.ts';
import { CustomerFilters, customersRefusals } from '#contract/customers.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { CommandId } from '#contract/kernel/route.ts';
import { decideExport } from '#core/customers/index.ts';
import type { Actor } from '#server/platform/actor.ts';
import { requireScope, scopeOf } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { openContext } from '#server/platform/context.ts';
import type { RawCall, ServerRuntime } from '#server/platform/http.ts';
import { raw } from '#server/platform/http.ts';
import { accepted, invalid, Refused } from '#server/platform/refused.ts';
import { sendSheet } from '#server/platform/spreadsheet.ts';
import { idsOf } from './list.ts';
import { phoneForReading } from './normalise.ts';
import { peopleOf } from './people.ts';
import { rowsOf } from './rows.ts';
import { inScope, viewerOf } from './scope.ts';
import { vaultOf } from './vault.ts';

const BATCH = 200;

const Ask = z.object({
  commandId: CommandId,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  filters: CustomerFilters.default({}),
  withPrivate: z.boolean().default(false),
});
type Ask = z.output<typeof Ask>;

type Column = readonly [heading: string, value: (row: CustomerRowOut) => string];
const columns: readonly Column[] = [
  ['编号', (row) => (row.serial === null ? '' : String(row.serial))],
  ['客户名称', (row) => row.name],
  ['类型', (row) => row.type ?? ''],
  ['电话', (row) => row.phone ?? ''],
  ['级别', (row) => row.grade ?? ''],
  ['阶段', (row) => row.stage],
  ['来源', (row) => row.source],
  ['归属人', (row) => row.owner?.name ?? ''],
  ['保护至', (row) => row.ownedUntil ?? ''],
  ['案场', (row) => row.site?.name ?? ''],
  ['标签', (row) => row.tags.join(';')],
  ['登记时间', (row) => row.registeredAt],
];
const privateHeadings = ['全部电话', '证件号码', '地址'] as const;

async function exportCustomers(call: RawCall): Promise<unknown> {
  const { runtime, actor, request, reply } = call;
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const parsed = Ask.safeParse(request.body ?? {});
  if (!parsed.success)
    throw invalid(parsed.error.issues[0]?.path.join('.') ?? 'body', parsed.error.issues[0]?.message ?? 'invalid');
  const ask = parsed.data;
  const { response } = await runCommand(
    runtime,
    { route: 'POST /customers/exports', actor, commandId: ask.commandId, payload: ask },
    (context) => permit(context, ask),
  );
  if (ask.withPrivate) requireScope(actor, 'customers.exportPrivate'); // decided above, unless it was sent before
  const headings = [...columns.map(([heading]) => heading), ...(ask.withPrivate ? privateHeadings : [])];
  reply.header('guike-journal-id', response.journalId);
  const rows = cellsOf(runtime, actor, response.ids, ask.withPrivate);
  return sendSheet(reply, { name: '客户', format: ask.format, headings, rows });
}

async function permit(context: Context, ask: Ask): Promise<{ ids: string[]; journalId: string }> {
  const rules = await context.rules(context.actor.siteId);
  const ids = await idsOf(context, ask.filters, rules.values.customers.exportRowsMax + 1);
  const facts = {
    viewer: viewerOf(context.actor),
    rows: ids.length,
    withPrivate: ask.withPrivate,
    mayExportPrivate: scopeOf(context.actor, 'customers.exportPrivate') !== null,
  };
  const decision = decideExport(rules.values.customers, facts);
  accepted(decision, customersRefusals);
  const journalId = context.record({
    kind: 'customers.export',
    siteId: context.actor.siteId,
    subject: { type: 'customer_export', id: context.newId() },
    staffIds: [context.actor.staffId],
    rules,
    input: { format: ask.format, filters: ask.filters, withPrivate: ask.withPrivate },
    facts: { ...facts, ids },
    decision,
  });
  return { ids, journalId };
}

/** Batches in short transactions of their own, so that a slow download holds no snapshot. */
async function* cellsOf(
  runtime: ServerRuntime,
  actor: Actor,
  ids: readonly string[],
  withPrivate: boolean,
): AsyncGenerator<string[]> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = await runtime.database.inCompany(actor.companyId, async (tx) => {
      const { context } = openContext(runtime.rules, tx, actor, runtime.now(), null);
      // Asked again with the same command id the list is the same, but only what the caller may see now leaves.
      const visible = await context.tx.rows<{
        id: string;
      }>(sql`select c.id from unnest(${ids.slice(start, start + BATCH)}::uuid[])
        with ordinality as wanted (id, place) join customers c on c.company_id = ${tx.companyId}::uuid and c.id = wanted.id
        where ${inScope(actor)} order by wanted.place`);
      const rows = await rowsOf(
        context,
        visible.map((row) => row.id),
      );
      return Promise.all(
        rows.map(async (row) => [
          ...columns.map(([, value]) => value(row)),
          ...(withPrivate ? await privateCells(context, row.id) : []),
        ]),
      );
    });
    yield* batch;
  }
}

async function privateCells(context: Context, customerId: string): Promise<string[]> {
  const vault = await vaultOf(context);
  const people = await peopleOf(context, customerId);
  const self = vault.open(people.find((person) => person.relation === 'self')?.sealed ?? null);
  const phones = people.flatMap((person) =>
    person.keys.filter((key) => key.kind === 'phone').map((key) => phoneForReading(key.value)),
  );
  return [phones.join('/'), self.idNumber ?? '', self.address ?? ''];
}

export const exportEndpoint = raw({
  method: 'POST',
  path: '/customers/exports',
  may: 'customers.export',
  summary: { zh: '导出客户(.xlsx 或 .csv)', en: 'Export customers (.xlsx or .csv)' },
  body: Ask,
  serve: exportCustomers,
});
