-- Disputes get a capability of their own: the file is judged by the rulebook, appealed one level up, and kept as it stood.

alter table claim_disputes rename to disputes;
alter index claim_disputes_pkey rename to disputes_pkey;
alter index claim_disputes_of_site rename to disputes_of_site;
drop index claim_disputes_one_open;
alter table disputes drop constraint claim_disputes_state_check;
alter table disputes add constraint disputes_state_check check (state in ('talking', 'mediation', 'appealed', 'settled'));
alter table disputes add column about text not null default 'customer' check (about in ('customer', 'deal')),
  add column deal_id uuid, add column talk_until timestamptz, add column settle_by timestamptz, add column owner_id uuid,
  add column level int not null default 0, add column journal_id uuid;
-- One dispute at a time over a customer, an appeal included.
create unique index disputes_one_open on disputes (company_id, customer_id) where state <> 'settled';
create index disputes_of_customer on disputes (company_id, customer_id, opened_at desc, id desc);
create index disputes_parties on disputes using gin (parties);

-- Every ruling stays as it was given; the dispute shows the one that stands.
create table dispute_rulings (
  company_id uuid not null, id uuid not null, dispute_id uuid not null, seq int not null, level int not null,
  verdict text not null check (verdict in ('agreed', 'ruled', 'quarrel', 'ruling_disobeyed')), case_name text, owner_id uuid, ruling jsonb,
  follows_proposal boolean, reason text not null default '', judge_id uuid, judge_rank int not null, at timestamptz not null,
  appeal_until timestamptz, proposal_id uuid, journal_id uuid, primary key (company_id, id),
  foreign key (company_id, dispute_id) references disputes (company_id, id));
-- The second witness of two judges at once: one of them is first.
create unique index s0_02_own_4c_one_ruling_at_a_time on dispute_rulings (company_id, dispute_id, seq);
create index dispute_rulings_of_judge on dispute_rulings (company_id, judge_id, at desc) where judge_id is not null;

create table dispute_appeals (
  company_id uuid not null, id uuid not null, dispute_id uuid not null, ruling_seq int not null, appellant_id uuid not null,
  reason text not null, at timestamptz not null, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, dispute_id) references disputes (company_id, id));
-- S0.07.cmd.23b, read: each ruling is appealed once.
create unique index s0_07_cmd_23b_one_appeal_a_ruling on dispute_appeals (company_id, dispute_id, ruling_seq);

create table dispute_statements (
  company_id uuid not null, id uuid not null, dispute_id uuid not null, author_id uuid not null, body text not null, at timestamptz not null,
  journal_id uuid not null, primary key (company_id, id), foreign key (company_id, dispute_id) references disputes (company_id, id));
create index dispute_statements_of on dispute_statements (company_id, dispute_id, at, id);

create table dispute_files (
  company_id uuid not null, id uuid not null, dispute_id uuid not null, name text not null, media_type text not null, bytes int not null,
  sha256 text not null, added_at timestamptz not null, added_by uuid, primary key (company_id, id),
  foreign key (company_id, dispute_id) references disputes (company_id, id));
create index dispute_files_of on dispute_files (company_id, dispute_id, added_at);

do $$ declare t text; begin
  foreach t in array array['dispute_rulings', 'dispute_appeals', 'dispute_statements', 'dispute_files'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;

-- What was settled before becomes the first ruling. Row-level security is forced, so company by company.
do $$ declare c uuid; begin
  for c in select id from companies loop
    perform set_config('app.company_id', c::text, true);
    insert into dispute_rulings (company_id, id, dispute_id, seq, level, verdict, ruling, reason, judge_id, judge_rank, at, journal_id)
      select d.company_id, gen_random_uuid(), d.id, 1, 1, d.verdict, d.ruling, d.verdict_reason, d.settled_by, 6, d.settled_at,
        (select j.id from journal j where j.company_id = d.company_id and j.subject_type = 'dispute' and j.subject_id = d.id
          and j.kind = 'claims.settleDispute' order by j.at desc, j.id desc limit 1)
      from disputes d where d.company_id = c and d.verdict is not null;
    update disputes set level = 1 where company_id = c and verdict is not null;
  end loop;
  perform set_config('app.company_id', '', true);
end $$;
