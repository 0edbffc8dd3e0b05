-- Imports (nhập từ tệp): a table somebody uploads, checked without writing anything, written by a job in batches, and undone
-- whole if need be. The rows lie here sealed while they wait; the file itself is kept nowhere.

CREATE TYPE "import_kind" AS ENUM ('enterprises', 'surveys', 'organisations', 'members', 'posts');

CREATE TYPE "import_state" AS ENUM ('reading', 'uploaded', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'cancelled', 'failed');

CREATE TYPE "import_outcome" AS ENUM ('create', 'update', 'identical', 'conflict', 'error', 'skipped');

CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "import_kind" NOT NULL,
    "state" "import_state" NOT NULL,
    "failed_in" "import_state",
    "failure" TEXT,
    "file_name" TEXT NOT NULL,
    "file_digest" TEXT,
    "format" TEXT,
    "encoding" TEXT,
    "sheets" JSONB NOT NULL DEFAULT '[]',
    "notices" TEXT[],
    "sheet" INTEGER NOT NULL DEFAULT 0,
    "layout" JSONB,
    "conversions" JSONB NOT NULL DEFAULT '{}',
    "unit_id" UUID,
    "branch_id" UUID,
    "campaign_id" UUID,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "secret_cipher" TEXT,
    "session_id" UUID,
    "queued_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_holder" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3),
    "committed_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "sheet" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "cells_cipher" TEXT NOT NULL,
    "outcome" "import_outcome",
    "target_id" UUID,
    "result_cipher" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "request_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "kept_reason" TEXT,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","sheet","number")
);

CREATE TABLE "import_layout" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "unit_id" UUID,
    "kind" "import_kind" NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT,
    "columns" JSONB NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_layout_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "import_account_id_created_at_idx" ON "import"("account_id", "created_at");

CREATE UNIQUE INDEX "import_id_account_id_key" ON "import"("id", "account_id");

CREATE INDEX "import_row_import_id_request_id_idx" ON "import_row"("import_id", "request_id");

CREATE UNIQUE INDEX "import_layout_account_id_kind_fingerprint_key" ON "import_layout"("account_id", "kind", "fingerprint");

ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_account_id_fkey" FOREIGN KEY ("import_id", "account_id") REFERENCES "import"("id", "account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the rows promise of themselves.
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and table_name in ('import', 'import_row', 'import_layout') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;
alter table import add constraint import_failed check ((state = 'failed') = (failed_in is not null));
alter table import add constraint import_progress check (done between 0 and total);
alter table import_row add constraint import_row_written check ((done_at is null) = (request_id is null));
-- Who looks for work finds only what waits for it; a page of one outcome, and counting outcomes, read no rows' content.
create index import_queue on import (queued_at) where secret_cipher is not null;
create index import_row_outcomes on import_row (import_id, sheet, outcome, number);

-- Both belong to the account that made them; what a job needs besides is given by functions.
do $$
declare t text; columns text;
begin
  foreach t in array array['import', 'import_row', 'import_layout'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('create policy myself on %I to doanhoi_app using (account_id = (select access.account_id()))
      with check (account_id = (select access.account_id()))', t);
    execute format('grant select, insert, update, delete on %I to doanhoi_definer', t);
  end loop;
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
  where attrelid = 'import'::regclass and attnum > 0 and attname not in ('secret_cipher', 'session_id');
  execute format('grant select (%s), insert (%s) on import to doanhoi_app', columns, columns);
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
  where attrelid = 'import'::regclass and attnum > 0
    and attname not in ('secret_cipher', 'session_id', 'id', 'account_id', 'kind', 'created_at', 'lease_holder', 'attempts', 'queued_at');
  execute format('grant update (%s) on import to doanhoi_app', columns);
end $$;
grant select, insert, update, delete on import_row, import_layout to doanhoi_app;
-- A layout that was named is there for the colleagues of the unit.
create policy colleagues on import_layout for select to doanhoi_app
  using (name is not null and unit_id = any ((select access.units())::uuid[]));

-- The trace has what somebody did with an import, not each step of its progress; the rows' content is not for it.
create trigger z_trace after insert or delete or update of state, layout on import for each row execute function upkeep.trace();
create trigger z_trace after insert or delete or update on import_layout for each row execute function upkeep.trace();

grant usage, create on schema upkeep to doanhoi_definer;
grant create on schema access to doanhoi_definer;

-- A job that has ended has no session any more, and no lease.
create function upkeep.end_import_job() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.session s set revoked_at = now() where s.id = new.session_id and s.revoked_at is null;
  update public.import i set secret_cipher = null, session_id = null, lease_until = null, lease_holder = null where i.id = new.id;
  return null;
end $$;
create trigger zz_end_job after update of state on import for each row
  when (old.session_id is not null and new.state not in ('checking', 'committing', 'undoing'))
  execute function upkeep.end_import_job();

-- A session of the account's own for the job it just asked for: it outlives the signing out, not the account, its appointments
-- or a day. It proves nothing for grave deeds. `sealed` is its token as only the holder of the key can read it.
create function access.open_import_job(import uuid, session uuid, token_hash bytea, sealed text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare it public.import;
begin
  select i.* into it from public.import i where i.id = $1 and i.account_id = access.account_id()
    and i.state in ('checking', 'committing', 'undoing') and i.session_id is null for update;
  if it.id is null then return false; end if;
  insert into public.session (id, account_id, token_hash, device, expires_at, proved_at, second_factor_at)
  select $2, it.account_id, $3, 'Nhập từ Excel (việc nền)', now() + interval '24 hours', 'epoch', s.second_factor_at
  from public.session s where s.id = access.session_id();
  update public.import i set session_id = $2, secret_cipher = $4, queued_at = clock_timestamp(), lease_until = null,
    lease_holder = null, attempts = 0 where i.id = it.id;
  return true;
end $$;

-- The next import that waits for work or whose worker is gone; of however many workers each gets another. What has lost its
-- session, or stopped five times without getting any further, has failed.
create function access.claim_import(holder uuid, seconds int) returns table (id uuid, sealed text)
language plpgsql volatile security definer set search_path = '' as $$
declare it public.import;
begin
  loop
    select i.* into it from public.import i where i.secret_cipher is not null and i.state in ('checking', 'committing', 'undoing')
      and (i.lease_until is null or i.lease_until < clock_timestamp()) order by i.queued_at for update skip locked limit 1;
    if it.id is null then return; end if;
    update public.session s set last_seen_at = now() where s.id = it.session_id and s.revoked_at is null and s.expires_at > now()
      and exists (select 1 from public.account a where a.id = s.account_id and a.disabled_at is null);
    if not found or it.attempts >= 5 then
      update public.import i set state = 'failed', failed_in = i.state, failure = case when it.attempts >= 5 then 'stopped' else 'session' end,
        touched_at = now() where i.id = it.id;
    else
      update public.import i set lease_until = clock_timestamp() + make_interval(secs => least($2, 600)), lease_holder = $1, attempts = i.attempts + 1
      where i.id = it.id;
      return query select it.id, it.secret_cipher;
      return;
    end if;
  end loop;
end $$;

-- The worker says it is still there, and whether the work is still its own. Getting further forgives earlier stops.
create function access.renew_import(import uuid, holder uuid, seconds int, done int) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.import i set lease_until = clock_timestamp() + make_interval(secs => least($3, 600)), touched_at = now(),
    attempts = case when i.done < $4 then 1 else i.attempts end, done = least($4, i.total)
  where i.id = $1 and i.lease_holder = $2 and i.account_id = access.account_id() and i.state in ('checking', 'committing', 'undoing');
  if not found then return false; end if;
  update public.session s set last_seen_at = now() where s.id = access.session_id();
  return true;
end $$;

-- The worker's process ended before its work did: it is taken up again at once, or given up for a reason.
create function access.leave_import(import uuid, holder uuid, failure text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if $3 is null then
    update public.import i set lease_until = clock_timestamp() where i.id = $1 and i.lease_holder = $2;
  else
    update public.import i set state = 'failed', failed_in = i.state, failure = $3, touched_at = now()
    where i.id = $1 and i.lease_holder = $2 and i.state in ('checking', 'committing', 'undoing');
  end if;
  return found;
end $$;

-- Many tax codes at once: which of them are registered anywhere in the province, and nothing about by whom (V19).
create function access.tax_codes_taken(codes jsonb) returns table (code text, branch text) language sql stable security definer set search_path = '' as $$
  select c.code10, c.branch from jsonb_to_recordset($1) as c (code10 text, branch text)
  where (select access.units()) is not null and exists (select 1 from public.enterprise e
    where e.province_id = any ((select access.own_provinces())::uuid[])
      and e.tax_code = c.code10 and coalesce(e.tax_branch, '') = coalesce(c.branch, ''))
$$;

-- The content of files goes 30 days after anything last happened to their import; of a reading that broke off, after an hour.
create function access.purge_imports() returns int language plpgsql volatile security definer set search_path = '' as $$
declare gone uuid[];
begin
  select array_agg(i.id) into gone from public.import i where i.purged_at is null and i.state not in ('checking', 'committing', 'undoing')
    and i.touched_at < now() - case when i.state = 'reading' then interval '1 hour' else interval '30 days' end;
  delete from public.import_row r where r.import_id = any (gone);
  update public.import i set purged_at = now(), layout = null, sheets = '[]', failed_in = null,
    state = case when i.state in ('reading', 'uploaded', 'checked', 'failed') then 'cancelled' else i.state end
  where i.id = any (gone);
  return coalesce(cardinality(gone), 0);
end $$;

-- Whether a row lies where the one who asks keeps records today: undoing is no way around what was taken away since.
create function upkeep.keeps_row(table_name text, r jsonb, units uuid[], branches uuid[]) returns boolean language sql stable security definer set search_path = '' as $$
  select case when $1 in ('person', 'person_sensitive') then exists (
      select 1 from public.person_scope s where s.person_id = coalesce($2 ->> 'person_id', $2 ->> 'id')::uuid
        and (s.unit_id = any ($3) or s.branch_id = any ($4)))
    else coalesce((coalesce($2 ->> 'union_unit_id', $2 ->> 'unit_id')::uuid = any ($3)), false)
      or coalesce((($2 ->> 'association_unit_id')::uuid = any ($3)), false)
      or coalesce((case $1 when 'branch' then $2 ->> 'id' else $2 ->> 'branch_id' end)::uuid = any ($4), false) end
$$;

-- Takes back one thing the trace says an import did, if it is still as the import left it; raises why not.
create function upkeep.take_back(e public.audit_entry, units uuid[], branches uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
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
    if e.table_name = 'person' then
      delete from public.person_scope s where s.person_id = e.person_id
        and not exists (select 1 from public.membership m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.admission m where m.person_id = s.person_id and m.branch_id = s.branch_id)
        and not exists (select 1 from public.post m where m.person_id = s.person_id and m.branch_id = s.branch_id);
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

-- Undoes a piece of one batch of an import, the last thing first, each row of the file wholly or not at all: what it made is removed where
-- nothing came after it, what it changed is as it was before where nobody changed it since. The rest stays, with why.
create function access.undo_import_batch(import uuid, request uuid, most int) returns table (undone int, kept int)
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
          select t.target from jsonb_each_text(coalesce(e.after, e.before)) v join targets t on t.target = v.value limit 1)) as target
        from entries e left join targets own on own.target = e.row_id left join targets ent on ent.target = e.enterprise_id::text
          left join targets bra on bra.target = e.branch_id::text left join targets per on per.target = e.person_id::text)
    select t.numbers, array_agg(o.id order by o.id desc) filter (where o.id is not null) as ids
    from targets t left join owned o on o.target = t.target where t.waits group by t.target, t.number, t.numbers order by t.number desc limit $3
  loop
    why := null;
    begin
      for entry in select e.* from public.audit_entry e where e.id = any (this.ids) order by e.id desc loop
        perform upkeep.take_back(entry, units, branches);
      end loop;
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

do $$
declare f text;
begin
  foreach f in array array['access.open_import_job(uuid, uuid, bytea, text)', 'access.claim_import(uuid, int)',
    'access.renew_import(uuid, uuid, int, int)', 'access.leave_import(uuid, uuid, text)', 'access.purge_imports()', 'access.tax_codes_taken(jsonb)',
    'access.undo_import_batch(uuid, uuid, int)'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app', f);
  end loop;
  foreach f in array array['upkeep.end_import_job()', 'upkeep.keeps_row(text, jsonb, uuid[], uuid[])', 'upkeep.take_back(public.audit_entry, uuid[], uuid[])'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
-- To undo. Nobody else deletes: the program's role has no such right.
grant delete on enterprise, enterprise_version, enterprise_management, entrepreneur_membership, goal, survey, survey_need,
  survey_organisation, survey_event, branch, branch_life, coverage, person, person_sensitive, person_scope, membership, admission,
  post, duplicate_case to doanhoi_definer;
grant insert on survey_need, survey_organisation to doanhoi_definer;
grant update on person, branch, survey, membership, admission, post, person_scope to doanhoi_definer;
