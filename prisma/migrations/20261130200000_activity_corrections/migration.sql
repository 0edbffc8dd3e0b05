-- A corrected activity knows which row it takes the place of: what named the earlier row (a partner's joint activity, an address) finds it.
-- AlterTable
ALTER TABLE "activity" ADD COLUMN "replaces_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "activity_replaces_id_key" ON "activity"("replaces_id");

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "activity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

grant create on schema access to doanhoi_definer;

-- Whether a row may take the place of another: a voided one of the same organisation, or of the same unit where the unit itself did it.
create function access.replaces_activity(earlier uuid, branch uuid, unit uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.activity a where a.id = earlier and a.voided_at is not null
    and a.branch_id is not distinct from branch and (branch is not null or a.unit_id = unit))
$$;

-- Whether the row that is corrected was done for this item: a correction keeps it, though the organisation has gone to another unit since.
create function access.activity_was_for(earlier uuid, item uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.activity a where a.id = earlier and a.programme_item_id = item)
$$;

do $$
declare f text;
begin
  foreach f in array array['replaces_activity(uuid, uuid, uuid)', 'activity_was_for(uuid, uuid)'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;

create policy known_before on activity as restrictive for insert to doanhoi_app
  with check (replaces_id is null or access.replaces_activity(replaces_id, branch_id, unit_id));

drop policy known_item on activity;
create policy known_item on activity as restrictive for insert to doanhoi_app with check (programme_item_id is null
  or exists (select 1 from programme_item i where i.item_id = programme_item_id and i.voided_at is null and i.unit_id = activity.unit_id)
  or access.activity_was_for(replaces_id, programme_item_id));
