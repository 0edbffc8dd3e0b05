-- The trace, made hard to rewrite: each row names what it is about and on whose behalf it was done; nobody but the owner,
-- and the owner only by taking a trigger away, changes what is written; committed rows are sealed in chained blocks.

-- Used only inside PL/pgSQL below: a new value of an enum may not be used in the transaction that adds it.
ALTER TYPE "audit_operation" ADD VALUE 'READ';

ALTER TABLE "audit_entry" ADD COLUMN "on_behalf_of_id" UUID,
  ADD COLUMN "enterprise_id" UUID,
  ADD COLUMN "person_id" UUID,
  ADD COLUMN "about_account_id" UUID,
  ADD COLUMN "era" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "xid" xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE TABLE "audit_block" (
    "number" BIGINT NOT NULL,
    "era" INTEGER NOT NULL,
    "snapshot" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "first_id" BIGINT NOT NULL,
    "last_id" BIGINT NOT NULL,
    "row_ids" BIGINT[],
    "row_digests" BYTEA[],
    "digest" BYTEA NOT NULL,
    "previous" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "audit_block_pkey" PRIMARY KEY ("number")
);

CREATE INDEX "audit_entry_account_id_id_idx" ON "audit_entry"("account_id", "id");
CREATE INDEX "audit_entry_era_xid_idx" ON "audit_entry"("era", "xid");
-- Most rows are about one of these only: an index that holds just those costs the others nothing.
create index audit_entry_enterprise on audit_entry (enterprise_id, id) where enterprise_id is not null;
create index audit_entry_branch on audit_entry (branch_id, id) where branch_id is not null;
create index audit_entry_person on audit_entry (person_id, id) where person_id is not null;
create index audit_entry_about_account on audit_entry (about_account_id, id) where about_account_id is not null;
create index audit_entry_request on audit_entry (request_id) where request_id is not null;

-- A database restored elsewhere from a dump counts its transactions anew; the era tells its numbers from the old ones.
create table access.audit_era (id boolean primary key default true check (id), era integer not null default 0);
insert into access.audit_era default values;
grant select, update on access.audit_era to doanhoi_definer;

grant create on schema access, upkeep to doanhoi_definer;

create function access.audit_era() returns integer language sql stable security definer set search_path = '' as $$
  select era from access.audit_era
$$;
alter table audit_entry alter column era set default access.audit_era();

-- Append-only, for everybody. The program's role has no right to try; this stands before the definer and the owner too.
create function upkeep.refuse_rewriting() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the trace is append-only: % on % is refused', tg_op, tg_table_name using errcode = '55000';
end $$;
create trigger a_append_only before update or delete on audit_entry for each row execute function upkeep.refuse_rewriting();
create trigger a_append_only_truncate before truncate on audit_entry for each statement execute function upkeep.refuse_rewriting();
create trigger a_append_only before update or delete on audit_block for each row execute function upkeep.refuse_rewriting();
create trigger a_append_only_truncate before truncate on audit_block for each statement execute function upkeep.refuse_rewriting();

alter table audit_block enable row level security;
create policy definer on audit_block to doanhoi_definer using (true) with check (true);
grant select, insert on audit_block to doanhoi_definer;
revoke all on audit_block from doanhoi_app;

-- On whose behalf: where everything that gives the actor this place is delegated, the one who delegated it. Asked of the
-- appointments, because a variable could be set by hand. Read through jsonb, so that the rule does not depend on the column.
create function access.on_behalf_of(province uuid, units uuid[], branch uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare me uuid := access.account_id(); found uuid;
begin
  if not exists (select 1 from public.appointment p where p.account_id = me and to_jsonb(p) ->> 'delegated_by_account_id' is not null) then
    return null;
  end if;
  select case when bool_and(held.by is not null) then min(held.by) end::uuid into found from (
    select to_jsonb(p) ->> 'delegated_by_account_id' as by from access.appointments() p
    where ($1 is null or p.province_id = $1) and case p.role
      when 'unit_officer' then cardinality($2) = 0 or p.unit_id = any ($2)
      when 'branch_secretary' then $3 is null or $3 = any ((select access.branches())::uuid[])
      else true end) held;
  return found;
end $$;

-- The trace. Secrets never enter it, whatever table they lie in. Rows that lie in no province (persons, accounts, places)
-- get the province of the one who wrote, where that is one.
create or replace function upkeep.trace() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  secrets constant text[] := array['password_hash', 'token_hash', 'code_hash', 'secret', 'secret_cipher', 'totp_secret',
    'cipher', 'nonce', 'key_hash', 'keyed_hash', 'identity_cipher', 'identity_hash'];
  was jsonb; is_now jsonb; this jsonb; about text; province uuid; mine uuid[];
begin
  if pg_trigger_depth() > 1 then return null; end if;
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

-- Of sensitive values the trace tells only that they were written, and of whom.
create or replace function upkeep.trace_sensitive() returns trigger language plpgsql security definer set search_path = '' as $$
declare about uuid := coalesce(new.person_id, old.person_id); mine uuid[] := access.own_provinces();
begin
  insert into public.audit_entry (account_id, on_behalf_of_id, request_id, deed, table_name, row_id, operation, reason, province_id, person_id)
  values (access.account_id(), access.on_behalf_of(null, '{}', null), nullif(current_setting('app.request', true), '')::uuid,
    nullif(current_setting('app.deed', true), ''), tg_table_name, about::text, tg_op::public.audit_operation,
    nullif(current_setting('app.reason', true), ''), case when cardinality(mine) = 1 then mine[1] end, about);
  return null;
end $$;

-- A reading that must leave a trace: of sensitive fields, of a person's record, of an export (subject null). `details`
-- says what was read, never the values; its key "deed" names the deed where no command runs.
create function access.note_read(subject_table text, subject_id uuid, purpose text, details jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare me uuid := access.account_id(); mine uuid[] := access.own_provinces();
begin
  if me is null then raise exception 'nobody is signed in' using errcode = '28000'; end if;
  insert into public.audit_entry (account_id, on_behalf_of_id, request_id, deed, table_name, row_id, operation, after, reason,
    province_id, enterprise_id, branch_id, person_id, about_account_id)
  values (me, access.on_behalf_of(null, '{}', null), nullif(current_setting('app.request', true), '')::uuid,
    coalesce($4 ->> 'deed', nullif(current_setting('app.deed', true), ''), $1 || '.read'), $1, coalesce($2::text, ''), 'READ',
    nullif($4 - 'deed', '{}'), nullif(btrim($3), ''), mine[1],
    case $1 when 'enterprise' then $2 end, case $1 when 'branch' then $2 end,
    case when $1 in ('person', 'person_sensitive') then $2 end, case $1 when 'account' then $2 end);
end $$;

-- Opening a person's record: once per person, account and hour, for everybody but the secretary who keeps it (§1.11).
-- Two pages opened at once take turns, so that one line is written.
create function access.note_profile_read(person uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare me uuid := access.account_id();
begin
  if me is null or not exists (select 1 from access.appointments() p where p.role <> 'branch_secretary')
    or not exists (select 1 from public.person_scope s where s.person_id = $1) then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(me::text || $1::text, 105));
  if exists (select 1 from public.audit_entry e where e.person_id = $1 and e.account_id = me and e.operation = 'READ'
    and e.deed = 'person.read' and e.at > now() - interval '1 hour') then
    return false;
  end if;
  perform access.note_read('person', $1, null, '{"deed": "person.read"}');
  return true;
end $$;

-- What a row of the trace is sealed by: every column, written in one way whatever the session's settings are.
create function access.audit_digest(e public.audit_entry) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(jsonb_build_array(e.id, extract(epoch from e.at), e.account_id, e.on_behalf_of_id, e.request_id,
    e.deed, e.table_name, e.row_id, e.operation, e.before, e.after, e.reason, e.province_id, e.unit_id, e.branch_id,
    e.enterprise_id, e.person_id, e.about_account_id, e.era, e.xid::text)::text, 'UTF8'))
$$;

-- Seals what is committed and not yet sealed, as one block, and returns the head of the chain (no row when nothing was
-- ever sealed). A block remembers the snapshot it was made in: what was visible then and not in the block before is its
-- content, no more and no less. So a row is sealed as soon as its own transaction has committed, whoever else is still
-- writing, nobody waits for anybody, and a row smuggled into the past belongs to no block.
create function access.seal_audit() returns table (number bigint, hash bytea, rows_sealed int)
language plpgsql volatile security definer set search_path = '' as $$
declare
  last public.audit_block; block public.audit_block; this_era int; before_era int; before_xid xid8; seen pg_snapshot;
begin
  -- One sealer at a time, of however many processes; another one leaves it to this.
  if pg_try_advisory_xact_lock(105, 2014) then
    select b.* into last from public.audit_block b order by b.number desc limit 1;
    select a.era into this_era from access.audit_era a;
    if last.number is not null and last.era = this_era
      and pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(last.snapshot::pg_snapshot) then
      this_era := this_era + 1;
      update access.audit_era set era = this_era;
    end if;
    before_era := coalesce(last.era, 0);
    before_xid := coalesce(pg_snapshot_xmin(last.snapshot::pg_snapshot), '0'::xid8);
    -- One statement, one snapshot: the rows it sees are those its snapshot says it sees.
    select pg_current_snapshot(), count(*), min(r.id), max(r.id), array_agg(r.id order by r.id),
      array_agg(r.digest order by r.id), sha256(string_agg(r.digest, '' order by r.id))
      into seen, block.row_count, block.first_id, block.last_id, block.row_ids, block.row_digests, block.digest
    from (select e.id, access.audit_digest(e) as digest from public.audit_entry e
      where (e.era, e.xid) >= (before_era, before_xid)
        and not (last.number is not null and e.era = last.era and pg_visible_in_snapshot(e.xid, last.snapshot::pg_snapshot))
        and (e.era < this_era or pg_visible_in_snapshot(e.xid, pg_current_snapshot())) offset 0) r;
    if block.row_count > 0 then
      block.number := coalesce(last.number, 0) + 1;
      block.era := this_era;
      block.snapshot := seen::text;
      block.sealed_at := clock_timestamp();
      block.previous := coalesce(last.hash, '\x');
      block.hash := sha256(convert_to(concat_ws('|', block.number, block.era, block.snapshot, block.row_count, block.first_id,
        block.last_id, array_to_string(block.row_ids, ','), encode(block.digest, 'hex'), encode(block.previous, 'hex'),
        extract(epoch from block.sealed_at)), 'UTF8'));
      insert into public.audit_block select block.*;
      return query select block.number, block.hash, block.row_count;
      return;
    end if;
  end if;
  return query select b.number, b.hash, 0 from public.audit_block b order by b.number desc limit 1;
end $$;

-- Whether the one who asks sees, today, the row an entry of the trace is about: asked of the table itself under its own
-- policies, so that the trace of a record is never wider than the record. Not a definer function, on purpose.
create function access.row_in_sight(table_name text, row_id text) returns boolean
language plpgsql stable set search_path = '' as $$
declare seen boolean;
begin
  if $2 !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' or not exists (
    select 1 from pg_catalog.pg_attribute a where a.attrelid = to_regclass(format('public.%I', $1)) and a.attname = 'id'
      and a.atttypid = 'uuid'::regtype and has_column_privilege(a.attrelid, a.attnum, 'select')) then
    return false;
  end if;
  execute format('select exists (select 1 from public.%I t where t.id = $1)', $1) into seen using $2::uuid;
  return seen;
end $$;

-- Whose account's doings (given, ended, locked) the viewer may read: the own one, those with a role in the province of an
-- organisation department, and the secretaries below one's own unit.
create function access.sees_account(account uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select $1 = (select access.account_id()) or exists (
    select 1 from public.appointment p where p.account_id = $1 and (
      p.province_id = any ((select access.departments())::uuid[])
      or (p.role = 'branch_secretary' and p.unit_id = any ((select access.units())::uuid[]))))
$$;

-- Who an account is, for the history: the name and the roles held on a day, for accounts of the viewer's own provinces.
create function access.account_roles(ids uuid[]) returns table (id uuid, role public.role, unit_name text, branch_name text, valid_from date, valid_to date)
language sql stable security definer set search_path = '' as $$
  select p.account_id, p.role, v.short_name, b.name, p.valid_from, p.valid_to
  from public.appointment p
  left join public.unit_version v on v.unit_id = p.unit_id and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
  left join public.branch b on b.id = p.branch_id
  where p.account_id = any ($1) and p.voided_at is null
    and (p.account_id = access.account_id() or p.province_id = any ((select access.own_provinces())::uuid[]))
  order by p.valid_from desc, p.id
$$;

do $$
declare f text;
begin
  foreach f in array array['access.audit_era()', 'access.on_behalf_of(uuid, uuid[], uuid)', 'access.note_read(text, uuid, text, jsonb)',
    'access.note_profile_read(uuid)', 'access.audit_digest(public.audit_entry)', 'access.seal_audit()',
    'access.row_in_sight(text, text)', 'access.sees_account(uuid)', 'access.account_roles(uuid[])'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['upkeep.refuse_rewriting()'] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

-- The trace is read by the organisation department of its province, and by those who see the record it is about: rows
-- hanging on an enterprise or an organisation as these themselves are seen, rows about people as those rows are.
drop policy reads on audit_entry;
drop policy people_as_people on audit_entry;
create policy reads on audit_entry for select to doanhoi_app using (
  province_id = any ((select access.departments())::uuid[])
  or (operation::text <> 'READ' and case
    when table_name in ('enterprise', 'enterprise_version', 'enterprise_management', 'entrepreneur_membership', 'visit', 'survey',
      'survey_need', 'survey_organisation', 'survey_event', 'goal', 'establishment_case', 'coverage')
      then exists (select 1 from enterprise x where x.id = enterprise_id)
    when table_name in ('branch', 'branch_life', 'consolidation_measure', 'activity')
      then exists (select 1 from branch x where x.id = branch_id)
    when table_name in ('person', 'person_sensitive') then exists (select 1 from person x where x.id = person_id)
    when about_account_id is not null then access.sees_account(about_account_id)
    else access.row_in_sight(table_name, row_id) end));
