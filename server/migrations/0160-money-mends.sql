-- A transfer that only an approved petition allows names it, and a petition allows one.
alter table receipts add column by_petition uuid;
create unique index receipts_one_transfer_a_petition on receipts (company_id, by_petition) where by_petition is not null;
-- A fee charged for a change is due on a day like any debt.
alter table deal_accounts add column fees_due_on date;
