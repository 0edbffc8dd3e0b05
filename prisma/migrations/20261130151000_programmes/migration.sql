-- From needs to a programme to activities (rows 11, 22–24, 30, 34, 50): what an activity was good for and for whom, what a unit does
-- itself, and what it plans against the needs the surveys named.

CREATE TYPE "activity_form" AS ENUM ('gathered', 'by_shift', 'online', 'combined', 'thematic', 'other');
CREATE TYPE "care_kind" AS ENUM ('gift', 'lodging', 'health', 'counselling', 'jobs', 'culture', 'other');

ALTER TABLE "activity" ALTER COLUMN "branch_id" DROP NOT NULL,
ADD COLUMN "form" "activity_form",
ADD COLUMN "union_participants" INTEGER,
ADD COLUMN "association_participants" INTEGER,
ADD COLUMN "youth_participants" INTEGER,
ADD COLUMN "is_joint" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "benefit_youth" TEXT,
ADD COLUMN "benefit_enterprise" TEXT,
ADD COLUMN "initiatives" INTEGER,
ADD COLUMN "savings" BIGINT,
ADD COLUMN "youth_projects" INTEGER,
ADD COLUMN "care_kind" "care_kind",
ADD COLUMN "beneficiaries" INTEGER,
ADD COLUMN "care_cash" BIGINT,
ADD COLUMN "care_in_kind" BIGINT,
ADD COLUMN "area_id" UUID,
ADD COLUMN "needs" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "programme_item_id" UUID;
ALTER TABLE "activity" ADD CONSTRAINT "activity_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "activity_unit_id_on_idx" ON "activity"("unit_id", "on");
CREATE INDEX "activity_programme_item_id_idx" ON "activity"("programme_item_id");
CREATE INDEX "activity_area_id_idx" ON "activity"("area_id");

ALTER TABLE "survey_need" ADD COLUMN "is_urgent" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL,
    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "programme_item" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "needs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "title" TEXT NOT NULL,
    "kind" "activity_kind" NOT NULL,
    "form" "activity_form",
    "planned_on" DATE NOT NULL,
    "responsible" TEXT NOT NULL,
    "audience" TEXT,
    "branch_id" UUID,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "programme_item_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "programme_unit_id_starts_on_idx" ON "programme"("unit_id", "starts_on");
CREATE INDEX "programme_item_programme_id_planned_on_idx" ON "programme_item"("programme_id", "planned_on");
CREATE INDEX "programme_item_item_id_idx" ON "programme_item"("item_id");
CREATE INDEX "programme_item_branch_id_idx" ON "programme_item"("branch_id");
ALTER TABLE "programme_item" ADD CONSTRAINT "programme_item_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "programme_item" ADD CONSTRAINT "programme_item_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves.
alter table activity add constraint activity_parts check (
  participants is null or (coalesce(union_participants, 0) <= participants and coalesce(association_participants, 0) <= participants
    and coalesce(youth_participants, 0) <= participants));
alter table activity add constraint activity_counts check (least(participants, union_participants, association_participants,
  youth_participants, initiatives, youth_projects, beneficiaries) >= 0 and least(savings, care_cash, care_in_kind) >= 0);
alter table activity add constraint activity_care check (kind = 'care' or (care_kind is null and beneficiaries is null and care_cash is null and care_in_kind is null));
alter table activity add constraint activity_benefits check ((benefits_youth or benefit_youth is null)
  and (benefits_enterprise or benefit_enterprise is null));
-- A programme item stands once; what it becomes is another row under the same key.
create unique index programme_item_one_standing on programme_item (item_id) where voided_at is null;
alter table programme add constraint programme_period check (ends_on >= starts_on);
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text'
    and (table_name in ('programme', 'programme_item') or (table_name = 'activity' and column_name in ('benefit_youth', 'benefit_enterprise'))) loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema upkeep to doanhoi_definer;
-- An activity is where its organisation is; a unit's own is where the unit is, on the line it was done for.
create function upkeep.scope_of_activity() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.branch_id is not null then
    select b.line, b.province_id, b.unit_id into new.line, new.province_id, new.unit_id from public.branch b where b.id = new.branch_id;
  else
    select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  end if;
  return new;
end $$;
create function upkeep.scope_of_programme() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  return new;
end $$;
create function upkeep.scope_of_programme_item() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select p.province_id, p.unit_id into new.province_id, new.unit_id from public.programme p where p.id = new.programme_id;
  return new;
end $$;
do $$
declare f text; t text;
begin
  foreach f in array array['scope_of_activity()', 'scope_of_programme()', 'scope_of_programme_item()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  drop trigger a_scope on activity;
  create trigger a_scope before insert or update on activity for each row execute function upkeep.scope_of_activity();
  create trigger a_scope before insert or update on programme for each row execute function upkeep.scope_of_programme();
  create trigger a_scope before insert or update on programme_item for each row execute function upkeep.scope_of_programme_item();
  foreach t in array array['programme', 'programme_item'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select, insert on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;
grant update (title, starts_on, ends_on, note, version) on programme to doanhoi_app;
grant update (voided_at) on programme_item to doanhoi_app;

create policy reads on programme for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]));
create policy unit_adds on programme for insert to doanhoi_app with check (
  unit_id = any ((select access.units())::uuid[]) and recorded_by_id = (select access.account_id()));
create policy unit_changes on programme for update to doanhoi_app using (unit_id = any ((select access.units())::uuid[]));

-- The organisation that is to do it reads it too.
create policy reads on programme_item for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[]));
create policy unit_adds on programme_item for insert to doanhoi_app with check (
  unit_id = any ((select access.units())::uuid[]) and recorded_by_id = (select access.account_id())
  and (branch_id is null or exists (select 1 from branch b where b.id = branch_id and b.unit_id = programme_item.unit_id)));
create policy unit_changes on programme_item for update to doanhoi_app using (voided_at is null and unit_id = any ((select access.units())::uuid[]))
  with check (voided_at is not null and unit_id = any ((select access.units())::uuid[]));

-- What an activity says it was done for must be in sight: a stranger's id put there would tell nothing, and shall not stand.
create policy known_item on activity as restrictive for insert to doanhoi_app with check (programme_item_id is null
  or exists (select 1 from programme_item i where i.item_id = programme_item_id and i.voided_at is null and i.unit_id = activity.unit_id));
