import type { CaseMove, Line } from "@/lib/generated/prisma/enums";
import type { Situation } from "./cast";
import type { DemoEnterprise } from "./enterprises";
import { morningOf, type Writer } from "./rows";

/** A step: which move, on which day, and what it carried. */
type Step = [CaseMove, on: string, facts?: Record<string, unknown>];

type Told = {
  unit: string;
  situation: Situation;
  line?: Line;
  /** When the case was opened, where the situation itself opened none. */
  openedOn?: string;
  /** So many of the six papers are there. */
  papers?: number;
  /** The first congress or consultation of the organisation that was founded. */
  congressOn?: string;
  steps: readonly Step[];
};

const agreed = { answer: "agreed", document_number: "15 -CV/HU" };
const appraised = { document_number: "07 -BB/TCKT", document_on: "2014-11-27" };
const toMobilising: readonly Step[] = [
  ["eligible", "2014-11-15"],
  ["reported", "2014-11-18", { answer: "waiting" }],
  ["reported", "2014-11-21", agreed],
  ["mobilising", "2014-11-22"],
];
const toAppraised: readonly Step[] = [
  ...toMobilising,
  ["submitted", "2014-11-25", { document_number: "21 -TTr/HĐ" }],
  ["appraised", "2014-11-27", appraised],
];

/** Every step of the machine somewhere among the sixty, each with what brought it there. */
const TOLD: readonly Told[] = [
  { unit: "043", situation: "submitted", openedOn: "2014-12-08", steps: [] },
  { unit: "042", situation: "surveyed", openedOn: "2014-11-24", steps: [] },
  {
    unit: "050",
    situation: "override_waiting",
    steps: [["not_eligible", "2014-11-25", { reason: "Mới có 2 đoàn viên, đang xin phép ngoại lệ" }]],
  },
  { unit: "047", situation: "surveyed", openedOn: "2014-12-01", steps: [["eligible", "2014-12-02"]] },
  {
    unit: "043",
    situation: "case_open",
    steps: [
      ["reported", "2014-11-27", { answer: "waiting", reason: "Bỏ qua bước xét điều kiện: cấp ủy họp sớm" }],
    ],
  },
  { unit: "051", situation: "surveyed", openedOn: "2014-11-12", papers: 3, steps: toMobilising },
  {
    unit: "bloc",
    situation: "surveyed",
    openedOn: "2014-11-12",
    papers: 6,
    steps: [
      ...toMobilising,
      ["submitted", "2014-11-25"],
      ["returned", "2014-11-28", { reason: "Đề án chưa nêu nội dung hoạt động" }],
      ["submitted", "2014-12-05", { document_number: "24 -TTr/ĐK" }],
    ],
  },
  { unit: "bloc", situation: "case_open", papers: 6, steps: bloc() },
  { unit: "052", situation: "founded", papers: 6, steps: toAppraised },
  {
    unit: "040",
    situation: "founded",
    papers: 6,
    steps: [...toAppraised, ["launched", "2014-12-03", { place: "Hội trường doanh nghiệp (minh hoạ)" }]],
  },
  {
    unit: "045",
    situation: "founded_by_override",
    papers: 6,
    steps: [
      ["not_eligible", "2014-11-10", { reason: "Mới có 2 đoàn viên" }],
      ["reported", "2014-11-12", { ...agreed, reason: "Xin phép ngoại lệ V06 trong khi chờ kết nạp" }],
      ["mobilising", "2014-11-17"],
      ["submitted", "2014-11-21"],
      ["appraised", "2014-11-27", appraised],
    ],
  },
  ...(["044", "bloc"] as const).flatMap((unit) => fallback(unit, "fallback_active")),
  ...fallback("046", "fallback_idle"),
  {
    unit: "045",
    situation: "surveyed",
    openedOn: "2014-11-10",
    steps: [
      ["eligible", "2014-11-29"],
      [
        "paused",
        "2014-12-01",
        { category: "no_time", until: "2014-12-10", reason: "Doanh nghiệp vào mùa sản xuất cao điểm" },
      ],
    ],
  },
  {
    unit: "049",
    situation: "draft",
    openedOn: "2014-12-02",
    steps: [
      [
        "refused",
        "2014-12-04",
        { category: "owner_refuses", reason: "Chủ doanh nghiệp không cho gặp công nhân" },
      ],
    ],
  },
  {
    unit: "052",
    situation: "closed",
    openedOn: "2014-11-03",
    steps: [["closed", "2014-11-20", { outcome: "dropped", reason: "Doanh nghiệp đã giải thể" }]],
  },
];

/** Accepted, waiting for its decision; the report was there before the case had steps. */
function bloc(): Step[] {
  return [
    ["eligible", "2014-11-25"],
    ["reported", "2014-11-27", agreed],
    ["mobilising", "2014-11-28"],
    ["submitted", "2014-12-05", { document_number: "23 -TTr/ĐK" }],
    ["appraised", "2014-12-09", { document_number: "09 -BB/TCKT", document_on: "2014-12-09" }],
  ];
}

/** The hard line, and the other line's case that stands in for it (row 43). */
function fallback(unit: string, situation: "fallback_active" | "fallback_idle"): Told[] {
  const hard: Step = [
    "hard",
    "2014-11-13",
    { category: "owner_refuses", reason: "Chủ doanh nghiệp chưa ủng hộ, công nhân thời vụ" },
  ];
  const other: Step[] = [
    ["mobilising", "2014-11-15", { reason: "Cấp ủy đã thống nhất chuyển sang thành lập tổ chức Hội" }],
    ["submitted", "2014-11-20"],
    ["appraised", "2014-11-26", { document_number: "03 -BB/ĐKTH", document_on: "2014-11-26" }],
  ];
  const launched: Step = ["launched", "2014-12-07", { place: "Sân bóng doanh nghiệp (minh hoạ)" }];
  const after: Step[] =
    situation === "fallback_idle" ? [] : unit === "bloc" ? [launched, ["stable", "2014-12-12"]] : [launched];
  return [
    { unit, situation, steps: [hard] },
    {
      ...{ unit, situation, line: "association", papers: 6, steps: [...other, ...after] },
      ...(situation === "fallback_active" && { congressOn: "2014-12-10" }),
    },
  ];
}

const PAPERS = ["request", "scheme", "direction", "committee", "profiles", "members"];

/** Brings the establishment cases of the demo to their steps, by their officers and the departments. */
export async function writeCases(
  write: Writer,
  enterprises: readonly DemoEnterprise[],
  { provinceId, departments }: { provinceId: string; departments: Readonly<Record<Line, string>> },
): Promise<void> {
  await write.insert("case_scheme", {
    ...{
      province_id: provinceId,
      valid_from: "2014-10-23",
      recorded_by_id: departments.union,
      is_demo: true,
    },
    stages: ["mobilising", "appraised", "launched", "first_congress"],
    idle_days: JSON.stringify({
      surveyed: 14,
      eligible: 14,
      reported: 14,
      mobilising: 30,
      submitted: 7,
      appraised: 10,
    }),
    ...{ reason: "Số ngày minh hoạ, tỉnh sửa được", recorded_at: morningOf("2014-10-23") },
  });
  for (const told of TOLD) {
    const enterprise = enterprises.find(
      ({ unit, situation }) => unit === told.unit && situation === told.situation,
    );
    if (!enterprise) throw new Error(`The demo has no ${told.situation} in ${told.unit}`);
    await tellCase(write, enterprise, told, departments);
  }
}

async function tellCase(
  write: Writer,
  { id, place }: DemoEnterprise,
  { line = "union", openedOn, papers = 0, congressOn, steps }: Told,
  departments: Readonly<Record<Line, string>>,
) {
  const recorder = { recorded_by_id: place.officerId, is_demo: true };
  const { rows } = await write.client.query<{ id: string }>(
    "select id from establishment_case where enterprise_id = $1 and line = $2 order by opened_on limit 1",
    [id, line],
  );
  const caseId =
    rows[0]?.id ??
    (await write.insert("establishment_case", {
      ...{ enterprise_id: id, line, opened_on: openedOn, note: "Hồ sơ minh hoạ", ...recorder },
      recorded_at: morningOf(openedOn ?? ""),
    }));
  for (const kind of PAPERS.slice(0, papers)) {
    const ready = steps.find(([move]) => move === "mobilising" || move === "submitted")?.[1] ?? "";
    await write.insert("case_paper", {
      ...{ case_id: caseId, kind, on: ready, note: "Bản giấy lưu tại đơn vị (minh hoạ)", ...recorder },
      recorded_at: morningOf(ready),
    });
  }
  for (const [index, [move, on, facts]] of steps.entries()) {
    const isOfDepartment = move === "appraised" || move === "returned";
    await write.insert("case_step", {
      ...{ case_id: caseId, order: index + 1, move, on, ...recorder, ...facts },
      recorded_by_id: isOfDepartment ? departments[line] : place.officerId,
      recorded_at: morningOf(on),
    });
  }
  await repeatSteps(write, caseId);
  if (!congressOn) return;
  await write.client.query(
    `update branch b set last_congress_on = $3, provisional = false from coverage c
     where c.branch_id = b.id and c.enterprise_id = $1 and c.line = $2 and c.voided_at is null`,
    [id, line, congressOn],
  );
}

/** The columns of a case that repeat its steps, as access.move_case keeps them. */
const repeatSteps = (write: Writer, caseId: string) =>
  write.client.query(
    `update establishment_case c set version = 1 + (select count(*) from case_step s where s.case_id = c.id),
       reported_to_party_on = (select min(s."on") from case_step s where s.case_id = c.id and s.move = 'reported'),
       difficulty = (select s.reason from case_step s where s.case_id = c.id and s.move = 'hard'),
       closed_on = (select s."on" from case_step s where s.case_id = c.id and s.move = 'closed'),
       closing_reason = (select s.reason from case_step s where s.case_id = c.id and s.move = 'closed')
     where c.id = $1`,
    [caseId],
  );
