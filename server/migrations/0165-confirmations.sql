-- The form a probationer is confirmed on: the period, one's own review, the mentor's word, the signature, and since when the copy is filed.
create table confirmations (
  company_id uuid not null, id uuid not null, staff_id uuid not null, site_id uuid not null, state text not null
    check (state in ('with_mentor', 'signing', 'returned', 'signed', 'rejected', 'withdrawn')),
  hired_on date, probation_until date not null, units_sold int not null, self_review text not null,
  mentor_id uuid, mentor_word text, mentor_recommends boolean, mentor_at timestamptz,
  applied_at timestamptz not null, ended_at timestamptz, signers uuid[] not null default '{}', ended_reason text not null default '',
  filed_at timestamptz, version int not null default 1, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, staff_id) references staff (company_id, id), foreign key (company_id, site_id) references sites (company_id, id));
create unique index s0_08_a_1b_one_application on confirmations (company_id, staff_id) where state in ('with_mentor', 'signing', 'returned');
create index confirmations_of_site on confirmations (company_id, site_id, applied_at desc, id desc);

alter table confirmations enable row level security;
alter table confirmations force row level security;
create policy one_company on confirmations using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
