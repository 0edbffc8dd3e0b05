-- Transfers (chuyển sinh hoạt) as a handshake of two organisations (domain.md §1.10 (4), §2.5). Whoever is transferred counts at
-- the sender until received: receiving is one function that ends the one membership and opens the other.

CREATE TYPE "transfer_state" AS ENUM ('requested', 'remarked', 'introduced', 'sent', 'received', 'arrived', 'returned', 'cancelled');

CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "to_branch_id" UUID,
    "from_name" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "gender" "gender",
    "birth_date" DATE,
    "birth_precision" "date_precision",
    "joined_on" DATE,
    "joined_precision" "date_precision",
    "card_number" TEXT,
    "state" "transfer_state" NOT NULL,
    "sent_on" DATE,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "to_province_id" UUID,
    "to_unit_id" UUID,
    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "transfer_step" (
    "id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "state" "transfer_state" NOT NULL,
    "on" DATE NOT NULL,
    "note" TEXT,
    "document_number" TEXT,
    "fee_until" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "branch_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "line" "org_line" NOT NULL DEFAULT 'union',
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "transfer_step_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "transfer_branch_id_state_idx" ON "transfer"("branch_id", "state");
CREATE INDEX "transfer_to_branch_id_state_idx" ON "transfer"("to_branch_id", "state");
CREATE INDEX "transfer_unit_id_state_idx" ON "transfer"("unit_id", "state");
CREATE INDEX "transfer_to_unit_id_state_idx" ON "transfer"("to_unit_id", "state");
CREATE INDEX "transfer_person_id_idx" ON "transfer"("person_id");
CREATE UNIQUE INDEX "transfer_step_transfer_id_order_key" ON "transfer_step"("transfer_id", "order");

ALTER TABLE "transfer" ADD CONSTRAINT "transfer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_branch_id_fkey" FOREIGN KEY ("to_branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "transfer_step" ADD CONSTRAINT "transfer_step_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the rows promise of themselves.
create unique index transfer_one_open on transfer (person_id, branch_id) where state in ('requested', 'remarked', 'introduced', 'sent');
alter table transfer add constraint transfer_sent check (state not in ('sent', 'received', 'arrived', 'returned') or sent_on is not null);
alter table transfer add constraint transfer_birth_whole check ((birth_date is null) = (birth_precision is null));
alter table transfer add constraint transfer_joined_whole check ((joined_on is null) = (joined_precision is null));
alter table transfer_step add constraint transfer_step_reason check (state not in ('returned', 'cancelled') or length(btrim(note)) > 0);
alter table transfer_step add constraint transfer_step_fee_month check (fee_until is null or extract(day from fee_until) = 1);
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'text'
      and table_name in ('transfer', 'transfer_step') loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

-- Upkeep: scopes, and the trace.
grant usage, create on schema upkeep to doanhoi_definer;
create function upkeep.scope_of_transfer() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select b.line, b.province_id, b.unit_id into new.line, new.province_id, new.unit_id from public.branch b where b.id = new.branch_id;
  new.to_province_id := null;
  new.to_unit_id := null;
  select b.province_id, b.unit_id into new.to_province_id, new.to_unit_id from public.branch b where b.id = new.to_branch_id;
  return new;
end $$;
create function upkeep.scope_of_transfer_step() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select t.branch_id, t.line, t.province_id, t.unit_id into new.branch_id, new.line, new.province_id, new.unit_id
  from public.transfer t where t.id = new.transfer_id;
  return new;
end $$;
-- A unit that takes over an organisation takes over what was begun there.
create function upkeep.cascade_branch_to_transfers() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.transfer x set branch_id = x.branch_id where new.id in (x.branch_id, x.to_branch_id);
  update public.transfer_step x set branch_id = x.branch_id where x.branch_id = new.id;
  return null;
end $$;
-- Of an erased person nothing is left in the snapshots and the reasons.
create function upkeep.forget_in_transfers() returns trigger language plpgsql security definer set search_path = '' as $$
declare gone constant text := 'Đã xoá';
begin
  update public.transfer t set person_name = new.shown_name, gender = null, birth_date = null, birth_precision = null,
    joined_on = null, joined_precision = null, card_number = null where t.person_id = new.person_id;
  update public.transfer_step s set note = gone
  where s.note is not null and s.transfer_id in (select t.id from public.transfer t where t.person_id = new.person_id);
  return null;
end $$;
do $$
declare f text; t text;
begin
  foreach f in array array['scope_of_transfer()', 'scope_of_transfer_step()', 'cascade_branch_to_transfers()', 'forget_in_transfers()'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
  create trigger a_scope before insert or update on transfer for each row execute function upkeep.scope_of_transfer();
  create trigger a_scope before insert or update on transfer_step for each row execute function upkeep.scope_of_transfer_step();
  foreach t in array array['transfer', 'transfer_step'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select on %I to doanhoi_app', t);
  end loop;
end $$;
create trigger b_cascade_transfers after update of province_id, unit_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_branch_to_transfers();
create trigger b_forget after insert on erased_person for each row execute function upkeep.forget_in_transfers();

grant create on schema access to doanhoi_definer;

-- The organisation itself where it has the powers of a đoàn cơ sở, its unit, or the đoàn cơ sở above it.
create function access.above_branch(branch uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.branch b where b.id = $1 and (
    b.unit_id = any ((select access.line_units(b.line))::uuid[]) or b.id = any ((select access.deciding())::uuid[])))
$$;

-- Organisations somebody may be transferred to, alive today, of the viewer's own provinces: names of organisations, not of people.
create function access.transfer_destinations(line public.org_line)
returns table (id uuid, name text, unit_name text, parent_name text) language sql stable security definer set search_path = '' as $$
  select b.id, b.name, v.short_name, p.name
  from public.branch b
  left join public.branch p on p.id = b.parent_id
  left join public.unit_version v on v.unit_id = b.unit_id and v.valid_from <= (select access.today())
    and (v.valid_to is null or v.valid_to > (select access.today()))
  where (select access.keeps_any()) and b.line = $1 and b.province_id = any ((select access.own_provinces())::uuid[])
    and exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null
      and l.valid_from <= (select access.today()) and (l.valid_to is null or l.valid_to > (select access.today())))
  order by v.sort_key, b.sort_key, b.id limit 1000
$$;

create function upkeep.branch_full_name(branch uuid) returns text language sql stable security definer set search_path = '' as $$
  select concat_ws(', ', b.name, p.name, v.short_name) from public.branch b
  left join public.branch p on p.id = b.parent_id
  left join public.unit_version v on v.unit_id = b.unit_id and v.valid_from <= (select access.today())
    and (v.valid_to is null or v.valid_to > (select access.today()))
  where b.id = $1
$$;

create function upkeep.note_transfer_step(transfer uuid, state public.transfer_state, on_day date, note text, document_number text, fee_until date)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.transfer_step (id, transfer_id, "order", state, "on", note, document_number, fee_until, recorded_by_id, is_demo)
  select gen_random_uuid(), t.id, coalesce((select max(s."order") from public.transfer_step s where s.transfer_id = t.id), 0) + 1,
    $2, $3, $4, $5, $6, access.account_id(), t.is_demo
  from public.transfer t where t.id = $1;
  update public.transfer t set state = $2, sent_on = case when $2 = 'sent' then $3 else t.sent_on end where t.id = $1;
$$;

-- Begins a transfer: of somebody who is a member of `branch` to an organisation of the register or to a place outside it; or, with
-- `branch` = `to_branch`, of somebody who comes with a letter from outside. What the other side needs is written down now.
create function access.start_transfer(id uuid, person uuid, branch uuid, to_branch uuid, outside text, on_day date, note text,
  document_number text, joined_on date, joined_precision public.date_precision, card_number text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch; d public.branch; m public.membership; p public.person; incoming boolean := $3 = $4;
begin
  select x.* into b from public.branch x where x.id = $3 for share;
  if b.id is null or not access.keeps_branch(b.id) or not access.sees_person($2) then return 'not_found'; end if;
  if $6 > access.today() then return 'in_future'; end if;
  select x.* into p from public.person x where x.id = $2 for update;
  if incoming then
    if exists (select 1 from public.membership x where x.person_id = p.id and x.voided_at is null and x.valid_to is null
      and (x.branch_id = b.id or (b.line = 'union' and x.line = 'union'))) then
      return 'already_member';
    end if;
  else
    select x.* into m from public.membership x where x.person_id = p.id and x.branch_id = b.id and x.voided_at is null and x.valid_to is null;
    if m.id is null then return 'not_a_member'; end if;
    if $6 < m.valid_from then return 'before_joined'; end if;
    if $4 is not null then
      select x.* into d from public.branch x where x.id = $4 for share;
      if d.id is null or d.line <> b.line or not d.province_id = any (access.own_provinces()) or not exists (
        select 1 from public.branch_life l where l.branch_id = d.id and l.voided_at is null and l.valid_to is null) then
        return 'destination_not_found';
      end if;
    end if;
  end if;
  insert into public.transfer (id, person_id, branch_id, to_branch_id, from_name, to_name, person_name, gender, birth_date, birth_precision,
    joined_on, joined_precision, card_number, state, sent_on, asked_by_id, is_demo)
  values ($1, p.id, b.id, $4,
    case when incoming then $5 else upkeep.branch_full_name(b.id) end,
    coalesce(upkeep.branch_full_name($4), $5), p.full_name, p.gender, p.birth_date, p.birth_precision,
    coalesce(m.joined_on, case when m.start_kind in ('admitted', 'founding') then m.valid_from end, $9),
    coalesce(m.joined_precision, case when m.start_kind in ('admitted', 'founding') then 'day'::public.date_precision end, $10),
    coalesce(m.card_number, $11), case when incoming then 'sent' else 'requested' end::public.transfer_state,
    case when incoming then $6 end, access.account_id(), p.is_demo);
  perform upkeep.note_transfer_step($1, case when incoming then 'sent' else 'requested' end::public.transfer_state, $6, $7, $8, null);
  return 'done';
end $$;

-- Who may move a transfer where: the same table as lib/transfers/rules.ts.
create function upkeep.may_move_transfer(t public.transfer, move public.transfer_state) returns boolean
language sql stable security definer set search_path = '' as $$
  select case
    when t.to_branch_id = t.branch_id then case $2
      when 'received' then t.state = 'sent' and access.above_branch(t.branch_id)
      when 'returned' then t.state = 'sent' and access.above_branch(t.branch_id)
      when 'cancelled' then t.state = 'sent' and access.keeps_branch(t.branch_id)
      when 'arrived' then t.state = 'received' and access.keeps_branch(t.branch_id)
      else false end
    else case $2
      when 'remarked' then t.state = 'requested' and access.keeps_branch(t.branch_id)
      when 'introduced' then t.state = 'remarked' and access.above_branch(t.branch_id)
      when 'sent' then t.state = 'introduced' and access.above_branch(t.branch_id)
      when 'cancelled' then t.state in ('requested', 'remarked', 'introduced', 'sent') and access.keeps_branch(t.branch_id)
      when 'received' then t.state = 'sent'
        and case when t.to_branch_id is null then access.above_branch(t.branch_id) else access.keeps_branch(t.to_branch_id) end
      when 'returned' then t.state = 'sent'
        and case when t.to_branch_id is null then access.above_branch(t.branch_id) else access.keeps_branch(t.to_branch_id) end
      when 'arrived' then t.state = 'received' and t.to_branch_id is not null and access.keeps_branch(t.to_branch_id)
      else false end
  end
$$;

-- Whether the viewer stands on one of the two sides of a transfer at all.
create function upkeep.takes_part(t public.transfer) returns boolean language sql stable security definer set search_path = '' as $$
  select access.keeps_branch(t.branch_id) or access.above_branch(t.branch_id)
    or (t.to_branch_id is not null and t.sent_on is not null and access.keeps_branch(t.to_branch_id))
$$;

create function access.move_transfer(transfer uuid, move public.transfer_state, on_day date, note text, document_number text, fee_until date)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare t public.transfer; last_day date;
begin
  select x.* into t from public.transfer x where x.id = $1 for update;
  if t.id is null or not upkeep.takes_part(t) or $2 in ('requested', 'received') then return 'not_found'; end if;
  if not upkeep.may_move_transfer(t, $2) then return 'not_possible'; end if;
  if $3 > access.today() then return 'in_future'; end if;
  select max(s."on") into last_day from public.transfer_step s where s.transfer_id = t.id;
  if $3 < last_day then return 'before_last_step'; end if;
  perform upkeep.note_transfer_step(t.id, $2, $3, $4, $5, $6);
  return 'done';
end $$;

-- Receives somebody: the membership at the sender ends and the one at the receiver begins on the same day, with it the posts held
-- there (design.md §5). The row of the transfer is held, so that of several attempts one wins. V14 is the exclusion constraint's.
create function access.receive_transfer(transfer uuid, on_day date, note text, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare t public.transfer; m public.membership; p record; last_day date;
begin
  select x.* into t from public.transfer x where x.id = $1 for update;
  if t.id is null or not upkeep.takes_part(t) then return 'not_found'; end if;
  if not upkeep.may_move_transfer(t, 'received') then return 'not_possible'; end if;
  if $2 > access.today() then return 'in_future'; end if;
  select max(s."on") into last_day from public.transfer_step s where s.transfer_id = t.id;
  if $2 < last_day then return 'before_sent'; end if;
  perform 1 from public.branch b where b.id in (t.branch_id, t.to_branch_id) order by b.id for share;
  perform 1 from public.person x where x.id = t.person_id for update;
  if t.to_branch_id is not null and not exists (select 1 from public.branch_life l where l.branch_id = t.to_branch_id
    and l.voided_at is null and l.valid_to is null and l.valid_from <= $2) then
    return 'branch_not_alive';
  end if;
  if t.to_branch_id is distinct from t.branch_id then
    select x.* into m from public.membership x where x.person_id = t.person_id and x.branch_id = t.branch_id
      and x.voided_at is null and x.valid_to is null for update;
    if m.id is null then return 'not_a_member'; end if;
    if $2 <= m.valid_from then return 'before_joined'; end if;
    update public.membership x set voided_at = $4 where x.id = m.id;
    insert into public.membership (id, person_id, branch_id, start_kind, end_kind, joined_on, joined_precision, card_number,
      stays_after_thirty, valid_from, valid_to, recorded_at, recorded_by_id, is_demo)
    values (gen_random_uuid(), m.person_id, m.branch_id, m.start_kind, 'transferred_out', m.joined_on, m.joined_precision, m.card_number,
      m.stays_after_thirty, m.valid_from, $2, $4, access.account_id(), m.is_demo);
    for p in select x.* from public.post x where x.person_id = t.person_id and x.branch_id = t.branch_id and x.voided_at is null
      and (x.valid_to is null or x.valid_to > $2) for update loop
      update public.post x set voided_at = $4 where x.id = p.id;
      if p.valid_from < $2 then
        insert into public.post (id, branch_id, person_id, title, valid_from, valid_to, recorded_at, exception_reason, recorded_by_id, is_demo)
        values (gen_random_uuid(), p.branch_id, p.person_id, p.title, p.valid_from, $2, $4, p.exception_reason, access.account_id(), p.is_demo);
      end if;
    end loop;
  elsif exists (select 1 from public.duplicate_case c where c.person_id = t.person_id and c.state <> 'different') then
    return 'duplicate_pending';
  end if;
  if t.to_branch_id is not null then
    insert into public.membership (id, person_id, branch_id, start_kind, joined_on, joined_precision, card_number, stays_after_thirty,
      valid_from, recorded_at, recorded_by_id, is_demo)
    values (gen_random_uuid(), t.person_id, t.to_branch_id, 'transferred_in', t.joined_on, t.joined_precision, t.card_number,
      coalesce(m.stays_after_thirty, false), $2, $4, access.account_id(), t.is_demo);
  end if;
  perform upkeep.note_transfer_step(t.id, 'received', $2, $3, null, null);
  -- Where the chi đoàn's own secretary receives, the person has arrived.
  if exists (select 1 from access.appointments() a where a.role = 'branch_secretary' and a.branch_id = t.to_branch_id) then
    perform upkeep.note_transfer_step(t.id, 'arrived', $2, null, null, null);
  end if;
  return 'done';
end $$;

-- Whether somebody the viewer sees began somewhere by transfer on a day, wherever that is: yes or no, and nothing else.
create function access.came_in(person uuid, line public.org_line, on_day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select access.sees_person($1) and exists (select 1 from public.membership m where m.person_id = $1 and m.line = $2 and m.voided_at is null
    and m.valid_from = $3 and m.start_kind = 'transferred_in')
$$;

-- A green light: what must never be, over what the viewer reads. Each row names a person and the violation.
create function access.membership_violations() returns table (kind text, person_id uuid, branch_id uuid, line public.org_line, "on" date)
language sql stable set search_path = '' as $$
  select 'two_at_once', m.person_id, m.branch_id, m.line, m.valid_from from public.membership m
  where m.voided_at is null and m.line = 'union' and exists (
    select 1 from public.membership o where o.person_id = m.person_id and o.id <> m.id and o.voided_at is null and o.line = 'union'
      and daterange(o.valid_from, o.valid_to) && daterange(m.valid_from, m.valid_to))
  union all
  select 'received_without_membership', t.person_id, t.to_branch_id, t.line, s."on" from public.transfer t
  join public.transfer_step s on s.transfer_id = t.id and s.state = 'received'
  where t.state in ('received', 'arrived') and t.to_branch_id is not null
    -- Where the receiving organisation is out of sight, so are its members.
    and exists (select 1 from public.branch b where b.id = t.to_branch_id)
    and exists (select 1 from public.person_scope c where c.person_id = t.person_id and c.branch_id = t.to_branch_id)
    and not exists (select 1 from public.membership m where m.person_id = t.person_id and m.branch_id = t.to_branch_id
      and m.voided_at is null and m.start_kind = 'transferred_in' and m.valid_from = s."on")
  union all
  select 'left_for_nowhere', m.person_id, m.branch_id, m.line, m.valid_to from public.membership m
  where m.voided_at is null and m.end_kind = 'transferred_out'
    and not exists (select 1 from public.transfer t where t.person_id = m.person_id and t.branch_id = m.branch_id and t.state in ('received', 'arrived'))
    and not access.came_in(m.person_id, m.line, m.valid_to)
  union all
  select 'transfer_of_no_member', t.person_id, t.branch_id, t.line, t.asked_at::date from public.transfer t
  where t.state in ('requested', 'remarked', 'introduced', 'sent') and t.branch_id is distinct from t.to_branch_id
    and exists (select 1 from public.branch b where b.id = t.branch_id)
    and not exists (select 1 from public.membership m where m.person_id = t.person_id and m.branch_id = t.branch_id
      and m.voided_at is null and m.valid_to is null)
$$;

-- What is held about somebody: every table with a person's id, without anybody having to name it here.
create or replace function access.person_dossier(export uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  asked public.person_export; here uuid[] := access.privacy_desks(); held jsonb := '{}'; found jsonb; t record; records uuid[];
  hidden constant text[] := array['search_key', 'sort_key', 'shown_key', 'shown_sort_key', 'cipher', 'nonce', 'identity_cipher',
    'identity_hash', 'key_hash', 'keyed_hash', 'other_id'];
begin
  select x.* into asked from public.person_export x where x.id = $1 and x.created_by_id = access.account_id()
    and x.created_at > now() - interval '1 hour' and x.province_id = any (here);
  if asked.id is null then return null; end if;
  -- A record that was merged into this one is the same person's.
  records := access.records_of(asked.person_id);
  for t in select c.relname as name, c.relname = 'person_pair' as has_other, exists (select 1 from pg_catalog.pg_attribute a where a.attrelid = c.oid
      and a.attname = 'province_id' and not a.attisdropped) and c.relname not in ('person_sensitive', 'erased_person') as has_place
    from pg_catalog.pg_class c join pg_catalog.pg_attribute p on p.attrelid = c.oid and p.attname = 'person_id' and not p.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'audit_entry' order by 1 loop
    execute format('select jsonb_agg(to_jsonb(x) - $2 order by to_jsonb(x) ->> ''id'') from public.%I x where (x.person_id = any ($1) %s) %s', t.name,
      case when t.has_other then 'or x.other_id = any ($1)' else '' end, case when t.has_place then 'and x.province_id = any ($3)' else '' end) into found using records, hidden, here;
    held := held || jsonb_build_object(t.name, found);
  end loop;
  return held || jsonb_build_object(
    'person', (select jsonb_agg(to_jsonb(x) - hidden) from public.person x where x.id = any (records)),
    'audit_entry', (select jsonb_agg(jsonb_build_object('at', x.at, 'deed', x.deed, 'table_name', x.table_name, 'operation', x.operation,
        'reason', x.reason, 'before', x.before - hidden, 'after', x.after - hidden) order by x.id)
      from public.audit_entry x where x.person_id = any (records) and (x.province_id is null or x.province_id = any (here))
        and not exists (select 1 from public.erased_person e where e.person_id = asked.person_id)));
end $$;

do $$
declare f text;
begin
  foreach f in array array['above_branch(uuid)', 'transfer_destinations(public.org_line)',
    'start_transfer(uuid, uuid, uuid, uuid, text, date, text, text, date, public.date_precision, text)',
    'move_transfer(uuid, public.transfer_state, date, text, text, date)', 'receive_transfer(uuid, date, text, timestamptz)',
    'came_in(uuid, public.org_line, date)', 'membership_violations()'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
  foreach f in array array['branch_full_name(uuid)', 'may_move_transfer(public.transfer, public.transfer_state)', 'takes_part(public.transfer)',
    'note_transfer_step(uuid, public.transfer_state, date, text, text, date)'] loop
    execute format('alter function upkeep.%s owner to doanhoi_definer', f);
    execute format('revoke all on function upkeep.%s from public', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
grant insert on membership, post to doanhoi_definer;

-- Who reads and writes. A transfer is read by its own side from the beginning, by the other from its sending on.
do $$
declare
  reads_people constant text := $q$(line = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
    or (line = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[]))$q$;
  unit_keeps constant text := $q$((line = 'union' and unit_id = any ((select access.line_units('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.line_units('association'))::uuid[])))$q$;
  secretary constant text := $q$branch_id = any ((select access.branches())::uuid[])$q$;
begin
  execute format('create policy reads on transfer for select to doanhoi_app using (%s or %s or %s)', reads_people, unit_keeps, secretary);
  create policy receiver_reads on transfer for select to doanhoi_app using (sent_on is not null and (
    (line = 'union' and (to_province_id = any ((select access.people_provinces('union'))::uuid[])
      or to_unit_id = any ((select access.line_units('union'))::uuid[])))
    or (line = 'association' and (to_province_id = any ((select access.people_provinces('association'))::uuid[])
      or to_unit_id = any ((select access.line_units('association'))::uuid[])))
    or to_branch_id = any ((select access.branches())::uuid[])));
  create policy reads on transfer_step for select to doanhoi_app using (exists (select 1 from transfer x where x.id = transfer_id));
end $$;

-- The trace of these rows is read on the line of the appointment, as the rows are.
create policy line_of_moves on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('transfer', 'transfer_step')
  or not coalesce(province_id = any ((select access.departments())::uuid[]), false)
  or (coalesce(after, before) ->> 'line' = 'union' and province_id = any ((select access.people_provinces('union'))::uuid[]))
  or (coalesce(after, before) ->> 'line' = 'association' and province_id = any ((select access.people_provinces('association'))::uuid[])));

-- Rules that a database loaded before this knew nothing of; the reference loader writes the same.
update rule_set set params = params || jsonb_build_object('transferReceiptMonths', jsonb_build_object('value', 3, 'confidence', 'medium',
  'source', 'Hiểu biết chung, chưa đối chiếu văn bản; chỉ nhắc, không chặn')) where not params ? 'transferReceiptMonths';
