-- What a statement sent around the commands could still do.

-- The day of a digest is the database's own: who may not stand in for the definer names no other, or a year of digests could be written
-- ahead, and nobody would hear of the true ones. Written into the function as it stands.
grant create on schema access, upkeep to doanhoi_definer;
do $$
declare was constant text := pg_get_functiondef('access.write_digests(timestamptz)'::regprocedure); own text;
begin
  own := replace(was, $q$here timestamp := moment at time zone$q$,
    $q$here timestamp := case when pg_has_role(session_user, 'doanhoi_definer', 'member') then moment else now() end at time zone$q$);
  if own = was then raise exception 'access.write_digests reads otherwise than this migration knows'; end if;
  execute own;
end $$;

-- How the organisation stood when a measure was done, and when that was written, stand with the day and the result.
create or replace function upkeep.move_measure() returns trigger language plpgsql security definer set search_path = '' as $$
declare was public.consolidation_measure;
begin
  if tg_op = 'UPDATE' then
    if old.voided_at is not null or (old.done_on is not null and (new.done_on, new.result, new.done_recorded_at)
      is distinct from (old.done_on, old.result, old.done_recorded_at))
      or (old.state_after is not null and new.state_after is distinct from old.state_after) then
      raise exception 'the measure has moved on' using errcode = '23514', constraint = 'consolidation_measure_moved';
    end if;
  elsif new.replaces_id is not null then
    select m.* into was from public.consolidation_measure m where m.id = new.replaces_id;
    if was.branch_id is distinct from new.branch_id or was.voided_at is null or was.withdrawn_reason is not null
      or (new.revision = 'extended' and was.done_on is not null) then
      raise exception 'nothing to take the place of' using errcode = '23514', constraint = 'consolidation_measure_moved';
    end if;
  end if;
  return null;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

-- An assignment that ends later is one that begins: it needs the campaign that runs and the officer of the place.
create policy ended_by_now on survey_assignment as restrictive for insert to doanhoi_app
  with check (valid_to is null or valid_to <= (select access.today()));

-- A draft of an organisation's own plan or report is its own affair until it is sent.
create policy drafts_at_home on branch_paper as restrictive for select to doanhoi_app
  using (state <> 'draft' or access.keeps_branch(branch_id));

do $$
declare t text;
begin
  -- What was voided stays so: it would come back as if it had never gone.
  foreach t in array array['activity', 'branch_life', 'case_scheme', 'coverage', 'enterprise_version', 'entrepreneur_membership'] loop
    execute format('create policy voided_once on %I as restrictive for update to doanhoi_app
      using (voided_at is null) with check (voided_at is not null)', t);
  end loop;
  -- Who recorded it is who sends it.
  foreach t in array array['activity', 'case_scheme', 'consolidation_measure', 'establishment_case', 'model_cell_set', 'priority_weights'] loop
    execute format('create policy recorded_by_me on %I as restrictive for insert to doanhoi_app
      with check (recorded_by_id = (select access.account_id()))', t);
  end loop;
end $$;
