-- Which unit managed an organisation when, in two times: attribution follows the period then (design.md §3), so that the
-- members of an organisation that changes its unit leave one unit and join the other, and no other movement is made up (K10).

CREATE TABLE "branch_management" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "managing_unit_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "branch_management_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "branch_management_branch_id_idx" ON "branch_management"("branch_id");
CREATE INDEX "membership_province_id_line_idx" ON "membership"("province_id", "line");
CREATE INDEX "membership_unit_id_line_idx" ON "membership"("unit_id", "line");

ALTER TABLE "branch_management" ADD CONSTRAINT "branch_management_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "branch_management" ADD CONSTRAINT "branch_management_managing_unit_id_fkey" FOREIGN KEY ("managing_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table branch_management add constraint branch_management_period_runs_forward check (valid_to is null or valid_to > valid_from);
alter table branch_management add constraint branch_management_no_overlap exclude using gist
  (branch_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);

grant create on schema access, upkeep to doanhoi_definer;

-- Kept from the organisation itself. The first period begins before anybody could be a member (V04): a founding day that is
-- corrected leaves nobody without a unit. A move is true from the business day on which it is written.
create function upkeep.manage_branch() returns trigger language plpgsql security definer set search_path = '' as $$
declare was public.branch_management; at timestamptz := clock_timestamp(); begins date := access.today();
begin
  if tg_op = 'INSERT' then
    insert into public.branch_management (id, branch_id, managing_unit_id, valid_from, recorded_at)
    values (gen_random_uuid(), new.id, new.unit_id, date '1900-01-01', new.created_at);
    return null;
  end if;
  -- What hangs on the organisation moves with it.
  update public.branch_management g set branch_id = g.branch_id where g.branch_id = new.id;
  select g.* into was from public.branch_management g
  where g.branch_id = new.id and g.voided_at is null and g.valid_to is null for update;
  if was.managing_unit_id is not distinct from new.unit_id then return null; end if;
  update public.branch_management g set voided_at = at where g.id = was.id;
  if was.valid_from < begins then
    insert into public.branch_management (id, branch_id, managing_unit_id, valid_from, valid_to, recorded_at)
    values (gen_random_uuid(), new.id, was.managing_unit_id, was.valid_from, begins, at);
  end if;
  insert into public.branch_management (id, branch_id, managing_unit_id, valid_from, recorded_at)
  values (gen_random_uuid(), new.id, new.unit_id, greatest(begins, was.valid_from), at);
  return null;
end $$;

-- How many members by ethnicity, and nobody's: counts of sensitive fields leave by this function alone (design.md §3), for those
-- who may read the fields one by one with a purpose, on their line; by the unit that managed the organisation on the day, and
-- in all (unit_id null). A count over fewer than five whose ethnicity is known would say something of each and is not given.
create function access.minority_members(line public.org_line, branches uuid[], as_of date, known_at timestamptz)
returns table (unit_id uuid, members int, known int, minority int)
language sql stable security definer set search_path = '' as $$
  with standing as (
    select distinct m.person_id, g.managing_unit_id
    from public.membership m
    join public.branch_management g on g.branch_id = m.branch_id and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3)
      and case when $4 is null then g.voided_at is null else g.recorded_at <= $4 and (g.voided_at is null or g.voided_at > $4) end
    where m.line = $1 and m.branch_id = any ($2)
      and m.valid_from <= $3 and (m.valid_to is null or m.valid_to > $3)
      and case when $4 is null then m.voided_at is null else m.recorded_at <= $4 and (m.voided_at is null or m.voided_at > $4) end
      and (m.unit_id = any ((select access.line_units($1))::uuid[]) or m.province_id = any ((
        select array_agg(distinct p.province_id) from access.appointments() p
        where p.role in ('province_board', 'org_department') and p.line::text in ('both', $1::text))::uuid[]))
  ), counted as (
    select s.managing_unit_id as unit_id, count(distinct s.person_id)::int as members,
      count(distinct s.person_id) filter (where x.ethnicity is not null)::int as known,
      count(distinct s.person_id) filter (where x.ethnicity <> '01')::int as minority
    from standing s left join public.person_sensitive x on x.person_id = s.person_id
    group by grouping sets ((s.managing_unit_id), ())
  )
  select c.unit_id, c.members, case when c.known >= 5 then c.known end, case when c.known >= 5 then c.minority end from counted c
$$;

-- Women among the persons the viewer sees. The fence of persons asks about each of them by itself, which is dear for all at once: this
-- asks the same of all together.
create function access.women_seen() returns setof uuid language sql stable security definer rows 10000 set search_path = '' as $$
  select p.id from public.person p
  where p.gender = 'female' and p.id in (
    select s.person_id from public.person_scope s
    where s.line = 'union' and (s.province_id = any ((select access.people_provinces('union'))::uuid[])
        or s.unit_id = any ((select access.line_units('union'))::uuid[]))
      or s.line = 'association' and (s.province_id = any ((select access.people_provinces('association'))::uuid[])
        or s.unit_id = any ((select access.line_units('association'))::uuid[]))
      or s.branch_id = any ((select access.branches())::uuid[]))
$$;

do $$
begin
  alter function access.women_seen() owner to doanhoi_definer;
  revoke all on function access.women_seen() from public;
  grant execute on function access.women_seen() to doanhoi_app, doanhoi_definer;
  alter function upkeep.manage_branch() owner to doanhoi_definer;
  revoke all on function upkeep.manage_branch() from public;
  alter function access.minority_members(public.org_line, uuid[], date, timestamptz) owner to doanhoi_definer;
  revoke all on function access.minority_members(public.org_line, uuid[], date, timestamptz) from public;
  grant execute on function access.minority_members(public.org_line, uuid[], date, timestamptz) to doanhoi_app, doanhoi_definer;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant select, insert, update on branch_management to doanhoi_definer;
grant select on branch_management to doanhoi_app;

create trigger a_scope before insert or update on branch_management for each row execute function upkeep.scope_of_branch();
create trigger b_manage after insert on branch for each row execute function upkeep.manage_branch();
create trigger b_manage_moved after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.manage_branch();
create trigger z_trace after insert or update or delete on branch_management for each row execute function upkeep.trace();

alter table branch_management enable row level security;
create policy definer on branch_management to doanhoi_definer using (true) with check (true);
create policy reads on branch_management for select to doanhoi_app using (
  province_id = any ((select access.provinces())::uuid[]) or unit_id = any ((select access.units())::uuid[])
  or branch_id = any ((select access.branches())::uuid[]));

insert into branch_management (id, branch_id, managing_unit_id, valid_from, recorded_at)
select gen_random_uuid(), b.id, b.unit_id, date '1900-01-01', b.created_at from branch b;
