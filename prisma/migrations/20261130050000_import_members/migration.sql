-- Whether another record in the organisation's province has an identity number (V15): yes or no and never whose, for those
-- who keep the organisation. An import asks before it writes what `write_sensitive` would refuse.
grant create on schema access to doanhoi_definer;
create function access.identity_known(branch uuid, person uuid, hashes bytea[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select access.keeps_branch($1) and exists (select 1 from public.person_sensitive s join public.branch b on b.province_id = s.province_id
    where b.id = $1 and s.identity_hash = any ($3) and s.person_id is distinct from $2)
$$;
alter function access.identity_known(uuid, uuid, bytea[]) owner to doanhoi_definer;
revoke all on function access.identity_known(uuid, uuid, bytea[]) from public;
grant execute on function access.identity_known(uuid, uuid, bytea[]) to doanhoi_app, doanhoi_definer;
revoke create on schema access from doanhoi_definer;
