-- The search of the trace, for the organisation department; and the history of a person, which now is read from the trace
-- itself under its own policy, as that of every other record.
grant create on schema access to doanhoi_definer;

-- Accounts with a role in the viewer's departments' provinces whose name holds the words or whose login they are.
create function access.accounts_called(words text) returns setof uuid language sql stable security definer set search_path = '' as $$
  select a.id from public.account a
  where (position(lower($1) in lower(a.display_name)) > 0 or a.login = lower($1))
    and exists (select 1 from public.appointment p where p.account_id = a.id
      and p.province_id = any ((select access.departments())::uuid[]))
  order by a.id limit 200
$$;
alter function access.accounts_called(text) owner to doanhoi_definer;
revoke all on function access.accounts_called(text) from public;
grant execute on function access.accounts_called(text) to doanhoi_app, doanhoi_definer;

drop function access.person_trace(uuid);
revoke create on schema access from doanhoi_definer;
