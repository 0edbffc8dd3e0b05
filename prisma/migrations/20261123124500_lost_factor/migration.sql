-- A phone is lost and so are the recovery codes: whoever may reset the account's password, and has just proved whose
-- session this is, takes the second factor away. Its sessions end; where the role needs one, signing in asks for a new one.
grant create on schema access to doanhoi_definer;
create function access.clear_second_factor(account uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not access.proved() then return 'proof_needed'; end if;
  if access.account_right($1) is distinct from 'commands' then return 'account_not_found'; end if;
  update public.account a set second_factor_at = null, recovery_codes_at = null where a.id = $1 and a.second_factor_at is not null;
  if not found then return 'already_so'; end if;
  delete from public.recovery_code c where c.account_id = $1;
  delete from public.second_factor f where f.account_id = $1;
  update public.session s set revoked_at = now() where s.account_id = $1 and s.revoked_at is null;
  return 'done';
end $$;
alter function access.clear_second_factor(uuid) owner to doanhoi_definer;
revoke all on function access.clear_second_factor(uuid) from public;
grant execute on function access.clear_second_factor(uuid) to doanhoi_app;
revoke create on schema access from doanhoi_definer;
