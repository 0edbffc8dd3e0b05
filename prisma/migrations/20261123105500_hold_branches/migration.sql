-- Whoever adds somebody or something to an organisation holds it meanwhile: dissolving it waits, or was first and is
-- then seen (V34). Only organisations the viewer answers for can be held, so that nobody stops a stranger's work.
grant create on schema access to doanhoi_definer;
create function access.hold_branches(ids uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform 1 from public.branch b where b.id = any ($1)
    and (b.unit_id = any ((select access.units())::uuid[]) or b.id = any ((select access.branches())::uuid[]))
    order by b.id for share;
end $$;
alter function access.hold_branches(uuid[]) owner to doanhoi_definer;
revoke all on function access.hold_branches(uuid[]) from public;
grant execute on function access.hold_branches(uuid[]) to doanhoi_app, doanhoi_definer;
revoke create on schema access from doanhoi_definer;
grant update on branch to doanhoi_definer;
