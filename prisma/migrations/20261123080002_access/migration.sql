-- Who is asking, and what they may reach. Everything here is owned by the NOLOGIN role doanhoi_definer; the program's
-- role may only call it. The program proves who it speaks for by knowing a session's secret token: there is no
-- variable to set that names an account, a unit or a province.

create schema access;
grant usage on schema access to doanhoi_app, doanhoi_definer;
grant usage on schema public to doanhoi_app, doanhoi_definer;
grant create on schema access to doanhoi_definer;

-- Not readable by the program: makes the salt shown for an unknown login indistinguishable from a real one.
create table access.secret (id boolean primary key default true check (id), pepper bytea not null);
insert into access.secret (pepper) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
grant select on access.secret to doanhoi_definer;

grant select on all tables in schema public to doanhoi_definer;
grant insert, update on session to doanhoi_definer;

-- The day it is for the plan: Asia/Ho_Chi_Minh, or the demo's business date, which only the owner can set.
create function access.today() returns date language sql stable security definer set search_path = '' as $$
  select coalesce((select value::date from public.setting where key = 'business_date'),
                  (now() at time zone 'Asia/Ho_Chi_Minh')::date)
$$;

-- The live session of this transaction's token, or no row.
create function access.session_id() returns uuid language sql stable security definer set search_path = '' as $$
  select s.id from public.session s join public.account a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and a.disabled_at is null
$$;

create function access.account_id() returns uuid language sql stable security definer set search_path = '' as $$
  select s.account_id from public.session s where s.id = (select access.session_id())
$$;

-- Appointments that give something today: in their period, not voided, at a unit that is alive (§1.11 rule a).
create function access.appointments() returns setof public.appointment language sql stable security definer set search_path = '' as $$
  select p.* from public.appointment p
  where p.account_id = (select access.account_id()) and p.voided_at is null
    and p.valid_from <= (select access.today()) and (p.valid_to is null or p.valid_to > (select access.today()))
    and exists (select 1 from public.unit_version v where v.unit_id = p.unit_id
      and v.valid_from <= (select access.today()) and (v.valid_to is null or v.valid_to > (select access.today())))
$$;

-- Provinces the viewer belongs to in any role: units, plans and rules are read by all of them.
create function access.own_provinces() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments()
$$;
-- Provinces whose enterprises, surveys and organisations the viewer reads whole (§1.11).
create function access.provinces() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments()
  where role in ('province_board', 'org_department', 'association_department')
$$;
-- Provinces whose members of one line the viewer reads: the Hội department reads hội viên only.
create function access.people_provinces(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments()
  where role in ('province_board', 'org_department') or (role = 'association_department' and $1 = 'association')
$$;
-- Provinces where the viewer is the standing department of the plan (row 52), or of one line (rows 54, 55).
create function access.departments() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments() where role = 'org_department'
$$;
create function access.line_departments(line public.org_line) returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct province_id) from access.appointments()
  where (role = 'org_department' and $1 = 'union') or (role = 'association_department' and $1 = 'association')
$$;
create function access.units() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct unit_id) from access.appointments() where role = 'unit_officer'
$$;
-- A secretary's own organisation and those below it (§1.11 rule c).
create function access.branches() returns uuid[] language sql stable security definer set search_path = '' as $$
  with recursive own as (
    select branch_id as id from access.appointments() where role = 'branch_secretary'
    union select b.id from public.branch b join own on b.parent_id = own.id)
  select array_agg(id) from own
$$;
-- Enterprises a secretary's organisations cover today.
create function access.covered() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(distinct c.enterprise_id) from public.coverage c
  where c.branch_id = any ((select access.branches())::uuid[]) and c.voided_at is null
    and c.valid_from <= access.today() and (c.valid_to is null or c.valid_to > access.today())
$$;

-- Everything a page needs to know of the one who asks; null when the token opens nothing.
create function access.viewer() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare me public.account; here uuid := access.session_id();
begin
  if here is null then return null; end if;
  select a.* into me from public.account a join public.session s on s.account_id = a.id where s.id = here;
  update public.session set last_seen_at = now() where id = here and last_seen_at < now() - interval '1 minute';
  return jsonb_build_object('accountId', me.id, 'sessionId', here, 'login', me.login, 'name', me.display_name,
    'isDemo', me.is_demo, 'today', access.today(),
    'branches', coalesce(to_jsonb(access.branches()), '[]'), 'enterprises', coalesce(to_jsonb(access.covered()), '[]'),
    'appointments', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'line', p.line,
        'provinceId', p.province_id, 'unitId', p.unit_id, 'branchId', p.branch_id, 'branchName', b.name,
        'branchKind', b.kind, 'branchLine', b.line, 'unitName', v.name, 'unitShortName', v.short_name, 'unitKind', v.kind) order by p.valid_from, p.id)
      from access.appointments() p left join public.branch b on b.id = p.branch_id
      left join public.unit_version v on v.unit_id = p.unit_id
        and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())), '[]'));
end $$;

-- Sign-in without ever showing a password hash to the program: it asks for the salt, computes argon2id itself, and a
-- session is opened only for the right answer. An unknown login gets a salt too, always the same one.
create function access.password_salt(login text) returns text language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select substring(a.password_hash from '^(\$argon2id\$v=\d+\$[^$]+\$[^$]+)\$') from public.account a where a.login = lower($1)),
    '$argon2id$v=19$m=19456,t=2,p=1$' || rtrim(encode(substring(sha256(s.pepper || convert_to(lower($1), 'UTF8')) from 1 for 16), 'base64'), '='))
  from access.secret s
$$;
create function access.open_session(id uuid, login text, password_hash text, token_hash bytea, device text, hours int)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare who uuid;
begin
  select a.id into who from public.account a where a.login = lower($2) and a.disabled_at is null
    and sha256(convert_to(a.password_hash, 'UTF8')) = sha256(convert_to($3, 'UTF8'));
  if who is null then return false; end if;
  insert into public.session (id, account_id, token_hash, device, expires_at)
  values ($1, who, $4, left($5, 200), now() + make_interval(hours => least(greatest($6, 1), 24)));
  return true;
end $$;
-- Ends the session of this transaction, or all sessions of its account.
create function access.close_sessions(everywhere boolean) returns int language plpgsql volatile security definer set search_path = '' as $$
declare closed int;
begin
  update public.session s set revoked_at = now()
  where s.revoked_at is null and (s.id = access.session_id() or (everywhere and s.account_id = access.account_id()));
  get diagnostics closed = row_count;
  return closed;
end $$;
create function access.my_sessions() returns table (id uuid, device text, created_at timestamptz, last_seen_at timestamptz, is_this boolean)
language sql stable security definer set search_path = '' as $$
  select s.id, s.device, s.created_at, s.last_seen_at, s.id = access.session_id() from public.session s
  where s.account_id = access.account_id() and s.revoked_at is null and s.expires_at > now() order by s.last_seen_at desc
$$;

-- Names of those who did something, for accounts of the viewer's own provinces.
create function access.account_names(ids uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = '' as $$
  select a.id, a.display_name from public.account a
  where a.id = any (ids) and (a.id = access.account_id() or exists (
    select 1 from public.appointment p where p.account_id = a.id and p.province_id = any ((select access.own_provinces())::uuid[])))
$$;

create function access.migrations_applied() returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select migration_name::text from public._prisma_migrations where finished_at is not null and rolled_back_at is null order by 1);
end $$;

-- Yes or no across scopes, and nothing else (V14–V16, V19): no name, unit or branch leaves these functions.
create function access.tax_code_taken(code text, branch text, but_not uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.enterprise e where e.province_id = any ((select access.own_provinces())::uuid[])
    and e.tax_code = $1 and coalesce(e.tax_branch, '') = coalesce($2, '') and e.id is distinct from $3)
$$;
create function access.person_known(search_key text, birth_date date, area_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.person p join public.person_scope s on s.person_id = p.id
    where s.province_id = any ((select access.own_provinces())::uuid[]) and p.search_key = $1
      and p.birth_date is not distinct from $2 and ($3 is null or p.area_id is null or p.area_id = $3))
$$;
-- Whether a person the viewer can see is a member of a chi đoàn in any part of [from, to).
create function access.in_a_cell(person uuid, from_day date, to_day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.person_scope s where s.person_id = $1 and s.province_id = any ((select access.own_provinces())::uuid[]))
    and exists (select 1 from public.membership m where m.person_id = $1 and m.line = 'union' and m.voided_at is null
      and daterange(m.valid_from, m.valid_to) && daterange($2, $3))
$$;

-- A person comes into the register through an organisation the viewer answers for, and is seen from there.
create function access.register_person(id uuid, branch uuid, full_name text, search_key text, sort_key text,
  gender public.gender, birth_date date, birth_precision public.date_precision, phone text, area_id uuid,
  education public.education, occupation text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare b public.branch;
begin
  select * into b from public.branch x where x.id = $2 and (x.id = any ((select access.branches())::uuid[]) or x.unit_id = any ((select access.units())::uuid[]));
  if b.id is null then return false; end if;
  insert into public.person (id, full_name, search_key, sort_key, gender, birth_date, birth_precision, phone, area_id, education, occupation)
  values ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
  insert into public.person_scope (person_id, branch_id, line, province_id, unit_id) values ($1, b.id, b.line, b.province_id, b.unit_id);
  return true;
end $$;
grant insert on person, person_scope to doanhoi_definer;

-- Ownership and rights: the program may call these and nothing else in the schema.
do $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'access' loop
    execute format('alter function %s owner to doanhoi_definer', f.signature);
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to doanhoi_app, doanhoi_definer', f.signature);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
