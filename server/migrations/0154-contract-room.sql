-- The contract room: seals and their register, the second check of what was keyed, copies refused for their writing, major deals.
create table seals (
  company_id uuid not null, id uuid not null, site_id uuid not null, name text not null,
  kind text not null check (kind in ('contract', 'correction', 'company', 'other')),
  custodian_id uuid, retired_at timestamptz, created_at timestamptz not null, created_by uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index s0_07_con_17_one_contract_seal on seals (company_id, site_id) where kind = 'contract' and retired_at is null;
create index seals_of_site on seals (company_id, site_id, created_at);

-- Every time a seal is asked for, leaves and comes back; also when nobody consented.
create table seal_movements (
  company_id uuid not null, id uuid not null, seal_id uuid not null, site_id uuid not null,
  state text not null check (state in ('asked', 'consented', 'out', 'back', 'refused', 'withdrawn')),
  is_incident boolean not null default false, borrower_id uuid not null, purpose text not null, place text not null default '',
  back_by timestamptz, asked_at timestamptz not null, asked_by uuid, taken_at timestamptz, handed_out_by uuid,
  returned_at timestamptz, returned_to uuid, note text not null default '',
  consequence text, fine_yuan int not null default 0, approval_id uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, seal_id) references seals (company_id, id),
  foreign key (company_id, borrower_id) references staff (company_id, id),
  check (is_incident or back_by is not null), check (state not in ('out', 'back') or taken_at is not null));
create unique index s0_07_con_17_one_borrowing_at_a_time on seal_movements (company_id, seal_id) where state = 'out';
create index seal_movements_of_site on seal_movements (company_id, site_id, asked_at desc, id desc);
create index seal_movements_of_seal on seal_movements (company_id, seal_id, asked_at desc, id desc);
create index seal_movements_of_borrower on seal_movements (company_id, borrower_id, asked_at desc, id desc);

-- One row a signed contract: what was keyed of it, compared by somebody else.
create table deal_rechecks (
  company_id uuid not null, deal_id uuid not null, site_id uuid not null,
  state text not null check (state in ('waiting', 'wrong', 'confirmed')), round int not null default 1, keyed_by uuid[] not null,
  fields text[] not null, wrong text[] not null default '{}', digests jsonb not null default '{}', due_at timestamptz not null,
  note text not null default '', checked_at timestamptz, checked_by uuid, journal_id uuid not null,
  primary key (company_id, deal_id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_rechecks_open on deal_rechecks (company_id, site_id, due_at) where state <> 'confirmed';

alter table deal_copies drop constraint deal_copies_state_check;
alter table deal_copies add constraint deal_copies_state_check check (state in ('out', 'returned', 'filed', 'rewrite'));
create table deal_copy_refusals (
  company_id uuid not null, id uuid not null, deal_id uuid not null, copy_id uuid not null,
  fault text not null check (fault in ('untidy', 'blurred', 'wrong_pen')), note text not null default '', writer_id uuid not null,
  fine_yuan int not null, at timestamptz not null, by_id uuid, rewritten_at timestamptz, rewritten_by uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id),
  foreign key (company_id, copy_id) references deal_copies (company_id, id));
create unique index s0_07_ct_2_one_refusal_of_a_copy on deal_copy_refusals (company_id, copy_id) where rewritten_at is null;
create index deal_copy_refusals_of on deal_copy_refusals (company_id, deal_id, at);

create table deal_majors (
  company_id uuid not null, deal_id uuid not null, causes text[] not null default '{}', told_at timestamptz,
  flagged_at timestamptz, flagged_by uuid, flag_reason text, waived_at timestamptz, waived_by uuid, waiver_reason text,
  primary key (company_id, deal_id), foreign key (company_id, deal_id) references deals (company_id, id));
create table deal_manager_parts (
  company_id uuid not null, id uuid not null, deal_id uuid not null, kind text not null check (kind in ('negotiation', 'signing')),
  on_day date not null, note text not null default '', at timestamptz not null, by_id uuid not null, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_manager_parts_of on deal_manager_parts (company_id, deal_id, at);

do $$ declare t text; begin
  foreach t in array array['seals', 'seal_movements', 'deal_rechecks', 'deal_copy_refusals', 'deal_majors', 'deal_manager_parts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- The right to borrow and keep seals, for companies of the release before.
alter table roles no force row level security;
with given (role_keys, name, scope) as (values
  ('{consultant,team_leader}', 'deals.seals', 'self'),
  ('{supervisor,sales_assistant,manager}', 'deals.seals', 'site'),
  ('{finance,director,general_manager,owner}', 'deals.seals', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys::text[]) and roles.grants <> '{}'::jsonb and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;
alter table roles force row level security;
