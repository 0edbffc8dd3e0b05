-- Two records of one person in one's own scope (V15, V16): found by keys, said to be two people once and for all, or merged with
-- everything that refers to them, and parted again exactly as they were.

CREATE TYPE "pair_verdict" AS ENUM ('distinct', 'merged');

CREATE TABLE "person_pair" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "unit_id" UUID,
    "verdict" "pair_verdict" NOT NULL,
    "reason" TEXT NOT NULL,
    "before" JSONB NOT NULL DEFAULT '{}',
    "after" JSONB NOT NULL DEFAULT '{}',
    "moved" JSONB NOT NULL DEFAULT '{}',
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undo_reason" TEXT,

    CONSTRAINT "person_pair_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "person_pair_person_id_idx" ON "person_pair"("person_id");
CREATE INDEX "person_pair_other_id_idx" ON "person_pair"("other_id");

ALTER TABLE "person_pair" ADD CONSTRAINT "person_pair_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_pair" ADD CONSTRAINT "person_pair_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table person_pair add constraint person_pair_two check (person_id <> other_id);
alter table person_pair add constraint person_pair_undone check ((undone_at is null) = (undone_by_id is null) and (undone_at is null) = (undo_reason is null));
alter table person_pair add constraint person_pair_reason_nfc check (reason is nfc normalized);
alter table person_pair add constraint person_pair_undo_reason_nfc check (undo_reason is nfc normalized);
create unique index person_pair_one on person_pair (least(person_id, other_id), greatest(person_id, other_id)) where undone_at is null;
-- A record that went into another is in no second one.
create unique index person_pair_gone_once on person_pair (other_id) where undone_at is null and verdict = 'merged';
alter table person_pair enable row level security;
create policy definer on person_pair to doanhoi_definer using (true) with check (true);
grant select, insert, update on person_pair to doanhoi_definer;
create trigger z_trace after insert or update or delete on person_pair for each row execute function upkeep.trace();
-- What was filled in from the other record is told of by the trace to those who see the persons' own rows, not to whole departments.
create policy pairs_as_people on audit_entry as restrictive for select to doanhoi_app using (
  table_name <> 'person_pair' or unit_id = any ((select access.units())::uuid[]) or province_id = any ((select access.privacy_desks())::uuid[]));

grant delete on person_scope to doanhoi_definer;

-- A number is sealed to the record it was entered in. One that moved with a merge says to which, until it is written or sealed anew.
ALTER TABLE "person_sensitive" ADD COLUMN "sealed_for" UUID;
alter table person_sensitive add constraint person_sensitive_sealed_for check (sealed_for is null or (identity_cipher is not null and sealed_for <> person_id));
create index person_phone on person (phone) where phone is not null;

-- Every row that refers to a person is carried over, also in tables yet to come: those owe the definer this right, and a test says so.
do $$
declare t text;
begin
  for t in select distinct c.conrelid::regclass::text from pg_constraint c where c.contype = 'f' and c.confrelid = 'person'::regclass loop
    execute format('grant select, update on %s to doanhoi_definer', t);
  end loop;
end $$;

grant create on schema access, upkeep to doanhoi_definer;

-- Whether all that is known of where somebody belongs lies below the viewer: the officer's own units, the province of an
-- organisation department that answers for both lines. Nobody merges what somebody else keeps too.
create function access.merges_person(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.person_scope s where s.person_id = $1)
    and not exists (select 1 from public.erased_person e where e.person_id = $1)
    and not exists (select 1 from public.person_scope s where s.person_id = $1
      and not coalesce(s.province_id = any ((select access.privacy_desks())::uuid[]), false)
      and not coalesce(s.unit_id = any ((select access.line_units(s.line))::uuid[]), false))
$$;

-- The record and those that went into it, however many times over.
create function access.records_of(person uuid) returns uuid[] language sql stable security definer set search_path = '' as $$
  with recursive one as (
    select $1 as id
    union
    select m.other_id from public.person_pair m join one on one.id = m.person_id
    where m.verdict = 'merged' and m.undone_at is null and access.sees_person($1))
  select array_agg(one.id) from one
$$;

-- Pairs that may be one person, by what both have in common and never by comparing everybody with everybody: the same name and
-- year of birth, the same telephone, the same name in one commune where a birth date is missing. V16's doubt is kept: what is unknown in one may
-- be the same. Two equal identity numbers cannot be here (V15: the database refuses the second).
create function access.person_pairs() returns table (person_id uuid, other_id uuid, keys text[])
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select distinct s.person_id from public.person_scope s
    where s.province_id = any ((select access.privacy_desks())::uuid[])
      or (s.line = 'union' and s.unit_id = any ((select access.line_units('union'))::uuid[]))
      or (s.line = 'association' and s.unit_id = any ((select access.line_units('association'))::uuid[]))),
  people as materialized (
    select p.id, p.search_key, p.phone, p.gender, p.area_id, extract(year from p.birth_date) as year, p.birth_date as earliest,
      (p.birth_date + case p.birth_precision when 'year' then interval '1 year' when 'month' then interval '1 month' else interval '1 day' end)::date as after
    from public.person p join mine on mine.person_id = p.id),
  alike as (
    select a.id, b.id as other_id, 'name_birth' as key from people a join people b on b.search_key = a.search_key and b.year = a.year
      where a.id < b.id and a.earliest < b.after and b.earliest < a.after and coalesce(a.area_id = b.area_id, true)
    union all
    select a.id, b.id, 'phone' from people a join people b on b.phone = a.phone
      where a.id < b.id and coalesce(a.earliest < b.after and b.earliest < a.after, true) and coalesce(a.gender = b.gender, true)
    union all
    select a.id, b.id, 'name_place' from people a join people b on b.search_key = a.search_key and b.area_id = a.area_id
      where a.id < b.id and (a.year is null or b.year is null)),
  pairs as (select alike.id, alike.other_id, array_agg(distinct alike.key order by alike.key) as keys from alike group by 1, 2)
  select pairs.id, pairs.other_id, pairs.keys from pairs
  where not exists (select 1 from public.person_pair d where d.undone_at is null
      and least(d.person_id, d.other_id) = pairs.id and greatest(d.person_id, d.other_id) = pairs.other_id)
    and not exists (select 1 from public.duplicate_case c where c.state <> 'same'
      and least(c.person_id, c.other_id) = pairs.id and greatest(c.person_id, c.other_id) = pairs.other_id)
    and access.merges_person(pairs.id) and access.merges_person(pairs.other_id)
  order by cardinality(pairs.keys) desc, pairs.id, pairs.other_id limit 100
$$;

-- What was decided about pairs, as far as the viewer may undo it.
create function access.pairs_decided(person uuid) returns table (id uuid, person_id uuid, other_id uuid, verdict public.pair_verdict,
  other_name text, reason text, decided_by_id uuid, decided_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.id, d.person_id, d.other_id, d.verdict, o.full_name, d.reason, d.decided_by_id, d.decided_at
  from public.person_pair d join public.person o on o.id = d.other_id
  where d.undone_at is null and ($1 is null or $1 in (d.person_id, d.other_id)) and access.merges_person(d.person_id)
    and (d.verdict = 'merged' or access.merges_person(d.other_id))
  order by d.decided_at desc, d.id limit 100
$$;

-- Remembers that two records are two people.
create function access.part_persons(pair uuid, person uuid, other uuid, reason text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare province uuid; units uuid[];
begin
  if $2 = $3 or not access.merges_person($2) or not access.merges_person($3) then return 'not_found'; end if;
  select min(s.province_id::text)::uuid, array_agg(distinct s.unit_id) into province, units from public.person_scope s where s.person_id in ($2, $3);
  insert into public.person_pair (id, person_id, other_id, province_id, unit_id, verdict, reason, decided_by_id)
  values ($1, least($2, $3), greatest($2, $3), province, case when cardinality(units) = 1 then units[1] end, 'distinct', $4, access.account_id())
  on conflict do nothing;
  return case when found then 'done' else 'already_decided' end;
end $$;

-- Puts `gone` into `kept`: the fields named in `take` come from it, and every row that refers to it. Of two stays in one organisation, the
-- one that lies within the other is voided. What was done is written down so that it can be taken back.
create function access.merge_persons(pair uuid, kept uuid, gone uuid, take text[], reason text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  k public.person; g public.person; was jsonb; will jsonb; kept_row public.person_sensitive; gone_row public.person_sensitive;
  refers record; ids uuid[]; twin record; province uuid; units uuid[]; at timestamptz(3) := clock_timestamp();
  rows jsonb := '{}'; reset jsonb := '[]'; live jsonb; sensitive jsonb := '{}'; scopes jsonb; fresh jsonb; filled text[] := '{}';
  open constant text[] := array['full_name', 'gender', 'birth_date', 'phone', 'area_id', 'education', 'occupation'];
begin
  if not access.proved() then raise exception 'a fresh proof is needed' using errcode = '28000'; end if;
  perform 1 from public.person p where p.id in ($2, $3) order by p.id for update;
  if $2 = $3 or not access.merges_person($2) or not access.merges_person($3) then return 'not_found'; end if;
  select p.* into k from public.person p where p.id = $2;
  select p.* into g from public.person p where p.id = $3;
  select s.* into kept_row from public.person_sensitive s where s.person_id = $2 for update;
  select s.* into gone_row from public.person_sensitive s where s.person_id = $3 for update;
  if kept_row.identity_hash <> gone_row.identity_hash then return 'identity_differs'; end if;
  select min(s.province_id::text)::uuid, array_agg(distinct s.unit_id) into province, units from public.person_scope s where s.person_id in ($2, $3);

  -- Twice in one organisation at one time: the shorter stay, and the shorter post, is voided.
  for twin in select a.id as kept_id, b.id as gone_id, daterange(a.valid_from, a.valid_to) as kept_time, daterange(b.valid_from, b.valid_to) as gone_time
    from public.membership a join public.membership b on b.branch_id = a.branch_id and b.person_id = $3 and b.voided_at is null
      and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
    where a.person_id = $2 and a.voided_at is null order by a.id, b.id loop
    if not (twin.kept_time @> twin.gone_time or twin.gone_time @> twin.kept_time) then return 'periods_cross'; end if;
    ids := array[case when twin.kept_time @> twin.gone_time then twin.gone_id else twin.kept_id end];
    update public.membership m set voided_at = at where m.id = ids[1] and m.voided_at is null;
    if found then reset := reset || jsonb_build_object('table', 'membership', 'id', ids[1]); end if;
  end loop;
  for twin in select a.id as kept_id, b.id as gone_id, daterange(a.valid_from, a.valid_to) as kept_time, daterange(b.valid_from, b.valid_to) as gone_time
    from public.post a join public.post b on b.branch_id = a.branch_id and b.title = a.title and b.person_id = $3 and b.voided_at is null
      and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
    where a.person_id = $2 and a.voided_at is null order by a.id, b.id loop
    if not (twin.kept_time @> twin.gone_time or twin.gone_time @> twin.kept_time) then return 'periods_cross'; end if;
    ids := array[case when twin.kept_time @> twin.gone_time then twin.gone_id else twin.kept_id end];
    update public.post m set voided_at = at where m.id = ids[1] and m.voided_at is null;
    if found then reset := reset || jsonb_build_object('table', 'post', 'id', ids[1]); end if;
  end loop;
  -- Two bases for one purpose: the kept record's goes on.
  for twin in select b.id from public.privacy_basis b where b.person_id = $3 and b.ended_on is null
    and exists (select 1 from public.privacy_basis a where a.person_id = $2 and a.purpose = b.purpose and a.ended_on is null) order by b.id loop
    update public.privacy_basis b set ended_on = greatest(access.law_today(), b.given_on), end_kind = 'replaced', end_reason = $5,
      ended_by_id = access.account_id(), ended_at = at where b.id = twin.id;
    reset := reset || jsonb_build_object('table', 'privacy_basis', 'id', twin.id);
  end loop;

  -- The organisations both are seen from.
  select coalesce(jsonb_agg(jsonb_build_array(s.branch_id, s.line) order by s.branch_id, s.line), '[]'),
      coalesce(jsonb_agg(jsonb_build_array(s.branch_id, s.line) order by s.branch_id, s.line) filter (where not exists (select 1
        from public.person_scope h where h.person_id = $2 and h.branch_id = s.branch_id and h.line = s.line)), '[]')
    into scopes, fresh from public.person_scope s where s.person_id = $3;

  for refers in select c.conrelid::regclass::text as t, a.attname as col from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.person'::regclass and cardinality(c.conkey) = 1
      and c.conrelid not in ('public.person_scope'::regclass, 'public.person_pair'::regclass, 'public.duplicate_case'::regclass)
    order by 1, 2 loop
    execute format('with carried as (update %s set %I = $1 where %I = $2 returning id) select array_agg(id order by id) from carried',
      refers.t, refers.col, refers.col) into ids using $2, $3;
    if ids is not null then rows := rows || jsonb_build_object(refers.t || ' ' || refers.col, ids); end if;
  end loop;
  -- Questions to the level above about a third record; those about this very pair answered themselves.
  with carried as (update public.duplicate_case c set person_id = $2 where c.person_id = $3 and c.other_id <> $2
    and not exists (select 1 from public.duplicate_case d where d.person_id = $2 and d.other_id = c.other_id) returning c.id)
  select array_agg(carried.id) into ids from carried;
  if ids is not null then rows := rows || jsonb_build_object('public.duplicate_case person_id', ids); end if;
  with carried as (update public.duplicate_case c set other_id = $2 where c.other_id = $3 and c.person_id <> $2
    and not exists (select 1 from public.duplicate_case d where d.other_id = $2 and d.person_id = c.person_id) returning c.id)
  select array_agg(carried.id) into ids from carried;
  if ids is not null then rows := rows || jsonb_build_object('public.duplicate_case other_id', ids); end if;
  live := jsonb_build_object(
    'membership', (select coalesce(jsonb_agg(m.id), '[]') from public.membership m where m.person_id = $2 and m.voided_at is null),
    'post', (select coalesce(jsonb_agg(p.id), '[]') from public.post p where p.person_id = $2 and p.voided_at is null),
    'admission', (select coalesce(jsonb_agg(a.id), '[]') from public.admission a where a.person_id = $2 and a.state = 'proposed'));

  -- A branch's place is the branch's own.
  insert into public.person_scope (person_id, branch_id, line, province_id, unit_id)
    select $2, s.branch_id, s.line, s.province_id, s.unit_id from public.person_scope s where s.person_id = $3
    on conflict (person_id, branch_id, line) do nothing;
  delete from public.person_scope s where s.person_id = $3;

  -- What is sensitive: what the kept record lacks is filled in; the number moves, for it is of one record only.
  if gone_row.person_id is not null and kept_row.person_id is null then
    update public.person_sensitive s set person_id = $2, sealed_for = case when s.identity_cipher is not null then nullif(coalesce(s.sealed_for, $3), $2) end
      where s.person_id = $3;
    sensitive := '{"row": true}';
  elsif gone_row.person_id is not null then
    if kept_row.ethnicity is null and gone_row.ethnicity is not null then filled := filled || 'ethnicity'::text; end if;
    if kept_row.religion is null and gone_row.religion is not null then filled := filled || 'religion'::text; end if;
    if kept_row.party_member is null and gone_row.party_member is not null then filled := filled || 'party_member'::text; end if;
    if kept_row.identity_hash is null and gone_row.identity_hash is not null then
      filled := filled || 'identity'::text;
      update public.person_sensitive s set identity_cipher = null, identity_hash = null, identity_tail = null, sealed_for = null where s.person_id = $3;
      update public.person_sensitive s set identity_cipher = gone_row.identity_cipher, identity_hash = gone_row.identity_hash,
        identity_tail = gone_row.identity_tail, province_id = gone_row.province_id, sealed_for = nullif(coalesce(gone_row.sealed_for, $3), $2) where s.person_id = $2;
    end if;
    update public.person_sensitive s set ethnicity = coalesce(s.ethnicity, gone_row.ethnicity), religion = coalesce(s.religion, gone_row.religion),
      party_member = coalesce(s.party_member, gone_row.party_member), version = s.version + 1 where s.person_id = $2;
    sensitive := jsonb_build_object('filled', filled, 'province_id', kept_row.province_id);
  end if;

  -- The facts chosen from the other record; what belongs together goes together.
  select coalesce(jsonb_object_agg(c.name, to_jsonb(k) -> c.name), '{}'), coalesce(jsonb_object_agg(c.name, to_jsonb(g) -> c.name), '{}') into was, will
    from unnest($4) t(field) join unnest(open) o(field) on o.field = t.field
    cross join lateral unnest(case t.field when 'full_name' then array['full_name', 'search_key', 'sort_key']
      when 'birth_date' then array['birth_date', 'birth_precision'] else array[t.field] end) c(name)
    where to_jsonb(k) -> c.name is distinct from to_jsonb(g) -> c.name;
  perform upkeep.put_person($2, will);

  insert into public.person_pair (id, person_id, other_id, province_id, unit_id, verdict, reason, before, after, moved, decided_by_id, decided_at)
  values ($1, $2, $3, province, case when cardinality(units) = 1 then units[1] end, 'merged', $5, was, will,
    jsonb_build_object('rows', rows, 'reset', reset, 'live', live, 'sensitive', sensitive, 'scopes', scopes, 'fresh', fresh),
    access.account_id(), at);
  return 'done';
end $$;

-- Writes the facts of a person that are named, and no others.
create function upkeep.put_person(person uuid, facts jsonb) returns void language plpgsql volatile security definer set search_path = '' as $$
declare p public.person;
begin
  if $2 = '{}' then return; end if;
  select x.* into p from public.person x where x.id = $1;
  p := jsonb_populate_record(p, $2);
  update public.person x set full_name = p.full_name, search_key = p.search_key, sort_key = p.sort_key, gender = p.gender,
    birth_date = p.birth_date, birth_precision = p.birth_precision, phone = p.phone, area_id = p.area_id, education = p.education,
    occupation = p.occupation, version = x.version + 1, updated_at = now() where x.id = $1;
end $$;

-- Takes a verdict back. A merge is undone row by row: each goes back to whom it came from, what was voided stands again; what was
-- written of the kept record since stays with it, except where it rests on what would go: then it is refused.
create function access.undo_pair(pair uuid, reason text) returns text language plpgsql volatile security definer set search_path = '' as $$
declare d public.person_pair; item record; k public.person_sensitive; back jsonb;
begin
  select x.* into d from public.person_pair x where x.id = $1 for update;
  if d.id is null or d.undone_at is not null or not access.merges_person(d.person_id)
    or (d.verdict = 'distinct' and not access.merges_person(d.other_id)) then return 'not_found'; end if;
  if d.verdict = 'merged' then
    if not access.proved() then raise exception 'a fresh proof is needed' using errcode = '28000'; end if;
    perform 1 from public.person p where p.id in (d.person_id, d.other_id) order by p.id for update;
    if exists (select 1 from jsonb_array_elements_text(d.moved -> 'live' -> 'membership') x(id) join public.membership m on m.id = x.id::uuid where m.voided_at is not null)
      or exists (select 1 from jsonb_array_elements_text(d.moved -> 'live' -> 'post') x(id) join public.post p on p.id = x.id::uuid where p.voided_at is not null)
      or exists (select 1 from jsonb_array_elements_text(d.moved -> 'live' -> 'admission') x(id) join public.admission a on a.id = x.id::uuid where a.state <> 'proposed')
    then return 'changed_since'; end if;
    for item in select split_part(r.key, ' ', 1) as t, split_part(r.key, ' ', 2) as col, r.value as ids from jsonb_each(d.moved -> 'rows') r order by r.key loop
      execute format('update %s set %I = $1 where %I = $2 and id in (select x::uuid from jsonb_array_elements_text($3) x)',
        item.t::regclass, item.col, item.col) using d.other_id, d.person_id, item.ids;
    end loop;
    for item in select r ->> 'table' as t, (r ->> 'id')::uuid as id from jsonb_array_elements(d.moved -> 'reset') r loop
      if item.t = 'privacy_basis' then
        update public.privacy_basis b set ended_on = null, end_kind = null, end_reason = null, ended_by_id = null, ended_at = null where b.id = item.id;
      else
        execute format('update public.%I set voided_at = null where id = $1', item.t) using item.id;
      end if;
    end loop;
    insert into public.person_scope (person_id, branch_id, line, province_id, unit_id)
      select d.other_id, b.id, (s ->> 1)::public.org_line, b.province_id, b.unit_id
      from jsonb_array_elements(d.moved -> 'scopes') s join public.branch b on b.id = (s ->> 0)::uuid on conflict do nothing;
    delete from public.person_scope s using jsonb_array_elements(d.moved -> 'fresh') f
      where s.person_id = d.person_id and s.branch_id = (f ->> 0)::uuid and s.line::text = f ->> 1
        and not exists (select 1 from public.membership m where m.person_id = d.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.admission m where m.person_id = d.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.post m where m.person_id = d.person_id and m.branch_id = s.branch_id);
    if d.moved -> 'sensitive' ? 'row' then
      update public.person_sensitive s set person_id = d.other_id,
        sealed_for = case when s.identity_cipher is not null then nullif(coalesce(s.sealed_for, d.person_id), d.other_id) end where s.person_id = d.person_id;
    elsif d.moved -> 'sensitive' ? 'filled' then
      select s.* into k from public.person_sensitive s where s.person_id = d.person_id for update;
      back := d.moved -> 'sensitive' -> 'filled';
      update public.person_sensitive s set version = s.version + 1,
        ethnicity = case when not back ? 'ethnicity' then s.ethnicity end, religion = case when not back ? 'religion' then s.religion end,
        party_member = case when not back ? 'party_member' then s.party_member end where s.person_id = d.person_id;
      if back ? 'identity' then
        update public.person_sensitive s set identity_cipher = null, identity_hash = null, identity_tail = null, sealed_for = null,
          province_id = (d.moved -> 'sensitive' ->> 'province_id')::uuid where s.person_id = d.person_id;
        update public.person_sensitive s set identity_cipher = k.identity_cipher, identity_hash = k.identity_hash,
          identity_tail = k.identity_tail, sealed_for = case when k.identity_cipher is not null then nullif(coalesce(k.sealed_for, d.person_id), d.other_id) end
          where s.person_id = d.other_id;
      end if;
    end if;
    -- Facts corrected since stay corrected.
    perform upkeep.put_person(d.person_id, (select coalesce(jsonb_object_agg(b.key, b.value), '{}') from jsonb_each(d.before) b
      where (select to_jsonb(p) from public.person p where p.id = d.person_id) -> b.key is not distinct from d.after -> b.key));
  end if;
  update public.person_pair x set undone_at = clock_timestamp(), undone_by_id = access.account_id(), undo_reason = $2 where x.id = d.id;
  return 'done';
end $$;

create function upkeep.seal_anew() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.person_id = old.person_id and new.identity_cipher is distinct from old.identity_cipher and new.sealed_for is not distinct from old.sealed_for then
    new.sealed_for := null;
  end if;
  return new;
end $$;
create trigger a_seal before update on person_sensitive for each row execute function upkeep.seal_anew();

-- Erasing somebody erases the records that went into theirs, and what was remembered of the merge.
create function upkeep.erase_merged() returns trigger language plpgsql security definer set search_path = '' as $$
declare m record; p public.person;
begin
  select x.* into p from public.person x where x.id = new.person_id;
  for m in select d.id, d.other_id from public.person_pair d where d.person_id = new.person_id and d.verdict = 'merged' and d.undone_at is null
    and not exists (select 1 from public.erased_person e where e.person_id = d.other_id) loop
    update public.person_pair d set before = '{}', after = '{}' where d.id = m.id;
    perform upkeep.anonymise_person(m.other_id, new.province_id, new.shown_name, p.search_key, p.sort_key);
  end loop;
  update public.person_pair d set reason = 'Đã xoá', undo_reason = case when d.undo_reason is not null then 'Đã xoá' end,
    before = '{}', after = '{}' where new.person_id in (d.person_id, d.other_id);
  return null;
end $$;
create trigger b_merged after insert on erased_person for each row execute function upkeep.erase_merged();

-- Records whose trace is read with that of somebody in sight: what went into theirs, and what was decided about pairs.
create function access.paired_records() returns uuid[] language sql stable security definer set search_path = '' as $$
  with recursive seen as (
    select d.person_id, d.other_id, d.verdict = 'merged' and d.undone_at is null as merged from public.person_pair d where access.sees_person(d.person_id)
    union
    select m.person_id, m.other_id, m.verdict = 'merged' and m.undone_at is null from public.person_pair m join seen on seen.merged and m.person_id = seen.other_id)
  select array_agg(id) from (select person_id as id from seen union select other_id from seen where merged) all_of_them
$$;

-- An admission waits for no verdict on a record that has gone into another.
create or replace function access.duplicate_pending(person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.duplicate_case c where c.person_id = $1 and c.state <> 'different' and access.sees_person($1)
    and not exists (select 1 from public.person_pair d where d.verdict = 'merged' and d.undone_at is null and d.other_id in (c.person_id, c.other_id)))
$$;

do $$
declare f text; told text; changed text;
begin
  foreach f in array array['access.merges_person(uuid)', 'access.records_of(uuid)', 'access.paired_records()', 'access.person_pairs()', 'access.pairs_decided(uuid)',
    'access.part_persons(uuid, uuid, uuid, text)', 'access.merge_persons(uuid, uuid, uuid, text[], text)', 'access.undo_pair(uuid, text)'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['upkeep.put_person(uuid, jsonb)', 'upkeep.erase_merged()', 'upkeep.seal_anew()'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;

  -- The number is told with the record it is sealed to.
  told := pg_get_functiondef('access.read_sensitive(uuid, text[], text)'::regprocedure);
  changed := replace(told, '(''identity'', to_jsonb(known.identity_cipher))', '(''identity'', to_jsonb(known.identity_cipher)), (''sealedFor'', to_jsonb(known.sealed_for))');
  changed := replace(changed, 'where v.name = any ($2)', 'where v.name = any ($2) or (v.name = ''sealedFor'' and ''identity'' = any ($2))');
  if changed not like '%sealedFor%sealedFor%' then raise exception 'access.read_sensitive reads otherwise than this migration knows'; end if;
  execute changed;

  -- What is held about somebody has the pairs, and what was held in the records that went into theirs. Changed in place, because
  -- other tables join the same function.
  told := pg_get_functiondef('access.person_dossier(uuid)'::regprocedure);
  changed := replace(told, '''duplicate_case'', (select', '''person_pair'', (select jsonb_agg(to_jsonb(t) - hidden order by t.id) from public.person_pair t
      where asked.person_id in (t.person_id, t.other_id) and t.province_id = any (here)),
    ''duplicate_case'', (select');
  changed := replace(changed, 'public.person t where t.id = asked.person_id', 'public.person t where t.id = any (access.records_of(asked.person_id))');
  foreach f in array array['person_sensitive', 'audit_entry'] loop
    changed := replace(changed, format('public.%s t where t.person_id = asked.person_id', f), format('public.%s t where t.person_id = any (access.records_of(asked.person_id))', f));
  end loop;
  if changed not like '%person_pair%' or changed not like '%person t where t.id = any%' or changed not like '%audit_entry t where t.person_id = any%' then
    raise exception 'access.person_dossier reads otherwise than this migration knows';
  end if;
  execute changed;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
create policy paired on audit_entry for select to doanhoi_app using (operation::text <> 'READ'
  and table_name in ('person', 'person_sensitive', 'person_pair') and person_id = any ((select access.paired_records())::uuid[]));
