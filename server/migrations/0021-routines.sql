-- Steps of a post's routine that somebody has done, per day or month (S0.07.sup.day, S0.07.sup.month).
create table routine_ticks (
  company_id uuid not null, staff_id uuid not null, routine text not null, step smallint not null, period date not null,
  done_at timestamptz not null, primary key (company_id, staff_id, routine, period, step),
  foreign key (company_id, staff_id) references staff (company_id, id));
alter table routine_ticks enable row level security;
alter table routine_ticks force row level security;
create policy one_company on routine_ticks using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
