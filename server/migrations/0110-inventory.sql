-- Inventory: everything that can be sold, who holds it until when, price lists, areas, launch day, stock reports, returned goods.

create table units (
  company_id uuid not null, id uuid not null, site_id uuid not null,
  kind text not null check (kind in ('room', 'vehicle', 'membership', 'stock')),
  code text not null, name text not null default '',
  project text not null default '', building text not null default '', entrance text not null default '', floor int, room text not null default '',
  layout text not null default '', predicted_area numeric(12, 2), surveyed_area numeric(12, 2), inner_area numeric(12, 2),
  vin text, model text not null default '', colour text not null default '', location text not null default '',
  stock_state text check (stock_state in ('in_transit', 'in_stock', 'at_branch', 'display', 'test_drive')), arrived_on date, at_branch_since date,
  validity_days int, quantity int check (quantity >= 0),
  state text not null check (state in ('withheld', 'available', 'held', 'subscribed', 'contracted', 'handed_over')), withheld_reason text not null default '',
  is_marked boolean not null default false, marked_at timestamptz, marked_by uuid, mark_place text check (mark_place in ('board', 'vehicle')),
  list_price_fen bigint, floor_price_fen bigint, unit_price_fen bigint, is_fixed_price boolean not null default false, sold_price_fen bigint,
  fields jsonb not null default '{}', deal_id uuid, customer_id uuid, consultant_id uuid, launch_id uuid, import_id uuid,
  added_at timestamptz not null, changed_at timestamptz not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index units_code on units (company_id, site_id, code);
create unique index units_vin on units (company_id, vin) where vin is not null;
create index units_of_site on units (company_id, site_id, kind, code, id);
create index units_import on units (company_id, import_id) where import_id is not null;
create index units_launch on units (company_id, launch_id) where launch_id is not null;
create index units_deal on units (company_id, deal_id) where deal_id is not null;

create table unit_fields (
  company_id uuid not null, id uuid not null, kind text not null check (kind in ('room', 'vehicle', 'membership', 'stock')), key text not null,
  label text not null, type text not null check (type in ('text', 'number', 'date', 'choice')), options text[] not null default '{}',
  position int not null, retired_at timestamptz, created_at timestamptz not null, primary key (company_id, id));
create unique index unit_fields_key on unit_fields (company_id, kind, key);

create table holds (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, customer_id uuid, consultant_id uuid not null,
  team_id uuid, launch_id uuid, buyer_id uuid, reason text not null default '', placed_at timestamptz not null, expires_at timestamptz not null,
  extended int not null default 0, extension_asked_at timestamptz,
  state text not null check (state in ('live', 'expired', 'released', 'passed_on', 'converted', 'displaced')),
  ended_at timestamptz, ended_reason text not null default '', passed_from uuid, deal_id uuid, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, unit_id) references units (company_id, id));
-- The second witness of two consultants who press at once: whoever commits first has it.
create unique index s0_02_info_8_one_live_hold_per_unit on holds (company_id, unit_id) where state = 'live';
create index holds_of_unit on holds (company_id, unit_id, placed_at desc, id desc);
create index holds_of_consultant on holds (company_id, consultant_id, placed_at desc, id desc);
create index holds_live_of_customer on holds (company_id, customer_id) where state = 'live';
create index holds_of_site on holds (company_id, site_id, placed_at desc, id desc);
create index holds_of_buyer on holds (company_id, buyer_id) where buyer_id is not null;

-- Who sold what was marked for somebody else bears what follows; kept beside the journal, so that it can be listed.
create table unit_liabilities (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, staff_id uuid not null, harmed_id uuid, deal_id uuid,
  reason text not null, at timestamptz not null, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, unit_id) references units (company_id, id));
create index unit_liabilities_of on unit_liabilities (company_id, unit_id, at desc);

create table quotes (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, customer_id uuid, consultant_id uuid not null,
  price_fen bigint not null check (price_fen > 0), list_price_fen bigint not null, needs_approval boolean not null,
  channel text not null check (channel in ('in_person', 'phone', 'message')), basis text not null default '', at timestamptz not null,
  journal_id uuid not null, primary key (company_id, id), foreign key (company_id, unit_id) references units (company_id, id));
create index quotes_of on quotes (company_id, unit_id, at desc, id desc);

-- Price lists of a site. What a unit cost at an instant is the item of the latest approved list in effect then.
create table price_lists (
  company_id uuid not null, id uuid not null, site_id uuid not null, number int not null, name text not null, reason text not null default '',
  state text not null check (state in ('draft', 'pending', 'approved', 'dropped')), effective_at timestamptz not null, applied_at timestamptz,
  created_at timestamptz not null, created_by uuid, decided_at timestamptz, approval_id uuid, journal_id uuid, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index price_lists_number on price_lists (company_id, site_id, number);
create unique index s0_10_a_4b_one_pending_list on price_lists (company_id, site_id) where state = 'pending';

create table price_list_items (
  company_id uuid not null, list_id uuid not null, unit_id uuid not null, list_price_fen bigint not null check (list_price_fen > 0),
  floor_price_fen bigint, unit_price_fen bigint, is_fixed_price boolean not null default false, before_fen bigint,
  primary key (company_id, list_id, unit_id), check (floor_price_fen is null or (floor_price_fen > 0 and floor_price_fen <= list_price_fen)),
  foreign key (company_id, list_id) references price_lists (company_id, id), foreign key (company_id, unit_id) references units (company_id, id));
create index price_list_items_of_unit on price_list_items (company_id, unit_id);

-- Areas: computed jointly, surveyed, confirmed by both departments (and the buyer of a sold room), approved, filed with finance.
create table area_changes (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, number int not null,
  from_area numeric(12, 2), surveyed_area numeric(12, 2) not null, inner_area numeric(12, 2), survey_reference text not null, reason text not null default '',
  state text not null check (state in ('confirming', 'approving', 'approved', 'filed', 'refused')),
  proposed_by uuid not null, proposed_at timestamptz not null, development_by uuid, development_at timestamptz, marketing_by uuid, marketing_at timestamptz,
  needs_buyer boolean not null default false, buyer_confirmed_at timestamptz, buyer_note text not null default '', approval_id uuid,
  approved_at timestamptz, filed_by uuid, filed_at timestamptz, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, unit_id) references units (company_id, id));
create unique index s0_10_a_5_one_open_area_change on area_changes (company_id, unit_id) where state in ('confirming', 'approving');
create unique index area_changes_number on area_changes (company_id, site_id, number);

create table launches (
  company_id uuid not null, id uuid not null, site_id uuid not null, name text not null, mode text not null check (mode in ('all_at_once', 'by_order_number')),
  opens_at timestamptz not null, closes_at timestamptz, group_size int not null default 1, group_minutes int not null default 1,
  per_buyer int not null default 1, hold_minutes int not null default 60,
  state text not null check (state in ('registering', 'ready', 'closed')), seed text, created_at timestamptz not null, created_by uuid,
  closed_at timestamptz, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create index launches_of_site on launches (company_id, site_id, opens_at desc);

create table launch_buyers (
  company_id uuid not null, id uuid not null, launch_id uuid not null, customer_id uuid not null, consultant_id uuid not null,
  order_number int, registered_at timestamptz not null, removed_at timestamptz, primary key (company_id, id),
  foreign key (company_id, launch_id) references launches (company_id, id));
create unique index launch_buyers_once on launch_buyers (company_id, launch_id, customer_id) where removed_at is null;
create unique index launch_buyers_number on launch_buyers (company_id, launch_id, order_number) where order_number is not null and removed_at is null;
create index launch_buyers_order on launch_buyers (company_id, launch_id, registered_at, id);

-- Vehicles: called back from a second-tier store, and the stock reports of the day.
create table recalls (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, branch text not null, since date not null, due_on date not null,
  called_at timestamptz not null, returned_at timestamptz, days_late int, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, unit_id) references units (company_id, id));
create unique index s2_15_c6_13_one_recall on recalls (company_id, unit_id) where returned_at is null;
create index recalls_of_site on recalls (company_id, site_id, called_at desc, id desc);

create table vehicle_moves (
  company_id uuid not null, id uuid not null, unit_id uuid not null, site_id uuid not null, from_location text not null, to_location text not null,
  from_state text, to_state text not null, moved_by text not null check (moved_by in ('company', 'local_dealer')), inspected boolean not null,
  note text not null default '', at timestamptz not null, by uuid, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, unit_id) references units (company_id, id));
create index vehicle_moves_of on vehicle_moves (company_id, unit_id, at desc);

create table stock_reports (
  company_id uuid not null, id uuid not null, site_id uuid not null, day date not null, slot text not null check (slot in ('morning', 'afternoon')),
  state text not null check (state in ('in', 'missing')), due_at timestamptz not null, reported_at timestamptz, reported_by uuid, is_late boolean not null,
  found int not null default 0, differences jsonb not null default '[]', note text not null default '', checked_at timestamptz, checked_by uuid,
  journal_id uuid not null, primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index s2_15_c6_02_one_report_a_slot on stock_reports (company_id, site_id, day, slot);

-- Goods that come back after a complaint: four copies, checked in by the store, booked by the accountant.
create table return_slips (
  company_id uuid not null, id uuid not null, site_id uuid not null, number int not null, unit_id uuid, customer_id uuid, deal_id uuid, goods text not null,
  reason text not null, handling text not null check (handling in ('return', 'rework')), basis text not null, approved_quantity int not null check (approved_quantity > 0),
  order_tolerance_percent int, actual_quantity int, booked_quantity int, held_quantity int not null default 0, copies int not null default 4,
  state text not null check (state in ('approving', 'approved', 'asking', 'received', 'booked', 'refused')), asked_note text not null default '',
  instruction text not null default '', instructed_by uuid, received_by uuid, received_at timestamptz, booked_by uuid, booked_at timestamptz,
  made_by uuid not null, made_at timestamptz not null, approval_id uuid, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index return_slips_number on return_slips (company_id, site_id, number);
create index return_slips_of_site on return_slips (company_id, site_id, made_at desc, id desc);

do $$ declare t text; begin
  foreach t in array array['units', 'unit_fields', 'holds', 'unit_liabilities', 'quotes', 'price_lists', 'price_list_items', 'area_changes', 'launches',
                           'launch_buyers', 'recalls', 'vehicle_moves', 'stock_reports', 'return_slips'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
