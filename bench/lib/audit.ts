/** What must be true of a database whatever happened to it: each question answers with the offenders, none of which may exist. */
import pg from 'pg';

export interface Finding {
  readonly what: string;
  readonly offenders: number;
}

const questions: Readonly<Record<string, string>> = {
  'customers with two live owners': `select customer_id from claims where ended_at is null and state not in ('draft', 'waste', 'void', 'cancelled', 'lapsed', 'transferred')
    group by company_id, customer_id having count(*) > 1`,
  'phones with two customers': `select value from customer_keys where kind = 'phone' and exclusive and removed_at is null group by company_id, value having count(distinct customer_id) > 1`,
  'visitors counted as a turn twice': `select visit_id from turn_entries where kind = 'reception' and delta > 0
    group by company_id, visit_id having count(*) > 1`,
  'consultants with two visitors at once': `select server_id from visits where state in ('called', 'serving') and not parallel
    group by company_id, site_id, day, server_id having count(*) > 1`,
  'units with two live holds': `select unit_id from holds where state = 'live' group by company_id, unit_id having count(*) > 1`,
  'units held by nobody, and holds of units that are not held': `select units.id from units left join holds on holds.company_id = units.company_id
    and holds.unit_id = units.id and holds.state = 'live' where (units.state = 'held') <> (holds.id is not null)`,
  'deals whose paid sum is not that of their receipts': `select d.id from deals d join deal_accounts a on a.company_id = d.company_id and a.deal_id = d.id
    where a.counted_fen <> d.paid_fen or a.held_fen <> (select coalesce(sum(r.amount_fen), 0) from receipts r left join receipts o
      on o.company_id = r.company_id and o.id = r.reverses where r.company_id = d.company_id and r.deal_id = d.id
        and coalesce(o.kind, r.kind) <> 'fee' and case when o.id is null then r.cleared_at else o.cleared_at end is not null)`,
  'gaps in the numbers of receipts': `select site_id from receipts where number like 'SJ%' group by company_id, site_id, left(number, 6)
    having max(substring(number from 8)::int) <> count(*)`,
  'commands without their journal entry': `select commands.id from commands where commands.response is not null and not exists
    (select 1 from journal where journal.company_id = commands.company_id and journal.command_id = commands.id)`,
  'commands with a journal entry but no answer': `select distinct command_id from journal where command_id is not null and not exists
    (select 1 from commands where commands.company_id = journal.company_id and commands.id = journal.command_id and commands.response is not null)`,
};

export async function audit(adminUrl: string, more: Readonly<Record<string, string>> = {}): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const findings: Finding[] = [];
  for (const [what, question] of Object.entries({ ...questions, ...more })) {
    const { rowCount } = await client.query(question);
    findings.push({ what, offenders: rowCount ?? 0 });
  }
  await client.end();
  return findings;
}
