-- Shares that a party of a dispute proposes to the other: once all the others agree they stand as the verdict. Another proposal takes the
-- place of the one before; each stays as it was made.
create table dispute_offers (
  company_id uuid not null, id uuid not null, dispute_id uuid not null, by_id uuid not null, ruling jsonb not null,
  reason text not null default '', at timestamptz not null, agreed_by uuid[] not null default '{}', replaced_at timestamptz,
  journal_id uuid not null, primary key (company_id, id), foreign key (company_id, dispute_id) references disputes (company_id, id));
create unique index dispute_offers_one_standing on dispute_offers (company_id, dispute_id) where replaced_at is null;

alter table dispute_offers enable row level security;
alter table dispute_offers force row level security;
create policy one_company on dispute_offers using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
