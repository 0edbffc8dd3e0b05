
CREATE TYPE "partner_kind" AS ENUM ('trade_union', 'department', 'young_entrepreneurs', 'fatherland_front', 'women', 'economic_zone', 'party_body', 'government', 'other');

CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "kind" "partner_kind" NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "partner_name" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "contact" TEXT,
    "valid_from" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "unit_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,

    CONSTRAINT "partner_name_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "partner_agreement" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "document_number" TEXT,
    "signed_on" DATE NOT NULL,
    "until_on" DATE,
    "content" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "partner_agreement_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "partner_activity" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "line" "org_line" NOT NULL,
    "unit_id" UUID NOT NULL,
    "province_id" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
    "activity_id" UUID,
    "on" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "participants" INTEGER,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "partner_activity_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "partner_province_id_idx" ON "partner"("province_id");

CREATE INDEX "partner_unit_id_idx" ON "partner"("unit_id");

CREATE INDEX "partner_name_partner_id_idx" ON "partner_name"("partner_id");

CREATE INDEX "partner_agreement_partner_id_idx" ON "partner_agreement"("partner_id");

CREATE INDEX "partner_agreement_unit_id_idx" ON "partner_agreement"("unit_id");

CREATE INDEX "partner_activity_partner_id_on_idx" ON "partner_activity"("partner_id", "on");

CREATE INDEX "partner_activity_unit_id_idx" ON "partner_activity"("unit_id");

CREATE INDEX "partner_activity_activity_id_idx" ON "partner_activity"("activity_id");

ALTER TABLE "partner" ADD CONSTRAINT "partner_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "partner_name" ADD CONSTRAINT "partner_name_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "partner_agreement" ADD CONSTRAINT "partner_agreement_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "partner_activity" ADD CONSTRAINT "partner_activity_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "partner_activity" ADD CONSTRAINT "partner_activity_activity_id_fkey" FOREIGN KEY ("activity_id") REFERENCES "activity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Bodies that the plan's work is done with (row 49): a catalogue of the province, kept by the province or by a unit, names by dates;
-- agreements and what was done together, each in the name of a unit or of the province. Read in the whole province; no persons in it.
create unique index partner_name_one on partner_name (partner_id, valid_from) where voided_at is null;
alter table partner_name add constraint partner_name_says check (length(btrim(name)) > 0);
alter table partner_agreement add constraint partner_agreement_says check (length(btrim(content)) > 0 and (until_on is null or until_on >= signed_on));
alter table partner_activity add constraint partner_activity_says check (length(btrim(content)) > 0 and (participants is null or participants >= 0));
do $$
declare c record;
begin
  for c in select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'text'
    and table_name in ('partner_name', 'partner_agreement', 'partner_activity') and column_name <> 'sort_key' loop
    execute format('alter table %I add constraint %I check (%I is nfc normalized)',
      c.table_name, c.table_name || '_' || c.column_name || '_nfc', c.column_name);
  end loop;
end $$;

grant create on schema upkeep to doanhoi_definer;
create function upkeep.scope_of_partner_name() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select p.province_id, p.unit_id into new.province_id, new.unit_id from public.partner p where p.id = new.partner_id;
  return new;
end $$;
alter function upkeep.scope_of_partner_name() owner to doanhoi_definer;
revoke all on function upkeep.scope_of_partner_name() from public;
revoke create on schema upkeep from doanhoi_definer;

do $$
declare
  t text;
  desk constant text := $q$((line = 'union' and unit_id = any ((select access.desks('union'))::uuid[]))
    or (line = 'association' and unit_id = any ((select access.desks('association'))::uuid[])))$q$;
  any_desk constant text := $q$(unit_id = any ((select access.desks('union'))::uuid[]) or unit_id = any ((select access.desks('association'))::uuid[]))$q$;
  known constant text := 'exists (select 1 from partner p where p.id = partner_id)';
  me constant text := 'recorded_by_id = (select access.account_id())';
begin
  create trigger a_scope before insert or update on partner_name for each row execute function upkeep.scope_of_partner_name();
  foreach t in array array['partner', 'partner_agreement', 'partner_activity'] loop
    execute format('create trigger a_scope before insert or update on %I for each row execute function upkeep.scope_of_unit_paper()', t);
  end loop;
  foreach t in array array['partner', 'partner_name', 'partner_agreement', 'partner_activity'] loop
    execute format('create trigger z_trace after insert or update or delete on %I for each row execute function upkeep.trace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy definer on %I to doanhoi_definer using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to doanhoi_definer', t);
    execute format('grant select, insert on %I to doanhoi_app', t);
    execute format('create policy own_province on %I for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]))', t);
  end loop;
  execute format('create policy desk_adds on partner for insert to doanhoi_app with check (%s and %s)', any_desk, me);
  execute format('create policy desk_adds on partner_name for insert to doanhoi_app with check (%s and %s and voided_at is null)', any_desk, me);
  execute format('create policy desk_adds on partner_agreement for insert to doanhoi_app with check (%s and %s and voided_at is null and %s)',
    desk, me, known);
  execute format('create policy desk_adds on partner_activity for insert to doanhoi_app with check (%s and %s and voided_at is null and %s
    and (activity_id is null or exists (select 1 from activity x where x.id = activity_id)))', desk, me, known);
  foreach t in array array['partner_name', 'partner_agreement', 'partner_activity'] loop
    execute format('grant update (voided_at) on %I to doanhoi_app', t);
    execute format('create policy desk_voids on %I for update to doanhoi_app using (voided_at is null and %2$s)
      with check (voided_at is not null and %2$s)', t, case t when 'partner_name' then any_desk else desk end);
  end loop;
end $$;
