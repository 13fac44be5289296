-- Drafts, their reviews, signatures. A version may be withdrawn before it takes effect; it keeps its number and its text.
alter table rulebook_versions drop constraint rulebook_versions_state_check;
alter table rulebook_versions add constraint rulebook_versions_state_check
  check (state in ('draft', 'published', 'superseded', 'withdrawn'));
alter table rulebook_versions add column withdrawn_at timestamptz;
alter table rulebook_versions add column withdrawn_by uuid;
alter table rulebook_versions add column withdrawn_reason text not null default '';
alter table rulebook_versions add column draft_id uuid;
-- The ids of its clauses: an id is never given to another clause.
alter table rulebook_versions add column clause_ids text[] not null default '{}';
-- The shipped text the book took over last: the base when the product brings a newer one.
alter table rulebooks add column shipped_source text;

-- The owner of the tables sees every company for these two statements only.
alter table rulebook_versions no force row level security;
alter table rulebooks no force row level security;
alter table roles no force row level security;
update rulebook_versions set clause_ids = array(
  select jsonb_array_elements_text(jsonb_path_query_array(compiled, '$.chapters[*].clauses[*].id')));
update rulebooks set shipped_source = (select rulebook_versions.source from rulebook_versions
  where rulebook_versions.company_id = rulebooks.company_id and rulebook_versions.rulebook_id = rulebooks.id and rulebook_versions.number = 1)
  where shipped_key is not null;
update roles set grants = grants || '{"rulebook.draft": "company", "rulebook.review": "company"}' where grants ? 'rulebook.publish';
update roles set grants = grants || '{"rulebook.sign": "self"}' where grants ? 'rulebook.read';
update roles set grants = grants || '{"rulebook.sign": "company"}' where grants ? 'rulebook.publish';
alter table rulebook_versions force row level security;
alter table rulebooks force row level security;
alter table roles force row level security;

create table rulebook_drafts (
  company_id uuid not null, id uuid not null, rulebook_id uuid not null, title text not null, note text not null default '',
  state text not null default 'open' check (state in ('open', 'published', 'discarded')),
  origin text not null check (origin in ('version', 'file', 'shipped')),
  source text not null, base_source text not null, based_on int, shipped_source text, faults int not null default 0,
  author_id uuid not null, editor_ids uuid[] not null, published_number int,
  created_at timestamptz not null, updated_at timestamptz not null, version int not null default 1,
  primary key (company_id, id), foreign key (company_id, rulebook_id) references rulebooks (company_id, id));
create index rulebook_drafts_recent on rulebook_drafts (company_id, state, updated_at desc, id desc);

create table rulebook_reviews (
  company_id uuid not null, id uuid not null, draft_id uuid not null, asked_by uuid not null, asked_at timestamptz not null,
  reviewer_id uuid, message text not null default '', text_hash text not null,
  verdict text not null default 'waiting' check (verdict in ('waiting', 'approved', 'returned')), comment text not null default '',
  decided_by uuid, decided_at timestamptz, by_author boolean not null default false,
  primary key (company_id, id), foreign key (company_id, draft_id) references rulebook_drafts (company_id, id));
create index rulebook_reviews_of_draft on rulebook_reviews (company_id, draft_id, asked_at desc, id desc);
create unique index rulebook_reviews_one_waiting on rulebook_reviews (company_id, draft_id) where verdict = 'waiting';

create table rulebook_signatures (
  company_id uuid not null, version_id uuid not null, staff_id uuid not null, site_id uuid not null, signed_at timestamptz not null,
  journal_id uuid not null, primary key (company_id, version_id, staff_id),
  foreign key (company_id, version_id) references rulebook_versions (company_id, id));
create index rulebook_signatures_of_person on rulebook_signatures (company_id, staff_id, signed_at desc);

create table rulebook_reminders (
  company_id uuid not null, version_id uuid not null, staff_id uuid not null, reminded_at timestamptz not null,
  primary key (company_id, version_id, staff_id));

do $$ declare t text; begin
  foreach t in array array['rulebook_drafts', 'rulebook_reviews', 'rulebook_signatures', 'rulebook_reminders'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
