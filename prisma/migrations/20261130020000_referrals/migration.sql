-- Residence referrals (giới thiệu sinh hoạt nơi cư trú, row 31, domain.md §1.10 (5), §2.5). Asked by the chi đoàn, signed by the
-- đoàn cơ sở or the unit, confirmed where the member lives, remarked there every year. No membership moves by it (V14, K10).

CREATE TYPE "referral_state" AS ENUM ('requested', 'introduced', 'received', 'remarked', 'ended');
CREATE TYPE "residence_kind" AS ENUM ('permanent', 'temporary');

CREATE TABLE "referral" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "area_id" UUID,
    "to_unit_id" UUID,
    "person_name" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "place_name" TEXT NOT NULL,
    "residence" "residence_kind" NOT NULL,
    "resident_since" DATE,
    "state" "referral_state" NOT NULL,
    "introduced_on" DATE,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "referral_step" (
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "referral_state" NOT NULL,
    "on" DATE NOT NULL,
    "year" INTEGER,
    "note" TEXT,
    "document_number" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "referral_step_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "referral_branch_id_state_idx" ON "referral"("branch_id", "state");
CREATE INDEX "referral_unit_id_state_idx" ON "referral"("unit_id", "state");
CREATE INDEX "referral_to_unit_id_state_idx" ON "referral"("to_unit_id", "state");
CREATE INDEX "referral_person_id_idx" ON "referral"("person_id");
CREATE INDEX "referral_area_id_idx" ON "referral"("area_id");
CREATE UNIQUE INDEX "referral_step_referral_id_order_key" ON "referral_step"("referral_id", "order");

ALTER TABLE "referral" ADD CONSTRAINT "referral_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "referral" ADD CONSTRAINT "referral_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "referral" ADD CONSTRAINT "referral_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "referral_step" ADD CONSTRAINT "referral_step_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referral"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves. That nobody has two referrals at once is the function's to keep, under the person's lock:
-- an index over persons would stand in the way of merging two records of one person.
create unique index referral_step_one_remark on referral_step (referral_id, year) where state = 'remarked';
alter table referral add constraint referral_introduced check (state not in ('received', 'remarked') or introduced_on is not null);
alter table referral add constraint referral_since check (residence = 'permanent' or resident_since is not null);
alter table referral_step add constraint referral_step_remark check ((state = 'remarked') = (year is not null)
  and (state not in ('remarked', 'ended') or length(btrim(note)) > 0));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('referral', 'referral_step') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

create function upkeep.scope_of_referral_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select r.branch_id, r.line, r.province_id, r.unit_id into new.branch_id, new.line, new.province_id, new.unit_id
  from public.referral r where r.id = new.referral_id;
  return new;
end $$;
-- A unit that takes over an organisation takes over what was begun there.
create function upkeep.cascade_branch_to_referrals() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.referral x set branch_id = x.branch_id where x.branch_id = new.id;
  update public.referral_step x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
-- Of an erased person nothing is left in the names and the remarks.
create function upkeep.forget_in_referrals() returns trigger language plpgsql security definer set search_path = '' as $$
declare gone constant text := 'Đã xoá';
begin
  update public.referral r set person_name = new.shown_name, place_name = gone, area_id = null, resident_since =
    case when r.residence = 'temporary' then r.asked_at::date end where r.person_id = new.person_id;
  update public.referral_step s set note = gone
  where s.note is not null and s.referral_id in (select r.id from public.referral r where r.person_id = new.person_id);
  return null;
end $$;

-- The unit that answers for a commune today, in a province, if an officer of it is there: the commune's own, else the district's.
create function upkeep.unit_of_area(area uuid, province uuid) returns uuid language sql stable security definer set search_path = '' as $$
  select v.unit_id from public.area_version c
  left join public.area_version d on d.area_id = c.parent_id and d.level = 'district'
    and d.valid_from <= access.today() and (d.valid_to is null or d.valid_to > access.today())
  join public.unit_version v on (v.kind in ('commune', 'ward') and v.code = c.code) or (v.kind in ('district', 'city') and v.code = d.code)
  join public.unit u on u.id = v.unit_id and u.province_id = $2
  where c.area_id = $1 and c.level = 'commune' and c.valid_from <= access.today() and (c.valid_to is null or c.valid_to > access.today())
    and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
    and exists (select 1 from access.standing_appointment s join public.appointment p on p.id = s.id
      where p.unit_id = v.unit_id and p.role = 'unit_officer' and p.line in ('both', 'union'))
  order by v.kind in ('commune', 'ward') desc, v.unit_id limit 1
$$;

create function upkeep.note_referral_step(referral uuid, state public.referral_state, on_day date, note text, document_number text, year int)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.referral_step (id, referral_id, "order", state, "on", note, document_number, year, recorded_by_id, is_demo)
  select gen_random_uuid(), r.id, coalesce((select max(s."order") from public.referral_step s where s.referral_id = r.id), 0) + 1,
    $2, $3, $4, $5, $6, access.account_id(), r.is_demo
  from public.referral r where r.id = $1;
  update public.referral r set state = $2, introduced_on = case when $2 = 'introduced' then $3 else r.introduced_on end where r.id = $1;
$$;

-- Asks for a referral of a member of a chi đoàn of the Đoàn to a commune, or with `area` empty to a place outside. Residence is where
-- somebody lives permanently, or temporarily for the months the rule set of the day gives. The person's row is held: of two at once one wins.
create function access.start_referral(id uuid, person uuid, branch uuid, area uuid, place text, residence public.residence_kind,
  resident_since date, on_day date, note text) returns text language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; m public.membership; p public.person; months int;
begin
  select x.* into b from public.branch x where x.id = $3 for share;
  if b.id is null or b.line <> 'union' or not access.keeps_branch(b.id) or not access.sees_person($2) then return 'not_found'; end if;
  if $8 > access.today() then return 'in_future'; end if;
  select x.* into p from public.person x where x.id = $2 for update;
  select x.* into m from public.membership x where x.person_id = p.id and x.branch_id = b.id and x.voided_at is null and x.valid_to is null;
  if m.id is null then return 'not_a_member'; end if;
  if $8 < m.valid_from then return 'before_joined'; end if;
  if exists (select 1 from public.referral r where r.person_id = p.id and r.state <> 'ended') then return 'already_under_way'; end if;
  if $4 is not null and not exists (select 1 from public.area_version v where v.area_id = $4 and v.level = 'commune'
    and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())) then return 'area_not_found'; end if;
  if $6 = 'temporary' then
    select (s.params -> 'temporaryResidenceMonths' ->> 'value')::int into months from public.rule_set s
    where s.line = 'union' order by s.valid_from <= $8 desc, case when s.valid_from <= $8 then s.valid_from end desc, s.valid_from limit 1;
    if $7 is null or $7 + make_interval(months => coalesce(months, 0)) > $8 then return 'too_short'; end if;
  end if;
  insert into public.referral (id, person_id, branch_id, area_id, to_unit_id, person_name, from_name, place_name, residence, resident_since,
    state, asked_by_id, is_demo)
  values ($1, p.id, b.id, $4, upkeep.unit_of_area($4, b.province_id), p.full_name, upkeep.branch_full_name(b.id), $5, $6, $7,
    'requested', access.account_id(), p.is_demo);
  perform upkeep.note_referral_step($1, 'requested', $8, $9, null, null);
  return 'done';
end $$;

-- The residence sees nothing of it before it is introduced.
create function upkeep.at_residence(r public.referral) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(r.introduced_on is not null and r.to_unit_id = any ((select access.line_units('union'))::uuid[]), false)
$$;

-- Who may move a referral where: the same table as lib/referrals/rules.ts. What the residence answers on paper is written down by the
-- level that signed.
create function upkeep.may_move_referral(r public.referral, move public.referral_state) returns boolean
language sql stable security definer set search_path = '' as $$
  select case $2
    when 'introduced' then r.state = 'requested' and access.above_branch(r.branch_id)
    when 'received' then r.state = 'introduced' and (access.above_branch(r.branch_id) or upkeep.at_residence(r))
    when 'remarked' then r.state in ('received', 'remarked') and (access.above_branch(r.branch_id) or upkeep.at_residence(r))
    when 'ended' then r.state <> 'ended' and (access.keeps_branch(r.branch_id) or upkeep.at_residence(r))
    else false end
$$;
create function access.move_referral(referral uuid, move public.referral_state, on_day date, note text, document_number text, year int)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare r public.referral; last_day date;
begin
  select x.* into r from public.referral x where x.id = $1 for update;
  if r.id is null or $2 = 'requested' or not (access.keeps_branch(r.branch_id) or access.above_branch(r.branch_id) or upkeep.at_residence(r)) then
    return 'not_found';
  end if;
  if not upkeep.may_move_referral(r, $2) then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  select max(s."on") into last_day from public.referral_step s where s.referral_id = r.id;
  if $3 < last_day then return 'before_last_step'; end if;
  if $2 = 'remarked' then
    if $6 is null or $6 < extract(year from r.introduced_on) or $6 > extract(year from access.today()) then return 'year_outside'; end if;
    if exists (select 1 from public.referral_step s where s.referral_id = r.id and s.state = 'remarked' and s.year = $6) then
      return 'already_remarked';
    end if;
  end if;
  -- Where there is an officer by now, they may confirm; where there was one and is none any more, the paper is enough as before.
  if $2 = 'introduced' then
    update public.referral x set to_unit_id = upkeep.unit_of_area(x.area_id, x.province_id) where x.id = r.id;
  end if;
  perform upkeep.note_referral_step(r.id, $2, $3, $4, $5, case when $2 = 'remarked' then $6 end);
  return 'done';
end $$;

-- In which communes the enterprises of each organisation lie whose people the viewer reads: one answer for everybody, though an
-- enterprise of a chi đoàn ghép may be out of sight (K22). Places of work, nobody's name.
create function access.workplace_communes(on_day date, known_at timestamptz) returns table (branch_id uuid, area_id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct c.branch_id, v.area_id from public.branch b
  join public.coverage c on c.branch_id = b.id and c.valid_from <= $1 and (c.valid_to is null or c.valid_to > $1)
    and case when $2 is null then c.voided_at is null else c.recorded_at <= $2 and (c.voided_at is null or c.voided_at > $2) end
  join public.enterprise_version v on v.enterprise_id = c.enterprise_id and v.valid_from <= $1 and (v.valid_to is null or v.valid_to > $1)
    and case when $2 is null then v.voided_at is null else v.recorded_at <= $2 and (v.voided_at is null or v.voided_at > $2) end
  where b.line = 'union' and (b.province_id = any ((select access.people_provinces('union'))::uuid[])
    or b.unit_id = any ((select access.line_units('union'))::uuid[]) or b.id = any ((select access.branches())::uuid[]))
$$;

do $$
declare f text; t text;
begin
  foreach f in array array['start_referral(uuid, uuid, uuid, uuid, text, public.residence_kind, date, date, text)',
    'move_referral(uuid, public.referral_state, date, text, text, int)', 'workplace_communes(date, timestamptz)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['scope_of_referral_step()', 'cascade_branch_to_referrals()', 'forget_in_referrals()', 'unit_of_area(uuid, uuid)',
    'note_referral_step(uuid, public.referral_state, date, text, text, int)', 'may_move_referral(public.referral, public.referral_state)',
    'at_residence(public.referral)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on referral for each row execute function upkeep.scope_of_branch();
  create trigger a_scope before insert or update on referral_step for each row execute function upkeep.scope_of_referral_step();
  foreach t in array array['referral', 'referral_step'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
create trigger b_cascade_referrals after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_branch_to_referrals();
create trigger b_forget_referrals after insert on erased_person for each row execute function upkeep.forget_in_referrals();

-- Read by its own side from the beginning; by the unit that answers for the place once it is introduced.
do $$
declare
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))$q$;
  unit_keeps constant text := $q$(line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
begin
  execute format('create policy reads on referral for select to doanhoi_app using (%s or %s or %s)', reads_people, unit_keeps, secretary);
  create policy residence_reads on referral for select to doanhoi_app using (introduced_on is not null
    and to_unit_id = any ((select access.line_units('union'))::uuid[]));
  create policy reads on referral_step for select to doanhoi_app using (exists (select 1 from referral x where x.id = referral_id));
end $$;

-- The trace of these rows is read on the line of the appointment, as the rows are.
create policy line_of_referrals on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('referral', 'referral_step')
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or province_id = any ((select access.people_provinces('union'))::uuid[]));

-- Rules that a database loaded before this knew nothing of; the reference loader writes the same.
update rule_set set params = params || jsonb_build_object('temporaryResidenceMonths', jsonb_build_object('value', 6, 'confidence', 'medium',
  'source', 'Hướng dẫn 01-HD/BTC ngày 26/10/2015; ví dụ 112-HD/TĐTN-TCKT (Phú Yên, 2017): thường trú, hoặc tạm trú từ 6 tháng trở lên'))
  where line = 'union' and not params ? 'temporaryResidenceMonths';
