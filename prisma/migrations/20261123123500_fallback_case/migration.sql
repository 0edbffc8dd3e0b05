-- Where one line is hard, the other line's case is opened in its stead (row 43). That case is the other line's, and may be
-- another unit's: this is the one thing of it that whoever works on the hard case writes.
grant create on schema access to doanhoi_definer;

-- Names the open case of the other line as the fallback of a case the viewer works on, or opens one under `new_id`; false
-- when the viewer does not work on that case.
create function access.open_fallback(hard_case uuid, new_id uuid, opened_on date) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare hard public.establishment_case; other public.org_line;
begin
  select c.* into hard from public.establishment_case c where c.id = $1 and (
    (c.line = 'union' and c.union_unit_id = any ((select access.line_units('union'))::uuid[]))
    or (c.line = 'association' and c.association_unit_id = any ((select access.line_units('association'))::uuid[])));
  if hard.id is null then return false; end if;
  other := case hard.line when 'union' then 'association'::public.org_line else 'union'::public.org_line end;
  update public.establishment_case c set fallback_for_id = hard.id, version = c.version + 1
  where c.enterprise_id = hard.enterprise_id and c.line = other and c.closed_on is null;
  if not found then
    insert into public.establishment_case (id, enterprise_id, line, opened_on, fallback_for_id, recorded_by_id)
    values ($2, hard.enterprise_id, other, $3, hard.id, access.account_id());
  end if;
  return true;
end $$;
alter function access.open_fallback(uuid, uuid, date) owner to doanhoi_definer;
revoke all on function access.open_fallback(uuid, uuid, date) from public;
grant execute on function access.open_fallback(uuid, uuid, date) to doanhoi_app, doanhoi_definer;
revoke create on schema access from doanhoi_definer;
grant insert on establishment_case to doanhoi_definer;
