import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import {
  can,
  departmentsOf,
  ownProvincesOf,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleOfEnterprises,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import { findEnterprise, namesOf } from "@/lib/enterprises/queries";
import type { SurveyState } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import type { FACT_FIELDS } from "@/lib/surveys/labels";
import { mayReview } from "@/lib/surveys/rules";
import { type SurveyFilter, surveyCursor } from "@/lib/surveys/schema";
import { searchTerms } from "@/lib/text/search-key";
import { consequenceOf, MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

const PAGE = 50;
/** Rows fetched at once where all are wanted. */
const BATCH = 5000;
const COUNT_UP_TO = 1001;

const dated = (day: Date | null): PlainDate | null => day && fromDatabase(day);

/** The campaign that runs on the day in the viewer's province: the latest opened and not closed. */
export async function openCampaign(viewer: Viewer, tx: Tx, on: PlainDate = today()) {
  const found = await tx.surveyCampaign.findFirst({
    where: {
      provinceId: { in: ownProvincesOf(viewer) },
      opensOn: { lte: toDatabase(on) },
      OR: [{ closedOn: null }, { closedOn: { gt: toDatabase(on) } }],
    },
    orderBy: [{ opensOn: "desc" }, { id: "desc" }],
    select: { id: true, name: true, referenceDate: true, dueOn: true },
  });
  return found && { ...found, referenceDate: fromDatabase(found.referenceDate), dueOn: dated(found.dueOn) };
}

/** All campaigns of the viewer's province, the latest first. */
export async function listCampaigns(viewer: Viewer, tx: Tx) {
  const rows = await tx.surveyCampaign.findMany({
    where: { provinceId: { in: ownProvincesOf(viewer) } },
    orderBy: [{ opensOn: "desc" }, { id: "desc" }],
    select: {
      id: true,
      name: true,
      referenceDate: true,
      opensOn: true,
      dueOn: true,
      closedOn: true,
      formVersion: true,
      version: true,
      provinceId: true,
    },
  });
  return rows.map(({ provinceId, ...row }) => ({
    ...row,
    referenceDate: fromDatabase(row.referenceDate),
    opensOn: fromDatabase(row.opensOn),
    dueOn: dated(row.dueOn),
    closedOn: dated(row.closedOn),
    isEditable: can(viewer, "campaign.write", { provinceId }),
  }));
}

export type CampaignRow = Awaited<ReturnType<typeof listCampaigns>>[number];

/** How far each unit is in a campaign: surveys by state, by the unit that manages the enterprise on the Đoàn line today. */
export async function campaignProgress(viewer: Viewer, tx: Tx, campaignId: string) {
  const units = await reportingUnits(viewer, tx);
  const counts = await tx.survey.groupBy({
    by: ["unionUnitId", "state"],
    where: { campaignId, AND: visibleOfEnterprises(viewer) },
    _count: { _all: true },
  });
  return units.map((unit) => {
    const of = (state: SurveyState) =>
      counts.find((count) => count.unionUnitId === unit.id && count.state === state)?._count._all ?? 0;
    return {
      ...unit,
      draft: of("draft"),
      submitted: of("submitted"),
      returned: of("returned"),
      accepted: of("accepted"),
    };
  });
}

/** The units whose surveys the viewer sees: for filters and progress. */
export const reportingUnits = (viewer: Viewer, tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.$queryRaw<{ id: string; name: string }[]>`
    select u.id, v.short_name as name from unit u join unit_version v on v.unit_id = u.id and ${validOn("v", today())}
    where v.kind not in ('province', 'department')
      and (u.province_id = any (${provincesOf(viewer)}::uuid[]) or u.id = any (${unitsOf(viewer)}::uuid[]))
    order by v.kind = 'enterprise_bloc', v.sort_key`;

/** Surveys in sight by the filter, by the enterprise's name, a page of 50, and how many there are (at most 1,001). */
export async function listSurveys(viewer: Viewer, tx: Tx, filter: SurveyFilter) {
  const where = surveysWhere(viewer, filter);
  const count = (await tx.survey.findMany({ where, select: { id: true }, take: COUNT_UP_TO })).length;
  return { count, ...(await surveyPage(viewer, tx, filter, PAGE)) };
}

/** All that `listSurveys` lists page by page, a batch at a time. */
export async function* allSurveys(viewer: Viewer, tx: Tx, filter: SurveyFilter): AsyncGenerator<SurveyRow> {
  let after: string | undefined;
  do {
    const { rows, next } = await surveyPage(viewer, tx, { ...filter, after }, BATCH);
    yield* rows;
    after = next;
  } while (after);
}

/** The answers of surveys, by id, for a file. Who was asked and how to reach them is left to the page. */
export async function surveyAnswers(viewer: Viewer, tx: Tx, ids: readonly string[]) {
  const rows = await tx.survey.findMany({
    where: { AND: visibleOfEnterprises(viewer), id: { in: [...ids] } },
    select: {
      ...{ workers: true, womenWorkers: true, ethnicMinorityWorkers: true, seasonalWorkers: true },
      ...{ shiftWorkers: true, youth16To30: true, youth31To35: true, untrainedWorkers: true },
      ...{ vocationalWorkers: true, collegeWorkers: true, lodgingWorkers: true, partyMembers: true },
      ...{ tradeUnionMembers: true, unionMembersElsewhere: true, associationMembersElsewhere: true },
      ...{ id: true, unknowns: true, hasPartyCell: true, hasTradeUnion: true, elsewhereNote: true },
      ...{ ownerAttitude: true, grants: true, grantNote: true, assessment: true, proposal: true },
      needs: { select: { need: true, persons: true } },
      enterprise: { select: { taxCode: true, taxBranch: true } },
    },
  });
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

const surveysWhere = (viewer: Viewer, filter: SurveyFilter) => ({
  AND: [
    visibleOfEnterprises(viewer),
    ...searchTerms(filter.q ?? "").map((term) => ({ enterprise: { searchKey: { contains: term } } })),
  ],
  ...(filter.state && { state: filter.state }),
  ...(filter.unit && { OR: [{ unionUnitId: filter.unit }, { associationUnitId: filter.unit }] }),
  ...(filter.campaign && { campaignId: filter.campaign }),
});

async function surveyPage(viewer: Viewer, tx: Tx, filter: SurveyFilter, size: number) {
  const where = surveysWhere(viewer, filter);
  const after = readCursor(surveyCursor, filter.after);
  const rows = await tx.survey.findMany({
    where: {
      ...where,
      ...(after && {
        NOT: {
          OR: [
            { enterprise: { sortKey: { lt: after[0] } } },
            { enterprise: { sortKey: after[0] }, id: { lte: after[1] } },
          ],
        },
      }),
    },
    orderBy: [{ enterprise: { sortKey: "asc" } }, { id: "asc" }],
    take: size + 1,
    select: {
      id: true,
      state: true,
      surveyedOn: true,
      submittedAt: true,
      recordedById: true,
      submittedById: true,
      provinceId: true,
      unionUnitId: true,
      enterprise: { select: { id: true, name: true, sortKey: true } },
      campaign: { select: { name: true } },
      events: { orderBy: { at: "desc" }, take: 1, select: { reason: true } },
    },
  });
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    next: rows.length > size && last ? writeCursor([last.enterprise.sortKey, last.id]) : undefined,
    rows: page.map(({ events, ...row }) => ({
      ...row,
      surveyedOn: dated(row.surveyedOn),
      reason: events[0]?.reason ?? null,
      isReviewable:
        row.state === "submitted" &&
        departmentsOf(viewer).includes(row.provinceId) &&
        mayReview(viewer.accountId, row),
    })),
  };
}

export type SurveyRow = Awaited<ReturnType<typeof surveyPage>>["rows"][number];

/** One survey whole, with what this viewer may do with it; null when it is not there for them. */
export async function findSurvey(viewer: Viewer, tx: Tx, surveyId: string) {
  const found = await tx.survey.findFirst({
    where: { id: surveyId, AND: visibleOfEnterprises(viewer) },
    include: {
      campaign: { select: { id: true, name: true, referenceDate: true } },
      enterprise: { select: { id: true, name: true, unionUnitId: true, associationUnitId: true } },
      needs: {
        orderBy: { need: "asc" },
        select: { need: true, persons: true, isUrgent: true, note: true },
      },
      organisations: { orderBy: { id: "asc" } },
      events: { orderBy: [{ at: "desc" }, { id: "desc" }] },
    },
  });
  if (!found) return null;
  const names = await accountNames(
    viewer,
    tx,
    found.events.map(({ accountId }) => accountId),
  );
  const isOwn = can(viewer, "survey.record", {
    unitIds: [found.enterprise.unionUnitId, found.enterprise.associationUnitId],
  });
  return {
    ...found,
    facts: readFacts(found.facts),
    surveyedOn: dated(found.surveyedOn),
    campaign: { ...found.campaign, referenceDate: fromDatabase(found.campaign.referenceDate) },
    organisations: found.organisations.map((organisation) => ({
      ...organisation,
      foundedOn: dated(organisation.foundedOn),
      lastActivityOn: dated(organisation.lastActivityOn),
    })),
    events: found.events.map((event) => ({ ...event, by: names.get(event.accountId) ?? "tài khoản khác" })),
    isEditable: isOwn && (found.state === "draft" || found.state === "returned"),
    isReviewable:
      found.state === "submitted" &&
      departmentsOf(viewer).includes(found.provinceId) &&
      mayReview(viewer.accountId, found),
  };
}

export type SurveyRecord = NonNullable<Awaited<ReturnType<typeof findSurvey>>>;

const readFacts = (facts: unknown): Record<string, string> =>
  typeof facts === "object" && facts !== null
    ? Object.fromEntries(
        Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {};

/** What the register says of section A today, in the words the form uses: to start from, and to compare with. */
export async function registeredFacts(
  viewer: Viewer,
  tx: Tx,
  enterpriseId: string,
): Promise<Record<string, string>> {
  const enterprise = await findEnterprise(viewer, tx, enterpriseId);
  if (!enterprise) return {};
  const names = await namesOf(viewer, tx, enterprise);
  const facts: Record<(typeof FACT_FIELDS)[number]["key"], string | null> = {
    name: enterprise.name,
    shortName: enterprise.shortName,
    taxCode: [enterprise.taxCode, enterprise.taxBranch].filter(Boolean).join("-") || null,
    legalForm: LEGAL_FORM_LABELS[enterprise.legalForm],
    ownership: OWNERSHIP_LABELS[enterprise.ownership],
    industry: enterprise.industry,
    area: names.area,
    address: enterprise.address,
    startedYear: enterprise.startedYear?.toString() ?? null,
    status: STATUS_LABELS[enterprise.status],
    representative: enterprise.representative,
    phone: enterprise.phone,
    headOffice: enterprise.isHeadOffice ? "Trụ sở chính" : "Chi nhánh",
    entrepreneur: enterprise.entrepreneurSince
      ? `Có, từ năm ${enterprise.entrepreneurSince.slice(0, 4)}`
      : "Không",
  };
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** The enterprise's accepted survey before this one, for showing what changed. */
export async function previousSurvey(viewer: Viewer, tx: Tx, survey: SurveyRecord) {
  return tx.survey.findFirst({
    where: {
      AND: visibleOfEnterprises(viewer),
      enterpriseId: survey.enterpriseId,
      state: "accepted",
      id: { not: survey.id },
      ...(survey.surveyedOn && { surveyedOn: { lte: toDatabase(survey.surveyedOn) } }),
    },
    orderBy: [{ surveyedOn: "desc" }, { id: "desc" }],
  });
}

/** The survey of an enterprise in a campaign, if it was begun. */
export const surveyInCampaign = (viewer: Viewer, tx: Tx, enterpriseId: string, campaignId: string) =>
  tx.survey.findFirst({
    where: { enterpriseId, campaignId, AND: visibleOfEnterprises(viewer) },
    select: { id: true, state: true },
  });

/** Forms of a campaign that are not accepted yet, by the enterprise's name: whoever closes it is told. */
export const unfinishedSurveys = (viewer: Viewer, tx: Tx, campaignId: string) =>
  tx.survey.findMany({
    where: { campaignId, state: { not: "accepted" }, AND: visibleOfEnterprises(viewer) },
    orderBy: [{ enterprise: { sortKey: "asc" } }, { id: "asc" }],
    select: { id: true, state: true, unionUnitId: true, enterprise: { select: { name: true } } },
  });

/** Surveys to correct, to finish and to review. Nobody reviews what they recorded themselves. */
export async function surveysWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const ofUnits = [{ unionUnitId: { in: unitsOf(viewer) } }, { associationUnitId: { in: unitsOf(viewer) } }];
  const rows = await tx.survey.findMany({
    where: {
      OR: [
        { state: { in: ["returned", "draft"] }, OR: ofUnits },
        {
          state: "submitted",
          provinceId: { in: departmentsOf(viewer) },
          NOT: { OR: [{ recordedById: viewer.accountId }, { submittedById: viewer.accountId }] },
        },
      ],
    },
    orderBy: [{ state: "asc" }, { submittedAt: "asc" }, { id: "asc" }],
    take: 3 * MOST_WORK,
    select: workFacts,
  });
  return rows.flatMap((row) => {
    const facts = {
      subject: row.enterprise.name,
      href: `/surveys/${row.id}` as const,
      heldBy: "Bạn",
      dueOn: dated(row.campaign.dueOn),
    };
    const at = row.events[0]?.at ?? row.submittedAt;
    const since = at ? vietnamDate(at) : dated(row.surveyedOn);
    const isReview = row.state === "submitted";
    if (row.state === "draft") {
      const consequence = consequenceOf(facts.dueOn, today());
      return {
        ...facts,
        key: `survey-draft:${row.id}`,
        title: "Ghi tiếp phiếu khảo sát",
        since,
        consequence,
      };
    }
    return {
      ...facts,
      key: `${isReview ? "survey-review" : "survey-return"}:${row.id}`,
      title: isReview ? "Duyệt phiếu khảo sát" : "Sửa phiếu khảo sát bị trả lại",
      consequence: "blocks_others" as const,
      since,
    };
  });
}

/** Surveys of the viewer's units that the department has not reviewed. */
export async function surveysAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const ofUnits = [{ unionUnitId: { in: unitsOf(viewer) } }, { associationUnitId: { in: unitsOf(viewer) } }];
  const rows = await tx.survey.findMany({
    where: { state: "submitted", OR: ofUnits },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: workFacts,
  });
  return rows.map((row) => ({
    key: `survey-asked:${row.id}`,
    title: "Phiếu khảo sát chờ duyệt",
    subject: row.enterprise.name,
    href: `/surveys/${row.id}`,
    heldBy: ROLE_LABELS.org_department,
    consequence: "open",
    since: row.submittedAt && vietnamDate(row.submittedAt),
    dueOn: null,
  }));
}

const workFacts = {
  ...{ id: true, state: true, surveyedOn: true, submittedAt: true },
  enterprise: { select: { name: true } },
  campaign: { select: { dueOn: true } },
  events: { orderBy: { at: "desc" }, take: 1, select: { at: true } },
} as const;
