import "server-only";
import { can, type Viewer, visibleOfEnterprises } from "@/lib/access/policy";
import { fromDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { EnterpriseGrant, type SurveyState } from "@/lib/generated/prisma/enums";
import { formatValue } from "@/lib/imports/cells";
import {
  type CellNotice,
  FIELDS,
  type ImportContext,
  type Json,
  type Kind,
  type PlannedRow,
  type RowValues,
  type Value,
} from "@/lib/imports/fields";
import {
  codeOf,
  findEnterprises,
  type KnownEnterprise,
  kept,
  type Memory,
  NOT_IN_SIGHT,
  Objections,
  textOf,
  theOne,
} from "@/lib/imports/lookups";
import {
  NEEDS,
  NUMBER_LABELS,
  SURVEY_STATE_LABELS,
  sumProblemInWords,
  YES_NO_LABELS,
} from "@/lib/surveys/labels";
import { listCampaigns, openCampaign } from "@/lib/surveys/queries";
import {
  type Counts,
  NUMBER_FIELDS,
  REQUIRED_NUMBERS,
  stateAfter,
  sumProblems,
  YES_NO_FIELDS,
} from "@/lib/surveys/rules";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";

/** Answers that are kept as they were written. */
const TEXT_FIELDS = [
  ...([
    "elsewhereNote",
    "ownerAttitude",
    "grantNote",
    "contactName",
    "contactPhone",
    "nucleusName",
    "nucleusPhone",
  ] as const),
  ...(["assessment", "proposal", "surveyedOn", "surveyor", "informant"] as const),
];
const GRANTS = Object.values(EnterpriseGrant);

/** One form as the file tells it, by the fields of the import; needs and grants by the names of their columns. */
type Answers = Readonly<Record<string, Value>>;

/** What `write` carries out, as it lies in the plan. */
type Write = {
  id: string;
  campaignId: string;
  enterpriseId: string;
  /** Of a form on record: its version and state when it was read. */
  was: { version: number; state: SurveyState } | null;
  state: "draft" | "submitted" | "returned";
  answers: Answers;
};

type Row = { number: number; values: RowValues };
type Stored = Awaited<ReturnType<typeof storedSurveys>>[number];
type Draft = {
  row: Row;
  objections: Objections;
  enterprise: KnownEnterprise | null;
  campaignId: string | null;
};

/** Forms on record that rows name by their code, or have for their enterprises in these campaigns. */
async function storedSurveys(
  viewer: Viewer,
  tx: Tx,
  ids: readonly string[],
  enterpriseIds: readonly string[],
) {
  const rows = await tx.survey.findMany({
    where: {
      AND: [
        visibleOfEnterprises(viewer),
        { OR: [{ id: { in: [...ids] } }, { enterpriseId: { in: [...enterpriseIds] } }] },
      ],
    },
    include: {
      needs: { select: { need: true, persons: true } },
      enterprise: { select: { name: true, unionUnitId: true, associationUnitId: true } },
    },
  });
  return rows.map((row) => ({ ...row, answers: storedAnswers(row) }));
}

function storedAnswers(row: {
  unknowns: string[];
  grants: EnterpriseGrant[];
  surveyedOn: Date | null;
  needs: { need: string; persons: number | null }[];
}): Answers {
  // What the columns hold is what a cell may hold, but for the day.
  const stored = { ...row, surveyedOn: row.surveyedOn && fromDatabase(row.surveyedOn) } as unknown as Record<
    string,
    Value
  >;
  return {
    ...Object.fromEntries(
      [...NUMBER_FIELDS, ...YES_NO_FIELDS].map((field) => [
        field,
        row.unknowns.includes(field) ? "unknown" : (stored[field] ?? null),
      ]),
    ),
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, stored[field] ?? null])),
    ...Object.fromEntries(row.needs.map(({ need, persons }) => [`need_${need}`, persons])),
    ...Object.fromEntries(
      GRANTS.map((grant) => [`grant_${grant}`, row.grants.includes(grant) ? true : null]),
    ),
  };
}

/**
 * Survey forms of the open campaign, one a row: what is complete is sent for acceptance, what has open questions stays a
 * draft. "Không rõ" is an answer and not nought; sums that cannot be are refused (V25). A form that was sent is not touched.
 */
async function plan(
  viewer: Viewer,
  tx: Tx,
  context: ImportContext,
  rows: readonly Row[],
  memory: Memory,
): Promise<PlannedRow[]> {
  const asked = rows.map(({ values }) => ({
    code: codeOf(values, "taxCode"),
    name: textOf(values, "enterprise"),
  }));
  const find = await findEnterprises(viewer, tx, asked);
  const campaigns = await listCampaigns(viewer, tx);
  const open = await openCampaign(viewer, tx);
  const drafts = rows.map((row, index): Draft => {
    const objections = new Objections();
    const { code, name } = asked[index] ?? { code: null, name: null };
    const said = name ?? code?.code10 ?? null;
    const isKnown = textOf(row.values, "id") !== null;
    const enterprise =
      said && !isKnown
        ? theOne(objections, name ? "enterprise" : "taxCode", said, find({ code, name }), (one) => one.name)
        : null;
    const text = textOf(row.values, "campaign");
    const named = text ? campaigns.filter((campaign) => searchKey(campaign.name) === searchKey(text)) : [];
    const campaign = text ? theOne(objections, "campaign", text, named, (one) => one.name) : null;
    return {
      row,
      objections,
      enterprise,
      campaignId: campaign?.id ?? context.campaignId ?? open?.id ?? null,
    };
  });
  const stored = await storedSurveys(
    viewer,
    tx,
    rows.flatMap(({ values }) => textOf(values, "id") ?? []),
    drafts.flatMap(({ enterprise }) => enterprise?.id ?? []),
  );
  return drafts.map((draft) => decide(viewer, draft, { stored, openId: open?.id ?? null }, memory));
}

function decide(
  viewer: Viewer,
  draft: Draft,
  { stored, openId }: { stored: readonly Stored[]; openId: string | null },
  memory: Memory,
): PlannedRow {
  const { row, objections, enterprise, campaignId } = draft;
  const known = knownOf(draft, stored);
  const early = objections.outcome();
  if (early) return early;
  if (!known && !enterprise) objections.error("enterprise", "Ghi doanh nghiệp: tên hoặc mã số thuế");
  if (!known && (campaignId === null || campaignId !== openId)) {
    objections.error("campaign", "Đợt khảo sát này không mở. Chọn đợt đang mở, hoặc nhờ Ban Tổ chức mở đợt");
  }
  const unitIds = known
    ? [known.enterprise.unionUnitId, known.enterprise.associationUnitId]
    : enterprise
      ? [enterprise.unionUnitId, enterprise.associationUnitId]
      : [];
  const name = known?.enterprise.name ?? enterprise?.name ?? "";
  const given = givenOf(row.values);
  const changed = Object.keys(given).filter(
    (field) => !isSame(known?.answers[field] ?? null, given[field] ?? null),
  );
  if (known && changed.length === 0)
    return objections.outcome() ?? { outcome: "identical", targetId: known.id };
  if (name && !can(viewer, "survey.record", { unitIds }))
    objections.error("enterprise", `“${name}” không thuộc phạm vi khảo sát của bạn`);
  if (known && !stateAfter(known.state, "save")) {
    objections.conflict(
      null,
      `Phiếu của “${name}” đã ${SURVEY_STATE_LABELS[known.state].toLocaleLowerCase("vi")}, không sửa bằng tệp. Nhờ nơi duyệt trả lại trước`,
    );
  }
  const rows = kept<number>(memory, "surveys");
  const key = `${known?.campaignId ?? campaignId} ${known?.enterpriseId ?? enterprise?.id}`;
  const first = rows.get(key);
  if (first !== undefined && name)
    objections.conflict(
      "enterprise",
      `Trùng với dòng ${first}: mỗi doanh nghiệp một phiếu trong một đợt. Bỏ một dòng`,
    );
  const answers: Answers = { ...known?.answers, ...given };
  if ((textOf(answers, "surveyedOn") ?? "") > today())
    objections.error("surveyedOn", "Ngày khảo sát chưa tới. Xem lại năm");
  for (const problem of sumProblems(countsOf(answers)))
    objections.error(problem.at, `${sumProblemInWords(problem)} (V25)`);
  const wrong = objections.outcome();
  if (wrong) return wrong;

  rows.set(key, row.number);
  const openQuestions = missing(answers);
  const notices: CellNotice[] =
    openQuestions.length > 0
      ? [
          {
            field: openQuestions[0]?.field ?? "enterprise",
            message: `Lưu nháp, còn thiếu: ${openQuestions.map(({ label }) => label).join("; ")}`,
          },
        ]
      : [];
  const sent = stateAfter(known?.state ?? "draft", "submit") ?? "submitted";
  const state = openQuestions.length === 0 ? sent : (known?.state ?? "draft");
  const write: Write = {
    id: known?.id ?? newId(),
    // One of the two is there: what has neither was refused above.
    campaignId: known?.campaignId ?? campaignId ?? "",
    enterpriseId: known?.enterpriseId ?? enterprise?.id ?? "",
    was: known ? { version: known.version, state: known.state } : null,
    // Only drafts and returned forms come here, and what they may become.
    state: state as Write["state"],
    answers,
  };
  const planned = {
    targetId: write.id,
    write: JSON.parse(JSON.stringify(write)) as Json,
    ...(notices.length > 0 && { notices }),
  };
  if (!known) return { outcome: "create", ...planned };
  return {
    ...{ outcome: "update", ...planned },
    changes: changed.map((field) => ({
      field,
      from: shown(field, known.answers[field] ?? null),
      to: shown(field, given[field] ?? null),
    })),
  };
}

/** The form on record that a row means: by its code, or the one of its enterprise in the campaign. */
function knownOf(
  { row, objections, enterprise, campaignId }: Draft,
  stored: readonly Stored[],
): Stored | null {
  const id = textOf(row.values, "id");
  if (!id)
    return (
      stored.find((survey) => survey.enterpriseId === enterprise?.id && survey.campaignId === campaignId) ??
      null
    );
  const known = stored.find((survey) => survey.id === id);
  if (!known) {
    objections.error("id", NOT_IN_SIGHT);
    return null;
  }
  const name = textOf(row.values, "enterprise");
  if (name && enterpriseNameKey(name) !== enterpriseNameKey(known.enterprise.name)) {
    objections.conflict(
      "enterprise",
      `Mã này là phiếu của “${known.enterprise.name}”. Xem lại mã, hoặc tên doanh nghiệp`,
    );
  }
  return known;
}

const typeOf = new Map(FIELDS.surveys.map(({ name, type }) => [name, type]));
const ANSWERED = new Set<string>([
  ...[...NUMBER_FIELDS, ...YES_NO_FIELDS, ...TEXT_FIELDS],
  ...[...NEEDS.map((need) => `need_${need}`), ...GRANTS.map((grant) => `grant_${grant}`)],
]);

/** What a row answers; an empty cell answers nothing, and a grant that is not given is none. */
const givenOf = (values: RowValues): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      if (!ANSWERED.has(field) || value === null || value === undefined) return [];
      return [[field, field.startsWith("grant_") && value === false ? null : value]];
    }),
  );

const isSame = (one: Value, other: Value): boolean => one === other;
const shown = (field: string, value: Value): string => {
  const type = typeOf.get(field);
  return type ? formatValue(type, value) : "";
};

const countsOf = (answers: Answers): Counts =>
  Object.fromEntries(
    NUMBER_FIELDS.map((field) => {
      const value = answers[field];
      return [field, typeof value === "number" || value === "unknown" ? value : undefined];
    }),
  );

/** The questions left open, which keep a form from being sent. */
function missing(answers: Answers): { field: string; label: string }[] {
  const isOpen = (field: string) => (answers[field] ?? null) === null;
  return [
    ...REQUIRED_NUMBERS.filter(isOpen).map((field) => ({ field, label: NUMBER_LABELS[field] })),
    ...YES_NO_FIELDS.filter(isOpen).map((field) => ({ field, label: YES_NO_LABELS[field] })),
    ...[
      { field: "surveyedOn", label: "Ngày khảo sát" },
      { field: "surveyor", label: "Người khảo sát" },
      { field: "informant", label: "Người cung cấp thông tin" },
    ].filter(({ field }) => isOpen(field)),
  ];
}

/** "youth16To30" → "youth_16_to_30". */
const columnOf = (field: string): string =>
  field.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])/g, "_").toLowerCase();
const COLUMNS = [...NUMBER_FIELDS, ...YES_NO_FIELDS, ...TEXT_FIELDS].map(columnOf);
const ANSWER_COLUMNS = [...COLUMNS, "unknowns", "grants"];

/** The answers by the names of their columns; "không rõ" is the field's name in a list, never a number. */
const stored = (answers: Answers) => ({
  ...Object.fromEntries(
    [...NUMBER_FIELDS, ...YES_NO_FIELDS].map((field) => {
      const value = answers[field];
      return [columnOf(field), typeof value === "number" || typeof value === "boolean" ? value : null];
    }),
  ),
  ...Object.fromEntries(TEXT_FIELDS.map((field) => [columnOf(field), answers[field] ?? null])),
  unknowns: [...NUMBER_FIELDS, ...YES_NO_FIELDS].filter((field) => answers[field] === "unknown"),
  grants: GRANTS.filter((grant) => answers[`grant_${grant}`] === true),
});

/** Carries the plan out: one statement a table. */
async function write(
  viewer: Viewer,
  tx: Tx,
  _context: ImportContext,
  rows: readonly { planned: PlannedRow & { outcome: "create" | "update" } }[],
): Promise<void> {
  // Written by `plan` as exactly this.
  const writes = rows.map(({ planned }) => planned.write as unknown as Write);
  const now = new Date();
  const rowOf = (one: Write) => ({
    ...{ id: one.id, campaign_id: one.campaignId, enterprise_id: one.enterpriseId, state: one.state },
    ...{ version: one.was?.version ?? 1, ...stored(one.answers) },
    ...(one.state === "submitted" && { submitted_by_id: viewer.accountId, submitted_at: now }),
  });
  const added = writes.filter(({ was }) => !was).map(rowOf);
  // What a file does not tell of a need stays as it was said on the form.
  const said = await tx.surveyNeed.findMany({
    where: { surveyId: { in: writes.flatMap(({ id, was }) => (was ? [id] : [])) } },
    select: { surveyId: true, need: true, isUrgent: true, note: true },
  });
  const saidOf = new Map(
    said.map(({ surveyId, need, isUrgent, note }) => [`${surveyId} ${need}`, { isUrgent, note }]),
  );
  const changed = writes.filter(({ was }) => was).map(rowOf);
  // Names of columns only, and none that anybody typed.
  const columns = Prisma.raw(ANSWER_COLUMNS.join(", "));
  if (added.length > 0) {
    await tx.$executeRaw`
      insert into survey (id, campaign_id, enterprise_id, state, submitted_by_id, submitted_at, recorded_by_id, is_demo, ${columns})
      select id, campaign_id, enterprise_id, state, submitted_by_id, submitted_at, ${viewer.accountId}::uuid, ${viewer.isDemo}, ${columns}
      from jsonb_populate_recordset(null::survey, ${JSON.stringify(added)}::jsonb)`;
  }
  if (changed.length > 0) {
    const assignments = Prisma.raw(ANSWER_COLUMNS.map((column) => `${column} = r.${column}`).join(", "));
    const saved = await tx.$executeRaw`
      update survey s set ${assignments}, state = r.state, version = s.version + 1, updated_at = now(),
        submitted_by_id = coalesce(r.submitted_by_id, s.submitted_by_id), submitted_at = coalesce(r.submitted_at, s.submitted_at)
      from jsonb_populate_recordset(null::survey, ${JSON.stringify(changed)}::jsonb) r
      where s.id = r.id and s.version = r.version`;
    if (saved < changed.length)
      throw new Error("A survey changed between the plan of an import and its writing");
    await tx.surveyNeed.deleteMany({ where: { surveyId: { in: changed.map(({ id }) => id) } } });
  }
  await tx.surveyNeed.createMany({
    data: writes.flatMap(({ id, enterpriseId, answers }) =>
      NEEDS.flatMap((need) => {
        const persons = answers[`need_${need}`];
        return typeof persons === "number" || (persons === null && `need_${need}` in answers)
          ? [{ ...saidOf.get(`${id} ${need}`), id: newId(), surveyId: id, enterpriseId, need, persons }]
          : [];
      }),
    ),
  });
  await tx.surveyEvent.createMany({
    data: writes
      .filter(({ was, state }) => was?.state !== state)
      .map(({ id, enterpriseId, state }) => ({
        id: newId(),
        surveyId: id,
        enterpriseId,
        state,
        accountId: viewer.accountId,
      })),
  });
}

export const surveysKind: Kind = { plan, write };
