-- The desk: one rotation sheet per site and day, its ledger, visits, calls, duty lists.

create table desk_sheets (
  company_id uuid not null, site_id uuid not null, day date not null,
  status text not null check (status in ('planned', 'open', 'closed')), sheet jsonb not null, version int not null default 1,
  opened_at timestamptz, closed_at timestamptz, primary key (company_id, site_id, day),
  foreign key (company_id, site_id) references sites (company_id, id));

create table visits (
  company_id uuid not null, id uuid not null, site_id uuid not null, day date not null, number int not null,
  state text not null check (state in ('waiting', 'called', 'serving', 'finished', 'left')),
  kind text not null, service text not null, purpose text not null, visitor text not null default '',
  customer_id uuid, standing text not null default 'none', party_size int not null, parties int not null,
  server_id uuid, unit_id uuid, helpers uuid[] not null default '{}', on_behalf_of uuid,
  credited_to uuid, credited_unit uuid, turn_used boolean not null default false, counts_until_explained boolean not null default false,
  parallel boolean not null default false,
  owner_kind text not null default 'none' check (owner_kind in ('none', 'keep', 'new', 'transfer', 'share')),
  owner_id uuid, previous_owner_id uuid, closes_previous boolean not null default false,
  owner_needs text check (owner_needs in ('supervisor')), owner_settled_at timestamptz, claim_id uuid,
  hints text[] not null default '{}', input jsonb not null, registration_due boolean not null default false,
  arrived_at timestamptz not null, called_at timestamptz, started_at timestamptz, ended_at timestamptz, alerted_at timestamptz,
  interest text not null default '', outcome text, note text not null default '', import_id uuid,
  journal_id uuid not null, version int not null default 1, primary key (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, server_id) references staff (company_id, id),
  -- S4.01.a10.single: one group, one server, from being called to the end.
  constraint s4_01_a10_one_server check (server_id is not null or state in ('waiting', 'left')));
create unique index s4_01_a06_one_turn_number on visits (company_id, site_id, day, number);
-- S1.19.x.7, S4.01.a30: one visitor at a time, unless looking after a second one because nobody is free.
create unique index s1_19_x_7_one_visitor_at_a_time on visits (company_id, site_id, day, server_id)
  where state in ('called', 'serving') and not parallel;
create index visits_register on visits (company_id, site_id, day desc, number desc);
create index visits_of_customer on visits (company_id, customer_id, arrived_at desc, id desc) where customer_id is not null;
create index visits_of_server on visits (company_id, server_id, arrived_at desc, id desc) where server_id is not null;
create index visits_unregistered on visits (company_id, server_id) where registration_due;
create index visits_unconfirmed on visits (company_id, site_id, arrived_at) where owner_needs is not null and owner_settled_at is null;
create index visits_import on visits (company_id, import_id) where import_id is not null;

create table visit_steps (
  company_id uuid not null, id uuid not null, visit_id uuid not null, at timestamptz not null, body text not null, by_id uuid,
  primary key (company_id, id), foreign key (company_id, visit_id) references visits (company_id, id));
create index visit_steps_of on visit_steps (company_id, visit_id, at, id);

-- The turn ledger. Entries are only ever added; the sheet is what they add up to.
create table turn_entries (
  company_id uuid not null, site_id uuid not null, day date not null, seq int not null, at timestamptz not null, kind text not null,
  unit_id uuid, staff_id uuid, visit_id uuid, make_up_id text, delta int not null, from_place int, to_place int,
  clauses text[] not null, house_clauses text[] not null default '{}', reason text, by_id uuid, journal_id uuid not null,
  primary key (company_id, site_id, day, seq), foreign key (company_id, site_id, day) references desk_sheets (company_id, site_id, day));
create index turn_entries_visit on turn_entries (company_id, visit_id, at, seq) where visit_id is not null;
create index turn_entries_staff on turn_entries (company_id, staff_id, day desc, seq desc) where staff_id is not null;
create function turn_entries_are_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'the turn ledger is append-only' using errcode = 'raise_exception'; end $$;
create trigger turn_entries_append_only before update or delete on turn_entries for each row execute function turn_entries_are_append_only();

create table calls (
  company_id uuid not null, id uuid not null, site_id uuid not null, day date not null, at timestamptz not null,
  caller text not null, contact text not null default '', need text not null default '', note text not null default '', customer_id uuid,
  due_staff_id uuid, answered_by uuid, answered_as_due boolean not null, answered_late boolean not null, rings int,
  wants_staff_id uuid, for_wanted text check (for_wanted in ('now', 'after_reception', 'when_back')), delivered_at timestamptz,
  import_id uuid, journal_id uuid not null, primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create index calls_register on calls (company_id, site_id, day desc, at desc, id desc);
create index calls_of_customer on calls (company_id, customer_id, at desc, id desc) where customer_id is not null;
create index calls_undelivered on calls (company_id, wants_staff_id) where delivered_at is null and for_wanted in ('after_reception', 'when_back');
create index calls_import on calls (company_id, import_id) where import_id is not null;

-- Who rotates on a day, in order, as planned or imported.
create table duty_lists (
  company_id uuid not null, site_id uuid not null, day date not null, units uuid[] not null, planned_at timestamptz not null, planned_by uuid,
  import_id uuid, primary key (company_id, site_id, day), foreign key (company_id, site_id) references sites (company_id, id));

do $$ declare t text; begin
  foreach t in array array['desk_sheets', 'visits', 'visit_steps', 'turn_entries', 'calls', 'duty_lists'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
