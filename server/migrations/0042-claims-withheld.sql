-- Whose customers wait for a handover, found without walking every open claim.
create index claims_withheld on claims (company_id, owner_id) where ended_at is null and withheld_at is not null;
