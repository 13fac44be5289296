-- Written notices between departments: the departments of a site with those who receive for them, the notices, what each department did.
create table departments (
  company_id uuid not null, id uuid not null, site_id uuid not null, key text, name text not null, closed_at timestamptz,
  created_at timestamptz not null, primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index departments_key on departments (company_id, site_id, key) where key is not null;
create unique index departments_name on departments (company_id, site_id, name);

create table department_receivers (
  company_id uuid not null, department_id uuid not null, staff_id uuid not null, primary key (company_id, department_id, staff_id),
  foreign key (company_id, department_id) references departments (company_id, id), foreign key (company_id, staff_id) references staff (company_id, id));
create index department_receivers_of on department_receivers (company_id, staff_id);

create table liaison_notes (
  company_id uuid not null, id uuid not null, site_id uuid not null, number text not null,
  kind text not null check (kind in ('feedback', 'technical_requirement', 'technical_change', 'order', 'task', 'cause')),
  from_id uuid, customer_id uuid, deal_id uuid, body text not null check (body <> ''), wanted_on date not null,
  sent_at timestamptz not null, done_at timestamptz, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id));
create unique index liaison_notes_number on liaison_notes (company_id, site_id, number);
create index liaison_notes_of_site on liaison_notes (company_id, site_id, sent_at desc, id desc);
create index liaison_notes_by_time on liaison_notes (company_id, sent_at desc, id desc);
create index liaison_notes_from on liaison_notes (company_id, from_id, sent_at desc, id desc);
create index liaison_notes_of_deal on liaison_notes (company_id, deal_id, sent_at desc) where deal_id is not null;
create index liaison_notes_of_customer on liaison_notes (company_id, customer_id, sent_at desc) where customer_id is not null;
-- An order is forwarded to the departments once.
create unique index s1_09_o2_forwarded_once on liaison_notes (company_id, deal_id) where kind = 'order';

create table liaison_addressees (
  company_id uuid not null, note_id uuid not null, department_id uuid not null, received_at timestamptz, received_by uuid,
  answered_at timestamptz, answered_by uuid, answer text not null default '', late_at timestamptz,
  primary key (company_id, note_id, department_id), foreign key (company_id, note_id) references liaison_notes (company_id, id),
  foreign key (company_id, department_id) references departments (company_id, id),
  constraint s0_04_d5b_signed_for_before_answered check (answered_at is null or received_at is not null));
create index liaison_addressees_of on liaison_addressees (company_id, department_id, note_id);

do $$ declare t text; begin
  foreach t in array array['departments', 'department_receivers', 'liaison_notes', 'liaison_addressees'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- Rights for companies of the release before, as in 0105.
alter table roles no force row level security;

with given (role_keys, name, scope) as (values
  ('{consultant,team_leader,front_desk,steward,market_specialist,customer_service,archivist,finance}', 'liaison.read', 'self'),
  ('{supervisor,sales_assistant,manager}', 'liaison.read', 'site'),
  ('{director,general_manager,administrator,owner}', 'liaison.read', 'company'),
  ('{consultant,team_leader,supervisor,sales_assistant,front_desk,steward,market_specialist,manager,finance,customer_service,archivist,director,general_manager,administrator,owner}', 'liaison.send', 'self'),
  ('{manager}', 'liaison.manage', 'site'),
  ('{director,general_manager,administrator,owner}', 'liaison.manage', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys::text[]) and roles.grants <> '{}'::jsonb and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;

alter table roles force row level security;
