
CREATE TYPE "remedy_state" AS ENUM ('open', 'reported', 'confirmed', 'withdrawn');

CREATE TYPE "remedy_move" AS ENUM ('reported', 'returned', 'confirmed', 'extended', 'withdrawn', 'reopened');

CREATE TABLE "inspection" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "by_unit_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "branch_id" UUID,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "on" DATE NOT NULL,
    "decision_number" TEXT,
    "team" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inspection_request" (
    "id" UUID NOT NULL,
    "inspection_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "state" "remedy_state" NOT NULL DEFAULT 'open',
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "branch_id" UUID,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "inspection_request_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inspection_step" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "move" "remedy_move" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "due_on" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "branch_id" UUID,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "inspection_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "support_visit" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "by_unit_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "branch_id" UUID,
    "enterprise_id" UUID,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "on" DATE NOT NULL,
    "visitors" TEXT NOT NULL,
    "money" BIGINT,
    "material" TEXT,
    "staff" TEXT,
    "result" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "support_visit_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "by_unit_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "branch_id" UUID,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "assessment" TEXT NOT NULL,
    "lessons" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "inspection_unit_id_on_idx" ON "inspection"("unit_id", "on");

CREATE INDEX "inspection_branch_id_idx" ON "inspection"("branch_id");

CREATE INDEX "inspection_province_id_on_idx" ON "inspection"("province_id", "on");

CREATE INDEX "inspection_request_inspection_id_idx" ON "inspection_request"("inspection_id");

CREATE INDEX "inspection_request_unit_id_state_idx" ON "inspection_request"("unit_id", "state");

CREATE INDEX "inspection_request_branch_id_idx" ON "inspection_request"("branch_id");

CREATE UNIQUE INDEX "inspection_step_request_id_order_key" ON "inspection_step"("request_id", "order");

CREATE INDEX "support_visit_unit_id_on_idx" ON "support_visit"("unit_id", "on");

CREATE INDEX "support_visit_branch_id_idx" ON "support_visit"("branch_id");

CREATE INDEX "support_visit_enterprise_id_idx" ON "support_visit"("enterprise_id");

CREATE INDEX "support_visit_province_id_on_idx" ON "support_visit"("province_id", "on");

CREATE INDEX "evaluation_unit_id_to_on_idx" ON "evaluation"("unit_id", "to_on");

CREATE INDEX "evaluation_branch_id_idx" ON "evaluation"("branch_id");

CREATE INDEX "evaluation_province_id_to_on_idx" ON "evaluation"("province_id", "to_on");

ALTER TABLE "inspection" ADD CONSTRAINT "inspection_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "inspection" ADD CONSTRAINT "inspection_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "inspection_request" ADD CONSTRAINT "inspection_request_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "inspection_step" ADD CONSTRAINT "inspection_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "inspection_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Checks with what is to be put right (plan row 53), support given and periodic evaluation (row 39). Who was checked stands in the scope
-- columns and moves with the organisation; who checked stays as it was. What a check asks for moves by one table of moves, the same as
-- in lib/oversight/rules.ts, through functions only.
alter table inspection add constraint inspection_says check (length(btrim(team)) > 0 and length(btrim(findings)) > 0);
alter table inspection add constraint inspection_of_another check (branch_id is not null or by_unit_id <> unit_id);
alter table inspection_request add constraint inspection_request_says check (length(btrim(text)) > 0);
alter table inspection_step add constraint inspection_step_says check ((move in ('confirmed', 'extended') or length(btrim(note)) > 0)
  and ((move = 'extended') = (due_on is not null)));
alter table support_visit add constraint support_visit_of_one check ((branch_id is null) <> (enterprise_id is null));
alter table support_visit add constraint support_visit_says check (length(btrim(visitors)) > 0 and (money is null or money > 0)
  and (money is not null or length(btrim(material)) > 0 or length(btrim(staff)) > 0));
alter table evaluation add constraint evaluation_says check (from_on <= to_on and length(btrim(assessment)) > 0 and length(btrim(lessons)) > 0);
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text'
    and table_name in ('inspection', 'inspection_request', 'inspection_step', 'support_visit', 'evaluation') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_oversight() returns trigger language plpgsql security definer set search_path = '' as $$
declare enterprise uuid := (to_jsonb(new) ->> 'enterprise_id')::uuid;
begin
  if new.branch_id is not null then
    select b.line, b.province_id, b.unit_id into new.line, new.province_id, new.unit_id from public.branch b where b.id = new.branch_id;
  elsif enterprise is not null then
    select e.province_id, case new.line when 'union' then e.union_unit_id else e.association_unit_id end
      into new.province_id, new.unit_id from public.enterprise e where e.id = enterprise;
  else
    select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  end if;
  return new;
end $$;
create function upkeep.scope_of_inspection_request() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select i.line, i.province_id, i.unit_id, i.branch_id into new.line, new.province_id, new.unit_id, new.branch_id
  from public.inspection i where i.id = new.inspection_id;
  return new;
end $$;
create function upkeep.scope_of_inspection_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select r.line, r.province_id, r.unit_id, r.branch_id into new.line, new.province_id, new.unit_id, new.branch_id
  from public.inspection_request r where r.id = new.request_id;
  return new;
end $$;

-- Who answers for the one who checked: the department of the line where that was the province, else whoever manages the organisation by
-- now. Who answers for the one that was checked: the organisation's keepers, or the unit's officers.
create function upkeep.is_inspector(i public.inspection) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(case when i.by_unit_id = i.province_id then i.province_id = any (access.desks(i.line))
    else i.branch_id is not null and i.unit_id = any ((select access.line_units(i.line))::uuid[]) end, false)
$$;
create function upkeep.is_inspected(i public.inspection) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(case when i.branch_id is not null then access.keeps_branch(i.branch_id)
    else i.unit_id = any ((select access.line_units(i.line))::uuid[]) end, false)
$$;

create function access.add_inspection_request(id uuid, inspection uuid, text text, due_on date) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare i public.inspection;
begin
  select x.* into i from public.inspection x where x.id = $2 and x.voided_at is null for update;
  if i.id is null or not upkeep.is_inspector(i) then return 'not_found'; end if;
  if $4 < i."on" then return 'due_before_check'; end if;
  insert into public.inspection_request (id, inspection_id, text, due_on, recorded_by_id, is_demo)
  values ($1, i.id, $3, $4, access.account_id(), i.is_demo);
  return 'done';
end $$;

-- The state after a move by the parties the viewer is, or null where it is none of theirs.
create function upkeep.remedy_after(state public.remedy_state, move public.remedy_move, inspector boolean, inspected boolean)
returns public.remedy_state language sql immutable set search_path = '' as $$
  select (case $2
    when 'reported' then case when $1 = 'open' and $4 then 'reported' end
    when 'returned' then case when $1 = 'reported' and $3 then 'open' end
    when 'confirmed' then case when $1 in ('open', 'reported') and $3 then 'confirmed' end
    when 'extended' then case when $1 = 'open' and $3 then 'open' end
    when 'withdrawn' then case when $1 in ('open', 'reported') and $3 then 'withdrawn' end
    when 'reopened' then case when $1 in ('confirmed', 'withdrawn') and $3 then 'open' end end)::public.remedy_state
$$;
create function access.move_remedy(id uuid, request uuid, move public.remedy_move, on_day date, note text, due_on date) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare r public.inspection_request; i public.inspection; last_day date; goes public.remedy_state;
begin
  select x.* into r from public.inspection_request x where x.id = $2 for update;
  select x.* into i from public.inspection x where x.id = r.inspection_id and x.voided_at is null;
  if i.id is null or not (upkeep.is_inspector(i) or upkeep.is_inspected(i)) then return 'not_found'; end if;
  goes := upkeep.remedy_after(r.state, $3, upkeep.is_inspector(i), upkeep.is_inspected(i));
  if goes is null then return 'not_possible'; end if;
  if $4 > access.today() then return 'in_future'; end if;
  select greatest(i."on", max(s."on")) into last_day from public.inspection_step s where s.request_id = r.id;
  if $4 < last_day then return 'before_last_step'; end if;
  if $3 = 'extended' and ($6 is null or $6 <= $4) then return 'due_missing'; end if;
  insert into public.inspection_step (id, request_id, "order", move, "on", note, due_on, recorded_by_id, is_demo)
  values ($1, r.id, coalesce((select max(s."order") from public.inspection_step s where s.request_id = r.id), 0) + 1, $3, $4, $5,
    case when $3 = 'extended' then $6 end, access.account_id(), r.is_demo);
  update public.inspection_request x set state = goes, due_on = case when $3 = 'extended' then $6 else x.due_on end where x.id = r.id;
  return 'done';
end $$;

do $$
declare f text; t text;
begin
  foreach f in array array['add_inspection_request(uuid, uuid, text, date)', 'move_remedy(uuid, uuid, public.remedy_move, date, text, date)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_oversight()', 'scope_of_inspection_request()', 'scope_of_inspection_step()',
    'is_inspector(public.inspection)', 'is_inspected(public.inspection)',
    'remedy_after(public.remedy_state, public.remedy_move, boolean, boolean)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on inspection_request for each row execute function upkeep.scope_of_inspection_request();
  create trigger a_scope before insert or update on inspection_step for each row execute function upkeep.scope_of_inspection_step();
  foreach t in array array['inspection', 'support_visit', 'evaluation'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_oversight()', t);
  end loop;
  foreach t in array array['inspection', 'inspection_request', 'inspection_step', 'support_visit', 'evaluation'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
    execute format('create policy reads on %I for select to doanhoi_app using (province_id = any ((select access.provinces())::uuid[])
      or unit_id = any ((select access.units())::uuid[]) or branch_id = any ((select access.branches())::uuid[]))', t);
  end loop;
  foreach t in array array['inspection', 'support_visit', 'evaluation'] loop
    execute format('grant insert on %I to doanhoi_app', t);
    execute format('grant update (voided_at) on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
create policy covered_reads on support_visit for select to doanhoi_app using (enterprise_id = any ((select access.covered())::uuid[]));

do $$
declare
  t text;
  -- By the province, or by the unit of its own.
  by_desk constant text := $q$((by_unit_id = province_id and ((line = 'union' and province_id = any ((select access.desks('union'))::uuid[]))
      or (line = 'association' and province_id = any ((select access.desks('association'))::uuid[]))))
    or (by_unit_id <> province_id and ((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
      or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))))$q$;
begin
  foreach t in array array['inspection', 'support_visit', 'evaluation'] loop
    execute format('create policy desk_adds on %I for insert to doanhoi_app with check (%s and by_unit_id in (province_id, unit_id)
      and recorded_by_id = (select access.account_id()) and voided_at is null)', t, by_desk);
    execute format('create policy desk_voids on %1$I for update to doanhoi_app using (voided_at is null and %2$s %3$s)
      with check (voided_at is not null and %2$s)', t, by_desk, case t when 'inspection' then
      'and not exists (select 1 from inspection_step s join inspection_request r on r.id = s.request_id where r.inspection_id = inspection.id)'
      else '' end);
  end loop;
end $$;
