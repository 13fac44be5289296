-- Whoever may see every site reads these lists across all of them: newest first, or by code.
create index receipts_by_time on receipts (company_id, received_at desc, id desc);
create index demands_by_time on demands (company_id, issued_at desc, id desc);
create index refunds_by_time on refunds (company_id, asked_at desc, id desc);
create index holds_by_time on holds (company_id, placed_at desc, id desc);
create index approvals_by_time on approvals (company_id, requested_at desc, id desc);
create index units_by_code on units (company_id, code, id);
