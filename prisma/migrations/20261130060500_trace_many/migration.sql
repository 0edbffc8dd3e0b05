-- Many rows at once. Who is asking, for whom, under which deed is the same for every row of one statement: tables that an import
-- fills trace what is added by the statement, with the same content row by row. What is changed and removed is traced as before.

grant usage, create on schema upkeep to doanhoi_definer;

create or replace function upkeep.trace() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  secrets constant text[] := array['password_hash', 'token_hash', 'code_hash', 'secret', 'secret_cipher', 'totp_secret',
    'cipher', 'nonce', 'key_hash', 'keyed_hash', 'identity_cipher', 'identity_hash'];
  was jsonb; is_now jsonb; this jsonb; about text; province uuid; mine uuid[];
begin
  if pg_trigger_depth() > 1 then return null; end if;
  -- Rows added are traced by their statement where the table says so.
  if tg_op = 'INSERT' and tg_nargs > 0 then return null; end if;
  if tg_op <> 'INSERT' then was := to_jsonb(old) - secrets; end if;
  if tg_op <> 'DELETE' then is_now := to_jsonb(new) - secrets; end if;
  if was = is_now then return null; end if;
  this := coalesce(is_now, was);
  about := this ->> 'id';
  province := (this ->> 'province_id')::uuid;
  if province is null then
    mine := access.own_provinces();
    if cardinality(mine) = 1 then province := mine[1]; end if;
  end if;
  insert into public.audit_entry (account_id, on_behalf_of_id, request_id, deed, table_name, row_id, operation, before, after,
    reason, province_id, unit_id, branch_id, enterprise_id, person_id, about_account_id)
  values (access.account_id(),
    access.on_behalf_of((this ->> 'province_id')::uuid,
      array_remove(array[this ->> 'union_unit_id', this ->> 'association_unit_id', this ->> 'unit_id'], null)::uuid[],
      (case when tg_table_name = 'branch' then about else this ->> 'branch_id' end)::uuid),
    nullif(current_setting('app.request', true), '')::uuid, nullif(current_setting('app.deed', true), ''),
    tg_table_name, coalesce(about, concat_ws('/', this ->> 'task_id', this ->> 'recipient_id', this ->> 'unit_id', this ->> 'key')),
    tg_op::public.audit_operation, was, is_now, nullif(current_setting('app.reason', true), ''), province,
    coalesce(this ->> 'union_unit_id', this ->> 'unit_id')::uuid,
    (case when tg_table_name = 'branch' then about else this ->> 'branch_id' end)::uuid,
    (case when tg_table_name = 'enterprise' then about else this ->> 'enterprise_id' end)::uuid,
    (case when tg_table_name = 'person' then about else this ->> 'person_id' end)::uuid,
    (case tg_table_name when 'account' then about when 'appointment' then this ->> 'account_id'
      when 'account_link' then this ->> 'account_id' end)::uuid);
  return null;
end $$;

create function upkeep.trace_added() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  secrets constant text[] := array['password_hash', 'token_hash', 'code_hash', 'secret', 'secret_cipher', 'totp_secret',
    'cipher', 'nonce', 'key_hash', 'keyed_hash', 'identity_cipher', 'identity_hash'];
  me uuid; mine uuid[]; own_province uuid; is_delegate boolean; this_era int;
begin
  if pg_trigger_depth() > 1 then return null; end if;
  me := access.account_id();
  mine := access.own_provinces();
  if cardinality(mine) = 1 then own_province := mine[1]; end if;
  is_delegate := exists (select 1 from public.appointment p where p.account_id = me and to_jsonb(p) ->> 'delegated_by_account_id' is not null);
  this_era := access.audit_era();
  insert into public.audit_entry (account_id, on_behalf_of_id, request_id, deed, table_name, row_id, operation, before, after,
    reason, province_id, unit_id, branch_id, enterprise_id, person_id, era)
  select me, case when is_delegate then access.on_behalf_of((r.this ->> 'province_id')::uuid,
      array_remove(array[r.this ->> 'union_unit_id', r.this ->> 'association_unit_id', r.this ->> 'unit_id'], null)::uuid[],
      (case when tg_table_name = 'branch' then r.this ->> 'id' else r.this ->> 'branch_id' end)::uuid) end,
    nullif(current_setting('app.request', true), '')::uuid, nullif(current_setting('app.deed', true), ''), tg_table_name,
    r.this ->> 'id', 'INSERT', null, r.this, nullif(current_setting('app.reason', true), ''),
    coalesce((r.this ->> 'province_id')::uuid, own_province),
    coalesce(r.this ->> 'union_unit_id', r.this ->> 'unit_id')::uuid,
    (case when tg_table_name = 'branch' then r.this ->> 'id' else r.this ->> 'branch_id' end)::uuid,
    (case when tg_table_name = 'enterprise' then r.this ->> 'id' else r.this ->> 'enterprise_id' end)::uuid,
    (case when tg_table_name = 'person' then r.this ->> 'id' else r.this ->> 'person_id' end)::uuid, this_era
  from (select to_jsonb(n) - secrets as this from added n) r;
  return null;
end $$;

-- The unit that manages an enterprise today, for all rows of a statement at once.
create function upkeep.manage_enterprises() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.enterprise e set union_unit_id = n.unit_id from added n
  where n.line = 'union' and n.enterprise_id = e.id and e.union_unit_id <> n.unit_id and n.voided_at is null
    and n.valid_from <= access.today() and (n.valid_to is null or n.valid_to > access.today());
  update public.enterprise e set association_unit_id = n.unit_id from added n
  where n.line = 'association' and n.enterprise_id = e.id and e.association_unit_id <> n.unit_id and n.voided_at is null
    and n.valid_from <= access.today() and (n.valid_to is null or n.valid_to > access.today());
  return null;
end $$;
drop trigger b_manage on enterprise_management;
create trigger b_manage after update on enterprise_management for each row execute function upkeep.manage_enterprise();
create trigger b_manage_added after insert on enterprise_management referencing new table as added
  for each statement execute function upkeep.manage_enterprises();

do $$
declare f text; t text;
begin
  foreach f in array array['trace()', 'trace_added()', 'manage_enterprises()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  foreach t in array array['enterprise', 'enterprise_version', 'enterprise_management', 'goal', 'person', 'membership', 'survey',
    'survey_need', 'survey_event', 'branch', 'branch_life', 'coverage', 'post'] loop
    execute format('drop trigger z_trace on %I', t);
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace(''added'')', t);
    execute format('create trigger z_trace_added after insert on %I referencing new table as added for each statement execute function upkeep.trace_added()', t);
  end loop;
end $$;
revoke create on schema upkeep from doanhoi_definer;
