-- Health of organisations (rows 12, 37; product 2.5): a head who is there, the congress due as it was known on the day, and what else
-- speaks of an organisation's condition: dates and levels, nobody's name.

grant create on schema access, upkeep to doanhoi_definer;

-- Whether the holder of a post is there to lead: a member of the organisation or, in a đoàn cơ sở, of one below (V10), unless the post
-- is an exception; and not away by a decision or out of contact.
create function upkeep.is_away(person uuid, branch uuid, as_of date, known_at timestamptz)
returns table (why text, since date) language sql stable set search_path = '' as $$
  with near as (select $2 as id union all select k.id from public.branch k where k.parent_id = $2)
  select s.kind::text, s.valid_from from public.membership_status s
  where s.person_id = $1 and s.branch_id in (select n.id from near n) and s.recorded_at <= $4 and (s.voided_at is null or s.voided_at > $4)
    and s.valid_from <= $3 and (s.valid_to is null or s.valid_to > $3)
  union all
  select 'left', (select max(m.valid_to) from public.membership m where m.person_id = $1 and m.branch_id in (select n.id from near n)
    and m.recorded_at <= $4 and (m.voided_at is null or m.voided_at > $4) and m.valid_to <= $3)
  where not exists (select 1 from public.membership m where m.person_id = $1 and m.branch_id in (select n.id from near n)
      and m.recorded_at <= $4 and (m.voided_at is null or m.voided_at > $4) and m.valid_from <= $3 and (m.valid_to is null or m.valid_to > $3))
    and not exists (select 1 from public.post p where p.person_id = $1 and p.branch_id = $2 and p.exception_reason is not null
      and p.recorded_at <= $4 and (p.voided_at is null or p.voided_at > $4) and p.valid_from <= $3 and (p.valid_to is null or p.valid_to > $3))
  limit 1
$$;

-- Days without any news after which an organisation is to be looked at; the province's setting.
create function access.stale_days() returns int language sql stable security definer set search_path = '' as $$
  select coalesce((select s.value::int from public.setting s where s.key = 'stale_days'), 90)
$$;

-- Of organisations that the viewer reads; of one that only covers an enterprise in sight its evidence is enough.
create function access.branch_signs(as_of date, known_at timestamptz, chosen uuid[])
returns table (branch_id uuid, members_since date, head_until date, head_away text, head_away_on date, updated_on date, ratings jsonb)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (
    select b.id from public.branch b
    where ($3 is null or b.id = any ($3)) and (
      b.province_id = any ((select access.provinces())::uuid[]) or b.unit_id = any ((select access.units())::uuid[])
      or b.id = any ((select access.branches())::uuid[]))
  ),
  -- A đoàn cơ sở is heard of through its chi đoàn too.
  heard as materialized (select s.id as of, s.id from seen s union all select s.id, k.id from seen s join public.branch k on k.parent_id = s.id),
  -- What was written down by the end of a past day; on the present one, whatever is known.
  edge as (select case when $1 >= access.today() then $2 else least($2, ($1 + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh') end as until),
  told as (
    select x.branch_id as id, max(x.at) as at from (
      select m.branch_id, m.recorded_at as at from public.membership m
      union all select m.branch_id, m.recorded_at from public.membership_status m
      union all select p.branch_id, p.recorded_at from public.post p
      union all select a.branch_id, a.recorded_at from public.activity a
      union all select l.branch_id, l.recorded_at from public.branch_life l
      union all select c.branch_id, c.recorded_at from public.coverage c
      union all select g.branch_id, g.recorded_at from public.consolidation_measure g
      union all select g.branch_id, g.done_recorded_at from public.consolidation_measure g
      union all select r.branch_id, r.recorded_at from public.branch_rating r
      union all select r.branch_id, r.recorded_at from public.member_rating r
      union all select a.branch_id, a.proposed_at from public.admission a
      union all select a.branch_id, a.recorded_at from public.award a
      union all select d.branch_id, d.recorded_at from public.discipline d
      union all select f.branch_id, f.recorded_at from public.fee f
      union all select s.branch_id, s.recorded_at from public.congress_step s
      union all select s.branch_id, s.recorded_at from public.referral_step s
      union all select s.branch_id, s.recorded_at from public.transfer_step s
    ) x cross join edge e where x.branch_id in (select h.id from heard h) and x.at <= e.until group by x.branch_id
  )
  select s.id,
    (select max(d.on_day) from public.membership m cross join lateral (values (m.valid_from), (m.valid_to)) d (on_day)
      where m.branch_id in (select h.id from heard h where h.of = s.id) and m.recorded_at <= $2 and (m.voided_at is null or m.voided_at > $2)
        and d.on_day <= $1),
    (select max(p.valid_to) from public.post p where p.branch_id = s.id and p.title in ('secretary', 'chapter_head') and p.recorded_at <= $2
      and (p.voided_at is null or p.voided_at > $2) and p.valid_to <= $1),
    head.why, head.since,
    (select least((max(t.at) at time zone 'Asia/Ho_Chi_Minh')::date, $1) from told t where t.id in (select h.id from heard h where h.of = s.id)),
    coalesce((select jsonb_agg(jsonb_build_object('year', r.year, 'label', r.label, 'step', r."order", 'scheme', r.catalogue,
        'decidedOn', r.decided_on) order by r.year desc)
      from (select r.year, r.decided_on, c.label, c."order", c.catalogue from public.branch_rating r
        join public.catalogue_entry c on c.id = r.level_id
        where r.branch_id = s.id and r.stage = 'final' and r.decided_on <= $1 and r.recorded_at <= $2
          and (r.voided_at is null or r.voided_at > $2) order by r.year desc limit 2) r), '[]')
  from seen s
  left join lateral (
    select a.why, a.since from public.post p cross join lateral upkeep.is_away(p.person_id, p.branch_id, $1, $2) a
    where p.branch_id = s.id and p.title in ('secretary', 'chapter_head') and p.recorded_at <= $2
      and (p.voided_at is null or p.voided_at > $2) and p.valid_from <= $1 and (p.valid_to is null or p.valid_to > $1)
    order by p.valid_from desc, p.id limit 1) head on true
$$;

-- A post whose holder is not there leads nobody, and a past day is judged by the congress that was due then, as K16 is. Written into the
-- function as it stands, whatever else was added to it before.
do $$
declare was constant text := pg_get_functiondef('access.branch_evidence(date, timestamptz)'::regprocedure); led text; due text;
begin
  led := replace(was, $q$p.title in ('secretary', 'chapter_head') and p.recorded_at$q$,
    $q$p.title in ('secretary', 'chapter_head')
      and not exists (select 1 from upkeep.is_away(p.person_id, p.branch_id, $1, $2)) and p.recorded_at$q$);
  due := replace(led, $q$greatest(b.congress_due_on, b.congress_extended_to)$q$,
    $q$(select coalesce(d.extended_to, d.due_on) from public.congress_due d where d.branch_id = b.id and d.recorded_at <= $2
      and (d.voided_at is null or d.voided_at > $2) and d.valid_from <= $1 and (d.valid_to is null or d.valid_to > $1)
      order by d.valid_from desc limit 1)$q$);
  if led = was or due = led then raise exception 'access.branch_evidence reads otherwise than this migration knows'; end if;
  execute due;
end $$;

do $$
declare f text;
begin
  foreach f in array array['stale_days()', 'branch_signs(date, timestamptz, uuid[])'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  alter function upkeep.is_away(uuid, uuid, date, timestamptz) owner to doanhoi_definer;
  revoke all on function upkeep.is_away(uuid, uuid, date, timestamptz) from public;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
