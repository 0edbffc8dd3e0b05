-- Consolidation measures (row 37): who answers for one as an account or in words, the organisation's condition before and after as
-- evidence, and corrections as rows: a measure that is extended or corrected is voided and written again.

CREATE TYPE "measure_revision" AS ENUM ('extended', 'corrected');
ALTER TABLE "consolidation_measure" ADD COLUMN "responsible_id" UUID,
ADD COLUMN "state_before" JSONB,
ADD COLUMN "state_after" JSONB,
ADD COLUMN "replaces_id" UUID,
ADD COLUMN "revision" "measure_revision",
ADD COLUMN "revision_reason" TEXT,
ADD COLUMN "withdrawn_reason" TEXT;
CREATE UNIQUE INDEX "consolidation_measure_replaces_id_key" ON "consolidation_measure"("replaces_id");
CREATE INDEX "consolidation_measure_unit_id_due_on_idx" ON "consolidation_measure"("unit_id", "due_on");
ALTER TABLE "consolidation_measure" ADD CONSTRAINT "consolidation_measure_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "consolidation_measure"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table consolidation_measure add constraint consolidation_measure_revision check (
  (replaces_id is null) = (revision is null) and (revision is null) = (revision_reason is null) and length(btrim(revision_reason)) > 0);
alter table consolidation_measure add constraint consolidation_measure_withdrawn check (
  withdrawn_reason is null or (voided_at is not null and length(btrim(withdrawn_reason)) > 0));
alter table consolidation_measure add constraint consolidation_measure_revision_reason_nfc check (revision_reason is nfc normalized);
alter table consolidation_measure add constraint consolidation_measure_withdrawn_reason_nfc check (withdrawn_reason is nfc normalized);

-- What was written stays: only its end is added, or it is voided.
revoke update on consolidation_measure from doanhoi_app;
grant update (done_on, result, state_after, done_recorded_at, version, voided_at, withdrawn_reason) on consolidation_measure to doanhoi_app;

grant create on schema access, upkeep to doanhoi_definer;

-- The table of lib/consolidation/rules.ts: open may be done, extended, corrected, withdrawn; done may be corrected, withdrawn; a voided one
-- is past. What takes another's place is of the same organisation, and that one is voided.
create function upkeep.move_measure() returns trigger language plpgsql security definer set search_path = '' as $$
declare was public.consolidation_measure;
begin
  if tg_op = 'UPDATE' then
    if old.voided_at is not null or (old.done_on is not null and (new.done_on is distinct from old.done_on or new.result is distinct from old.result)) then
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

-- Who may be asked to answer for a measure of an organisation, told to those who write it: the unit's officers on its line, its secretary.
create function access.measure_keepers(branch uuid) returns table (id uuid, name text, role text, login text)
language sql stable security definer set search_path = '' as $$
  select distinct on (a.id) a.id, a.display_name, p.role::text, a.login
  from public.branch b
  join public.appointment p on (p.role = 'unit_officer' and p.unit_id = b.unit_id and p.line::text in ('both', b.line::text))
    or (p.role = 'branch_secretary' and p.branch_id = b.id)
  join access.live_appointment l on l.id = p.id
  join public.account a on a.id = p.account_id and a.disabled_at is null
  where b.id = $1 and b.unit_id = any ((select access.line_units(b.line))::uuid[])
  order by a.id, p.role
$$;

do $$
begin
  alter function access.measure_keepers(uuid) owner to doanhoi_definer;
  revoke all on function access.measure_keepers(uuid) from public;
  grant execute on function access.measure_keepers(uuid) to doanhoi_app, doanhoi_definer;
  alter function upkeep.move_measure() owner to doanhoi_definer;
  revoke all on function upkeep.move_measure() from public;
end $$;
revoke create on schema access, upkeep from doanhoi_definer;

-- After the fences: who may not write at all is told nothing.
create trigger b_move after insert or update on consolidation_measure for each row execute function upkeep.move_measure();
