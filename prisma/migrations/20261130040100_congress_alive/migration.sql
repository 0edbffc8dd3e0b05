-- An organisation that ended holds no congress any more: what was begun there can only be dropped, or nobody would ever close it.
grant create on schema upkeep to doanhoi_definer;
create or replace function upkeep.congress_obstacle(c public.congress, move text, on_day date) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if c.id is null or not (access.keeps_branch(c.branch_id) or access.above_congress(c.branch_id)) then return 'not_found'; end if;
  if upkeep.congress_after(c.state, $2) is null or not upkeep.may_move_congress(c.branch_id, $2) then return 'not_possible'; end if;
  if $2 <> 'cancel' and not exists (select 1 from public.branch_life l where l.branch_id = c.branch_id and l.voided_at is null and l.valid_to is null) then
    return 'branch_not_alive';
  end if;
  if $3 > access.today() then return 'in_future'; end if;
  if $2 <> 'hold' and $3 < (select max(s."on") from public.congress_step s where s.congress_id = c.id) then return 'before_last_step'; end if;
  return null;
end $$;
alter function upkeep.congress_obstacle(public.congress, text, date) owner to doanhoi_definer;
revoke all on function upkeep.congress_obstacle(public.congress, text, date) from public;
revoke create on schema upkeep from doanhoi_definer;
