import { morningOf, type Writer } from "./rows";

/** Two units that the department urged to finish their survey: one with a day, one without. */
export async function writeReminders(
  write: Writer,
  { id: planId }: { id: string },
  departmentId: string,
  units: readonly { unitId: string; unitName: string }[],
): Promise<void> {
  const sent = [
    { on: "2014-11-26", due_on: "2014-12-10" },
    { on: "2014-12-08", due_on: null },
  ];
  for (const [index, days] of sent.entries()) {
    const unit = units[index];
    if (!unit) continue;
    await write.insert("reminder", {
      ...{ plan_id: planId, unit_id: unit.unitId, asks: "{surveyed}", to_name: unit.unitName, ...days },
      text: `Đề nghị ${unit.unitName} hoàn thành khảo sát doanh nghiệp theo Kế hoạch 105 (minh hoạ).`,
      ...{ recorded_by_id: departmentId, recorded_at: morningOf(days.on), is_demo: true },
    });
  }
}
