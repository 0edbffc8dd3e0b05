-- Who gives accounts and appointments to whom (domain.md §1.11, row "Accounts"), delegation, and who sees a person. The
-- program's role still writes neither table: every deed is a function that asks again whether the one who calls may.
ALTER TABLE "appointment" ADD COLUMN "delegated_by_account_id" UUID, ADD COLUMN "delegation_of_id" UUID;
CREATE INDEX "appointment_delegated_by_account_id_idx" ON "appointment"("delegated_by_account_id");
CREATE INDEX "appointment_delegation_of_id_idx" ON "appointment"("delegation_of_id");
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_delegated_by_account_id_fkey"
  FOREIGN KEY ("delegated_by_account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_delegation_of_id_fkey"
  FOREIGN KEY ("delegation_of_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "account_link" ADD COLUMN "shown_at" TIMESTAMPTZ(3);

-- A delegation names whose appointment it is, has an end, and lasts 60 days at most.
alter table appointment add constraint appointment_delegation_whole check (
  (delegated_by_account_id is null) = (delegation_of_id is null) and delegated_by_account_id is distinct from account_id);
alter table appointment add constraint appointment_delegation_short check (
  delegation_of_id is null or (valid_to is not null and valid_to - valid_from <= 60));
-- Nobody holds one role at one place twice at once; "both" lines meet either line.
alter table appointment add constraint appointment_no_overlap exclude using gist (
  account_id with =, role with =, (coalesce(branch_id, unit_id)) with =,
  (case line when 'union' then int4range(1, 2) when 'association' then int4range(2, 3) else int4range(1, 3) end) with &&,
  daterange(valid_from, valid_to) with &&) where (voided_at is null);

grant insert, update on account, appointment to doanhoi_definer;
grant create on schema access, upkeep to doanhoi_definer;

-- A secretary answers to the unit that manages the organisation today, whichever appointed them.
create function upkeep.cascade_secretaries() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.appointment p set unit_id = new.unit_id, province_id = new.province_id where p.branch_id = new.id;
  return null;
end $$;
alter function upkeep.cascade_secretaries() owner to doanhoi_definer;
revoke all on function upkeep.cascade_secretaries() from public;
create trigger b_secretaries after update of unit_id, province_id on branch for each row
  when (old.unit_id is distinct from new.unit_id or old.province_id is distinct from new.province_id)
  execute function upkeep.cascade_secretaries();

-- Appointments that stand today: in their period, of a unit that is alive and, where they are of an organisation, of one
-- that is alive.
create view access.standing_appointment as
  select p.id, p.account_id, p.delegation_of_id from public.appointment p
  where p.voided_at is null
    and p.valid_from <= (select access.today()) and (p.valid_to is null or p.valid_to > (select access.today()))
    and exists (select 1 from public.unit_version v where v.unit_id = p.unit_id
      and v.valid_from <= (select access.today()) and (v.valid_to is null or v.valid_to > (select access.today())))
    and (p.branch_id is null or exists (select 1 from public.branch_life l where l.branch_id = p.branch_id and l.voided_at is null
      and l.valid_from <= (select access.today()) and (l.valid_to is null or l.valid_to > (select access.today()))));
-- Those that give something: a delegation gives what the appointment behind it gives, as long as that does and the one
-- who delegated is not locked out.
create view access.live_appointment as
  select s.id, s.account_id from access.standing_appointment s
  where s.delegation_of_id is null or exists (
    select 1 from access.standing_appointment o join public.account a on a.id = o.account_id and a.disabled_at is null
    where o.id = s.delegation_of_id);
alter view access.standing_appointment owner to doanhoi_definer;
alter view access.live_appointment owner to doanhoi_definer;

create or replace function access.appointments() returns setof public.appointment language sql stable security definer set search_path = '' as $$
  select p.* from public.appointment p join access.live_appointment l on l.id = p.id
  where p.account_id = (select access.account_id()) and l.account_id = (select access.account_id())
$$;

-- Which of the viewer's appointments are held on somebody's behalf, with whose: an addition to access.viewer().
create function access.viewer_delegations() returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('delegations', coalesce(jsonb_object_agg(p.id, a.display_name), '{}'))
  from access.appointments() p join public.account a on a.id = p.delegated_by_account_id
$$;

-- Appointments, past ones too, that the viewer stands above, of one account or of all: the organisation department above
-- those of its province, a unit's officer above the secretaries of its organisations, each on the own line; nobody above
-- the own. What is only delegated does not count: accounts outlast a delegation.
create function access.outranked(account uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  with held as materialized (
    select h.role, h.line::text as line, h.province_id, h.unit_id from access.appointments() h
    where h.delegation_of_id is null and h.role in ('org_department', 'unit_officer'))
  select p.id from public.appointment p left join public.branch b on b.id = p.branch_id
  where p.voided_at is null and ($1 is null or p.account_id = $1) and p.account_id <> (select access.account_id())
    and exists (select 1 from held h where h.line in ('both', coalesce(b.line::text, p.line::text)) and (
      (h.role = 'org_department' and h.province_id = p.province_id)
      or (h.role = 'unit_officer' and p.role = 'branch_secretary' and h.unit_id = p.unit_id)))
$$;

-- Those of the provinces the viewer administers technically: enough to lock an account, and nothing else.
create function access.lockable(account uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select p.id from public.appointment p
  where p.voided_at is null and ($1 is null or p.account_id = $1) and p.account_id <> (select access.account_id())
    and p.province_id in (select h.province_id from access.appointments() h where h.delegation_of_id is null and h.role = 'system_admin')
$$;

-- What the viewer may do with an account: 'commands' where the viewer stands above everything the account holds or will
-- hold (whoever sets its password comes into all of it), 'locks' for the technical administrator, 'sees' where above a part.
create function access.account_right(account uuid) returns text language sql stable security definer set search_path = '' as $$
  select case
    when not exists (select 1 from access.outranked($1)) then
      case when exists (select 1 from access.lockable($1)) and not exists (
        select 1 from public.appointment p where p.account_id = $1 and p.voided_at is null
          and (p.valid_to is null or p.valid_to > access.today()) and p.id not in (select access.lockable($1))) then 'locks' end
    when exists (select 1 from public.appointment p where p.account_id = $1 and p.voided_at is null
        and (p.valid_to is null or p.valid_to > access.today()) and p.id not in (select access.outranked($1))) then 'sees'
    else 'commands' end
$$;

-- The place of a new appointment, if the viewer may appoint there: a province's roles and its units' officers by the
-- organisation department, an organisation's secretary by its unit. The line of a secretary is the organisation's.
create function access.appointable(role public.role, line public.line_scope, unit uuid, branch uuid)
returns table (line public.line_scope, province_id uuid, unit_id uuid) language sql stable security definer set search_path = '' as $$
  select coalesce(b.line::text::public.line_scope, $2), u.province_id, u.id
  from public.unit u left join public.branch b on b.id = $4
  join public.unit_version v on v.unit_id = u.id and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
  where u.id = coalesce(b.unit_id, $3) and ($1 = 'branch_secretary') = (b.id is not null) and ($4 is null) = (b.id is null)
    and case $1 when 'branch_secretary' then true when 'unit_officer' then v.kind not in ('province', 'department')
      else v.kind in ('province', 'department') end
    and (b.id is null or exists (select 1 from public.branch_life l where l.branch_id = b.id and l.voided_at is null
      and l.valid_from <= access.today() and (l.valid_to is null or l.valid_to > access.today())))
    and exists (select 1 from access.appointments() h where h.delegation_of_id is null and h.province_id = u.province_id
      and h.line::text in ('both', coalesce(b.line::text, $2::text)) and case h.role
        when 'org_department' then $1 <> 'branch_secretary'
        when 'unit_officer' then $1 = 'branch_secretary' and h.unit_id = b.unit_id
        else false end)
$$;

-- A period that can be given: it does not end before it begins, and is not over already.
create function access.period_problem(from_day date, to_day date) returns text language sql stable security definer set search_path = '' as $$
  select case when $2 <= $1 then 'period_backwards' when $2 <= access.today() then 'period_over' end
$$;

-- A hash that no password has, with a salt of its own: nobody enters by it, and it looks like any other.
create function access.no_password() returns text language sql volatile security definer set search_path = '' as $$
  select '$argon2id$v=19$m=19456,t=2,p=1$' || rtrim(encode(substring(sha256(convert_to(
    gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')) from 1 for 16), 'base64'), '=') || '$none'
$$;

-- A one-time link for an account: the open ones are spent by it.
create function access.add_link(id uuid, account uuid, purpose public.account_link_purpose, token_hash bytea) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.account_link l set revoked_at = now() where l.account_id = $2 and l.used_at is null and l.revoked_at is null;
  insert into public.account_link (id, account_id, purpose, token_hash, issued_by_id, expires_at)
  values ($1, $2, $3, $4, access.account_id(), now() + interval '72 hours');
end $$;

-- An account with its first appointment and the link by which its owner sets a password; or the word for why not. That a
-- login is taken is said of the own province's accounts only.
create function access.create_account(id uuid, login text, display_name text, appointment_id uuid, role public.role,
  line public.line_scope, unit uuid, branch uuid, from_day date, to_day date, link_id uuid, token_hash bytea)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare place record; taken uuid;
begin
  if not access.proved() then return 'proof_needed'; end if;
  select * into place from access.appointable($5, $6, $7, $8) limit 1;
  if place.unit_id is null then return 'place_not_found'; end if;
  if access.period_problem($9, $10) is not null then return access.period_problem($9, $10); end if;
  select a.id into taken from public.account a where a.login = $2;
  if taken is not null then
    return case when exists (select 1 from public.appointment p where p.account_id = taken and p.voided_at is null
      and p.province_id = place.province_id) then 'login_taken' else 'login_unavailable' end;
  end if;
  insert into public.account (id, login, display_name, password_hash) values ($1, $2, $3, access.no_password())
  on conflict do nothing;
  if not found then return 'login_unavailable'; end if;
  insert into public.appointment (id, account_id, role, line, province_id, unit_id, branch_id, valid_from, valid_to)
  values ($4, $1, $5, place.line, place.province_id, place.unit_id, $8, $9, $10);
  perform access.add_link($11, $1, 'invitation', $12);
  return 'done';
end $$;

-- A new link for an account. Where it had a password, that one and every session end with it: the reason for a reset may be
-- a lost phone.
create function access.issue_link(id uuid, account uuid, token_hash bytea) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare them public.account; had_password boolean;
begin
  if not access.proved() then return 'proof_needed'; end if;
  if access.account_right($2) is distinct from 'commands' then return 'account_not_found'; end if;
  select * into them from public.account a where a.id = $2 for update;
  if them.disabled_at is not null then return 'account_disabled'; end if;
  had_password := them.password_hash not like '%$none';
  if had_password then
    update public.account a set password_hash = access.no_password(), password_set_at = now() where a.id = $2;
    update public.session s set revoked_at = now() where s.account_id = $2 and s.revoked_at is null;
  end if;
  perform access.add_link($1, $2, case when had_password then 'reset' else 'invitation' end::public.account_link_purpose, $3);
  return 'done';
end $$;

-- The slip of a link, once, for the one who issued it: no row afterwards, nor for anybody else.
create function access.show_slip(link uuid)
returns table (account_id uuid, login text, name text, purpose public.account_link_purpose, expires_at timestamptz)
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform set_config('app.deed', 'account.show-slip', true);
  return query update public.account_link l set shown_at = now() from public.account a
    where l.id = $1 and a.id = l.account_id and l.issued_by_id = access.account_id() and l.shown_at is null and l.used_at is null
      and l.revoked_at is null and l.expires_at > now() and access.account_right(a.id) = 'commands'
    returning a.id, a.login, a.display_name, l.purpose, l.expires_at;
end $$;

-- Locks an account, on its very next request, or opens it again.
create function access.lock_account(account uuid, locked boolean) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not $2 and not access.proved() then return 'proof_needed'; end if;
  if coalesce(access.account_right($1), '') not in ('commands', 'locks') then return 'account_not_found'; end if;
  update public.account a set disabled_at = case when $2 then now() end where a.id = $1 and (a.disabled_at is null) = $2;
  if not found then return 'already_so'; end if;
  if $2 then
    update public.session s set revoked_at = now() where s.account_id = $1 and s.revoked_at is null;
    update public.account_link l set revoked_at = now() where l.account_id = $1 and l.used_at is null and l.revoked_at is null;
  end if;
  return 'done';
end $$;

create function access.give_appointment(id uuid, account uuid, role public.role, line public.line_scope, unit uuid, branch uuid,
  from_day date, to_day date) returns text language plpgsql volatile security definer set search_path = '' as $$
declare place record;
begin
  if not access.proved() then return 'proof_needed'; end if;
  if coalesce(access.account_right($2), '') not in ('commands', 'sees') then return 'account_not_found'; end if;
  select * into place from access.appointable($3, $4, $5, $6) limit 1;
  if place.unit_id is null then return 'place_not_found'; end if;
  if access.period_problem($7, $8) is not null then return access.period_problem($7, $8); end if;
  insert into public.appointment (id, account_id, role, line, province_id, unit_id, branch_id, valid_from, valid_to)
  values ($1, $2, $3, place.line, place.province_id, place.unit_id, $6, $7, $8);
  -- A link somebody else holds was given for less than the account has now.
  update public.account_link l set revoked_at = now() where l.account_id = $2 and l.used_at is null and l.revoked_at is null
    and l.issued_by_id <> access.account_id();
  return 'done';
end $$;

-- Another period for an appointment: the row is voided and one beside it says what is true now, none where it never began.
-- What was delegated of it goes no further than it.
create function access.replace_period(appointment uuid, new_id uuid, from_day date, to_day date) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare p public.appointment; d public.appointment;
begin
  update public.appointment x set voided_at = now() where x.id = $1 returning x.* into p;
  if $4 is null or $4 > $3 then
    insert into public.appointment (id, account_id, role, line, province_id, unit_id, branch_id, valid_from, valid_to,
      delegated_by_account_id, delegation_of_id)
    values ($2, p.account_id, p.role, p.line, p.province_id, p.unit_id, p.branch_id, $3, $4, p.delegated_by_account_id, p.delegation_of_id);
  end if;
  for d in select x.* from public.appointment x where x.delegation_of_id = $1 and x.voided_at is null loop
    update public.appointment x set voided_at = now() where x.id = d.id;
    if $4 is null or ($4 > $3 and $4 > d.valid_from) then
      insert into public.appointment (id, account_id, role, line, province_id, unit_id, branch_id, valid_from, valid_to,
        delegated_by_account_id, delegation_of_id)
      values (gen_random_uuid(), d.account_id, d.role, d.line, d.province_id, d.unit_id, d.branch_id, d.valid_from,
        least(d.valid_to, $4), d.delegated_by_account_id, $2);
    end if;
  end loop;
end $$;

-- Ends an appointment on a day: by a superior, or by the one who delegated it. One that has not begun is taken back.
create function access.end_appointment(appointment uuid, on_day date, new_id uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.appointment;
begin
  if not access.proved() then return 'proof_needed'; end if;
  select * into p from public.appointment x where x.id = $1 and x.voided_at is null for update;
  if p.id is null or not (p.delegated_by_account_id is not distinct from access.account_id()
    or p.id in (select access.outranked(p.account_id))) then return 'appointment_not_found'; end if;
  if p.valid_to <= $2 then return 'already_ended'; end if;
  if $2 < p.valid_from and p.valid_from <= access.today() then return 'before_beginning'; end if;
  perform access.replace_period(p.id, $3, p.valid_from, greatest($2, p.valid_from));
  return 'done';
end $$;

-- Corrects the period of an appointment that has not begun.
create function access.correct_appointment(appointment uuid, from_day date, to_day date, new_id uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare p public.appointment;
begin
  if not access.proved() then return 'proof_needed'; end if;
  select * into p from public.appointment x where x.id = $1 and x.voided_at is null and x.delegation_of_id is null for update;
  if p.id is null or p.id not in (select access.outranked(p.account_id)) then return 'appointment_not_found'; end if;
  if p.valid_from <= access.today() then return 'already_begun'; end if;
  if access.period_problem($2, $3) is not null then return access.period_problem($2, $3); end if;
  perform access.replace_period(p.id, $4, $2, $3);
  return 'done';
end $$;

-- Gives an own appointment, or its one line, to another account of the province for a while.
create function access.delegate(id uuid, appointment uuid, login text, line public.line_scope, from_day date, to_day date)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare p public.appointment; them uuid;
begin
  if not access.proved() then return 'proof_needed'; end if;
  select x.* into p from access.appointments() x where x.id = $2 and x.delegation_of_id is null and x.role <> 'system_admin';
  if p.id is null then return 'appointment_not_found'; end if;
  if p.line::text not in ('both', $4::text) then return 'line_too_wide'; end if;
  if $6 <= $5 then return 'period_backwards'; end if;
  if $5 < access.today() then return 'period_in_past'; end if;
  if $6 - $5 > 60 then return 'period_too_long'; end if;
  if p.valid_to < $6 then return 'beyond_own'; end if;
  select a.id into them from public.account a where a.login = $3 and a.disabled_at is null and a.id <> p.account_id
    and a.password_hash not like '%$none' and exists (select 1 from access.live_appointment l join public.appointment x on x.id = l.id
      where l.account_id = a.id and x.province_id = p.province_id);
  if them is null then return 'receiver_not_found'; end if;
  insert into public.appointment (id, account_id, role, line, province_id, unit_id, branch_id, valid_from, valid_to,
    delegated_by_account_id, delegation_of_id)
  values ($1, them, p.role, $4, p.province_id, p.unit_id, p.branch_id, $5, $6, p.account_id, p.id);
  update public.account_link l set revoked_at = now() where l.account_id = them and l.used_at is null and l.revoked_at is null;
  return 'done';
end $$;

-- Delegations the viewer gave or was given, the latest first.
create function access.delegations() returns table (id uuid, is_mine boolean, by_name text, to_name text, role public.role,
  line public.line_scope, unit_name text, branch_name text, valid_from date, valid_to date, is_live boolean)
language sql stable security definer set search_path = '' as $$
  select p.id, p.delegated_by_account_id = access.account_id(), f.display_name, t.display_name, p.role, p.line, v.name, b.name,
    p.valid_from, p.valid_to, exists (select 1 from access.live_appointment l where l.id = p.id)
  from public.appointment p join public.account f on f.id = p.delegated_by_account_id join public.account t on t.id = p.account_id
    left join public.branch b on b.id = p.branch_id
    left join lateral (select x.name from public.unit_version x where x.unit_id = p.unit_id and x.valid_from <= access.today()
      order by x.valid_from desc limit 1) v on true
  where p.voided_at is null and access.account_id() in (p.account_id, p.delegated_by_account_id)
  order by p.valid_from desc, p.id
$$;

-- Accounts the viewer stands above or may lock, one or all, with those of their appointments that are the viewer's
-- business. The technical administrator is told no organisation: its name is an enterprise's.
create function access.accounts(account uuid) returns table (id uuid, login text, name text, is_demo boolean, disabled_at timestamptz,
  created_at timestamptz, has_password boolean, last_sign_in_at timestamptz, link_expires_at timestamptz, may text, appointments jsonb)
language sql stable security definer set search_path = '' as $$
  with above as materialized (select o as id from access.outranked($1) o),
  locks as materialized (select o as id from access.lockable($1) o),
  mine as (
    select p.*, p.id in (select a.id from above a) as is_below, p.id in (select l.id from access.live_appointment l) as is_live
    from public.appointment p where p.id in (select a.id from above a union select l.id from locks l)),
  theirs as (
    select m.account_id, bool_or(m.is_below) as is_below, jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'line', m.line,
      'unitId', m.unit_id, 'unitName', v.short_name, 'branchId', case when m.is_below then b.id end,
      'branchName', case when m.is_below then b.name end, 'validFrom', m.valid_from, 'validTo', m.valid_to, 'isLive', m.is_live,
      'isBelow', m.is_below, 'delegatedBy', f.display_name) order by m.valid_from desc, m.id) as held
    from mine m left join public.branch b on b.id = m.branch_id left join public.account f on f.id = m.delegated_by_account_id
      left join lateral (select x.short_name from public.unit_version x where x.unit_id = m.unit_id
        and x.valid_from <= access.today() order by x.valid_from desc limit 1) v on true
    group by m.account_id)
  select a.id, a.login, a.display_name, a.is_demo, a.disabled_at, a.created_at, a.password_hash not like '%$none',
    (select max(s.created_at) from public.session s where s.account_id = a.id),
    (select max(l.expires_at) from public.account_link l where l.account_id = a.id and l.used_at is null and l.revoked_at is null and l.expires_at > now()),
    case
      when exists (select 1 from public.appointment p where p.account_id = a.id and p.voided_at is null
        and (p.valid_to is null or p.valid_to > access.today())
        and case when t.is_below then p.id not in (select x.id from above x) else p.id not in (select x.id from locks x) end) then 'sees'
      when t.is_below then 'commands' else 'locks' end,
    t.held
  from theirs t join public.account a on a.id = t.account_id
$$;

-- Accounts that can open a person's record today, with the appointment that gives it and what of the person it reaches:
-- the rules of the policies on person_scope, asked for every account. Told to the organisation department, the unit's
-- officers and the secretaries who read the person themselves; what lies out of the asker's own sight has no name.
create function access.who_sees_person(person uuid) returns table (account_id uuid, name text, appointment_id uuid, role public.role,
  line public.line_scope, unit_name text, branch_name text, valid_from date, valid_to date, delegated_by text,
  scope_line public.org_line, scope_branch_id uuid, scope_branch_name text, rows jsonb)
language sql stable security definer set search_path = '' as $$
  with recursive scope as (
    select s.*, s.branch_id = any ((select access.branches())::uuid[]) or case s.line
      when 'union' then s.province_id = any ((select access.departments_on('union'))::uuid[]) or s.unit_id = any ((select access.line_units('union'))::uuid[])
      else s.province_id = any ((select access.departments_on('association'))::uuid[]) or s.unit_id = any ((select access.line_units('association'))::uuid[])
      end as is_mine
    from public.person_scope s where s.person_id = $1),
  asked as (select s.* from scope s where exists (select 1 from scope x where x.is_mine)),
  -- An organisation and those above it, from the scope's own upwards.
  above as (
    select s.branch_id as scope_branch, s.branch_id as id from asked s
    union select u.scope_branch, b.parent_id from above u join public.branch b on b.id = u.id where b.parent_id is not null)
  select a.id, case when s.is_mine then a.display_name end, p.id, p.role, p.line, case when s.is_mine then v.name end,
    case when s.is_mine then own.name end, p.valid_from, p.valid_to, case when s.is_mine then f.display_name end, s.line,
    case when s.is_mine then s.branch_id end, case when s.is_mine then b.name end, case when s.is_mine then coalesce((
      select jsonb_agg(r.row order by r.row ->> 'from', r.row ->> 'kind') from (
        select jsonb_build_object('kind', 'membership', 'from', m.valid_from, 'to', m.valid_to) as row from public.membership m
        where m.person_id = $1 and m.branch_id = s.branch_id and m.line = s.line and m.voided_at is null
        union all select jsonb_build_object('kind', 'admission', 'from', d.proposed_at::date, 'to', d.decided_at::date) from public.admission d
        where d.person_id = $1 and d.branch_id = s.branch_id and d.line = s.line
        union all select jsonb_build_object('kind', 'post', 'from', o.valid_from, 'to', o.valid_to) from public.post o
        where o.person_id = $1 and o.branch_id = s.branch_id and o.line = s.line and o.voided_at is null) r), '[]') end
  from asked s join public.branch b on b.id = s.branch_id
    join public.appointment p on case p.role
      when 'province_board' then p.province_id = s.province_id and p.line::text in ('both', s.line::text)
      when 'org_department' then p.province_id = s.province_id and p.line::text in ('both', s.line::text)
      when 'association_department' then p.province_id = s.province_id and p.line <> 'union' and s.line = 'association'
      when 'unit_officer' then p.unit_id = s.unit_id and p.line::text in ('both', s.line::text)
      when 'branch_secretary' then exists (select 1 from above u join public.branch h on h.id = u.id
        where u.scope_branch = s.branch_id and u.id = p.branch_id and p.line::text in ('both', h.line::text))
      else false end
    join access.live_appointment l on l.id = p.id
    join public.account a on a.id = p.account_id and a.disabled_at is null
    left join public.account f on f.id = p.delegated_by_account_id
    left join public.branch own on own.id = p.branch_id
    left join public.unit_version v on v.unit_id = p.unit_id
      and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())
$$;

do $$
declare f regprocedure;
begin
  foreach f in array array['access.viewer_delegations()', 'access.outranked(uuid)', 'access.lockable(uuid)', 'access.account_right(uuid)',
    'access.appointable(public.role, public.line_scope, uuid, uuid)', 'access.period_problem(date, date)', 'access.no_password()',
    'access.add_link(uuid, uuid, public.account_link_purpose, bytea)', 'access.replace_period(uuid, uuid, date, date)',
    'access.create_account(uuid, text, text, uuid, public.role, public.line_scope, uuid, uuid, date, date, uuid, bytea)',
    'access.issue_link(uuid, uuid, bytea)', 'access.show_slip(uuid)', 'access.lock_account(uuid, boolean)',
    'access.give_appointment(uuid, uuid, public.role, public.line_scope, uuid, uuid, date, date)',
    'access.end_appointment(uuid, date, uuid)', 'access.correct_appointment(uuid, date, date, uuid)',
    'access.delegate(uuid, uuid, text, public.line_scope, date, date)', 'access.delegations()', 'access.accounts(uuid)',
    'access.who_sees_person(uuid)']::regprocedure[] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
  -- The others serve these: called alone, two of them would write without asking.
  foreach f in array array['access.viewer_delegations()',
    'access.create_account(uuid, text, text, uuid, public.role, public.line_scope, uuid, uuid, date, date, uuid, bytea)',
    'access.issue_link(uuid, uuid, bytea)', 'access.show_slip(uuid)', 'access.lock_account(uuid, boolean)',
    'access.give_appointment(uuid, uuid, public.role, public.line_scope, uuid, uuid, date, date)',
    'access.end_appointment(uuid, date, uuid)', 'access.correct_appointment(uuid, date, date, uuid)',
    'access.delegate(uuid, uuid, text, public.line_scope, date, date)', 'access.delegations()', 'access.accounts(uuid)',
    'access.who_sees_person(uuid)']::regprocedure[] loop
    execute format('grant execute on function %s to doanhoi_app', f);
  end loop;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;
