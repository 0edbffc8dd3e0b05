import { morningOf, type Writer } from "./rows";

/** The weights of the first days, and those the department set when the surveys showed how small the enterprises are. */
export async function writePriority(write: Writer, provinceId: string, departmentId: string): Promise<void> {
  const set = (row: Record<string, unknown>) =>
    write.insert("priority_weights", {
      ...{ province_id: provinceId, entrepreneur: 30, size: 30, concentration: 40, is_demo: true },
      ...{ recorded_by_id: departmentId, ...row },
    });
  const first = { valid_from: "2014-10-24", workers_full: 100, people_full: 50 };
  const start = "Bắt đầu thực hiện kế hoạch (minh hoạ)";
  await set({
    ...first,
    reason: start,
    recorded_at: morningOf("2014-10-24"),
    voided_at: morningOf("2014-11-17"),
  });
  await set({ ...first, valid_to: "2014-11-17", reason: start, recorded_at: morningOf("2014-11-17") });
  await set({
    ...{ valid_from: "2014-11-17", workers_full: 60, people_full: 30, recorded_at: morningOf("2014-11-17") },
    reason: "Doanh nghiệp trong tỉnh phần lớn dưới 60 lao động (minh hoạ)",
  });
}
