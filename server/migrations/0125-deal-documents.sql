-- The papers of deals: the house's texts with every version, and what was printed for signature, word for word.

create table deal_templates (
  company_id uuid not null, id uuid not null, kind text not null, goods text, site_id uuid, version int not null default 1,
  created_at timestamptz not null, retired_at timestamptz, retired_by uuid, primary key (company_id, id));
create unique index deal_templates_one_in_use on deal_templates (company_id, kind, coalesce(goods, ''), coalesce(site_id, company_id))
  where retired_at is null;

create table deal_template_versions (
  company_id uuid not null, template_id uuid not null, number int not null, form text not null check (form in ('text', 'word')),
  text text, file bytea, file_name text, sha256 text not null, fields text[] not null, note text not null default '',
  saved_at timestamptz not null, saved_by uuid, journal_id uuid not null, primary key (company_id, template_id, number),
  check ((form = 'text') = (text is not null)), check ((form = 'word') = (file is not null)),
  foreign key (company_id, template_id) references deal_templates (company_id, id));

-- Sealed: it says who buys, with their identity number. The fingerprint is of what is inside.
create table deal_documents (
  company_id uuid not null, id uuid not null, deal_id uuid not null, kind text not null, seq int not null, number text not null,
  template_id uuid, template_version int not null, form text not null check (form in ('text', 'word')), sealed bytea not null,
  sha256 text not null, copies int not null, made_final_at timestamptz not null, made_final_by uuid, signed_at timestamptz,
  voided_at timestamptz, voided_by uuid, void_reason text, journal_id uuid not null, primary key (company_id, id));
-- A change of unit or of name may happen again: the one before is signed by then.
create unique index s0_02_info_10_one_unsigned_text on deal_documents (company_id, deal_id, kind)
  where voided_at is null and signed_at is null;
create unique index deal_documents_of_deal on deal_documents (company_id, deal_id, kind, seq);

do $$ declare t text; begin
  foreach t in array array['deal_templates', 'deal_template_versions', 'deal_documents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
