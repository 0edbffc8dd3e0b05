import { expect, inject, it } from "vitest";
import { findDrift } from "@/lib/db/drift";
import { owner, ownerUrl } from "@/tests/support/database";

const drift = () => findDrift(ownerUrl, inject("appUrl"));

it("finds no drift after the migrations, and each of the things Prisma's own diff does not see", async () => {
  expect(await drift()).toEqual([]);

  await owner.query("drop policy reads on visit");
  await owner.query("alter table branch drop constraint branch_kind_fits_line");
  await owner.query("drop index enterprise_tax_code_once");
  await owner.query("drop trigger z_trace on visit");
  await owner.query("grant delete on enterprise to doanhoi_app");
  await owner.query("grant select (password_hash) on account to doanhoi_app");
  await owner.query("alter table person disable row level security");
  const found = (await drift()).join("\n");

  for (const name of [
    "policy reads on public.visit",
    "branch_kind_fits_line",
    "enterprise_tax_code_once",
    "z_trace",
    "doanhoi_app=ard/",
    "column public.account.password_hash",
    "relation public.person ",
  ]) {
    expect(found).toContain(name);
  }
}, 60_000);
