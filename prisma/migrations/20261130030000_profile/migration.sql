-- The minimum of a member's record (domain.md §4.8): training in political theory, where somebody joined Đoàn, and awards in a line
-- each. The rest stays in the paper book.

CREATE TYPE "political_theory" AS ENUM ('none', 'elementary', 'intermediate', 'advanced', 'bachelor');
ALTER TABLE "person" ADD COLUMN "joined_place" TEXT,
ADD COLUMN "political_theory" "political_theory";
CREATE TABLE "award" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "decision_number" TEXT,
    "on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "award_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "award_branch_id_idx" ON "award"("branch_id");
CREATE INDEX "award_person_id_idx" ON "award"("person_id");
ALTER TABLE "award" ADD CONSTRAINT "award_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "award" ADD CONSTRAINT "award_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table person add constraint person_joined_place_nfc check (joined_place is nfc normalized);
alter table award add constraint award_title_nfc check (title is nfc normalized);
alter table award add constraint award_decision_number_nfc check (decision_number is nfc normalized);
create unique index award_once on award (person_id, branch_id, title, "on") where voided_at is null;

grant usage, create on schema upkeep to doanhoi_definer;
create function upkeep.cascade_awards() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.award x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
create function upkeep.forget_profile() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.person p set joined_place = null, political_theory = null where p.id = new.person_id;
  update public.award x set title = 'Đã xoá ' || x.id, decision_number = null where x.person_id = new.person_id;
  return null;
end $$;
do $$
declare f text;
begin
  foreach f in array array['cascade_awards()', 'forget_profile()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;

grant update (joined_place, political_theory) on person to doanhoi_app;
grant select, insert, update on award to doanhoi_definer;
grant select, insert, update (voided_at) on award to doanhoi_app;
create trigger a_scope before insert or update on award for each row execute function upkeep.scope_of_branch();
create trigger z_trace after insert or update or delete on award for each row execute function upkeep.trace();
create trigger b_cascade_awards after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_awards();
create trigger b_forget_profile after insert on erased_person for each row execute function upkeep.forget_profile();

do $$
declare
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))
    or branch_id = any ((select access.branches())::uuid[]))$q$;
begin
  alter table award enable row level security;
  create policy definer on award to doanhoi_definer using (true) with check (true);
  execute format('create policy reads on award for select to doanhoi_app using (%s or %s)', reads_people, keeps);
  execute format('create policy steward_adds on award for insert to doanhoi_app with check (
    recorded_by_id = (select access.account_id()) and voided_at is null and %s
    and exists (select 1 from membership m where m.person_id = award.person_id and m.branch_id = award.branch_id))', keeps);
  execute format('create policy steward_voids on award for update to doanhoi_app
    using (voided_at is null and %1$s) with check (voided_at is not null and %1$s)', keeps);
end $$;
create policy line_of_awards on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'award'
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));
