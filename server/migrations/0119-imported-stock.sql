-- A price list that came in with a sheet is taken back with it; every kind of sheet that is recognised is now also taken.
alter table price_lists add column import_id uuid;
create index price_lists_import on price_lists (company_id, import_id) where import_id is not null;
alter table imports drop column later_target;
