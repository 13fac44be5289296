/** Asking for an audit, stopping it, looking at it. The work itself is done by the audit worker. */
import type { journalAudit } from '#contract/journal-audit.ts';
import { auditRefusals, findingText } from '#contract/journal-audit.ts';
import type { BodyOf, QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import * as store from './audit-store.ts';
import { headText, parseHead } from './chain.ts';
import { titleOf } from './explain.ts';
import { headOf, waitingOf } from './seal-store.ts';

type AuditOut = ResponseOf<typeof journalAudit.one>;

const refused = (code: keyof typeof auditRefusals, detail: Record<string, unknown> = {}): Refused =>
  new Refused(code, auditRefusals[code], detail);

export async function head({ tx }: Context): Promise<ResponseOf<typeof journalAudit.head>> {
  const found = await headOf(tx);
  const { sequence, hash, reachedAt } = found;
  return { sequence, hash, text: headText(found), reachedAt, waiting: await waitingOf(tx, found) };
}

/** An audit reads the whole company, so it is a right over the company. */
export async function start(
  context: Context,
  body: BodyOf<typeof journalAudit.start>,
): Promise<ResponseOf<typeof journalAudit.start>> {
  requireScope(context.actor, 'journal.audit', 'company');
  const [from, to, head] = [body.from ?? null, body.to ?? null, body.head || null];
  if (head !== null && parseHead(head) === null) throw refused('HEAD_UNREADABLE', { head, field: 'head' });
  if (from !== null && to !== null && to <= from) throw refused('PERIOD_EMPTY', { field: 'to' });
  const open = await store.openAudit(context.tx);
  if (open) throw refused('AUDIT_RUNNING', { name: open.askedByName });
  const auditId = context.newId();
  await store.addAudit(context.tx, {
    id: auditId,
    askedBy: personOf(context.actor),
    askedAt: context.now,
    from,
    to,
    head,
  });
  context.publish({ topic: 'audits', id: auditId });
  return { auditId };
}

export async function cancel(context: Context, auditId: string): Promise<Record<string, never>> {
  requireScope(context.actor, 'journal.audit', 'company');
  if (!(await store.auditById(context.tx, auditId))) throw notFound('这次审计 / this audit');
  if ((await store.requestCancel(context.tx, auditId)) === 0) throw refused('AUDIT_OVER');
  context.publish({ topic: 'audits', id: auditId });
  return {};
}

const auditOut = ({ askedById, askedByName, ...row }: store.AuditRow): AuditOut => ({
  ...row,
  askedBy: { id: askedById, name: askedByName },
});

export async function list(
  { tx, actor }: Context,
  query: QueryOf<typeof journalAudit.list>,
): Promise<ResponseOf<typeof journalAudit.list>> {
  requireScope(actor, 'journal.audit', 'company');
  const rows = await store.auditsBefore(tx, fromCursor(query.cursor, 2), query.limit + 1);
  const page = pageFrom(rows, query.limit, (row) => [row.askedAt, row.id]);
  return { rows: page.rows.map(auditOut), nextCursor: page.nextCursor };
}

export async function one({ tx, actor }: Context, auditId: string): Promise<AuditOut> {
  requireScope(actor, 'journal.audit', 'company');
  const row = await store.auditById(tx, auditId);
  if (!row) throw notFound('这次审计 / this audit');
  return auditOut(row);
}

export async function findings(
  { tx, actor }: Context,
  auditId: string,
  query: QueryOf<typeof journalAudit.findings>,
): Promise<ResponseOf<typeof journalAudit.findings>> {
  requireScope(actor, 'journal.audit', 'company');
  const after = fromCursor(query.cursor, 1);
  const rows = await store.findingsAfter(tx, auditId, Number(after?.[0] ?? 0), query.limit + 1);
  const page = pageFrom(rows, query.limit, (row) => [row.number]);
  return { rows: page.rows.map(findingOut), nextCursor: page.nextCursor };
}

type FindingOfWire = ResponseOf<typeof journalAudit.findings>['rows'][number];

const findingOut = ({ number, code, sequence, entryId, detail }: store.FindingRow): FindingOfWire => ({
  number,
  code,
  ...findingText(code, detail),
  sequence,
  entryId,
  kind: typeof detail.kind === 'string' ? detail.kind : null,
  title: typeof detail.kind === 'string' ? titleOf(detail.kind) : null,
  at: typeof detail.at === 'string' ? detail.at : null,
  differences: (detail.differences ?? []) as FindingOfWire['differences'],
  stored: detail.stored ?? null,
  now: detail.now ?? null,
});
