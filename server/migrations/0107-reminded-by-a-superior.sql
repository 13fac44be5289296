-- When a superior last reminded somebody to sign: nobody is reminded twice within a day, however often the clock asks besides.
alter table rulebook_reminders add column by_superior_at timestamptz;
