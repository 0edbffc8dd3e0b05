import type { Writer } from "./rows";

/**
 * What was checked, helped and evaluated: the province's check of a unit and the unit's of an organisation, with remedies confirmed,
 * reported, to come and late; support with money and material; the evaluation of a quarter.
 */
export async function writeOversight(
  write: Writer,
  place: { unitId: string; provinceId: string; officerId: string; branchId: string },
  departmentId: string,
): Promise<void> {
  const by = (accountId: string) => ({ recorded_by_id: accountId, is_demo: true });
  const ofUnit = { line: "union", unit_id: place.unitId, province_id: place.provinceId };
  const ofBranch = { ...ofUnit, branch_id: place.branchId };
  type Step = { move: string; on: string; note: string; by: string };
  const request = async (
    inspectionId: string,
    facts: { text: string; dueOn: string; state: string; by: string },
    steps: readonly Step[],
  ) => {
    const id = await write.insert("inspection_request", {
      ...{ inspection_id: inspectionId, text: facts.text, due_on: facts.dueOn, state: facts.state },
      ...by(facts.by),
    });
    for (const [index, { move, on, note, by: who }] of steps.entries()) {
      await write.insert("inspection_step", { request_id: id, order: index + 1, move, on, note, ...by(who) });
    }
  };
  const ofProvince = await write.insert("inspection", {
    ...{ ...ofUnit, by_unit_id: place.provinceId, on: "2014-11-18", decision_number: "64 -QĐ/TĐTN" },
    team: "Trưởng ban và hai cán bộ Ban Tổ chức – Kiểm tra (minh hoạ)",
    findings: "Sổ sách đủ; chưa giao người theo dõi từng doanh nghiệp (minh hoạ)",
    ...by(departmentId),
  });
  const asked = { by: departmentId };
  await request(
    ofProvince,
    {
      ...asked,
      text: "Phân công cán bộ theo dõi từng doanh nghiệp (minh hoạ)",
      dueOn: "2014-12-05",
      state: "open",
    },
    [],
  );
  await request(
    ofProvince,
    {
      ...asked,
      text: "Bổ sung danh sách doanh nghiệp chưa khảo sát (minh hoạ)",
      dueOn: "2014-12-10",
      state: "reported",
    },
    [{ move: "reported", on: "2014-12-09", note: "Đã bổ sung (minh hoạ)", by: place.officerId }],
  );
  const ofCell = await write.insert("inspection", {
    ...{ ...ofBranch, by_unit_id: place.unitId, on: "2014-11-25" },
    team: "Phó Bí thư và một cán bộ Thành đoàn (minh hoạ)",
    findings: "Sinh hoạt đều; sổ chi đoàn ghi thiếu (minh hoạ)",
    ...by(place.officerId),
  });
  const cell = { by: place.officerId };
  await request(
    ofCell,
    { ...cell, text: "Ghi đủ sổ chi đoàn từ tháng 9 (minh hoạ)", dueOn: "2014-12-31", state: "open" },
    [],
  );
  await request(
    ofCell,
    { ...cell, text: "Niêm yết lịch sinh hoạt theo ca (minh hoạ)", dueOn: "2014-12-08", state: "confirmed" },
    [{ move: "confirmed", on: "2014-12-08", note: "Đã xem tại chỗ (minh hoạ)", by: place.officerId }],
  );
  await write.insert("support_visit", {
    ...{ ...ofBranch, by_unit_id: place.unitId, on: "2014-11-08", money: 2_000_000 },
    ...{ visitors: "Cán bộ Thành đoàn (minh hoạ)", material: "Sổ chi đoàn, tài liệu sinh hoạt (minh hoạ)" },
    ...{ result: "Chi đoàn tổ chức được buổi sinh hoạt theo ca (minh hoạ)", ...by(place.officerId) },
  });
  await write.insert("evaluation", {
    ...{ ...ofBranch, by_unit_id: place.unitId, from_on: "2014-07-01", to_on: "2014-09-30" },
    assessment: "Giữ được sinh hoạt, phát triển đoàn viên chậm (minh hoạ)",
    ...{ lessons: "Hẹn lịch với quản đốc từ đầu tháng (minh hoạ)", ...by(place.officerId) },
  });
}
