-- Working groups (tổ công tác, row 57, §1.10 (12)): planned, established by a decision, surveying, reported, dissolved; who is in them,
-- where they go, what they made, and the enterprises of a survey campaign that are theirs.

CREATE TYPE "working_group_state" AS ENUM ('planned', 'established', 'surveying', 'reported', 'dissolved');
CREATE TYPE "working_group_role" AS ENUM ('head', 'deputy', 'secretary', 'member');
CREATE TYPE "working_group_product_kind" AS ENUM ('advice', 'report', 'other');

CREATE TABLE "working_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT,
    "state" "working_group_state" NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL,
    CONSTRAINT "working_group_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "working_group_step" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "working_group_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "document_number" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "working_group_step_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "working_group_member" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "body" TEXT,
    "role" "working_group_role" NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "working_group_member_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "working_group_visit" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "enterprise_id" UUID,
    "planned_on" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "working_group_visit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "working_group_product" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "kind" "working_group_product_kind" NOT NULL,
    "on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "document_number" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "working_group_product_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "working_group_unit_id_state_idx" ON "working_group"("unit_id", "state");
CREATE UNIQUE INDEX "working_group_step_group_id_order_key" ON "working_group_step"("group_id", "order");
CREATE INDEX "working_group_member_group_id_idx" ON "working_group_member"("group_id");
CREATE INDEX "working_group_member_account_id_idx" ON "working_group_member"("account_id");
CREATE INDEX "working_group_visit_group_id_planned_on_idx" ON "working_group_visit"("group_id", "planned_on");
CREATE INDEX "working_group_product_group_id_on_idx" ON "working_group_product"("group_id", "on");
ALTER TABLE "working_group_step" ADD CONSTRAINT "working_group_step_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "working_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "working_group_member" ADD CONSTRAINT "working_group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "working_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "working_group_visit" ADD CONSTRAINT "working_group_visit_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "working_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "working_group_product" ADD CONSTRAINT "working_group_product_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "working_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "survey_assignment" ALTER COLUMN "surveyor_id" DROP NOT NULL,
ADD COLUMN "working_group_id" UUID;
CREATE INDEX "survey_assignment_working_group_id_idx" ON "survey_assignment"("working_group_id");
ALTER TABLE "survey_assignment" ADD CONSTRAINT "survey_assignment_working_group_id_fkey" FOREIGN KEY ("working_group_id") REFERENCES "working_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table survey_assignment add constraint survey_assignment_one_holder check ((surveyor_id is null) <> (working_group_id is null));

-- What the rows promise of themselves: a decision establishes, nobody is in it before the day they come, one head at a time.
alter table working_group_step add constraint working_group_step_decision check (state <> 'established' or document_number is not null);
alter table working_group_member add constraint working_group_member_period check (valid_to is null or valid_to > valid_from);
alter table working_group_member add constraint working_group_member_one_head exclude using gist
  (group_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null and role = 'head');
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name like 'working\_group%' loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;
create function upkeep.scope_of_working_group() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  return new;
end $$;
create function upkeep.scope_of_working_group_part() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select g.province_id, g.unit_id into new.province_id, new.unit_id from public.working_group g where g.id = new.group_id;
  return new;
end $$;

create function upkeep.note_working_group_step("group" uuid, state public.working_group_state, on_day date, note text, document_number text)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.working_group_step (id, group_id, "order", state, "on", note, document_number, recorded_by_id, is_demo)
  select gen_random_uuid(), g.id, coalesce((select max(s."order") from public.working_group_step s where s.group_id = g.id), 0) + 1,
    $2, $3, $4, $5, access.account_id(), g.is_demo
  from public.working_group g where g.id = $1;
  update public.working_group g set state = $2 where g.id = $1;
$$;

-- Plans a group of one of the viewer's units.
create function access.plan_working_group(id uuid, unit uuid, name text, purpose text, on_day date, is_demo boolean)
returns text language plpgsql volatile security definer set search_path = '' as $$
begin
  if not coalesce($2 = any (access.units()), false) then return 'not_found'; end if;
  if $5 > access.today() then return 'in_future'; end if;
  insert into public.working_group (id, unit_id, name, purpose, state, created_by_id, is_demo)
  values ($1, $2, $3, $4, 'planned', access.account_id(), $6);
  perform upkeep.note_working_group_step($1, 'planned', $5, null, null);
  return 'done';
end $$;

-- From where to where a group may go: the same table as lib/working-groups/rules.ts.
create function upkeep.may_move_working_group(state public.working_group_state, move public.working_group_state) returns boolean
language sql immutable set search_path = '' as $$
  select case $2
    when 'established' then $1 = 'planned'
    when 'surveying' then $1 in ('established', 'reported')
    when 'reported' then $1 = 'surveying'
    when 'dissolved' then $1 <> 'dissolved'
    else false end
$$;
-- Going back, and ending before the report, need a reason.
create function upkeep.needs_reason_working_group(state public.working_group_state, move public.working_group_state) returns boolean
language sql immutable set search_path = '' as $$
  select ($2 = 'surveying' and $1 = 'reported') or ($2 = 'dissolved' and $1 <> 'reported')
$$;
create function access.move_working_group("group" uuid, move public.working_group_state, on_day date, note text, document_number text)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare g public.working_group; last_day date;
begin
  select x.* into g from public.working_group x where x.id = $1 for update;
  if g.id is null or not coalesce(g.unit_id = any (access.units()), false) then return 'not_found'; end if;
  if not upkeep.may_move_working_group(g.state, $2) then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  select max(s."on") into last_day from public.working_group_step s where s.group_id = g.id and s.voided_at is null;
  if $3 < last_day then return 'before_last_step'; end if;
  if upkeep.needs_reason_working_group(g.state, $2) and nullif(btrim($4), '') is null then return 'reason_needed'; end if;
  if $2 = 'established' then
    if nullif(btrim($5), '') is null then return 'document_needed'; end if;
    if not exists (select 1 from public.working_group_member m where m.group_id = g.id and m.voided_at is null and m.role = 'head'
      and (m.valid_to is null or m.valid_to > $3)) then return 'head_needed'; end if;
  end if;
  perform upkeep.note_working_group_step(g.id, $2, $3, $4, $5);
  -- What a dissolved group had not surveyed waits for somebody again.
  if $2 = 'dissolved' then
    with freed as (update public.survey_assignment x set voided_at = now()
      where x.working_group_id = g.id and x.voided_at is null and x.valid_to is null returning x.*)
    insert into public.survey_assignment (id, campaign_id, enterprise_id, working_group_id, due_on, valid_from, valid_to, end_reason,
      recorded_by_id, is_demo)
    select gen_random_uuid(), f.campaign_id, f.enterprise_id, f.working_group_id, f.due_on, f.valid_from, access.today(),
      'Tổ công tác giải thể', access.account_id(), f.is_demo
    from freed f where f.valid_from < access.today();
  end if;
  return 'done';
end $$;
-- Takes the last step back: it is voided, and the group is where it was before. The first one stays, and a dissolved group's
-- enterprises are handed out anew by hand.
create function access.undo_working_group_step("group" uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare g public.working_group; last public.working_group_step; before public.working_group_state;
begin
  select x.* into g from public.working_group x where x.id = $1 for update;
  if g.id is null or not coalesce(g.unit_id = any (access.units()), false) then return 'not_found'; end if;
  select s.* into last from public.working_group_step s where s.group_id = g.id and s.voided_at is null order by s."order" desc limit 1;
  select s.state into before from public.working_group_step s
  where s.group_id = g.id and s.voided_at is null and s."order" < last."order" order by s."order" desc limit 1;
  if before is null then return 'not_possible'; end if;
  update public.working_group_step s set voided_at = now() where s.id = last.id;
  update public.working_group x set state = before where x.id = g.id;
  return 'done';
end $$;
-- Groups the viewer, or whoever the viewer stands in for, is in today.
create function access.my_working_groups() returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct m.group_id), '{}') from public.working_group_member m
  where m.account_id = any ((select access.stands_for())::uuid[]) and m.voided_at is null
    and m.valid_from <= access.today() and (m.valid_to is null or m.valid_to > access.today())
$$;

do $$
declare f text; t text;
begin
  foreach f in array array['plan_working_group(uuid, uuid, text, text, date, boolean)',
    'move_working_group(uuid, public.working_group_state, date, text, text)', 'undo_working_group_step(uuid)', 'my_working_groups()'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_working_group()', 'scope_of_working_group_part()',
    'note_working_group_step(uuid, public.working_group_state, date, text, text)',
    'may_move_working_group(public.working_group_state, public.working_group_state)',
    'needs_reason_working_group(public.working_group_state, public.working_group_state)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on working_group for each row execute function upkeep.scope_of_working_group();
  foreach t in array array['working_group_step', 'working_group_member', 'working_group_visit', 'working_group_product'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_working_group_part()', t);
  end loop;
  foreach t in array array['working_group', 'working_group_step', 'working_group_member', 'working_group_visit', 'working_group_product'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
  foreach t in array array['working_group_member', 'working_group_visit', 'working_group_product'] loop
    execute format('grant insert, update (voided_at) on %I to doanhoi_app', t);
    execute format('create policy unit_adds on %1$I for insert to doanhoi_app with check (unit_id = any ((select access.units())::uuid[])
      and recorded_by_id = (select access.account_id())
      and exists (select 1 from working_group g where g.id = %1$I.group_id and g.state <> ''dissolved''))', t);
    execute format('create policy unit_voids on %1$I for update to doanhoi_app using (voided_at is null and unit_id = any ((select access.units())::uuid[])
      and exists (select 1 from working_group g where g.id = %1$I.group_id and g.state <> ''dissolved''))
      with check (voided_at is not null and unit_id = any ((select access.units())::uuid[]))', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

-- An enterprise goes to an officer of a managing unit, or to a group of such a unit that stands.
drop policy assigns on survey_assignment;
create policy assigns on survey_assignment for insert to doanhoi_app with check (
  (union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
    or province_id = any ((select access.departments())::uuid[]))
  and recorded_by_id = (select access.account_id()) and voided_at is null and (valid_to is not null
    or (campaign_id = any ((select access.running_campaigns())::uuid[])
      and (array[surveyor_id || ' ' || union_unit_id, surveyor_id || ' ' || association_unit_id] && (select access.surveyor_places())::text[]
      or exists (select 1 from working_group g where g.id = working_group_id and g.state not in ('planned', 'dissolved')
        and g.unit_id in (survey_assignment.union_unit_id, survey_assignment.association_unit_id))))));
