-- A claim at another site than the one its customer was registered at carries the day of that registration: the list of such a site
-- walks its own customers and these, each in the order of the list. Null for a claim at home.
alter table claims add column away_registered_at timestamptz;
-- S2.03.a6: who moves takes no customer along. Since then the department keeps the file, until the handover names somebody.
alter table claims add column withheld_at timestamptz;
alter table customers add column withheld_at timestamptz;

-- Rows of every company at once: the owner of the tables is bound by row security too, so it rests for this one statement.
alter table claims no force row level security;
alter table customers no force row level security;
update claims set away_registered_at = customers.registered_at from customers
where customers.company_id = claims.company_id and customers.id = claims.customer_id and claims.site_id is distinct from customers.site_id;
alter table claims force row level security;
alter table customers force row level security;

create index claims_away on claims (company_id, site_id, away_registered_at desc, customer_id desc)
  where ended_at is null and away_registered_at is not null;
