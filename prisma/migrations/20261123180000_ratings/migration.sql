-- Ratings of organisations and of their members by the year's own scheme (V30), and since when the next congress was due
-- (K16). The levels are words of the catalogue with validity; a rating is never rewritten, only voided and given anew.

CREATE TYPE "rating_stage" AS ENUM ('self', 'superior', 'final');
CREATE TYPE "member_rating_stage" AS ENUM ('proposed', 'confirmed');

CREATE TABLE "branch_rating" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "stage" "rating_stage" NOT NULL,
    "level_id" UUID NOT NULL,
    "decided_on" DATE NOT NULL,
    "reason" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "branch_rating_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "member_rating" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "stage" "member_rating_stage" NOT NULL,
    "level_id" UUID NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "member_rating_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "congress_due" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "extended_to" DATE,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "congress_due_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "branch_rating_branch_id_idx" ON "branch_rating"("branch_id");
CREATE INDEX "member_rating_branch_id_idx" ON "member_rating"("branch_id");
CREATE INDEX "member_rating_person_id_idx" ON "member_rating"("person_id");
CREATE INDEX "congress_due_branch_id_idx" ON "congress_due"("branch_id");

ALTER TABLE "branch_rating" ADD CONSTRAINT "branch_rating_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "branch_rating" ADD CONSTRAINT "branch_rating_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "catalogue_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "member_rating" ADD CONSTRAINT "member_rating_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "member_rating" ADD CONSTRAINT "member_rating_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "member_rating" ADD CONSTRAINT "member_rating_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "catalogue_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "congress_due" ADD CONSTRAINT "congress_due_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One standing rating of a year at each stage; one due date on any day.
create unique index branch_rating_one on branch_rating (branch_id, year, stage) where voided_at is null;
create unique index member_rating_one on member_rating (person_id, branch_id, year, stage) where voided_at is null;
alter table congress_due add constraint congress_due_period check (valid_to is null or valid_from < valid_to);
alter table congress_due add constraint congress_due_extended check (extended_to > due_on);
alter table congress_due add constraint congress_due_one exclude using gist
  (branch_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);

grant create on schema access, upkeep to doanhoi_definer;

-- Organisations below those the viewer is secretary of: their level above, though not their unit.
create function access.branches_below() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(b.id) from public.branch b where b.parent_id = any ((select access.branches())::uuid[])
$$;
-- Nobody rates what they said of the organisation themselves, or confirms what they proposed.
create function access.rated_self(branch uuid, year int) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch_rating r where r.branch_id = $1 and r.year = $2 and r.stage = 'self'
    and r.voided_at is null and r.recorded_by_id = (select access.account_id()))
$$;
create function access.proposed_rating(person uuid, branch uuid, year int) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.member_rating r where r.person_id = $1 and r.branch_id = $2 and r.year = $3
    and r.stage = 'proposed' and r.voided_at is null and r.recorded_by_id = (select access.account_id()))
$$;

-- V30: a level belongs to the scheme that was in force at the end of the year. The stages follow one another; an earlier one
-- is not touched once a later one stands.
create function upkeep.rate_branch() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- The guides are the Đoàn's; none was found for the Hội.
  if new.line <> 'union' or not exists (select 1 from public.catalogue_entry c where c.id = new.level_id and c.catalogue like 'branch\_rating\_%'
      and c.valid_from <= make_date(new.year, 12, 31) and (c.valid_to is null or c.valid_to > make_date(new.year, 12, 31))) then
    raise exception 'the level is not of the scheme of %', new.year using errcode = '23514', constraint = 'branch_rating_scheme';
  end if;
  if exists (select 1 from public.branch_rating r where r.branch_id = new.branch_id and r.year = new.year and r.voided_at is null
      and r.stage > new.stage)
    or new.stage <> 'self' and not exists (select 1 from public.branch_rating r where r.branch_id = new.branch_id
      and r.year = new.year and r.voided_at is null
      and r.stage = case new.stage when 'superior' then 'self' else 'superior' end::public.rating_stage) then
    raise exception 'out of turn' using errcode = '23514', constraint = 'branch_rating_order';
  end if;
  return null;
end $$;
create function upkeep.rate_member() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.line <> 'union' or not exists (select 1 from public.catalogue_entry c where c.id = new.level_id and c.catalogue like 'member\_rating\_%'
      and c.valid_from <= make_date(new.year, 12, 31) and (c.valid_to is null or c.valid_to > make_date(new.year, 12, 31))) then
    raise exception 'the level is not of the scheme of %', new.year using errcode = '23514', constraint = 'member_rating_scheme';
  end if;
  if (case new.stage
    when 'proposed' then exists (select 1 from public.member_rating r where r.person_id = new.person_id
      and r.branch_id = new.branch_id and r.year = new.year and r.voided_at is null and r.stage = 'confirmed')
    else not exists (select 1 from public.member_rating r where r.person_id = new.person_id
      and r.branch_id = new.branch_id and r.year = new.year and r.voided_at is null and r.stage = 'proposed') end) then
    raise exception 'out of turn' using errcode = '23514', constraint = 'member_rating_order';
  end if;
  return null;
end $$;

-- The history of an organisation's due date in two times, so that K16 can be asked for any day: kept from the organisation
-- itself. A recognised congress opens another period; whatever else changes the date corrects the one that stands.
create function upkeep.congress_due() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  was public.congress_due; at timestamptz := clock_timestamp();
  begins date := coalesce(new.last_congress_on, new.established_on);
begin
  if tg_op = 'INSERT' then
    at := new.created_at;
  else
    select d.* into was from public.congress_due d where d.branch_id = new.id and d.voided_at is null and d.valid_to is null for update;
    update public.congress_due d set voided_at = at where d.id = was.id;
    if was.id is not null and current_setting('app.deed', true) = 'congress.recognise' and was.valid_from < begins then
      insert into public.congress_due (id, branch_id, due_on, extended_to, valid_from, valid_to, recorded_at)
      values (gen_random_uuid(), new.id, was.due_on, was.extended_to, was.valid_from, begins, at);
    end if;
    -- An earlier period ends where the corrected one begins.
    begins := greatest(begins, (select max(d.valid_to) from public.congress_due d where d.branch_id = new.id and d.voided_at is null));
  end if;
  if new.congress_due_on is not null then
    insert into public.congress_due (id, branch_id, due_on, extended_to, valid_from, recorded_at)
    values (gen_random_uuid(), new.id, new.congress_due_on,
      case when new.congress_extended_to > new.congress_due_on then new.congress_extended_to end, begins, at);
  end if;
  return null;
end $$;

-- A move of an organisation moves what hangs on it.
create function upkeep.cascade_ratings() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  foreach t in array array['branch_rating','member_rating','congress_due'] loop
    execute format('update public.%I set branch_id = branch_id where branch_id = $1', t) using new.id;
  end loop;
  return null;
end $$;

-- What is held about somebody includes how they were rated. Written into the function as it stands, whatever other tables
-- were added to it before.
do $$
declare was constant text := pg_get_functiondef('access.person_dossier(uuid)'::regprocedure);
begin
  execute replace(was, $q$'post', (select$q$, $q$'member_rating', (select jsonb_agg(to_jsonb(t) - hidden order by t.id)
      from public.member_rating t where t.person_id = asked.person_id and t.province_id = any (here)),
    'post', (select$q$);
end $$;

do $$
declare f text;
begin
  foreach f in array array['branches_below()', 'rated_self(uuid, int)', 'proposed_rating(uuid, uuid, int)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['rate_branch()', 'rate_member()', 'congress_due()', 'cascade_ratings()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant select, insert, update on branch_rating, member_rating, congress_due to doanhoi_definer;

create trigger a_scope before insert or update on branch_rating for each row execute function upkeep.scope_of_branch();
create trigger a_scope before insert or update on member_rating for each row execute function upkeep.scope_of_branch();
create trigger a_scope before insert or update on congress_due for each row execute function upkeep.scope_of_branch();
-- After the fences: who may not write at all is told nothing of the turn.
create trigger b_rate after insert on branch_rating for each row execute function upkeep.rate_branch();
create trigger b_rate after insert on member_rating for each row execute function upkeep.rate_member();
create trigger b_congress_due after insert on branch for each row when (new.congress_due_on is not null)
  execute function upkeep.congress_due();
create trigger b_congress_due_changed after update of last_congress_on, congress_due_on, congress_extended_to on branch for each row
  when (old.last_congress_on is distinct from new.last_congress_on or old.congress_due_on is distinct from new.congress_due_on
    or old.congress_extended_to is distinct from new.congress_extended_to)
  execute function upkeep.congress_due();
create trigger b_cascade_ratings after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_ratings();

do $$
declare
  t text;
  unit_keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
  above constant text := $q$branch_id = any ((select access.branches_below())::uuid[])$q$;
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  me constant text := '(select access.account_id())';
  who text;
begin
  foreach t in array array['branch_rating','member_rating','congress_due'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
  end loop;
  foreach t in array array['branch_rating','congress_due'] loop
    execute format('create policy reads on %I for select to doanhoi_app using (
      province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[]) or %s)', t, secretary);
  end loop;
  execute format('create policy reads on member_rating for select to doanhoi_app using (%s or %s or %s)', reads_people, unit_keeps, secretary);

  -- The organisation rates itself, the level above rates it, the unit concludes.
  who := format($q$((stage = 'self' and (%1$s or %2$s)) or (stage = 'superior' and (%1$s or %3$s)) or (stage = 'final' and %1$s))$q$,
    unit_keeps, secretary, above);
  execute format('create policy stewards_rate on branch_rating for insert to doanhoi_app with check (
    recorded_by_id = %s and voided_at is null and %s and (stage <> ''superior'' or not access.rated_self(branch_id, year)))', me, who);
  execute format('create policy stewards_void on branch_rating for update to doanhoi_app
    using (voided_at is null and %1$s) with check (voided_at is not null and %1$s)', who);

  who := format($q$((stage = 'proposed' and (%1$s or %2$s)) or (stage = 'confirmed' and (%1$s or %3$s)))$q$, unit_keeps, secretary, above);
  execute format('create policy stewards_rate on member_rating for insert to doanhoi_app with check (
    recorded_by_id = %s and voided_at is null and %s
    and exists (select 1 from membership m where m.person_id = member_rating.person_id and m.branch_id = member_rating.branch_id)
    and (stage <> ''confirmed'' or not access.proposed_rating(person_id, branch_id, year)))', me, who);
  execute format('create policy stewards_void on member_rating for update to doanhoi_app
    using (voided_at is null and %1$s) with check (voided_at is not null and %1$s)', who);
end $$;
grant select, insert, update (voided_at) on branch_rating, member_rating to doanhoi_app;
grant select on congress_due to doanhoi_app;

insert into congress_due (id, branch_id, due_on, extended_to, valid_from, recorded_at)
select gen_random_uuid(), b.id, b.congress_due_on, case when b.congress_extended_to > b.congress_due_on then b.congress_extended_to end,
  coalesce(b.last_congress_on, b.established_on), b.created_at
from branch b where b.congress_due_on is not null;

-- Ratings of members are read in the trace as the rows themselves are, on the line of the department.
create policy line_of_ratings on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'member_rating'
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));
