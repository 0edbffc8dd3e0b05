import "server-only";
import { LINE_LABELS } from "@/lib/access/labels";
import { can, type Viewer } from "@/lib/access/policy";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { allBranches } from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import { formatMoment } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import { allEnterprises, unitsToFilter } from "@/lib/enterprises/queries";
import { enterpriseFilterSchema } from "@/lib/enterprises/schema";
import type { FileSheet } from "@/lib/files/table-file";
import { readCursor } from "@/lib/http/cursor";
import { YOUTH_LABELS } from "@/lib/indicators/labels";
import { indicatorRecords } from "@/lib/indicators/queries";
import { countsOrganisations } from "@/lib/indicators/rules";
import { indicatorParamsSchema, indicatorSchema, recordCursorSchema } from "@/lib/indicators/schema";
import { movementParamsSchema } from "@/lib/movements/schema";
import { workbookOf } from "@/lib/returns/labels";
import { returnForms } from "@/lib/returns/reports";
import { SURVEY_STATE_LABELS } from "@/lib/surveys/labels";
import { allSurveys, listCampaigns } from "@/lib/surveys/queries";
import { surveyFilterSchema } from "@/lib/surveys/schema";
import { formatTaxCode } from "@/lib/text/tax-code";

type Query = Readonly<Record<string, string>>;

/** A list as a sheet of exactly the rows its page shows under the same address; null where the page is not there. */
type ListTable = (viewer: Viewer, tx: Tx, query: Query) => Promise<FileSheet | readonly FileSheet[] | null>;

const enterprises: ListTable = async (viewer, tx, query) =>
  can(viewer, "enterprise.read")
    ? {
        name: "Doanh nghiệp",
        columns: [
          ID,
          { label: "Tên doanh nghiệp", width: 42 },
          { label: "Mã số thuế", width: 16 },
          { label: "Loại hình", width: 30, options: Object.values(LEGAL_FORM_LABELS) },
          { label: "Khu vực sở hữu", options: Object.values(OWNERSHIP_LABELS) },
          { label: "Tình trạng", options: Object.values(STATUS_LABELS) },
          { label: "Đơn vị", options: (await unitsToFilter(viewer, tx)).map(({ name }) => name) },
          { label: "Nơi đặt" },
          { label: "Có tổ chức Đoàn", width: 12, options: YES_NO },
          { label: "Có tổ chức Hội", width: 12, options: YES_NO },
          { label: "Lao động", kind: "number" },
          { label: "Ngày khảo sát", kind: "day" },
        ],
        rows: mapped(allEnterprises(viewer, tx, enterpriseFilterSchema.parse(query)), (row) => [
          row.id,
          row.name,
          row.taxCode && formatTaxCode(row.taxCode, row.taxBranch ?? undefined),
          LEGAL_FORM_LABELS[row.legalForm],
          OWNERSHIP_LABELS[row.ownership],
          STATUS_LABELS[row.status],
          row.unitName,
          row.areaName,
          yesNo(row.hasUnion),
          yesNo(row.hasAssociation),
          row.workers,
          row.surveyedOn,
        ]),
      }
    : null;

const branches: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "branch.read")) return null;
  const rows = await allBranches(viewer, tx, branchFilterSchema.parse(query));
  return {
    name: "Tổ chức",
    columns: [
      ID,
      { label: "Tên tổ chức", width: 42 },
      { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
      { label: "Loại", options: Object.values(BRANCH_KIND_LABELS) },
      { label: "Đơn vị" },
      { label: "Doanh nghiệp", width: 42 },
      { label: "Số người", kind: "number" },
      { label: "Hoạt động gần nhất", kind: "day" },
      { label: "Vững, yếu", width: 12 },
      { label: "Thôi hoạt động từ", kind: "day" },
    ],
    rows: rows.map((row) => [
      row.id,
      row.name,
      LINE_LABELS[row.line],
      BRANCH_KIND_LABELS[row.kind],
      row.unitName,
      row.enterprises.join("; "),
      row.members,
      row.lastActivityOn,
      row.health.healthy ? "Vững" : "Yếu",
      row.endedOn,
    ]),
  };
};

const surveys: ListTable = async (viewer, tx, query) =>
  can(viewer, "dashboard.read")
    ? {
        name: "Phiếu khảo sát",
        columns: [
          ID,
          { label: "Doanh nghiệp", width: 42 },
          { label: "Đợt", options: (await listCampaigns(viewer, tx)).map(({ name }) => name) },
          { label: "Tình trạng phiếu", options: Object.values(SURVEY_STATE_LABELS) },
          { label: "Ngày khảo sát", kind: "day" },
          { label: "Gửi lúc" },
          { label: "Lý do trả lại", width: 42 },
        ],
        rows: mapped(allSurveys(viewer, tx, surveyFilterSchema.parse(query)), (row) => [
          row.id,
          row.enterprise.name,
          row.campaign?.name ?? null,
          SURVEY_STATE_LABELS[row.state],
          row.surveyedOn,
          row.submittedAt && formatMoment(row.submittedAt),
          row.state === "returned" ? row.reason : null,
        ]),
      }
    : null;

const records: ListTable = async (viewer, tx, query) => {
  const indicator = indicatorSchema.parse(query["indicator"]);
  const given = indicatorParamsSchema.parse(query);
  const first = indicator && (await indicatorRecords(viewer, tx, indicator, given, undefined, BATCH));
  if (!first) return null;
  async function* all() {
    for (let page = first; page; ) {
      yield* page.records;
      const after = readCursor(recordCursorSchema, page.next ?? undefined);
      page = after && (await indicatorRecords(viewer, tx, page.indicator, given, after, BATCH));
    }
  }
  return {
    name: indicator,
    columns: countsOrganisations(indicator) ? ORGANISATION_COLUMNS : ENTERPRISE_COLUMNS,
    rows: mapped(all(), (record) => [
      ...[record.id, record.name, record.unitName],
      ...(record.type === "enterprise"
        ? [
            LEGAL_FORM_LABELS[record.legalForm],
            OWNERSHIP_LABELS[record.ownership],
            STATUS_LABELS[record.status],
            record.kinds.map((kind) => BRANCH_KIND_LABELS[kind]).join("; "),
            ...[record.surveyedOn, record.youthTo30, record.youthTo35, record.youthOn],
          ]
        : [
            LINE_LABELS[record.line],
            BRANCH_KIND_LABELS[record.kind],
            record.decisionNumber,
            record.foundedOn,
            record.doneOn,
            record.dissolvedOn,
          ]),
    ]),
  };
};

/** The eight forms as one workbook; none while the movements do not reconcile (V24). */
const forms: ListTable = async (viewer, tx, query) => {
  const book = await returnForms(viewer, tx, movementParamsSchema.parse(query));
  return book && book.broken.length === 0 ? workbookOf(book) : null;
};

/** Records fetched at once. */
const BATCH = 5000;

/** The lists that leave without a reason asked: no persons are in them. By the page's own address. */
export const LIST_TABLES: ReadonlyMap<string, { table: ListTable; fileName: string }> = new Map([
  ["enterprises", { table: enterprises, fileName: "doanh-nghiep" }],
  ["branches", { table: branches, fileName: "to-chuc" }],
  ["records", { table: records, fileName: "ban-ghi-chi-tieu" }],
  ["forms", { table: forms, fileName: "bieu-tong-hop" }],
  ["surveys", { table: surveys, fileName: "phieu-khao-sat" }],
]);

/** By it a file that was edited is told to be of the same records; locked in the sheet. */
export const ID = { label: "Mã (không sửa)", kind: "id" } as const;

const ENTERPRISE_COLUMNS: FileSheet["columns"] = [
  ID,
  { label: "Tên doanh nghiệp", width: 42 },
  { label: "Đơn vị" },
  { label: "Loại hình", width: 30, options: Object.values(LEGAL_FORM_LABELS) },
  { label: "Khu vực sở hữu", options: Object.values(OWNERSHIP_LABELS) },
  { label: "Tình trạng", options: Object.values(STATUS_LABELS) },
  { label: "Loại tổ chức" },
  { label: "Ngày khảo sát", kind: "day" },
  { label: YOUTH_LABELS.to30, kind: "number" },
  { label: YOUTH_LABELS.to35, kind: "number" },
  { label: "Số liệu thanh niên của ngày", kind: "day" },
];

const ORGANISATION_COLUMNS: FileSheet["columns"] = [
  ID,
  { label: "Tên tổ chức", width: 42 },
  { label: "Đơn vị" },
  { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
  { label: "Loại", options: Object.values(BRANCH_KIND_LABELS) },
  { label: "Số quyết định" },
  { label: "Thành lập ngày", kind: "day" },
  { label: "Củng cố ngày", kind: "day" },
  { label: "Giải thể ngày", kind: "day" },
];

const YES_NO = ["Có", "Chưa"];
const yesNo = (is: boolean): string => (is ? "Có" : "Chưa");

async function* mapped<Row, Mapped>(
  rows: AsyncIterable<Row>,
  map: (row: Row) => Mapped,
): AsyncGenerator<Mapped> {
  for await (const row of rows) yield map(row);
}
