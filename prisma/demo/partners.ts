import { textSortKey } from "@/lib/text/sort-key";
import type { Writer } from "./rows";

/** Bodies that work with the Union: one of the province with an agreement, one that was renamed, one of a unit, and what was done. */
export async function writePartners(
  write: Writer,
  place: { unitId: string; provinceId: string; officerId: string; branchId: string },
  departmentId: string,
): Promise<void> {
  const noted = (accountId: string) => ({ recorded_by_id: accountId, is_demo: true });
  const partner = async (
    by: { unitId: string; accountId: string },
    kind: string,
    names: readonly { name: string; contact: string | null; from: string }[],
  ) => {
    const at = { unit_id: by.unitId, province_id: place.provinceId };
    const id = await write.insert("partner", { ...at, kind, ...noted(by.accountId) });
    for (const { name, contact, from } of names) {
      await write.insert("partner_name", {
        ...{ partner_id: id, name, sort_key: textSortKey(name), contact, valid_from: from },
        ...noted(by.accountId),
      });
    }
    return id;
  };
  const province = { unitId: place.provinceId, accountId: departmentId };
  const unit = { unitId: place.unitId, accountId: place.officerId };
  const union = await partner(province, "trade_union", [
    { name: "Liên đoàn Lao động tỉnh (minh hoạ)", contact: "Ban Tổ chức (minh hoạ)", from: "2010-01-01" },
  ]);
  await partner(province, "young_entrepreneurs", [
    { name: "Câu lạc bộ Doanh nhân trẻ (minh hoạ)", contact: null, from: "2010-01-01" },
    { name: "Hội Doanh nhân trẻ tỉnh (minh hoạ)", contact: "Văn phòng Hội (minh hoạ)", from: "2013-01-01" },
  ]);
  const local = await partner(unit, "trade_union", [
    { name: "Liên đoàn Lao động thành phố (minh hoạ)", contact: "Văn phòng (minh hoạ)", from: "2010-01-01" },
  ]);
  await write.insert("partner_agreement", {
    ...{ partner_id: union, line: "union", unit_id: place.provinceId, province_id: place.provinceId },
    ...{ document_number: "05 -CTPH", signed_on: "2014-03-20", until_on: "2017-12-31" },
    content: "Phối hợp vận động công nhân trẻ, thành lập tổ chức Đoàn, Hội nơi đã có công đoàn (minh hoạ)",
    ...noted(departmentId),
  });
  const { rows } = await write.client.query<{ id: string; on: string; participants: number | null }>(
    `select id, "on"::text as on, participants from activity where branch_id = $1 and voided_at is null order by "on" desc, id limit 1`,
    [place.branchId],
  );
  const [activity] = rows;
  await write.insert("partner_activity", {
    ...{ partner_id: local, line: "union", unit_id: place.unitId, province_id: place.provinceId },
    ...{ activity_id: activity?.id ?? null, on: activity?.on ?? "2014-11-20" },
    ...{ content: "Cùng tổ chức cho công nhân trẻ (minh hoạ)", participants: activity?.participants ?? 30 },
    ...noted(place.officerId),
  });
  await write.insert("partner_activity", {
    ...{ partner_id: local, line: "union", unit_id: place.unitId, province_id: place.provinceId },
    ...{
      on: "2014-12-02",
      content: "Tư vấn pháp luật lao động tại khu nhà trọ (minh hoạ)",
      participants: 45,
    },
    ...noted(place.officerId),
  });
}
