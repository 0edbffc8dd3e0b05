-- Who surveys what in a campaign (row 21): handed to an officer of a managing unit, handed on or released with a reason, in two times.

CREATE TABLE "survey_assignment" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "enterprise_id" UUID NOT NULL,
    "surveyor_id" UUID NOT NULL,
    "due_on" DATE,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "end_reason" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "union_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "association_unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    CONSTRAINT "survey_assignment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "survey_assignment_campaign_id_enterprise_id_idx" ON "survey_assignment"("campaign_id", "enterprise_id");
CREATE INDEX "survey_assignment_enterprise_id_idx" ON "survey_assignment"("enterprise_id");
CREATE INDEX "survey_assignment_surveyor_id_idx" ON "survey_assignment"("surveyor_id");
ALTER TABLE "survey_assignment" ADD CONSTRAINT "survey_assignment_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "survey_campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "survey_assignment" ADD CONSTRAINT "survey_assignment_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One surveyor at a time; an end says why.
alter table survey_assignment add constraint survey_assignment_no_overlap exclude using gist
  (campaign_id with =, enterprise_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);
alter table survey_assignment add constraint survey_assignment_period check (valid_to is null or valid_to > valid_from);
alter table survey_assignment add constraint survey_assignment_end check ((valid_to is null) = (end_reason is null));
alter table survey_assignment add constraint survey_assignment_end_reason_nfc check (end_reason is nfc normalized);

grant create on schema access to doanhoi_definer;
-- Officers of the units the viewer reads, by unit: whom an enterprise can be handed to.
create function access.surveyors() returns table (account_id uuid, name text, unit_id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct a.id, a.display_name, p.unit_id from public.appointment p
  join access.live_appointment l on l.id = p.id
  join public.account a on a.id = p.account_id and a.disabled_at is null
  where p.role = 'unit_officer'
    and (p.unit_id = any ((select access.units())::uuid[]) or p.province_id = any ((select access.provinces())::uuid[]))
$$;
-- The same as one list, which a policy asks for once a statement: "account unit".
create function access.surveyor_places() returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(s.account_id || ' ' || s.unit_id), '{}') from access.surveyors() s
$$;
-- The viewer's own account and those who delegated to it what it holds today: their work is its work as long.
create function access.stands_for() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array_agg(x.id) from (select access.account_id() as id
    union select p.delegated_by_account_id from access.appointments() p where p.delegated_by_account_id is not null) x
$$;
-- Campaigns of the viewer's provinces that run today.
create function access.running_campaigns() returns uuid[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(c.id), '{}') from public.survey_campaign c where c.province_id = any ((select access.own_provinces())::uuid[])
    and c.opens_on <= access.today() and (c.closed_on is null or c.closed_on > access.today())
$$;
do $$
declare f text;
begin
  foreach f in array array['surveyors()', 'surveyor_places()', 'stands_for()', 'running_campaigns()'] loop
    execute format('alter function access.%s owner to doanhoi_definer', f);
    execute format('revoke all on function access.%s from public', f);
    execute format('grant execute on function access.%s to doanhoi_app, doanhoi_definer', f);
  end loop;
end $$;
revoke create on schema access from doanhoi_definer;

create trigger a_scope before insert or update on survey_assignment for each row execute function upkeep.scope_of_enterprise();
create trigger z_trace after insert or update or delete on survey_assignment for each row execute function upkeep.trace();
alter table survey_assignment enable row level security;
create policy definer on survey_assignment to doanhoi_definer using (true) with check (true);
grant select, insert, update on survey_assignment to doanhoi_definer;
grant select, insert, update (voided_at) on survey_assignment to doanhoi_app;
do $$
declare
  assigns constant text := $q$(union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
    or province_id = any ((select access.departments())::uuid[]))$q$;
begin
  create policy reads on survey_assignment for select to doanhoi_app using (
    province_id = any ((select access.provinces())::uuid[])
    or union_unit_id = any ((select access.units())::uuid[]) or association_unit_id = any ((select access.units())::uuid[])
    or enterprise_id = any ((select access.covered())::uuid[]));
  -- What begins needs a campaign that runs and an officer who may survey there; what ended stays true whoever left since.
  execute format('create policy assigns on survey_assignment for insert to doanhoi_app with check (%s
    and recorded_by_id = (select access.account_id()) and voided_at is null and (valid_to is not null
      or (campaign_id = any ((select access.running_campaigns())::uuid[])
        and array[surveyor_id || '' '' || union_unit_id, surveyor_id || '' '' || association_unit_id]
          && (select access.surveyor_places())::text[])))', assigns);
  execute format('create policy voids on survey_assignment for update to doanhoi_app using (voided_at is null and %1$s)
    with check (voided_at is not null and %1$s)', assigns);
end $$;

-- A campaign that is closed takes no new form; one that was begun may still be finished.
create policy campaign_runs on survey as restrictive for insert to doanhoi_app
  with check (campaign_id = any ((select access.running_campaigns())::uuid[]));
