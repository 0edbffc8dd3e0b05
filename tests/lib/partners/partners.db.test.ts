import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { correctActivity } from "@/lib/activities/commands";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import {
  addPartner,
  recordAgreement,
  recordJoint,
  renamePartner,
  takeBackAgreement,
  takeBackJoint,
} from "@/lib/partners/commands";
import { activitiesToName, findPartner, listPartners } from "@/lib/partners/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, province, row, viewer } from "@/tests/support/factories";
import { plainActivity } from "@/tests/support/factories-branches";
import { agreeing, joining, partnerAt } from "@/tests/support/factories-partners";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
beforeAll(async () => {
  await owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')");
});

async function world() {
  const home = await province();
  const { provinceId, districtA, districtB } = home;
  const branchId = await branch({ provinceId, unitId: districtA });
  const away = await province();
  return {
    ...{ ...home, branchId },
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    department: await viewer({ role: "org_department", provinceId }),
    hoi: await viewer({ role: "association_department", provinceId, line: "association" }),
    committee: await viewer({ role: "province_board", provinceId }),
    secretary: await viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId }),
    stranger: await viewer({ role: "org_department", provinceId: away.provinceId }),
  };
}

const seen = (who: Viewer, partnerId: string) => withViewer(who, (tx) => findPartner(who, tx, partnerId));
const naming = { name: "Liên đoàn Lao động huyện", contact: "Văn phòng", validFrom: "2014-01-01" };

describe("row 49: bodies the plan's work is done with", () => {
  it("are kept by a unit or the province, and read in the whole province and nowhere else", async () => {
    const { districtA, districtB, provinceId, ...who } = await world();
    const add = (viewer: Viewer, unitId: string) =>
      addPartner(viewer, deed(), { ...naming, unitId, kind: "trade_union" });
    const answers = [
      await add(who.officer, districtA),
      await add(who.department, provinceId),
      await add(who.hoi, provinceId),
      await add(who.officer, districtB),
      await add(who.department, districtA),
      await add(who.committee, provinceId),
      await add(who.secretary, districtA),
    ];
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false, false, false, false]);
    const [first] = answers;
    if (!first?.ok) throw new Error("refused");
    const { partnerId } = first.value;
    for (const name of ["sibling", "committee", "secretary", "hoi"] as const)
      expect(await seen(who[name], partnerId), name).toMatchObject({ isKeeper: false });
    expect(await seen(who.stranger, partnerId)).toBe(null);
    expect(await withViewer(who.stranger, (tx) => listPartners(who.stranger, tx, {}))).toEqual([]);
    const found = await withViewer(who.sibling, (tx) => listPartners(who.sibling, tx, { q: "lao dong" }));
    expect(found).toHaveLength(3);
    const raw = withViewer(who.sibling, (tx) =>
      tx.partnerName.create({
        data: {
          ...{ id: newId(), partnerId, name: "x", sortKey: "x", validFrom: new Date("2014-02-01") },
          recordedById: who.sibling.accountId,
        },
      }),
    );
    await expect(raw).rejects.toThrow();
  });

  it("keep their earlier names; a name of the same day is put right, the row before it voided", async () => {
    const { districtA, officer, sibling } = await world();
    const partnerId = await partnerAt(districtA);
    const rename = (who: Viewer, name: string, validFrom: string) =>
      renamePartner(who, deed(), { partnerId, name, contact: null, validFrom });
    expect(await rename(sibling, "Khác", "2014-06-01")).toMatchObject({ refusal: "partner_not_found" });
    expect(await rename(officer, "Mai sau", "2014-12-16")).toMatchObject({ refusal: "in_future" });
    expect((await rename(officer, "Liên đoàn Lao động thành phố", "2014-06-01")).ok).toBe(true);
    expect((await rename(officer, "LĐLĐ thành phố", "2014-06-01")).ok).toBe(true);
    const partner = await seen(officer, partnerId);
    expect(partner?.name).toBe("LĐLĐ thành phố");
    expect(partner?.names.map(({ name }) => name)).toEqual(["Liên đoàn Lao động", "LĐLĐ thành phố"]);
    const { rows } = await owner.query(
      "select count(voided_at)::int as voided from partner_name where partner_id = $1",
      [partnerId],
    );
    expect(rows[0].voided).toBe(1);
  });

  it("sign agreements and do things together with any desk of the province, each on its line", async () => {
    const { districtA, districtB, provinceId, branchId, ...who } = await world();
    const partnerId = await partnerAt(districtA);
    const agreed = await recordAgreement(who.sibling, deed(), agreeing(partnerId, districtB));
    expect(agreed.ok).toBe(true);
    const refused = [
      await recordAgreement(who.sibling, deed(), agreeing(partnerId, districtA)),
      await recordAgreement(who.hoi, deed(), agreeing(partnerId, provinceId)),
      await recordAgreement(who.stranger, deed(), agreeing(partnerId, provinceId)),
    ];
    expect(refused.map(({ ok }) => ok)).toEqual([false, false, false]);
    const reversed = agreeing(partnerId, districtB, { untilOn: "2014-10-31" });
    expect(await recordAgreement(who.sibling, deed(), reversed)).toMatchObject({ refusal: "days_reversed" });
    const activityId = await row("activity", {
      ...{
        branch_id: branchId,
        kind: "meeting",
        on: "2014-11-20",
        title: "Hội thao",
        recorded_by_id: newId(),
      },
    });
    const join = (viewer: Viewer, unitId: string, given = {}) =>
      recordJoint(viewer, deed(), joining(partnerId, unitId, given));
    expect(await join(who.sibling, districtB, { activityId })).toMatchObject({
      refusal: "activity_not_found",
    });
    expect((await join(who.officer, districtA, { activityId })).ok).toBe(true);
    expect(await withViewer(who.officer, (tx) => activitiesToName(who.officer, tx))).toMatchObject([
      { value: activityId },
    ]);
    const page = await seen(who.officer, partnerId);
    expect(page?.activities).toMatchObject([{ activity: { id: activityId }, isOwn: true }]);
    expect(page?.agreements).toMatchObject([{ inForce: true, isOwn: false }]);
    // The sibling reads that it was, not whose activity it was.
    expect((await seen(who.sibling, partnerId))?.activities).toMatchObject([
      { activity: null, isOwn: false },
    ]);
    // Corrected, it is still what was done together; taken back, only the words stay.
    const corrected = await correctActivity(who.officer, deed("Ghi nhầm tên"), {
      ...{ ...plainActivity, branchId, title: "Hội thao ngành", on: "2014-11-20" },
      activityId,
    });
    if (!corrected.ok) throw new Error(corrected.refusal);
    const { activityId: newer } = corrected.value;
    expect((await seen(who.officer, partnerId))?.activities).toMatchObject([
      { activity: { id: newer, title: "Hội thao ngành" } },
    ]);
    await owner.query("update activity set voided_at = now() where id = $1", [newer]);
    expect((await seen(who.officer, partnerId))?.activities[0]?.activity).toBe(null);

    const agreementId = page?.agreements[0]?.id ?? "";
    const jointId = page?.activities[0]?.id ?? "";
    const back = { why: "Nhầm" };
    expect((await takeBackAgreement(who.officer, deed(), { ...back, agreementId })).ok).toBe(false);
    expect((await takeBackAgreement(who.sibling, deed(), { ...back, agreementId })).ok).toBe(true);
    expect((await takeBackJoint(who.sibling, deed(), { ...back, jointId })).ok).toBe(false);
    expect((await takeBackJoint(who.officer, deed(), { ...back, jointId })).ok).toBe(true);
    expect(await seen(who.officer, partnerId)).toMatchObject({ agreements: [], activities: [] });
  });
});
