-- The course of a sale: where each deal stands and since when, what completed each step, and the alerts of steps that are overdue.
create table deal_courses (
  company_id uuid not null, deal_id uuid not null, site_id uuid not null,
  step text, since timestamptz not null, due_at timestamptz, promised_at timestamptz,
  primary key (company_id, deal_id), foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_courses_waiting on deal_courses (company_id, site_id, due_at, deal_id) where step is not null;

create table deal_steps (
  company_id uuid not null, id uuid not null, deal_id uuid not null, step text not null,
  how text not null check (how in ('event', 'person')), done_at timestamptz not null, by_id uuid, responsible_id uuid not null,
  note text not null default '', undone_at timestamptz, journal_id uuid,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id),
  foreign key (company_id, responsible_id) references staff (company_id, id));
create unique index deal_steps_once on deal_steps (company_id, deal_id, step) where undone_at is null;

create table deal_step_alerts (
  company_id uuid not null, id uuid not null, deal_id uuid not null, site_id uuid not null, step text not null,
  responsible_id uuid not null, since timestamptz not null, due_at timestamptz not null, raised_at timestamptz not null,
  closed_at timestamptz, closed_by uuid, cause text not null default '', remedy text not null default '', by_on date, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id),
  foreign key (company_id, responsible_id) references staff (company_id, id),
  -- An alert closes with a corrective note, never without.
  constraint s1_01_a14_closed_with_a_note
    check (closed_at is null or (cause <> '' and remedy <> '' and by_on is not null and closed_by is not null)));
create unique index deal_step_alerts_one_open on deal_step_alerts (company_id, deal_id, step) where closed_at is null;
create index deal_step_alerts_of_site on deal_step_alerts (company_id, site_id, raised_at desc, id desc);
create index deal_step_alerts_by_time on deal_step_alerts (company_id, raised_at desc, id desc);

do $$ declare t text; begin
  foreach t in array array['deal_courses', 'deal_steps', 'deal_step_alerts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
