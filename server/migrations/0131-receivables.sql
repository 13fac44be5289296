-- What deals owe, how old it is, who was told to collect it.

create table deal_accounts (
  company_id uuid not null, deal_id uuid not null, site_id uuid not null, customer_id uuid not null, consultant_id uuid not null, team_id uuid,
  price_fen bigint not null, allowances_fen bigint not null default 0, held_fen bigint not null default 0, counted_fen bigint not null default 0,
  pending_fen bigint not null default 0, credit_fen bigint not null default 0, open_fen bigint not null default 0, fees_fen bigint not null default 0, fees_due_fen bigint not null default 0, complained_fen bigint not null default 0,
  next_due_on date, schedule_version int not null default 0, is_live boolean not null default true, breach_at timestamptz, primary key (company_id, deal_id));
create index deal_accounts_due on deal_accounts (company_id, site_id, next_due_on, deal_id) where is_live and open_fen > 0;
create index deal_accounts_of_consultant on deal_accounts (company_id, consultant_id, next_due_on, deal_id) where is_live and open_fen > 0;

create table receivables (
  company_id uuid not null, deal_id uuid not null, version int not null, seq int not null, site_id uuid not null, name text not null, due_on date,
  amount_fen bigint not null check (amount_fen > 0), paid_fen bigint not null default 0, reduced_fen bigint not null default 0,
  is_current boolean not null default true, created_at timestamptz not null, journal_id uuid,
  constraint receivables_never_overpaid check (paid_fen >= 0 and reduced_fen >= 0 and paid_fen + reduced_fen <= amount_fen),
  primary key (company_id, deal_id, version, seq));
create index receivables_open on receivables (company_id, site_id, due_on) where is_current and paid_fen + reduced_fen < amount_fen;

create table demands (
  company_id uuid not null, id uuid not null, site_id uuid not null, number text not null, deal_id uuid not null, customer_id uuid not null,
  consultant_id uuid not null, team_id uuid, reason text not null check (reason in ('overdue', 'month_end', 'by_hand', 'complaint_rejected')),
  amount_fen bigint not null, oldest_due_on date not null, days int not null, issued_at timestamptz not null, issued_by uuid,
  contact_by timestamptz not null, collect_by date, state text not null check (state in ('open', 'contacted', 'closed')),
  contacted_at timestamptz, missed_at timestamptz, promised_on date, closed_at timestamptz, journal_id uuid not null, primary key (company_id, id));
create unique index demands_number on demands (company_id, site_id, number);
-- S0.02.chg.3: a demand waits for its contact before the next one goes out.
create unique index s0_02_chg_3_one_open_demand on demands (company_id, deal_id) where state = 'open';
create index demands_of_site on demands (company_id, site_id, issued_at desc, id desc);
create index demands_of_consultant on demands (company_id, consultant_id, issued_at desc, id desc);
create index demands_of_deal on demands (company_id, deal_id, issued_at desc);
create table demand_contacts (
  company_id uuid not null, id uuid not null, demand_id uuid not null, deal_id uuid not null, by_id uuid not null, at timestamptz not null,
  channel text not null, note text not null, promised_on date, disagrees boolean not null, in_time boolean not null, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, demand_id) references demands (company_id, id));
create index demand_contacts_of on demand_contacts (company_id, demand_id, at);

create table refunds (
  company_id uuid not null, id uuid not null, site_id uuid not null, deal_id uuid not null, customer_id uuid not null, amount_fen bigint not null check (amount_fen > 0),
  method text not null check (method in ('cash', 'cheque', 'wire')), reason text not null, state text not null check (state in ('requested', 'due', 'paid', 'dropped')),
  asked_at timestamptz not null, asked_by uuid, payable_from date, paid_at timestamptz, paid_by uuid, receipt_id uuid, dropped_why text,
  journal_id uuid not null, primary key (company_id, id));
create index refunds_of_site on refunds (company_id, site_id, asked_at desc, id desc);
create index refunds_of_deal on refunds (company_id, deal_id, asked_at desc);

create table allowances (
  company_id uuid not null, id uuid not null, site_id uuid not null, number text not null, deal_id uuid not null, kind text not null check (kind in ('allowance', 'return')),
  amount_fen bigint not null check (amount_fen > 0), reason text not null, complaint_ref text not null default '', detail jsonb not null default '{}',
  state text not null check (state in ('asked', 'approved', 'booked', 'refused')), asked_by uuid not null, asked_at timestamptz not null,
  booked_at timestamptz, journal_id uuid not null, primary key (company_id, id));
create unique index allowances_number on allowances (company_id, site_id, number);
create index allowances_of_deal on allowances (company_id, deal_id, asked_at desc);

create table debt_complaints (
  company_id uuid not null, id uuid not null, site_id uuid not null, deal_id uuid not null, ref text not null, amount_fen bigint not null,
  opened_at timestamptz not null, opened_by uuid not null, settled_at timestamptz, stands boolean, journal_id uuid not null, primary key (company_id, id));
create unique index debt_complaints_one_open on debt_complaints (company_id, deal_id) where settled_at is null;

-- S0.07.rep.7c: the copy of a remittance slip goes to finance at once, who wait for the money.
create table remittances (
  company_id uuid not null, id uuid not null, site_id uuid not null, deal_id uuid not null, amount_fen bigint not null check (amount_fen > 0),
  bank_ref text not null, payer text not null, note text not null, passed_at timestamptz not null, passed_by uuid not null, receipt_id uuid,
  journal_id uuid not null, primary key (company_id, id));
create index remittances_waiting on remittances (company_id, site_id, passed_at) where receipt_id is null;

create table bank_files (
  company_id uuid not null, id uuid not null, site_id uuid not null, name text not null, bytes int not null, sha256 text not null, lines int not null,
  skipped int not null, problems jsonb not null default '[]', loaded_at timestamptz not null, loaded_by uuid not null, journal_id uuid not null,
  primary key (company_id, id));
create unique index bank_files_once on bank_files (company_id, site_id, sha256);
create index bank_files_of_site on bank_files (company_id, site_id, loaded_at desc, id desc);
create table bank_lines (
  company_id uuid not null, id uuid not null, site_id uuid not null, file_id uuid not null, row_number int not null, day date not null,
  amount_fen bigint not null, payer text not null, reference text not null, note text not null,
  state text not null default 'open' check (state in ('open', 'matched', 'ignored')), receipt_id uuid, deal_id uuid, settled_at timestamptz,
  settled_by uuid, why text not null default '', journal_id uuid, primary key (company_id, id),
  foreign key (company_id, file_id) references bank_files (company_id, id));
create index bank_lines_of_file on bank_lines (company_id, file_id, row_number);
create index bank_lines_of_receipt on bank_lines (company_id, receipt_id) where receipt_id is not null;
create index bank_lines_open on bank_lines (company_id, site_id, day desc, id desc) where state = 'open';
-- The same remittance is not booked twice, in whichever statement it turns up again.
create unique index bank_lines_once on bank_lines (company_id, site_id, day, amount_fen, reference) where reference <> '' and state <> 'ignored';

do $$ declare t text; begin
  foreach t in array array['deal_accounts', 'receivables', 'demands', 'demand_contacts', 'refunds', 'allowances', 'debt_complaints', 'remittances', 'bank_files', 'bank_lines'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
