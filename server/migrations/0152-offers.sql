-- Offers: what a customer needs, what is proposed and why, what was shown, how the talks and the signing are to go, and what came of it.
create table offers (
  company_id uuid not null, id uuid not null, site_id uuid not null, team_id uuid, customer_id uuid not null, consultant_id uuid not null,
  title text not null default '', state text not null check (state in ('draft', 'presented', 'negotiating', 'intent', 'dropped', 'expired')),
  state_since timestamptz not null, need_ids uuid[] not null default '{}', plan jsonb, signing_plan jsonb, valid_until date not null,
  note text not null default '', end_reason text not null default '', deal_id uuid, intent_unit_id uuid,
  opened_at timestamptz not null, opened_by uuid, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id), check ((state = 'intent') = (deal_id is not null)));
create index offers_recent on offers (company_id, opened_at desc, id desc);
create index offers_of_site on offers (company_id, site_id, opened_at desc, id desc);
create index offers_of_team on offers (company_id, team_id, opened_at desc, id desc);
create index offers_of_consultant on offers (company_id, consultant_id, opened_at desc, id desc);
create index offers_of_customer on offers (company_id, customer_id, opened_at desc, id desc);
create unique index s1_10_n3_one_offer_a_deal on offers (company_id, deal_id) where deal_id is not null;

create table offer_units (
  company_id uuid not null, id uuid not null, offer_id uuid not null, unit_id uuid, goods text not null default '', position int not null,
  fit text not null default '', features text not null default '', advantages text not null default '', effect text not null default '',
  shown_at timestamptz, shown_by uuid, primary key (company_id, id),
  foreign key (company_id, offer_id) references offers (company_id, id), foreign key (company_id, unit_id) references units (company_id, id),
  check (unit_id is not null or goods <> ''));
create unique index offer_units_once on offer_units (company_id, offer_id, unit_id) where unit_id is not null;
create index offer_units_of on offer_units (company_id, offer_id, position);
create index offer_units_of_unit on offer_units (company_id, unit_id) where unit_id is not null;

-- A quotation is a sheet of quoted prices: its lines are rows of "quotes", as every price that was said to a customer is.
create table quotation_sheets (
  company_id uuid not null, id uuid not null, offer_id uuid not null, site_id uuid not null, customer_id uuid not null, consultant_id uuid not null,
  number text, state text not null check (state in ('pending', 'returned', 'issued', 'refused', 'expired', 'replaced', 'accepted')),
  price_fen bigint not null, below_list_fen bigint not null, discount_percent numeric(7, 2) not null, payment_method text not null,
  settlement text not null default '', service text not null default '', other text not null default '', commission text not null,
  channel text not null, valid_until date not null, policy_id uuid, approval_id uuid,
  made_at timestamptz not null, made_by uuid, issued_at timestamptz, ended_at timestamptz, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, offer_id) references offers (company_id, id),
  check (number is not null or state in ('pending', 'returned', 'refused')), check (state <> 'issued' or issued_at is not null));
create unique index quotation_sheets_number on quotation_sheets (company_id, site_id, number) where number is not null;
create unique index s1_10_n2_one_quotation_stands on quotation_sheets (company_id, offer_id) where state = 'issued';
create unique index s1_03_a9_2_one_quotation_waits on quotation_sheets (company_id, offer_id) where state in ('pending', 'returned');
create index quotation_sheets_of on quotation_sheets (company_id, offer_id, made_at desc, id desc);

alter table quotes add column sheet_id uuid;
alter table quotes add column position int;
create index quotes_of_sheet on quotes (company_id, sheet_id, position) where sheet_id is not null;

-- What a customer was promised beside the price, and what became of it.
create table promises (
  company_id uuid not null, id uuid not null, site_id uuid not null, team_id uuid, customer_id uuid not null, offer_id uuid, by_id uuid not null,
  kind text not null check (kind in ('gift', 'repair', 'complaint', 'later_payment', 'other')), body text not null, value_fen bigint, due_on date not null,
  state text not null check (state in ('pending', 'returned', 'standing', 'told', 'kept', 'broken', 'refused', 'dropped')),
  made_at timestamptz not null, decided_at timestamptz, told_at timestamptz, told_by uuid, told_how text not null default '',
  ended_at timestamptz, ended_by uuid, end_note text not null default '', approval_id uuid, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, offer_id) references offers (company_id, id),
  constraint s2_13_a09_10_told_only_what_stands check (told_at is null or state in ('told', 'kept', 'broken')));
create index promises_recent on promises (company_id, made_at desc, id desc);
create index promises_of_customer on promises (company_id, customer_id, made_at desc, id desc);
create index promises_of_offer on promises (company_id, offer_id) where offer_id is not null;
create index promises_due on promises (company_id, by_id, due_on) where state in ('standing', 'told');

-- What the house has agreed to give a customer: all four are written down.
create table customer_policies (
  company_id uuid not null, id uuid not null, site_id uuid not null, customer_id uuid not null,
  price text not null, discount_percent numeric(5, 2) not null check (discount_percent between 0 and 100),
  settlement text not null, service text not null, other text not null, valid_from date not null, valid_until date not null,
  state text not null check (state in ('pending', 'returned', 'approved', 'refused', 'ended')),
  asked_at timestamptz not null, asked_by uuid, decided_at timestamptz, ended_at timestamptz, end_reason text not null default '',
  approval_id uuid, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id),
  constraint s3_01_p_content_all_four check (btrim(price) <> '' and btrim(settlement) <> '' and btrim(service) <> '' and btrim(other) <> ''),
  check (valid_until >= valid_from));
create unique index customer_policies_one_waits on customer_policies (company_id, customer_id) where state in ('pending', 'returned');
create index customer_policies_of on customer_policies (company_id, customer_id, decided_at desc, id desc);

alter table offers enable row level security;
alter table offers force row level security;
create policy one_company on offers using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
alter table offer_units enable row level security;
alter table offer_units force row level security;
create policy one_company on offer_units using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
alter table quotation_sheets enable row level security;
alter table quotation_sheets force row level security;
create policy one_company on quotation_sheets using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
alter table promises enable row level security;
alter table promises force row level security;
create policy one_company on promises using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
alter table customer_policies enable row level security;
alter table customer_policies force row level security;
create policy one_company on customer_policies using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
