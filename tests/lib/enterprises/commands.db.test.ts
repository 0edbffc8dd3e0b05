import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { changeEnterprise, recordVisit, registerEnterprise } from "@/lib/enterprises/commands";
import { areasToFilter, findEnterprise, likelyDuplicates, listEnterprises } from "@/lib/enterprises/queries";
import { type ChangeInput, enterpriseFilterSchema, type RegistrationInput } from "@/lib/enterprises/schema";
import { unitId as unitIdOf } from "@/prisma/reference/keys";
import { owner } from "@/tests/support/database";
import { area, branch, deed, enterprise, province, viewer } from "@/tests/support/factories";

/** The real province of the reference data: registering needs a real commune of it. */
const CAO_BANG = unitIdOf("cb");

const realOfficer = async () => {
  const { rows } = await owner.query<{ id: string }>(
    `select u.id from unit u join unit_version v on v.unit_id = u.id
     where u.province_id = $1 and v.kind = 'commune' and v.valid_to is null order by v.sort_key limit 2`,
    [CAO_BANG],
  );
  const [unit, sibling] = rows;
  if (!unit || !sibling) throw new Error("The reference data has no commune unions");
  return {
    unitId: unit.id,
    officer: await viewer({ role: "unit_officer", provinceId: CAO_BANG, unitId: unit.id }),
    sibling: await viewer({ role: "unit_officer", provinceId: CAO_BANG, unitId: sibling.id }),
    department: await viewer({ role: "org_department", provinceId: CAO_BANG }),
  };
};

const communeOfToday = async () => {
  const { rows } = await owner.query<{ id: string }>(
    "select area_id as id from area_version where level = 'commune' and valid_to is null and code like '01%' order by code limit 1",
  );
  return rows[0]?.id ?? "";
};

const form = async (unitId: string, given: Partial<RegistrationInput> = {}): Promise<RegistrationInput> => ({
  name: "Công ty TNHH Nông sản Phục Hoà",
  shortName: null,
  taxCode: null,
  hasNoTaxCode: true,
  legalForm: "llc_two_members",
  ownership: "non_state",
  industry: null,
  areaId: await communeOfToday(),
  address: null,
  startedYear: null,
  representative: null,
  phone: null,
  isHeadOffice: true,
  entrepreneurSince: null,
  status: "active",
  validFrom: null,
  unitId,
  confirmed: false,
  ...given,
});

const CODE = { code10: "4899999017", branch: null };

describe("registerEnterprise", () => {
  it("registers under the own unit on both lines, with its versions and its goals, and writes once when sent twice", async () => {
    const { officer, unitId } = await realOfficer();
    const asked = deed();
    const input = await form(unitId, { name: "Công ty cổ phần Gửi Hai Lần" });
    const first = await registerEnterprise(officer, asked, input);

    expect(first.ok).toBe(true);
    expect(await registerEnterprise(officer, asked, input)).toEqual(first);
    const id = first.ok ? first.value.id : "";
    const counts = await owner.query(
      `select (select count(*)::int from enterprise where name = $2) as enterprises,
        (select count(*)::int from enterprise_version where enterprise_id = $1) as versions,
        (select array_agg(line::text order by line) from enterprise_management where enterprise_id = $1 and unit_id = $3) as lines,
        (select array_agg(kind::text) from goal where enterprise_id = $1) as goals`,
      [id, input.name, unitId],
    );
    expect(counts.rows[0]).toEqual({
      enterprises: 1,
      versions: 1,
      lines: ["union", "association"],
      goals: ["establish", "establish"],
    });
  });

  it("V16: warns once of a likely duplicate in the own scope, and goes on when it was seen", async () => {
    const { officer, unitId } = await realOfficer();
    await registerEnterprise(officer, deed(), await form(unitId));
    const again = await form(unitId, { name: "cty tnhh nong san phuc hoa" });

    expect(await registerEnterprise(officer, deed(), again)).toMatchObject({
      refusal: "likely_duplicates",
      details: { duplicates: [{ name: "Công ty TNHH Nông sản Phục Hoà", why: "name" }] },
    });
    expect((await registerEnterprise(officer, deed(), { ...again, confirmed: true })).ok).toBe(true);
  });

  it("V16: tells a sibling unit nothing of the records outside its scope", async () => {
    const { officer, sibling, unitId } = await realOfficer();
    await registerEnterprise(
      officer,
      deed(),
      await form(unitId, { name: "Công ty TNHH Kín Tiếng", taxCode: CODE, hasNoTaxCode: false }),
    );

    const seen = await withViewer(sibling, (tx) =>
      likelyDuplicates(sibling, tx, { name: "Công ty TNHH Kín Tiếng", taxCode: CODE.code10 }),
    );
    expect(seen).toEqual([]);
  });

  it("V19: refuses a tax code taken in the province with a bare yes, and accepts it as another branch", async () => {
    const { officer, sibling, unitId } = await realOfficer();
    const code = { code10: "4899999024", branch: null };
    await registerEnterprise(
      officer,
      deed(),
      await form(unitId, { name: "Công ty Một", taxCode: code, hasNoTaxCode: false }),
    );
    const siblingUnit = sibling.appointments[0]?.unitId ?? "";
    const theirs = await form(siblingUnit, { name: "Hãng Khác Hẳn", taxCode: code, hasNoTaxCode: false });

    expect(await registerEnterprise(sibling, deed(), theirs)).toEqual({
      ok: false,
      refusal: "tax_code_taken",
      details: undefined,
    });
    const asBranch = { ...theirs, taxCode: { ...code, branch: "001" } };
    expect((await registerEnterprise(sibling, deed(), asBranch)).ok).toBe(true);
  });

  it("V29: refuses a commune that no longer exists and names what it became", async () => {
    const { officer, unitId } = await realOfficer();
    const gone = await owner.query<{ id: string }>(
      `select s.from_area_id as id from area_succession s join area_version v on v.area_id = s.from_area_id
       where s."on" = '2025-07-01' and v.level = 'commune' limit 1`,
    );
    const answer = await registerEnterprise(
      officer,
      deed(),
      await form(unitId, { areaId: gone.rows[0]?.id ?? "" }),
    );

    expect(answer).toMatchObject({ refusal: "area_not_valid" });
    expect(
      !answer.ok && answer.refusal === "area_not_valid" && answer.details.successors.length,
    ).toBeGreaterThan(0);
  });

  it("V26 and scope: refuses a future date, another unit, and whoever is no officer", async () => {
    const { officer, sibling, department, unitId } = await realOfficer();
    expect(
      await registerEnterprise(officer, deed(), await form(unitId, { validFrom: "2999-01-01" })),
    ).toMatchObject({ refusal: "date_in_future" });
    expect(await registerEnterprise(sibling, deed(), await form(unitId))).toMatchObject({
      refusal: "unit_not_found",
    });
    expect(await registerEnterprise(department, deed(), await form(unitId))).toMatchObject({
      refusal: "unit_not_found",
    });
  });
});

async function district() {
  const world = await province();
  const { provinceId, districtA, districtB } = world;
  const enterpriseId = await enterprise({ provinceId, unitId: districtA, name: "Công ty Đang Sửa" });
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  const sibling = await viewer({ role: "unit_officer", provinceId, unitId: districtB });
  const now = await withViewer(officer, (tx) => findEnterprise(officer, tx, enterpriseId));
  if (!now) throw new Error("not found");
  const input: ChangeInput = {
    ...(await form(districtA)),
    name: now.name,
    legalForm: now.legalForm,
    ownership: now.ownership,
    status: now.status,
    areaId: now.areaId,
    enterpriseId,
    version: now.version,
    kind: "correction",
    validFrom: null,
    reason: null,
  };
  return { ...world, enterpriseId, officer, colleague, sibling, input };
}

const versionsOf = async (enterpriseId: string) => {
  const { rows } = await owner.query(
    `select status, valid_from::text as "from", valid_to::text as "to", voided_at is not null as voided
     from enterprise_version where enterprise_id = $1 order by recorded_at, valid_from`,
    [enterpriseId],
  );
  return rows;
};

describe("changeEnterprise", () => {
  it("closes the old period and opens a new one for a real change, keeping what was known", async () => {
    const { officer, enterpriseId, input } = await district();
    const change = { ...input, status: "suspended", kind: "change", validFrom: "2014-11-01" } as const;

    expect((await changeEnterprise(officer, deed(), change)).ok).toBe(true);
    expect(await versionsOf(enterpriseId)).toEqual(
      expect.arrayContaining([
        { status: "active", from: "2010-01-01", to: null, voided: true },
        { status: "active", from: "2010-01-01", to: "2014-11-01", voided: false },
        { status: "suspended", from: "2014-11-01", to: null, voided: false },
      ]),
    );
  });

  it("voids and replaces for a correction", async () => {
    const { officer, enterpriseId, input } = await district();
    await changeEnterprise(officer, deed(), { ...input, ownership: "state" });

    expect(await versionsOf(enterpriseId)).toEqual([
      { status: "active", from: "2010-01-01", to: null, voided: true },
      { status: "active", from: "2010-01-01", to: null, voided: false },
    ]);
  });

  it("loses no words when two officers save one record at once: the second sees the first one's values", async () => {
    const { officer, colleague, input } = await district();
    const answers = await Promise.all([
      changeEnterprise(officer, deed(), { ...input, address: "Tổ 1" }),
      changeEnterprise(colleague, deed(), { ...input, address: "Tổ 2" }),
    ]);
    const refused = answers.find((answer) => !answer.ok);
    const winner = answers.indexOf(answers.find((answer) => answer.ok) ?? answers[0]);

    const written = { address: winner === 0 ? "Tổ 1" : "Tổ 2", version: input.version + 1 };

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(refused).toMatchObject({ refusal: "enterprise_changed_meanwhile", details: { theirs: written } });
    const later = await changeEnterprise(officer, deed(), { ...input, address: "Tổ 3" });
    expect(later).toMatchObject({ details: { theirs: written } });
  });

  it("tells the later of two who change the same fact at once what the other wrote, not of overlapping periods", async () => {
    const { officer, colleague, enterpriseId, input } = await district();
    const change = { ...input, kind: "change", validFrom: "2014-11-01" } as const;
    const answers = await Promise.all([
      changeEnterprise(officer, deed(), { ...change, status: "suspended" }),
      changeEnterprise(colleague, deed(), { ...change, status: "closed" }),
    ]);
    const winner = answers[0].ok ? "suspended" : "closed";

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: "enterprise_changed_meanwhile",
      details: { theirs: { status: winner } },
    });
    expect((await versionsOf(enterpriseId)).filter(({ voided }) => !voided)).toHaveLength(2);
  });

  it("asks whether a fact changed or was written wrongly, and asks nothing when no such fact differs", async () => {
    const { officer, enterpriseId, input } = await district();
    expect(await changeEnterprise(officer, deed(), { ...input, kind: null, status: "closed" })).toMatchObject(
      {
        refusal: "kind_missing",
      },
    );
    expect((await changeEnterprise(officer, deed(), { ...input, kind: null, address: "Tổ 9" })).ok).toBe(
      true,
    );
    expect(await versionsOf(enterpriseId)).toHaveLength(1);
  });

  it("refuses a membership of the young entrepreneurs' association that begins within an earlier one", async () => {
    const { officer, input } = await district();
    const save = (version: number, entrepreneurSince: string | null) =>
      changeEnterprise(officer, deed(), { ...input, version, kind: null, entrepreneurSince });
    expect((await save(input.version, "2013-01-01")).ok).toBe(true);
    expect((await save(input.version + 1, null)).ok).toBe(true);
    expect(await save(input.version + 2, "2014-01-01")).toMatchObject({
      refusal: "entrepreneur_period_overlaps",
    });
  });

  it("refuses a change before the last one, a future one, and an outsider", async () => {
    const { officer, sibling, input } = await district();
    const change = { ...input, status: "closed", kind: "change" } as const;
    expect(await changeEnterprise(officer, deed(), { ...change, validFrom: "2009-01-01" })).toMatchObject({
      refusal: "before_last_change",
    });
    expect(await changeEnterprise(officer, deed(), { ...change, validFrom: "2999-01-01" })).toMatchObject({
      refusal: "date_in_future",
    });
    expect(await changeEnterprise(sibling, deed(), change)).toMatchObject({
      refusal: "enterprise_not_found",
    });
  });

  it("is refused to an outsider by the database too", async () => {
    const { sibling, enterpriseId } = await district();
    const touched = await withViewer(
      sibling,
      (tx) => tx.$executeRaw`update enterprise set name = 'Chiếm' where id = ${enterpriseId}::uuid`,
    );
    expect(touched).toBe(0);
  });
});

describe("recordVisit", () => {
  const visit = {
    on: "2014-11-10",
    met: "Giám đốc",
    purpose: "Vận động",
    result: "Đồng ý",
    attitude: "supports",
    grants: ["room"],
    grantNote: null,
  } as const;

  it("adds to the history, refuses the future (V26) and an outsider", async () => {
    const { officer, sibling, enterpriseId } = await district();
    const input = { ...visit, grants: [...visit.grants], enterpriseId };
    expect((await recordVisit(officer, deed(), input)).ok).toBe(true);
    expect((await recordVisit(officer, deed(), input)).ok).toBe(true);
    expect(await recordVisit(officer, deed(), { ...input, on: "2999-01-01" })).toMatchObject({
      refusal: "date_in_future",
    });
    expect(await recordVisit(sibling, deed(), input)).toMatchObject({ refusal: "enterprise_not_found" });
    const { rows } = await owner.query("select count(*)::int as n from visit where enterprise_id = $1", [
      enterpriseId,
    ]);
    expect(rows[0]).toEqual({ n: 2 });
  });
});

describe("listEnterprises", () => {
  const names = async (asker: Awaited<ReturnType<typeof viewer>>, query: Record<string, string>) =>
    withViewer(asker, async (tx) => {
      const { rows, count } = await listEnterprises(asker, tx, enterpriseFilterSchema.parse(query));
      expect(rows.length).toBe(Math.min(count, 50));
      return rows.map(({ name }) => name);
    });

  it("finds without marks, by tax code, by what organisations cover it, in the own scope only", async () => {
    const { provinceId, districtA, districtB, officer, sibling } = await district();
    const hoa = await enterprise({ provinceId, unitId: districtA, name: "Công ty Hoà Bình" });
    await enterprise({ provinceId, unitId: districtA, name: "Hợp tác xã Đường Sắt" });
    await enterprise({ provinceId, unitId: districtB, name: "Công ty Hoà Bình láng giềng" });
    await branch({ provinceId, unitId: districtA, enterpriseIds: [hoa] });

    expect(await names(officer, { q: "hòa bình" })).toEqual(["Công ty Hoà Bình"]);
    expect(await names(officer, { q: "duong sat" })).toEqual(["Hợp tác xã Đường Sắt"]);
    expect(await names(officer, { has: "union" })).toEqual(["Công ty Hoà Bình"]);
    expect((await names(officer, { has: "none" })).sort()).toEqual(
      ["Công ty Đang Sửa", "Hợp tác xã Đường Sắt"].sort(),
    );
    expect(await names(sibling, {})).toEqual(["Công ty Hoà Bình láng giềng"]);
    for (const q of ["100%_\\", "\u0000", "'; drop table enterprise; --", "\uD800", "𝒳𝒳𝒳", "﷽"]) {
      expect(await names(officer, { q: `zz${q}` }), q).toEqual([]);
    }
    expect((await names(officer, { status: "nonsense", sort: "x" })).length).toBe(3);
  });

  it("offers the places of enterprises in sight to filter by, and no others", async () => {
    const { provinceId, districtA, districtB } = await province();
    const [here, there] = [await area({ name: "Xã Ngọc Động" }), await area({ name: "Xã Thông Nông" })];
    const enterpriseId = await enterprise({ provinceId, unitId: districtA, areaId: here });
    await enterprise({ provinceId, unitId: districtB, areaId: there });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const { offered, listed } = await withViewer(officer, async (tx) => ({
      offered: await areasToFilter(officer, tx),
      listed: await listEnterprises(officer, tx, enterpriseFilterSchema.parse({ area: here })),
    }));
    expect(offered).toEqual([{ id: here, name: "Xã Ngọc Động" }]);
    expect(listed.rows.map(({ id }) => id)).toEqual([enterpriseId]);
  });

  it("pages by key in every order without losing or repeating a row", async () => {
    const { provinceId, districtA, officer } = await district();
    for (let index = 0; index < 60; index += 1) {
      await enterprise({
        provinceId,
        unitId: districtA,
        name: `Công ty Trang ${String(index % 7)} ${index}`,
      });
    }
    for (const sort of ["name", "survey", "workers"]) {
      const seen = await withViewer(officer, async (tx) => {
        const first = await listEnterprises(officer, tx, enterpriseFilterSchema.parse({ sort }));
        const second = await listEnterprises(
          officer,
          tx,
          enterpriseFilterSchema.parse({ sort, after: first.next }),
        );
        expect(first.count).toBe(61);
        expect(second.next).toBeUndefined();
        return [...first.rows, ...second.rows].map(({ id }) => id);
      });
      expect(new Set(seen).size).toBe(61);
    }
  });
});
