-- An organisation that an import put on record brings the row of who manages it (branch_management): undoing takes both.
-- And what others hung on a record since keeps it, also where the database would only have cut the tie.

grant create on schema upkeep to doanhoi_definer;

create or replace function upkeep.take_back(e public.audit_entry, units uuid[], branches uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  is_now jsonb; changed text[]; link record; is_used boolean;
  -- What changes by itself, and what the trace never holds.
  aside constant text[] := array['version', 'updated_at', 'password_hash', 'token_hash', 'code_hash', 'secret', 'secret_cipher',
    'totp_secret', 'cipher', 'nonce', 'key_hash', 'keyed_hash', 'identity_cipher', 'identity_hash'];
  known constant text[] := array['enterprise', 'enterprise_version', 'enterprise_management', 'entrepreneur_membership', 'goal', 'survey',
    'survey_need', 'survey_organisation', 'survey_event', 'branch', 'branch_life', 'coverage', 'person', 'membership', 'admission', 'post', 'duplicate_case'];
begin
  if e.table_name = 'person_sensitive' then
    if e.operation <> 'INSERT' then raise exception using errcode = 'IM001', message = 'sensitive'; end if;
    if exists (select 1 from public.audit_entry l where l.person_id = e.person_id and l.table_name = e.table_name
      and l.operation <> 'READ' and l.id > e.id) then
      raise exception using errcode = 'IM001', message = 'changed';
    end if;
    delete from public.person_sensitive s where s.person_id = e.person_id;
    return;
  end if;
  -- Kept from the organisation itself: it goes with what it was made for, below, and before it.
  if e.table_name = 'branch_management' and e.operation = 'INSERT'
    and not exists (select 1 from public.branch b where b.id = (e.after ->> 'branch_id')::uuid) then
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
    if e.table_name = 'person' then
      delete from public.person_scope s where s.person_id = e.person_id
        and not exists (select 1 from public.membership m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.admission m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.post m where m.person_id = s.person_id and m.branch_id = s.branch_id);
    end if;
    -- What would be left without it (a chi đoàn below, a secretary's appointment, a penalty, a proposal) is a use of it.
    for link in
      select c.conrelid::regclass as source, a.attname from pg_catalog.pg_constraint c
      join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confdeltype = 'n' and c.confrelid = pg_catalog.format('public.%I', e.table_name)::regclass
    loop
      execute format('select exists (select 1 from %s x where x.%I = $1)', link.source, link.attname) into is_used using e.row_id::uuid;
      if is_used then raise exception using errcode = 'IM001', message = 'used'; end if;
    end loop;
    -- One that was moved since has more than this, and stays.
    if e.table_name = 'branch' then
      delete from public.branch_management g where g.branch_id = e.row_id::uuid and g.voided_at is null and g.valid_to is null
        and g.valid_from = date '1900-01-01';
    end if;
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

alter function upkeep.take_back(public.audit_entry, uuid[], uuid[]) owner to doanhoi_definer;
revoke all on function upkeep.take_back(public.audit_entry, uuid[], uuid[]) from public;
revoke create on schema upkeep from doanhoi_definer;
grant delete on branch_management to doanhoi_definer;
grant select on appointment, override_request, issue, transfer, discipline, fee_payment, data_request to doanhoi_definer;
