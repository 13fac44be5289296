-- Wrong customer information and how it is put right: the case with its ten steps, and the tasks given to departments (S2.03.e1).
create table remedies (
  company_id uuid not null, id uuid not null, site_id uuid not null, customer_id uuid not null,
  state text not null check (state in ('drafting', 'plan_review', 'organising', 'executing', 'reporting', 'report_review', 'filed', 'dropped')),
  what text not null, plan text, report text, remark text not null default '',
  opened_at timestamptz not null, opened_by uuid, ended_at timestamptz, filed_at timestamptz,
  version int not null default 1, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create unique index s2_03_e1_one_open_remedy on remedies (company_id, customer_id) where ended_at is null;
create index remedies_of_site on remedies (company_id, site_id, opened_at desc, id desc);
create index remedies_by_time on remedies (company_id, opened_at desc, id desc);

-- Which step was done when, and by whom; a step that came back is done again.
create table remedy_steps (
  company_id uuid not null, remedy_id uuid not null, step text not null, at timestamptz not null, by_id uuid,
  primary key (company_id, remedy_id, step), foreign key (company_id, remedy_id) references remedies (company_id, id));

create table remedy_tasks (
  company_id uuid not null, id uuid not null, remedy_id uuid not null, seq int not null, department text not null, what text not null,
  assignee_id uuid not null, due_on date not null, feedback text, done_at timestamptz, done_by uuid, primary key (company_id, id),
  foreign key (company_id, remedy_id) references remedies (company_id, id),
  foreign key (company_id, assignee_id) references staff (company_id, id));
create index remedy_tasks_of on remedy_tasks (company_id, remedy_id, seq);
create index remedy_tasks_mine on remedy_tasks (company_id, assignee_id) where done_at is null;

do $$ declare t text; begin
  foreach t in array array['remedies', 'remedy_steps', 'remedy_tasks'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- Rights of remedies for companies of the release before: a shipped role gets what a new company's has. A role the house emptied stays
-- empty; what a role holds already stays as it is.
alter table roles no force row level security;

with given (role_keys, name, scope) as (values
  ('{consultant,team_leader,sales_assistant,front_desk,steward,market_specialist,finance,archivist}', 'remedies.read', 'self'),
  ('{supervisor,manager,customer_service}', 'remedies.read', 'site'),
  ('{director,general_manager,administrator,owner}', 'remedies.read', 'company'),
  ('{customer_service}', 'remedies.handle', 'site'),
  ('{director,general_manager,owner}', 'remedies.handle', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys::text[]) and roles.grants <> '{}'::jsonb and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;

alter table roles force row level security;
