-- The plan of a site's month in its versions, and the duties that follow when sales or collections fall behind it.
create table position_plans (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, version int not null,
  contracts int not null check (contracts >= 0), sales_fen bigint not null check (sales_fen >= 0),
  collections_fen bigint not null check (collections_fen >= 0), reason text not null default '',
  set_at timestamptz not null, set_by uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index position_plans_versions on position_plans (company_id, site_id, month, version);

create table position_duties (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, through date not null,
  below text[] not null, measures jsonb not null, state text not null default 'open' check (state in ('open', 'noted', 'closed')),
  raised_at timestamptz not null, cause text not null default '', noted_at timestamptz, noted_by uuid, note_id uuid, closed_at timestamptz,
  journal_id uuid not null, primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id),
  -- A cause found is a cause told: there is no noted duty without its notice.
  constraint s0_07_sup_2_told_to_the_departments check (state = 'open' or (cause <> '' and noted_at is not null and note_id is not null)));
create unique index position_duties_one_open on position_duties (company_id, site_id) where state = 'open';
create index position_duties_of_site on position_duties (company_id, site_id, month, raised_at desc);
create index position_duties_of_note on position_duties (company_id, note_id) where note_id is not null;

do $$ declare t text; begin
  foreach t in array array['position_plans', 'position_duties'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
