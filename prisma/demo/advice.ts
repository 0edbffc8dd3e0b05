import type { Writer } from "./rows";

type Sent = {
  unitId: string;
  provinceId: string;
  accountId: string;
  category: string;
  bodyName: string;
  body?: string;
  asked: string;
  on: string;
  number: string;
  enterpriseId?: string | undefined;
  caseId?: string | undefined;
  campaignId?: string | undefined;
  answerBy?: string;
};
type Step = { move: string; on: string; content: string; number?: string; granted?: number };

/**
 * Papers to Party committees and authorities: one agreed to with money granted, one that wants more, one long without an answer, one
 * report of how things stand, and one of the province.
 */
export async function writeAdvice(
  write: Writer,
  place: { unitId: string; provinceId: string; officerId: string },
  department: { accountId: string; campaignId: string },
): Promise<void> {
  const paper = async (sent: Sent, state: string, steps: readonly Step[]) => {
    const last = steps.findLast(({ move }) => move === "supplemented");
    const id = await write.insert("advice", {
      ...{ line: "union", unit_id: sent.unitId, province_id: sent.provinceId, category: sent.category },
      ...{ body: sent.body ?? "party_committee", body_name: sent.bodyName, asked: sent.asked },
      ...{ document_number: sent.number, sent_on: sent.on, answer_by: sent.answerBy ?? null },
      ...{ enterprise_id: sent.enterpriseId ?? null, case_id: sent.caseId ?? null },
      ...{ campaign_id: sent.campaignId ?? null, state },
      ...{ waiting_since: state === "waiting" ? (last?.on ?? sent.on) : null },
      ...{ recorded_by_id: sent.accountId, is_demo: true },
    });
    for (const [index, { move, on, content, number, granted }] of steps.entries()) {
      await write.insert("advice_step", {
        ...{ advice_id: id, order: index + 1, move, on, content, document_number: number ?? null },
        ...{ granted: granted ?? null, recorded_by_id: sent.accountId, is_demo: true },
      });
    }
  };
  const { rows } = await write.client.query<{ id: string; enterpriseId: string; name: string }>(
    `select c.id, c.enterprise_id as "enterpriseId", e.name from establishment_case c join enterprise e on e.id = c.enterprise_id
     where c.union_unit_id = $1 and c.line = 'union' and c.closed_on is null order by c.opened_on, c.id limit 1`,
    [place.unitId],
  );
  const [found] = rows;
  const unit = {
    ...{ unitId: place.unitId, provinceId: place.provinceId, accountId: place.officerId },
    bodyName: "Ban Thường vụ Thành ủy (minh hoạ)",
  };
  await paper(
    {
      ...{ ...unit, category: "guidance", on: "2014-11-05", number: "31 -BC/ĐTN" },
      asked: found
        ? `Xin chủ trương vận động thành lập tổ chức tại ${found.name} (minh hoạ)`
        : "Xin chủ trương vận động thành lập tổ chức trong doanh nghiệp (minh hoạ)",
      ...{ enterpriseId: found?.enterpriseId, caseId: found?.id },
    },
    "agreed",
    [{ move: "agreed", on: "2014-11-12", number: "88 -TB/TU", content: "Đồng ý chủ trương (minh hoạ)" }],
  );
  await paper(
    {
      ...{ ...unit, category: "resources", on: "2014-11-10", number: "33 -TTr/ĐTN" },
      ...{ body: "government", bodyName: "Ủy ban nhân dân thành phố (minh hoạ)" },
      asked: "Đề nghị kinh phí ra mắt, hoạt động năm đầu của chi đoàn mới (minh hoạ)",
    },
    "agreed",
    [
      { move: "more_wanted", on: "2014-11-17", content: "Bổ sung dự toán (minh hoạ)" },
      { move: "supplemented", on: "2014-11-20", content: "Đã gửi dự toán (minh hoạ)" },
      { move: "agreed", on: "2014-11-27", number: "1204 -UBND", content: "Đồng ý hỗ trợ (minh hoạ)" },
      {
        move: "outcome",
        on: "2014-12-04",
        content: "Cấp qua ngân sách thành phố (minh hoạ)",
        granted: 15_000_000,
      },
    ],
  );
  await paper(
    {
      ...{ ...unit, category: "mechanism", on: "2014-11-24", number: "36 -TTr/ĐTN" },
      asked: "Đề nghị đưa việc thành lập tổ chức Đoàn vào quy chế phối hợp với doanh nghiệp (minh hoạ)",
    },
    "more_wanted",
    [{ move: "more_wanted", on: "2014-12-08", content: "Nêu rõ doanh nghiệp làm điểm (minh hoạ)" }],
  );
  await paper(
    {
      ...{ ...unit, category: "situation", on: "2014-12-01", number: "38 -BC/ĐTN" },
      ...{ asked: "Báo cáo thực trạng sau khảo sát (minh hoạ)", campaignId: department.campaignId },
    },
    "waiting",
    [],
  );
  await paper(
    {
      ...{ unitId: place.provinceId, provinceId: place.provinceId, accountId: department.accountId },
      ...{ bodyName: "Ban Dân vận Tỉnh ủy (minh hoạ)", category: "policy", on: "2014-10-30" },
      ...{
        number: "112 -TTr/TĐTN",
        asked: "Đề nghị chính sách cho cán bộ Đoàn, Hội trong doanh nghiệp (minh hoạ)",
      },
    },
    "waiting",
    [],
  );
}
