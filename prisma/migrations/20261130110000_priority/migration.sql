-- CreateTable
CREATE TABLE "priority_weights" (
    "id" UUID NOT NULL,
    "province_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "entrepreneur" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "concentration" INTEGER NOT NULL,
    "workers_full" INTEGER NOT NULL,
    "people_full" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "priority_weights_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "priority_weights_province_id_valid_from_idx" ON "priority_weights"("province_id", "valid_from");

alter table priority_weights add constraint priority_weights_sum
  check (entrepreneur >= 0 and size >= 0 and concentration >= 0 and entrepreneur + size + concentration = 100);
alter table priority_weights add constraint priority_weights_full check (workers_full > 0 and people_full > 0);
alter table priority_weights add constraint priority_weights_period check (valid_to is null or valid_from < valid_to);
alter table priority_weights add constraint priority_weights_reason check (length(btrim(reason)) > 0 and reason is nfc normalized);
alter table priority_weights add constraint priority_weights_no_overlap exclude using gist
  (province_id with =, daterange(valid_from, valid_to) with &&) where (voided_at is null);

-- Read in the province, set by its organisation department (§1.11); what was set is voided, never edited.
create trigger z_trace after insert or update or delete on priority_weights for each row execute function upkeep.trace();
alter table priority_weights enable row level security;
create policy definer on priority_weights to doanhoi_definer using (true) with check (true);
grant select on priority_weights to doanhoi_definer;
grant select, insert, update (voided_at) on priority_weights to doanhoi_app;
create policy own_province on priority_weights for select to doanhoi_app using (province_id = any ((select access.own_provinces())::uuid[]));
create policy department_adds on priority_weights for insert to doanhoi_app
  with check (province_id = any ((select access.departments())::uuid[]) and voided_at is null);
create policy department_voids on priority_weights for update to doanhoi_app
  using (province_id = any ((select access.departments())::uuid[]) and voided_at is null)
  with check (province_id = any ((select access.departments())::uuid[]) and voided_at is not null);
