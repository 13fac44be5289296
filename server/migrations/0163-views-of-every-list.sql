-- Saved views were the customer list's alone; now every list that people filter keeps them, each under its own name.
alter table customer_views rename to list_views;
alter table list_views add column list text not null default 'customers';
alter table list_views alter column list drop default;
drop index customer_views_name;
drop index customer_views_shared;
create unique index list_views_name on list_views (company_id, owner_id, list, name);
create index list_views_shared on list_views (company_id, list, name) where shared;
