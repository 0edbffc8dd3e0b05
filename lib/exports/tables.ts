import "server-only";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import {
  ACTIVITY_FORM_LABELS,
  ACTIVITY_KIND_LABELS,
  benefitLine,
  CARE_KIND_LABELS,
  needLine,
} from "@/lib/activities/labels";
import { allActivities } from "@/lib/activities/queries";
import { activityFilterSchema } from "@/lib/activities/schema";
import { listCommunes } from "@/lib/areas/queries";
import { findCampaign } from "@/lib/assignments/queries";
import { allCampaignTasks, campaignTasks } from "@/lib/assignments/reports";
import { assignmentFilterSchema } from "@/lib/assignments/schema";
import { BRANCH_KIND_LABELS, MEETING_RHYTHM_LABELS } from "@/lib/branches/labels";
import { allBranches, branchDetails, findBranch } from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import { CELL_LABELS, COLUMN_LABELS } from "@/lib/coordination/labels";
import { coordinationMatrix } from "@/lib/coordination/reports";
import { COLUMNS } from "@/lib/coordination/rules";
import { coordinationFilterSchema } from "@/lib/coordination/schema";
import { formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import {
  ATTITUDE_LABELS,
  GRANT_LABELS,
  LEGAL_FORM_LABELS,
  OWNERSHIP_LABELS,
  STATUS_LABELS,
} from "@/lib/enterprises/labels";
import { allEnterprises, enterpriseDetails, unitsToFilter } from "@/lib/enterprises/queries";
import { enterpriseFilterSchema } from "@/lib/enterprises/schema";
import { type ListTable, REGISTER_TABLES } from "@/lib/exports/register-tables";
import { ID } from "@/lib/exports/schema";
import { ISSUE_CATEGORY_LABELS, ISSUE_KIND_LABELS, ISSUE_STAGE_LABELS } from "@/lib/feedback/labels";
import { listIssues } from "@/lib/feedback/queries";
import { issueFilterSchema } from "@/lib/feedback/schema";
import type { FileSheet } from "@/lib/files/table-file";
import { EnterpriseGrant } from "@/lib/generated/prisma/enums";
import { readCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { YOUTH_LABELS } from "@/lib/indicators/labels";
import { indicatorRecords } from "@/lib/indicators/queries";
import { indicatorTable } from "@/lib/indicators/reports";
import { countsOrganisations, NOT_RATED } from "@/lib/indicators/rules";
import { indicatorParamsSchema, indicatorSchema, recordCursorSchema } from "@/lib/indicators/schema";
import { GOAL_STATE_LABELS, goalTitle, planName, WORK_LIST_LABELS } from "@/lib/plans/labels";
import { allGoals, listPlans } from "@/lib/plans/queries";
import { goalFilterSchema } from "@/lib/plans/schema";
import { listProgrammes } from "@/lib/programmes/queries";
import { needRanking, needRecords } from "@/lib/programmes/reports";
import { needFilterSchema } from "@/lib/programmes/schema";
import { schemeOf } from "@/lib/ratings/queries";
import { lastYearToRate } from "@/lib/ratings/rules";
import { ratingQuerySchema } from "@/lib/ratings/schema";
import { NEED_LABELS, NEEDS, NUMBER_LABELS, SURVEY_STATE_LABELS, YES_NO_LABELS } from "@/lib/surveys/labels";
import { allSurveys, campaignProgress, listCampaigns, surveyAnswers } from "@/lib/surveys/queries";
import { NUMBER_FIELDS } from "@/lib/surveys/rules";
import { surveyFilterSchema } from "@/lib/surveys/schema";
import { metricTitle, paceInWords, sourceInWords } from "@/lib/targets/labels";
import { targetLines } from "@/lib/targets/reports";
import { lastDayOf } from "@/lib/targets/rules";
import { targetFilterSchema } from "@/lib/targets/schema";
import { formatTaxCode } from "@/lib/text/tax-code";
import { UNIT_KIND_LABELS } from "@/lib/units/labels";
import { listUnits } from "@/lib/units/queries";
import { unitFilterSchema } from "@/lib/units/schema";
import { GROUP_STATE_LABELS } from "@/lib/working-groups/labels";
import { listGroups } from "@/lib/working-groups/queries";
import { groupFilterSchema } from "@/lib/working-groups/schema";

const enterprises: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "enterprise.read")) return null;
  const places = new Map((await listCommunes(viewer, tx)).map(({ id, label }) => [id, label]));
  return {
    name: "Doanh nghiệp",
    columns: [
      ID,
      { label: "Tên doanh nghiệp", width: 42 },
      { label: "Tên viết tắt" },
      { label: "Mã số thuế", width: 16 },
      { label: "Chưa có mã số thuế", width: 12, options: IS_OR_NOT },
      { label: "Loại hình", width: 30, options: Object.values(LEGAL_FORM_LABELS) },
      { label: "Khu vực sở hữu", options: Object.values(OWNERSHIP_LABELS) },
      { label: "Tình trạng", options: Object.values(STATUS_LABELS) },
      { label: "Đơn vị", options: (await unitsToFilter(viewer, tx)).map(({ name }) => name) },
      { label: "Nơi đặt", width: 32 },
      { label: "Thôn, tổ" },
      { label: "Ngành nghề chính" },
      { label: "Năm hoạt động", width: 10 },
      { label: "Trụ sở chính", width: 10, options: IS_OR_NOT },
      { label: "Hội viên Hội Doanh nhân trẻ từ", kind: "day" },
      { label: "Có tổ chức Đoàn", width: 12, options: YES_NO },
      { label: "Có tổ chức Hội", width: 12, options: YES_NO },
      { label: "Lao động", kind: "number" },
      { label: "Ngày khảo sát", kind: "day" },
    ],
    rows: detailed(
      allEnterprises(viewer, tx, enterpriseFilterSchema.parse(query)),
      (ids) => enterpriseDetails(viewer, tx, ids),
      (row, more) => [
        row.id,
        row.name,
        more?.shortName ?? null,
        row.taxCode && formatTaxCode(row.taxCode, row.taxBranch ?? undefined),
        isOrNot(more?.hasNoTaxCode),
        LEGAL_FORM_LABELS[row.legalForm],
        OWNERSHIP_LABELS[row.ownership],
        STATUS_LABELS[row.status],
        row.unitName,
        (more && places.get(more.areaId)) ?? row.areaName,
        more?.address ?? null,
        more?.industry ?? null,
        more?.startedYear ? String(more.startedYear) : null,
        isOrNot(more?.isHeadOffice),
        more?.entrepreneurSince ?? null,
        yesNo(row.hasUnion),
        yesNo(row.hasAssociation),
        row.workers,
        row.surveyedOn,
      ],
    ),
  };
};

const branches: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "branch.read")) return null;
  const rows = await allBranches(viewer, tx, branchFilterSchema.parse(query));
  const details = await branchDetails(
    viewer,
    tx,
    rows.map(({ id }) => id),
  );
  return {
    name: "Tổ chức",
    columns: [
      ID,
      { label: "Tên tổ chức", width: 42 },
      { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
      { label: "Loại", options: Object.values(BRANCH_KIND_LABELS) },
      { label: "Đơn vị" },
      { label: "Doanh nghiệp", width: 42 },
      { label: "Mã số thuế", width: 16 },
      { label: "Trực thuộc đoàn cơ sở", width: 32 },
      { label: "Thành lập ngày", kind: "day" },
      { label: "Số quyết định" },
      { label: "Ngày quyết định", kind: "day" },
      { label: "Cơ quan ra quyết định" },
      { label: "Ban Chấp hành lâm thời", width: 12, options: IS_OR_NOT },
      { label: "Kỳ sinh hoạt", options: Object.values(MEETING_RHYTHM_LABELS) },
      { label: "Ghi chú", width: 32 },
      { label: "Số người", kind: "number" },
      { label: "Hoạt động gần nhất", kind: "day" },
      { label: "Vững, yếu", width: 12 },
      { label: "Thôi hoạt động từ", kind: "day" },
    ],
    rows: rows.map((row) => {
      const more = details.get(row.id);
      return [
        row.id,
        row.name,
        LINE_LABELS[row.line],
        BRANCH_KIND_LABELS[row.kind],
        row.unitName,
        row.enterprises.join("; "),
        taxCodeOf(more?.enterprise),
        more?.parentName ?? null,
        more?.establishedOn ?? null,
        more?.decisionNumber ?? null,
        more?.decisionOn ?? null,
        more?.decidedBy ?? null,
        isOrNot(more?.provisional),
        more ? MEETING_RHYTHM_LABELS[more.meetingRhythm] : null,
        more?.note ?? null,
        row.members,
        row.lastActivityOn,
        row.health.healthy ? "Vững" : "Yếu",
        row.endedOn,
      ];
    }),
  };
};

const surveys: ListTable = async (viewer, tx, query) =>
  can(viewer, "dashboard.read")
    ? {
        name: "Phiếu khảo sát",
        columns: [
          ID,
          { label: "Doanh nghiệp", width: 42 },
          { label: "Mã số thuế", width: 16 },
          { label: "Đợt", options: (await listCampaigns(viewer, tx)).map(({ name }) => name) },
          { label: "Tình trạng phiếu", options: Object.values(SURVEY_STATE_LABELS) },
          { label: "Ngày khảo sát", kind: "day" },
          { label: "Gửi lúc" },
          { label: "Lý do trả lại", width: 42 },
          ...NUMBER_FIELDS.map((field) => ({ label: NUMBER_LABELS[field], kind: "number" as const })),
          { label: YES_NO_LABELS.hasPartyCell, options: KNOWN_OR_NOT },
          { label: YES_NO_LABELS.hasTradeUnion, options: KNOWN_OR_NOT },
          { label: "Ghi chú sinh hoạt nơi khác", width: 32 },
          ...NEEDS.map((need) => ({
            label: `Nhu cầu: ${NEED_LABELS[need].toLocaleLowerCase("vi")}`,
            kind: "number" as const,
          })),
          { label: "Thái độ của chủ doanh nghiệp", options: Object.values(ATTITUDE_LABELS) },
          ...GRANTS.map((grant) => ({
            label: `Tạo điều kiện: ${GRANT_LABELS[grant].toLocaleLowerCase("vi")}`,
            options: IS_OR_NOT,
          })),
          { label: "Ghi chú tạo điều kiện", width: 32 },
          { label: "Đánh giá", width: 42 },
          { label: "Đề xuất", width: 42 },
        ],
        rows: detailed(
          allSurveys(viewer, tx, surveyFilterSchema.parse(query)),
          (ids) => surveyAnswers(viewer, tx, ids),
          (row, more) => [
            row.id,
            row.enterprise.name,
            taxCodeOf(more?.enterprise),
            row.campaign?.name ?? null,
            SURVEY_STATE_LABELS[row.state],
            row.surveyedOn,
            row.submittedAt && formatMoment(row.submittedAt),
            row.state === "returned" ? row.reason : null,
            ...NUMBER_FIELDS.map((field) =>
              more?.unknowns.includes(field) ? UNKNOWN : (more?.[field] ?? null),
            ),
            ...(["hasPartyCell", "hasTradeUnion"] as const).map((field) =>
              more?.unknowns.includes(field) ? UNKNOWN : isOrNot(more?.[field]),
            ),
            more?.elsewhereNote ?? null,
            ...NEEDS.map((need) => more?.needs.find((named) => named.need === need)?.persons ?? null),
            more?.ownerAttitude ? ATTITUDE_LABELS[more.ownerAttitude] : null,
            ...GRANTS.map((grant) => (more?.grants.includes(grant) ? "Có" : null)),
            more?.grantNote ?? null,
            more?.assessment ?? null,
            more?.proposal ?? null,
          ],
        ),
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

const goals: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "enterprise.read")) return null;
  const list = await allGoals(viewer, tx, goalFilterSchema.parse(query));
  if (!list) return null;
  return {
    name: "Mục tiêu",
    columns: [
      ID,
      { label: "Doanh nghiệp", width: 42 },
      { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
      { label: "Mục tiêu", width: 32 },
      { label: "Trạng thái", options: Object.values(GOAL_STATE_LABELS) },
      { label: "Vì sao", width: 60 },
      { label: "Danh sách việc", options: Object.values(WORK_LIST_LABELS) },
      { label: "Đơn vị" },
      { label: "Thời hạn", kind: "day" },
      { label: "Bằng chứng gần nhất", kind: "day" },
    ],
    rows: list.rows.map((row) => [
      ...[row.goalId, row.enterpriseName, LINE_LABELS[row.line], goalTitle(row.kind, row.line)],
      ...[GOAL_STATE_LABELS[row.state], row.explanation.join(" "), WORK_LIST_LABELS[row.workList]],
      ...[row.unitName, row.dueOn, row.lastEvidenceOn],
    ]),
  };
};

const feedback: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "feedback.read")) return null;
  const filter = issueFilterSchema.parse(query);
  async function* all() {
    for (let after: string | undefined; ; ) {
      const { rows, next } = await listIssues(viewer, tx, { ...filter, after });
      yield* rows;
      if (!next) return;
      after = next;
    }
  }
  return {
    name: "Khó khăn, kiến nghị",
    columns: [
      ID,
      { label: "Nội dung", width: 60 },
      { label: "Loại", options: Object.values(ISSUE_KIND_LABELS) },
      { label: "Nhóm việc", width: 32, options: Object.values(ISSUE_CATEGORY_LABELS) },
      { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
      { label: "Gấp", width: 8, options: IS_OR_NOT },
      { label: "Doanh nghiệp", width: 42 },
      { label: "Nơi nêu", width: 32 },
      { label: "Ngày nêu", kind: "day" },
      { label: "Đang ở đâu", width: 32, options: Object.values(ISSUE_STAGE_LABELS) },
      { label: "Hạn trả lời", kind: "day" },
      { label: "Ngày trả lời", kind: "day" },
    ],
    rows: mapped(all(), (row) => [
      ...[row.id, row.text, ISSUE_KIND_LABELS[row.kind], ISSUE_CATEGORY_LABELS[row.category]],
      ...[LINE_LABELS[row.line], isOrNot(row.isUrgent), row.enterprise?.name ?? null, row.raisedBy],
      ...[row.raisedOn, ISSUE_STAGE_LABELS[row.stage], row.answerBy, row.answeredOn],
    ]),
  };
};

const campaigns: ListTable = async (viewer, tx) => ({
  name: "Đợt khảo sát",
  columns: [
    ID,
    { label: "Tên", width: 42 },
    { label: "Số liệu tính đến", kind: "day" },
    { label: "Mở từ", kind: "day" },
    { label: "Hạn", kind: "day" },
    { label: "Đóng", kind: "day" },
  ],
  rows: (await listCampaigns(viewer, tx)).map((row) => [
    ...[row.id, row.name, row.referenceDate, row.opensOn, row.dueOn, row.closedOn],
  ]),
});

const progress: ListTable = async (viewer, tx, query) => {
  const campaignId = query["campaign"] ?? "";
  const campaign = (await listCampaigns(viewer, tx)).find(({ id }) => id === campaignId);
  if (!campaign) return null;
  return {
    name: "Tiến độ khảo sát",
    columns: [
      ID,
      { label: "Đơn vị", width: 32 },
      ...PROGRESS_STATES.map((state) => ({ label: SURVEY_STATE_LABELS[state], kind: "number" as const })),
    ],
    rows: (await campaignProgress(viewer, tx, campaignId)).map((unit) => [
      ...[unit.id, unit.name],
      ...PROGRESS_STATES.map((state) => unit[state]),
    ]),
  };
};

const assignments: ListTable = async (viewer, tx, query) => {
  const campaign = await findCampaign(viewer, tx, query["campaign"] ?? "");
  const filter = assignmentFilterSchema.parse(query);
  if (!campaign || !(await campaignTasks(viewer, tx, campaign.id, filter, 0))) return null;
  return {
    name: "Giao khảo sát",
    columns: [
      ID,
      { label: "Doanh nghiệp", width: 42 },
      { label: "Đơn vị" },
      { label: "Xã, phường", width: 24 },
      { label: "Giao cho", width: 28 },
      { label: "Từ ngày", kind: "day" },
      { label: "Hạn", kind: "day" },
      { label: "Phiếu", options: Object.values(SURVEY_STATE_LABELS) },
    ],
    rows: mapped(allCampaignTasks(viewer, tx, campaign.id, filter), (row) => [
      ...[row.id, row.name, row.unitName, row.areaName, row.surveyor],
      ...[row.surveyor && row.assignedOn, row.dueOn, row.state && SURVEY_STATE_LABELS[row.state]],
    ]),
  };
};

const workingGroups: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "dashboard.read")) return null;
  return {
    name: "Tổ công tác",
    columns: [
      ID,
      { label: "Tổ công tác", width: 42 },
      { label: "Đơn vị" },
      { label: "Tình trạng", options: Object.values(GROUP_STATE_LABELS) },
      { label: "Số quyết định" },
      { label: "Ngày quyết định", kind: "day" },
      ...["Thành viên", "Doanh nghiệp giao", "Đã gửi phiếu"].map((label) => ({
        label,
        kind: "number" as const,
      })),
    ],
    rows: (await listGroups(viewer, tx, groupFilterSchema.parse(query))).map((row) => [
      ...[row.id, row.name, row.unitName, GROUP_STATE_LABELS[row.state], row.decision, row.decidedOn],
      ...[row.members, row.enterprises, row.surveyed],
    ]),
  };
};

const PROGRESS_STATES = ["draft", "submitted", "returned", "accepted"] as const;

const plans: ListTable = async (viewer, tx) => ({
  name: "Kế hoạch",
  columns: [
    ID,
    { label: "Văn bản", width: 32 },
    { label: "Trích yếu", width: 60 },
    { label: "Ngày", kind: "day" },
    { label: "Nơi ban hành", width: 32 },
    { label: "Thời hạn", kind: "day" },
    { label: "Mục tiêu", kind: "number" },
  ],
  rows: (await listPlans(viewer, tx)).map((plan) => [
    ...[plan.id, planName(plan), plan.title, plan.issuedOn, plan.issuer, plan.dueOn, plan.goals],
  ]),
});

const coordination: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "dashboard.read")) return null;
  const matrix = await coordinationMatrix(viewer, tx, coordinationFilterSchema.parse(query));
  if (!matrix) return null;
  return {
    name: "Theo dõi đơn vị",
    columns: [
      ID,
      { label: "Đơn vị", width: 36 },
      ...COLUMNS.flatMap((column) => [
        { label: COLUMN_LABELS[column], width: 14, options: Object.values(CELL_LABELS) },
        { label: `${COLUMN_LABELS[column]}: chi tiết`, width: 30 },
        { label: `${COLUMN_LABELS[column]}: ngày`, kind: "day" as const },
      ]),
    ],
    rows: matrix.rows.map(({ id, name, cells }) => [
      ...[id, name],
      ...COLUMNS.flatMap((column) => {
        const { state, says, on } = cells[column];
        return [CELL_LABELS[state], says, on];
      }),
    ]),
  };
};

const targets: ListTable = async (viewer, tx, query) => {
  const found = await targetLines(viewer, tx, targetFilterSchema.parse(query));
  if (!found) return null;
  return {
    name: "Chỉ tiêu",
    columns: [
      ID,
      { label: "Việc được giao", width: 36 },
      { label: "Nơi được giao", width: 36 },
      { label: "Đạt", kind: "number" },
      { label: "Chỉ tiêu", kind: "number" },
      { label: "Nhịp độ", width: 60 },
      { label: "Từ ngày", kind: "day" },
      { label: "Đến hết ngày", kind: "day" },
      { label: "Xuất phát từ", kind: "number" },
      { label: "Văn bản giao", width: 48 },
    ],
    rows: found.lines.map((line) => [
      ...[line.id, metricTitle(line)],
      line.branchName ?? (line.isWhole ? "Toàn tỉnh" : line.unit.shortName),
      ...[line.actual?.number ?? null, line.value],
      line.standing && paceInWords(line.standing, { ...line, recent: line.recent?.number ?? null }),
      ...[line.period.from, lastDayOf(line.period), line.baseline, sourceInWords(line.source)],
    ]),
  };
};

const units: ListTable = async (viewer, tx, query) => {
  const { asOf = today() } = unitFilterSchema.parse(query);
  const found = await listUnits(viewer, tx, asOf);
  const names = new Map(found.map(({ unitId, name }) => [unitId, name]));
  return {
    name: "Đơn vị",
    columns: [
      ID,
      { label: "Tên đơn vị", width: 42 },
      { label: "Tên gọi tắt" },
      { label: "Loại", width: 28, options: Object.values(UNIT_KIND_LABELS) },
      { label: "Trực thuộc", width: 42 },
      { label: "Mã", width: 10 },
      { label: "Ký hiệu văn bản" },
      { label: "Từ ngày", kind: "day" },
      { label: "Đến trước ngày", kind: "day" },
      { label: "Suy ra", width: 10, options: IS_OR_NOT },
    ],
    rows: found.map((unit) => [
      ...[unit.unitId, unit.name, unit.shortName, UNIT_KIND_LABELS[unit.kind]],
      ...[unit.parentId && (names.get(unit.parentId) ?? null), unit.code, unit.documentSymbol],
      ...[unit.validFrom, unit.validTo, isOrNot(unit.inferred)],
    ]),
  };
};

/** Of one organisation. */
const activities: ListTable = async (viewer, tx, query) => {
  const branch = query["branch"] ?? "";
  return isId(branch) && (await findBranch(viewer, tx, branch))
    ? activityRegister(viewer, tx, { branch })
    : null;
};

const activityRegister: ListTable = async (viewer, tx, query) => {
  if (!can(viewer, "branch.read")) return null;
  return {
    name: "Hoạt động",
    columns: [
      ID,
      { label: "Ngày", kind: "day" },
      { label: "Hoạt động", width: 42 },
      { label: "Loại", width: 32, options: Object.values(ACTIVITY_KIND_LABELS) },
      { label: "Hình thức", options: Object.values(ACTIVITY_FORM_LABELS) },
      { label: "Nơi tổ chức", width: 42 },
      { label: "Đơn vị" },
      { label: "Đoàn, Hội", width: 12, options: Object.values(LINE_LABELS) },
      { label: "Đoàn và Hội cùng tổ chức", width: 12, options: IS_OR_NOT },
      ...["Người dự", "Đoàn viên", "Hội viên", "Thanh niên"].map((label) => ({
        label,
        kind: "number" as const,
      })),
      { label: "Có lợi cho" },
      { label: "Lợi ích cho thanh niên", width: 32 },
      { label: "Lợi ích cho doanh nghiệp", width: 32 },
      { label: "Kết quả", width: 42 },
      ...["Sáng kiến", "Giá trị làm lợi, đồng", "Công trình thanh niên"].map((label) => ({
        label,
        kind: "number" as const,
      })),
      { label: "Hình thức chăm lo", options: Object.values(CARE_KIND_LABELS) },
      ...["Người được chăm lo", "Tiền mặt, đồng", "Hiện vật, đồng"].map((label) => ({
        label,
        kind: "number" as const,
      })),
      { label: "Tại", width: 28 },
      { label: "Nhu cầu", width: 32 },
    ],
    rows: mapped(allActivities(viewer, tx, activityFilterSchema.parse(query)), (row) => [
      ...[row.id, row.on, row.title, ACTIVITY_KIND_LABELS[row.kind]],
      ...[row.form && ACTIVITY_FORM_LABELS[row.form], row.by, row.unitName, LINE_LABELS[row.line]],
      ...[isOrNot(row.isJoint), row.participants, row.unionParticipants, row.associationParticipants],
      ...[row.youthParticipants, benefitLine(row) || null, row.benefitYouth, row.benefitEnterprise],
      ...[row.result, row.initiatives, row.savings, row.youthProjects],
      ...[row.careKind && CARE_KIND_LABELS[row.careKind], row.beneficiaries, row.careCash, row.careInKind],
      ...[row.placeName, needLine(row.needs) || null],
    ]),
  };
};

const programmes: ListTable = async (viewer, tx) => {
  if (!can(viewer, "dashboard.read")) return null;
  return {
    name: "Chương trình hoạt động",
    columns: [
      ID,
      { label: "Chương trình", width: 42 },
      { label: "Đơn vị" },
      { label: "Từ ngày", kind: "day" },
      { label: "Đến ngày", kind: "day" },
      ...["Việc", "Đã làm", "Quá ngày"].map((label) => ({ label, kind: "number" as const })),
    ],
    rows: (await listProgrammes(viewer, tx)).map((row) => [
      ...[row.id, row.title, row.unitName, row.startsOn, row.endsOn, row.items, row.done, row.late],
    ]),
  };
};

const needs: ListTable = async (viewer, tx, query) => {
  const ranking = await needRanking(viewer, tx, needFilterSchema.parse(query));
  if (!ranking) return null;
  return {
    name: "Nhu cầu của thanh niên",
    columns: [
      { label: "Thứ", kind: "number", width: 8 },
      { label: "Nhu cầu", width: 32 },
      ...["Số người nêu", "Doanh nghiệp", "Nơi cần gấp", "Nơi không đếm"].map((label) => ({
        label,
        kind: "number" as const,
      })),
      ...["Hoạt động đã làm", "Trong chương trình"].map((label) => ({ label, kind: "number" as const })),
    ],
    rows: ranking.ranked.map((row) => [
      ...[row.rank, NEED_LABELS[row.need], row.persons, row.enterprises, row.urgent, row.uncounted],
      ...[row.activities, row.planned],
    ]),
  };
};

const needEnterprises: ListTable = async (viewer, tx, query) => {
  const need = NEEDS.find((code) => code === query["need"]);
  const list =
    need &&
    (await needRecords(viewer, tx, need, needFilterSchema.parse({ ...query, after: undefined }), ALL));
  if (!list) return null;
  return {
    name: NEED_LABELS[need].replaceAll("/", " "),
    columns: [
      ID,
      { label: "Doanh nghiệp", width: 42 },
      { label: "Đơn vị" },
      { label: "Số người nêu", kind: "number" },
      { label: "Cần gấp", width: 10, options: IS_OR_NOT },
      { label: "Ghi chú", width: 42 },
      { label: "Ngày khảo sát", kind: "day" },
    ],
    rows: list.rows.map((row) => [
      ...[row.id, row.name, row.unitName, row.persons, isOrNot(row.isUrgent), row.note, row.surveyedOn],
    ]),
  };
};

/** More enterprises than a province has. */
const ALL = 100_000;

const ratings: ListTable = async (viewer, tx, query) => {
  const asked = ratingQuerySchema.parse(query);
  const year = Math.min(asked.year ?? lastYearToRate(today()), lastYearToRate(today()));
  const table = await indicatorTable(viewer, tx, { asOf: asked.asOf, line: "union", year });
  if (!table) return null;
  const levels = [
    ...((await schemeOf(viewer, tx, "branch", year))?.levels ?? []).map(({ id, label }) => ({ id, label })),
    { id: NOT_RATED, label: "Chưa xếp loại" },
  ];
  return {
    name: `Xếp loại ${year}`,
    columns: [
      ID,
      { label: "Đơn vị", width: 32 },
      ...levels.map(({ label }) => ({ label, kind: "number" as const })),
      { label: "Thuộc diện", kind: "number" },
    ],
    rows: table.rows
      .filter(({ numbers }) => numbers.K15 > 0)
      .map(({ unit, numbers }) => [
        ...[unit?.id ?? null, unit?.shortName ?? "Chưa có đơn vị quản lý"],
        ...[...levels.map(({ id }) => numbers.rated[id] ?? 0), numbers.K15],
      ]),
  };
};

/** Records fetched at once. */
const BATCH = 5000;

/** The lists that leave without a reason asked: no persons are in them. By the page's own address. */
export const LIST_TABLES: ReadonlyMap<string, { table: ListTable; fileName: string }> = new Map([
  ["activities", { table: activities, fileName: "hoat-dong" }],
  ["activity-register", { table: activityRegister, fileName: "so-hoat-dong" }],
  ["assignments", { table: assignments, fileName: "giao-khao-sat" }],
  ["branches", { table: branches, fileName: "to-chuc" }],
  ["campaigns", { table: campaigns, fileName: "dot-khao-sat" }],
  ["coordination", { table: coordination, fileName: "theo-doi-don-vi" }],
  ["enterprises", { table: enterprises, fileName: "doanh-nghiep" }],
  ["feedback", { table: feedback, fileName: "kho-khan-kien-nghi" }],
  ["goals", { table: goals, fileName: "muc-tieu" }],
  ["need-enterprises", { table: needEnterprises, fileName: "doanh-nghiep-neu-nhu-cau" }],
  ["needs", { table: needs, fileName: "nhu-cau" }],
  ["plans", { table: plans, fileName: "ke-hoach" }],
  ["programmes", { table: programmes, fileName: "chuong-trinh-hoat-dong" }],
  ["progress", { table: progress, fileName: "tien-do-khao-sat" }],
  ["ratings", { table: ratings, fileName: "xep-loai" }],
  ["records", { table: records, fileName: "ban-ghi-chi-tieu" }],
  ["surveys", { table: surveys, fileName: "phieu-khao-sat" }],
  ["targets", { table: targets, fileName: "chi-tieu" }],
  ["units", { table: units, fileName: "don-vi" }],
  ["working-groups", { table: workingGroups, fileName: "to-cong-tac" }],
  ...REGISTER_TABLES,
]);

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

/** Of a fact, not of a deed to be done: "Không" is an answer. */
const IS_OR_NOT = ["Có", "Không"];
const isOrNot = (is: boolean | null | undefined): string | null =>
  is === null || is === undefined ? null : is ? "Có" : "Không";
const UNKNOWN = "Không rõ";
const KNOWN_OR_NOT = [...IS_OR_NOT, UNKNOWN];

const GRANTS = Object.values(EnterpriseGrant);

const taxCodeOf = (enterprise: { taxCode: string | null; taxBranch: string | null } | null | undefined) =>
  enterprise?.taxCode ? formatTaxCode(enterprise.taxCode, enterprise.taxBranch ?? undefined) : null;

async function* mapped<Row, Mapped>(
  rows: AsyncIterable<Row>,
  map: (row: Row) => Mapped,
): AsyncGenerator<Mapped> {
  for await (const row of rows) yield map(row);
}

/** Rows with what is read of them besides, some hundreds at a time. */
async function* detailed<Row extends { id: string }, More, Mapped>(
  rows: AsyncIterable<Row>,
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, More>>,
  map: (row: Row, more: More | undefined) => Mapped,
): AsyncGenerator<Mapped> {
  let batch: Row[] = [];
  const told = async () => {
    const more = await read(batch.map(({ id }) => id));
    return batch.map((row) => map(row, more.get(row.id)));
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < DETAILED_AT_ONCE) continue;
    yield* await told();
    batch = [];
  }
  if (batch.length > 0) yield* await told();
}

const DETAILED_AT_ONCE = 1000;
