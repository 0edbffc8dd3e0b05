-- Where the register's parts meet: what rests on a membership is looked after when the membership changes, whoever changes it.

grant create on schema access, upkeep to doanhoi_definer;

-- V32 is asked at the admission. A row that takes the place of one that began the same day admits nobody: somebody whose guardian's
-- consent was withdrawn since, or whose birth date was corrected, may still leave.
create or replace function upkeep.admission_with_consent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if upkeep.guardian_consent_missing(new.person_id, new.line, new.valid_from)
    and not exists (select 1 from public.membership m where m.person_id = new.person_id and m.branch_id = new.branch_id
      and m.start_kind = 'admitted' and m.valid_from = new.valid_from and m.voided_at is not null and m.xmin = pg_current_xact_id()::xid) then
    raise exception 'membership_guardian_consent: no guardian has consented' using errcode = '23514', constraint = 'membership_guardian_consent';
  end if;
  return null;
end $$;

-- V31 also when the membership changes after the fee: no day is corrected, ended or received from so that a month paid for there
-- lies outside.
create function upkeep.fees_within() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.fee f join public.membership w on w.person_id = f.person_id and w.branch_id = f.branch_id
      and w.voided_at is not null and w.xmin = pg_current_xact_id()::xid
      and daterange(w.valid_from, w.valid_to) && daterange(f.month, (f.month + interval '1 month')::date)
    where f.person_id = new.person_id and f.branch_id = new.branch_id and f.voided_at is null
      and not exists (select 1 from public.membership m where m.person_id = f.person_id and m.branch_id = f.branch_id and m.voided_at is null
        and daterange(m.valid_from, m.valid_to) && daterange(f.month, (f.month + interval '1 month')::date))) then
    raise exception 'membership_fee_outside: paid for a month outside' using errcode = '23514', constraint = 'membership_fee_outside';
  end if;
  return null;
end $$;

-- V10: the committee of a đoàn cơ sở is chosen from its chi đoàn, so a post there ends on the day its holder leaves them all. Looked at
-- when everything is written: whoever is transferred from one chi đoàn of it to another stays in office.
create function upkeep.end_posts_above() returns trigger language plpgsql security definer set search_path = '' as $$
declare p public.post;
begin
  for p in select x.* from public.post x join public.branch b on b.parent_id = x.branch_id and b.id = new.branch_id
    where x.person_id = new.person_id and x.voided_at is null and x.exception_reason is null
      and (x.valid_to is null or x.valid_to > new.valid_to)
      and exists (select 1 from public.membership m where m.id = new.id and m.voided_at is null)
      and not upkeep.belongs_on(x.person_id, x.branch_id, new.valid_to) order by x.id for update of x loop
    update public.post x set voided_at = greatest(new.recorded_at, p.recorded_at) where x.id = p.id;
    if p.valid_from < new.valid_to then
      insert into public.post (id, branch_id, person_id, title, valid_from, valid_to, recorded_at, exception_reason, recorded_by_id, is_demo)
      values (gen_random_uuid(), p.branch_id, p.person_id, p.title, p.valid_from, new.valid_to, new.recorded_at, null, new.recorded_by_id, p.is_demo);
    end if;
  end loop;
  return null;
end $$;

-- What is written of a member in an organisation and has no membership there to rest on.
create function upkeep.rests_on_nothing(person uuid, branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.fee f where f.person_id = $1 and f.branch_id = $2 and f.voided_at is null
      and not exists (select 1 from public.membership m where m.person_id = $1 and m.branch_id = $2 and m.voided_at is null
        and daterange(m.valid_from, m.valid_to) && daterange(f.month, (f.month + interval '1 month')::date)))
    or exists (select 1 from public.post p where p.person_id = $1 and p.branch_id = $2 and p.voided_at is null and p.exception_reason is null
      and not upkeep.belongs_on($1, $2, p.valid_from))
    or (not exists (select 1 from public.membership m where m.person_id = $1 and m.branch_id = $2 and m.voided_at is null) and (
      exists (select 1 from public.membership_status s where s.person_id = $1 and s.branch_id = $2 and s.voided_at is null)
      or exists (select 1 from public.fee_exemption e where e.person_id = $1 and e.branch_id = $2 and e.voided_at is null)
      or exists (select 1 from public.discipline d where d.person_id = $1 and d.branch_id = $2 and d.voided_at is null)
      or exists (select 1 from public.award a where a.person_id = $1 and a.branch_id = $2 and a.voided_at is null)
      or exists (select 1 from public.member_rating r where r.person_id = $1 and r.branch_id = $2 and r.voided_at is null)
      or exists (select 1 from public.referral r where r.person_id = $1 and r.branch_id = $2 and r.state <> 'ended')
      or exists (select 1 from public.transfer t where t.person_id = $1 and t.branch_id = $2 and t.to_branch_id is distinct from t.branch_id
        and t.state in ('requested', 'remarked', 'introduced', 'sent', 'received', 'arrived'))))
$$;

-- Merging: what both records say of one organisation is the kept record's; and parting takes nothing from under what was written since.
do $$
declare told text; changed text;
begin
  told := pg_get_functiondef('access.merge_persons(uuid, uuid, uuid, text[], text)'::regprocedure);
  changed := replace(told, '-- Two bases for one purpose: the kept record''s goes on.', $q$-- Said twice of one organisation: a month paid or exempt, a time away, a decision, an award, a year's rating.
  for twin in
    select 'fee' as t, b.id as gone_id from public.fee a join public.fee b on b.branch_id = a.branch_id and b.month = a.month
      and b.person_id = $3 and b.voided_at is null where a.person_id = $2 and a.voided_at is null
    union select 'fee_exemption', b.id from public.fee_exemption a join public.fee_exemption b on b.branch_id = a.branch_id
      and b.from_month <= a.to_month and b.to_month >= a.from_month and b.person_id = $3 and b.voided_at is null
      where a.person_id = $2 and a.voided_at is null
    union select 'membership_status', b.id from public.membership_status a join public.membership_status b on b.branch_id = a.branch_id
      and daterange(b.valid_from, b.valid_to) && daterange(a.valid_from, a.valid_to) and b.person_id = $3 and b.voided_at is null
      where a.person_id = $2 and a.voided_at is null
    union select 'discipline', b.id from public.discipline a join public.discipline b on b.branch_id = a.branch_id
      and b.decision_number = a.decision_number and b.valid_from = a.valid_from and b.person_id = $3 and b.voided_at is null
      where a.person_id = $2 and a.voided_at is null
    union select 'award', b.id from public.award a join public.award b on b.branch_id = a.branch_id
      and b.title = a.title and b."on" = a."on" and b.person_id = $3 and b.voided_at is null where a.person_id = $2 and a.voided_at is null
    union select 'member_rating', b.id from public.member_rating a join public.member_rating b on b.branch_id = a.branch_id
      and b.year = a.year and b.stage = a.stage and b.person_id = $3 and b.voided_at is null where a.person_id = $2 and a.voided_at is null
    order by 1, 2 loop
    execute format('update public.%I x set voided_at = $1 where x.id = $2', twin.t) using at, twin.gone_id;
    reset := reset || jsonb_build_object('table', twin.t, 'id', twin.gone_id);
  end loop;
  -- Two bases for one purpose: the kept record's goes on.$q$);
  if changed = told then raise exception 'access.merge_persons reads otherwise than this migration knows'; end if;
  execute changed;

  told := pg_get_functiondef('access.undo_pair(uuid, text)'::regprocedure);
  changed := replace(told, 'then return ''changed_since''; end if;
    for item in', $q$then return 'changed_since'; end if;
    for item in select distinct m.branch_id, upkeep.rests_on_nothing(d.person_id, m.branch_id) as rested from public.membership m
      where m.person_id = d.person_id loop
      if not item.rested then whole := whole || item.branch_id; end if;
    end loop;
    for item in$q$);
  changed := replace(changed, 'back jsonb;', 'back jsonb; whole uuid[] := ''{}'';');
  changed := replace(changed, '-- Facts corrected since stay corrected.', $q$if exists (select 1 from unnest(whole) w (branch_id) where upkeep.rests_on_nothing(d.person_id, w.branch_id)) then
      raise exception 'pair_changed_since: written since of a membership that would go' using errcode = '23514', constraint = 'pair_changed_since';
    end if;
    -- Facts corrected since stay corrected.$q$);
  if changed not like '%whole uuid[]%whole := whole%pair_changed_since%' then
    raise exception 'access.undo_pair reads otherwise than this migration knows';
  end if;
  execute changed;

  -- What is held about somebody: each transfer and referral with its steps and remarks, though a step has no person's id.
  told := pg_get_functiondef('access.person_dossier(uuid)'::regprocedure);
  changed := replace(told, '''audit_entry'', (select', $q$'transfer', (select jsonb_agg(to_jsonb(x) - hidden || jsonb_build_object('steps', (
        select jsonb_agg(jsonb_build_object('state', y.state, 'on', y."on", 'note', y.note, 'document_number', y.document_number,
          'fee_until', y.fee_until) order by y."order") from public.transfer_step y where y.transfer_id = x.id)) order by x.id)
      from public.transfer x where x.person_id = any (records) and x.province_id = any (here)),
    'referral', (select jsonb_agg(to_jsonb(x) - hidden || jsonb_build_object('steps', (
        select jsonb_agg(jsonb_build_object('state', y.state, 'on', y."on", 'year', y.year, 'note', y.note,
          'document_number', y.document_number) order by y."order") from public.referral_step y where y.referral_id = x.id)) order by x.id)
      from public.referral x where x.person_id = any (records) and x.province_id = any (here)),
    'audit_entry', (select$q$);
  if changed = told then raise exception 'access.person_dossier reads otherwise than this migration knows'; end if;
  execute changed;
end $$;

do $$
declare f text;
begin
  foreach f in array array['fees_within()', 'end_posts_above()', 'rests_on_nothing(uuid, uuid)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant update on award, member_rating, discipline, fee, fee_exemption, membership_status to doanhoi_definer;

create trigger b_fees_within after insert on membership for each row when (new.voided_at is null) execute function upkeep.fees_within();
create constraint trigger b_posts_above after insert on membership deferrable initially deferred for each row
  when (new.voided_at is null and new.valid_to is not null) execute function upkeep.end_posts_above();
