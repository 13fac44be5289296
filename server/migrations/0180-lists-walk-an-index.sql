-- Each way in which a row of a list comes into sight walks an index in the order of the list (server/platform/walk.ts).
create index promises_of_site on promises (company_id, site_id, made_at desc, id desc);
create index promises_of_team on promises (company_id, team_id, made_at desc, id desc);
create index promises_of_person on promises (company_id, by_id, made_at desc, id desc);
create index promises_open on promises (company_id, made_at desc, id desc) where state in ('pending', 'returned', 'standing', 'told');

-- What a department received, in the order in which it was sent.
alter table liaison_addressees add column sent_at timestamptz;
alter table liaison_addressees no force row level security;
alter table liaison_notes no force row level security;
update liaison_addressees set sent_at = n.sent_at from liaison_notes n
  where n.company_id = liaison_addressees.company_id and n.id = liaison_addressees.note_id;
alter table liaison_addressees force row level security;
alter table liaison_notes force row level security;
alter table liaison_addressees alter column sent_at set not null;
create index liaison_addressees_by_time on liaison_addressees (company_id, department_id, sent_at desc, note_id desc);
create index liaison_notes_open on liaison_notes (company_id, sent_at desc, id desc) where done_at is null;

create index remedies_of_person on remedies (company_id, opened_by, opened_at desc, id desc);
create index remedies_open on remedies (company_id, opened_at desc, id desc) where ended_at is null;
create index remedy_tasks_of_person on remedy_tasks (company_id, assignee_id, remedy_id);

-- What stands still: by the step's start while under way, by the alert once it is late.
create index deal_courses_by_time on deal_courses (company_id, since desc, deal_id desc) where step is not null;
create index deal_courses_of_site on deal_courses (company_id, site_id, since desc, deal_id desc) where step is not null;
create index deal_step_alerts_open on deal_step_alerts (company_id, raised_at desc, id desc) where closed_at is null;
create index deal_step_alerts_of_deal on deal_step_alerts (company_id, deal_id);
create index deals_of_cover on deals (company_id, cover_id) where cover_id is not null;

create index confirmations_by_time on confirmations (company_id, applied_at desc, id desc);
