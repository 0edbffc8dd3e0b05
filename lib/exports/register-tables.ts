import "server-only";
import { LINE_LABELS } from "@/lib/access/labels";
import { can, type Viewer } from "@/lib/access/policy";
import { ADVICE_BODY_LABELS, ADVICE_CATEGORY_LABELS, ADVICE_STATE_LABELS } from "@/lib/advice/labels";
import { listAdvice } from "@/lib/advice/queries";
import { adviceFilterSchema } from "@/lib/advice/schema";
import { CONDITION_LABELS, MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import { placeLabel } from "@/lib/cases/labels";
import { CONGRESS_STATE_LABELS, DUE_LABELS, MOVE_LABELS } from "@/lib/congresses/labels";
import { congressList } from "@/lib/congresses/queries";
import { congressFilterSchema } from "@/lib/congresses/schema";
import { measureList } from "@/lib/consolidation/queries";
import type { Snapshot } from "@/lib/consolidation/rules";
import { measureFilterSchema } from "@/lib/consolidation/schema";
import type { Tx } from "@/lib/db/scope";
import { ID } from "@/lib/exports/schema";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";
import { FEE_LEVEL_LABELS, formatMonth, formatQuarter, PAYMENT_STATE_LABELS } from "@/lib/fees/labels";
import { branchPayments, feeOverview, paymentDesk } from "@/lib/fees/queries";
import { feeShares } from "@/lib/fees/reports";
import { holdings, outstanding } from "@/lib/fees/rules";
import { feeQuerySchema } from "@/lib/fees/schema";
import type { FileSheet } from "@/lib/files/table-file";
import { isId } from "@/lib/http/params";
import { MODEL_CELL_STATE_LABELS } from "@/lib/model-cells/labels";
import { modelCellList } from "@/lib/model-cells/queries";
import { modelCellQuerySchema } from "@/lib/model-cells/schema";
import { movementLabel } from "@/lib/movements/labels";
import { movementTable } from "@/lib/movements/reports";
import { ENTRIES, EXITS, type MovementNumbers, sumOf } from "@/lib/movements/rules";
import { movementParamsSchema } from "@/lib/movements/schema";
import { REGISTER_LABELS } from "@/lib/oversight/labels";
import { listEvaluations, listInspections, listVisits } from "@/lib/oversight/queries";
import { oversightFilterSchema } from "@/lib/oversight/schema";
import { PARTNER_KIND_LABELS } from "@/lib/partners/labels";
import { listPartners } from "@/lib/partners/queries";
import { partnerFilterSchema } from "@/lib/partners/schema";
import { pipeline } from "@/lib/pipeline/reports";
import { pipelineFilterSchema } from "@/lib/pipeline/schema";
import { explainScore } from "@/lib/priority/labels";
import { allPriorities } from "@/lib/priority/reports";
import { priorityFilterSchema } from "@/lib/priority/schema";
import { NUMBER_LABELS } from "@/lib/referrals/labels";
import { residenceIndicator } from "@/lib/referrals/reports";
import { RESIDENCE_NUMBERS } from "@/lib/referrals/rules";
import { residenceQuerySchema } from "@/lib/referrals/schema";
import { workbookOf } from "@/lib/returns/labels";
import { returnForms } from "@/lib/returns/reports";
import { TRAINED_LABELS } from "@/lib/training/labels";
import { listCourses } from "@/lib/training/queries";
import { trainedIndicator } from "@/lib/training/reports";
import { TRAINED_NUMBERS } from "@/lib/training/rules";
import { courseFilterSchema, trainedQuerySchema } from "@/lib/training/schema";

type Query = Readonly<Record<string, string>>;

/** A list as a sheet of exactly the rows its page shows under the same address; null where the page is not there. */
export type ListTable = (
  viewer: Viewer,
  tx: Tx,
  query: Query,
) => Promise<FileSheet | readonly FileSheet[] | null>;

const BRANCH = { label: "Tổ chức", width: 42 };
const UNIT = { label: "Đơn vị", width: 32 };
const LINE = { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) };
const day = (label: string) => ({ label, kind: "day" }) as const;
const number = (label: string) => ({ label, kind: "number" }) as const;

const congresses: ListTable = async (viewer, tx, query) =>
  can(viewer, "branch.read")
    ? {
        name: "Đại hội",
        columns: [
          ...[ID, BRANCH, LINE, UNIT, day("Đại hội gần nhất")],
          { label: "Ban Chấp hành lâm thời", width: 12 },
          ...[day("Hạn"), day("Gia hạn đến")],
          { label: "Mức hạn", width: 26, options: Object.values(DUE_LABELS) },
          { label: "Đang tiến hành", options: Object.values(CONGRESS_STATE_LABELS) },
          day("Dự kiến"),
          { label: "Việc tiếp theo", width: 28 },
        ],
        rows: (await congressList(viewer, tx, congressFilterSchema.parse(query))).rows.map((row) => [
          ...[row.id, row.name, LINE_LABELS[row.line], row.unitName, row.lastCongressOn],
          ...[row.provisional ? "Lâm thời" : null, row.dueOn, row.extendedTo, DUE_LABELS[row.level]],
          ...[row.congress && CONGRESS_STATE_LABELS[row.congress.state], row.congress?.plannedOn ?? null],
          row.next && MOVE_LABELS[row.next],
        ]),
      }
    : null;

const fees: ListTable = async (viewer, tx, query) => {
  const found = await feeOverview(viewer, tx, feeQuerySchema.parse(query).month);
  return (
    found && {
      name: "Thu đoàn phí, hội phí",
      columns: [
        ...[ID, BRANCH, LINE, UNIT, { label: "Tháng", width: 10 }],
        ...[number("Số người đã đóng"), number("Số người"), number("Thu được (đồng)")],
      ],
      rows: found.rows.map((row) => [
        ...[row.id, row.name, LINE_LABELS[row.line], row.unitName, formatMonth(found.month)],
        ...[row.payers, row.members, row.collected],
      ]),
    }
  );
};

const shares: ListTable = async (viewer, tx, query) => {
  const found = await feeShares(viewer, tx, feeQuerySchema.parse(query).quarter);
  return (
    found && {
      name: "Đoàn phí theo cấp",
      columns: [
        ...[ID, { label: "Nơi thu, nộp", width: 42 }],
        { label: "Cấp", width: 28, options: Object.values(FEE_LEVEL_LABELS) },
        { label: "Quý", width: 14 },
        ...["Thu của đoàn viên", "Cấp dưới nộp", "Phải nộp lên", "Đã nộp, đã ghi sổ", "Đã nộp, chờ ghi"].map(
          inDong,
        ),
        ...["Còn phải nộp", "Đang giữ"].map(inDong),
      ],
      rows: found.rows.map((row) => [
        ...[row.id, row.name, FEE_LEVEL_LABELS[row.level], formatQuarter(found.quarter)],
        ...[row.collected, row.received, row.due, row.paid, row.waiting, outstanding(row), holdings(row)],
      ]),
    }
  );
};

const inDong = (label: string) => number(`${label} (đồng)`);

type Payment = NonNullable<Awaited<ReturnType<typeof branchPayments>>>["payments"][number];

/** Who wrote a payment down is not carried along. */
const paymentSheet = (rows: readonly Payment[]): FileSheet => ({
  name: "Đoàn phí nộp lên",
  columns: [
    ...[ID, { label: "Nơi nộp", width: 42 }, { label: "Nơi nhận", width: 42 }],
    ...[
      { label: "Từ tháng", width: 10 },
      { label: "Đến tháng", width: 10 },
    ],
    ...[inDong("Số tiền"), day("Nộp ngày"), { label: "Ghi chú", width: 32 }],
    { label: "Tình trạng", width: 28, options: Object.values(PAYMENT_STATE_LABELS) },
    ...[day("Trả lời ngày"), { label: "Trả lời", width: 32 }],
  ],
  rows: rows.map((row) => [
    ...[row.id, row.payerName, row.receiverName, formatMonth(row.from), formatMonth(row.to)],
    ...[row.amount, row.paidOn, row.note, PAYMENT_STATE_LABELS[row.state], row.answeredOn, row.answerNote],
  ]),
});

/** Whoever pays for a unit and books for the level above has a payment in two parts of the page: it is one row. */
const payments: ListTable = async (viewer, tx) => {
  const desk = await paymentDesk(viewer, tx);
  if (!desk) return null;
  const listed = [...desk.toBook, ...desk.ofUnits, ...desk.answered];
  return paymentSheet([...new Map(listed.map((row) => [row.id, row])).values()]);
};

const paymentsOfBranch: ListTable = async (viewer, tx, query) => {
  const branchId = query["branch"] ?? "";
  const found = isId(branchId) ? await branchPayments(viewer, tx, branchId) : null;
  return found && paymentSheet(found.payments);
};

/** K22 by unit: who lives where is behind the numbers, in a list of its own. */
const residence: ListTable = async (viewer, tx, query) => {
  const asked = residenceQuerySchema.parse(query);
  const found = await residenceIndicator(viewer, tx, { ...asked, unit: undefined });
  if (!found) return null;
  const { asOf, knownAt, year } = found.params;
  return {
    name: "Sinh hoạt nơi cư trú",
    columns: [
      ...[ID, UNIT, day("Đến ngày"), day("Như đã biết hết ngày"), { label: "Nhận xét của năm", width: 10 }],
      ...RESIDENCE_NUMBERS.map((name) => number(NUMBER_LABELS[name].name)),
    ],
    rows: found.units.map(({ unitId, name, numbers }) => [
      ...[unitId, name ?? "Đơn vị khác", asOf, knownAt, String(year)],
      ...RESIDENCE_NUMBERS.map((one) => numbers[one]),
    ]),
  };
};

const MOVEMENT_NUMBERS: readonly { label: string; of: (numbers: MovementNumbers) => number | null }[] = [
  { label: movementLabel("opening"), of: ({ opening }) => opening },
  ...ENTRIES.map((kind) => ({
    label: movementLabel(`in.${kind}`),
    of: ({ entries }: MovementNumbers) => entries[kind],
  })),
  { label: "Cộng tăng", of: ({ entries }) => sumOf(entries) },
  ...EXITS.map((kind) => ({
    label: movementLabel(`out.${kind}`),
    of: ({ exits }: MovementNumbers) => exits[kind],
  })),
  { label: "Cộng giảm", of: ({ exits }) => sumOf(exits) },
  { label: movementLabel("closing"), of: ({ closing }) => closing },
  { label: movementLabel("women"), of: ({ women }) => women },
  { label: movementLabel("corrected.in"), of: ({ corrected }) => corrected?.in ?? null },
  { label: movementLabel("corrected.out"), of: ({ corrected }) => corrected?.out ?? null },
];

/**
 * K10 with every kind, of each line, the whole under its units: that is no sum of them, for what moves between two units cancels
 * out. Members of ethnic minorities are counted on the page only.
 */
const movements: ListTable = async (viewer, tx, query) => {
  const { line: _, branch: __, ...given } = movementParamsSchema.parse(query);
  const found = await movementTable(viewer, tx, given);
  if (!found) return null;
  const { from, asOf, knownAt, unit } = found.params;
  const whole = found.isProvince && unit === null ? "Toàn tỉnh" : "Cộng";
  return {
    name: "Biến động",
    columns: [
      ...[ID, LINE, { label: unit === null ? "Đơn vị" : "Tổ chức", width: 42 }],
      ...[day("Kỳ từ ngày"), day("Đến hết ngày"), day("Theo ghi nhận đến hết ngày")],
      ...MOVEMENT_NUMBERS.map(({ label }) => number(label)),
      { label: "Số liệu", width: 14 },
    ],
    rows: found.tables.flatMap(({ line, rows, total, checks }) => {
      const holds = checks.every(({ broken }) => broken.length === 0);
      const told = (id: string | null, name: string, numbers: MovementNumbers, check: string | null) => [
        ...[id, LINE_LABELS[line], name, from, asOf, knownAt],
        ...MOVEMENT_NUMBERS.map(({ of }) => of(numbers)),
        check,
      ];
      return [
        ...rows.map(({ id, name, numbers }) => told(id, name, numbers, null)),
        told(null, whole, total, holds ? "Khớp" : "Không khớp"),
      ];
    }),
  };
};

/** The eight forms as one workbook; none while the movements do not reconcile (V24). */
const forms: ListTable = async (viewer, tx, query) => {
  const book = await returnForms(viewer, tx, movementParamsSchema.parse(query));
  return book && book.broken.length === 0 ? workbookOf(book) : null;
};

const condition = (seen: Snapshot | null) => seen && CONDITION_LABELS[seen.condition];
const wordsOf = (seen: Snapshot | null) => seen?.signals.map(({ words }) => words).join("; ") ?? null;

/** What was seen before and after is the program's own evidence, not what somebody typed. */
const measures: ListTable = async (viewer, tx, query) => {
  const found = await measureList(viewer, tx, measureFilterSchema.parse(query));
  return (
    found && {
      name: "Biện pháp củng cố",
      columns: [
        ...[ID, BRANCH, LINE, UNIT],
        { label: "Biện pháp", width: 28, options: Object.values(MEASURE_KIND_LABELS) },
        ...[
          { label: "Việc làm", width: 42 },
          { label: "Điểm yếu", width: 42 },
          { label: "Phụ trách", width: 28 },
        ],
        ...[day("Bắt đầu"), day("Thời hạn"), day("Hoàn thành"), { label: "Kết quả", width: 42 }],
        { label: "Trước", width: 20, options: Object.values(CONDITION_LABELS) },
        { label: "Điểm yếu trước", width: 42 },
        { label: "Sau", width: 20, options: Object.values(CONDITION_LABELS) },
        { label: "Điểm yếu sau", width: 42 },
      ],
      rows: found.rows.map((row) => [
        ...[row.id, row.branchName, LINE_LABELS[row.line], row.unitName, MEASURE_KIND_LABELS[row.kind]],
        ...[row.measure, row.weakness, row.responsible, row.startedOn, row.dueOn, row.doneOn, row.result],
        ...[condition(row.before), wordsOf(row.before), condition(row.after), wordsOf(row.after)],
      ]),
    }
  );
};

/** Every row of a list that comes a page at a time. */
async function* paged<Row>(
  page: (after: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
) {
  for (let after: string | undefined; ; ) {
    const { rows, next } = await page(after);
    yield* rows;
    if (!next) return;
    after = next;
  }
}
async function* told<Row, Told>(rows: AsyncIterable<Row>, tell: (row: Row) => Told) {
  for await (const row of rows) yield tell(row);
}

const advice: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "dashboard.read")) return null;
  const filter = adviceFilterSchema.parse(query);
  return {
    name: "Tham mưu, báo cáo",
    columns: [
      ...[ID, { label: "Nội dung", width: 60 }],
      { label: "Loại", width: 24, options: Object.values(ADVICE_CATEGORY_LABELS) },
      { label: "Nơi nhận", width: 18, options: Object.values(ADVICE_BODY_LABELS) },
      ...[
        { label: "Tên cơ quan nhận", width: 36 },
        { label: "Số văn bản", width: 20 },
      ],
      ...[UNIT, LINE, { label: "Doanh nghiệp", width: 42 }, day("Ngày gửi"), day("Mong trả lời trước")],
      { label: "Ý kiến", width: 18, options: Object.values(ADVICE_STATE_LABELS) },
    ],
    rows: told(
      paged((after) => listAdvice(viewer, tx, { ...filter, after })),
      (row) => [
        ...[row.id, row.asked, ADVICE_CATEGORY_LABELS[row.category], ADVICE_BODY_LABELS[row.body]],
        ...[row.bodyName, row.documentNumber, row.unitName, LINE_LABELS[row.line]],
        ...[row.enterprise?.name ?? null, row.sentOn, row.answerBy, ADVICE_STATE_LABELS[row.state]],
      ],
    ),
  };
};

/** The register that its page shows under the same address: checks with their requests, support given, evaluations. */
const oversight: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "desk.read")) return null;
  const filter = oversightFilterSchema.parse(query);
  const register = filter.show ?? "inspections";
  const place = [{ label: "Nơi được xem xét", width: 42 }, LINE, { label: "Nơi thực hiện", width: 32 }];
  if (register === "visits") {
    return {
      name: REGISTER_LABELS.visits,
      columns: [
        ...[ID, ...place, day("Ngày"), { label: "Ai đến", width: 36 }, inDong("Kinh phí")],
        ...["Tài liệu, hiện vật", "Người giúp", "Kết quả"].map((label) => ({ label, width: 36 })),
      ],
      rows: told(
        paged((after) => listVisits(viewer, tx, { ...filter, after })),
        (row) => [
          ...[row.id, row.about, LINE_LABELS[row.line], row.by, row.on, row.visitors, row.money],
          ...[row.material, row.staff, row.result],
        ],
      ),
    };
  }
  if (register === "evaluations") {
    return {
      name: "Đánh giá",
      columns: [
        ...[ID, ...place, day("Từ ngày"), day("Đến ngày")],
        ...["Đánh giá", "Rút kinh nghiệm"].map((label) => ({ label, width: 60 })),
      ],
      rows: told(
        paged((after) => listEvaluations(viewer, tx, { ...filter, after })),
        (row) => [
          ...[row.id, row.about, LINE_LABELS[row.line], row.by, row.fromOn, row.toOn],
          ...[row.assessment, row.lessons],
        ],
      ),
    };
  }
  return {
    name: REGISTER_LABELS.inspections,
    columns: [
      ...[ID, ...place, day("Ngày"), { label: "Quyết định", width: 20 }, { label: "Kết quả", width: 60 }],
      ...[number("Yêu cầu khắc phục"), number("Đã xong"), number("Quá hạn")],
    ],
    rows: told(
      paged((after) => listInspections(viewer, tx, { ...filter, after })),
      ({ requests, ...row }) => [
        ...[row.id, row.about, LINE_LABELS[row.line], row.by, row.on, row.decisionNumber, row.findings],
        ...[requests.length, requests.filter(({ state }) => state === "confirmed").length],
        requests.filter(({ isLate }) => isLate).length,
      ],
    ),
  };
};

const partners: ListTable = async (viewer, tx, query) =>
  can(viewer, "desk.read")
    ? {
        name: "Cơ quan phối hợp",
        columns: [
          ...[ID, { label: "Cơ quan", width: 42 }],
          { label: "Loại", width: 32, options: Object.values(PARTNER_KIND_LABELS) },
          ...[{ label: "Nơi theo dõi", width: 32 }, number("Chương trình còn hiệu lực")],
          number("Việc đã cùng làm"),
        ],
        rows: (await listPartners(viewer, tx, partnerFilterSchema.parse(query))).map((row) => [
          ...[row.id, row.name, PARTNER_KIND_LABELS[row.kind], row.keptBy, row.inForce, row.activities],
        ]),
      }
    : null;

const training: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "desk.read")) return null;
  const filter = courseFilterSchema.parse(query);
  return {
    name: "Tập huấn",
    columns: [
      ...[ID, { label: "Nội dung", width: 60 }, UNIT, LINE, day("Từ ngày"), day("Đến ngày")],
      ...[{ label: "Nơi mở lớp", width: 32 }, { label: "Giảng viên", width: 42 }, inDong("Kinh phí")],
      ...[number("Người dự trong sổ"), number("Người dự khác")],
    ],
    rows: told(
      paged((after) => listCourses(viewer, tx, { ...filter, after })),
      (row) => [
        ...[row.id, row.topic, row.unitName, LINE_LABELS[row.line], row.fromOn, row.toOn, row.place],
        ...[row.lecturers, row.budget, row.persons, row.guests],
      ],
    ),
  };
};

/** K21 by unit: who they are is behind the numbers, in a list of its own. */
const trained: ListTable = async (viewer, tx, query) => {
  const found = await trainedIndicator(viewer, tx, {
    ...trainedQuerySchema.parse(query),
    ...{ unit: undefined, show: undefined, after: undefined },
  });
  if (!found) return null;
  const { asOf, from, knownAt } = found.params;
  return {
    name: "Cán bộ được tập huấn",
    columns: [
      ...[ID, UNIT, day("Đến ngày"), day("Lớp mở từ ngày"), day("Như đã biết hết ngày")],
      ...TRAINED_NUMBERS.map((name) => number(TRAINED_LABELS[name].name)),
    ],
    rows: found.units.map(({ unitId, name, numbers }) => [
      ...[unitId, name ?? "Đơn vị khác", asOf, from, knownAt],
      ...TRAINED_NUMBERS.map((one) => numbers[one]),
    ]),
  };
};

/** Where to go next, with every point in words; what is not known leaves its cell of "có thể tới" above the points. */
const priority: ListTable = async (viewer, tx, query) => {
  const found = await allPriorities(viewer, tx, priorityFilterSchema.parse(query));
  return found
    ? {
        name: "Ưu tiên đi trước",
        columns: [
          ...[ID, number("Thứ tự"), { label: "Doanh nghiệp", width: 42 }, LINE, UNIT, day("Tính đến ngày")],
          ...[number("Điểm"), number("Có thể tới"), { label: "Vì sao", width: 80 }, day("Số liệu ngày")],
          day("Chủ từ chối ngày"),
        ],
        rows: found.rows.map((row) => [
          ...[row.id, row.rank, row.name, LINE_LABELS[found.line], row.unitName, found.params.asOf],
          ...[row.score.points, row.score.most, explainScore(row.facts, row.score, found.weights).join("; ")],
          ...[row.facts.survey?.on ?? null, row.refusedOn],
        ]),
      }
    : null;
};

/** The cases of the page's filter, whatever its view: where each stands, for how long, who holds it. */
const cases: ListTable = async (viewer, tx, query) => {
  const found = await pipeline(viewer, tx, pipelineFilterSchema.parse(query));
  return found
    ? {
        name: "Vận động thành lập",
        columns: [
          ...[ID, { label: "Doanh nghiệp", width: 42 }, LINE, { label: "Phương án thay thế", width: 12 }],
          ...[day("Mở ngày"), { label: "Đang ở bước", width: 28 }, day("Từ ngày"), number("Số ngày")],
          ...[number("Mức (ngày)"), { label: "Chậm", width: 10 }, { label: "Khó khăn", width: 60 }],
          ...[number("Kiến nghị chưa trả lời"), { label: "Ai đang giữ", width: 32 }, UNIT],
          ...[day("Thành lập ngày"), number("Từ khảo sát đến thành lập (ngày)")],
        ],
        rows: found.rows.map((row) => [
          ...[row.id, row.enterpriseName, LINE_LABELS[row.line], row.isFallback ? "Có" : null, row.openedOn],
          ...[placeLabel(row.place, row.line), row.since, row.days, row.allowed, row.isStalled ? "Có" : null],
          [row.category && ISSUE_CATEGORY_LABELS[row.category], row.difficulty].filter(Boolean).join(": ") ||
            null,
          ...[row.openIssues, row.heldBy, row.unitName],
          ...[row.founding?.on ?? null, row.founding?.days ?? null],
        ]),
      }
    : null;
};

const modelCells: ListTable = async (viewer, tx, query) => {
  const found = await modelCellList(viewer, tx, modelCellQuerySchema.parse(query));
  return (
    found && {
      name: `Chi đoàn mạnh ${found.year}`,
      columns: [
        ...[ID, BRANCH, UNIT, day("Đăng ký")],
        ...[number("Tự chấm"), number("Cấp trên chấm"), number("Tối đa"), number("Tối thiểu")],
        { label: "Tình trạng", width: 32, options: Object.values(MODEL_CELL_STATE_LABELS) },
        ...[day("Từ ngày"), { label: "Quyết định", width: 20 }],
      ],
      rows: found.rows.map((row) => [
        ...[row.id, row.branch.name, row.unitName, row.registeredOn, row.selfTotal, row.superiorTotal],
        ...[row.verdict.most, row.verdict.passPoints, MODEL_CELL_STATE_LABELS[row.state], row.since],
        row.state === "recognised" ? row.decision : null,
      ]),
    }
  );
};

/** The registers of congresses, fees, movements and residence, and the forms made of them. */
export const REGISTER_TABLES: readonly (readonly [list: string, { table: ListTable; fileName: string }])[] = [
  ["advice", { table: advice, fileName: "tham-muu-bao-cao" }],
  ["branch-payments", { table: paymentsOfBranch, fileName: "doan-phi-nop-len" }],
  ["cases", { table: cases, fileName: "van-dong-thanh-lap" }],
  ["congresses", { table: congresses, fileName: "dai-hoi" }],
  ["fees", { table: fees, fileName: "thu-doan-phi" }],
  ["forms", { table: forms, fileName: "bieu-tong-hop" }],
  ["measures", { table: measures, fileName: "bien-phap-cung-co" }],
  ["model-cells", { table: modelCells, fileName: "chi-doan-manh" }],
  ["movements", { table: movements, fileName: "bien-dong" }],
  ["oversight", { table: oversight, fileName: "kiem-tra-ho-tro" }],
  ["partners", { table: partners, fileName: "co-quan-phoi-hop" }],
  ["payments", { table: payments, fileName: "doan-phi-nop-len" }],
  ["priority", { table: priority, fileName: "uu-tien-di-truoc" }],
  ["residence", { table: residence, fileName: "sinh-hoat-noi-cu-tru" }],
  ["shares", { table: shares, fileName: "doan-phi-theo-cap" }],
  ["trained", { table: trained, fileName: "can-bo-tap-huan" }],
  ["training", { table: training, fileName: "lop-tap-huan" }],
];
