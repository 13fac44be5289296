-- Money received and given back. A line of the ledger is never changed: what was wrong is reversed by another line.

create table receipts (
  company_id uuid not null, id uuid not null, site_id uuid not null, number text not null, deal_id uuid not null, customer_id uuid not null,
  kind text not null check (kind in ('deposit', 'down_payment', 'instalment', 'loan', 'fee', 'transfer_in', 'transfer_out', 'refund', 'reversal')),
  amount_fen bigint not null check (amount_fen <> 0),
  method text not null check (method in ('cash', 'card', 'wire', 'cheque', 'loan', 'transfer')),
  received_at timestamptz not null, business_day date not null, received_by uuid, seller_id uuid not null, payer text not null default '',
  bank_ref text not null default '', note text not null default '', cleared_at timestamptz, reverses uuid, paired_with uuid,
  slip_out boolean not null default false, slip_returned_at timestamptz, banked_at timestamptz, day_close_id uuid,
  refund_id uuid, bank_line_id uuid, journal_id uuid not null, primary key (company_id, id));
-- S0.02.info.9: each receipt has a number, and a number only one receipt.
create unique index s0_02_info_9_one_receipt_a_number on receipts (company_id, site_id, number);
-- What was taken back once is not taken back again.
create unique index receipts_reversed_once on receipts (company_id, reverses) where reverses is not null;
create index receipts_of_deal on receipts (company_id, deal_id, received_at, id);
create index receipts_of_day on receipts (company_id, site_id, business_day desc, received_at desc, id desc);
create index receipts_of_site on receipts (company_id, site_id, received_at desc, id desc);
create index receipts_of_seller on receipts (company_id, seller_id, received_at desc, id desc);
create index receipts_ref on receipts (company_id, site_id, bank_ref) where bank_ref <> '' and amount_fen > 0;
create index receipts_pending on receipts (company_id, site_id, received_at) where cleared_at is null and reverses is null;
create index receipts_unbanked on receipts (company_id, site_id, business_day) where method = 'cash' and banked_at is null and amount_fen > 0;

-- The words of a line stay: only what happened to the money afterwards is stamped, once.
create function receipts_stay() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'receipts are reversed, not deleted'; end if;
  if (old.company_id, old.id, old.site_id, old.number, old.deal_id, old.kind, old.amount_fen, old.method, old.received_at, old.business_day,
      old.payer, old.reverses, old.seller_id) is distinct from
     (new.company_id, new.id, new.site_id, new.number, new.deal_id, new.kind, new.amount_fen, new.method, new.received_at, new.business_day,
      new.payer, new.reverses, new.seller_id)
    or (old.cleared_at is not null and new.cleared_at is distinct from old.cleared_at)
    or (old.day_close_id is not null and new.day_close_id is distinct from old.day_close_id)
  then raise exception 'receipts are reversed, not changed'; end if;
  return new;
end $$;
create trigger receipts_stay before update or delete on receipts for each row execute function receipts_stay();

create table day_closes (
  company_id uuid not null, id uuid not null, site_id uuid not null, day date not null, state text not null check (state in ('pending', 'closed', 'returned')),
  booked jsonb not null, counted jsonb not null, difference_fen bigint not null, explanation text not null default '', entries int not null,
  received_fen bigint not null, paid_out_fen bigint not null, approval_id uuid, closed_by uuid not null, closed_at timestamptz not null,
  settled_at timestamptz, journal_id uuid not null, primary key (company_id, id));
create unique index day_closes_once on day_closes (company_id, site_id, day) where state <> 'returned';
create table month_closes (
  company_id uuid not null, id uuid not null, site_id uuid not null, month text not null, received_fen bigint not null, paid_out_fen bigint not null,
  entries int not null, closed_by uuid not null, closed_at timestamptz not null, journal_id uuid not null, primary key (company_id, id));
create unique index month_closes_once on month_closes (company_id, site_id, month);

-- One row a site: whoever writes into the ledger of the site or closes its day holds it.
create table tills (company_id uuid not null, site_id uuid not null, closed_through date, demanded_month text, primary key (company_id, site_id));

-- S0.10.a.8: nothing comes into a day that is closed, however it is tried.
create function receipts_into_open_days() returns trigger language plpgsql as $$ begin
  if exists (select 1 from tills where tills.company_id = new.company_id and tills.site_id = new.site_id and tills.closed_through >= new.business_day) then
    raise exception 'the day is closed' using errcode = 'check_violation', constraint = 's0_10_a_8_day_is_closed';
  end if;
  return new;
end $$;
create trigger receipts_into_open_days before insert on receipts for each row execute function receipts_into_open_days();

do $$ declare t text; begin
  foreach t in array array['receipts', 'day_closes', 'month_closes', 'tills'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
