-- People beyond the foundation: post, password age, second factor, leave; instructions down and messages up the line; set-up links.

alter table staff add column post text, add column name_initials text not null default '', add column password_changed_at timestamptz,
  add column totp_last_step bigint, add column recovery_hashes text[] not null default '{}',
  add column leave_from date, add column leave_until date, add column email text, add column note text not null default '';
create index staff_list on staff (company_id, status, name_pinyin, id);
create index staff_superior on staff (company_id, superior_id) where superior_id is not null;
create index staff_team on staff (company_id, team_id) where team_id is not null;
create index staff_roles_role on staff_roles (company_id, role_id);

-- S0.07.cmd.22: nobody is their own superior; that there is one at most lies in the column.
alter table staff add constraint s0_07_cmd_22_not_own_superior check (superior_id is null or superior_id <> id);
-- S0.08.a.4: one mentor at most, another person.
alter table staff add constraint s0_08_a_4_not_own_mentor check (mentor_id is null or mentor_id <> id);

-- One-time links of the first start. They belong to no company yet.
create table setup_tokens (token_hash text primary key, created_at timestamptz not null);

create table instructions (
  company_id uuid not null, id uuid not null, issuer_id uuid not null, receiver_id uuid not null, site_id uuid,
  form text not null check (form in ('oral', 'written', 'meeting')),
  who text not null, what text not null, finish_time text not null, place text not null, action_plan text not null, control text not null,
  due_at timestamptz, special text, state text not null default 'issued' check (state in ('issued', 'done', 'evaluated', 'withdrawn')),
  result text not null default '', evaluation text not null default '',
  issued_at timestamptz not null, done_at timestamptz, closed_at timestamptz, journal_id uuid not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, issuer_id) references staff (company_id, id),
  foreign key (company_id, receiver_id) references staff (company_id, id));
create index instructions_receiver on instructions (company_id, receiver_id, issued_at desc, id desc);
create index instructions_issuer on instructions (company_id, issuer_id, issued_at desc, id desc);

create table upward_messages (
  company_id uuid not null, id uuid not null, sender_id uuid not null, addressee_id uuid not null,
  kind text not null check (kind in ('report', 'appeal', 'suggestion', 'market_feedback')), body text not null,
  across_levels boolean not null, sent_at timestamptz not null, answer text, answered_at timestamptz, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, sender_id) references staff (company_id, id),
  foreign key (company_id, addressee_id) references staff (company_id, id));
create index upward_messages_addressee on upward_messages (company_id, addressee_id, sent_at desc, id desc);
create index upward_messages_sender on upward_messages (company_id, sender_id, sent_at desc, id desc);

create index notices_unread on notices (company_id, staff_id) where read_at is null;

do $$ declare t text; begin
  foreach t in array array['instructions', 'upward_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- As before, and it tells whether the person must first choose a password of their own.
drop function session_actor(text, timestamptz);
create function session_actor(token text, at timestamptz)
returns table ("companyId" uuid, "staffId" uuid, "sessionId" uuid, name text, "teamId" uuid, "siteId" uuid, "siteIds" uuid[],
  "roleGrants" jsonb, "grantsLimit" jsonb, locale text, "lastSeenAt" timestamptz, "mustChangePassword" boolean)
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
      s.grants_limit, p.locale, s.last_seen_at, p.must_change_password and s.kind = 'browser'
    from staff p where p.company_id = s.company_id and p.id = s.staff_id and p.status <> 'left';
end $$;
