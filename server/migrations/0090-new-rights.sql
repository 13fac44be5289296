-- Rights that came with this release, for companies of the one before: a shipped role gets what a new company's would have, unless the
-- house took away the right it leans on, or narrowed it. What a role holds already stays as it is. And from when on every entry of the
-- journal holds all that is needed to decide it again.

-- The owner of the tables sees every company for these statements only.
alter table roles no force row level security;

with given (role_keys, name, scope, leans_on, leans_on_scope) as (values
  ('{consultant,team_leader,supervisor,sales_assistant,front_desk,steward,market_specialist,manager,finance,customer_service,archivist,director,general_manager,administrator,owner}'::text[],
    'rulebook.try', 'company', 'rulebook.read', 'company'),
  ('{manager}', 'rulebook.draft', 'company', 'rulebook.adopt', 'site'),
  ('{manager}', 'rulebook.review', 'company', 'rulebook.adopt', 'site'),
  ('{manager}', 'rulebook.simulate', 'site', 'rulebook.adopt', 'site'),
  ('{director,general_manager,administrator,owner}', 'rulebook.simulate', 'company', 'rulebook.publish', 'company'),
  ('{manager}', 'journal.export', 'site', 'journal.facts', 'site'),
  ('{director,general_manager,administrator,owner}', 'journal.export', 'company', 'journal.facts', 'company'),
  ('{supervisor,manager}', 'journal.reports', 'site', 'journal.read', 'site'),
  ('{director,general_manager,administrator,owner}', 'journal.reports', 'company', 'journal.read', 'company'),
  ('{director,general_manager,administrator,owner}', 'journal.audit', 'company', 'journal.facts', 'company'),
  ('{market_specialist}', 'customers.edit', 'site', 'customers.register', 'site'),
  ('{market_specialist,manager}', 'customers.checkSource', 'site', 'customers.register', 'site'),
  ('{director,general_manager,administrator,owner}', 'customers.checkSource', 'company', 'customers.register', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys) and roles.grants ->> given.leans_on = given.leans_on_scope
    and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;

-- Whoever leads sees who of their site has signed (0011 gave everybody their own signature).
update roles set grants = grants || '{"rulebook.sign": "site"}'
  where key in ('supervisor', 'manager') and grants ->> 'rulebook.sign' = 'self' and grants ->> 'journal.read' = 'site';

alter table roles force row level security;

-- Entries recorded up to this instant come from a release that wrote down less: an audit counts them apart. Null: from the first on.
alter table companies add column decidable_from timestamptz;
update companies set decidable_from = clock_timestamp();
alter table audits add column earlier bigint;
