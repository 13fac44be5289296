-- Delivering on time: what was promised, every day it was moved to, what the customer is to be told, and what was wrong at the handover.
alter table deals add column promised_on date, add column delivery_due_on date, add column delivery_plan text not null default '',
  add column payment_agreed text check (payment_agreed in ('full', 'instalments', 'mortgage', 'finance_company'));
-- Promised and still here: the list of what is late, and the reminder of what is soon.
create index deals_promised on deals (company_id, site_id, promised_on)
  where promised_on is not null and handed_over_at is null and ended_at is null;

create table deal_promises (
  company_id uuid not null, id uuid not null, deal_id uuid not null, old_on date, new_on date not null,
  wish text check (wish in ('customer', 'house')), reason text not null default '', after_effect boolean not null,
  at timestamptz not null, by_id uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, deal_id) references deals (company_id, id),
  -- S1.09.d3: once in effect a day moves only with a reason, on somebody's wish.
  constraint s1_09_d3_moved_with_a_reason check (not after_effect or old_on is null or (reason <> '' and wish is not null)));
create index deal_promises_of on deal_promises (company_id, deal_id, at);

-- What the customer is to be told of, and by which day. It ends by telling, by the handover, or with the deal.
create table deal_tellings (
  company_id uuid not null, id uuid not null, deal_id uuid not null, site_id uuid not null,
  what text not null check (what in ('effective', 'allocated', 'unit_lost', 'arrived', 'signed', 'loan_reported', 'changed', 'date_moved')),
  promise_id uuid, due_on date not null, arose_at timestamptz not null, journal_id uuid not null,
  ended_at timestamptz, ended_how text check (ended_how in ('told', 'handover', 'dropped')), ended_by uuid, channel text,
  note text not null default '', follow_up_id uuid, primary key (company_id, id),
  foreign key (company_id, deal_id) references deals (company_id, id), check ((ended_at is null) = (ended_how is null)));
create index deal_tellings_of on deal_tellings (company_id, deal_id, arose_at);
create index deal_tellings_open on deal_tellings (company_id, site_id, due_on) where ended_at is null;

-- What the handover was found to be, against the contract.
create table deal_checks (
  company_id uuid not null, deal_id uuid not null, promised_on date, in_time boolean, days_late int, late_cause text not null default '',
  is_checked boolean not null, quality_ok boolean, quality_note text not null default '', quantity_ok boolean, quantity_note text not null default '',
  remark text not null default '', at timestamptz not null, by_id uuid, journal_id uuid not null, primary key (company_id, deal_id),
  foreign key (company_id, deal_id) references deals (company_id, id));

create table deal_defects (
  company_id uuid not null, id uuid not null, deal_id uuid not null, site_id uuid not null, point text not null check (point in ('quality', 'quantity')),
  what text not null check (what <> ''), due_on date not null, noted_at timestamptz not null, noted_by uuid,
  mended_at timestamptz, mended_by uuid, mended_note text not null default '', primary key (company_id, id),
  foreign key (company_id, deal_id) references deals (company_id, id));
create index deal_defects_of on deal_defects (company_id, deal_id, noted_at);
create index deal_defects_open on deal_defects (company_id, site_id, due_on) where mended_at is null;

-- Who signed a final paper that no step of the deal signs by itself, and who entered it.
alter table deal_documents add column signed_on date, add column signed_entered_by uuid;

do $$ declare t text; begin
  foreach t in array array['deal_promises', 'deal_tellings', 'deal_checks', 'deal_defects'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
