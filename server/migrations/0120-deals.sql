-- Deals: one row from intention to handover, what belongs to it beside, and the counters that number papers without gaps.
create table deals (
  company_id uuid not null, id uuid not null, site_id uuid not null, team_id uuid, number text, kind text not null
    check (kind in ('room', 'vehicle', 'membership', 'stock')),
  customer_id uuid not null, claim_id uuid, consultant_id uuid not null, unit_id uuid, wanted jsonb,
  state text not null check (state in ('draft', 'subscribing', 'subscribed', 'contracting', 'contracted', 'handed_over', 'cancelled', 'breached')),
  state_since timestamptz not null,
  list_price_fen bigint not null default 0 check (list_price_fen >= 0), price_fen bigint not null default 0 check (price_fen >= 0),
  deposit_fen bigint not null default 0 check (deposit_fen >= 0),
  small_deposit_fen bigint check (small_deposit_fen > 0), small_deposit_number text, small_deposit_at timestamptz, small_deposit_until date,
  payment_method text not null default 'full' check (payment_method in ('full', 'instalments', 'mortgage', 'finance_company')),
  plan jsonb not null default '[]', loan jsonb,
  paid_fen bigint not null default 0, deposit_paid_at timestamptz, fully_paid_at timestamptz,
  order_date date, contract_due_on date, submitted_at timestamptz, approved_at timestamptz, registered_at timestamptz, registered_by uuid,
  effective_at timestamptz, contract_number text, contract jsonb, signed_at timestamptz, handed_over_at timestamptz,
  ended_at timestamptz, ended_cause text check (ended_cause in ('customer', 'company', 'breach', 'dropped')),
  is_special boolean not null default false, special_reasons text[] not null default '{}', corrections int not null default 0,
  buyers text not null default '', is_local boolean not null default true, disclosures text[] not null default '{}', note text not null default '',
  cover_id uuid, withdrawal jsonb, file_due_at timestamptz, filed_at timestamptz, credit_cancelled jsonb, counted_at timestamptz,
  volume_id uuid, volume_seq int,
  created_at timestamptz not null, created_by uuid, journal_id uuid, version int not null default 1,
  primary key (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, consultant_id) references staff (company_id, id),
  check (state in ('draft', 'subscribing', 'cancelled') or (effective_at is not null and number is not null)),
  check (state <> 'contracted' or signed_at is not null), check (state <> 'handed_over' or handed_over_at is not null),
  check ((state = 'cancelled') = (ended_at is not null)));
-- Nobody sells a unit twice; memberships are never used up.
create unique index s0_02_info_8_one_live_deal_a_unit on deals (company_id, unit_id)
  where unit_id is not null and kind in ('room', 'vehicle') and state not in ('draft', 'cancelled');
create unique index deals_number on deals (company_id, site_id, number) where number is not null;
create unique index deals_contract_number on deals (company_id, site_id, contract_number) where contract_number is not null;
create index deals_of_site on deals (company_id, site_id, created_at desc, id desc);
create index deals_of_consultant on deals (company_id, consultant_id, created_at desc, id desc);
create index deals_of_team on deals (company_id, team_id, created_at desc, id desc);
create index deals_by_time on deals (company_id, created_at desc, id desc);
create index deals_of_customer on deals (company_id, customer_id, created_at desc);
create index deals_of_unit on deals (company_id, unit_id) where unit_id is not null;
create index deals_effective on deals (company_id, site_id, effective_at desc, id desc) where effective_at is not null;
create index deals_signed on deals (company_id, site_id, signed_at desc, id desc) where signed_at is not null;
create index deals_handed_over on deals (company_id, site_id, handed_over_at desc, id desc) where handed_over_at is not null;
create index deals_small_deposit on deals (company_id, site_id, small_deposit_at desc, id desc) where small_deposit_at is not null;
create index deals_queue on deals (company_id, site_id, order_date) where kind = 'vehicle' and state in ('subscribed', 'contracted');

-- A promise beyond the list: a discount, a later signing, another way to pay.
create table deal_terms (
  company_id uuid not null, id uuid not null, deal_id uuid not null,
  kind text not null check (kind in ('discount', 'later_signing', 'other_payment', 'engineering', 'other')),
  body text not null, price_fen bigint, until_on date, state text not null default 'pending' check (state in ('pending', 'granted', 'refused')),
  asked_by uuid, asked_at timestamptz not null, decided_at timestamptz, journal_id uuid,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_terms_of on deal_terms (company_id, deal_id, asked_at);

create table deal_changes (
  company_id uuid not null, id uuid not null, deal_id uuid not null,
  kind text not null check (kind in ('terms', 'unit', 'name', 'allocation', 'cover')), before jsonb not null, after jsonb not null,
  reason text not null default '', state text not null default 'pending' check (state in ('pending', 'done', 'refused')), fee_fen bigint not null default 0,
  asked_by uuid, asked_at timestamptz not null, done_at timestamptz, journal_id uuid,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_changes_of on deal_changes (company_id, deal_id, asked_at);
create unique index s0_08_d_1b_one_change_at_a_time on deal_changes (company_id, deal_id) where state = 'pending';

create table deal_papers (
  company_id uuid not null, deal_id uuid not null, paper text not null, copies int not null default 1, note text not null default '',
  received_at timestamptz not null, received_by uuid, primary key (company_id, deal_id, paper),
  foreign key (company_id, deal_id) references deals (company_id, id));

create table deal_copies (
  company_id uuid not null, id uuid not null, deal_id uuid not null, document text not null check (document in ('subscription', 'contract', 'supplement')),
  seq int not null, holder text not null check (holder in ('customer', 'finance', 'sales', 'consultant')),
  state text not null default 'out' check (state in ('out', 'returned', 'filed')), moved_at timestamptz not null, moved_by uuid,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create unique index deal_copies_once on deal_copies (company_id, deal_id, document, seq);

create table deal_corrections (
  company_id uuid not null, deal_id uuid not null, seq int not null, place text not null, fine_yuan int not null default 0,
  at timestamptz not null, by_id uuid, journal_id uuid, primary key (company_id, deal_id, seq),
  foreign key (company_id, deal_id) references deals (company_id, id));

create table deal_supplements (
  company_id uuid not null, id uuid not null, deal_id uuid not null, number text not null, title text not null, body text not null,
  signed_on date not null, added_at timestamptz not null, added_by uuid, journal_id uuid,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_supplements_of on deal_supplements (company_id, deal_id, added_at);

-- Numbers without gaps: the row is locked by whoever takes one, and rolls back with them.
create table number_series (
  company_id uuid not null, series text not null, site_id uuid not null, period text not null, last int not null,
  primary key (company_id, series, site_id, period));

create table contract_volumes (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, number text not null, contracts int not null,
  bound_at timestamptz not null, bound_by uuid, journal_id uuid, primary key (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id));
create index contract_volumes_of on contract_volumes (company_id, site_id, month);

create table deal_settings (
  company_id uuid not null, site_id uuid not null, kind text not null check (kind in ('room', 'vehicle', 'membership', 'stock')),
  deposit_fen bigint not null check (deposit_fen > 0), set_at timestamptz not null, set_by uuid, journal_id uuid,
  primary key (company_id, site_id, kind), foreign key (company_id, site_id) references sites (company_id, id));

alter table deal_verdicts add column for_deal uuid;
create index deal_verdicts_for_deal on deal_verdicts (company_id, for_deal) where for_deal is not null;

do $$ declare t text; begin
  foreach t in array array['deals', 'deal_terms', 'deal_changes', 'deal_papers', 'deal_copies', 'deal_corrections', 'deal_supplements',
      'number_series', 'contract_volumes', 'deal_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
