import { describe, expect, it } from "vitest";
import { listBranches } from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import { withViewer } from "@/lib/db/scope";
import { changeEnterprise, recordVisit } from "@/lib/enterprises/commands";
import { findEnterprise, likelyDuplicates, listEnterprises } from "@/lib/enterprises/queries";
import { changeSchema, enterpriseFilterSchema, visitSchema } from "@/lib/enterprises/schema";
import { optionalText, text } from "@/lib/forms/fields";
import { proposeAdmission } from "@/lib/members/commands";
import { findPerson, listMembers, searchPersons } from "@/lib/members/queries";
import { memberFilterSchema, newAdmissionSchema } from "@/lib/members/schema";
import { listGoals } from "@/lib/plans/queries";
import { goalFilterSchema } from "@/lib/plans/schema";
import { normalizeLines, normalizeText } from "@/lib/text/normalize";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, viewer } from "@/tests/support/factories";
import { NAUGHTY } from "@/tests/support/naughty-strings";

/** What can be typed into one line: something is left when what nobody sees is gone, and it is short enough. */
const oneLiners = (max: number) =>
  NAUGHTY.filter((typed) => {
    const { length } = normalizeText(typed);
    return length > 0 && length <= max;
  });

async function world() {
  const { provinceId, districtA } = await province();
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  return { provinceId, unitId: districtA, enterpriseId, branchId, officer };
}

describe("naughty strings", () => {
  it("come through a field as they were typed, but for what nobody sees; nothing longer than allowed does", () => {
    for (const typed of NAUGHTY) {
      const line = text(200).safeParse(typed);
      const stored = normalizeText(typed);
      expect(line.success, JSON.stringify(typed.slice(0, 60))).toBe(
        stored.length > 0 && stored.length <= 200,
      );
      if (line.success) expect(line.data).toBe(stored);
      const lines = optionalText(20_000, { lines: true }).parse(typed);
      expect(lines).toBe(normalizeLines(typed) || null);
    }
  });

  it("are stored in every text of an enterprise and a visit, and come back the same", async () => {
    const { officer, enterpriseId } = await world();
    const now = await withViewer(officer, (tx) => findEnterprise(officer, tx, enterpriseId));
    if (!now) throw new Error("not found");
    const { areaId } = now;
    let version = 1;
    for (const typed of oneLiners(100)) {
      const form = { name: typed, shortName: typed, industry: typed, address: typed, representative: typed };
      const input = changeSchema.parse({
        ...form,
        ...{ enterpriseId, areaId, version: String(version), hasNoTaxCode: "on", status: "active" },
        ...{ legalForm: "llc_two_members", ownership: "non_state", kind: "correction", reason: typed },
      });
      const saved = await changeEnterprise(officer, deed(), input);
      expect(saved.ok, JSON.stringify([typed, saved])).toBe(true);
      version += 1;
      const stored = normalizeText(typed);
      const read = await withViewer(officer, (tx) => findEnterprise(officer, tx, enterpriseId));
      expect(read).toMatchObject({ name: stored, shortName: stored, industry: stored, address: stored });

      const visit = visitSchema.parse({
        enterpriseId,
        on: "10/11/2014",
        met: typed,
        purpose: typed,
        result: typed,
      });
      expect((await recordVisit(officer, deed(), visit)).ok).toBe(true);
    }
    const { rows } = await owner.query<{ met: string }>("select met from visit where enterprise_id = $1", [
      enterpriseId,
    ]);
    expect(rows.map(({ met }) => met).sort()).toEqual(oneLiners(100).map(normalizeText).sort());
  }, 240_000);

  it("are names of persons like any other, or are refused at the field", async () => {
    const { officer, branchId } = await world();
    for (const typed of oneLiners(60)) {
      const parsed = newAdmissionSchema.safeParse({
        ...{
          branchId,
          fullName: typed,
          occupation: typed,
          note: typed,
          admitOn: "10/11/2014",
          birth: "1990",
          gender: "female",
        },
        confirmed: ["V01", "V02", "V03", "V16", "V33"],
      });
      if (!parsed.success) continue;
      const { admitOn, note, confirmed, branchId: id, overrideReason: _, ...person } = parsed.data;
      const given = { branchId: id, admitOn, note, confirmed, person };
      const proposed = await proposeAdmission(officer, deed(), given);
      expect(proposed.ok, JSON.stringify([typed, proposed])).toBe(true);
    }
    const { rows } = await owner.query<{ personId: string; name: string }>(
      `select p.id as "personId", p.full_name as name from person p join admission a on a.person_id = p.id where a.branch_id = $1`,
      [branchId],
    );
    expect(rows.length).toBeGreaterThan(200);
    const names = new Set(oneLiners(60).map(normalizeText));
    for (const { personId, name } of rows) {
      expect(names).toContain(name);
      const read = await withViewer(officer, (tx) => findPerson(officer, tx, personId));
      expect(read?.fullName).toBe(name);
    }
  }, 240_000);

  it("can be searched for in every list, and find what is there", async () => {
    const { officer, branchId, enterpriseId } = await world();
    const { personId } = await member({ branchId, fullName: "Nông Thị Thử" });
    for (let start = 0; start < NAUGHTY.length; start += 25) {
      await withViewer(officer, async (tx) => {
        for (const typed of NAUGHTY.slice(start, start + 25)) {
          await listEnterprises(officer, tx, enterpriseFilterSchema.parse({ q: typed, after: typed }));
          await listMembers(officer, tx, memberFilterSchema.parse({ q: typed, after: typed }));
          await listBranches(officer, tx, branchFilterSchema.parse({ q: typed, after: typed }));
          await listGoals(officer, tx, goalFilterSchema.parse({ q: typed, after: typed }));
          await searchPersons(officer, tx, { q: typed, exceptBranchId: branchId });
          await likelyDuplicates(officer, tx, { name: typed.slice(0, 200), taxCode: undefined });
        }
      });
    }
    const found = await withViewer(officer, async (tx) => ({
      enterprises: await listEnterprises(officer, tx, enterpriseFilterSchema.parse({})),
      members: await listMembers(officer, tx, memberFilterSchema.parse({ q: "thu" })),
    }));
    expect(JSON.stringify(found)).toContain(enterpriseId);
    expect(JSON.stringify(found)).toContain(personId);
  }, 240_000);
});
