-- What a rule costs somebody: proposed with its evidence, acknowledged or appealed, booked or dropped. Only a deduction becomes a line of pay.
create table penalties (
  company_id uuid not null, id uuid not null, site_id uuid not null, staff_id uuid not null,
  cause text not null check (cause in ('late_file', 'corrections', 'handwriting', 'seal', 'duplicate', 'manual')),
  form text not null check (form in ('points', 'negative_incentive', 'deduction')),
  amount_fen bigint not null check (amount_fen > 0), points int not null default 0 check (points >= 0), clauses text[] not null default '{}',
  deal_id uuid, reason text not null default '', evidence_journal_id uuid not null,
  state text not null default 'proposed' check (state in ('proposed', 'appealed', 'booked', 'dropped')),
  proposed_at timestamptz not null, entered_by uuid, appeal_until timestamptz not null,
  appealed_at timestamptz, appeal_reason text, verdict text check (verdict in ('upheld', 'reduced', 'dropped')),
  ruled_at timestamptz, ruled_by uuid, ruling_reason text, acknowledged_at timestamptz,
  booked_at timestamptz, booked_fen bigint, booked_points int, line_id uuid, journal_id uuid not null, answer_journal_id uuid,
  ruling_journal_id uuid, primary key (company_id, id),
  -- A deduction is booked by the person's word or by a ruling, never without.
  constraint penalties_booked_by_somebody check (state <> 'booked' or acknowledged_at is not null or verdict in ('upheld', 'reduced')),
  constraint penalties_only_deductions_touch_pay check (line_id is null or form = 'deduction'),
  constraint penalties_never_grow check (booked_fen is null or booked_fen <= amount_fen));
-- The same event is not fined twice.
create unique index penalties_once on penalties (company_id, evidence_journal_id, staff_id, cause);
create index penalties_of_site on penalties (company_id, site_id, id desc);
create index penalties_by_time on penalties (company_id, id desc);
create index penalties_of_person on penalties (company_id, staff_id, id desc);
create index penalties_open on penalties (company_id, site_id, id desc) where state in ('proposed', 'appealed');

alter table penalties enable row level security;
alter table penalties force row level security;
create policy one_company on penalties using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
