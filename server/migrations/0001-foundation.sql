-- Foundation: companies, sites, people, roles, sessions, commands, journal, deadlines, rulebook versions.
-- Every key starts with company_id; row-level security keeps companies apart (forced, because the owner connects).

create table companies (
  id uuid primary key, name text not null, created_at timestamptz not null, setup_token_hash text);

create table sites (
  company_id uuid not null references companies (id), id uuid not null,
  name text not null, kind text not null check (kind in ('real_estate', 'car_showroom', 'gym', 'general')),
  time_zone text not null default 'Asia/Shanghai', calendar text not null default 'CN',
  opens_at text not null default '09:00', closes_at text not null default '18:00',
  created_at timestamptz not null, closed_at timestamptz, version int not null default 1,
  primary key (company_id, id));
create unique index sites_name on sites (company_id, name) where closed_at is null;

create table teams (
  company_id uuid not null, id uuid not null, site_id uuid not null, name text not null, leader_id uuid,
  created_at timestamptz not null, ended_at timestamptz, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index teams_name on teams (company_id, site_id, name) where ended_at is null;

create table staff (
  company_id uuid not null references companies (id), id uuid not null,
  number text, name text not null, name_pinyin text not null default '', title text not null default '',
  username text, phone text, password_hash text, totp_secret_enc text, totp_enabled_at timestamptz,
  status text not null default 'active' check (status in ('active', 'on_leave', 'left')),
  site_id uuid, team_id uuid, superior_id uuid, mentor_id uuid, probation_until date,
  must_change_password boolean not null default false, locale text not null default 'zh-CN',
  hired_on date, left_at timestamptz, created_at timestamptz not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create index staff_site on staff (company_id, site_id, status);
create unique index staff_number on staff (company_id, number) where number is not null;

-- Signing in happens before the company is known, so this table alone is outside row-level security.
create table logins (
  name text primary key, company_id uuid not null, staff_id uuid not null,
  kind text not null check (kind in ('username', 'phone')));
create index logins_staff on logins (company_id, staff_id);

create table roles (
  company_id uuid not null references companies (id), id uuid not null, key text not null, name_zh text not null, name_en text not null,
  grants jsonb not null default '{}', created_at timestamptz not null, version int not null default 1,
  primary key (company_id, id));
create unique index roles_key on roles (company_id, key);

-- A role may be held for one site only; null means the person's own site and scope as the grant says.
create table staff_roles (
  company_id uuid not null, staff_id uuid not null, role_id uuid not null,
  granted_at timestamptz not null, granted_by uuid,
  primary key (company_id, staff_id, role_id),
  foreign key (company_id, staff_id) references staff (company_id, id), foreign key (company_id, role_id) references roles (company_id, id));

-- Further sites a person works at, beside their own.
create table staff_sites (
  company_id uuid not null, staff_id uuid not null, site_id uuid not null,
  primary key (company_id, staff_id, site_id),
  foreign key (company_id, staff_id) references staff (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));

-- Sessions and API tokens: only hashes are kept. Looked up before the company is known.
create table sessions (
  token_hash text primary key, id uuid not null, company_id uuid not null, staff_id uuid not null,
  kind text not null check (kind in ('browser', 'token')), label text not null default '',
  grants_limit jsonb, created_at timestamptz not null, last_seen_at timestamptz not null, expires_at timestamptz,
  address text, user_agent text, revoked_at timestamptz);
create unique index sessions_id on sessions (company_id, id);
create index sessions_staff on sessions (company_id, staff_id) where revoked_at is null;

create table login_attempts (
  key text primary key, failures int not null, first_at timestamptz not null, locked_until timestamptz);

create table commands (
  company_id uuid not null, id uuid not null, route text not null, actor_id uuid, body_hash text not null,
  response jsonb, at timestamptz not null, primary key (company_id, id));

create table journal (
  company_id uuid not null, id uuid not null, at timestamptz not null, site_id uuid, actor_id uuid,
  kind text not null, subject_type text not null, subject_id uuid not null, customer_id uuid, staff_ids uuid[] not null default '{}',
  rulebook_version_id uuid, input jsonb not null, facts jsonb not null, decision jsonb not null,
  accepted boolean not null default true, clauses text[] not null default '{}', house_clauses text[] not null default '{}',
  overrides uuid, reason text, command_id uuid, recorded_at timestamptz not null default clock_timestamp(),
  primary key (company_id, id));
create index journal_subject on journal (company_id, subject_type, subject_id, at desc, id desc);
create index journal_customer on journal (company_id, customer_id, at desc, id desc) where customer_id is not null;
create index journal_site on journal (company_id, site_id, at desc, id desc);

create function journal_is_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'the journal is append-only' using errcode = 'raise_exception'; end $$;
create trigger journal_append_only before update or delete on journal for each row execute function journal_is_append_only();
create trigger journal_no_truncate before truncate on journal for each statement execute function journal_is_append_only();

-- What falls due by rule: settled at its exact instant, however late the server looks.
create table deadlines (
  company_id uuid not null, id uuid not null, kind text not null, subject_id uuid not null, site_id uuid,
  due_at timestamptz not null, payload jsonb not null default '{}', settled_at timestamptz, primary key (company_id, id));
create unique index deadlines_one_open on deadlines (company_id, kind, subject_id) where settled_at is null;
create index deadlines_due on deadlines (company_id, due_at) where settled_at is null;

create table rulebooks (
  company_id uuid not null references companies (id), id uuid not null, key text not null, title text not null, shipped_key text,
  created_at timestamptz not null, primary key (company_id, id));
create unique index rulebooks_key on rulebooks (company_id, key);

create table rulebook_versions (
  company_id uuid not null, id uuid not null, rulebook_id uuid not null, number int not null, source text not null,
  state text not null check (state in ('draft', 'published', 'superseded')), effective_from timestamptz, published_at timestamptz,
  published_by uuid, created_at timestamptz not null, primary key (company_id, id),
  foreign key (company_id, rulebook_id) references rulebooks (company_id, id));
create unique index rulebook_versions_number on rulebook_versions (company_id, rulebook_id, number);
create index rulebook_versions_effective on rulebook_versions (company_id, rulebook_id, effective_from) where state <> 'draft';

-- Which book a site goes by, and since when.
create table site_rulebooks (
  company_id uuid not null, site_id uuid not null, rulebook_id uuid not null, effective_from timestamptz not null,
  primary key (company_id, site_id, effective_from),
  foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, rulebook_id) references rulebooks (company_id, id));

create table notices (
  company_id uuid not null, id uuid not null, staff_id uuid not null, kind text not null, payload jsonb not null default '{}',
  journal_id uuid, at timestamptz not null, read_at timestamptz, primary key (company_id, id));
create index notices_inbox on notices (company_id, staff_id, at desc, id desc);

create table test_clock (one boolean primary key default true check (one), now timestamptz not null);

do $$ declare t text; begin
  foreach t in array array['sites', 'teams', 'staff', 'roles', 'staff_roles', 'staff_sites', 'commands', 'journal', 'deadlines',
                           'rulebooks', 'rulebook_versions', 'site_rulebooks', 'notices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- Who a session token belongs to, with site, team and grants. It reads before the company is known: it takes the company from the
-- session row and binds the rest of its own transaction to it, so that row-level security stays in force everywhere.
create function session_actor(token text, at timestamptz)
returns table ("companyId" uuid, "staffId" uuid, "sessionId" uuid, name text, "teamId" uuid, "siteId" uuid, "siteIds" uuid[],
  "roleGrants" jsonb, "grantsLimit" jsonb, locale text, "lastSeenAt" timestamptz)
language plpgsql as $$
declare s sessions%rowtype;
begin
  select * into s from sessions where sessions.token_hash = token and sessions.revoked_at is null
    and (sessions.expires_at is null or sessions.expires_at > at);
  if not found then return; end if;
  perform set_config('app.company_id', s.company_id::text, true);
  return query
    select p.company_id, p.id, s.id, p.name, p.team_id, p.site_id,
      array(select x from (select p.site_id as x union select staff_sites.site_id from staff_sites
        where staff_sites.company_id = p.company_id and staff_sites.staff_id = p.id) as all_sites where x is not null),
      coalesce((select jsonb_agg(roles.grants) from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
        where staff_roles.company_id = p.company_id and staff_roles.staff_id = p.id), '[]'::jsonb),
      s.grants_limit, p.locale, s.last_seen_at
    from staff p where p.company_id = s.company_id and p.id = s.staff_id and p.status <> 'left';
end $$;
