-- Calls back to check where a customer came from (S0.08.w.2): what was on file, what the customer said, whether they had been asked.
create table customer_source_checks (
  company_id uuid not null, id uuid not null, customer_id uuid not null, recorded text not null, told text not null,
  was_asked boolean not null, matches boolean not null, note text not null default '', at timestamptz not null, by uuid not null,
  journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_source_checks_of on customer_source_checks (company_id, customer_id, at desc);
alter table customer_source_checks enable row level security;
alter table customer_source_checks force row level security;
create policy one_company on customer_source_checks using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
