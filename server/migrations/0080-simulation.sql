-- Simulations: what was asked, how far it is, what would have gone otherwise. Written by nothing else, read by nobody but who asked.
create table simulations (
  company_id uuid not null, id uuid not null, rulebook_id uuid not null, asked_by uuid not null, asked_at timestamptz not null,
  under jsonb not null, rules jsonb not null, house_index jsonb not null, site_ids uuid[] not null, period_from timestamptz not null, period_to timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  cancel_requested boolean not null default false, done int not null default 0, total int not null default 0,
  result jsonb, ended_at timestamptz, primary key (company_id, id),
  foreign key (company_id, rulebook_id) references rulebooks (company_id, id));
create index simulations_of_person on simulations (company_id, asked_by, asked_at desc, id desc);
create index simulations_waiting on simulations (company_id, id) where state in ('waiting', 'running');

create table simulation_changes (
  company_id uuid not null, simulation_id uuid not null, number int not null,
  topic text not null, what text not null, certainty text not null, assumes text, journal_id uuid not null, kind text not null,
  at timestamptz not null, site_id uuid, subject_id text not null, customer_id text, before jsonb not null, after jsonb not null,
  staff_before text[] not null, staff_after text[] not null, clauses text[] not null, house_clauses text[] not null,
  primary key (company_id, simulation_id, number),
  foreign key (company_id, simulation_id) references simulations (company_id, id) on delete cascade);

do $$ declare t text; begin
  foreach t in array array['simulations', 'simulation_changes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
