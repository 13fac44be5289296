-- Who is paid what for which deal: an account a deal, lines that only grow, months that close, statements that are signed and paid once.

-- One row a deal: locked before its lines are worked out, so that two events at once cannot both credit it.
create table commission_accounts (
  company_id uuid not null, deal_id uuid not null, site_id uuid not null, customer_id uuid not null,
  stopped text[] not null default '{}', waits text[] not null default '{}',
  rate jsonb, pool_fen bigint not null default 0, shares jsonb, shares_journal_id uuid, case_name text,
  counted_at timestamptz, ended_cause text check (ended_cause in ('customer', 'company', 'breach', 'complaint', 'leak', 'lost_tools', 'change')),
  changed_at timestamptz not null, journal_id uuid, primary key (company_id, deal_id));
create index commission_accounts_waiting on commission_accounts (company_id, site_id, deal_id)
  where waits <> '{}';
create index commission_accounts_of_customer on commission_accounts (company_id, customer_id);

create table commission_months (
  company_id uuid not null, site_id uuid not null, month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  closed_at timestamptz not null, closed_by uuid, performance_fen bigint not null, commission_fen bigint not null, house_fen bigint not null,
  payable_fen bigint not null, people int not null, tops jsonb not null, journal_id uuid not null, primary key (company_id, site_id, month));

-- How far a site's months are closed: shared by whoever posts a line, held alone by whoever closes.
create table commission_books (
  company_id uuid not null, site_id uuid not null, closed_until text, primary key (company_id, site_id));

create table statements (
  company_id uuid not null, id uuid not null, site_id uuid not null, staff_id uuid not null, month text not null,
  state text not null default 'issued' check (state in ('issued', 'acknowledged', 'submitted', 'approved', 'paid')),
  performance_fen bigint not null, target_fen bigint, attainment_percent int, paid_percent int not null, commission_fen bigint not null,
  rewards_fen bigint not null, earned_fen bigint not null check (earned_fen >= 0),
  carried_in_fen bigint not null, deducted_clawback_fen bigint not null, deducted_penalty_fen bigint not null,
  carried_out_clawback_fen bigint not null, carried_out_penalty_fen bigint not null, payable_fen bigint not null check (payable_fen >= 0),
  issued_at timestamptz not null, acknowledged_at timestamptz, acknowledged_by uuid, acknowledged_reason text, batch_id uuid,
  approved_at timestamptz, paid_at timestamptz, paid_by uuid, journal_id uuid not null, acknowledged_journal_id uuid, paid_journal_id uuid,
  primary key (company_id, id),
  constraint statements_add_up check (payable_fen = earned_fen - deducted_clawback_fen - deducted_penalty_fen));
-- S0.08.g.7: one statement a person and month, so one payout.
create unique index s0_08_g_7_one_statement_a_month on statements (company_id, site_id, month, staff_id);
create index statements_of_person on statements (company_id, staff_id, month desc);
create index statements_of_batch on statements (company_id, batch_id) where batch_id is not null;

create table statement_batches (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused')),
  total_fen bigint not null, people int not null, requested_at timestamptz not null, requested_by uuid, journal_id uuid not null,
  primary key (company_id, id));
create index statement_batches_of on statement_batches (company_id, site_id, month);

-- staff_id null: the department's share. Lines are never changed, only marked with the statement they stand on.
create table commission_lines (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, staff_id uuid, deal_id uuid,
  purse text not null check (purse in ('performance', 'commission', 'tier')),
  kind text not null check (kind in ('performance', 'commission', 'tier', 'clawback', 'correction', 'reward', 'penalty', 'payout')),
  amount_fen bigint not null check (amount_fen <> 0), basis jsonb not null, clauses text[] not null default '{}',
  earned_at timestamptz not null, needs_acknowledgement boolean not null default false, acknowledged_at timestamptz,
  statement_id uuid, entered_by uuid, journal_id uuid not null, primary key (company_id, id));
create index commission_lines_of_month on commission_lines (company_id, site_id, month, staff_id, id desc);
create index commission_lines_of_person on commission_lines (company_id, staff_id, month, id desc) where staff_id is not null;
create index commission_lines_of_deal on commission_lines (company_id, deal_id, id) where deal_id is not null;
create index commission_lines_of_statement on commission_lines (company_id, statement_id, id) where statement_id is not null;
create unique index s0_08_g_7_paid_once on commission_lines (company_id, statement_id) where kind = 'payout';

-- A closed month never changes; a line is only ever put on a statement or acknowledged.
create function commission_month_is_open() returns trigger language plpgsql as $$
begin
  if exists (select 1 from commission_books b where b.company_id = new.company_id and b.site_id = new.site_id and b.closed_until >= new.month) then
    raise exception 'the month is closed' using errcode = 'check_violation', constraint = 'commission_month_is_closed';
  end if;
  return new;
end $$;
create trigger commission_lines_open before insert on commission_lines for each row
  when (new.kind not in ('payout', 'tier')) execute function commission_month_is_open();
create function commission_lines_stand() returns trigger language plpgsql as
  $$ begin raise exception 'lines of commission are never changed' using errcode = 'raise_exception'; end $$;
create trigger commission_lines_kept before update on commission_lines for each row
  when (new.amount_fen <> old.amount_fen or new.staff_id is distinct from old.staff_id or new.month <> old.month or new.kind <> old.kind
    or new.deal_id is distinct from old.deal_id or new.purse <> old.purse
    or (old.statement_id is not null and new.statement_id is distinct from old.statement_id))
  execute function commission_lines_stand();
create trigger commission_lines_stay before delete on commission_lines for each row execute function commission_lines_stand();

create table line_queries (
  company_id uuid not null, id uuid not null, line_id uuid not null, statement_id uuid not null, staff_id uuid not null, reason text not null,
  asked_at timestamptz not null, answer text, verdict text check (verdict in ('stands', 'corrected')), correction_fen bigint,
  answered_at timestamptz, answered_by uuid, journal_id uuid not null, answer_journal_id uuid, primary key (company_id, id));
create unique index line_queries_one_open on line_queries (company_id, line_id) where answered_at is null;
create index line_queries_of_statement on line_queries (company_id, statement_id, asked_at);

-- S0.08.a.5: what the sales policy of a month pays for a product.
create table commission_policies (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, unit_kind text not null,
  product text not null, amount_fen bigint not null check (amount_fen >= 0), state text not null check (state in ('pending', 'approved', 'refused', 'replaced')),
  batch_id uuid not null, set_at timestamptz not null, set_by uuid, journal_id uuid not null, primary key (company_id, id));
create unique index s0_08_a_5_one_policy_a_product on commission_policies (company_id, site_id, month, unit_kind, product)
  where state = 'approved';
create index commission_policies_of_batch on commission_policies (company_id, batch_id);

-- staff_id null: the department's own target.
create table sales_targets (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, staff_id uuid,
  amount_fen bigint not null check (amount_fen > 0), set_at timestamptz not null, set_by uuid, journal_id uuid not null,
  primary key (company_id, id));
create unique index sales_targets_one on sales_targets (company_id, site_id, month, coalesce(staff_id, '00000000-0000-0000-0000-000000000000'::uuid));

-- S0.08.e.8: what customers are given for customers they brought.
create table referral_rewards (
  company_id uuid not null, id uuid not null, site_id uuid not null, deal_id uuid not null, customer_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0), state text not null default 'due' check (state in ('due', 'given', 'cancelled')),
  due_at timestamptz not null, given_at timestamptz, given_by uuid, journal_id uuid not null, primary key (company_id, id));
create unique index s0_08_e_8_one_reward_a_deal on referral_rewards (company_id, deal_id) where state <> 'cancelled';
create index referral_rewards_of_site on referral_rewards (company_id, site_id, due_at desc, id desc);

do $$ declare t text; begin
  foreach t in array array['commission_accounts', 'commission_months', 'commission_books', 'statements', 'statement_batches', 'commission_lines', 'line_queries',
                           'commission_policies', 'sales_targets', 'referral_rewards'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
