-- Rights of offers for companies of the release before: a shipped role gets what a new company's has. A role the house emptied stays
-- empty; what a role holds already stays as it is.

alter table roles no force row level security;

with given (role_keys, name, scope) as (values
  ('{consultant}', 'offers.read', 'self'),
  ('{team_leader}', 'offers.read', 'team'),
  ('{supervisor,sales_assistant,manager,customer_service}', 'offers.read', 'site'),
  ('{finance,director,general_manager,owner}', 'offers.read', 'company'),
  ('{consultant}', 'offers.write', 'self'),
  ('{team_leader}', 'offers.write', 'team'),
  ('{supervisor,sales_assistant,manager,customer_service}', 'offers.write', 'site'),
  ('{director,general_manager,owner}', 'offers.write', 'company'),
  ('{manager}', 'offers.policies', 'site'),
  ('{director,general_manager,owner}', 'offers.policies', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys::text[]) and roles.grants <> '{}'::jsonb and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;

alter table roles force row level security;
