-- The seal of the journal (a hash chain per company), audits and what they found, and the indexes of its search.

-- One row per sealed entry, in the order of sealing; up to reached_at, by the clock of recording, everything is sealed. No foreign key to the journal: a seal must outlive its entry, or a removed entry
-- could take its trace along; and retention may one day move old entries away while the chain stays whole.
create table journal_seals (
  company_id uuid not null, sequence bigint not null, entry_id uuid not null,
  content_hash bytea not null check (length(content_hash) = 32), hash bytea not null check (length(hash) = 32),
  reached_at timestamptz not null, primary key (company_id, sequence));
create unique index journal_seals_one_per_entry on journal_seals (company_id, entry_id);
create trigger journal_seals_append_only before update or delete on journal_seals for each row execute function journal_is_append_only();
create trigger journal_seals_no_truncate before truncate on journal_seals for each statement execute function journal_is_append_only();

create table audits (
  company_id uuid not null, id uuid not null, asked_by uuid not null, asked_at timestamptz not null,
  period_from timestamptz, period_to timestamptz, head text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  cancel_requested boolean not null default false, done bigint not null default 0, total bigint not null default 0,
  sealed bigint, unsealed bigint, decided bigint, acts bigint, findings bigint not null default 0, head_found text,
  ended_at timestamptz, journal_id uuid, primary key (company_id, id));
create index audits_latest on audits (company_id, asked_at desc, id desc);
create unique index audits_one_at_a_time on audits (company_id) where state in ('waiting', 'running');

create table audit_findings (
  company_id uuid not null, audit_id uuid not null, number int not null, code text not null,
  sequence bigint, entry_id uuid, detail jsonb not null, primary key (company_id, audit_id, number),
  foreign key (company_id, audit_id) references audits (company_id, id) on delete cascade);

-- What is sealed next is read by its instant of recording.
create index journal_recorded on journal (company_id, recorded_at, id);

-- One inverted index for everything an entry is searched by: people, clauses of the catalogue and of the house, kind. A command only
-- appends to its pending list, which the sealing job works in every two seconds; the limit is far above what is written between, so that
-- no command ever does it. Over plain columns: row-level security keeps any condition that calls a function out of an index.
create extension if not exists btree_gin;
create index journal_search on journal using gin (staff_ids, actor_id, clauses, house_clauses, kind)
  with (fastupdate = on, gin_pending_list_limit = 65536);

-- Refusals and overrides are few among many.
create index journal_refused on journal (company_id, at desc, id desc) where not accepted;
create index journal_overriding on journal (company_id, at desc, id desc) where overrides is not null;

do $$ declare t text; begin
  foreach t in array array['journal_seals', 'audits', 'audit_findings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
