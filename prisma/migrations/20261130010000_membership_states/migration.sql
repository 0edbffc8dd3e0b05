-- The life of a membership (domain.md §1.10 (2), §2.5): times of "hoãn sinh hoạt" and out of contact, the ceremony of those who
-- grew out of Đoàn, and a guardian's consent for whoever is too young to give their own (V32).

CREATE TYPE "membership_status_kind" AS ENUM ('suspended', 'lost_contact');
ALTER TABLE "membership" ADD COLUMN "ceremony_on" DATE;
CREATE TABLE "membership_status" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "kind" "membership_status_kind" NOT NULL,
    "note" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "membership_status_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "membership_status_branch_id_idx" ON "membership_status"("branch_id");
CREATE INDEX "membership_status_person_id_idx" ON "membership_status"("person_id");
ALTER TABLE "membership_status" ADD CONSTRAINT "membership_status_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "membership_status" ADD CONSTRAINT "membership_status_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves.
alter table membership add constraint membership_ceremony check (ceremony_on is null or end_kind = 'matured');
alter table membership_status add constraint membership_status_period check (valid_to is null or valid_from < valid_to);
-- The charter: a year at most each time; nobody is put off without an end.
alter table membership_status add constraint membership_status_year check (
  kind <> 'suspended' or (valid_to is not null and valid_to <= (valid_from + interval '1 year')::date));
alter table membership_status add constraint membership_status_union check (line = 'union');
alter table membership_status add constraint membership_status_note_nfc check (note is nfc normalized);
alter table membership_status add constraint membership_status_one exclude using gist
  (person_id with =, branch_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);

grant usage, create on schema upkeep to doanhoi_definer;

-- Only of somebody who is a member there on the day it begins. After the fences: who may not write at all is told nothing.
create function upkeep.membership_status_within() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.voided_at is null and not exists (select 1 from public.membership m where m.person_id = new.person_id and m.branch_id = new.branch_id
      and m.voided_at is null and m.valid_from <= new.valid_from and (m.valid_to is null or m.valid_to > new.valid_from)) then
    raise exception 'membership_status_within: not a member on that day' using errcode = '23514', constraint = 'membership_status_within';
  end if;
  return null;
end $$;

-- However a membership ends, what was said of its time ends with it.
create function upkeep.end_membership_statuses() returns trigger language plpgsql security definer set search_path = '' as $$
declare s record;
begin
  for s in select x.* from public.membership_status x where x.person_id = new.person_id and x.branch_id = new.branch_id and x.voided_at is null
    and x.valid_from >= new.valid_from and (x.valid_to is null or x.valid_to > new.valid_to)
    and not exists (select 1 from public.membership m where m.person_id = x.person_id and m.branch_id = x.branch_id and m.voided_at is null
      and m.id <> new.id and m.valid_from <= x.valid_from and (m.valid_to is null or m.valid_to > x.valid_from)) for update loop
    update public.membership_status x set voided_at = greatest(new.recorded_at, x.recorded_at) where x.id = s.id;
    if s.valid_from < new.valid_to then
      insert into public.membership_status (id, person_id, branch_id, kind, note, valid_from, valid_to, recorded_at, recorded_by_id, is_demo)
      values (gen_random_uuid(), s.person_id, s.branch_id, s.kind, s.note, s.valid_from, new.valid_to, new.recorded_at, new.recorded_by_id, s.is_demo);
    end if;
  end loop;
  return null;
end $$;

-- V32: from the day the rule set says, nobody below its age is admitted without a parent's or guardian's consent on record. With a
-- birth date known by year or month only what no possible day allows is refused (V05).
create function upkeep.guardian_consent_missing(person uuid, line public.org_line, on_day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.person p join public.rule_set r on r.line = $2 and r.valid_from <= $3 and (r.valid_to is null or r.valid_to > $3)
    where p.id = $1 and r.params ? 'guardianConsent' and $3 >= (r.params -> 'guardianConsent' -> 'value' ->> 'from')::date
      and p.birth_date + make_interval(years => (r.params -> 'guardianConsent' -> 'value' ->> 'underAge')::int) > $3
      and not exists (select 1 from public.privacy_basis b where b.person_id = p.id and b.guardian_name is not null and b.ended_on is null))
$$;
create function upkeep.admission_with_consent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if upkeep.guardian_consent_missing(new.person_id, new.line, new.valid_from) then
    raise exception 'membership_guardian_consent: no guardian has consented' using errcode = '23514', constraint = 'membership_guardian_consent';
  end if;
  return null;
end $$;

create function upkeep.cascade_membership_statuses() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.membership_status x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
create function upkeep.forget_membership_statuses() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.membership_status x set note = 'Đã xoá' where x.person_id = new.person_id and x.note is not null;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['guardian_consent_missing(uuid, public.org_line, date)', 'membership_status_within()', 'end_membership_statuses()', 'admission_with_consent()',
    'cascade_membership_statuses()', 'forget_membership_statuses()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;

grant select, insert, update on membership_status to doanhoi_definer;
grant select, insert, update (voided_at) on membership_status to doanhoi_app;
create trigger a_scope before insert or update on membership_status for each row execute function upkeep.scope_of_branch();
create trigger b_within after insert on membership_status for each row execute function upkeep.membership_status_within();
create trigger z_trace after insert or update or delete on membership_status for each row execute function upkeep.trace();
create trigger b_end_statuses after insert on membership for each row when (new.valid_to is not null and new.voided_at is null)
  execute function upkeep.end_membership_statuses();
create trigger b_guardian after insert on membership for each row when (new.start_kind = 'admitted' and new.voided_at is null)
  execute function upkeep.admission_with_consent();
create trigger b_cascade_statuses after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_membership_statuses();
create trigger b_forget_statuses after insert on erased_person for each row execute function upkeep.forget_membership_statuses();

do $$
declare
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))
    or branch_id = any ((select access.branches())::uuid[]))$q$;
begin
  alter table membership_status enable row level security;
  create policy definer on membership_status to doanhoi_definer using (true) with check (true);
  execute format('create policy reads on membership_status for select to doanhoi_app using (%s or %s)', reads_people, keeps);
  execute format('create policy steward_adds on membership_status for insert to doanhoi_app with check (
    recorded_by_id = (select access.account_id()) and voided_at is null and %s
    and exists (select 1 from membership m where m.person_id = membership_status.person_id and m.branch_id = membership_status.branch_id))', keeps);
  execute format('create policy steward_voids on membership_status for update to doanhoi_app
    using (voided_at is null and %1$s) with check (voided_at is not null and %1$s)', keeps);
end $$;

-- The trace of these rows is read on the line of the appointment, as the rows are.
create policy line_of_statuses on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'membership_status'
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));

-- Rules that a database loaded before this knew nothing of; the reference loader writes the same.
update rule_set set params = params || jsonb_build_object('guardianConsent', jsonb_build_object(
  'value', jsonb_build_object('underAge', 16, 'from', '2026-01-01'), 'confidence', 'medium',
  'source', 'Luật Bảo vệ dữ liệu cá nhân, có hiệu lực từ 01/01/2026; tuổi: hiểu biết chung, chưa đối chiếu văn bản'))
where code in ('doan-13', 'hoi-9') and not params ? 'guardianConsent';
