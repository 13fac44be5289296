-- A version keeps what it compiled to, so that an upgrade of the product cannot take a company's rules out of force.
alter table rulebooks add column gloss text not null default '';
alter table rulebook_versions add column compiled jsonb not null;
alter table rulebook_versions add column note text not null default '';
