import { morningOf, type Writer } from "./rows";

/** One chi đoàn's plan of the quarter, noted above, and its report on itself, sent and waiting. */
export async function writePapers(
  write: Writer,
  place: { accountId: string; branchId: string },
  officerId: string,
): Promise<void> {
  const paper = {
    branch_id: place.branchId,
    from_on: "2014-10-01",
    created_by_id: place.accountId,
    is_demo: true,
  };
  const planId = await write.insert("branch_paper", {
    ...{ ...paper, kind: "plan", state: "noted", to_on: "2014-12-31", created_at: morningOf("2014-10-02") },
    words:
      "Sinh hoạt chi đoàn, ngày 5 hằng tháng, 3 lần (minh hoạ)\nThi thợ giỏi, tháng 11, 15 người\nGiới thiệu kết nạp, 1 người",
  });
  const reportId = await write.insert("branch_paper", {
    ...{ ...paper, kind: "report", state: "sent", to_on: "2014-11-30", created_at: morningOf("2014-12-01") },
    words: "Sinh hoạt đều, ca đêm khó tập trung; đề nghị cấp trên hỗ trợ tài liệu (minh hoạ).",
    figures: JSON.stringify({
      ...{
        meetings: 2,
        activities: 1,
        participants: 30,
        joined: 0,
        left: 0,
        members: 12,
        feePayers: 10,
        feeSum: 40000,
      },
    }),
  });
  const step = (paperId: string, order: number, state: string, on: string, by: string) =>
    write.insert("branch_paper_step", {
      ...{
        paper_id: paperId,
        order,
        state,
        on,
        recorded_by_id: by,
        recorded_at: morningOf(on),
        is_demo: true,
      },
    });
  await step(planId, 1, "sent", "2014-10-03", place.accountId);
  await step(planId, 2, "noted", "2014-10-06", officerId);
  await step(reportId, 1, "sent", "2014-12-02", place.accountId);
}
