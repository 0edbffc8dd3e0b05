
CREATE TABLE "training_course" (
    "id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "topic" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "place" TEXT,
    "lecturers" TEXT,
    "budget" BIGINT,
    "result" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "training_course_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_guest" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "training_guest_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_participant" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "title" "post_title",
    "certificate_number" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "training_participant_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "training_course_unit_id_from_on_idx" ON "training_course"("unit_id", "from_on");

CREATE INDEX "training_course_province_id_from_on_idx" ON "training_course"("province_id", "from_on");

CREATE INDEX "training_guest_course_id_idx" ON "training_guest"("course_id");

CREATE INDEX "training_participant_course_id_idx" ON "training_participant"("course_id");

CREATE INDEX "training_participant_person_id_idx" ON "training_participant"("person_id");

CREATE INDEX "training_participant_branch_id_idx" ON "training_participant"("branch_id");

ALTER TABLE "training_course" ADD CONSTRAINT "training_course_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "training_guest" ADD CONSTRAINT "training_guest_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "training_participant" ADD CONSTRAINT "training_participant_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "training_course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "training_participant" ADD CONSTRAINT "training_participant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "training_participant" ADD CONSTRAINT "training_participant_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Courses for cadres (plan row 60) and K21. A course is read in its whole province, who took part as people are. Corrections void and
-- insert. No unique index over persons: merging two records of one person brings both rows together, and K21 counts persons.
alter table training_course add constraint training_course_days check (from_on <= to_on);
alter table training_course add constraint training_course_says check (length(btrim(topic)) > 0 and (budget is null or budget > 0));
alter table training_guest add constraint training_guest_says check (length(btrim(description)) > 0 and count > 0);
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text'
    and table_name in ('training_course', 'training_guest', 'training_participant') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_training_guest() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select c.line, c.province_id, c.unit_id into new.line, new.province_id, new.unit_id from public.training_course c where c.id = new.course_id;
  return new;
end $$;
-- Whose course it is: asked by the rows that hang on it.
create function access.holds_course(course uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.training_course c where c.id = $1 and c.voided_at is null and c.unit_id = any (access.desks(c.line)))
$$;

-- After the fences, so that who may not write is told nothing; under the person's lock. The message begins with the constraint's name,
-- which is all that the adapter passes on.
create function upkeep.check_training_participant() returns trigger language plpgsql security definer set search_path = '' as $$
declare c public.training_course;
begin
  perform 1 from public.person p where p.id = new.person_id for no key update;
  select x.* into c from public.training_course x where x.id = new.course_id;
  if exists (select 1 from public.training_participant t where t.course_id = new.course_id and t.person_id = new.person_id
      and t.voided_at is null and t.id <> new.id) then
    raise exception 'training_once: took part already' using errcode = '23514', constraint = 'training_once';
  end if;
  if not exists (select 1 from public.membership m where m.person_id = new.person_id and m.branch_id = new.branch_id and m.voided_at is null
        and daterange(m.valid_from, m.valid_to) && daterange(c.from_on, c.to_on, '[]'))
    and not exists (select 1 from public.post m where m.person_id = new.person_id and m.branch_id = new.branch_id and m.voided_at is null
        and daterange(m.valid_from, m.valid_to) && daterange(c.from_on, c.to_on, '[]')) then
    raise exception 'training_belongs: neither member nor cadre there then' using errcode = '23514', constraint = 'training_belongs';
  end if;
  return null;
end $$;
-- Of an erased person no number of a paper is left.
create function upkeep.forget_in_training() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.training_participant t set certificate_number = null where t.person_id = new.person_id and t.certificate_number is not null;
  return null;
end $$;

-- A corrected course takes along who took part; the row before it is voided with its parts. Whose organisation it is by now does not
-- matter, so that nobody is left behind.
create function access.replace_course(old uuid, new uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare at timestamptz := clock_timestamp(); t public.training_participant; g public.training_guest;
begin
  perform 1 from public.training_course c where c.id in ($1, $2) order by c.id for update;
  if $1 = $2 or not access.holds_course($1) or not access.holds_course($2) then return 'not_found'; end if;
  for t in select x.* from public.training_participant x where x.course_id = $1 and x.voided_at is null order by x.id loop
    update public.training_participant x set voided_at = at where x.id = t.id;
    t.id := gen_random_uuid(); t.course_id := $2; t.recorded_at := at;
    insert into public.training_participant select t.*;
  end loop;
  for g in select x.* from public.training_guest x where x.course_id = $1 and x.voided_at is null order by x.id loop
    update public.training_guest x set voided_at = at where x.id = g.id;
    g.id := gen_random_uuid(); g.course_id := $2; g.recorded_at := at;
    insert into public.training_guest select g.*;
  end loop;
  update public.training_course c set voided_at = at where c.id = $1;
  return 'done';
end $$;

-- How many took part in each course, out of sight too: sums, nobody's name.
create function access.course_sizes(courses uuid[]) returns table (course_id uuid, persons int, guests int)
language sql stable security definer set search_path = '' as $$
  select c.id, (select count(distinct t.person_id)::int from public.training_participant t where t.course_id = c.id and t.voided_at is null),
    (select coalesce(sum(g.count), 0)::int from public.training_guest g where g.course_id = c.id and g.voided_at is null)
  from public.training_course c where c.id = any ($1) and c.province_id = any ((select access.own_provinces())::uuid[])
$$;

-- Who of the people in sight took part in a course begun by the day, and since the day given, as known at the moment (K21): one answer
-- for everybody, though somebody was trained while in an organisation that is out of sight.
create function access.trained_persons(as_of date, since date, known_at timestamptz) returns table (person_id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct t.person_id from public.training_participant t join public.training_course c on c.id = t.course_id
  where c.from_on <= $1 and ($2 is null or c.from_on >= $2)
    and case when $3 is null then t.voided_at is null and c.voided_at is null
      else t.recorded_at <= $3 and (t.voided_at is null or t.voided_at > $3) and c.recorded_at <= $3 and (c.voided_at is null or c.voided_at > $3) end
    and exists (select 1 from public.person_scope s where s.person_id = t.person_id and (
      (s.line = 'union' and (s.province_id = any ((select access.people_provinces('union'))::uuid[])
        or s.unit_id = any ((select access.line_units('union'))::uuid[])))
      or (s.line = 'association' and (s.province_id = any ((select access.people_provinces('association'))::uuid[])
        or s.unit_id = any ((select access.line_units('association'))::uuid[])))
      or s.branch_id = any ((select access.branches())::uuid[])))
$$;
-- In which sectors the enterprises of each organisation are whose people the viewer reads, though one may be out of sight. No names.
create function access.workplace_sectors(on_day date, known_at timestamptz) returns table (branch_id uuid, ownership public.ownership)
language sql stable security definer set search_path = '' as $$
  select distinct c.branch_id, v.ownership from public.branch b
  join public.coverage c on c.branch_id = b.id and c.valid_from <= $1 and (c.valid_to is null or c.valid_to > $1)
    and case when $2 is null then c.voided_at is null else c.recorded_at <= $2 and (c.voided_at is null or c.voided_at > $2) end
  join public.enterprise_version v on v.enterprise_id = c.enterprise_id and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
    and case when $2 is null then v.voided_at is null else v.recorded_at <= $2 and (v.voided_at is null or v.voided_at > $2) end
  where (b.line = 'union' and (b.province_id = any ((select access.people_provinces('union'))::uuid[])
      or b.unit_id = any ((select access.line_units('union'))::uuid[])))
    or (b.line = 'association' and (b.province_id = any ((select access.people_provinces('association'))::uuid[])
      or b.unit_id = any ((select access.line_units('association'))::uuid[])))
    or b.id = any ((select access.branches())::uuid[])
$$;

do $$
declare f text; t text;
begin
  foreach f in array array['holds_course(uuid)', 'replace_course(uuid, uuid)', 'course_sizes(uuid[])',
    'trained_persons(date, date, timestamptz)', 'workplace_sectors(date, timestamptz)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_training_guest()', 'check_training_participant()', 'forget_in_training()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on training_course for each row execute function upkeep.scope_of_unit_paper();
  create trigger a_scope before insert or update on training_guest for each row execute function upkeep.scope_of_training_guest();
  create trigger a_scope before insert or update on training_participant for each row execute function upkeep.scope_of_branch();
  foreach t in array array['training_course', 'training_guest', 'training_participant'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select, insert on %I to doanhoi_app', t);
    execute format('grant update (voided_at) on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
create trigger c_check after insert on training_participant for each row when (new.voided_at is null)
  execute function upkeep.check_training_participant();
create trigger b_forget_training after insert on erased_person for each row execute function upkeep.forget_in_training();

do $$
declare
  desk constant text := $q$((line = 'union' and unit_id = any ((select access.desks('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.desks('association'))::uuid[])))$q$;
  me constant text := 'recorded_by_id = (select access.account_id()) and voided_at is null';
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  unit_keeps constant text := $q$(line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[]))$q$;
begin
  execute 'create policy own_province on training_course for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]))';
  execute 'create policy own_province on training_guest for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]))';
  execute format('create policy desk_adds on training_course for insert to doanhoi_app with check (%s and %s)', desk, me);
  execute format('create policy desk_voids on training_course for update to doanhoi_app using (voided_at is null and %1$s)
    with check (voided_at is not null and %1$s)', desk);
  execute format('create policy desk_adds on training_guest for insert to doanhoi_app with check (access.holds_course(course_id) and %s)', me);
  execute 'create policy desk_voids on training_guest for update to doanhoi_app using (voided_at is null and access.holds_course(course_id))
    with check (voided_at is not null and access.holds_course(course_id))';
  execute format('create policy reads on training_participant for select to doanhoi_app using (%s or %s
    or branch_id = any ((select access.branches())::uuid[]))', reads_people, unit_keeps);
  -- Only somebody in sight, of an organisation in sight: an id of a stranger put there opens nothing.
  execute format('create policy desk_adds on training_participant for insert to doanhoi_app with check (access.holds_course(course_id) and %s
    and exists (select 1 from person p where p.id = person_id) and exists (select 1 from branch b where b.id = branch_id))', me);
  execute 'create policy desk_voids on training_participant for update to doanhoi_app
    using (voided_at is null and access.holds_course(course_id)) with check (voided_at is not null and access.holds_course(course_id))';
end $$;

-- The trace of who took part is read on the line of the appointment, as the rows are.
create policy line_of_training on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'training_participant'
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));
