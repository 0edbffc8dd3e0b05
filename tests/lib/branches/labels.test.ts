import { describe, expect, it } from "vitest";
import { decisionLine, explainFinding, explainObstacles } from "@/lib/branches/labels";

describe("a finding in words", () => {
  it.each([
    [
      { rule: "V06", blocks: true, members: 2, minimum: 3 },
      "Chi đoàn phải có từ 3 đoàn viên, danh sách mới có 2.",
    ],
    [
      { rule: "V07", blocks: false, members: 12, minimumMembers: 30, cells: 1, minimumCells: 2 },
      "Đoàn cơ sở cần ít nhất 2 chi đoàn và 30 đoàn viên, ở đây có 1 chi đoàn và 12 đoàn viên.",
    ],
    [
      { rule: "V20", blocks: false, skipped: ["survey", "party_report"] },
      "Quyết định có trước bước khảo sát doanh nghiệp và bước báo cáo cấp ủy: bước bị bỏ qua. Nêu lý do ở ô bên dưới.",
    ],
    [{ rule: "V21", blocks: true }, "Cơ quan ra quyết định không phải cấp trên trực tiếp vào ngày đó."],
  ] as const)("%o", (finding, sentence) => {
    expect(
      explainFinding("skipped" in finding ? { ...finding, skipped: [...finding.skipped] } : finding),
    ).toBe(sentence);
  });

  it("says that the Hội's minimum is ours and not a rule", () => {
    const sentence = explainFinding({ rule: "chapter_minimum", blocks: false, members: 1, minimum: 3 });
    expect(sentence).toContain("chưa tìm thấy quy định");
  });
});

describe("what stands in the way of ending (V34)", () => {
  it("names only what is there, and members by their line", () => {
    const none = { members: 0, admissions: 0, children: 0, cases: 0, transfers: 0 };
    expect(explainObstacles(none, "cell")).toEqual([]);
    expect(explainObstacles({ ...none, members: 2 }, "chapter")).toEqual([
      "Còn 2 hội viên chưa chuyển đi hoặc cho thôi.",
    ]);
    expect(explainObstacles({ ...none, cases: 1, transfers: 3 }, "cell")).toEqual([
      "Còn 1 hồ sơ vận động đang mở ở doanh nghiệp của tổ chức này.",
      "Còn 3 lần chuyển sinh hoạt đi hoặc đến chưa xong.",
    ]);
  });
});

describe("a decision as a line", () => {
  it.each([
    ["12 -QĐ/HĐ", "2014-03-05", "12 -QĐ/HĐ, 05/03/2014"],
    [null, null, "Chưa có quyết định"],
  ])("%s of %s", (number, on, line) => {
    expect(decisionLine(number, on)).toBe(line);
  });
});
