-- The second factor, sessions with an end to idling, and the passwords' own deeds. A session without the second factor its
-- account needs is no session: access.session_id() does not see it, so neither does any policy.
ALTER TABLE "account" ADD COLUMN "second_factor_at" TIMESTAMPTZ(3), ADD COLUMN "recovery_codes_at" TIMESTAMPTZ(3);
ALTER TABLE "session" ADD COLUMN "second_factor_at" TIMESTAMPTZ(3);

CREATE TABLE "second_factor" (
    "account_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "secret_digest" BYTEA NOT NULL,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("account_id")
);
CREATE TABLE "recovery_code" (
    "code_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("code_hash")
);
CREATE INDEX "recovery_code_account_id_idx" ON "recovery_code"("account_id");
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Nothing but secrets: the trace tells of them by the two moments on the account.
alter table second_factor enable row level security;
alter table recovery_code enable row level security;
create policy definer on second_factor to doanhoi_definer using (true) with check (true);
create policy definer on recovery_code to doanhoi_definer using (true) with check (true);
grant select, insert, update, delete on second_factor, recovery_code to doanhoi_definer;

grant create on schema access to doanhoi_definer;

-- Roles that need a second factor, separated by commas: the province's, unless the setting says otherwise.
create function access.second_factor_roles() returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce((select array_remove(string_to_array(replace(value, ' ', ''), ','), '') from public.setting where key = 'second_factor_roles'),
    array['province_board', 'org_department', 'association_department', 'system_admin'])
$$;
create function access.idle_limit() returns interval language sql stable security definer set search_path = '' as $$
  select make_interval(mins => coalesce((select value::int from public.setting where key = 'session_idle_minutes'), 120))
$$;
create function access.second_factor_required(account uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.appointment p where p.account_id = $1 and p.voided_at is null
    and p.valid_from <= (select access.today()) and (p.valid_to is null or p.valid_to > (select access.today()))
    and p.role::text = any (access.second_factor_roles()))
$$;

-- The live session of this transaction's token that has proved all its account needs, or no row.
create or replace function access.session_id() returns uuid language sql stable security definer set search_path = '' as $$
  select s.id from public.session s join public.account a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - access.idle_limit() and a.disabled_at is null
    and (s.second_factor_at is not null or (a.second_factor_at is null and not access.second_factor_required(a.id)))
$$;
-- The session that has the right password and still lacks the second factor: good for a quarter of an hour, and for
-- nothing but adding it.
create function access.pending_session_id() returns uuid language sql stable security definer set search_path = '' as $$
  select s.id from public.session s join public.account a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8'))
    and s.revoked_at is null and s.expires_at > now() and s.proved_at > now() - interval '15 minutes' and a.disabled_at is null
    and s.second_factor_at is null and (a.second_factor_at is not null or access.second_factor_required(a.id))
$$;
-- The account of the session, whole or pending.
create function access.party() returns uuid language sql stable security definer set search_path = '' as $$
  select s.account_id from public.session s where s.id = coalesce(access.session_id(), access.pending_session_id())
$$;
-- What the second factor's own pages show; null when the token opens nothing.
create function access.second_factor() returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('accountId', a.id, 'login', a.login, 'name', a.display_name,
    'isPending', access.session_id() is null, 'isRequired', access.second_factor_required(a.id),
    'since', a.second_factor_at, 'secret', f.secret, 'provedAt',
    (select s.proved_at from public.session s where s.id = coalesce(access.session_id(), access.pending_session_id())),
    'codesLeft', (select count(*) from public.recovery_code c where c.account_id = a.id and c.used_at is null))
  from public.account a left join public.second_factor f on f.account_id = a.id where a.id = access.party()
$$;

-- Guesses at codes are counted like guesses at passwords, per account; a ticket serves a whole or a pending session.
create or replace function access.begin_attempt(id uuid, kind public.attempt_kind, login text, address text)
returns table (salt text, wait_seconds int) language plpgsql volatile security definer set search_path = '' as $$
declare who public.account; account_key bytea; address_key bytea; since timestamptz := '-infinity';
begin
  if $2 = 'sign_in' then
    select a.* into who from public.account a where a.login = lower($3);
    account_key := access.attempt_key('sign_in:' || lower($3));
  else
    select a.* into who from public.account a where a.id = access.party();
    if who.id is null then return; end if;
    account_key := access.attempt_key($2 || ':' || who.id);
  end if;
  -- Whoever guessed before the password was set did not guess at this one.
  if $2 <> 'code' and who.id is not null then since := who.password_set_at; end if;
  if $4 is not null then address_key := access.attempt_key('address:' || $4); end if;
  -- One after another: first by account, then by address, always in this order.
  perform pg_advisory_xact_lock(7301, hashtext(encode(account_key, 'hex')));
  if address_key is not null then perform pg_advisory_xact_lock(7302, hashtext(encode(address_key, 'hex'))); end if;
  wait_seconds := access.wait_for(account_key, address_key, since);
  if wait_seconds > 0 then return next; return; end if;
  delete from public.sign_in_attempt a where a.id in (
    select o.id from public.sign_in_attempt o where o.at < now() - interval '90 days' order by o.at limit 20);
  insert into public.sign_in_attempt (id, kind, account_key, address_key, account_id, at)
  values ($1, $2, account_key, address_key, who.id, clock_timestamp());
  salt := access.password_salt(coalesce(who.login, $3));
  return next;
end $$;

-- A code is right once: of this account's confirmed secret, which only the holder of the key can read, of a step that was
-- not used before and is not elsewhere in time; or a recovery code that was not used.
create function access.accept_code(account uuid, digest bytea, step bigint, recovery bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if $4 is not null then
    update public.recovery_code c set used_at = now() where c.code_hash = $4 and c.account_id = $1 and c.used_at is null;
    return found;
  end if;
  update public.second_factor f set last_step = $3
  where f.account_id = $1 and f.secret_digest = $2 and f.last_step < $3
    and abs($3 - floor(extract(epoch from clock_timestamp()) / 30)) <= 1;
  return found;
end $$;
create function access.spend_code_attempt(ticket uuid) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare who uuid;
begin
  update public.sign_in_attempt a set outcome = 'wrong'
  where a.id = $1 and a.kind = 'code' and a.outcome is null and a.at > now() - interval '1 minute' and a.account_id = access.party()
  returning a.account_id into who;
  return who;
end $$;
-- Completes a pending session; it goes on under a new token.
create function access.pass_second_factor(ticket uuid, digest bytea, step bigint, recovery bytea, token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare here uuid := access.pending_session_id(); who uuid := access.spend_code_attempt($1);
begin
  if here is null or who is null or not exists (select 1 from public.account a where a.id = who and a.second_factor_at is not null) then
    return false;
  end if;
  if not access.accept_code(who, $2, $3, $4) then return false; end if;
  update public.sign_in_attempt a set outcome = 'right' where a.id = $1;
  update public.session s set second_factor_at = now(), proved_at = now(), last_seen_at = now(), token_hash = $5 where s.id = here;
  return true;
end $$;
-- Keeps a new secret, not yet confirmed. Whoever has a second factor takes it away first.
create function access.start_second_factor(secret text, digest bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.party();
begin
  if access.pending_session_id() is null and not access.proved() then return false; end if;
  if not exists (select 1 from public.account a where a.id = who and a.second_factor_at is null) then return false; end if;
  insert into public.second_factor (account_id, secret, secret_digest) values (who, $1, $2)
  on conflict (account_id) do update set secret = excluded.secret, secret_digest = excluded.secret_digest, last_step = 0, created_at = now();
  return true;
end $$;
-- The first right code makes it count: this session goes on under a new token, the others end.
create function access.confirm_second_factor(ticket uuid, digest bytea, step bigint, token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare here uuid := coalesce(access.session_id(), access.pending_session_id()); who uuid := access.spend_code_attempt($1);
begin
  perform set_config('app.deed', 'access.addSecondFactor', true);
  if who is null or not (access.session_id() is null or access.proved()) then return false; end if;
  if not exists (select 1 from public.account a where a.id = who and a.second_factor_at is null) then return false; end if;
  if not access.accept_code(who, $2, $3, null) then return false; end if;
  update public.sign_in_attempt a set outcome = 'right' where a.id = $1;
  update public.account a set second_factor_at = now(), recovery_codes_at = null where a.id = who;
  delete from public.recovery_code c where c.account_id = who;
  update public.session s set second_factor_at = now(), proved_at = now(), last_seen_at = now(), token_hash = $4 where s.id = here;
  update public.session s set revoked_at = now() where s.account_id = who and s.id <> here and s.revoked_at is null;
  return true;
end $$;
-- New recovery codes; the old ones open nothing any more.
create function access.renew_recovery_codes(hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.account_id();
begin
  perform set_config('app.deed', 'access.renewRecoveryCodes', true);
  if not access.proved() or array_length($1, 1) <> 10 then return false; end if;
  update public.account a set recovery_codes_at = now() where a.id = who and a.second_factor_at is not null;
  if not found then return false; end if;
  delete from public.recovery_code c where c.account_id = who;
  insert into public.recovery_code (code_hash, account_id) select h, who from unnest($1) h;
  return true;
end $$;
-- Takes the second factor away; where the role needs one, the next sign-in asks for another.
create function access.remove_second_factor() returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.account_id();
begin
  perform set_config('app.deed', 'access.removeSecondFactor', true);
  if not access.proved() then return false; end if;
  update public.account a set second_factor_at = null, recovery_codes_at = null where a.id = who and a.second_factor_at is not null;
  if not found then return false; end if;
  delete from public.recovery_code c where c.account_id = who;
  delete from public.second_factor f where f.account_id = who;
  return true;
end $$;

-- Proving again needs all that signing in needed, and goes on under a new token (ASVS 7.2.4).
drop function access.prove(uuid, text);
create function access.prove(ticket uuid, password_hash text, digest bytea, step bigint, recovery bytea, token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.spend_attempt($1, 'proof', $2);
begin
  if who is null or who is distinct from access.account_id()
    or (exists (select 1 from public.account a where a.id = who and a.second_factor_at is not null)
      and not access.accept_code(who, $3, $4, $5)) then
    update public.sign_in_attempt a set outcome = 'wrong' where a.id = $1;
    return false;
  end if;
  update public.session s set proved_at = clock_timestamp(), token_hash = $6 where s.id = access.session_id();
  return true;
end $$;

-- A new password, by the old one. The other sessions end, links not yet used are spent.
create function access.change_password(ticket uuid, old_hash text, new_hash text, token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare here uuid := access.session_id(); who uuid := access.spend_attempt($1, 'proof', $2);
begin
  perform set_config('app.deed', 'access.changePassword', true);
  if who is null or who is distinct from access.account_id() or $3 !~ '^\$argon2id\$v=19\$' then return false; end if;
  update public.account a set password_hash = $3, password_set_at = now() where a.id = who;
  update public.session s set token_hash = $4 where s.id = here;
  update public.session s set revoked_at = now() where s.account_id = who and s.id <> here and s.revoked_at is null;
  update public.account_link l set revoked_at = now() where l.account_id = who and l.used_at is null and l.revoked_at is null;
  return true;
end $$;
-- The same password under today's cost, by whoever just typed it.
create function access.rehash_password(old_hash text, new_hash text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.account a set password_hash = $2 where a.id = access.party() and $2 ~ '^\$argon2id\$v=19\$'
    and sha256(convert_to(a.password_hash, 'UTF8')) = sha256(convert_to($1, 'UTF8'));
  return found;
end $$;

create function access.close_session(id uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.session s set revoked_at = now() where s.id = $1 and s.account_id = access.account_id() and s.revoked_at is null;
  return found;
end $$;
create function access.close_other_sessions() returns int language plpgsql volatile security definer set search_path = '' as $$
declare here uuid := access.session_id(); closed int;
begin
  update public.session s set revoked_at = now() where s.account_id = access.account_id() and s.id <> here and s.revoked_at is null;
  get diagnostics closed = row_count;
  return closed;
end $$;
-- A pending session may be left, too.
create or replace function access.close_sessions(everywhere boolean) returns int language plpgsql volatile security definer set search_path = '' as $$
declare closed int;
begin
  update public.session s set revoked_at = now()
  where s.revoked_at is null and (s.id = coalesce(access.session_id(), access.pending_session_id())
    or (everywhere and s.account_id = access.account_id()));
  get diagnostics closed = row_count;
  return closed;
end $$;
create or replace function access.my_sessions() returns table (id uuid, device text, created_at timestamptz, last_seen_at timestamptz, is_this boolean)
language sql stable security definer set search_path = '' as $$
  select s.id, s.device, s.created_at, s.last_seen_at, s.id = access.session_id() from public.session s
  where s.account_id = access.account_id() and s.revoked_at is null and s.expires_at > now()
    and s.last_seen_at > now() - access.idle_limit() order by s.last_seen_at desc
$$;
-- One's own account, for the page about it.
create function access.my_account() returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('passwordSetAt', a.password_set_at, 'secondFactorAt', a.second_factor_at,
    'codesLeft', (select count(*) from public.recovery_code c where c.account_id = a.id and c.used_at is null),
    'words', to_jsonb(array(select distinct v.name from public.appointment p join public.unit_version v on v.unit_id = p.unit_id where p.account_id = a.id)))
  from public.account a where a.id = access.account_id()
$$;

-- The viewer, now with whether a second factor is asked of them.
create or replace function access.viewer() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare me public.account; here public.session;
begin
  select s.* into here from public.session s where s.id = access.session_id();
  if here.id is null then return null; end if;
  select a.* into me from public.account a where a.id = here.account_id;
  update public.session set last_seen_at = now() where id = here.id and last_seen_at < now() - interval '1 minute';
  return jsonb_build_object('accountId', me.id, 'sessionId', here.id, 'login', me.login, 'name', me.display_name,
    'isDemo', me.is_demo, 'provedAt', here.proved_at, 'hasSecondFactor', me.second_factor_at is not null, 'today', access.today(),
    'branches', coalesce(to_jsonb(access.branches()), '[]'), 'enterprises', coalesce(to_jsonb(access.covered()), '[]'),
    'appointments', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'line', p.line,
        'provinceId', p.province_id, 'unitId', p.unit_id, 'branchId', p.branch_id, 'branchName', b.name,
        'branchKind', b.kind, 'branchLine', b.line, 'unitName', v.name, 'unitShortName', v.short_name, 'unitKind', v.kind) order by p.valid_from, p.id)
      from access.appointments() p left join public.branch b on b.id = p.branch_id
      left join public.unit_version v on v.unit_id = p.unit_id
        and v.valid_from <= access.today() and (v.valid_to is null or v.valid_to > access.today())), '[]'));
end $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['access.second_factor_roles()', 'access.idle_limit()', 'access.second_factor_required(uuid)',
    'access.pending_session_id()', 'access.party()', 'access.second_factor()', 'access.accept_code(uuid, bytea, bigint, bytea)',
    'access.spend_code_attempt(uuid)', 'access.pass_second_factor(uuid, bytea, bigint, bytea, bytea)',
    'access.start_second_factor(text, bytea)', 'access.confirm_second_factor(uuid, bytea, bigint, bytea)',
    'access.renew_recovery_codes(bytea[])', 'access.remove_second_factor()', 'access.prove(uuid, text, bytea, bigint, bytea, bytea)',
    'access.change_password(uuid, text, text, bytea)', 'access.rehash_password(text, text)', 'access.close_session(uuid)',
    'access.close_other_sessions()', 'access.my_account()']::regprocedure[] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
  foreach f in array array['access.second_factor_roles()', 'access.second_factor()',
    'access.pass_second_factor(uuid, bytea, bigint, bytea, bytea)', 'access.start_second_factor(text, bytea)',
    'access.confirm_second_factor(uuid, bytea, bigint, bytea)', 'access.renew_recovery_codes(bytea[])', 'access.remove_second_factor()',
    'access.prove(uuid, text, bytea, bigint, bytea, bytea)', 'access.change_password(uuid, text, text, bytea)',
    'access.rehash_password(text, text)', 'access.close_session(uuid)', 'access.close_other_sessions()', 'access.my_account()']::regprocedure[] loop
    execute format('grant execute on function %s to doanhoi_app', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;
