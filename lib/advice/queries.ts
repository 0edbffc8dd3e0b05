import "server-only";
import {
  can,
  desksOf,
  ownProvincesOf,
  type Viewer,
  visibleEnterprises,
  visibleOfEnterprises,
  visiblePapers,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { CHASE_LABELS } from "@/lib/advice/labels";
import { chaseOf, movesFor, QUIET_DAYS } from "@/lib/advice/rules";
import { type AdviceFilter, adviceCursor } from "@/lib/advice/schema";
import { addDays, formatDate, fromDatabase, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { AdviceCategory, AdviceState, Line } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isId } from "@/lib/http/params";
import { unitNamesOn } from "@/lib/units/queries";
import type { WorkItem } from "@/lib/worklist/rules";

const PAGE = 50;
const COUNT_UP_TO = 1001;

const FACTS = {
  ...{ id: true, line: true, unitId: true, category: true, body: true, bodyName: true, documentNumber: true },
  ...{ sentOn: true, asked: true, answerBy: true, state: true, waitingSince: true, isDemo: true },
  enterprise: { select: { id: true, name: true } },
} satisfies Prisma.AdviceSelect;

type Stored = { sentOn: Date; answerBy: Date | null; waitingSince: Date | null } & {
  category: AdviceCategory;
  state: AdviceState;
};

const dated = <Row extends Stored>(row: Row) => {
  const days = {
    sentOn: fromDatabase(row.sentOn),
    answerBy: row.answerBy && fromDatabase(row.answerBy),
    waitingSince: row.waitingSince && fromDatabase(row.waitingSince),
  };
  return { ...row, ...days, chase: chaseOf({ ...row, ...days }, today()) };
};

/** What `chaseOf` says, as a condition: a test compares the two row by row. */
const toChase = (): Prisma.AdviceWhereInput => ({
  OR: [
    { state: "more_wanted" },
    { state: "waiting", answerBy: { lt: toDatabase(today()) } },
    {
      ...{ state: "waiting", answerBy: null, category: { not: "situation" } },
      waitingSince: { lt: toDatabase(addDays(today(), -QUIET_DAYS)) },
    },
  ],
});

const matching = (viewer: Viewer, filter: AdviceFilter): Prisma.AdviceWhereInput => ({
  AND: [visiblePapers(viewer), ...(filter.show === "chase" ? [toChase()] : [])],
  voidedAt: null,
  ...(filter.category && { category: filter.category }),
  ...(filter.state && { state: filter.state }),
  ...(filter.body && { body: filter.body }),
  ...(filter.line && { line: filter.line }),
  ...(filter.unit && { unitId: filter.unit }),
});

/** Reports and proposals in sight by the filter, the latest first, a page of 50, and how many there are (at most 1,001). */
export async function listAdvice(viewer: Viewer, tx: Tx, filter: AdviceFilter) {
  const where = matching(viewer, filter);
  const after = readCursor(adviceCursor, filter.after);
  const rows = await tx.advice.findMany({
    where: {
      ...where,
      ...(after && {
        OR: [
          { sentOn: { lt: toDatabase(after[0]) } },
          { sentOn: toDatabase(after[0]), id: { lt: after[1] } },
        ],
      }),
    },
    orderBy: [{ sentOn: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: FACTS,
  });
  const counted = await tx.advice.findMany({ where, select: { id: true }, take: COUNT_UP_TO });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const names = await unitNamesOn(viewer, tx, today());
  return {
    count: counted.length,
    next: rows.length > PAGE && last ? writeCursor([fromDatabase(last.sentOn), last.id]) : null,
    rows: page.map((row) => ({
      ...dated(row),
      unitName: names.get(row.unitId)?.shortName ?? "đơn vị khác",
    })),
  };
}

export type AdviceRow = Awaited<ReturnType<typeof listAdvice>>["rows"][number];

/** One paper with its answers and what the viewer may write down now; null out of sight. */
export async function findAdvice(viewer: Viewer, tx: Tx, adviceId: string) {
  if (!isId(adviceId)) return null;
  const stored = await tx.advice.findFirst({
    where: { AND: visiblePapers(viewer), id: adviceId, voidedAt: null },
    select: {
      ...FACTS,
      ...{ content: true, recordedById: true },
      case: { select: { id: true, line: true, enterpriseId: true } },
      plan: { select: { id: true, symbol: true, type: true } },
      campaign: { select: { id: true, name: true } },
      steps: {
        where: { voidedAt: null },
        orderBy: { order: "asc" },
        select: {
          ...{ id: true, move: true, on: true, documentNumber: true, content: true, granted: true },
          ...{ recordedById: true, recordedAt: true },
        },
      },
    },
  });
  if (!stored) return null;
  const names = await accountNames(
    viewer,
    tx,
    [stored, ...stored.steps].map(({ recordedById }) => recordedById),
  );
  const units = await unitNamesOn(viewer, tx, fromDatabase(stored.sentOn));
  const { steps, recordedById, ...facts } = stored;
  const isDesk = desksOf(viewer, stored.line).includes(stored.unitId);
  return {
    ...dated(facts),
    unitName: units.get(stored.unitId)?.name ?? "đơn vị khác",
    recordedBy: names.get(recordedById) ?? null,
    isDesk,
    moves: movesFor(stored.state, isDesk),
    steps: steps.map((step) => ({
      ...step,
      on: fromDatabase(step.on),
      granted: step.granted === null ? null : Number(step.granted),
      by: names.get(step.recordedById) ?? null,
    })),
  };
}

/** Papers about one enterprise, its cases among them, the latest first. */
export async function adviceAbout(viewer: Viewer, tx: Tx, enterpriseId: string) {
  if (!isId(enterpriseId)) return [];
  const rows = await tx.advice.findMany({
    where: {
      AND: [visiblePapers(viewer), { OR: [{ enterpriseId }, { case: { enterpriseId } }] }],
      voidedAt: null,
    },
    orderBy: [{ sentOn: "desc" }, { id: "desc" }],
    take: PAGE,
    select: { ...FACTS, caseId: true },
  });
  return rows.map(dated);
}

export type AboutRow = Awaited<ReturnType<typeof adviceAbout>>[number];

/** In whose name the viewer may write, and on which lines. */
export async function writingDesks(viewer: Viewer, tx: Tx) {
  const names = await unitNamesOn(viewer, tx, today());
  const lines = ["union", "association"] as const satisfies Line[];
  const ids = [...new Set(lines.flatMap((line) => desksOf(viewer, line)))];
  return ids.map((id) => ({
    id,
    name: names.get(id)?.name ?? "Đơn vị",
    lines: lines.filter((line) => desksOf(viewer, line).includes(id)),
  }));
}

type Asked = { enterpriseId: string | null; caseId: string | null; planId: string | null } & {
  campaignId: string | null;
};

/** What a paper may be about, as far as the viewer sees it; undefined when any of it is out of sight. */
export async function findAdviceSubject(viewer: Viewer, tx: Tx, asked: Asked) {
  const ofProvince = { provinceId: { in: ownProvincesOf(viewer) } };
  const found = {
    enterprise: asked.enterpriseId
      ? await tx.enterprise.findFirst({
          where: { id: asked.enterpriseId, AND: visibleEnterprises(viewer) },
          select: { id: true, name: true },
        })
      : null,
    case: asked.caseId
      ? await tx.establishmentCase.findFirst({
          where: { id: asked.caseId, AND: visibleOfEnterprises(viewer) },
          select: { id: true, line: true, enterprise: { select: { id: true, name: true } } },
        })
      : null,
    plan: asked.planId
      ? await tx.plan.findFirst({
          where: { id: asked.planId, ...ofProvince },
          select: { id: true, symbol: true },
        })
      : null,
    campaign: asked.campaignId
      ? await tx.surveyCampaign.findFirst({
          where: { id: asked.campaignId, ...ofProvince },
          select: { id: true, name: true },
        })
      : null,
  };
  const isWhole =
    (!asked.enterpriseId || found.enterprise) &&
    (!asked.caseId || found.case) &&
    (!asked.planId || found.plan) &&
    (!asked.campaignId || found.campaign);
  return isWhole ? found : undefined;
}

/** What waits for the desk that sent a paper: something to add, or a body to ask. */
export async function adviceWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "desk.write")) return [];
  const lines = ["union", "association"] as const satisfies Line[];
  const rows = await tx.advice.findMany({
    where: {
      AND: [
        visiblePapers(viewer),
        toChase(),
        { OR: lines.map((line) => ({ line, unitId: { in: desksOf(viewer, line) } })) },
      ],
      voidedAt: null,
    },
    orderBy: [{ sentOn: "asc" }, { id: "asc" }],
    take: 200,
    select: FACTS,
  });
  return rows.map(dated).map((row) => ({
    key: `advice:${row.id}`,
    title: row.chase === "supplement" ? CHASE_LABELS.supplement : `Hỏi lại ${row.bodyName}`,
    subject: `${row.asked} (gửi ${formatDate(row.sentOn)})`,
    href: `/advice/${row.id}`,
    heldBy: row.chase === "supplement" ? "Bạn" : row.bodyName,
    consequence: row.chase === "overdue" ? "late" : row.chase === "supplement" ? "blocks_others" : "open",
    since: row.waitingSince ?? row.sentOn,
    dueOn: row.answerBy,
  }));
}
