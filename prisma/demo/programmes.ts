import { morningOf, type Writer } from "./rows";

type Place = { unitId: string; officerId: string; areaId: string };

/**
 * One unit's way from needs to activities: a programme with one item done by the unit itself, one that is overdue and one an
 * organisation is to do, and what came of a production activity.
 */
export async function writeProgrammes(write: Writer, place: Place, branchId: string): Promise<void> {
  const { unitId, officerId, areaId } = place;
  const recorded = { recorded_by_id: officerId, recorded_at: morningOf("2014-11-18"), is_demo: true };
  const programmeId = await write.insert("programme", {
    ...{ unit_id: unitId, title: "Mùa đông ấm cho công nhân trẻ (minh hoạ)" },
    ...{
      starts_on: "2014-11-20",
      ends_on: "2015-03-31",
      note: "Lập từ phiếu khảo sát (minh hoạ)",
      ...recorded,
    },
  });
  const item = async (key: string, given: Record<string, unknown>) => {
    const id = write.id(`programme_item/${key}`);
    const who = { responsible: "Phó bí thư (minh hoạ)", audience: "thanh niên công nhân" };
    await write.insert("programme_item", {
      id,
      item_id: id,
      programme_id: programmeId,
      ...who,
      ...given,
      ...recorded,
    });
    return id;
  };
  const care = await item("care", {
    ...{ needs: ["housing"], title: "Tặng chăn ấm ở khu nhà trọ", kind: "care", form: "gathered" },
    planned_on: "2014-12-06",
  });
  await item("training", {
    ...{ needs: ["vocational_training"], title: "Ôn tay nghề sau ca", kind: "training", form: "by_shift" },
    planned_on: "2014-12-10",
  });
  await item("sport", {
    ...{
      needs: ["culture_sport"],
      title: "Giao lưu bóng bàn giữa các ca",
      kind: "cultural",
      form: "by_shift",
    },
    ...{ planned_on: "2014-12-26", branch_id: branchId },
  });
  await write.insert("activity", {
    ...{ unit_id: unitId, line: "union", kind: "care", form: "gathered", on: "2014-12-06", is_joint: true },
    ...{
      title: "Tặng chăn ấm ở khu nhà trọ",
      participants: 24,
      youth_participants: 24,
      benefits_youth: true,
    },
    ...{ benefit_youth: "Công nhân ở trọ có chăn ấm (minh hoạ)", care_kind: "lodging", beneficiaries: 40 },
    ...{ care_cash: 2_000_000, care_in_kind: 8_000_000, area_id: areaId, needs: ["housing"] },
    ...{ programme_item_id: care, ...recorded, recorded_at: morningOf("2014-12-06") },
  });
  await write.insert("activity", {
    ...{ branch_id: branchId, kind: "production", form: "by_shift", on: "2014-11-29", participants: 9 },
    ...{
      title: "Thi sáng kiến ca đêm",
      union_participants: 6,
      benefits_youth: true,
      benefits_enterprise: true,
    },
    ...{ benefit_enterprise: "Giảm phế phẩm ở một công đoạn (minh hoạ)", result: "Hoạt động minh hoạ" },
    ...{ initiatives: 2, savings: 15_000_000, youth_projects: 1, needs: ["vocational_training"] },
    ...{ ...recorded, recorded_at: morningOf("2014-11-29") },
  });
}
