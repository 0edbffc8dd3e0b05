import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { congressList } from "@/lib/congresses/queries";
import { type Tx, withViewer } from "@/lib/db/scope";
import { PERSON_TABLES } from "@/lib/exports/person-tables";
import type { PersonFilter, PersonList } from "@/lib/exports/schema";
import { LIST_TABLES } from "@/lib/exports/tables";
import { payFee } from "@/lib/fees/commands";
import { branchPayments, feeOverview, feePage, paymentDesk } from "@/lib/fees/queries";
import { feeArrears, feeShares } from "@/lib/fees/reports";
import { movementPeople } from "@/lib/movements/queries";
import { movementTable } from "@/lib/movements/reports";
import { sumOf } from "@/lib/movements/rules";
import { referralLists } from "@/lib/referrals/queries";
import { residenceIndicator, residenceRecords } from "@/lib/referrals/reports";
import { owner } from "@/tests/support/database";
import { deed, member, viewer } from "@/tests/support/factories";
import { congressIn, congressWorld } from "@/tests/support/factories-congresses";
import { collected, feeWorld } from "@/tests/support/factories-fees";
import { plan } from "@/tests/support/factories-plans";
import { askedReferral, referralWorld } from "@/tests/support/factories-referrals";
import { value } from "@/tests/support/factories-transfers";

/** Rows of a plain file under an address, each as wide as its headings; null where there is none for the viewer. */
const file = (who: Viewer, list: string, query: Record<string, string> = {}) =>
  withViewer(who, async (tx) => {
    const made = await LIST_TABLES.get(list)?.table(who, tx, query);
    const [sheet] = made ? [made].flat() : [];
    if (!sheet) return null;
    const rows: (string | number | null)[][] = [];
    for await (const row of sheet.rows) rows.push([...row]);
    for (const row of rows) expect(row, list).toHaveLength(sheet.columns.length);
    expect(sheet.columns[0]).toMatchObject({ kind: "id" });
    expect(new Set(sheet.columns.map(({ label }) => label)).size, list).toBe(sheet.columns.length);
    return { rows, ids: rows.map(([id]) => id), labels: sheet.columns.map(({ label }) => label) };
  });

/** Rows of a file that leaves for a reason: the id, then a cell for each heading. */
const people = (who: Viewer, list: PersonList, filter: PersonFilter = {}, most = 5000) =>
  withViewer(who, async (tx) => {
    const found = await PERSON_TABLES[list].read(who, tx, filter, most);
    for (const row of found?.rows ?? []) expect(row, list).toHaveLength((found?.columns.length ?? 0) + 1);
    return found && { rows: found.rows, ids: found.rows.map(([id]) => id) };
  });

const page = <Page>(who: Viewer, read: (tx: Tx) => Promise<Page>) => withViewer(who, read);

describe("the file of congresses", () => {
  it("holds the organisations of the page under its filter, days as days; an outsider's none of them", async () => {
    const world = await congressWorld();
    const { secretary, officer, cell, outsiders } = world;
    await congressIn(world, "planned");
    for (const who of [secretary, officer]) {
      for (const filter of [{}, { state: "under_way" }, { line: "association" }] as const) {
        const listed = await page(who, (tx) => congressList(who, tx, filter));
        expect((await file(who, "congresses", filter))?.ids).toEqual(listed.rows.map(({ id }) => id));
      }
      const [row] = (await file(who, "congresses", { state: "under_way" }))?.rows ?? [];
      expect(row).toEqual(expect.arrayContaining([cell, "Dự kiến", "2014-11-20", "Bắt đầu chuẩn bị"]));
    }
    const stranger = outsiders["another province's officer"];
    expect((await file(stranger, "congresses"))?.rows).toEqual([]);
  });
});

describe("the files of fees", () => {
  it("hold what their pages list, amounts as numbers; an outsider's nothing of it", async () => {
    const world = await feeWorld();
    const { secretary, officer, cell, upper, lower, outsiders } = world;
    await collected(world, cell, [5000, 2000], "2014-10-01");
    await collected(world, cell, [5000, 2000]);
    await collected(world, upper, [5000]);
    await collected(world, lower, [5000, 5000]);
    value(
      await payFee(secretary, deed(), {
        ...{ payer: "branch", payerId: cell, fromMonth: "2014-11-01", toMonth: "2014-11-01" },
        ...{ amount: 2000, paidOn: "2014-12-05", note: "=1+1" },
      }),
    );
    const [month, quarter] = ["2014-11-01", "2014-10-01"];
    for (const who of [secretary, officer]) {
      const told = await page(who, async (tx) => ({
        overview: await feeOverview(who, tx, month),
        shares: await feeShares(who, tx, quarter),
        desk: await paymentDesk(who, tx),
        ofBranch: await branchPayments(who, tx, cell),
        month: await feePage(who, tx, cell, month),
        arrears: await feeArrears(who, tx, 2014),
      }));
      const fees = await file(who, "fees", { month });
      expect(fees?.ids).toEqual(told.overview?.rows.map(({ id }) => id));
      expect(fees?.rows.find(([id]) => id === cell)?.slice(-4)).toEqual(["11/2014", 2, 3, 7000]);
      const shares = await file(who, "shares", { quarter });
      expect(shares?.ids).toEqual(told.shares?.rows.map(({ id }) => id));
      expect(shares?.rows.find(([id]) => id === cell)?.slice(3, 6)).toEqual(["Quý IV/2014", 14_000, 0]);
      const desk = [told.desk?.toBook, told.desk?.ofUnits, told.desk?.answered].flatMap((rows) => rows ?? []);
      expect((await file(who, "payments"))?.ids).toEqual(desk.map(({ id }) => id));
      const payments = await file(who, "branch-payments", { branch: cell });
      expect(payments?.ids).toEqual(told.ofBranch?.payments.map(({ id }) => id));
      expect(payments?.rows[0]).toEqual(expect.arrayContaining([2000, "2014-12-05", "=1+1", "11/2014"]));

      const ofMonth = await people(who, "branch-fees", { branch: cell, month });
      expect(ofMonth?.ids).toEqual(told.month?.members.map(({ personId }) => personId));
      expect(ofMonth?.rows.map((row) => row[5])).toEqual(
        told.month?.members.map(({ fee }) => fee?.amount ?? null),
      );
      expect(told.arrears?.rows.length).toBeGreaterThan(0);
      expect((await people(who, "fee-arrears", { year: "2014" }))?.ids).toEqual(
        told.arrears?.rows.map(({ personId }) => personId),
      );
    }
    expect((await file(officer, "payments"))?.rows).toHaveLength(1);
    expect(await file(officer, "branch-payments")).toBeNull();

    const ours = [cell, upper, lower, ...Object.values(world.people).flat()];
    for (const stranger of [
      outsiders["another province's officer"],
      outsiders["the sibling district's officer"],
    ]) {
      const taken = [
        ...((await file(stranger, "fees", { month }))?.rows ?? []),
        ...((await file(stranger, "shares", { quarter }))?.rows ?? []),
        ...((await file(stranger, "payments"))?.rows ?? []),
        ...((await people(stranger, "fee-arrears", { year: "2014" }))?.rows ?? []),
      ];
      expect(taken.flat().filter((cell) => ours.includes(String(cell)) || cell === "=1+1")).toEqual([]);
      expect(await file(stranger, "branch-payments", { branch: cell })).toBeNull();
      expect(await people(stranger, "branch-fees", { branch: cell, month })).toBeNull();
    }
    const clerk = await viewer({ role: "province_clerk", provinceId: world.provinceId });
    for (const list of ["fees", "shares", "payments"]) expect(await file(clerk, list), list).toBeNull();
    for (const list of ["fee-arrears", "referrals", "residence-people", "movement-people"] as const) {
      expect(await people(clerk, list), list).toBeNull();
    }
  });
});

describe("the files of residence and of movements", () => {
  it("hold the numbers of their pages and everybody behind each, to the last page; an outsider's nobody", async () => {
    const world = await referralWorld();
    const { provinceId, cell, home, officer, secretary, residence, personId, districtA } = world;
    for (let count = 0; count < 54; count += 1) await member({ branchId: cell });
    await owner.query(
      "update person set area_id = $2 where id in (select m.person_id from membership m where m.branch_id = $1)",
      [cell, home],
    );
    const referralId = await askedReferral(world);
    await plan({ provinceId });

    for (const who of [secretary, officer]) {
      const lists = await page(who, (tx) => referralLists(who, tx));
      const referrals = await people(who, "referrals");
      expect(referrals?.ids).toEqual(
        [lists.mine, lists.remarksDue, lists.others, lists.ended].flat().map(({ id }) => id),
      );
      expect(referrals?.ids).toContain(referralId);
      expect(referrals?.rows[0]).toContain("Đã yêu cầu");

      const counted = await page(who, (tx) => residenceIndicator(who, tx, {}));
      const numbers = await file(who, "residence");
      expect(numbers?.ids).toEqual(counted?.units.map(({ unitId }) => unitId));
      expect(numbers?.rows[0]?.slice(-5)).toEqual(Object.values(counted?.units[0]?.numbers ?? {}));
      const first = await page(who, (tx) => residenceRecords(who, tx, "away", {}));
      const away = await people(who, "residence-people", { show: "away" });
      expect(first).toMatchObject({ total: 55, next: expect.any(String) });
      expect(away?.rows).toHaveLength(55);
      expect(away?.ids.slice(0, 50)).toEqual(first?.rows.map(({ id }) => id));
      expect((await people(who, "residence-people", { show: "away" }, 7))?.rows).toHaveLength(7);
      expect(await people(who, "residence-people")).toBeNull();
    }

    const asked = { from: "2000-01-01", asOf: "2014-12-10" };
    const moved = await page(officer, (tx) => movementTable(officer, tx, asked));
    const table = await file(officer, "movements", asked);
    expect(table?.ids).toEqual(moved?.tables.flatMap(({ rows }) => [...rows.map(({ id }) => id), null]));
    const [union] = moved?.tables ?? [];
    const [, whole] = table?.rows.filter((row) => row[1] === "Đoàn") ?? [];
    const cellOf = (label: string) => whole?.[table?.labels.indexOf(label) ?? -1];
    expect(whole?.slice(2, 6)).toEqual(["Cộng", asked.from, asked.asOf, null]);
    expect(union?.total.closing).toBe(55);
    expect(cellOf("Có ở cuối kỳ")).toBe(55);
    expect(cellOf("Cộng tăng")).toBe(sumOf(union?.total.entries ?? {}));
    expect(cellOf("Số liệu")).toBe("Khớp");
    expect(table?.labels.join(" ")).not.toMatch(/dân tộc/i);
    const ofUnit = { ...asked, unit: districtA };
    expect((await file(officer, "movements", ofUnit))?.ids).toContain(cell);

    const question = { ...asked, line: "union" as const };
    const behind = await page(officer, (tx) =>
      movementPeople(officer, tx, "closing", question, undefined, 99),
    );
    const everybody = await people(officer, "movement-people", { ...question, movement: "closing" });
    expect(everybody?.ids).toEqual(behind?.people.map((one) => one.personId));
    expect(everybody?.rows).toHaveLength(behind?.total ?? -1);
    expect(everybody?.rows[0]).toContain("Có ở cuối kỳ");

    const ours = [personId, cell, districtA, ...(everybody?.ids ?? []).map(String)];
    const stranger = world.outsiders["another province's officer"];
    for (const who of [stranger, residence]) {
      const taken = [
        ...((await people(who, "residence-people", { show: "away" }))?.ids ?? []),
        ...((await people(who, "movement-people", question))?.ids ?? []),
        ...((await file(who, "residence"))?.ids ?? []),
        ...((await file(who, "movements", asked))?.ids ?? []),
      ];
      expect(taken.filter((id) => ours.includes(String(id)))).toEqual([]);
    }
    expect((await people(stranger, "referrals"))?.rows).toEqual([]);
  });
});
