-- Reminders (đôn đốc, domain.md row 53): logged per unit by the standing department, taken back with a reason, never edited.

CREATE TYPE "coordination_column" AS ENUM ('plan', 'acknowledged', 'surveyed', 'reported');

CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "asks" "coordination_column"[],
    "text" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "due_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,
    "void_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "reminder_plan_id_idx" ON "reminder"("plan_id");
CREATE INDEX "reminder_unit_id_on_idx" ON "reminder"("unit_id", "on");
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table reminder add constraint reminder_asks check (cardinality(asks) > 0);
alter table reminder add constraint reminder_says check (length(btrim(text)) > 0 and length(btrim(to_name)) > 0);
alter table reminder add constraint reminder_due check (due_on >= "on");
alter table reminder add constraint reminder_void check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by_id is null)
  and length(btrim(void_reason)) > 0 and voided_at >= recorded_at);
do $$
declare c record;
begin
  for c in select column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name = 'reminder' loop
    execute format('alter table reminder add constraint %I check (%I is nfc normalized)', 'reminder_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema upkeep to doanhoi_definer;
create function upkeep.scope_of_reminder() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select u.province_id into new.province_id from public.unit u where u.id = new.unit_id;
  return new;
end $$;
alter function upkeep.scope_of_reminder() owner to doanhoi_definer;
revoke all on function upkeep.scope_of_reminder() from public;
revoke create on schema upkeep from doanhoi_definer;
create trigger a_scope before insert or update on reminder for each row execute function upkeep.scope_of_reminder();
create trigger z_trace after insert or update or delete on reminder for each row execute function upkeep.trace();

alter table reminder enable row level security;
create policy definer on reminder to doanhoi_definer using (true) with check (true);
grant select, insert, update on reminder to doanhoi_definer;
grant select, insert on reminder to doanhoi_app;
grant update (voided_at, voided_by_id, void_reason) on reminder to doanhoi_app;

-- Read by the province and by the unit that was urged; a sibling unit's is its own affair.
create policy reads on reminder for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]));
create policy department_adds on reminder for insert to doanhoi_app with check (
  province_id = any ((select access.departments())::uuid[]) and recorded_by_id = (select access.account_id()) and voided_at is null
  and exists (select 1 from plan p where p.id = plan_id and p.province_id = reminder.province_id));
create policy department_takes_back on reminder for update to doanhoi_app
  using (voided_at is null and province_id = any ((select access.departments())::uuid[]))
  with check (voided_by_id = (select access.account_id()) and province_id = any ((select access.departments())::uuid[]));
