-- What the unit answering for an organisation must be able to do although it may no longer see all of it: an enterprise
-- that was covered may have moved to another unit, and its coverage with it. Left open, that coverage would go on
-- counting for K2 and K3 after the organisation is gone.
grant create on schema access to doanhoi_definer;
grant insert on coverage to doanhoi_definer;

-- Ends the coverage of one enterprise, or of all when `enterprise` is null, on a day: voids each row and puts the closed
-- one beside it. Returns how many ended; 0 when the viewer does not answer for the organisation.
create function access.end_coverages(branch uuid, enterprise uuid, on_day date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare c public.coverage; ended int := 0;
begin
  if not exists (select 1 from public.branch b where b.id = $1 and b.unit_id = any ((select access.units())::uuid[])) then
    return 0;
  end if;
  for c in select x.* from public.coverage x where x.branch_id = $1 and ($2 is null or x.enterprise_id = $2)
    and x.voided_at is null and (x.valid_to is null or x.valid_to > $3) for update loop
    update public.coverage x set voided_at = now() where x.id = c.id;
    if c.valid_from < $3 then
      c.id := gen_random_uuid();
      c.valid_to := $3;
      c.recorded_at := now();
      insert into public.coverage select c.*;
    end if;
    ended := ended + 1;
  end loop;
  return ended;
end $$;

-- Moves the beginning of what began on the day of founding, when that day is corrected.
create function access.restart_coverages(branch uuid, was date, becomes date) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare c public.coverage; moved int := 0;
begin
  if not exists (select 1 from public.branch b where b.id = $1 and b.unit_id = any ((select access.units())::uuid[])) then
    return 0;
  end if;
  for c in select x.* from public.coverage x where x.branch_id = $1 and x.valid_from = $2 and x.voided_at is null for update loop
    update public.coverage x set voided_at = now() where x.id = c.id;
    if c.valid_to is null or c.valid_to > $3 then
      c.id := gen_random_uuid();
      c.valid_from := $3;
      c.recorded_at := now();
      insert into public.coverage select c.*;
    end if;
    moved := moved + 1;
  end loop;
  return moved;
end $$;

-- The members of a đoàn cơ sở are those of its chi đoàn: counted from both, each person once.
create or replace function access.branch_evidence(as_of date, known_at timestamptz)
returns table (
  branch_id uuid, line public.org_line, kind public.branch_kind, meeting_rhythm public.meeting_rhythm,
  established_on date, has_decision boolean, alive boolean, ended_on date,
  members int, has_head boolean, last_activity_on date, first_activity_on date,
  congress_due_on date, measures jsonb)
language sql stable security definer set search_path = '' as $$
  with seen as (
    select b.* from public.branch b
    where b.province_id = any ((select access.provinces())::uuid[]) or b.unit_id = any ((select access.units())::uuid[])
      or b.id = any ((select access.branches())::uuid[])
      or exists (select 1 from public.coverage c where c.branch_id = b.id and (
        c.union_unit_id = any ((select access.units())::uuid[]) or c.association_unit_id = any ((select access.units())::uuid[])
        or c.enterprise_id = any ((select access.covered())::uuid[])))
  )
  select b.id, b.line, b.kind, b.meeting_rhythm, b.established_on, b.decision_number is not null and b.decision_on <= $1,
    exists (select 1 from public.branch_life l where l.branch_id = b.id and l.recorded_at <= $2
      and (l.voided_at is null or l.voided_at > $2) and l.valid_from <= $1 and (l.valid_to is null or l.valid_to > $1)),
    (select max(l.valid_to) from public.branch_life l where l.branch_id = b.id and l.recorded_at <= $2
      and (l.voided_at is null or l.voided_at > $2) and l.valid_to <= $1),
    (select count(distinct m.person_id)::int from public.membership m
      where (m.branch_id = b.id or m.branch_id in (select k.id from public.branch k where k.parent_id = b.id)) and m.recorded_at <= $2
      and (m.voided_at is null or m.voided_at > $2) and m.valid_from <= $1 and (m.valid_to is null or m.valid_to > $1)),
    exists (select 1 from public.post p where p.branch_id = b.id and p.title in ('secretary', 'chapter_head') and p.recorded_at <= $2
      and (p.voided_at is null or p.voided_at > $2) and p.valid_from <= $1 and (p.valid_to is null or p.valid_to > $1)),
    acts.last_on, acts.first_on,
    greatest(b.congress_due_on, b.congress_extended_to),
    coalesce((select jsonb_agg(jsonb_build_object('startedOn', s.started_on,
        'doneOn', case when s.done_on <= $1 and s.done_recorded_at <= $2 then s.done_on end) order by s.started_on, s.id)
      from public.consolidation_measure s where s.branch_id = b.id and s.recorded_at <= $2
        and (s.voided_at is null or s.voided_at > $2) and s.started_on <= $1), '[]')
  from seen b
  left join lateral (
    select max(a."on") as last_on, min(a."on") as first_on from public.activity a where a.branch_id = b.id and a."on" <= $1
      and a.recorded_at <= $2 and (a.voided_at is null or a.voided_at > $2)) acts on true
$$;

do $$
declare f text;
begin
  foreach f in array array['access.end_coverages(uuid, uuid, date)', 'access.restart_coverages(uuid, date, date)'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
