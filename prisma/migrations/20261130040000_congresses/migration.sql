-- Congresses (đại hội; of the Hội, hiệp thương) in steps, from planning to recognition (domain.md §1.10 (6), §2.3, §2.4). The dates of
-- an organisation follow from its recognised congresses; a decision may move the day on which the next one is due (V23).

CREATE TYPE "congress_state" AS ENUM ('planned', 'preparing', 'asking', 'permitted', 'held', 'submitted', 'recognised', 'postponed', 'cancelled');

CREATE TABLE "congress" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "state" "congress_state" NOT NULL,
    "is_first" BOOLEAN NOT NULL DEFAULT false,
    "term_label" TEXT NOT NULL,
    "term_end_on" DATE NOT NULL,
    "planned_on" DATE NOT NULL,
    "held_on" DATE,
    "called" INTEGER,
    "present" INTEGER,
    "next_due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "congress_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "congress_step" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "congress_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "document_number" TEXT,
    "moved_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "congress_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "congress_task_done" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "done_on" DATE NOT NULL,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "congress_task_done_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "congress_seat" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "title" "post_title" NOT NULL,
    "exception_reason" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "congress_seat_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "congress_extension" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "due_on" DATE,
    "extended_to" DATE NOT NULL,
    "is_first" BOOLEAN NOT NULL DEFAULT false,
    "decision_number" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "congress_extension_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "congress_branch_id_state_idx" ON "congress"("branch_id", "state");
CREATE INDEX "congress_unit_id_state_idx" ON "congress"("unit_id", "state");
CREATE UNIQUE INDEX "congress_step_congress_id_order_key" ON "congress_step"("congress_id", "order");
CREATE INDEX "congress_task_done_congress_id_idx" ON "congress_task_done"("congress_id");
CREATE INDEX "congress_seat_congress_id_idx" ON "congress_seat"("congress_id");
CREATE INDEX "congress_seat_person_id_idx" ON "congress_seat"("person_id");
CREATE INDEX "congress_extension_branch_id_idx" ON "congress_extension"("branch_id");
ALTER TABLE "congress" ADD CONSTRAINT "congress_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_step" ADD CONSTRAINT "congress_step_congress_id_fkey" FOREIGN KEY ("congress_id") REFERENCES "congress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_task_done" ADD CONSTRAINT "congress_task_done_congress_id_fkey" FOREIGN KEY ("congress_id") REFERENCES "congress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_seat" ADD CONSTRAINT "congress_seat_congress_id_fkey" FOREIGN KEY ("congress_id") REFERENCES "congress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_seat" ADD CONSTRAINT "congress_seat_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_extension" ADD CONSTRAINT "congress_extension_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves.
create unique index congress_one_open on congress (branch_id) where state not in ('recognised', 'cancelled');
create unique index congress_task_done_once on congress_task_done (congress_id, code) where voided_at is null;
create unique index congress_extension_one on congress_extension (branch_id, due_on) nulls not distinct where voided_at is null;
alter table congress add constraint congress_delegates check (called is null or (called > 0 and present between 0 and called));
alter table congress add constraint congress_held check (state not in ('held', 'submitted', 'recognised') or (held_on is not null and called is not null and present is not null));
alter table congress add constraint congress_term_end check (held_on is null or held_on < term_end_on);
alter table congress add constraint congress_term_label check (term_label ~ '^\d{4}–\d{4}$');
-- A permission, a postponement and a recognition are decisions: they have a number.
alter table congress_step add constraint congress_step_number check (state not in ('permitted', 'recognised', 'postponed') or length(btrim(document_number)) > 0);
alter table congress_step add constraint congress_step_moved check ((state = 'postponed') = (moved_to is not null));
alter table congress_extension add constraint congress_extension_later check (is_first or extended_to > due_on);
alter table congress_extension add constraint congress_extension_decided check (length(btrim(decision_number)) > 0 and length(btrim(reason)) > 0);
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name like 'congress%' and table_name <> 'congress_due' loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

-- Upkeep: scopes, and the trace.
grant usage, create on schema upkeep to doanhoi_definer;
create function upkeep.scope_of_congress_part() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select c.branch_id, c.line, c.province_id, c.unit_id into new.branch_id, new.line, new.province_id, new.unit_id
  from public.congress c where c.id = new.congress_id;
  return new;
end $$;
-- A unit that takes over an organisation takes over its congresses.
create function upkeep.cascade_branch_to_congresses() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  foreach t in array array['congress', 'congress_extension', 'congress_step', 'congress_task_done', 'congress_seat'] loop
    execute format('update public.%I set branch_id = branch_id where branch_id = $1', t) using new.id;
  end loop;
  return null;
end $$;
create function upkeep.forget_in_congresses() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.congress_seat s set exception_reason = 'Đã xoá' where s.person_id = new.person_id and s.exception_reason is not null;
  return null;
end $$;
do $$
declare f text; t text;
begin
  foreach f in array array['scope_of_congress_part()', 'cascade_branch_to_congresses()', 'forget_in_congresses()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  foreach t in array array['congress', 'congress_extension'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_branch()', t);
  end loop;
  foreach t in array array['congress_step', 'congress_task_done', 'congress_seat'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_congress_part()', t);
  end loop;
  foreach t in array array['congress', 'congress_extension', 'congress_step', 'congress_task_done', 'congress_seat'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
end $$;
create trigger b_cascade_congresses after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_branch_to_congresses();
create trigger b_forget_in_congresses after insert on erased_person for each row execute function upkeep.forget_in_congresses();

grant create on schema access to doanhoi_definer;

-- The level above a congress: the managing unit, or the đoàn cơ sở it belongs to. Unlike with members, nobody is above oneself.
create function access.above_congress(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and (
    b.unit_id = any ((select access.line_units(b.line))::uuid[]) or b.id = any ((select access.branches_below())::uuid[])))
$$;

-- The charter's rules of a line on a day; a day before the first known set is judged by that one.
create function upkeep.charter_on(line public.org_line, on_day date) returns jsonb language sql stable security definer set search_path = '' as $$
  select s.params from public.rule_set s where s.line = $1
  order by (s.valid_from <= $2) desc, case when s.valid_from <= $2 then $2 - s.valid_from else s.valid_from - $2 end limit 1
$$;

-- Months of a term; null for the Hội, for which no number was found.
create function upkeep.term_months(line public.org_line, on_day date) returns int language sql stable security definer set search_path = '' as $$
  select case when $1 = 'union' then (upkeep.charter_on($1, $2) #>> '{enterpriseTermMonths,value}')::int end
$$;

-- Where a move leads, or null: the same table as lib/congresses/rules.ts.
create function upkeep.congress_after(state public.congress_state, move text) returns public.congress_state
language sql immutable set search_path = '' as $$
  select case
    when $2 = 'prepare' and $1 in ('planned', 'postponed') then 'preparing'
    when $2 = 'ask' and $1 = 'preparing' then 'asking'
    when $2 = 'permit' and $1 = 'asking' then 'permitted'
    when $2 = 'hold' and $1 in ('permitted', 'held') then 'held'
    when $2 = 'submit' and $1 = 'held' then 'submitted'
    when $2 = 'recognise' and $1 = 'submitted' then 'recognised'
    when $2 = 'send_back' and $1 = 'asking' then 'preparing'
    when $2 = 'send_back' and $1 = 'submitted' then 'held'
    when $2 = 'postpone' and $1 in ('planned', 'preparing', 'asking', 'permitted') then 'postponed'
    when $2 = 'cancel' and $1 in ('planned', 'preparing', 'postponed') then 'cancelled'
  end::public.congress_state
$$;

-- Whose a move is: the organisation prepares, asks, holds and submits; the level above answers.
create function upkeep.may_move_congress(branch uuid, move text) returns boolean language sql stable security definer set search_path = '' as $$
  select case when $2 in ('permit', 'recognise', 'send_back', 'postpone') then access.above_congress($1) else access.keeps_branch($1) end
$$;

create function upkeep.note_congress_step(congress uuid, state public.congress_state, on_day date, note text, document_number text, moved_to date)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.congress_step (id, congress_id, "order", state, "on", note, document_number, moved_to, recorded_by_id, is_demo)
  select gen_random_uuid(), c.id, coalesce((select max(s."order") from public.congress_step s where s.congress_id = c.id), 0) + 1,
    $2, $3, $4, $5, $6, access.account_id(), c.is_demo
  from public.congress c where c.id = $1;
  update public.congress c set state = $2, planned_on = coalesce($6, c.planned_on) where c.id = $1;
$$;

-- What stands in the way of a move that may be made at all; null where nothing does.
create function upkeep.congress_obstacle(c public.congress, move text, on_day date) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if c.id is null or not (access.keeps_branch(c.branch_id) or access.above_congress(c.branch_id)) then return 'not_found'; end if;
  if upkeep.congress_after(c.state, $2) is null or not upkeep.may_move_congress(c.branch_id, $2) then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  if $2 <> 'hold' and $3 < (select max(s."on") from public.congress_step s where s.congress_id = c.id) then return 'before_last_step'; end if;
  return null;
end $$;

create function access.plan_congress(id uuid, branch uuid, planned_on date, term_label text, term_end_on date, on_day date, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch;
begin
  select x.* into b from public.branch x where x.id = $2 for update;
  if b.id is null or not access.keeps_branch(b.id) then return 'not_found'; end if;
  if $6 > access.today() then return 'in_future'; end if;
  if not exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null and l.valid_to is null) then
    return 'branch_not_alive';
  end if;
  insert into public.congress (id, branch_id, state, is_first, term_label, term_end_on, planned_on, created_by_id, is_demo)
  values ($1, b.id, 'planned', b.provisional and b.last_congress_on is null, $4, $5, $3, access.account_id(), b.is_demo);
  perform upkeep.note_congress_step($1, 'planned', $6, $7, null, null);
  return 'done';
end $$;

-- Every move that only notes a step; holding and recognising write more.
create function access.move_congress(congress uuid, move text, on_day date, note text, document_number text, moved_to date) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.congress; obstacle text;
begin
  select x.* into c from public.congress x where x.id = $1 for update;
  if $2 in ('hold', 'recognise') then return 'not_found'; end if;
  obstacle := upkeep.congress_obstacle(c, $2, $3);
  if obstacle is not null then return obstacle; end if;
  if $2 = 'postpone' and ($6 is null or $6 <= c.planned_on) then return 'not_later'; end if;
  perform upkeep.note_congress_step(c.id, upkeep.congress_after(c.state, $2), $3, $4, $5, case when $2 = 'postpone' then $6 end);
  return 'done';
end $$;

create function access.tick_congress(congress uuid, code text, is_done boolean, done_on date, note text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.congress;
begin
  select x.* into c from public.congress x where x.id = $1 for update;
  if c.id is null or not access.keeps_branch(c.branch_id) then return 'not_found'; end if;
  if c.state not in ('planned', 'preparing', 'asking', 'permitted', 'postponed') then return 'not_possible'; end if;
  if $4 > access.today() then return 'in_future'; end if;
  if not exists (select 1 from jsonb_array_elements(upkeep.charter_on(c.line, c.planned_on) #> '{congressTasks,value}') t where t ->> 'code' = $2) then
    return 'not_found';
  end if;
  update public.congress_task_done d set voided_at = $6 where d.congress_id = c.id and d.code = $2 and d.voided_at is null;
  if $3 then
    insert into public.congress_task_done (id, congress_id, code, done_on, note, recorded_at, recorded_by_id, is_demo)
    values (gen_random_uuid(), c.id, $2, $4, $5, $6, access.account_id(), c.is_demo);
  end if;
  return 'done';
end $$;

-- Whether somebody was a member on a day: of the organisation, or of a chi đoàn that belongs to it.
create function upkeep.belongs_on(person uuid, branch uuid, on_day date) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.membership m join public.branch b on b.id = m.branch_id
    where m.person_id = $1 and $2 in (b.id, b.parent_id) and m.voided_at is null
      and m.valid_from <= $3 and (m.valid_to is null or m.valid_to > $3))
$$;

-- Writes what a congress brought: who came, whom it chose. Said again, the earlier answer is void (until it is submitted).
create function access.hold_congress(congress uuid, held_on date, called int, present int, note text, seats jsonb, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.congress; b public.branch; obstacle text; quorum jsonb; heads int;
begin
  select x.* into c from public.congress x where x.id = $1 for update;
  obstacle := upkeep.congress_obstacle(c, 'hold', $2);
  if obstacle is not null then return obstacle; end if;
  select x.* into b from public.branch x where x.id = c.branch_id for share;
  if $2 < (select max(s."on") from public.congress_step s where s.congress_id = c.id and s.state = 'permitted') then return 'before_permit'; end if;
  if $2 <= b.last_congress_on then return 'before_last_congress'; end if;
  if $2 >= c.term_end_on then return 'term_over'; end if;
  if $4 > $3 then return 'more_than_called'; end if;
  quorum := upkeep.charter_on(c.line, $2) #> '{congressQuorum,value}';
  if $4 * (quorum ->> 'of')::int < $3 * (quorum ->> 'present')::int then return 'no_quorum'; end if;
  if exists (select 1 from jsonb_to_recordset($6) x (person uuid) where not access.sees_person(x.person)) then return 'person_not_found'; end if;
  if exists (select 1 from jsonb_to_recordset($6) x (title public.post_title)
    where (c.line = 'union') <> (x.title in ('secretary', 'deputy_secretary', 'committee_member'))) then
    return 'title_of_other_line';
  end if;
  if (select count(*) > count(distinct x.person) from jsonb_to_recordset($6) x (person uuid)) then return 'chosen_twice'; end if;
  if exists (select 1 from jsonb_to_recordset($6) x (person uuid, reason text)
    where nullif(btrim(x.reason), '') is null and not upkeep.belongs_on(x.person, b.id, $2)) then
    return 'not_a_member';
  end if;
  heads := (select count(*) from jsonb_to_recordset($6) x (title public.post_title) where x.title in ('secretary', 'chapter_head'));
  if heads = 0 then return 'no_head'; end if;
  if heads > 1 then return 'two_heads'; end if;
  update public.congress_seat s set voided_at = $7 where s.congress_id = c.id and s.voided_at is null;
  insert into public.congress_seat (id, congress_id, person_id, title, exception_reason, recorded_at, recorded_by_id, is_demo)
  select gen_random_uuid(), c.id, x.person, x.title,
    case when not upkeep.belongs_on(x.person, b.id, $2) then btrim(x.reason) end, $7, access.account_id(), c.is_demo
  from jsonb_to_recordset($6) x (person uuid, title public.post_title, reason text);
  update public.congress x set held_on = $2, called = $3, present = $4 where x.id = c.id;
  perform upkeep.note_congress_step(c.id, 'held', $2, $5, null, null);
  return 'done';
end $$;

-- Recognises a congress: the committee that was ends and the one that was chosen begins on the day it met; its day, the next one's
-- and the end of the provisional time are written on the organisation. All or nothing. V10 once more, for memberships are corrected.
create function access.recognise_congress(congress uuid, on_day date, document_number text, note text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.congress; b public.branch; obstacle text; p public.post; seat public.congress_seat; due date; until date;
begin
  select x.* into c from public.congress x where x.id = $1 for update;
  obstacle := upkeep.congress_obstacle(c, 'recognise', $2);
  if obstacle is not null then return obstacle; end if;
  select x.* into b from public.branch x where x.id = c.branch_id for update;
  if c.held_on <= b.last_congress_on then return 'before_last_congress'; end if;
  if exists (select 1 from public.congress_seat s where s.congress_id = c.id and s.voided_at is null and s.exception_reason is null
    and not upkeep.belongs_on(s.person_id, b.id, c.held_on)) then
    return 'not_a_member';
  end if;
  due := least(c.term_end_on, (c.held_on + make_interval(months => upkeep.term_months(c.line, c.held_on)))::date);
  for p in select x.* from public.post x where x.branch_id = b.id and x.voided_at is null
    and (x.valid_to is null or x.valid_to > c.held_on) order by x.id for update loop
    update public.post x set voided_at = $5 where x.id = p.id;
    if p.valid_from < c.held_on then
      insert into public.post (id, branch_id, person_id, title, valid_from, valid_to, recorded_at, exception_reason, recorded_by_id, is_demo)
      values (gen_random_uuid(), p.branch_id, p.person_id, p.title, p.valid_from, c.held_on, $5, p.exception_reason, access.account_id(), p.is_demo);
    end if;
  end loop;
  for seat in select s.* from public.congress_seat s where s.congress_id = c.id and s.voided_at is null order by s.id loop
    until := null;
    if seat.exception_reason is null then
      -- Somebody who left meanwhile held the post until then.
      select m.valid_to into until from public.membership m join public.branch o on o.id = m.branch_id
      where m.person_id = seat.person_id and b.id in (o.id, o.parent_id) and m.voided_at is null
        and m.valid_from <= c.held_on and (m.valid_to is null or m.valid_to > c.held_on)
      order by m.valid_to desc nulls first limit 1;
    end if;
    insert into public.post (id, branch_id, person_id, title, valid_from, valid_to, recorded_at, exception_reason, recorded_by_id, is_demo)
    values (gen_random_uuid(), b.id, seat.person_id, seat.title, c.held_on, until, $5, seat.exception_reason, access.account_id(), c.is_demo);
  end loop;
  update public.branch x set last_congress_on = c.held_on, congress_due_on = due, congress_extended_to = null, provisional = false,
    version = x.version + 1, updated_at = $5 where x.id = b.id;
  update public.congress x set next_due_on = due where x.id = c.id;
  perform upkeep.note_congress_step(c.id, 'recognised', $2, $4, $3, null);
  return 'done';
end $$;

-- Moves the day on which a congress is due. Of a provisional organisation's first one it is set, whatever it was; otherwise it is put
-- off by at most the charter's share of a term (V23).
create function access.extend_congress(id uuid, branch uuid, extended_to date, decision_number text, decided_on date, reason text, at timestamptz)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; first boolean; most int;
begin
  select x.* into b from public.branch x where x.id = $2 for update;
  if b.id is null or not access.above_congress(b.id) then return 'not_found'; end if;
  if $5 > access.today() then return 'in_future'; end if;
  if not exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null and l.valid_to is null) then
    return 'branch_not_alive';
  end if;
  first := b.provisional and b.last_congress_on is null;
  if first then
    if $3 <= b.established_on then return 'not_later'; end if;
  else
    if b.congress_due_on is null then return 'no_due_date'; end if;
    if $3 <= b.congress_due_on then return 'not_later'; end if;
    most := floor(upkeep.term_months(b.line, coalesce(b.last_congress_on, b.established_on))
      * (upkeep.charter_on(b.line, coalesce(b.last_congress_on, b.established_on)) #>> '{termExtensionMaxShare,value}')::numeric);
    if $3 > (b.congress_due_on + make_interval(months => most))::date then return 'beyond_half_term'; end if;
  end if;
  update public.congress_extension e set voided_at = $7 where e.branch_id = b.id and e.voided_at is null
    and (first or e.due_on is not distinct from b.congress_due_on);
  insert into public.congress_extension (id, branch_id, due_on, extended_to, is_first, decision_number, decided_on, reason, recorded_at,
    recorded_by_id, is_demo)
  values ($1, b.id, b.congress_due_on, $3, first, $4, $5, $6, $7, access.account_id(), b.is_demo);
  update public.branch x set congress_due_on = case when first then $3 else x.congress_due_on end,
    congress_extended_to = case when first then null else $3 end, version = x.version + 1, updated_at = $7 where x.id = b.id;
  return 'done';
end $$;

do $$
declare f text;
begin
  foreach f in array array['above_congress(uuid)', 'plan_congress(uuid, uuid, date, text, date, date, text)',
    'move_congress(uuid, text, date, text, text, date)', 'tick_congress(uuid, text, boolean, date, text, timestamptz)',
    'hold_congress(uuid, date, int, int, text, jsonb, timestamptz)', 'recognise_congress(uuid, date, text, text, timestamptz)',
    'extend_congress(uuid, uuid, date, text, date, text, timestamptz)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['charter_on(public.org_line, date)', 'term_months(public.org_line, date)',
    'congress_after(public.congress_state, text)', 'may_move_congress(uuid, text)', 'belongs_on(uuid, uuid, date)',
    'note_congress_step(uuid, public.congress_state, date, text, text, date)', 'congress_obstacle(public.congress, text, date)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

-- Who reads: facts of an organisation by whoever reads it, whom a congress chose by whoever reads its members.
do $$
declare
  t text;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
begin
  foreach t in array array['congress', 'congress_extension', 'congress_step', 'congress_task_done'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]) or %s)', t, secretary);
  end loop;
  execute format('create policy reads on congress_seat for select to doanhoi_app using (%s or %s or %s)',
    $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
      or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$,
    $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
      or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$, secretary);
end $$;
create policy line_of_seats on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'congress_seat'
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));

-- Rules that a database loaded before this knew nothing of; the reference loader writes the same.
update rule_set set params = params || jsonb_build_object('congressQuorum', case when line = 'union'
    then '{"value": {"present": 2, "of": 3}, "source": "Tài liệu về đại hội Đoàn: có ít nhất hai phần ba số được triệu tập dự (gh-file 70272958208)", "confidence": "medium"}'::jsonb
    else '{"value": {"present": 2, "of": 3}, "source": "Chưa thấy quy định của Hội; giữ như Đoàn", "confidence": "none"}'::jsonb end,
  'congressTasks', case when line = 'union'
    then '{"value": [{"code": "plan", "label": "Kế hoạch tổ chức đại hội", "note": "Thời gian, địa điểm, ai làm việc gì"}, {"code": "party", "label": "Báo cáo cấp ủy, hoặc chủ doanh nghiệp nơi chưa có cấp ủy", "note": "Thống nhất ngày đại hội và nhân sự"}, {"code": "report", "label": "Báo cáo nhiệm kỳ qua và phương hướng nhiệm kỳ tới"}, {"code": "review", "label": "Kiểm điểm của Ban Chấp hành"}, {"code": "personnel", "label": "Đề án nhân sự Ban Chấp hành khóa mới", "note": "Số lượng theo số đoàn viên; dự kiến bí thư, phó bí thư"}, {"code": "delegates", "label": "Danh sách đoàn viên, đại biểu được triệu tập"}, {"code": "papers", "label": "Chương trình, phiếu bầu, mẫu biên bản"}], "source": "Hiểu biết chung về chuẩn bị đại hội, chưa đối chiếu văn bản; chỉ nhắc, không chặn; việc báo cáo cấp ủy theo Hướng dẫn 22HD/TWĐTN", "confidence": "medium"}'::jsonb
    else '{"value": [{"code": "plan", "label": "Kế hoạch tổ chức đại hội", "note": "Thời gian, địa điểm, ai làm việc gì"}, {"code": "party", "label": "Báo cáo cấp ủy, hoặc chủ doanh nghiệp nơi chưa có cấp ủy", "note": "Thống nhất ngày đại hội và nhân sự"}, {"code": "report", "label": "Báo cáo nhiệm kỳ qua và phương hướng nhiệm kỳ tới"}, {"code": "consultation", "label": "Nhân sự dự kiến để hiệp thương chọn cử", "note": "Hội hiệp thương chọn cử chi hội trưởng, chi hội phó, Ủy ban Hội", "link": "http://tinhdoanhungyen.org.vn/19250-cac-van-ban-chi-dao/van-ban-huong-dan-to-chuc-dai-hoi-hoi-lhtn-viet-nam-cac-cap.html"}, {"code": "delegates", "label": "Danh sách hội viên, đại biểu được triệu tập"}, {"code": "papers", "label": "Chương trình, biên bản hiệp thương"}], "source": "Việc hiệp thương theo hướng dẫn đại hội Hội LHTN các cấp (tinhdoanhungyen.org.vn); phần khác là hiểu biết chung, chỉ nhắc", "confidence": "medium"}'::jsonb end)
where not params ? 'congressQuorum';
