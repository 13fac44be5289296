-- A buyer of a launch presses on a phone of their own: a link of 128 secret bits, of which only the hash stands here.

create table launch_links (
  company_id uuid not null, id uuid not null, launch_id uuid not null, buyer_id uuid not null, token_hash text not null,
  issued_at timestamptz not null, issued_by uuid, opened_at timestamptz, revoked_at timestamptz, revoked_by uuid, journal_id uuid not null,
  primary key (company_id, id), foreign key (company_id, buyer_id) references launch_buyers (company_id, id));
create unique index launch_links_token on launch_links (token_hash);
create unique index launch_links_one_live on launch_links (company_id, buyer_id) where revoked_at is null;
create index launch_links_of_launch on launch_links (company_id, launch_id) where revoked_at is null;

alter table launch_links enable row level security;
alter table launch_links force row level security;
create policy one_company on launch_links using (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
-- Whoever shows the secret may read the one row it belongs to, and learns from it which company they are dealing with.
create policy by_secret on launch_links for select using (token_hash = nullif(current_setting('app.launch_link', true), ''));

create function launch_link(hash text)
returns table ("companyId" uuid, id uuid, "launchId" uuid, "buyerId" uuid, "siteId" uuid, "consultantId" uuid, "closesAt" timestamptz, "isAlive" boolean)
language plpgsql as $$
declare l launch_links%rowtype;
begin
  perform set_config('app.launch_link', hash, true);
  select * into l from launch_links where launch_links.token_hash = hash;
  perform set_config('app.launch_link', '', true);
  if l.id is null then return; end if;
  perform set_config('app.company_id', l.company_id::text, true);
  return query
    select l.company_id, l.id, l.launch_id, l.buyer_id, launches.site_id, b.consultant_id, launches.closes_at,
      l.revoked_at is null and b.removed_at is null and launches.state <> 'closed'
    from launch_buyers b join launches on launches.company_id = b.company_id and launches.id = b.launch_id
    where b.company_id = l.company_id and b.id = l.buyer_id;
end $$;

-- Which of a buyer's choices a hold is: two phones that press at once for one buyer want the same number, and one of them gets it.
alter table holds add column choice int check (choice > 0);
alter table holds no force row level security;
update holds set choice = numbered.choice from (
  select company_id, id, row_number() over (partition by company_id, buyer_id order by placed_at, id) as choice
  from holds where buyer_id is not null and state in ('live', 'converted')) numbered
where holds.company_id = numbered.company_id and holds.id = numbered.id;
alter table holds force row level security;
create unique index s0_02_info_8_one_win_per_choice on holds (company_id, buyer_id, choice)
  where buyer_id is not null and state in ('live', 'converted');
