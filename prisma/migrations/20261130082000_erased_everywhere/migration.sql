-- Of an erased person nothing is left in files that wait or can be undone, and the history of steps that bear no person's id is told
-- by the erasure alone, as the rest is.

grant create on schema access, upkeep to doanhoi_definer;

-- The rows of imports that are about them: they could not be undone any more anyway, for the record was changed since.
create function upkeep.forget_in_imports() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from public.import_row r where r.target_id = new.person_id;
  return null;
end $$;

create function access.step_of_erased(table_name text, r jsonb) returns boolean language sql stable security definer set search_path = '' as $$
  select case $1
    when 'referral_step' then exists (select 1 from public.referral x join public.erased_person e on e.person_id = x.person_id
      where x.id = ($2 ->> 'referral_id')::uuid)
    when 'transfer_step' then exists (select 1 from public.transfer x join public.erased_person e on e.person_id = x.person_id
      where x.id = ($2 ->> 'transfer_id')::uuid)
    else false end
$$;

alter function upkeep.forget_in_imports() owner to doanhoi_definer;
revoke all on function upkeep.forget_in_imports() from public;
alter function access.step_of_erased(text, jsonb) owner to doanhoi_definer;
revoke all on function access.step_of_erased(text, jsonb) from public;
grant execute on function access.step_of_erased(text, jsonb) to doanhoi_app, doanhoi_definer;
revoke create on schema access, upkeep from doanhoi_definer;

create trigger b_forget_imports after insert on erased_person for each row execute function upkeep.forget_in_imports();
create policy erased_steps_stay_hidden on audit_entry as restrictive for select to doanhoi_app using (
  table_name not in ('referral_step', 'transfer_step') or not access.step_of_erased(table_name, coalesce(after, before)));
