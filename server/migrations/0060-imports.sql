-- Imports: the file, one import per sheet, its rows as staged, what each row changed, and remembered mappings.

create table import_files (
  company_id uuid not null references companies (id), id uuid not null, name text not null, bytes bigint not null default 0,
  encoding text, state text not null check (state in ('reading', 'read', 'failed')), problem text,
  uploaded_by uuid, uploaded_at timestamptz not null, primary key (company_id, id));
create index import_files_reading on import_files (company_id, uploaded_at) where state = 'reading';

create table imports (
  company_id uuid not null, id uuid not null, file_id uuid not null, sheet_index int not null, sheet_name text not null,
  state text not null check (state in ('ready', 'checking', 'running', 'stopped', 'cancelled', 'done', 'undoing', 'undone')),
  target text, later_target text, header_row int, header text[] not null default '{}', mapping jsonb not null default '{}',
  mapping_from text not null default 'guess' check (mapping_from in ('guess', 'memory', 'person')),
  mode text not null default 'both' check (mode in ('create', 'update', 'both')), year int, site_id uuid,
  answers jsonb not null default '{}', spans jsonb not null default '{}', row_count int not null,
  tally jsonb, check_tally jsonb, checked_at timestamptz, cancel_requested boolean not null default false,
  started_by uuid, started_at timestamptz, ended_at timestamptz, problem text,
  created_by uuid, created_at timestamptz not null, version int not null default 1, primary key (company_id, id),
  foreign key (company_id, file_id) references import_files (company_id, id));
create index imports_recent on imports (company_id, created_at desc, id desc);
create index imports_of_file on imports (company_id, file_id, sheet_index);
create index imports_at_work on imports (company_id, id) where state in ('checking', 'running', 'undoing');

-- A row ends exactly once: `ending` is written in the transaction that carries out what it says.
create table import_rows (
  company_id uuid not null, import_id uuid not null, row_index int not null, cells jsonb not null,
  ending text check (ending in ('create', 'update', 'merge', 'return', 'skip')), reason text, problems jsonb,
  check_ending text, check_problems jsonb, record_id uuid, customer_id uuid, edited_at timestamptz, edited_by uuid,
  primary key (company_id, import_id, row_index), foreign key (company_id, import_id) references imports (company_id, id) on delete cascade);
create index import_rows_open on import_rows (company_id, import_id, row_index) where ending is null;
create index import_rows_ended on import_rows (company_id, import_id, ending, row_index);
create index import_rows_checked on import_rows (company_id, import_id, check_ending, row_index) where check_ending is not null;

-- What a row changed, so that it can be undone; `before` holds what stood there.
create table import_effects (
  company_id uuid not null, import_id uuid not null, row_index int not null, kind text not null, subject_id uuid not null,
  before jsonb, undone_at timestamptz, kept_because text,
  primary key (company_id, import_id, row_index, kind, subject_id),
  foreign key (company_id, import_id) references imports (company_id, id) on delete cascade);
create index import_effects_left on import_effects (company_id, import_id, row_index desc) where undone_at is null and kept_because is null;
create index import_effects_subject on import_effects (company_id, import_id, subject_id);

-- Numbers that customers have in the systems they come from ("KH000123").
create table import_customer_numbers (
  company_id uuid not null, number text not null, customer_id uuid not null, import_id uuid not null, primary key (company_id, number));
create index import_customer_numbers_of on import_customer_numbers (company_id, import_id);

-- Visits, calls and duties of the past, told apart so that a file imported twice changes nothing.
create table import_records (
  company_id uuid not null, fingerprint text not null, import_id uuid not null, row_index int not null, primary key (company_id, fingerprint));
create index import_records_of on import_records (company_id, import_id);

create table import_mappings (
  company_id uuid not null, fingerprint text not null, target text not null, mapping jsonb not null, used_at timestamptz not null, used_by uuid,
  primary key (company_id, fingerprint));

do $$ declare t text; begin
  foreach t in array array['import_files', 'imports', 'import_rows', 'import_effects', 'import_customer_numbers', 'import_records', 'import_mappings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy one_company on %I using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', t);
  end loop;
end $$;
