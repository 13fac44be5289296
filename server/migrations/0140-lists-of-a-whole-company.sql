-- Whoever may see every site reads these lists across all of them: newest first, or by code.
create index receipts_by_time on receipts (company_id, received_at desc, id desc);
create index demands_by_time on demands (company_id, issued_at desc, id desc);
create index refunds_by_time on refunds (company_id, asked_at desc, id desc);
create index holds_by_time on holds (company_id, placed_at desc, id desc);
create index approvals_by_time on approvals (company_id, requested_at desc, id desc);
create index units_by_code on units (company_id, code, id);
-- What is owed, the next due first and what has no day yet last.
create index deal_accounts_by_due on deal_accounts (company_id, coalesce(next_due_on, '9999-12-31'::date), deal_id) where is_live and open_fen > 0;
-- The report of a period counts what ended in it.
create index deals_ended on deals (company_id, site_id, ended_at) where ended_at is not null;
