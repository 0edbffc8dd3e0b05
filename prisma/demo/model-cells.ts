import type { DemoBranch } from "./organisations";
import { morningOf, type Writer } from "./rows";

/** Invented: the province's own criteria were found in no source (domain 0.2), so these say in every line what they are. */
const CRITERIA = [
  { text: "Sinh hoạt chi đoàn đều theo kỳ (minh hoạ)", points: 30, required: true, fact: "meetings" },
  { text: "Đoàn phí thu, nộp đúng hạn (minh hoạ)", points: 20, required: false, fact: "fees" },
  {
    text: "Kết nạp được đoàn viên mới trong năm (minh hoạ)",
    points: 20,
    required: false,
    fact: "admissions",
  },
  { text: "Xếp loại khá trở lên (minh hoạ)", points: 20, required: false, fact: "rating" },
  { text: "Có việc làm cụ thể giúp sản xuất (minh hoạ)", points: 10, required: false, fact: null },
] as const;

type People = { organisation: string; superior: string };

/** Criteria of two years, a chi đoàn recognised last year, and registrations of this year at every step. */
export async function writeModelCells(
  write: Writer,
  given: { provinceId: string; departmentId: string },
  branchOf: (key: string) => DemoBranch,
  accountsOf: (branch: DemoBranch) => People,
): Promise<void> {
  const sets = new Map<number, { id: string; criteria: { id: string; points: number }[] }>();
  for (const year of [2013, 2014]) {
    const id = await write.insert("model_cell_set", {
      ...{ province_id: given.provinceId, year, name: `Bộ tiêu chí chi đoàn mạnh năm ${year} (minh hoạ)` },
      ...{ pass_points: 70, note: "Dữ liệu minh hoạ: chưa tìm thấy tiêu chí của tỉnh", is_demo: true },
      ...{ recorded_by_id: given.departmentId, recorded_at: morningOf(`${year}-01-10`) },
    });
    const criteria: { id: string; points: number }[] = [];
    for (const [index, { text, points, required, fact }] of CRITERIA.entries()) {
      const criterion = await write.insert("model_cell_criterion", {
        ...{ set_id: id, order: index + 1, text, points, is_required: required, fact, is_demo: true },
      });
      criteria.push({ id: criterion, points });
    }
    sets.set(year, { id, criteria });
  }

  const registration = async (
    key: string,
    year: number,
    steps: readonly (readonly [state: string, on: string, note?: string])[],
    cut = 0,
  ) => {
    const branch = branchOf(key);
    const by = accountsOf(branch);
    const set = sets.get(year);
    const [first] = steps;
    const last = steps.at(-1);
    if (!set || !first || !last) throw new Error(`The demo has no criteria of ${year}`);
    const id = await write.insert("model_cell", {
      ...{ branch_id: branch.id, set_id: set.id, year, state: last[0], is_demo: true },
      ...{ recorded_by_id: by.organisation, recorded_at: morningOf(first[1]) },
    });
    for (const [index, [state, on, note]] of steps.entries()) {
      const isOwn = state === "registered" || state === "self_scored";
      const recorder = {
        recorded_by_id: isOwn ? by.organisation : by.superior,
        recorded_at: morningOf(on),
        is_demo: true,
      };
      await write.insert("model_cell_step", {
        ...{ model_cell_id: id, order: index + 1, state, on, note: note ?? null, ...recorder },
        document_number: state === "recognised" ? "28 -QĐ/ĐTN" : null,
      });
      const stage = state === "self_scored" ? "self" : state === "checked" ? "superior" : null;
      if (!stage) continue;
      for (const [row, criterion] of set.criteria.entries()) {
        // The level above takes some points back where the minutes are missing, and says so.
        const less = stage === "superior" && row === 0 ? cut : 0;
        await write.insert("model_cell_score", {
          ...{ model_cell_id: id, criterion_id: criterion.id, stage, points: criterion.points - less },
          note: less > 0 ? "Hai buổi không có biên bản (minh hoạ)" : null,
          ...recorder,
        });
      }
    }
  };

  const scored = [
    ["registered", "2014-03-10"],
    ["self_scored", "2014-12-02"],
  ] as const;
  await registration("040/steady_cell", 2013, [
    ["registered", "2013-03-12"],
    ["self_scored", "2013-12-05"],
    ["checked", "2013-12-12"],
    ["recognised", "2013-12-25"],
  ]);
  await registration("040/steady_cell", 2014, scored);
  await registration("040/grassroots_cell", 2014, scored.slice(0, 1));
  await registration("047/steady_cell", 2014, [...scored, ["checked", "2014-12-09"]]);
  await registration(
    "bloc/steady_cell",
    2014,
    [
      ...scored,
      ["checked", "2014-12-08"],
      ["not_recognised", "2014-12-12", "Thiếu tiêu chí bắt buộc (minh hoạ)"],
    ],
    5,
  );
}
