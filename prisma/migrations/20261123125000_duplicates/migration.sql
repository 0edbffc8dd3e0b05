-- Records that look like one person, one of them out of the asker's sight (V14–V16): the asker is told yes or no; the case goes to the
-- lowest level above both, which sees them side by side.

CREATE TYPE "duplicate_state" AS ENUM ('open', 'different', 'same');

CREATE TABLE "duplicate_case" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "unit_id" UUID,
    "state" "duplicate_state" NOT NULL DEFAULT 'open',
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "duplicate_case_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "duplicate_case_person_id_other_id_key" ON "duplicate_case"("person_id", "other_id");
CREATE INDEX "duplicate_case_province_id_state_idx" ON "duplicate_case"("province_id", "state");

ALTER TABLE "duplicate_case" ADD CONSTRAINT "duplicate_case_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "duplicate_case" ADD CONSTRAINT "duplicate_case_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table duplicate_case add constraint duplicate_case_two check (person_id <> other_id);
alter table duplicate_case add constraint duplicate_case_decided check (
  (state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by_id is null) and decided_by_id is distinct from asked_by_id);
alter table duplicate_case enable row level security;
create policy definer on duplicate_case to doanhoi_definer using (true) with check (true);
grant select, insert, update on duplicate_case to doanhoi_definer;
create trigger z_trace after insert or update or delete on duplicate_case for each row execute function upkeep.trace();

grant create on schema access to doanhoi_definer;

create function access.sees_person(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.person_scope s where s.person_id = $1 and (
    s.province_id = any ((select access.people_provinces(s.line))::uuid[])
    or s.unit_id = any ((select access.line_units(s.line))::uuid[]) or s.branch_id = any ((select access.branches())::uuid[])))
$$;

-- Opens a case for every record that looks like this person (or has the number) and that the asker does not see. Whether there was one
-- is all that is said. Asking twice asks once.
create function access.ask_duplicates(person uuid, hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare p public.person; other uuid; units uuid[]; province uuid; found boolean := false;
begin
  if not access.keeps_person($1) then return false; end if;
  select x.* into p from public.person x where x.id = $1;
  select s.province_id into province from public.person_scope s where s.person_id = $1 and access.keeps_branch(s.branch_id) limit 1;
  for other in
    select o.id from public.person o where o.id <> $1
      and exists (select 1 from public.person_scope s where s.person_id = o.id and s.province_id = province)
      and (exists (select 1 from public.person_sensitive s where s.person_id = o.id and s.province_id = province and s.identity_hash = any ($2))
        or (o.search_key = p.search_key and o.birth_date is not distinct from p.birth_date
          and (p.area_id is null or o.area_id is null or o.area_id = p.area_id)))
      and not access.sees_person(o.id)
    order by o.id limit 20
  loop
    found := true;
    select array_agg(distinct s.unit_id) into units from public.person_scope s where s.person_id in ($1, other) and s.province_id = province;
    insert into public.duplicate_case (id, person_id, other_id, province_id, unit_id, asked_by_id)
    values (gen_random_uuid(), $1, other, province, case when cardinality(units) = 1 then units[1] end, access.account_id())
    on conflict (person_id, other_id) do nothing;
  end loop;
  return found;
end $$;

-- Whose desk a case lies on: the unit's where both records are below one unit, else the organisation department's; always somebody
-- who sees both, and never the one who asked.
create function access.decides_duplicate(c public.duplicate_case) returns boolean language sql stable security definer set search_path = '' as $$
  select c.asked_by_id <> (select access.account_id()) and access.sees_person(c.person_id) and access.sees_person(c.other_id)
    and case when c.unit_id is null then c.province_id = any ((select access.departments())::uuid[])
      else c.unit_id = any ((select access.units())::uuid[]) end
$$;

create function access.duplicates_to_decide() returns table (id uuid, person_id uuid, other_id uuid, asked_by_id uuid, asked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.id, c.person_id, c.other_id, c.asked_by_id, c.asked_at from public.duplicate_case c
  where c.state = 'open' and access.decides_duplicate(c) order by c.asked_at, c.id limit 100
$$;

-- What came of it, for those who keep the record that was asked about: one line a person, however many records look like it.
create function access.duplicates_asked(person uuid) returns table (person_id uuid, state public.duplicate_state, asked_at timestamptz, note text)
language sql stable security definer set search_path = '' as $$
  select c.person_id, case when bool_or(c.state = 'same') then 'same' when bool_or(c.state = 'open') then 'open' else 'different' end::public.duplicate_state,
    min(c.asked_at), string_agg(c.note, ' ' order by c.decided_at)
  from public.duplicate_case c
  where case when $1 is null then c.asked_by_id = (select access.account_id()) else c.person_id = $1 end and access.keeps_person(c.person_id)
  group by c.person_id order by 3 desc, 1 limit 100
$$;

-- Whether a person's admission waits for such a case or was found to be of somebody who has a record already.
create function access.duplicate_pending(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.duplicate_case c where c.person_id = $1 and c.state <> 'different' and access.sees_person($1))
$$;

create function access.decide_duplicate(id uuid, verdict public.duplicate_state, note text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare c public.duplicate_case;
begin
  select d.* into c from public.duplicate_case d where d.id = $1 for update;
  if c.id is null or not access.decides_duplicate(c) then return 'not_found'; end if;
  if c.state <> 'open' then return 'already_decided'; end if;
  if $2 = 'open' then raise exception 'a verdict is needed' using errcode = '22023'; end if;
  update public.duplicate_case d set state = $2, note = $3, decided_by_id = access.account_id(), decided_at = now() where d.id = c.id;
  return 'decided';
end $$;

do $$
declare f text;
begin
  foreach f in array array['sees_person(uuid)', 'ask_duplicates(uuid, bytea[])', 'decides_duplicate(public.duplicate_case)',
    'duplicates_to_decide()', 'duplicates_asked(uuid)', 'duplicate_pending(uuid)',
    'decide_duplicate(uuid, public.duplicate_state, text)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
