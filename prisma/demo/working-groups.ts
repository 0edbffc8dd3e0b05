import { morningOf, type Writer } from "./rows";

type Place = { unitId: string; officerId: string };

/**
 * Two working groups: one that surveys, with a head, somebody of another body, a schedule and enterprises of the campaign; one that is
 * only planned. Nobody in them is a real person.
 */
export async function writeWorkingGroups(
  write: Writer,
  { campaignId, surveying, planned }: { campaignId: string; surveying: Place; planned: Place },
): Promise<void> {
  const recorded = (place: Place, on: string) => ({
    ...{ recorded_by_id: place.officerId, recorded_at: morningOf(on), is_demo: true },
  });
  const group = async (place: Place, name: string, road: readonly [state: string, on: string][]) => {
    const id = await write.insert("working_group", {
      ...{
        unit_id: place.unitId,
        name,
        state: road.at(-1)?.[0],
        purpose: "Khảo sát, nắm tình hình (minh hoạ)",
      },
      ...{ created_by_id: place.officerId, created_at: morningOf(road[0]?.[1] ?? ""), is_demo: true },
    });
    for (const [index, [state, on]] of road.entries()) {
      await write.insert("working_group_step", {
        ...{ group_id: id, order: index + 1, state, on, ...recorded(place, on) },
        document_number: state === "established" ? "21 -QĐ/ĐTN (minh hoạ)" : null,
      });
    }
    return id;
  };
  await group(planned, "Tổ công tác khảo sát huyện (minh hoạ)", [["planned", "2014-12-08"]]);
  const id = await group(surveying, "Tổ công tác khảo sát doanh nghiệp (minh hoạ)", [
    ["planned", "2014-11-03"],
    ["established", "2014-11-10"],
    ["surveying", "2014-11-17"],
  ]);
  const part = { group_id: id, ...recorded(surveying, "2014-11-10") };
  await write.insert("working_group_member", {
    ...{ ...part, account_id: surveying.officerId, name: "Cán bộ Đoàn Khối (minh hoạ)", role: "head" },
    valid_from: "2014-11-10",
  });
  await write.insert("working_group_member", {
    ...{ ...part, name: "Cán bộ công đoàn (minh hoạ)", body: "Liên đoàn Lao động tỉnh", role: "member" },
    valid_from: "2014-11-10",
  });
  const { rows } = await write.client.query<{ id: string }>(
    `select e.id from enterprise e where e.union_unit_id = $1 and not exists (
       select 1 from survey s where s.enterprise_id = e.id and s.state = 'accepted') order by e.sort_key, e.id limit 4`,
    [surveying.unitId],
  );
  for (const [index, enterprise] of rows.entries()) {
    await write.insert("survey_assignment", {
      ...{
        campaign_id: campaignId,
        enterprise_id: enterprise.id,
        working_group_id: id,
        valid_from: "2014-11-17",
      },
      ...recorded(surveying, "2014-11-17"),
    });
    await write.insert("working_group_visit", {
      ...{ ...part, enterprise_id: enterprise.id, planned_on: `2014-12-${12 + index * 3}` },
      content: "Khảo sát, gặp chủ doanh nghiệp",
    });
  }
  await write.insert("working_group_product", {
    ...{
      ...part,
      kind: "advice",
      on: "2014-12-10",
      text: "Đề nghị cấp uỷ chọn hai doanh nghiệp làm điểm (minh hoạ)",
    },
  });
}
