-- Signing in, proving again before a grave deed, and redeeming one-time links. Every guess at a password needs a ticket,
-- and tickets are given one after another per account and per address: guesses fired at once are counted like others.
CREATE TYPE "attempt_kind" AS ENUM ('sign_in', 'proof', 'code');
CREATE TYPE "attempt_outcome" AS ENUM ('right', 'wrong');

ALTER TABLE "account" ADD COLUMN "password_set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE TABLE "sign_in_attempt" (
    "id" UUID NOT NULL,
    "kind" "attempt_kind" NOT NULL,
    "account_key" BYTEA NOT NULL,
    "address_key" BYTEA,
    "account_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" "attempt_outcome",

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "sign_in_attempt_account_key_at_idx" ON "sign_in_attempt"("account_key", "at");
CREATE INDEX "sign_in_attempt_address_key_at_idx" ON "sign_in_attempt"("address_key", "at");
CREATE INDEX "sign_in_attempt_at_idx" ON "sign_in_attempt"("at");
CREATE INDEX "sign_in_attempt_account_id_idx" ON "sign_in_attempt"("account_id");
ALTER TABLE "sign_in_attempt" ADD CONSTRAINT "sign_in_attempt_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- It is a log itself and far too busy for the trace; the program's role reaches it through the functions below only.
alter table sign_in_attempt enable row level security;
create policy definer on sign_in_attempt to doanhoi_definer using (true) with check (true);
grant select, insert, update, delete on sign_in_attempt to doanhoi_definer;
grant update on account to doanhoi_definer;

grant create on schema access to doanhoi_definer;

-- How long to wait after so many failures in a row: nothing for the first few, then one minute, doubling to fifteen. The
-- longest wait is short on purpose, so that somebody else's guessing cannot shut an officer out for the day, and still
-- leaves no more than about a hundred guesses a day at one password.
create function access.wait_after(failures int, free int) returns interval language sql immutable set search_path = '' as $$
  select case when failures < free then interval '0'
    else least(interval '1 minute' * power(2, least(failures - free, 8)), interval '15 minutes') end
$$;

-- What was typed as a login may be a password typed into the wrong box, and an address is a person's: only hashes are kept.
create function access.attempt_key(what text) returns bytea language sql stable security definer set search_path = '' as $$
  select sha256(s.pepper || convert_to(what, 'UTF8')) from access.secret s
$$;

-- Seconds until the next attempt of one key may be made; 0 when it may be made now.
create function access.wait_for(account_key bytea, address_key bytea, since timestamptz) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare failures int; latest timestamptz; seconds float := 0; moment timestamptz := clock_timestamp();
begin
  -- Per account: everything since the last success, guesses under way among them.
  select count(*), max(a.at) into failures, latest from public.sign_in_attempt a
  where a.account_key = $1 and a.at > greatest($3, moment - interval '24 hours') and a.outcome is distinct from 'right'
    and a.at > coalesce((select max(r.at) from public.sign_in_attempt r where r.account_key = $1 and r.outcome = 'right'), '-infinity');
  if failures > 0 then seconds := extract(epoch from latest + access.wait_after(failures, 5) - moment); end if;
  -- Per address: a whole office stands behind one, so it may fail more often; a success does not wipe the slate.
  if $2 is not null then
    select count(*), max(a.at) into failures, latest from public.sign_in_attempt a
    where a.address_key = $2 and a.at > moment - interval '24 hours' and a.outcome is distinct from 'right';
    if failures > 0 then
      seconds := greatest(seconds, extract(epoch from latest + access.wait_after(failures, 100) - moment));
    end if;
  end if;
  return greatest(0, ceil(seconds));
end $$;

-- A ticket for one guess and the salt to hash it with, or how long to wait. Known and unknown logins take the same path.
-- For a proof the account is that of the session, whatever login is given.
create function access.begin_attempt(id uuid, kind public.attempt_kind, login text, address text)
returns table (salt text, wait_seconds int) language plpgsql volatile security definer set search_path = '' as $$
declare who public.account; account_key bytea; address_key bytea;
begin
  if $2 = 'sign_in' then
    select a.* into who from public.account a where a.login = lower($3);
    account_key := access.attempt_key('sign_in:' || lower($3));
  else
    select a.* into who from public.account a where a.id = access.account_id();
    if who.id is null then return; end if;
    account_key := access.attempt_key($2 || ':' || who.id);
  end if;
  if $4 is not null then address_key := access.attempt_key('address:' || $4); end if;
  -- One after another: first by account, then by address, always in this order.
  perform pg_advisory_xact_lock(7301, hashtext(encode(account_key, 'hex')));
  if address_key is not null then perform pg_advisory_xact_lock(7302, hashtext(encode(address_key, 'hex'))); end if;
  -- Whoever guessed before the password was set did not guess at this one.
  wait_seconds := access.wait_for(account_key, address_key, coalesce(who.password_set_at, '-infinity'));
  if wait_seconds > 0 then return next; return; end if;
  delete from public.sign_in_attempt a where a.id in (
    select o.id from public.sign_in_attempt o where o.at < now() - interval '90 days' order by o.at limit 20);
  insert into public.sign_in_attempt (id, kind, account_key, address_key, account_id, at)
  values ($1, $2, account_key, address_key, who.id, clock_timestamp());
  salt := access.password_salt(coalesce(who.login, $3));
  return next;
end $$;

-- Spends a ticket: the account it was given for, or null. It stays "wrong" unless the caller says otherwise.
create function access.spend_attempt(ticket uuid, kind public.attempt_kind, password_hash text) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare who uuid;
begin
  update public.sign_in_attempt a set outcome = 'wrong'
  where a.id = $1 and a.kind = $2 and a.outcome is null and a.at > now() - interval '1 minute'
  returning a.account_id into who;
  if who is null then return null; end if;
  perform 1 from public.account a where a.id = who and a.disabled_at is null
    and sha256(convert_to(a.password_hash, 'UTF8')) = sha256(convert_to($3, 'UTF8'));
  if not found then return null; end if;
  update public.sign_in_attempt a set outcome = 'right' where a.id = $1;
  return who;
end $$;

drop function access.open_session(uuid, text, text, bytea, text, int);
create function access.open_session(ticket uuid, id uuid, password_hash text, token_hash bytea, device text, hours int)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.spend_attempt($1, 'sign_in', $3);
begin
  if who is null then return false; end if;
  insert into public.session (id, account_id, token_hash, device, expires_at)
  values ($2, who, $4, left($5, 200), now() + make_interval(hours => least(greatest($6, 1), 12)));
  return true;
end $$;

-- Whether this session proved in the last ten minutes whose it is: asked before grave deeds.
create function access.proved() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.session s where s.id = (select access.session_id()) and s.proved_at > now() - interval '10 minutes')
$$;
create function access.prove(ticket uuid, password_hash text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare who uuid := access.spend_attempt($1, 'proof', $2);
begin
  if who is null or who is distinct from access.account_id() then return false; end if;
  update public.session s set proved_at = clock_timestamp() where s.id = access.session_id();
  return true;
end $$;

-- Whom a one-time link is for, while it may be used; no row tells nothing about why not. `words` are those that a password
-- of this account must not contain.
create function access.link(token_hash bytea) returns table (login text, name text, purpose public.account_link_purpose, words text[])
language sql stable security definer set search_path = '' as $$
  select a.login, a.display_name, l.purpose, array(
    select distinct v.name from public.appointment p join public.unit_version v on v.unit_id = p.unit_id where p.account_id = a.id)
  from public.account_link l join public.account a on a.id = l.account_id
  where l.token_hash = $1 and l.used_at is null and l.revoked_at is null and l.expires_at > now() and a.disabled_at is null
$$;
-- Sets the password by a link, once: the other links of the account are spent with it and every session ends. A second
-- factor stays: a reset must not be a way around it.
create function access.redeem_link(token_hash bytea, password_hash text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare used public.account_link;
begin
  perform set_config('app.deed', 'access.redeemLink', true);
  select l.* into used from public.account_link l join public.account a on a.id = l.account_id
  where l.token_hash = $1 and l.used_at is null and l.revoked_at is null and l.expires_at > now() and a.disabled_at is null
  for update of l;
  if used.id is null or $2 !~ '^\$argon2id\$v=19\$' then return false; end if;
  update public.account_link l set used_at = now() where l.id = used.id;
  update public.account_link l set revoked_at = now() where l.account_id = used.account_id and l.used_at is null and l.revoked_at is null;
  update public.account a set password_hash = $2, password_set_at = now() where a.id = used.account_id;
  update public.session s set revoked_at = now() where s.account_id = used.account_id and s.revoked_at is null;
  return true;
end $$;

-- The viewer, now with the moment of the last proof.
create or replace function access.viewer() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare me public.account; here public.session;
begin
  select s.* into here from public.session s where s.id = access.session_id();
  if here.id is null then return null; end if;
  select a.* into me from public.account a where a.id = here.account_id;
  update public.session set last_seen_at = now() where id = here.id and last_seen_at < now() - interval '1 minute';
  return jsonb_build_object('accountId', me.id, 'sessionId', here.id, 'login', me.login, 'name', me.display_name,
    'isDemo', me.is_demo, 'provedAt', here.proved_at, 'today', access.today(),
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
  foreach f in array array['access.wait_after(int, int)', 'access.attempt_key(text)', 'access.wait_for(bytea, bytea, timestamptz)',
    'access.begin_attempt(uuid, public.attempt_kind, text, text)', 'access.spend_attempt(uuid, public.attempt_kind, text)',
    'access.open_session(uuid, uuid, text, bytea, text, int)', 'access.proved()', 'access.prove(uuid, text)',
    'access.link(bytea)', 'access.redeem_link(bytea, text)']::regprocedure[] loop
    execute format('alter function %s owner to doanhoi_definer', f);
    execute format('revoke all on function %s from public', f);
  end loop;
  -- The program may ask for these; the others serve them, and a salt without a ticket is none of its business any more.
  foreach f in array array['access.begin_attempt(uuid, public.attempt_kind, text, text)',
    'access.open_session(uuid, uuid, text, bytea, text, int)', 'access.proved()', 'access.prove(uuid, text)',
    'access.link(bytea)', 'access.redeem_link(bytea, text)']::regprocedure[] loop
    execute format('grant execute on function %s to doanhoi_app', f);
  end loop;
  revoke execute on function access.password_salt(text) from doanhoi_app;
end $$;
revoke create on schema access from doanhoi_definer;
