-- Rights of inventory, deals, money and approvals, for companies of the release before: a shipped role gets what a new company's has.
-- A role the house emptied stays empty; what a role holds already stays as it is.

alter table roles no force row level security;

with given (role_keys, name, scope) as (values
  ('{supervisor,sales_assistant,manager}', 'reports.sales', 'site'),
  ('{finance,director,general_manager,owner}', 'reports.sales', 'company'),
  ('{consultant,front_desk,steward,market_specialist,customer_service,archivist}', 'approvals.read', 'self'),
  ('{team_leader}', 'approvals.read', 'team'),
  ('{supervisor,sales_assistant,manager}', 'approvals.read', 'site'),
  ('{finance,director,general_manager,administrator,owner}', 'approvals.read', 'company'),
  ('{consultant,team_leader,supervisor,sales_assistant,front_desk,steward,market_specialist,manager,finance,customer_service,archivist,director,general_manager,administrator,owner}', 'approvals.decide', 'self'),
  ('{manager}', 'approvals.oversee', 'site'),
  ('{director,general_manager,owner}', 'approvals.oversee', 'company'),
  ('{consultant,team_leader,supervisor,sales_assistant,front_desk,steward,manager,customer_service}', 'inventory.read', 'site'),
  ('{finance,director,general_manager,administrator,owner}', 'inventory.read', 'company'),
  ('{supervisor,sales_assistant,manager}', 'inventory.soldPrices', 'site'),
  ('{finance,director,general_manager,owner}', 'inventory.soldPrices', 'company'),
  ('{team_leader,supervisor,sales_assistant,steward,manager}', 'inventory.transit', 'site'),
  ('{finance,director,general_manager,administrator,owner}', 'inventory.transit', 'company'),
  ('{consultant}', 'inventory.hold', 'self'),
  ('{team_leader}', 'inventory.hold', 'team'),
  ('{supervisor,sales_assistant,manager}', 'inventory.hold', 'site'),
  ('{director,general_manager,owner}', 'inventory.hold', 'company'),
  ('{sales_assistant,manager}', 'inventory.control', 'site'),
  ('{director,general_manager,owner}', 'inventory.control', 'company'),
  ('{sales_assistant,steward,manager}', 'inventory.edit', 'site'),
  ('{director,general_manager,administrator,owner}', 'inventory.edit', 'company'),
  ('{manager}', 'inventory.price', 'site'),
  ('{director,general_manager,owner}', 'inventory.price', 'company'),
  ('{consultant}', 'deals.read', 'self'),
  ('{team_leader}', 'deals.read', 'team'),
  ('{supervisor,sales_assistant,steward,manager,customer_service}', 'deals.read', 'site'),
  ('{finance,director,general_manager,owner}', 'deals.read', 'company'),
  ('{team_leader}', 'deals.orders', 'team'),
  ('{supervisor,sales_assistant,steward,manager}', 'deals.orders', 'site'),
  ('{finance,director,general_manager,owner}', 'deals.orders', 'company'),
  ('{consultant}', 'deals.open', 'self'),
  ('{team_leader}', 'deals.open', 'team'),
  ('{supervisor,sales_assistant,manager}', 'deals.open', 'site'),
  ('{director,general_manager,owner}', 'deals.open', 'company'),
  ('{sales_assistant,manager}', 'deals.register', 'site'),
  ('{director,general_manager,owner}', 'deals.register', 'company'),
  ('{team_leader}', 'deals.review', 'team'),
  ('{supervisor,sales_assistant,manager}', 'deals.review', 'site'),
  ('{director,general_manager,owner}', 'deals.review', 'company'),
  ('{sales_assistant,steward,manager}', 'deals.deliver', 'site'),
  ('{director,general_manager,owner}', 'deals.deliver', 'company'),
  ('{manager}', 'deals.override', 'site'),
  ('{director,general_manager,owner}', 'deals.override', 'company'),
  ('{manager,director,general_manager,administrator,owner}', 'deals.templates', 'company'),
  ('{consultant}', 'money.read', 'self'),
  ('{team_leader}', 'money.read', 'team'),
  ('{supervisor,sales_assistant,manager}', 'money.read', 'site'),
  ('{finance,director,general_manager,owner}', 'money.read', 'company'),
  ('{finance,director,general_manager,owner}', 'money.receive', 'company'),
  ('{finance,director,general_manager,owner}', 'money.refund', 'company'),
  ('{finance,director,general_manager,owner}', 'money.close', 'company'),
  ('{consultant}', 'money.dun', 'self'),
  ('{team_leader}', 'money.dun', 'team'),
  ('{supervisor,sales_assistant,manager}', 'money.dun', 'site'),
  ('{finance,director,general_manager,owner}', 'money.dun', 'company'),
  ('{consultant,team_leader,supervisor,sales_assistant,front_desk,market_specialist}', 'money.statements', 'self'),
  ('{manager}', 'money.statements', 'site'),
  ('{finance,director,general_manager,owner}', 'money.statements', 'company'),
  ('{manager}', 'money.settle', 'site'),
  ('{finance,director,general_manager,owner}', 'money.settle', 'company'),
  ('{finance,director,general_manager,owner}', 'money.pay', 'company')
), added as (
  select roles.company_id, roles.id, jsonb_object_agg(given.name, given.scope) as grants
  from roles join given on roles.key = any(given.role_keys::text[]) and roles.grants <> '{}'::jsonb and not roles.grants ? given.name
  group by roles.company_id, roles.id
)
update roles set grants = roles.grants || added.grants from added
  where added.company_id = roles.company_id and added.id = roles.id;

alter table roles force row level security;
