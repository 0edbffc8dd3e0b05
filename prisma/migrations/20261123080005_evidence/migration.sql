-- What must be known of an organisation to judge its health and the goals it serves: counts and dates, no person, no
-- name. A chi đoàn ghép may be managed by another unit, and the Hội department reads no đoàn viên: both must still get
-- the same state of a goal as everybody else, so these facts pass through a definer function, for organisations the
-- viewer sees and for those that cover an enterprise the viewer sees.
grant create on schema access to doanhoi_definer;

create function access.branch_evidence(as_of date, known_at timestamptz)
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
    (select count(distinct m.person_id)::int from public.membership m where m.branch_id = b.id and m.recorded_at <= $2
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
alter function access.branch_evidence(date, timestamptz) owner to doanhoi_definer;
revoke all on function access.branch_evidence(date, timestamptz) from public;
grant execute on function access.branch_evidence(date, timestamptz) to doanhoi_app, doanhoi_definer;
revoke create on schema access from doanhoi_definer;
