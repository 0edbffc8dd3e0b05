import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { DEED_LABELS, isDecided, TABLE_LABELS, tableLabel } from "@/lib/audit/labels";
import { recordHistory, searchTrace } from "@/lib/audit/queries";
import { RECORD_KINDS, type RecordKind, traceFilterSchema } from "@/lib/audit/schema";
import { decideOverride } from "@/lib/cases/commands";
import { withViewer } from "@/lib/db/scope";
import { recordVisit } from "@/lib/enterprises/commands";
import { correctMembership } from "@/lib/members/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, row, signedIn, viewer } from "@/tests/support/factories";
import { campaign, goal, openedCase, plan } from "@/tests/support/factories-plans";

const history = (who: Viewer, kind: RecordKind, id: string, after?: string) =>
  withViewer(who, (tx) => recordHistory(who, tx, { kind, id, after }));

const search = (who: Viewer, filter: Record<string, string> = {}) =>
  withViewer(who, (tx) => searchTrace(who, tx, traceFilterSchema.parse(filter)));

async function place() {
  const { provinceId, orgDepartment, districtA, districtB } = await province();
  const elsewhere = await province();
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  return {
    ...{ provinceId, districtA, districtB, enterpriseId, branchId },
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    department: await viewer({ role: "org_department", provinceId, unitId: orgDepartment }),
    hoi: await viewer({ role: "association_department", provinceId, line: "association" }),
    stranger: await viewer({ role: "org_department", provinceId: elsewhere.provinceId }),
  };
}

const visit = (enterpriseId: string, met = "Giám đốc") => ({
  ...{ enterpriseId, on: "2014-11-01", met, purpose: "Vận động", result: "Đồng ý" },
  ...{ attitude: "supportive" as const, grants: [], grantNote: null },
});

describe("the history of a record", () => {
  it("tells who did what, when and why, in words and not in codes", async () => {
    const { officer, department, enterpriseId } = await place();
    const { attitude, ...plain } = visit(enterpriseId);
    await recordVisit(officer, deed("Theo lịch công tác"), { ...plain, attitude: null });
    const [latest] = (await history(department, "enterprise", enterpriseId))?.deeds ?? [];

    expect(attitude).toBe("supportive");
    expect(latest).toMatchObject({
      deed: "Ghi lần gặp",
      reason: "Theo lịch công tác",
      who: { name: officer.name, role: expect.stringMatching(/^Cán bộ đơn vị, /) },
      rows: [{ label: "Lần gặp", operation: "INSERT" }],
    });
    expect(latest?.rows[0]?.changes).toEqual(
      expect.arrayContaining([
        { label: "Đã gặp", before: null, after: "Giám đốc" },
        { label: "Ngày", before: null, after: "01/11/2014" },
      ]),
    );
    expect(JSON.stringify(latest?.rows)).not.toMatch(/_id|province|00000000/);
  });

  it("tells a corrected period as old → new, although the database voided one row and wrote another", async () => {
    const { officer, branchId } = await place();
    const { personId, membershipId } = await member({ branchId });
    await correctMembership(officer, deed("Nhập nhầm"), {
      ...{ membershipId, version: 1, validFrom: "2013-03-05", validTo: null, endKind: null, endReason: null },
      ...{ joined: null, cardNumber: "CB-0012", why: "Nhập nhầm" },
    });
    const [latest] = (await history(officer, "person", personId))?.deeds ?? [];

    expect(latest?.rows).toMatchObject([
      {
        operation: "UPDATE",
        changes: [
          { label: "Từ ngày", before: "01/01/2012", after: "05/03/2013" },
          { label: "Số thẻ", before: null, after: "CB-0012" },
        ],
      },
    ]);
  });

  it("comes in pages that lose and repeat nothing and tear no deed apart", async () => {
    const { officer, enterpriseId } = await place();
    for (let count = 0; count < 60; count += 1) {
      await owner.query("select set_config('app.request', gen_random_uuid()::text, false)");
      await owner.query(
        `with r as (select set_config('app.request', gen_random_uuid()::text, true))
         insert into visit (id, enterprise_id, "on", met, purpose, result, grants, recorded_by_id)
         select gen_random_uuid(), $1, '2014-11-01', $2 || n, 'x', 'x', '{}', gen_random_uuid() from r, generate_series(1, 3) n`,
        [enterpriseId, `Người ${count}-`],
      );
    }
    const met: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await history(officer, "enterprise", enterpriseId, after);
      for (const told of page?.deeds ?? []) {
        const visits = told.rows.filter(({ label }) => label === "Lần gặp");
        if (visits.length > 0) expect(visits).toHaveLength(3);
        met.push(
          ...visits.flatMap(({ changes }) => changes.find(({ label }) => label === "Đã gặp")?.after ?? []),
        );
      }
      after = page?.next ?? undefined;
      if (!after) break;
    }
    expect(met).toHaveLength(180);
    expect(new Set(met).size).toBe(180);
  });

  it("is found for each kind of record by who sees the record, and by no outsider", async () => {
    const at = await place();
    const { provinceId, enterpriseId, branchId, officer, department } = at;
    const { personId } = await member({ branchId });
    const planId = await plan({ provinceId });
    const campaignId = await campaign(provinceId);
    const ids: Record<RecordKind, string> = {
      enterprise: enterpriseId,
      branch: branchId,
      person: personId,
      plan: planId,
      campaign: campaignId,
      goal: await goal({ planId, enterpriseId }),
      case: await openedCase({ enterpriseId, on: "2014-11-03" }),
      survey: await row("survey", {
        ...{ campaign_id: campaignId, enterprise_id: enterpriseId, recorded_by_id: officer.accountId },
      }),
      override: await row("override_request", {
        ...{ rule: "V06", enterprise_id: enterpriseId, line: "union", subject: "Hai người", reason: "Xa" },
        requested_by_id: officer.accountId,
      }),
      unit: at.districtA,
      account: officer.accountId,
    };
    const provinceWide: readonly RecordKind[] = ["plan", "campaign", "unit"];
    for (const kind of RECORD_KINDS) {
      expect((await history(department, kind, ids[kind]))?.deeds.length, kind).toBeGreaterThan(0);
      expect(await history(at.stranger, kind, ids[kind]), `${kind}, another province`).toBeNull();
      const sibling = await history(at.sibling, kind, ids[kind]);
      if (!provinceWide.includes(kind)) expect(sibling, `${kind}, the sibling district`).toBeNull();
    }
    expect(await history(officer, "enterprise", "no-id")).toBeNull();
  });

  it("leaves out what the viewer may not see: the Hội department finds no đoàn viên in an organisation's history", async () => {
    const { provinceId, districtA, branchId, hoi, officer } = await place();
    const { personId } = await member({ branchId, fullName: "Nông Thị Kín" });
    await row("post", {
      ...{ branch_id: branchId, person_id: personId, title: "secretary", valid_from: "2014-01-01" },
      recorded_by_id: officer.accountId,
    });
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const told = async (who: Viewer, id: string) => JSON.stringify(await history(who, "branch", id), bigints);

    expect(await told(officer, branchId)).toContain("Nông Thị Kín");
    expect(await told(hoi, branchId)).not.toContain("Nông Thị Kín");
    expect(await told(hoi, branchId)).not.toContain("Bí thư");
    expect(await history(hoi, "branch", chapter)).not.toBeNull();
    expect(await history(hoi, "person", personId)).toBeNull();
  });
});

const bigints = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

describe("the search of the trace", () => {
  it("is the organisation department's, of its own province, and nobody else's", async () => {
    const { officer, sibling, hoi, department, stranger, enterpriseId } = await place();
    await recordVisit(officer, deed(), { ...visit(enterpriseId), attitude: null });

    for (const who of [officer, sibling, hoi]) expect(await search(who)).toBeNull();
    expect((await search(department, { record: enterpriseId }))?.deeds[0]?.deed).toBe("Ghi lần gặp");
    expect(await search(stranger, { record: enterpriseId })).toMatchObject({ deeds: [], count: 0 });
  });

  it("finds by person, day, deed, kind of record, unit, request and record", async () => {
    const { officer, department, enterpriseId, districtA, districtB, provinceId } = await place();
    const asked = deed();
    await recordVisit(officer, asked, { ...visit(enterpriseId), attitude: null });
    const other = await viewer({ role: "org_department", provinceId });
    const overrideId = await row("override_request", {
      ...{ rule: "V06", enterprise_id: enterpriseId, line: "union", subject: "Hai người", reason: "Xa" },
      requested_by_id: officer.accountId,
    });
    await decideOverride(other, deed(), {
      ...{ overrideId, version: 1, decision: "granted", decisionNote: "Đồng ý" },
    });
    const found = async (filter: Record<string, string>) => {
      const page = await search(department, filter);
      return { deeds: new Set(page?.deeds.map((told) => told.deed)), count: page?.count ?? 0 };
    };

    expect((await found({ who: officer.name })).deeds).toEqual(new Set(["Ghi lần gặp"]));
    expect((await found({ who: officer.login.toUpperCase() })).count).toBe(1);
    expect((await found({ who: "không ai tên thế" })).count).toBe(0);
    expect((await found({ deed: "override.decide" })).count).toBe(1);
    expect((await found({ table: "visit" })).count).toBe(1);
    expect((await found({ request: asked.requestId })).count).toBe(1);
    expect((await found({ record: overrideId })).count).toBe(2);
    expect((await found({ unit: districtA, deed: "visit.record" })).count).toBe(1);
    expect((await found({ unit: districtB, deed: "visit.record" })).count).toBe(0);
    expect((await found({ operation: "DELETE" })).count).toBe(0);
    expect((await found({ to: "2014-12-31" })).count).toBe(0);
    expect((await found({ from: "2014-12-31" })).count).toBeGreaterThan(2);
  });

  it("counts no further than the cap", async () => {
    const { department, enterpriseId } = await place();
    await owner.query(
      `insert into visit (id, enterprise_id, "on", met, purpose, result, grants, recorded_by_id)
       select gen_random_uuid(), $1, '2014-11-01', n::text, 'x', 'x', '{}', gen_random_uuid() from generate_series(1, 1100) n`,
      [enterpriseId],
    );
    const page = await search(department, { table: "visit" });

    expect(page?.count).toBe(1001);
    expect(page?.next).not.toBeNull();
  });

  it("finds who opened whose record", async () => {
    const { department, officer, branchId } = await place();
    const { personId } = await member({ branchId });
    const asker = await signedIn(officer.accountId);
    await withViewer(asker, (tx) => tx.$queryRaw`select access.note_profile_read(${personId}::uuid)`);

    const page = await search(department, { operation: "READ", record: personId });
    expect(page?.deeds).toMatchObject([
      { deed: "Mở xem hồ sơ cá nhân", who: { name: officer.name }, rows: [{ record: { kind: "person" } }] },
    ]);
  });
});

describe("words", () => {
  it("there are some for every deed of the program", () => {
    const deeds = readdirSync("lib").flatMap((domain) => {
      try {
        const text = readFileSync(`lib/${domain}/commands.ts`, "utf8");
        return [...text.matchAll(/\b(?:graveC|c)ommand\(\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
      } catch {
        return [];
      }
    });
    expect(deeds.length).toBeGreaterThan(30);
    expect(
      deeds.filter((name) => !DEED_LABELS[name]),
      "add the deed to DEED_LABELS in lib/audit/labels.ts",
    ).toEqual([]);
  });

  it("there are some for every table that is traced", async () => {
    const { rows } = await owner.query<{ name: string }>(
      "select tgrelid::regclass::text as name from pg_trigger where tgname = 'z_trace'",
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ name }) => tableLabel(name) === name)).toEqual([]);
  });

  it("there are some for every column the histories tell, or a decision to leave it out", async () => {
    const { rows } = await owner.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' and table_name = any ($1)`,
      [Object.keys(TABLE_LABELS)],
    );
    const untold = new Set([
      "plan",
      "plan_basis",
      "plan_task",
      "plan_recipient",
      "person_sensitive",
      "unit_version",
    ]);
    expect(
      rows
        .filter(({ table, column }) => !untold.has(table) && !isDecided(table, column))
        .map(({ table, column }) => `${table}.${column}`),
      "add the column to FIELD_LABELS or HIDDEN in lib/audit/labels.ts",
    ).toEqual([]);
  });
});
