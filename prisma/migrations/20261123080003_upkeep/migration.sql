-- What follows from other rows is kept by the database: the scope columns, the current unit of an enterprise, who may
-- see a person. Derived writes happen inside triggers (depth > 1) and are not audited: the row they follow from is.

create schema upkeep;
grant usage, create on schema upkeep to doanhoi_definer;

create function upkeep.scope_of_enterprise() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select e.province_id, e.union_unit_id, e.association_unit_id
    into new.province_id, new.union_unit_id, new.association_unit_id
  from public.enterprise e where e.id = new.enterprise_id;
  return new;
end $$;

create function upkeep.scope_of_coverage() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select e.province_id, e.union_unit_id, e.association_unit_id
    into new.province_id, new.union_unit_id, new.association_unit_id
  from public.enterprise e where e.id = new.enterprise_id;
  select b.line, b.kind into new.line, new.kind from public.branch b where b.id = new.branch_id;
  return new;
end $$;

create function upkeep.scope_of_branch() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select b.line, b.province_id, b.unit_id into new.line, new.province_id, new.unit_id
  from public.branch b where b.id = new.branch_id;
  return new;
end $$;

create function upkeep.scope_of_branch_life() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select b.line, b.kind, b.province_id, b.unit_id into new.line, new.kind, new.province_id, new.unit_id
  from public.branch b where b.id = new.branch_id;
  return new;
end $$;

create function upkeep.scope_of_override() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.enterprise_id is not null then
    select e.province_id, e.union_unit_id, e.association_unit_id into new.province_id, new.union_unit_id, new.association_unit_id
    from public.enterprise e where e.id = new.enterprise_id;
  else
    select b.province_id, b.unit_id, b.unit_id into new.province_id, new.union_unit_id, new.association_unit_id
    from public.branch b where b.id = new.branch_id;
  end if;
  return new;
end $$;

do $$
declare t text;
begin
  foreach t in array array['enterprise_version','enterprise_management','entrepreneur_membership','visit','survey',
    'survey_need','survey_organisation','survey_event','goal','establishment_case'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_enterprise()', t);
  end loop;
  foreach t in array array['consolidation_measure','activity','membership','admission','post'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_branch()', t);
  end loop;
end $$;
create trigger a_scope before insert or update on coverage for each row execute function upkeep.scope_of_coverage();
create trigger a_scope before insert or update on branch_life for each row execute function upkeep.scope_of_branch_life();
create trigger a_scope before insert or update on override_request for each row execute function upkeep.scope_of_override();

-- The unit that manages an enterprise today is written on the enterprise, where lists and policies look.
create function upkeep.manage_enterprise() returns trigger language plpgsql security definer set search_path = '' as $$
declare now_managed_by uuid;
begin
  select m.unit_id into now_managed_by from public.enterprise_management m
  where m.enterprise_id = new.enterprise_id and m.line = new.line and m.voided_at is null
    and m.valid_from <= access.today() and (m.valid_to is null or m.valid_to > access.today());
  if now_managed_by is null then return null; end if;
  if new.line = 'union' then
    update public.enterprise e set union_unit_id = now_managed_by where e.id = new.enterprise_id and e.union_unit_id <> now_managed_by;
  else
    update public.enterprise e set association_unit_id = now_managed_by where e.id = new.enterprise_id and e.association_unit_id <> now_managed_by;
  end if;
  return null;
end $$;
create trigger b_manage after insert or update on enterprise_management for each row execute function upkeep.manage_enterprise();

-- A move of an enterprise moves what hangs on it.
create function upkeep.cascade_enterprise() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  foreach t in array array['enterprise_version','enterprise_management','entrepreneur_membership','visit','survey',
    'survey_need','survey_organisation','survey_event','goal','establishment_case','coverage','override_request'] loop
    execute format('update public.%I set enterprise_id = enterprise_id where enterprise_id = $1', t) using new.id;
  end loop;
  return null;
end $$;
create trigger b_cascade after update of province_id, union_unit_id, association_unit_id on enterprise for each row
  when (old.union_unit_id is distinct from new.union_unit_id or old.association_unit_id is distinct from new.association_unit_id
    or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_enterprise();

create function upkeep.cascade_branch() returns trigger language plpgsql security definer set search_path = '' as $$
declare t text;
begin
  foreach t in array array['branch_life','consolidation_measure','activity','membership','admission','post','coverage','override_request'] loop
    execute format('update public.%I set branch_id = branch_id where branch_id = $1', t) using new.id;
  end loop;
  update public.person_scope s set province_id = new.province_id, unit_id = new.unit_id where s.branch_id = new.id;
  return null;
end $$;
create trigger b_cascade after update of province_id, unit_id, kind on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id or old.kind is distinct from new.kind)
  execute function upkeep.cascade_branch();

-- A person is seen from every organisation that holds a membership, a proposal or a post of theirs.
create function upkeep.scope_person() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.person_scope (person_id, branch_id, line, province_id, unit_id)
  values (new.person_id, new.branch_id, new.line, new.province_id, new.unit_id)
  on conflict (person_id, branch_id, line) do nothing;
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['membership','admission','post'] loop
    execute format('create trigger b_person after insert on %I for each row execute function upkeep.scope_person()', t);
  end loop;
end $$;

-- The trace. Who, when, in which request, before and after: by trigger, so that no command can forget it.
create function upkeep.trace() returns trigger language plpgsql security definer set search_path = '' as $$
declare was jsonb; is_now jsonb; this jsonb;
begin
  if pg_trigger_depth() > 1 then return null; end if;
  if tg_op <> 'INSERT' then was := to_jsonb(old) - 'password_hash' - 'token_hash'; end if;
  if tg_op <> 'DELETE' then is_now := to_jsonb(new) - 'password_hash' - 'token_hash'; end if;
  if was = is_now then return null; end if;
  this := coalesce(is_now, was);
  insert into public.audit_entry (account_id, request_id, deed, table_name, row_id, operation, before, after, reason, province_id, unit_id, branch_id)
  values (access.account_id(), nullif(current_setting('app.request', true), '')::uuid, nullif(current_setting('app.deed', true), ''),
    tg_table_name, coalesce(this ->> 'id', concat_ws('/', this ->> 'task_id', this ->> 'recipient_id', this ->> 'unit_id', this ->> 'key')),
    tg_op::public.audit_operation, was, is_now, nullif(current_setting('app.reason', true), ''),
    (this ->> 'province_id')::uuid, coalesce(this ->> 'union_unit_id', this ->> 'unit_id')::uuid,
    (case when tg_table_name = 'branch' then this ->> 'id' else this ->> 'branch_id' end)::uuid);
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['account','appointment','setting','unit','unit_version','reorganisation','reorganisation_line','area',
    'area_version','area_succession','rule_set','catalogue_entry','enterprise','enterprise_version','enterprise_management',
    'entrepreneur_membership','visit','survey_campaign','survey','survey_need','survey_organisation','survey_event','branch',
    'branch_life','coverage','consolidation_measure','activity','person','membership','admission','post','plan','plan_basis',
    'plan_task','plan_task_unit','plan_recipient','plan_recipient_unit','resolution_task','goal','establishment_case','override_request'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
  end loop;
end $$;
-- Sensitive values never enter the trace: only that they were written.
create function upkeep.trace_sensitive() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_entry (account_id, request_id, deed, table_name, row_id, operation)
  values (access.account_id(), nullif(current_setting('app.request', true), '')::uuid, nullif(current_setting('app.deed', true), ''),
    tg_table_name, coalesce(new.person_id, old.person_id)::text, tg_op::public.audit_operation);
  return null;
end $$;
create trigger z_trace after insert or update or delete on person_sensitive for each row execute function upkeep.trace_sensitive();

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'upkeep' loop
    execute format('alter function %s owner to doanhoi_definer', f.signature);
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;
grant insert, update on audit_entry, person_scope to doanhoi_definer;
revoke update on audit_entry from doanhoi_definer;
grant usage on sequence audit_entry_id_seq to doanhoi_definer;
grant update on enterprise, enterprise_version, enterprise_management, entrepreneur_membership, visit, survey, survey_need,
  survey_organisation, survey_event, goal, establishment_case, coverage, override_request, branch_life, consolidation_measure,
  activity, membership, admission, post to doanhoi_definer;
