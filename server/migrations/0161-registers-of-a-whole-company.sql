-- Registers and the sales ledger over all sites of a company: each in its own order, newest first.
create index deals_effective_by_time on deals (company_id, effective_at desc, id desc) where effective_at is not null;
create index deals_signed_by_time on deals (company_id, signed_at desc, id desc) where signed_at is not null;
create index deals_handed_over_by_time on deals (company_id, handed_over_at desc, id desc) where handed_over_at is not null;
create index deals_small_deposit_by_time on deals (company_id, small_deposit_at desc, id desc) where small_deposit_at is not null;
create index deals_ended_by_time on deals (company_id, ended_at desc, id desc) where ended_at is not null;
-- One site's ledger of what ended in a period has its order too.
create index deals_ended_of_site on deals (company_id, site_id, ended_at desc, id desc) where ended_at is not null;
