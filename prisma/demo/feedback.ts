import { morningOf, type Writer } from "./rows";

/** Difficulties and proposals on their way: one fresh, one passed on, one answered and not yet confirmed. */
export async function writeIssues(
  write: Writer,
  raiser: { accountId: string; branchId: string; unitId: string; provinceId: string },
  officerId: string,
): Promise<void> {
  type Step = { move: string; stage: string; text: string; byId: string; on: string };
  const issue = async (
    facts: { kind: string; category: string; text: string; answerBy?: string },
    path: readonly [Step, ...Step[]],
  ) => {
    const last = path.at(-1) ?? path[0];
    const id = await write.insert("issue", {
      ...{ kind: facts.kind, category: facts.category, text: facts.text, line: "union", stage: last.stage },
      ...{ answer_by: facts.answerBy ?? null, answered_on: last.stage === "answered" ? last.on : null },
      ...{ branch_id: raiser.branchId, unit_id: raiser.unitId, province_id: raiser.provinceId },
      ...{ raised_by_id: raiser.accountId, raised_on: path[0].on, raised_at: morningOf(path[0].on) },
      ...{ version: path.length, is_demo: true },
    });
    for (const { move, stage, text, byId, on } of path) {
      const at = { on, at: morningOf(on) };
      await write.insert("issue_step", { issue_id: id, move, stage, text, by_id: byId, ...at });
    }
  };
  const raised = (text: string, on: string): Step => ({
    ...{ move: "raised", stage: "unit", text, on, byId: raiser.accountId },
  });
  const noTime = "Công nhân làm theo ca, chưa có giờ sinh hoạt chung (minh hoạ)";
  await issue({ kind: "difficulty", category: "no_time", text: noTime, answerBy: "2014-12-31" }, [
    raised(noTime, "2014-12-08"),
  ]);
  const noFunds = "Đề nghị hỗ trợ kinh phí ra mắt câu lạc bộ (minh hoạ)";
  await issue({ kind: "proposal", category: "no_funds", text: noFunds }, [
    raised(noFunds, "2014-11-17"),
    {
      ...{ move: "passed_on", stage: "department", text: "Vượt khả năng của huyện (minh hoạ)" },
      ...{ byId: officerId, on: "2014-11-20" },
    },
  ]);
  const unclear = "Chưa rõ hồ sơ kết nạp tại doanh nghiệp (minh hoạ)";
  await issue({ kind: "difficulty", category: "unclear_guidance", text: unclear }, [
    raised(unclear, "2014-11-03"),
    {
      ...{ move: "answered", stage: "answered", text: "Làm theo Hướng dẫn thực hiện Điều lệ (minh hoạ)" },
      ...{ byId: officerId, on: "2014-11-06" },
    },
  ]);
}
