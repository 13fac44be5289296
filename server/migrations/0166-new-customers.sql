-- The form of a new customer goes to the market branch, which signs once no business of the period is found; then it is on file (S2.11.a3).
-- Forms of before were recognised at once and stay so.
alter table customer_new_claims
  add column state text not null default 'confirmed' check (state in ('submitted', 'confirmed', 'rejected', 'returned')),
  add column ended_at timestamptz, add column ended_reason text not null default '', add column signers uuid[] not null default '{}',
  add column filed_at timestamptz;
create index customer_new_claims_on_file on customer_new_claims (company_id, at desc, id desc);
create index customers_by_name on customers (company_id, name_key) where kind = 'company' and merged_into is null;
