import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { ACTIVITY_KIND_LABELS } from "@/lib/activities/labels";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { LEGAL_FORM_LABELS } from "@/lib/enterprises/labels";
import { ISSUE_CATEGORY_LABELS, ISSUE_STAGE_LABELS } from "@/lib/feedback/labels";
import { type IssueRow, listIssues } from "@/lib/feedback/queries";
import { issueFilterSchema } from "@/lib/feedback/schema";
import type { Line } from "@/lib/generated/prisma/enums";
import { citePlan, INDICATOR_LABELS, timesInWords } from "@/lib/indicators/labels";
import { type OpenQuestion, openQuestion, structureOn } from "@/lib/indicators/queries";
import {
  type EnterpriseProfile,
  enterpriseProfile,
  type IndicatorTable,
  indicatorTable,
} from "@/lib/indicators/reports";
import {
  endOfDay,
  NO_UNIT,
  NOT_RATED,
  ratingYear,
  recordsHref,
  type UnitNumbers,
} from "@/lib/indicators/rules";
import { modelCellCounts } from "@/lib/model-cells/reports";
import { modelCellsHref } from "@/lib/model-cells/rules";
import { CHECK_LABELS, ENTRY_LABELS, EXIT_LABELS, LEVEL_LABELS, PERSON_WORDS } from "@/lib/movements/labels";
import { type MovementLine, type MovementTable, movementTable } from "@/lib/movements/reports";
import {
  ENTRIES,
  EXITS,
  type GivenMovementParams,
  type Minority,
  type Movement,
  type MovementNumbers,
  movementsHref,
  peopleHref,
} from "@/lib/movements/rules";
import { GOAL_STATE_LABELS } from "@/lib/plans/labels";
import { goalStates } from "@/lib/plans/queries";
import { schemeOf } from "@/lib/ratings/queries";
import { NO_PERSONS, NO_REGISTER } from "@/lib/returns/labels";
import {
  activitiesByKind,
  concludedLevels,
  coveringOrganisations,
  enterprisesOf,
} from "@/lib/returns/queries";
import {
  cell,
  type FormBook,
  type FormCell,
  type FormColumn,
  NOTHING,
  percent,
  type ReturnForm,
} from "@/lib/returns/rules";
import { formatTaxCode } from "@/lib/text/tax-code";

const number = (label: string): FormColumn => ({ label, kind: "number" });
const wide = (label: string): FormColumn => ({ label, width: 42 });
const missing = (label: string): FormColumn => ({ label, missing: NO_REGISTER });
const TT: FormColumn = { label: "TT", kind: "number", width: 6 };

type Sources = {
  question: OpenQuestion;
  /** Both lines together, and the Đoàn's alone. */
  table: IndicatorTable;
  union: IndicatorTable;
  movements: MovementTable;
};

/**
 * The eight forms of domain §7.5, of a period and a unit or all. Every figure is one that a screen shows, from the same report or the
 * same condition; what has no register yet stays empty and says so. Undefined where the dashboard or the movements are.
 */
export async function returnForms(
  viewer: Viewer,
  tx: Tx,
  given: GivenMovementParams,
): Promise<FormBook | undefined> {
  const { asOf, from, knownAt, unit } = given;
  const asked = { asOf, from, knownAt, unit };
  const question = await openQuestion(viewer, tx, asked);
  const table = await indicatorTable(viewer, tx, asked);
  const union = await indicatorTable(viewer, tx, { ...asked, line: "union" });
  const movements = await movementTable(viewer, tx, asked);
  if (!question || !table || !union || !movements) return undefined;
  const { plan, params } = question;
  const { names } = await structureOn(viewer, tx, plan.provinceId, params.asOf);
  const sources = { question, table, union, movements };
  return {
    forms: [
      enterpriseForm(sources, await enterpriseProfile(viewer, tx, question)),
      await organisedForm(viewer, tx, sources),
      await unorganisedForm(viewer, tx, sources),
      movementForm(sources),
      await qualityForm(viewer, tx, sources),
      await activityForm(viewer, tx, sources),
      await issueForm(viewer, tx, sources),
      newsForm(),
    ],
    unitName: names.get(params.unit ?? plan.provinceId)?.name ?? "",
    plan: citePlan(plan),
    times: timesInWords(params),
    ...{ from: params.from, asOf: params.asOf, isDemo: viewer.isDemo },
    unit: params.unit,
    knownAt: params.knownAt,
    units: movements.units,
    broken: movements.tables.flatMap(({ line, checks }) =>
      checks
        .filter(({ broken }) => broken.length > 0)
        .map(
          ({ name, level, broken }) =>
            `${PERSON_WORDS[line]}, ${LEVEL_LABELS[level]}: ${CHECK_LABELS[name]} – ${broken.join(", ")}`,
        ),
    ),
  };
}

const totalName = ({ table, question }: Sources): string =>
  table.isProvince && question.params.unit === null ? "Toàn tỉnh" : "Cộng";
const unitOf = ({ unit }: UnitNumbers): string => unit?.shortName ?? "Chưa có đơn vị quản lý";

/** The line's movements of one unit, by which đoàn viên and hội viên are counted in every form; none where the line is not read. */
function closingOf({ movements, question }: Sources, line: Line, unitId: string | null): FormCell {
  const found = movements.tables.find((one) => one.line === line);
  if (!found) return NOTHING;
  // Of one unit asked for the table's rows are organisations, and the unit is its total.
  const isWhole = unitId === null || unitId === question.params.unit;
  const numbers = isWhole ? found.total : found.rows.find(({ id }) => id === unitId)?.numbers;
  const unit = unitId ?? question.params.unit;
  return cell(numbers?.closing ?? 0, peopleHref("closing", { ...movements.params, line, unit }));
}

function enterpriseForm(sources: Sources, profiles: readonly EnterpriseProfile[]): ReturnForm {
  const { table, question } = sources;
  const line = (row: UnitNumbers, isTotal: boolean): FormCell[] => {
    const unit = isTotal ? question.params.unit : (row.unit?.id ?? NO_UNIT);
    const of = profiles.find((profile) =>
      isTotal ? profile.is_total : !profile.is_total && profile.unit_id === (row.unit?.id ?? null),
    );
    const { numbers } = row;
    const linked = (name: "K1" | "K2" | "K3" | "K5" | "K6" | "K8", value: number = numbers[name]) =>
      cell(value, recordsHref(name, { ...question.params, unit }));
    const members = (of: Line) =>
      !isTotal && row.unit === null
        ? cell(0)
        : closingOf(sources, of, isTotal ? null : (row.unit?.id ?? null));
    return [
      linked("K1"),
      ...[of?.limited, of?.jointStock, of?.privately, of?.foreign, of?.cooperative, of?.other].map((count) =>
        cell(count ?? 0),
      ),
      ...[of?.workers, of?.womenWorkers].map((count) => cell(count ?? 0)),
      linked("K8", numbers.youth.to30),
      linked("K8", numbers.youth.to35),
      members("union"),
      members("association"),
      ...(["K2", "K3", "K5", "K6"] as const).map((name) => linked(name)),
      cell(percent(numbers.K4, numbers.K1)),
    ];
  };
  return {
    number: 1,
    title: "Tổng hợp doanh nghiệp ngoài nhà nước",
    columns: [
      ...[
        TT,
        wide("Đơn vị"),
        number("Tổng số DN"),
        number("TNHH"),
        number("Cổ phần"),
        number("DNTN"),
        number("FDI"),
      ],
      ...[
        number("HTX"),
        number("Khác"),
        number("Tổng LĐ"),
        number("LĐ nữ"),
        number("TN 16–30"),
        number("TN 31–35"),
      ],
      ...[
        number("ĐV"),
        number("HV"),
        number("Có Đoàn"),
        number("Có Hội"),
        number("Có cả hai"),
        number("Chưa có"),
      ],
      ...[number("Tỷ lệ có tổ chức, %"), { label: "Ghi chú" }],
    ],
    rows: table.rows.map((row, index) => [cell(index + 1), cell(unitOf(row)), ...line(row, false), NOTHING]),
    total: [NOTHING, cell(totalName(sources)), ...line(table.total, true), NOTHING],
    note: "Lao động, thanh niên theo phiếu khảo sát đã duyệt mới nhất của từng doanh nghiệp; FDI tính riêng, không tính ở loại hình khác.",
  };
}

async function organisedForm(viewer: Viewer, tx: Tx, { question, movements }: Sources): Promise<ReturnForm> {
  const enterprises = await enterprisesOf(viewer, tx, question, "K4");
  const organisations = await coveringOrganisations(viewer, tx, question);
  const levels = await concludedLevels(viewer, tx, question);
  const closing = new Map<string, FormCell>();
  for (const { line, branches } of movements.tables) {
    for (const { id, unitId, numbers } of branches) {
      closing.set(
        id,
        cell(numbers.closing, peopleHref("closing", { ...movements.params, line, unit: unitId, branch: id })),
      );
    }
  }
  const read = new Set(movements.tables.map(({ line }) => line));
  type Organisation = (typeof organisations)[number];
  const lines = enterprises.flatMap((enterprise) => {
    const covering = organisations.filter(({ enterpriseId }) => enterpriseId === enterprise.id);
    const shown: readonly (Organisation | undefined)[] = covering.length > 0 ? covering : [undefined];
    return shown.map((organisation) => ({ enterprise, organisation }));
  });
  const members = (line: Line, of: Organisation | undefined): FormCell =>
    of?.line === line && read.has(line) ? (closing.get(of.id) ?? cell(0)) : NOTHING;
  return {
    number: 2,
    title: "Doanh nghiệp đã có tổ chức Đoàn, Hội",
    columns: [
      ...[
        TT,
        wide("Tên DN"),
        wide("Địa chỉ"),
        { label: "MST" },
        wide("Loại hình"),
        number("LĐ"),
        number("TN 16–35"),
      ],
      ...[
        wide("Tên tổ chức"),
        { label: "Loại" },
        { label: "Số QĐ thành lập" },
        { label: "Ngày QĐ", kind: "day" as const },
      ],
      ...[
        number("ĐV"),
        number("HV"),
        { label: "Bí thư, Chi hội trưởng", missing: NO_PERSONS },
        { label: "Điện thoại", missing: NO_PERSONS },
      ],
      ...[{ label: "Đại hội gần nhất", kind: "day" as const }, { label: "Xếp loại" }, { label: "Ghi chú" }],
    ],
    rows: lines.map(({ enterprise, organisation: of }, index) => [
      cell(index + 1),
      cell(enterprise.name, `/enterprises/${enterprise.id}`),
      cell(enterprise.address),
      cell(enterprise.taxCode && formatTaxCode(enterprise.taxCode, enterprise.taxBranch ?? undefined)),
      cell(LEGAL_FORM_LABELS[enterprise.legalForm]),
      cell(enterprise.workers),
      cell(youthOf(enterprise)),
      of ? cell(of.name, `/branches/${of.id}`) : cell("Tổ chức của đơn vị khác"),
      cell(of ? BRANCH_KIND_LABELS[of.kind] : null),
      cell(of?.decisionNumber ?? null),
      cell(of?.decisionOn ?? null),
      members("union", of),
      members("association", of),
      ...[NOTHING, NOTHING],
      cell(of?.lastCongressOn ?? null),
      cell(of ? (levels.get(of.id) ?? null) : null),
      NOTHING,
    ]),
    listHref: recordsHref("K4", question.params),
    note: "Chi đoàn ghép có tên ở từng doanh nghiệp; số đoàn viên, hội viên là của cả tổ chức, không cộng dồn theo cột.",
  };
}

const youthOf = ({
  youthTo30,
  youthTo35,
}: {
  youthTo30: number | null;
  youthTo35: number | null;
}): number | null => (youthTo30 === null && youthTo35 === null ? null : (youthTo30 ?? 0) + (youthTo35 ?? 0));
const known = (is: boolean | null): string | null => (is === null ? null : is ? "Có" : "Chưa");

async function unorganisedForm(viewer: Viewer, tx: Tx, { question }: Sources): Promise<ReturnForm> {
  const { plan, params } = question;
  const enterprises = await enterprisesOf(viewer, tx, question, "K6");
  const goals = await goalStates(viewer, tx, {
    ...{ planId: plan.id, asOf: params.asOf },
    knownAt: params.knownAt === null ? undefined : endOfDay(params.knownAt),
  });
  return {
    number: 3,
    title: "Doanh nghiệp chưa có tổ chức Đoàn, Hội",
    columns: [
      ...[
        TT,
        wide("Tên DN"),
        wide("Địa chỉ"),
        number("LĐ"),
        number("TN 16–35"),
        number("ĐV sinh hoạt nơi khác"),
        number("HV sinh hoạt nơi khác"),
      ],
      ...[
        { label: "Hội viên Hội DNT" },
        { label: "Tổ chức Đảng" },
        { label: "Công đoàn" },
        wide("Nguyên nhân chưa thành lập"),
      ],
      ...[
        wide("Bước hiện tại"),
        { label: "Dự kiến" },
        { label: "Thời gian" },
        { label: "Người phụ trách", missing: NO_PERSONS },
      ],
    ],
    rows: enterprises.map((enterprise, index) => {
      const own = goals.filter(({ enterpriseId }) => enterpriseId === enterprise.id);
      const words = own.map(
        ({ line, state }) =>
          `${line === "union" ? "Đoàn" : "Hội"}: ${GOAL_STATE_LABELS[state].toLowerCase()}`,
      );
      const due = own.flatMap(({ dueOn }) => (dueOn ? [formatDate(dueOn)] : []));
      return [
        cell(index + 1),
        cell(enterprise.name, `/enterprises/${enterprise.id}`),
        cell(enterprise.address),
        cell(enterprise.workers),
        cell(youthOf(enterprise)),
        ...[cell(enterprise.unionElsewhere), cell(enterprise.associationElsewhere)],
        cell(enterprise.isEntrepreneur ? "Có" : "Không"),
        ...[cell(known(enterprise.hasPartyCell)), cell(known(enterprise.hasTradeUnion))],
        cell(enterprise.difficulty),
        cell(words.join("; ") || null, own[0] && `/goals/${own[0].goalId}`),
        cell([...new Set(own.map(({ line }) => (line === "union" ? "Đoàn" : "Hội")))].join(", ") || null),
        cell([...new Set(due)].join("; ") || null),
        NOTHING,
      ];
    }),
    listHref: recordsHref("K6", params),
  };
}

/** What of the movements has a column of its own in form 4; the rest is told together, so that each line adds up. */
const FORM_ENTRIES = ["admitted", "transferred_in"] as const;
const FORM_EXITS = ["transferred_out", "matured"] as const;
const PENALTIES = ["struck_off", "expelled"] as const;

function movementForm(sources: Sources): ReturnForm {
  const { movements } = sources;
  const others = {
    in: ENTRIES.filter((kind) => !(FORM_ENTRIES as readonly string[]).includes(kind)),
    out: EXITS.filter((kind) => ![...FORM_EXITS, ...PENALTIES].some((named) => named === kind)),
  };
  const columnsOf = (line: Line): FormColumn[] =>
    [
      ...["đầu kỳ", ...FORM_ENTRIES.map((kind) => ENTRY_LABELS[kind]), "tăng khác"],
      ...[
        ...FORM_EXITS.map((kind) => EXIT_LABELS[kind]),
        "xóa tên, kỷ luật",
        "giảm khác",
        "cuối kỳ",
        "nữ",
        "DTTS",
      ],
    ].map((label) => number(`${line === "union" ? "ĐV" : "HV"} ${label.toLowerCase()}`));
  const cellsOf = (
    found: MovementLine,
    numbers: MovementNumbers,
    minority: Minority,
    place: { unit: string | null; branch?: string },
  ) => {
    const link = (movement: Movement, value: number) =>
      cell(
        value,
        peopleHref(movement, {
          ...movements.params,
          line: found.line,
          unit: place.unit,
          branch: place.branch ?? null,
        }),
      );
    const plus = (kinds: readonly (typeof ENTRIES)[number][]) =>
      kinds.reduce((sum, kind) => sum + numbers.entries[kind], 0);
    const minus = (kinds: readonly (typeof EXITS)[number][]) =>
      kinds.reduce((sum, kind) => sum + numbers.exits[kind], 0);
    return [
      link("opening", numbers.opening),
      ...FORM_ENTRIES.map((kind) => link(`in.${kind}`, numbers.entries[kind])),
      cell(plus(others.in)),
      ...FORM_EXITS.map((kind) => link(`out.${kind}`, numbers.exits[kind])),
      cell(minus(PENALTIES)),
      cell(minus(others.out)),
      link("closing", numbers.closing),
      link("women", numbers.women),
      cell(minority?.minority ?? null),
    ];
  };
  const [first] = movements.tables;
  const isOfUnit = first?.level === "branch";
  // Units stand in one row on both lines; the organisations of one unit are of one line each.
  const places = new Map(
    movements.tables.flatMap(({ rows }) => rows.map((row) => [`${row.id} ${row.unitId}`, row] as const)),
  );
  const rowOf = (found: MovementLine, key: string) =>
    found.rows.find((row) => `${row.id} ${row.unitId}` === key);
  return {
    number: 4,
    title: "Biến động đoàn viên, hội viên",
    columns: [
      TT,
      wide(isOfUnit ? "Tổ chức" : "Đơn vị"),
      ...movements.tables.flatMap(({ line }) => columnsOf(line)),
    ],
    rows: [...places].map(([key, { id, unitId, name }], index) => [
      cell(index + 1),
      cell(name, isOfUnit ? `/branches/${id}` : movementsHref({ ...movements.params, unit: unitId })),
      ...movements.tables.flatMap((found) => {
        const row = rowOf(found, key);
        const blank = columnsOf(found.line).map(() => NOTHING);
        return row
          ? cellsOf(
              found,
              row.numbers,
              row.minority,
              isOfUnit ? { unit: unitId, branch: id } : { unit: unitId },
            )
          : blank;
      }),
    ]),
    total: [
      NOTHING,
      cell(totalName(sources)),
      ...movements.tables.flatMap((found) =>
        cellsOf(found, found.total, found.minority, { unit: movements.params.unit }),
      ),
    ],
    listHref: movementsHref(movements.params),
    note: "Chuyển giữa hai đơn vị tính là chuyển đi, chuyển đến ở từng đơn vị, không tính ở dòng cộng. Tăng khác: ghi nhận có sẵn, có khi thành lập, khôi phục, chuyển theo tổ chức; giảm khác: từ trần, thôi, chuyển theo tổ chức.",
  };
}

async function qualityForm(viewer: Viewer, tx: Tx, sources: Sources): Promise<ReturnForm> {
  const { union } = sources;
  const { params } = union;
  const { year } = ratingYear(params);
  const scheme = await schemeOf(viewer, tx, "branch", year);
  const levels = [...(scheme?.levels ?? []), { id: NOT_RATED, label: "Chưa xếp loại" }];
  const cells = await modelCellCounts(viewer, tx, sources.question);
  const strong = (show: "registered" | "recognised", unit: string | null, isTotal: boolean) => {
    const numbers = isTotal ? cells.total : unit === null ? undefined : cells.units.get(unit);
    return cell(numbers?.[show] ?? 0, modelCellsHref({ ...params, unit }, show));
  };
  const line = ({ numbers }: UnitNumbers, unit: string | null, isTotal = false) => [
    cell(numbers.K15, recordsHref("K15", { ...params, unit })),
    ...levels.map(({ id }) =>
      cell(numbers.rated[id] ?? 0, recordsHref("K15", { ...params, unit, level: id })),
    ),
    ...[strong("registered", unit, isTotal), strong("recognised", unit, isTotal), NOTHING],
    cell(numbers.K16, recordsHref("K16", { ...params, unit })),
    cell(numbers.K12, recordsHref("K12", { ...params, unit })),
  ];
  return {
    number: 5,
    title: `Chất lượng tổ chức Đoàn năm ${year}`,
    columns: [
      ...[
        TT,
        wide("Đơn vị"),
        number("Số chi đoàn, ĐCS thuộc diện xếp loại"),
        ...levels.map(({ label }) => number(label)),
      ],
      ...[number("Chi đoàn mạnh đăng ký"), number("Chi đoàn mạnh công nhận"), missing("Đại hội đúng hạn")],
      ...[number(INDICATOR_LABELS.K16.name), number("Đã củng cố trong kỳ")],
    ],
    rows: union.rows.map((row, index) => [
      cell(index + 1),
      cell(unitOf(row)),
      ...line(row, row.unit?.id ?? NO_UNIT),
    ]),
    total: [NOTHING, cell(totalName(sources)), ...line(union.total, params.unit, true)],
  };
}

async function activityForm(viewer: Viewer, tx: Tx, sources: Sources): Promise<ReturnForm> {
  const found = await activitiesByKind(viewer, tx, sources.question);
  type Count = Exclude<keyof (typeof found)[number], "kind">;
  const held = ["activities", "participants", "initiatives", "savings", "beneficiaries", "care"] as const;
  const empty = ["Sáng tạo trẻ", "4 nhất: 1", "4 nhất: 2", "4 nhất: 3", "4 nhất: 4"].map(missing);
  const sum = (of: Count) => found.reduce((all, row) => all + row[of], 0);
  return {
    number: 6,
    title: "Hoạt động, phong trào",
    columns: [
      ...[TT, wide("Nội dung"), number("Số hoạt động"), number("Lượt tham gia"), number("Sáng kiến")],
      ...[number("Giá trị làm lợi, đồng"), number("Chăm lo TNCN, người"), number("Chăm lo TNCN, đồng")],
      ...empty,
    ],
    rows: Object.entries(ACTIVITY_KIND_LABELS).map(([kind, label], index) => {
      const row = found.find((one) => one.kind === kind);
      return [
        ...[cell(index + 1), cell(label), ...held.map((of) => cell(row?.[of] ?? 0))],
        ...empty.map(() => NOTHING),
      ];
    }),
    total: [NOTHING, cell("Cộng"), ...held.map((of) => cell(sum(of))), ...empty.map(() => NOTHING)],
    note: "Lượt tham gia, sáng kiến, tiền cộng những hoạt động có ghi; chăm lo gồm tiền mặt và hiện vật.",
  };
}

async function issueForm(viewer: Viewer, tx: Tx, { question }: Sources): Promise<ReturnForm> {
  const { asOf, from, unit } = question.params;
  const raised: IssueRow[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const { rows, next } = await listIssues(
      viewer,
      tx,
      issueFilterSchema.parse({ unit: unit ?? undefined, after }),
    );
    raised.push(...rows.filter(({ raisedOn }) => raisedOn >= from && raisedOn <= asOf));
    after = next ?? undefined;
    more = next !== null;
  }
  return {
    number: 7,
    title: "Khó khăn, kiến nghị",
    columns: [
      ...[
        TT,
        wide("Nội dung"),
        { label: "Loại" },
        { label: "Nơi nêu" },
        { label: "Ngày gửi", kind: "day" as const },
      ],
      ...[wide("Kiến nghị với"), wide("Tình trạng"), { label: "Ngày trả lời", kind: "day" as const }],
    ],
    rows: raised.map((issue, index) => [
      cell(index + 1),
      cell(issue.text, `/feedback/${issue.id}`),
      cell(ISSUE_CATEGORY_LABELS[issue.category]),
      cell(issue.raisedBy),
      cell(issue.raisedOn),
      cell(issue.outsideBody ?? (issue.stage === "unit" ? "Đơn vị quản lý" : "Tỉnh Đoàn")),
      cell(ISSUE_STAGE_LABELS[issue.stage]),
      cell(issue.answeredOn),
    ]),
    listHref: "/feedback",
    note: "Kiến nghị nêu trong kỳ; tình trạng là tình trạng hiện nay.",
  };
}

const newsForm = (): ReturnForm => ({
  number: 8,
  title: "Tin, bài, cách làm hay",
  columns: [TT, ...["Tiêu đề", "Đơn vị", "Kênh", "Số, URL", "Ngày"].map(missing)],
  rows: [],
});
