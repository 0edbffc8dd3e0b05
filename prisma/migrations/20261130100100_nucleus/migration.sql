-- A nucleus (domain §2.2, 22HD phần ba): at least three members who work in one enterprise without Đoàn and live in one place may be
-- founded there, for a future organisation of the enterprise. Only a chi đoàn is one.
ALTER TABLE "branch" ADD COLUMN "residence_area_id" UUID;
CREATE INDEX "branch_residence_area_id_idx" ON "branch"("residence_area_id");
ALTER TABLE "branch" ADD CONSTRAINT "branch_residence_area_id_fkey" FOREIGN KEY ("residence_area_id") REFERENCES "area"("id") ON DELETE SET NULL ON UPDATE CASCADE;
alter table branch add constraint branch_nucleus check (residence_area_id is null or kind = 'cell');
