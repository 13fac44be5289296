-- Claims: cards, follow-ups, the pool, handovers, disputes, verdicts.

create table claims (
  company_id uuid not null, id uuid not null, customer_id uuid not null, owner_id uuid not null, site_id uuid not null, team_id uuid,
  origin text not null check (origin in ('visit', 'call', 'referral', 'event', 'import', 'manual', 'pool', 'passed_on')),
  state text not null check (state in ('draft', 'awaiting_signature', 'live', 'waste', 'void', 'cancelled', 'lapsed', 'transferred', 'closed')),
  stage text check (stage in ('first_due', 'second_due', 'signing', 'running')),
  registered_at timestamptz not null, effective_at timestamptz, due_at timestamptz, protected_until timestamptz,
  ended_at timestamptz, ended_reason text, signed_at timestamptz, signed_by uuid,
  follow_ups int not null default 0, sms_run int not null default 0, last_contact_at timestamptz,
  signing_since timestamptz, second_due_on date, long_term boolean not null default false,
  first_sms_due_at timestamptz, first_sms_at timestamptz, closed_at timestamptz,
  previous_claim_id uuid, helps_claim_id uuid, planned_on date, custodian text, note text not null default '',
  import_id uuid, version int not null default 1,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, owner_id) references staff (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id),
  check ((ended_at is null) = (ended_reason is null)),
  check (ended_at is not null or state in ('draft', 'awaiting_signature', 'live', 'closed')));
-- The second witness of S4.01.a17.first, S0.02.own.1 and S0.08.c.5: a customer has one owner, whoever pressed first.
create unique index s0_02_own_1_one_live_owner on claims (company_id, customer_id) where ended_at is null and effective_at is not null;
create index claims_of_customer on claims (company_id, customer_id, registered_at desc, id desc);
create index claims_of_owner_due on claims (company_id, owner_id, due_at, id) where ended_at is null;
create index claims_of_team_due on claims (company_id, team_id, due_at, id) where ended_at is null;
create index claims_of_site_due on claims (company_id, site_id, due_at, id) where ended_at is null;
create index claims_unsigned on claims (company_id, site_id, registered_at, id)
  where ended_at is null and (state = 'awaiting_signature' or stage = 'signing');
create index claims_ended_of_site on claims (company_id, site_id, ended_at desc, id desc) where ended_at is not null;
create index claims_of_site_recent on claims (company_id, site_id, registered_at desc, id desc) where ended_at is null;
create index claims_recent on claims (company_id, registered_at desc, id desc) where ended_at is null;
create index claims_due on claims (company_id, due_at, id) where ended_at is null and due_at is not null;
create index claims_ended on claims (company_id, ended_at desc, id desc) where ended_at is not null;
create index claims_of_import on claims (company_id, import_id) where import_id is not null;

create table follow_ups (
  company_id uuid not null, id uuid not null, customer_id uuid not null, claim_id uuid, site_id uuid, author_id uuid not null,
  at timestamptz not null, recorded_at timestamptz not null,
  channel text not null check (channel in ('call', 'visit', 'reception', 'sms', 'chat', 'email', 'note')),
  answered boolean not null, body text not null default '', next_on date,
  valid boolean not null, why_not text, is_first_sms boolean not null default false, asked_for_help boolean not null default false,
  template_id uuid, import_id uuid, journal_id uuid, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, author_id) references staff (company_id, id));
create index follow_ups_of_customer on follow_ups (company_id, customer_id, at desc, id desc);
create index follow_ups_of_author on follow_ups (company_id, author_id, at desc, id desc);
create index follow_ups_of_site on follow_ups (company_id, site_id, at desc, id desc);
create index follow_ups_of_import on follow_ups (company_id, import_id) where import_id is not null;

create table follow_up_comments (
  company_id uuid not null, id uuid not null, follow_up_id uuid not null, author_id uuid not null, body text not null,
  at timestamptz not null, primary key (company_id, id),
  foreign key (company_id, follow_up_id) references follow_ups (company_id, id));
create index follow_up_comments_of on follow_up_comments (company_id, follow_up_id, at);

create table follow_up_templates (
  company_id uuid not null references companies (id), id uuid not null, channel text not null, purpose text not null, title text not null,
  body text not null, position int not null default 0, retired_at timestamptz, version int not null default 1, primary key (company_id, id));

create table pool_entries (
  company_id uuid not null, id uuid not null, customer_id uuid not null, site_id uuid not null, from_claim_id uuid not null,
  ex_owner_id uuid not null, entered_at timestamptz not null, reason text not null,
  left_at timestamptz, left_reason text check (left_reason in ('taken', 'passed_on', 'registered', 'merged')), taken_by uuid, taken_claim_id uuid,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id));
create unique index pool_entries_one_open on pool_entries (company_id, customer_id) where left_at is null;
create index pool_entries_of_site on pool_entries (company_id, site_id, entered_at desc, id desc) where left_at is null;

-- The quotas count under this row's lock, so that two windows do not share the last one.
create table pool_days (
  company_id uuid not null, staff_id uuid not null, day date not null, taken int not null default 0, viewed int not null default 0,
  primary key (company_id, staff_id, day));
create table pool_views (
  company_id uuid not null, staff_id uuid not null, day date not null, customer_id uuid not null, at timestamptz not null,
  primary key (company_id, staff_id, day, customer_id));

create table handovers (
  company_id uuid not null, id uuid not null, owner_id uuid not null, why text not null check (why in ('left', 'transferred', 'long_leave')),
  leave_days int, method text not null, drawn uuid[] not null default '{}', reason text not null default '', claims int not null,
  at timestamptz not null, by uuid, journal_id uuid not null, primary key (company_id, id));
create index handovers_of on handovers (company_id, at desc, id desc);
create table handover_items (
  company_id uuid not null, handover_id uuid not null, claim_id uuid not null, customer_id uuid not null, to_id uuid not null,
  new_claim_id uuid not null, primary key (company_id, handover_id, claim_id),
  foreign key (company_id, handover_id) references handovers (company_id, id));

-- After a change of hands the customer is told, and the new contact gets in touch (S2.03.a8.replace).
create table contact_changes (
  company_id uuid not null, id uuid not null, customer_id uuid not null, claim_id uuid not null, former_id uuid not null,
  replacement_id uuid not null, tell_by timestamptz not null, contact_by timestamptz not null, told_at timestamptz, told_by uuid,
  told_how text not null default '', contacted_at timestamptz, at timestamptz not null, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index contact_changes_open on contact_changes (company_id, replacement_id, contact_by) where contacted_at is null;
create index contact_changes_untold on contact_changes (company_id, tell_by) where told_at is null;
create index contact_changes_of on contact_changes (company_id, customer_id, at desc);

-- Two persons, one customer: first they talk, then the department mediates, then somebody rules.
create table claim_disputes (
  company_id uuid not null, id uuid not null, customer_id uuid not null, site_id uuid not null, opened_by uuid not null,
  parties uuid[] not null, reason text not null, state text not null check (state in ('talking', 'mediation', 'settled')),
  opened_at timestamptz not null, settled_at timestamptz, settled_by uuid,
  verdict text check (verdict in ('agreed', 'ruled', 'quarrel', 'ruling_disobeyed')), ruling jsonb, verdict_reason text not null default '',
  version int not null default 1, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create unique index claim_disputes_one_open on claim_disputes (company_id, customer_id) where settled_at is null;
create index claim_disputes_of_site on claim_disputes (company_id, site_id, opened_at desc, id desc);

-- Who is credited with a deal and who is paid, in percent, with the story it was decided on.
create table deal_verdicts (
  company_id uuid not null, id uuid not null, customer_id uuid not null, claim_id uuid, site_id uuid not null, deal_at timestamptz not null,
  deal_ref text not null default '', story jsonb not null, case_name text not null, shares jsonb not null, caretaker text not null,
  decided_at timestamptz not null, decided_by uuid, superseded_at timestamptz, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index deal_verdicts_of on deal_verdicts (company_id, customer_id, decided_at desc);

do $$ declare t text; begin
  foreach t in array array['claims', 'follow_ups', 'follow_up_comments', 'follow_up_templates', 'pool_entries', 'pool_days', 'pool_views',
    'handovers', 'handover_items', 'contact_changes', 'claim_disputes', 'deal_verdicts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
