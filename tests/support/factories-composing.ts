import type { Viewer } from "@/lib/access/policy";
import { addClause, beginPlan, issuePlan, writePlanHead, writeRecipients } from "@/lib/composing/commands";
import type { PlanHeadInput } from "@/lib/composing/schema";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { deed, province, row, viewer } from "@/tests/support/factories";
import { plan } from "@/tests/support/factories-plans";
import { value } from "@/tests/support/factories-transfers";

/** A province with its department, two districts' officers and everybody who must not compose. */
export async function composingWorld() {
  const place = await province();
  const away = await province();
  const { provinceId, districtA, districtB } = place;
  const at = (role: Parameters<typeof viewer>[0]["role"], unitId: string = provinceId) =>
    viewer({ role, provinceId, unitId });
  return {
    ...place,
    department: await at("org_department", place.orgDepartment),
    officer: await at("unit_officer", districtA),
    neighbour: await at("unit_officer", districtB),
    outsiders: {
      "the committee": await at("province_board"),
      "the Hội department": await at("association_department", place.associationDepartment),
      "the clerk": await at("province_clerk"),
      "the administrator": await at("system_admin"),
      "another province's department": await viewer({
        role: "org_department",
        provinceId: away.provinceId,
        unitId: away.orgDepartment,
      }),
    },
  };
}
export type ComposingWorld = Awaited<ReturnType<typeof composingWorld>>;

/** The head of a draft as its form posts it, complete unless said. */
export const headOf = (planId: string, given: Partial<PlanHeadInput> = {}): PlanHeadInput => ({
  planId,
  version: 1,
  symbol: "12-KH/TĐTN-TCKT",
  issuedOn: "2014-12-01",
  title: "Kế hoạch thử",
  year: 2014,
  place: "Nơi thử",
  issuer: "Đơn vị thử",
  onBehalfOf: null,
  signatoryPost: "BÍ THƯ",
  signatoryName: "Người ký thử",
  preamble: null,
  specifics: null,
  setsGoals: false,
  scopeLegalForms: ["joint_stock"],
  scopeOwnerships: ["non_state"],
  scopeSuspended: false,
  ...given,
});

export const clauseIn = (
  planId: string,
  text: string,
  given: { parentId?: string; unitIds?: string[]; dueOn?: string } = {},
) => ({
  planId,
  parentId: given.parentId ?? null,
  text,
  isNumbered: true,
  unitIds: given.unitIds ?? [],
  dueOn: given.dueOn ?? null,
});

/** A draft with two clauses, one under the other and charging `charged`, sent to these units; complete but for nothing. */
export async function draftOf(
  who: Viewer,
  unitId: string,
  given: { charged?: string[]; dueOn?: string; head?: Partial<PlanHeadInput> } = {},
) {
  const { planId } = value(await beginPlan(who, deed(), { unitId, title: "Kế hoạch thử", year: 2014 }));
  const charged = given.charged ?? [];
  const { taskId: partId } = value(await addClause(who, deed(), clauseIn(planId, "NHIỆM VỤ")));
  const { taskId } = value(
    await addClause(
      who,
      deed(),
      clauseIn(planId, "Khảo sát doanh nghiệp", {
        parentId: partId,
        unitIds: charged,
        ...(given.dueOn && { dueOn: given.dueOn }),
      }),
    ),
  );
  if (charged.length > 0) {
    value(
      await writeRecipients(who, deed(), {
        ...{ planId, unitsText: "Các huyện Đoàn", unitIds: charged, others: "Lưu: VT" },
      }),
    );
  }
  value(await writePlanHead(who, deed(), headOf(planId, { symbol: `${next()}-KH/TĐTN`, ...given.head })));
  return { planId, partId, taskId };
}

let count = 0;
const next = () => {
  count += 1;
  return count;
};

/** The same, issued. */
export async function issuedPlan(who: Viewer, unitId: string, given: Parameters<typeof draftOf>[2] = {}) {
  const draft = await draftOf(who, unitId, given);
  value(await issuePlan(who, deed(), { planId: draft.planId }));
  return draft;
}

/** The unit's delivery of a plan. */
export async function deliveryOf(planId: string, unitId: string): Promise<string> {
  const { rows } = await owner.query("select id from plan_delivery where plan_id = $1 and unit_id = $2", [
    planId,
    unitId,
  ]);
  return String(rows[0]?.id);
}

/** A statement sent around the commands, as the program's role in somebody's session: whether it changed or gave anything. */
export async function around(who: Viewer, sql: string): Promise<boolean> {
  try {
    return (await withViewer(who, (tx) => tx.$executeRawUnsafe(sql))) > 0;
  } catch {
    return false;
  }
}

/** A plan of a province as the reference loader leaves it, with one clause that charges the unit and sent to it. */
export async function loadedPlan(provinceId: string, unitId: string) {
  const planId = await plan({ provinceId });
  const taskId = await row("plan_task", {
    ...{ plan_id: planId, order: 1, section: "I", text: "Củng cố tổ chức", province_id: provinceId },
  });
  await owner.query("insert into plan_task_unit (task_id, unit_id, province_id) values ($1, $2, $3)", [
    ...[taskId, unitId, provinceId],
  ]);
  const recipientId = await row("plan_recipient", {
    ...{ plan_id: planId, order: 1, text: "Các huyện Đoàn", province_id: provinceId },
  });
  await owner.query(
    "insert into plan_recipient_unit (recipient_id, unit_id, province_id) values ($1, $2, $3)",
    [...[recipientId, unitId, provinceId]],
  );
  return { planId, taskId };
}
