-- CreateEnum
CREATE TYPE "issue_kind" AS ENUM ('difficulty', 'proposal');

-- CreateEnum
CREATE TYPE "issue_category" AS ENUM ('owner_refuses', 'too_few_people', 'members_leave', 'no_leader', 'no_funds', 'no_time', 'unclear_guidance', 'other');

-- CreateEnum
CREATE TYPE "issue_stage" AS ENUM ('unit', 'department', 'association_department', 'board', 'outside', 'answered', 'closed');

-- CreateEnum
CREATE TYPE "issue_move" AS ENUM ('raised', 'passed_on', 'sent_out', 'answered', 'confirmed', 'reopened', 'escalated', 'noted');

-- CreateTable
CREATE TABLE "issue" (
    "id" UUID NOT NULL,
    "kind" "issue_kind" NOT NULL,
    "category" "issue_category" NOT NULL,
    "line" "org_line" NOT NULL,
    "text" TEXT NOT NULL,
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "stage" "issue_stage" NOT NULL,
    "outside_body" TEXT,
    "answer_by" DATE,
    "enterprise_id" UUID,
    "case_id" UUID,
    "task_id" UUID,
    "branch_id" UUID,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "raised_by_id" UUID NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "raised_on" DATE NOT NULL,
    "answered_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issue_step" (
    "id" UUID NOT NULL,
    "issue_id" UUID NOT NULL,
    "move" "issue_move" NOT NULL,
    "stage" "issue_stage" NOT NULL,
    "text" TEXT,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "on" DATE NOT NULL,
    "branch_id" UUID,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "issue_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "issue_province_id_raised_at_idx" ON "issue"("province_id", "raised_at");

-- CreateIndex
CREATE INDEX "issue_unit_id_raised_at_idx" ON "issue"("unit_id", "raised_at");

-- CreateIndex
CREATE INDEX "issue_branch_id_idx" ON "issue"("branch_id");

-- CreateIndex
CREATE INDEX "issue_enterprise_id_idx" ON "issue"("enterprise_id");

-- CreateIndex
CREATE INDEX "issue_task_id_idx" ON "issue"("task_id");

-- CreateIndex
CREATE INDEX "issue_case_id_idx" ON "issue"("case_id");

-- CreateIndex
CREATE INDEX "issue_step_issue_id_at_idx" ON "issue_step"("issue_id", "at");

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "establishment_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "plan_task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue_step" ADD CONSTRAINT "issue_step_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "issue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Difficulties and proposals (plan row 61). Everybody who reads the unit's organisations reads them; each is moved on by
-- whoever holds it, and closed or opened again by those who raised it.
alter table issue add constraint issue_outside_named check ((stage = 'outside') <= (outside_body is not null));
alter table issue add constraint issue_answer_dated check ((stage in ('answered', 'closed')) = (answered_on is not null));
-- Each department has its own line.
alter table issue add constraint issue_at_its_desk check (
  (stage = 'department') <= (line = 'union') and (stage = 'association_department') <= (line = 'association'));
alter table issue_step add constraint issue_step_says check (text is not null or move in ('confirmed', 'escalated'));
alter table issue_step add constraint issue_step_by_somebody check (by_id is not null or move = 'escalated');

grant create on schema access to doanhoi_definer;
grant create on schema upkeep to doanhoi_definer;

create function upkeep.scope_of_issue() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.branch_id is not null then
    select b.province_id, b.unit_id into new.province_id, new.unit_id from public.branch b where b.id = new.branch_id;
  else
    select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  end if;
  return new;
end $$;
create function upkeep.scope_of_issue_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select i.province_id, i.unit_id, i.branch_id into new.province_id, new.unit_id, new.branch_id from public.issue i where i.id = new.issue_id;
  return new;
end $$;
create trigger a_scope before insert or update on issue for each row execute function upkeep.scope_of_issue();
create trigger a_scope before insert or update on issue_step for each row execute function upkeep.scope_of_issue_step();

-- What hangs on an organisation or an enterprise moves with it: every table whose scope is kept by a trigger, so that no
-- list has to be thought of when a table is added.
create or replace function upkeep.cascade_branch() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  for t in select c.relname from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'branch_id'
    where g.tgname = 'a_scope' order by c.relname
  loop
    execute format('update public.%I set branch_id = branch_id where branch_id = $1', t) using new.id;
  end loop;
  update public.person_scope s set province_id = new.province_id, unit_id = new.unit_id where s.branch_id = new.id;
  return null;
end $$;
create or replace function upkeep.cascade_enterprise() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  for t in select c.relname from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'enterprise_id'
    where g.tgname = 'a_scope' order by c.relname
  loop
    execute format('update public.%I set enterprise_id = enterprise_id where enterprise_id = $1', t) using new.id;
  end loop;
  return null;
end $$;

-- Provinces whose committee the viewer sits in, on that line.
create function access.boards(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments() p
  where p.role = 'province_board' and p.line::text in ('both', $1::text)
$$;

-- What waits longer than was asked for climbs one level by itself: from the unit to the department of the line, from a
-- department to the committee. Returns how many did.
create function access.escalate_issues() returns int language plpgsql volatile security definer set search_path = '' as $$
declare late record; moved int := 0; goes public.issue_stage;
begin
  perform set_config('app.deed', 'issue.escalate', true);
  for late in select i.* from public.issue i
    where i.stage in ('unit', 'department', 'association_department') and i.answer_by < access.today() for update skip locked
  loop
    goes := case when late.stage <> 'unit' then 'board' when late.line = 'union' then 'department' else 'association_department' end;
    -- The next level has as long as was asked of the first.
    update public.issue i set stage = goes, version = i.version + 1,
      answer_by = access.today() + greatest(late.answer_by - late.raised_on, 1) where i.id = late.id;
    insert into public.issue_step (id, issue_id, move, stage, "on") values (gen_random_uuid(), late.id, 'escalated', goes, access.today());
    moved := moved + 1;
  end loop;
  return moved;
end $$;

do $$
declare f text;
begin
  foreach f in array array['access.boards(public.org_line)', 'access.escalate_issues()'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['upkeep.scope_of_issue()', 'upkeep.scope_of_issue_step()', 'upkeep.cascade_branch()', 'upkeep.cascade_enterprise()'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
revoke create on schema upkeep from doanhoi_definer;

alter table issue enable row level security;
alter table issue_step enable row level security;
create policy definer on issue to doanhoi_definer using (true) with check (true);
create policy definer on issue_step to doanhoi_definer using (true) with check (true);
grant select, insert, update on issue, issue_step to doanhoi_definer;
grant select, insert on issue, issue_step to doanhoi_app;
grant update (stage, line, outside_body, answer_by, answered_on, version) on issue to doanhoi_app;

create policy reads on issue for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[]));
-- Raised with the unit above by an organisation, with the department of the line by a unit.
create policy raises on issue for insert to doanhoi_app with check (raised_by_id = (select access.account_id())
  -- What it is about must be in sight: a stranger's id put there opens and tells nothing.
  and (enterprise_id is null or exists (select 1 from enterprise e where e.id = enterprise_id))
  and (case_id is null or exists (select 1 from establishment_case c where c.id = case_id))
  and (task_id is null or exists (select 1 from plan_task t where t.id = task_id)) and (
  (branch_id = any ((select access.branches())::uuid[]) and stage = 'unit')
  or (branch_id is null and (
    (line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]) and stage = 'department')
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]) and stage = 'association_department')))));
-- Whoever holds it moves it on. Checks of several policies are OR-ed: each names its own holder.
create policy unit_moves on issue for update to doanhoi_app
  using (stage = 'unit' and ((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))))
  with check (((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]) and stage in ('answered', 'department'))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])
      and stage in ('answered', 'association_department'))));
-- A department hands what belongs to the other line over to that line's department.
create policy department_moves on issue for update to doanhoi_app
  using (line = 'union' and stage in ('department', 'outside') and province_id = any ((select access.departments_on('union'))::uuid[]))
  with check (province_id = any ((select access.departments_on('union'))::uuid[])
    and ((line = 'union' and stage in ('answered', 'board', 'outside')) or (line = 'association' and stage = 'association_department')));
create policy association_moves on issue for update to doanhoi_app
  using (line = 'association' and stage in ('association_department', 'outside')
    and province_id = any ((select access.line_departments('association'))::uuid[]))
  with check (province_id = any ((select access.line_departments('association'))::uuid[])
    and ((line = 'association' and stage in ('answered', 'board', 'outside')) or (line = 'union' and stage = 'department')));
create policy board_moves on issue for update to doanhoi_app
  using (stage = 'board' and ((line = 'union' and province_id = any ((select access.boards('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.boards('association'))::uuid[]))))
  with check (stage = 'answered' and ((line = 'union' and province_id = any ((select access.boards('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.boards('association'))::uuid[]))));
create policy raiser_ends on issue for update to doanhoi_app
  using (stage in ('answered', 'closed') and (branch_id = any ((select access.branches())::uuid[]) or (branch_id is null and (
    (line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))))))
  with check (stage in ('closed', 'unit', 'department', 'association_department', 'board') and (
    branch_id = any ((select access.branches())::uuid[]) or (branch_id is null and (
    (line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))))));

create policy reads on issue_step for select to doanhoi_app using (exists (select 1 from issue i where i.id = issue_id));
create policy says on issue_step for insert to doanhoi_app with check (
  by_id = (select access.account_id()) and move <> 'escalated' and exists (select 1 from issue i where i.id = issue_id));

create trigger z_trace after insert or update or delete on issue for each row execute function upkeep.trace();
create trigger z_trace after insert or update or delete on issue_step for each row execute function upkeep.trace();
