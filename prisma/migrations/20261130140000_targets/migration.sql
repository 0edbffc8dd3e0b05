-- Targets (domain.md rows 28, 51, 54, 55; §0.2 (1)): indicator × unit × value × period × document. None is required. A target of the
-- Đoàn is entered by the organisation department, one of the Hội by the Hội department; a unit gives its organisations their parts.

CREATE TYPE "target_indicator" AS ENUM ('K2', 'K3', 'K4', 'K10', 'K11', 'K12', 'K17');

CREATE TABLE "target" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "task_id" UUID,
    "indicator" "target_indicator" NOT NULL,
    "line" "line_scope" NOT NULL,
    "unit_id" UUID NOT NULL,
    "branch_id" UUID,
    "value" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "baseline" INTEGER,
    "source_text" TEXT NOT NULL,
    "source_number" TEXT,
    "source_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,
    "void_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "target_plan_id_idx" ON "target"("plan_id");
CREATE INDEX "target_task_id_idx" ON "target"("task_id");
CREATE INDEX "target_unit_id_idx" ON "target"("unit_id");
CREATE INDEX "target_branch_id_idx" ON "target"("branch_id");
ALTER TABLE "target" ADD CONSTRAINT "target_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "target" ADD CONSTRAINT "target_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "target" ADD CONSTRAINT "target_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "target" ADD CONSTRAINT "target_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A quarter's target may stand beside the year's; the same one twice may not.
create unique index target_one on target (plan_id, indicator, line, unit_id, coalesce(branch_id, unit_id), valid_from, valid_to)
  where voided_at is null;
alter table target add constraint target_value check (value >= 1 and coalesce(baseline, 0) >= 0);
alter table target add constraint target_period check (valid_from < valid_to);
alter table target add constraint target_source check (length(btrim(source_text)) > 0);
-- What counts Đoàn or Hội only has that line; enterprises with either, and surveys, have none.
alter table target add constraint target_line check (case
  when indicator = 'K2' then line = 'union' when indicator = 'K3' then line = 'association' when indicator in ('K4', 'K17') then line = 'both'
  when indicator = 'K10' then line <> 'both' else true end);
-- Of an organisation, members are counted; enterprises and organisations are a unit's.
alter table target add constraint target_of_branch check (branch_id is null or indicator = 'K10');
alter table target add constraint target_void check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by_id is null)
  and length(btrim(void_reason)) > 0);
alter table target add constraint target_order check (voided_at >= recorded_at);
do $$
declare c record;
begin
  for c in select column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name = 'target' loop
    execute format('alter table target add constraint %I check (%I is nfc normalized)', 'target_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema upkeep to doanhoi_definer;
-- An organisation's target goes with it to the unit that takes it over; a unit's stays with the unit it was given to, whatever
-- became of the unit: the target of the day.
create function upkeep.scope_of_target() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.branch_id is not null then
    select b.unit_id, b.province_id into new.unit_id, new.province_id from public.branch b
    where b.id = new.branch_id and b.line::text = new.line::text;
  else
    select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  end if;
  return new;
end $$;
alter function upkeep.scope_of_target() owner to doanhoi_definer;
revoke all on function upkeep.scope_of_target() from public;
revoke create on schema upkeep from doanhoi_definer;
create trigger a_scope before insert or update on target for each row execute function upkeep.scope_of_target();
create trigger z_trace after insert or update or delete on target for each row execute function upkeep.trace();

alter table target enable row level security;
create policy definer on target to doanhoi_definer using (true) with check (true);
grant select, insert, update on target to doanhoi_definer;
grant select, insert on target to doanhoi_app;
-- A number is put right by another row: of this one only that it no longer stands.
grant update (voided_at, voided_by_id, void_reason) on target to doanhoi_app;

-- A unit's is read like the plan it belongs to, an organisation's like the organisation.
create policy own_province on target for select to doanhoi_app using (branch_id is null
  and province_id = any ((select access.own_provinces())::uuid[]));
create policy reads on target for select to doanhoi_app using (branch_id is not null and (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[])));
do $$
declare
  -- The standing department answers for what counts both lines together (row 52).
  department constant text := $q$branch_id is null and (
    (line in ('union', 'both') and province_id = any ((select access.departments_on('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.line_departments('association'))::uuid[])))$q$;
  unit_gives constant text := $q$branch_id is not null and (
    (line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  of_the_plan constant text := $q$recorded_by_id = (select access.account_id()) and voided_at is null
    and exists (select 1 from plan p where p.id = plan_id and p.province_id = target.province_id)
    and (task_id is null or exists (select 1 from plan_task t where t.id = task_id and t.plan_id = target.plan_id))$q$;
  says text; who text;
begin
  foreach who in array array['department', 'unit_gives'] loop
    says := case who when 'department' then department else unit_gives end;
    execute format('create policy %I on target for insert to doanhoi_app with check (%s and %s)', who || '_adds', says, of_the_plan);
    execute format('create policy %I on target for update to doanhoi_app using (voided_at is null and %s)
      with check (voided_by_id = (select access.account_id()) and %s)', who || '_takes_back', says, says);
  end loop;
end $$;
