-- Approvals: what is put to whom, every signature, who signs for whom while away.

create table approvals (
  company_id uuid not null, id uuid not null, matter text not null, site_id uuid not null,
  subject_type text not null, subject_id uuid not null, customer_id uuid,
  title jsonb not null, lines jsonb not null default '[]', reason text not null default '', magnitude jsonb not null default '{}',
  link text, payload jsonb not null default 'null',
  applicant_id uuid, submitted_by uuid, barred uuid[] not null default '{}',
  state text not null check (state in ('pending', 'returned', 'approved', 'rejected', 'withdrawn', 'expired')),
  round int not null default 1, steps jsonb not null, step_key text, stand_in_needed int not null default 0, stand_in_roles text[] not null default '{}',
  -- Posts and people that can come into question at the present step: the inbox looks for them here before it decides.
  wanted_roles text[] not null default '{}', wanted_staff uuid[] not null default '{}',
  requested_at timestamptz not null, sent_at timestamptz not null, due_at timestamptz, lapses boolean not null default false, overdue_at timestamptz,
  reminded_at timestamptz, ended_at timestamptz, ended_by uuid, ended_reason text not null default '', cost_to uuid,
  version int not null default 1, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, site_id) references sites (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  constraint approvals_pending_has_a_step check ((state = 'pending') = (step_key is not null)));
-- One at a time about the same thing; what was returned is the same one, put right.
create unique index approvals_one_open on approvals (company_id, matter, subject_id) where state in ('pending', 'returned');
create index approvals_pending on approvals (company_id, site_id) where state = 'pending';
create index approvals_of_applicant on approvals (company_id, applicant_id, requested_at desc, id desc);
create index approvals_of_sender on approvals (company_id, submitted_by, requested_at desc, id desc);
create index approvals_of_site on approvals (company_id, site_id, requested_at desc, id desc);
create index approvals_of_subject on approvals (company_id, subject_id, requested_at desc);
create index approvals_of_customer on approvals (company_id, customer_id) where customer_id is not null;

create table approval_signatures (
  company_id uuid not null, id uuid not null, approval_id uuid not null, round int not null, step_key text not null,
  signer_id uuid not null, signed_as text not null check (signed_as in ('holder', 'delegate', 'stand_in', 'next_level')), for_id uuid,
  seats int[] not null, verdict text not null check (verdict in ('agreed', 'returned', 'rejected')), comment text not null default '',
  digest text not null, at timestamptz not null, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, approval_id) references approvals (company_id, id),
  foreign key (company_id, signer_id) references staff (company_id, id));
-- The second witness: nobody signs twice at a step.
create unique index approval_signatures_once_a_step on approval_signatures (company_id, approval_id, round, step_key, signer_id);
create index approval_signatures_of_signer on approval_signatures (company_id, signer_id, at desc, id desc);

-- For a time (approval_id null), or one approval only. Nobody to sign (to_id null): the person is away.
create table approval_delegations (
  company_id uuid not null, id uuid not null, from_id uuid not null, to_id uuid, approval_id uuid, matters text[] not null default '{}',
  starts_at timestamptz not null, ends_at timestamptz, reason text not null default '', created_at timestamptz not null, created_by uuid,
  journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, from_id) references staff (company_id, id), foreign key (company_id, to_id) references staff (company_id, id),
  constraint approval_delegations_to_somebody_else check (to_id is null or to_id <> from_id));
create index approval_delegations_from on approval_delegations (company_id, from_id, ends_at);
create index approval_delegations_to on approval_delegations (company_id, to_id, ends_at) where to_id is not null;

do $$ declare t text; begin
  foreach t in array array['approvals', 'approval_signatures', 'approval_delegations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
