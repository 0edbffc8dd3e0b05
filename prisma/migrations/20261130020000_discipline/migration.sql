-- The register of discipline (domain.md §2.5): khiển trách, cảnh cáo, cách chức, khai trừ of members; khiển trách, cảnh cáo, giải tán
-- of organisations. That reprimand and warning are the chi đoàn's and the rest is the level above's is the charter as commonly
-- known, not looked up.

CREATE TYPE "discipline_kind" AS ENUM ('reprimand', 'warning', 'dismissal', 'expulsion', 'dissolution');
CREATE TABLE "discipline" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "person_id" UUID,
    "kind" "discipline_kind" NOT NULL,
    "decision_number" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "until" DATE,
    "lift_reason" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "discipline_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "discipline_branch_id_idx" ON "discipline"("branch_id");
CREATE INDEX "discipline_person_id_idx" ON "discipline"("person_id");
ALTER TABLE "discipline" ADD CONSTRAINT "discipline_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "discipline" ADD CONSTRAINT "discipline_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the rows promise of themselves.
alter table discipline add constraint discipline_of_whom check (
  kind in ('reprimand', 'warning') or (kind = 'dissolution') = (person_id is null));
alter table discipline add constraint discipline_union check (line = 'union');
alter table discipline add constraint discipline_period check (valid_to is null or valid_from < valid_to);
alter table discipline add constraint discipline_until check (until is null or until > valid_from);
alter table discipline add constraint discipline_lifted check ((valid_to is null) = (lift_reason is null));
create unique index discipline_once on discipline (branch_id, coalesce(person_id, branch_id), decision_number, valid_from) where voided_at is null;
do $$
declare c text;
begin
  foreach c in array array['decision_number', 'decided_by', 'reason', 'lift_reason'] loop
    execute format('alter table discipline add constraint discipline_%s_nfc check (%I is nfc normalized)', c, c);
  end loop;
end $$;

grant usage, create on schema upkeep to doanhoi_definer;
grant create on schema access to doanhoi_definer;

-- Whether the viewer answers for somebody today: keeps an organisation of Đoàn the person is a member of, or sits in the department
-- of organisation and inspection. Who answered for them once no longer does.
create function access.answers_for(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.membership m where m.person_id = $1 and m.line = 'union' and m.voided_at is null and m.valid_to is null
    and (m.unit_id = any ((select access.line_units('union'))::uuid[]) or m.branch_id = any ((select access.branches())::uuid[])
      or (m.province_id = any ((select access.departments())::uuid[])
        and m.province_id = any ((select access.people_provinces('union'))::uuid[]))))
$$;

-- Of somebody who is, on the day, a member there.
create function upkeep.discipline_of_member() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.person_id is not null and new.voided_at is null and not exists (select 1 from public.membership m
      where m.person_id = new.person_id and m.branch_id = new.branch_id and m.voided_at is null and m.valid_from <= new.valid_from
        and (m.valid_to is null or m.valid_to >= new.valid_from)) then
    raise exception 'discipline_of_member: not a member on that day' using errcode = '23514', constraint = 'discipline_of_member';
  end if;
  return null;
end $$;

-- Nobody is expelled without a decision, and nobody comes back while one stands. A row that only takes the place of one that
-- said so already is a correction.
create function upkeep.expulsion_by_decision() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.end_kind = 'expelled' and not exists (select 1 from public.discipline d where d.person_id = new.person_id
      and d.branch_id = new.branch_id and d.kind = 'expulsion' and d.voided_at is null)
    and not exists (select 1 from public.membership m where m.person_id = new.person_id and m.branch_id = new.branch_id
      and m.end_kind = 'expelled' and m.voided_at is not null and m.xmin = pg_current_xact_id()::xid) then
    raise exception 'membership_expelled_by_decision: no decision expels' using errcode = '23514', constraint = 'membership_expelled_by_decision';
  end if;
  if new.start_kind = 'restored' and exists (select 1 from public.discipline d where d.person_id = new.person_id and d.kind = 'expulsion'
      and d.voided_at is null and d.valid_from <= new.valid_from and (d.valid_to is null or d.valid_to > new.valid_from)) then
    raise exception 'membership_expulsion_stands: an expulsion stands' using errcode = '23514', constraint = 'membership_expulsion_stands';
  end if;
  return null;
end $$;
create function upkeep.cascade_discipline() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.discipline x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
create function upkeep.forget_discipline() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.discipline x set reason = 'Đã xoá', lift_reason = case when x.lift_reason is not null then 'Đã xoá' end
  where x.person_id = new.person_id;
  return null;
end $$;

do $$
declare f text;
begin
  alter function access.answers_for(uuid) owner to doanhoi_definer;
  revoke all on function access.answers_for(uuid) from public;
  grant execute on function access.answers_for(uuid) to doanhoi_app, doanhoi_definer;
  foreach f in array array['discipline_of_member()', 'expulsion_by_decision()', 'cascade_discipline()', 'forget_discipline()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

grant select, insert, update on discipline to doanhoi_definer;
grant select, insert, update (voided_at) on discipline to doanhoi_app;
create trigger a_scope before insert or update on discipline for each row execute function upkeep.scope_of_branch();
create trigger b_member after insert on discipline for each row execute function upkeep.discipline_of_member();
create trigger z_trace after insert or update or delete on discipline for each row execute function upkeep.trace();
create trigger b_expulsion after insert on membership for each row
  when (new.voided_at is null and (new.end_kind = 'expelled' or new.start_kind = 'restored'))
  execute function upkeep.expulsion_by_decision();
create trigger b_cascade_discipline after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_discipline();
create trigger b_forget_discipline after insert on erased_person for each row execute function upkeep.forget_discipline();

do $$
declare
  inspects constant text := $q$(province_id = any ((select access.departments())::uuid[])
    and province_id = any ((select access.people_provinces('union'))::uuid[]))$q$;
  unit_keeps constant text := $q$unit_id = any ((select access.line_units('union'))::uuid[])$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
  decides constant text := $q$(case
    when person_id is null then unit_id = any ((select access.line_units('union'))::uuid[])
      or branch_id = any ((select access.branches_below())::uuid[])
    when kind in ('reprimand', 'warning') then unit_id = any ((select access.line_units('union'))::uuid[])
      or branch_id = any ((select access.branches())::uuid[])
    else access.above_branch(branch_id) end)$q$;
begin
  alter table discipline enable row level security;
  create policy definer on discipline to doanhoi_definer using (true) with check (true);
  execute format('create policy reads on discipline for select to doanhoi_app using (%s or %s or %s
    or (person_id is not null and access.answers_for(person_id)))', inspects, unit_keeps, secretary);
  execute format('create policy deciders_add on discipline for insert to doanhoi_app with check (
    recorded_by_id = (select access.account_id()) and voided_at is null and line = ''union'' and %s
    and (person_id is null or exists (select 1 from membership m where m.person_id = discipline.person_id and m.branch_id = discipline.branch_id)))', decides);
  execute format('create policy deciders_void on discipline for update to doanhoi_app
    using (voided_at is null and %1$s) with check (voided_at is not null and %1$s)', decides);
  -- The trace shows no more than the register.
  execute format('create policy discipline_as_discipline on audit_entry as restrictive for select to doanhoi_app using (
    table_name <> ''discipline'' or %s or %s or %s)', inspects, unit_keeps, secretary);
end $$;
