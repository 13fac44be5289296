-- Customers: files, their people, what identifies them, histories, merges, reveals, saved views, attachments.

-- One data key per company, wrapped by a master key that lives outside the database.
create table private_keys (
  company_id uuid not null references companies (id), key_id text not null, wrapped_key text not null, created_at timestamptz not null,
  primary key (company_id));

-- Record forms are numbered per site without gaps (S0.07.rep.3b): the number is taken in the registering transaction.
create table customer_serials (
  company_id uuid not null, site_id uuid not null, last_serial int not null, primary key (company_id, site_id));

create table customers (
  company_id uuid not null, id uuid not null, site_id uuid, team_id uuid, serial int,
  kind text not null check (kind in ('person', 'company')),
  type text check (type in ('end_customer', 'dealer', 'distributor', 'supplier', 'special')),
  name text not null, name_key text collate "C" not null, pinyin text collate "C" not null, initials text collate "C" not null,
  gender text check (gender in ('male', 'female')),
  grade text check (grade in ('A', 'B', 'C', 'D')), stage text not null default 'collected',
  source text not null default 'other', source_detail text not null default '', segment text not null default '',
  enquiry text not null default '', visited_on date, phone_declined text,
  background text not null default '', suggestions text not null default '', no_deal_reason text not null default '',
  withdrawal_reason text not null default '', note text not null default '',
  important boolean not null default false, confidential boolean not null default false,
  custom jsonb not null default '{}', tracking_sheet_opened_at timestamptz,
  referred_by uuid, household_id uuid,
  -- The live claim in brief, kept here by the claims capability in its own transaction: scopes and lists lean on it.
  owner_id uuid, owned_until timestamptz,
  registered_at timestamptz not null, registered_by uuid, last_activity_at timestamptz not null,
  merged_into uuid, import_id uuid, version int not null default 1, primary key (company_id, id));
create index customers_recent on customers (company_id, registered_at desc, id desc) where merged_into is null;
create index customers_of_owner on customers (company_id, owner_id, registered_at desc, id desc) where merged_into is null;
create index customers_of_site on customers (company_id, site_id, registered_at desc, id desc) where merged_into is null;
create index customers_of_team on customers (company_id, team_id, registered_at desc, id desc) where merged_into is null;
create index customers_graded on customers (company_id, grade, registered_at desc, id desc) where merged_into is null and grade is not null;
create index customers_unowned on customers (company_id, registered_at desc, id desc) where merged_into is null and owner_id is null;
create index customers_referrer on customers (company_id, referred_by) where referred_by is not null;
create index customers_household on customers (company_id, household_id) where household_id is not null;
create index customers_import on customers (company_id, import_id) where import_id is not null;

-- Everybody inside one customer: the person or company itself ('self'), family, contacts of a company.
create table customer_people (
  company_id uuid not null, id uuid not null, customer_id uuid not null,
  relation text not null check (relation in ('self', 'spouse', 'parent', 'child', 'sibling', 'grandparent', 'other', 'contact')),
  name text not null, name_key text collate "C" not null, gender text, position text not null default '',
  address_hash text, private_enc text, added_at timestamptz not null, added_by uuid, removed_at timestamptz,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_people_of on customer_people (company_id, customer_id, added_at);
create index customer_people_address on customer_people (company_id, address_hash) where address_hash is not null and removed_at is null;

-- What identifies somebody. An exclusive key belongs to one customer only: the second witness of the duplicate rules.
create table customer_keys (
  company_id uuid not null, id uuid not null, kind text not null check (kind in ('phone', 'id_number', 'card', 'plate')),
  value text collate "C" not null, reversed text collate "C" not null, exclusive boolean not null,
  customer_id uuid not null, person_id uuid not null, added_at timestamptz not null, removed_at timestamptz,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, person_id) references customer_people (company_id, id));
create unique index s0_08_c_5_one_customer_per_key on customer_keys (company_id, kind, value) where exclusive and removed_at is null;
create index customer_keys_value on customer_keys (company_id, kind, value) where removed_at is null;
create index customer_keys_tail on customer_keys (company_id, reversed) where kind = 'phone' and removed_at is null;
create index customer_keys_of on customer_keys (company_id, customer_id);

-- Words a customer is found by: endings of the name, pinyin, initials. Prefixes by range over the "C" collation.
create table customer_terms (
  company_id uuid not null, term text collate "C" not null, customer_id uuid not null, person_id uuid not null, site_id uuid);
create index customer_terms_word on customer_terms (company_id, term, customer_id);
create index customer_terms_site on customer_terms (company_id, site_id, term, customer_id);
create index customer_terms_of on customer_terms (company_id, customer_id);

-- Colleagues who serve, assist or are second contact; earlier ones stay with their end.
create table customer_staff (
  company_id uuid not null, id uuid not null, customer_id uuid not null, staff_id uuid not null,
  role text not null check (role in ('serving', 'assisting', 'contact', 'registered')),
  since timestamptz not null, until timestamptz, visit_id uuid, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create unique index customer_staff_live on customer_staff (company_id, staff_id, customer_id, role) where until is null;
create index customer_staff_of on customer_staff (company_id, customer_id, since desc);

create table customer_tags (
  company_id uuid not null, customer_id uuid not null, tag text not null, tagged_at timestamptz not null, tagged_by uuid,
  primary key (company_id, customer_id, tag), foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_tags_tag on customer_tags (company_id, tag, customer_id);

create table customer_fields (
  company_id uuid not null, id uuid not null, key text not null, label text not null,
  type text not null check (type in ('text', 'number', 'date', 'choice')), options text[] not null default '{}',
  position int not null, retired_at timestamptz, created_at timestamptz not null, primary key (company_id, id));
create unique index customer_fields_key on customer_fields (company_id, key);

create table customer_grades (
  company_id uuid not null, id uuid not null, customer_id uuid not null, from_grade text, to_grade text not null,
  reason text not null default '', by uuid, at timestamptz not null, journal_id uuid not null, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_grades_of on customer_grades (company_id, customer_id, at desc);

create table customer_interests (
  company_id uuid not null, id uuid not null, customer_id uuid not null, product text not null, detail text not null default '',
  budget_min_fen bigint, budget_max_fen bigint, at timestamptz not null, by uuid, removed_at timestamptz, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_interests_of on customer_interests (company_id, customer_id, at desc);

create table customer_needs (
  company_id uuid not null, id uuid not null, customer_id uuid not null, body text not null, urgency text, feasibility text,
  advice text, forward_to text[] not null default '{}', declined_reason text, at timestamptz not null, by uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_needs_of on customer_needs (company_id, customer_id, at desc);

create table customer_merges (
  company_id uuid not null, id uuid not null, kept_id uuid not null, absorbed_id uuid not null, moved jsonb not null, before jsonb not null,
  merged_at timestamptz not null, merged_by uuid, journal_id uuid not null, undone_at timestamptz, undone_by uuid, primary key (company_id, id),
  foreign key (company_id, kept_id) references customers (company_id, id), foreign key (company_id, absorbed_id) references customers (company_id, id));
create unique index customer_merges_live on customer_merges (company_id, absorbed_id) where undone_at is null;
create index customer_merges_kept on customer_merges (company_id, kept_id, merged_at desc);

-- Possible duplicates for a leader to settle (S3.01.r.sup.daily). The pair is ordered, so that it exists once.
create table customer_duplicates (
  company_id uuid not null, id uuid not null, one_id uuid not null, other_id uuid not null, site_id uuid, reasons text[] not null,
  confidence int not null, found_by text not null check (found_by in ('entry', 'import', 'sweep')), found_at timestamptz not null,
  settled_at timestamptz, settled_by uuid, verdict text check (verdict in ('merged', 'different')), primary key (company_id, id),
  check (one_id < other_id));
create unique index customer_duplicates_pair on customer_duplicates (company_id, one_id, other_id);
create index customer_duplicates_open on customer_duplicates (company_id, site_id, found_at desc, id desc) where settled_at is null;

create table customer_reveals (
  company_id uuid not null, id uuid not null, staff_id uuid not null, customer_id uuid not null, day date not null,
  reason text not null default '', at timestamptz not null, primary key (company_id, id));
create index customer_reveals_day on customer_reveals (company_id, staff_id, day, customer_id);
create index customer_reveals_of on customer_reveals (company_id, customer_id, at desc);
-- The quota counts under this row's lock, so that two windows do not share the last reveal.
create table customer_reveal_days (
  company_id uuid not null, staff_id uuid not null, day date not null, customers int not null, primary key (company_id, staff_id, day));

create table customer_views (
  company_id uuid not null, id uuid not null, owner_id uuid not null, name text not null, shared boolean not null default false,
  filters jsonb not null, columns text[] not null default '{}', created_at timestamptz not null, version int not null default 1,
  primary key (company_id, id));
create unique index customer_views_name on customer_views (company_id, owner_id, name);
create index customer_views_shared on customer_views (company_id, name) where shared;

create table customer_files (
  company_id uuid not null, id uuid not null, customer_id uuid not null, name text not null, media_type text not null, bytes int not null,
  sha256 text not null, added_at timestamptz not null, added_by uuid, removed_at timestamptz, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_files_of on customer_files (company_id, customer_id, added_at desc);

-- Business with a customer as far as it bears on "new customer" (S2.11); and the forms that claim one.
create table customer_transactions (
  company_id uuid not null, id uuid not null, customer_id uuid not null, "on" date not null,
  kind text not null check (kind in ('invoice', 'sample')), invoice_name text not null default '', number text not null default '',
  added_at timestamptz not null, added_by uuid, primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id));
create index customer_transactions_of on customer_transactions (company_id, customer_id, "on");
create table customer_new_claims (
  company_id uuid not null, id uuid not null, customer_id uuid not null, first_on date not null, form_name text not null,
  submitted_on date not null, submitted_by uuid, due_on date not null, at timestamptz not null, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, customer_id) references customers (company_id, id));
create unique index s2_11_a2_one_recognition on customer_new_claims (company_id, customer_id, first_on);

-- The day's register handed to the superior, with the personal analysis (S0.02.fu.4).
create table customer_day_reports (
  company_id uuid not null, id uuid not null, staff_id uuid not null, superior_id uuid, site_id uuid, day date not null,
  registered int not null, analysis text not null default '', handed_in_at timestamptz not null, primary key (company_id, id));
create unique index s0_02_fu_4_one_register_a_day on customer_day_reports (company_id, staff_id, day);
create index customer_day_reports_site on customer_day_reports (company_id, site_id, day desc, id desc);

do $$ declare t text; begin
  foreach t in array array['private_keys', 'customer_serials', 'customers', 'customer_people', 'customer_keys', 'customer_terms',
    'customer_staff', 'customer_tags', 'customer_fields', 'customer_grades', 'customer_interests', 'customer_needs', 'customer_merges',
    'customer_duplicates', 'customer_reveals', 'customer_reveal_days', 'customer_views', 'customer_files', 'customer_transactions',
    'customer_new_claims', 'customer_day_reports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
