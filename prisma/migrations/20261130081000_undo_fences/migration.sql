-- What undoing an import may take away: nothing that somebody else's record hangs on, nothing that is not the viewer's today; and
-- what a job's session, a worker's lease and a named layout reach.

grant create on schema access, upkeep to doanhoi_definer;

-- Whether a row lies where the one who asks keeps records today: undoing is no way around what was taken away since. A person, and
-- who was in an organisation, is asked as everywhere: on the line, and not of somebody who moved away.
create or replace function upkeep.keeps_row(table_name text, r jsonb, units uuid[], branches uuid[]) returns boolean language sql stable security definer set search_path = '' as $$
  select case
    when $1 = 'person' then access.keeps_person(($2 ->> 'id')::uuid)
    when $1 in ('membership', 'admission', 'post') then access.keeps_branch(($2 ->> 'branch_id')::uuid)
    else coalesce((coalesce($2 ->> 'union_unit_id', $2 ->> 'unit_id')::uuid = any ($3)), false)
      or coalesce((($2 ->> 'association_unit_id')::uuid = any ($3)), false)
      or coalesce((case $1 when 'branch' then $2 ->> 'id' else $2 ->> 'branch_id' end)::uuid = any ($4), false) end
$$;

-- Whether another record names this one by a key that would be emptied, or be carried away, with it: the database keeps such a
-- deletion from nobody, and a reprimand without its person is one of the organisation. tests/lib/imports/undo-fences asks the
-- catalogue whether all are here.
create function upkeep.is_named(table_name text, id uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select case $1
    when 'person' then exists (select 1 from public.discipline x where x.person_id = $2)
      or exists (select 1 from public.data_request x where x.person_id = $2)
    when 'enterprise' then exists (select 1 from public.issue x where x.enterprise_id = $2)
      or exists (select 1 from public.override_request x where x.enterprise_id = $2)
    when 'branch' then exists (select 1 from public.appointment x where x.branch_id = $2)
      or exists (select 1 from public.branch x where x.parent_id = $2)
      or exists (select 1 from public.fee_payment x where x.branch_id = $2 or x.to_branch_id = $2)
      or exists (select 1 from public.issue x where x.branch_id = $2)
      or exists (select 1 from public.override_request x where x.branch_id = $2)
      or exists (select 1 from public.transfer x where x.to_branch_id = $2)
    when 'survey' then exists (select 1 from public.survey_need x where x.survey_id = $2)
      or exists (select 1 from public.survey_organisation x where x.survey_id = $2)
      or exists (select 1 from public.survey_event x where x.survey_id = $2)
    else false end
$$;

-- Whether something was written of somebody as a member of an organisation they are none of any more: it names the person and the
-- organisation, never the membership.
create function upkeep.member_is_named(person uuid, branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select not exists (select 1 from public.membership m where m.person_id = $1 and m.branch_id = $2 and m.voided_at is null) and (
    exists (select 1 from public.fee x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.fee_exemption x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.membership_status x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.discipline x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.award x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.member_rating x where x.person_id = $1 and x.branch_id = $2 and x.voided_at is null)
    or exists (select 1 from public.transfer x where x.person_id = $1 and x.branch_id = $2)
    or exists (select 1 from public.referral x where x.person_id = $1 and x.branch_id = $2)
    or exists (select 1 from public.post x where x.person_id = $1 and x.voided_at is null and x.exception_reason is null
      and x.branch_id in ($2, (select b.parent_id from public.branch b where b.id = $2)))
    or exists (select 1 from public.congress_seat x where x.person_id = $1 and x.voided_at is null and x.exception_reason is null
      and x.branch_id in ($2, (select b.parent_id from public.branch b where b.id = $2))))
$$;

-- Takes back one thing the trace says an import did, if it is still as the import left it; raises why not.
create or replace function upkeep.take_back(e public.audit_entry, units uuid[], branches uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  is_now jsonb; changed text[];
  -- What changes by itself, and what the trace never holds.
  aside constant text[] := array['version', 'updated_at', 'password_hash', 'token_hash', 'code_hash', 'secret', 'secret_cipher',
    'totp_secret', 'cipher', 'nonce', 'key_hash', 'keyed_hash', 'identity_cipher', 'identity_hash'];
  known constant text[] := array['enterprise', 'enterprise_version', 'enterprise_management', 'entrepreneur_membership', 'goal', 'survey',
    'survey_need', 'survey_organisation', 'survey_event', 'branch', 'branch_life', 'coverage', 'person', 'membership', 'admission', 'post', 'duplicate_case'];
begin
  if e.table_name = 'person_sensitive' then
    if e.operation <> 'INSERT' then raise exception using errcode = 'IM001', message = 'sensitive'; end if;
    if not access.keeps_person(e.person_id) then raise exception using errcode = 'IM001', message = 'not_yours'; end if;
    if exists (select 1 from public.audit_entry l where l.person_id = e.person_id and l.table_name = e.table_name
      and l.operation <> 'READ' and l.id > e.id) then
      raise exception using errcode = 'IM001', message = 'changed';
    end if;
    delete from public.person_sensitive s where s.person_id = e.person_id;
    return;
  end if;
  if not e.table_name = any (known) then raise exception using errcode = 'IM001', message = 'other'; end if;
  execute format('select to_jsonb(x) from public.%I x where x.id = $1 for update', e.table_name) into is_now using e.row_id::uuid;
  if e.operation = 'DELETE' then
    if is_now is not null then raise exception using errcode = 'IM001', message = 'changed'; end if;
    if not upkeep.keeps_row(e.table_name, e.before, units, branches) then raise exception using errcode = 'IM001', message = 'not_yours'; end if;
    execute format('insert into public.%1$I select (jsonb_populate_record(null::public.%1$I, $1)).*', e.table_name) using e.before;
    return;
  end if;
  if is_now is null then raise exception using errcode = 'IM001', message = 'gone'; end if;
  -- A likeness that somebody should look at belongs to no desk of the importer's; it goes with the record.
  if e.table_name <> 'duplicate_case' and not upkeep.keeps_row(e.table_name, is_now, units, branches) then raise exception using errcode = 'IM001', message = 'not_yours'; end if;
  if is_now - aside <> e.after - aside then raise exception using errcode = 'IM001', message = 'changed'; end if;
  if e.operation = 'INSERT' then
    if upkeep.is_named(e.table_name, e.row_id::uuid) then raise exception using errcode = 'IM001', message = 'used'; end if;
    if e.table_name = 'person' then
      delete from public.person_scope s where s.person_id = e.person_id
        and not exists (select 1 from public.membership m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.admission m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.post m where m.person_id = s.person_id and m.branch_id = s.branch_id);
    end if;
    -- Which unit manages an organisation is kept by a trigger from its first day on, outside the trace of the import.
    if e.table_name = 'branch' then delete from public.branch_management g where g.branch_id = e.row_id::uuid; end if;
    execute format('delete from public.%I x where x.id = $1', e.table_name) using e.row_id::uuid;
    -- Who was seen from an organisation only because of this row is seen from there no more.
    if e.table_name in ('membership', 'admission', 'post') then
      delete from public.person_scope s where s.person_id = (is_now ->> 'person_id')::uuid and s.branch_id = (is_now ->> 'branch_id')::uuid
        and exists (select 1 from public.person_scope o where o.person_id = s.person_id and o.branch_id <> s.branch_id)
        and not exists (select 1 from public.membership m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.admission m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.post m where m.person_id = s.person_id and m.branch_id = s.branch_id);
    end if;
  else
    select array_agg(format('%I', k)) into changed from jsonb_object_keys(e.after) k
    where e.after -> k is distinct from e.before -> k and not k = any (aside);
    if changed is not null then
      execute format('update public.%1$I x set (%2$s) = (select %2$s from jsonb_populate_record(x, $2)) where x.id = $1',
        e.table_name, array_to_string(changed, ', ')) using e.row_id::uuid, e.before;
    end if;
    -- A form that was open meanwhile is told.
    if e.after ? 'version' then
      execute format('update public.%I x set version = x.version + 1 where x.id = $1', e.table_name) using e.row_id::uuid;
    end if;
  end if;
end $$;

-- Undoes a piece of one batch of an import, the last thing first (what stands below another organisation was written after it,
-- wherever in the file it is), each row of the file wholly or not at all: what it made is removed where nothing came after it, what
-- it changed is as it was before where nobody changed it since. The rest stays, with why.
create or replace function access.undo_import_batch(import uuid, request uuid, most int) returns table (undone int, kept int)
language plpgsql volatile security definer set search_path = '' set enable_nestloop = off as $$
declare
  me uuid := access.account_id(); units uuid[] := access.units(); branches uuid[] := access.branches();
  this record; entry public.audit_entry; why text;
begin
  if me is null or not exists (select 1 from public.import i where i.id = $1 and i.account_id = me and i.state = 'undoing') then return; end if;
  undone := 0;
  kept := 0;
  -- What a row did: on its record, on what hangs on it, or on what names it.
  for this in
    with rows as (select r.number, r.target_id::text as target, r.undone_at is null and r.kept_reason is null as waits
        from public.import_row r where r.import_id = $1 and r.request_id = $2 and r.done_at is not null and r.target_id is not null),
      targets as (select t.target, bool_and(t.waits) as waits, min(t.number) as number, array_agg(t.number) as numbers from rows t group by t.target),
      entries as (select e.* from public.audit_entry e where e.request_id = $2 and e.account_id = me and e.deed = 'import.commit'
        and e.operation <> 'READ'),
      owned as (select e.id, coalesce(own.target, ent.target, bra.target, per.target, (
          select t.target from jsonb_each_text(coalesce(e.after, e.before)) v join targets t on t.target = v.value limit 1)) as target,
          own.target is not null as is_record
        from entries e left join targets own on own.target = e.row_id left join targets ent on ent.target = e.enterprise_id::text
          left join targets bra on bra.target = e.branch_id::text left join targets per on per.target = e.person_id::text)
    select t.numbers, array_agg(o.id order by o.id desc) filter (where o.id is not null) as ids
    from targets t left join owned o on o.target = t.target where t.waits group by t.target, t.number, t.numbers
    order by max(o.id) filter (where o.is_record) desc nulls first, t.number desc limit $3
  loop
    why := null;
    begin
      for entry in select e.* from public.audit_entry e where e.id = any (this.ids) order by e.id desc loop
        perform upkeep.take_back(entry, units, branches);
      end loop;
      if exists (select 1 from public.audit_entry e where e.id = any (this.ids) and e.table_name = 'membership' and e.operation = 'INSERT'
        and upkeep.member_is_named(e.person_id, e.branch_id)) then
        raise exception using errcode = 'IM001', message = 'used';
      end if;
    exception
      when sqlstate 'IM001' then why := sqlerrm;
      when foreign_key_violation or restrict_violation or exclusion_violation or unique_violation or check_violation then why := 'used';
    end;
    update public.import_row r set undone_at = case when why is null then clock_timestamp() end, kept_reason = why
    where r.import_id = $1 and r.request_id = $2 and r.number = any (this.numbers);
    if why is null then undone := undone + cardinality(this.numbers); else kept := kept + cardinality(this.numbers); end if;
  end loop;
  return next;
end $$;

-- A session of the account's own for the job it just asked for: it outlives the signing out, not the account, its appointments
-- or a day. It proves nothing for grave deeds, and opens no other: a session that was let go cannot go on for ever as jobs.
create or replace function access.open_import_job(import uuid, session uuid, token_hash bytea, sealed text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare it public.import;
begin
  select i.* into it from public.import i where i.id = $1 and i.account_id = access.account_id()
    and i.state in ('checking', 'committing', 'undoing') and i.session_id is null
    and not exists (select 1 from public.import o where o.session_id = access.session_id()) for update;
  if it.id is null then return false; end if;
  insert into public.session (id, account_id, token_hash, device, expires_at, proved_at, second_factor_at)
  select $2, it.account_id, $3, 'Nhập từ Excel (việc nền)', now() + interval '24 hours', 'epoch', s.second_factor_at
  from public.session s where s.id = access.session_id();
  update public.import i set session_id = $2, secret_cipher = $4, queued_at = clock_timestamp(), lease_until = null,
    lease_holder = null, attempts = 0 where i.id = it.id;
  return true;
end $$;

-- A named layout is for the colleagues of the own unit: nobody lays one before another unit's officers.
create function upkeep.layout_of_own_unit() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.unit_id is not null and not coalesce(new.unit_id = any (access.units()), false) then
    raise exception 'a layout of another unit' using errcode = '42501';
  end if;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['is_named(text, uuid)', 'member_is_named(uuid, uuid)', 'layout_of_own_unit()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant delete on branch_management to doanhoi_definer;
create trigger b_own_unit after insert or update of unit_id on import_layout for each row execute function upkeep.layout_of_own_unit();
