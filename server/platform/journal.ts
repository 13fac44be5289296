/** Writes journal entries: facts, rulebook version, decision, clauses. Entries are only ever added (a trigger guards it). */
import type { Collected, Context } from './context.ts';
import type { Statement } from './database.ts';

const insertText = `
insert into journal (company_id, id, at, site_id, actor_id, kind, subject_type, subject_id, customer_id, staff_ids,
  rulebook_version_id, input, facts, decision, accepted, clauses, house_clauses, overrides, reason, command_id)
select $1, e.id, e.at, e.site_id, e.actor_id, e.kind, e.subject_type, e.subject_id, e.customer_id, coalesce(e.staff_ids, '{}'),
  e.rulebook_version_id, e.input, e.facts, e.decision, e.accepted, e.clauses, e.house_clauses, e.overrides, e.reason, $2
from jsonb_to_recordset($3::jsonb) as e (id uuid, at timestamptz, actor_id uuid, site_id uuid, kind text, subject_type text, subject_id uuid, customer_id uuid,
  staff_ids uuid[], rulebook_version_id uuid, input jsonb, facts jsonb, decision jsonb, accepted boolean, clauses text[],
  house_clauses text[], overrides uuid, reason text)`;

const unique = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string')),
];

/** One statement for all entries of the command. */
export function journalInsert(context: Context, entries: Collected['entries']): Statement {
  const rows = entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    actor_id: entry.actorId,
    site_id: entry.siteId ?? null,
    kind: entry.kind,
    subject_type: entry.subject.type,
    subject_id: entry.subject.id,
    customer_id: entry.customerId ?? null,
    staff_ids: unique(entry.staffIds ?? []),
    rulebook_version_id: entry.rules?.versionId ?? null,
    input: entry.input ?? {},
    facts: entry.facts ?? {},
    decision: entry.decision,
    accepted: entry.decision.accepted,
    clauses: entry.decision.clauses,
    house_clauses: entry.rules?.houseClauses(entry.decision.clauses) ?? [],
    overrides: entry.overrides ?? null,
    reason: entry.reason ?? null,
  }));
  const values = [context.tx.companyId, context.commandId, JSON.stringify(rows)];
  return { name: 'journal.insert', text: insertText, values };
}
