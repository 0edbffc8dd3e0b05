import { describe, expect, it } from "vitest";
import { answeredFrom, firstStage, lineAt, PARTIES, turnsOf } from "@/lib/feedback/rules";
import { IssueStage, type Line } from "@/lib/generated/prisma/enums";

const LINES: Line[] = ["union", "association"];

/** Every turn there is, as the plan's path has it: who, where it is, on which line → what may be done and where it goes. */
const LEGAL: Readonly<Record<string, string>> = {
  "unit unit union": "answered>answered passed_on>department",
  "unit unit association": "answered>answered passed_on>association_department",
  "department department union":
    "answered>answered passed_on>association_department passed_on>board sent_out>outside",
  "department outside union": "answered>answered passed_on>association_department passed_on>board",
  "association_department association_department association":
    "answered>answered passed_on>department passed_on>board sent_out>outside",
  "association_department outside association": "answered>answered passed_on>department passed_on>board",
  "board board union": "answered>answered",
  "board board association": "answered>answered",
  "raiser answered union": "confirmed>closed reopened>unit",
  "raiser answered association": "confirmed>closed reopened>unit",
  "raiser closed union": "reopened>unit",
  "raiser closed association": "reopened>unit",
};

describe("an issue's turns (domain §1.10 (7))", () => {
  it.each(
    PARTIES.flatMap((party) =>
      Object.values(IssueStage).flatMap((stage) => LINES.map((line) => [party, stage, line] as const)),
    ),
  )("are, for the %s, at %s, on the %s line, what the table says and nothing else", (party, stage, line) => {
    const turns = turnsOf(party, { stage, line, answeredFrom: "unit" });
    expect(turns.map(({ move, to }) => `${move}>${to}`).join(" ")).toBe(
      LEGAL[`${party} ${stage} ${line}`] ?? "",
    );
  });

  it("begin with the unit for an organisation, with the line's department for a unit (rows 54, 55, 61)", () => {
    expect(firstStage("branch", "union")).toBe("unit");
    expect(firstStage("branch", "association")).toBe("unit");
    expect(firstStage("unit", "union")).toBe("department");
    expect(firstStage("unit", "association")).toBe("association_department");
  });

  it("change the line with the department", () => {
    expect(lineAt("association_department", "union")).toBe("association");
    expect(lineAt("department", "association")).toBe("union");
    expect(lineAt("board", "association")).toBe("association");
  });

  it("go back, when opened again, to whoever answered last; from outside to the department", () => {
    const steps = [
      { move: "raised" as const, stage: "unit" as const },
      { move: "passed_on" as const, stage: "department" as const },
      { move: "answered" as const, stage: "answered" as const },
      { move: "noted" as const, stage: "answered" as const },
    ];
    expect(answeredFrom(steps, "union")).toBe("department");
    expect(answeredFrom(steps.slice(0, 1), "union")).toBeNull();
    const outside = [
      { move: "sent_out" as const, stage: "outside" as const },
      { move: "answered" as const, stage: "answered" as const },
    ];
    expect(answeredFrom(outside, "association")).toBe("association_department");
  });
});
