import { type Clause, clausesFor, isNumbered, numbered } from "@/lib/composing/rules";
import { documentSymbolKey } from "@/lib/text/normalize";
import { morningOf, type Writer } from "./rows";

type Unit = { unitId: string; unitName: string; officerId: string };
type Setting = { planId: string; provinceId: string; departmentId: string };
type StoredClause = { id: string; parentId: string | null; section: string; text: string; unitIds: string[] };

const SIGNATORY = { signatory_post: "BÍ THƯ", signatory_name: "Người ký minh hoạ", place: "Nơi minh hoạ" };

/**
 * What the units made of the plan in its first eight weeks: most acknowledged it, two have not looked; two issued a plan of
 * their own with its two lists, one is drafting; some charges are done, one of a unit's own is late; tasks traced to the
 * resolution they carry out.
 */
export async function writePlans(
  write: Writer,
  setting: Setting,
  units: readonly Unit[],
  [first, second, drafting]: readonly [Unit, Unit, Unit],
): Promise<void> {
  await acknowledge(write, setting, units, [first, second]);
  const clauses = await clausesOf(write, setting.planId);
  await ownPlan(write, setting, clauses, first, { symbol: "07-KH/ĐTN", on: "2014-11-03" });
  await ownPlan(write, setting, clauses, second, { symbol: "15-KH/ĐTN", on: "2014-11-10" });
  await ownPlan(write, setting, clauses, drafting, null);
  await carryOut(write, setting, clauses, units);
  await trace(write, setting, clauses);
}

/** How far the units are: the first half carries it out, then assigned, then seen; two have not looked at it. */
async function acknowledge(
  write: Writer,
  { planId, provinceId }: Setting,
  units: readonly Unit[],
  planning: readonly Unit[],
) {
  const farOf = (unit: Unit, index: number): number => {
    if (planning.includes(unit)) return 3;
    if (index === 4 || index === 9) return 0;
    return index < 6 ? 3 : index < 10 ? 2 : 1;
  };
  for (const [index, unit] of units.entries()) {
    const far = farOf(unit, index);
    const { rows } = await write.client.query<{ id: string }>(
      "select id from plan_delivery where plan_id = $1 and unit_id = $2",
      [planId, unit.unitId],
    );
    const [delivery] = rows;
    if (!delivery) continue;
    const steps = [
      { state: "seen", on: `2014-10-${24 + (index % 7)}` },
      { state: "assigned", on: `2014-11-0${1 + (index % 8)}`, assignee: "Phó Bí thư phụ trách (minh hoạ)" },
      { state: "under_way", on: `2014-11-${11 + (index % 9)}` },
    ].slice(0, far);
    for (const [order, step] of steps.entries()) {
      await write.insert("plan_delivery_step", {
        ...{ ...step, delivery_id: delivery.id, order: order + 1, province_id: provinceId, is_demo: true },
        ...{ recorded_by_id: unit.officerId, recorded_at: morningOf(step.on) },
      });
    }
    const last = steps.at(-1);
    if (last)
      await write.client.query("update plan_delivery set state = $2 where id = $1", [
        delivery.id,
        last.state,
      ]);
  }
}

async function clausesOf(write: Writer, planId: string): Promise<StoredClause[]> {
  const { rows } = await write.client.query<StoredClause>(
    `select t.id, t.parent_id as "parentId", t.section, t.text,
       coalesce((select array_agg(u.unit_id::text) from plan_task_unit u where u.task_id = t.id), '{}') as "unitIds"
     from plan_task t where t.plan_id = $1 order by t."order"`,
    [planId],
  );
  return rows;
}

/** A unit's own plan from what charges it; a draft where nothing says when it was issued. */
async function ownPlan(
  write: Writer,
  { planId, provinceId }: Setting,
  clauses: readonly StoredClause[],
  unit: Unit,
  issued: { symbol: string; on: string } | null,
): Promise<void> {
  const symbol = issued ? `${issued.symbol} (minh hoạ)` : "";
  const by = { recorded_by_id: unit.officerId };
  const inProvince = { province_id: provinceId };
  const { rows } = await write.client.query(
    `select title, year, symbol, issued_on::text as "issuedOn", issuer, scope_legal_forms, scope_ownerships, scope_suspended,
       association_kinds from plan where id = $1`,
    [planId],
  );
  const { title, year, symbol: above, issuedOn, issuer, ...scope } = rows[0];
  const ownId = await write.insert("plan", {
    ...{ ...inProvince, ...SIGNATORY, ...scope, unit_id: unit.unitId, parent_id: planId, sets_goals: false },
    ...{ state: issued ? "issued" : "draft", number: issued ? symbol.replace(/\D.*$/, "") : "", symbol },
    ...{ symbol_key: documentSymbolKey(symbol), type: "KH", title, year, is_demo: true },
    ...{
      issued_on: issued?.on ?? null,
      baseline_on: issued?.on ?? "2014-12-08",
      issuer: unit.unitName.toLocaleUpperCase("vi"),
    },
    preamble: `Thực hiện Kế hoạch số ${above} của ${issuer}, đơn vị xây dựng kế hoạch triển khai như sau (minh hoạ):`,
    specifics: "Doanh nghiệp nhỏ, ở xa nhau; ưu tiên nơi có trên mười thanh niên (minh hoạ).",
    updated_at: morningOf(issued?.on ?? "2014-12-08"),
  });
  const steps = issued ? ["draft", "issued"] : ["draft"];
  for (const [order, state] of steps.entries()) {
    await write.insert("plan_step", {
      ...{ ...by, ...inProvince, plan_id: ownId, order: order + 1, state },
      recorded_at: morningOf(issued?.on ?? "2014-12-08"),
    });
  }
  await write.insert("plan_basis", {
    ...{
      ...inProvince,
      plan_id: ownId,
      order: 1,
      symbol: above,
      issued_on: issuedOn,
      issuer,
      abstract: title,
    },
    related_id: planId,
  });
  const tasks = await copyClauses(write, clausesFor(clauses, unit.unitId), ownId, provinceId);
  // The unit gave itself a day for its first two charges: the program never would.
  for (const [index, taskId] of tasks.entries()) {
    await write.client.query(
      "insert into plan_task_unit (task_id, unit_id, due_on, province_id) values ($1, $2, $3, $4)",
      [taskId, unit.unitId, index < 2 ? `2014-1${index + 1}-30` : null, provinceId],
    );
  }
  const { rows: goals } = await write.client.query<{ id: string; kind: string }>(
    `select id, kind from goal where plan_id = $1 and (case line when 'union' then union_unit_id else association_unit_id end) = $2
     order by kind, id limit 6`,
    [planId, unit.unitId],
  );
  for (const { id, kind } of goals) {
    await write.insert("plan_list_item", {
      ...{ ...by, ...inProvince, plan_id: ownId, goal_id: id, kind, unit_id: unit.unitId, is_demo: true },
      recorded_at: morningOf(issued?.on ?? "2014-12-08"),
    });
  }
}

/** Writes copies of the clauses; the ids of those that charge the unit. */
async function copyClauses(
  write: Writer,
  clauses: readonly StoredClause[],
  planId: string,
  provinceId: string,
): Promise<string[]> {
  const sections = new Map(clauses.map(({ id, section }) => [id, section]));
  const outline = clauses.map(
    ({ id, parentId, section }): Clause => ({
      ...{ id, parentId },
      isNumbered: parentId === null || isNumbered(section, sections.get(parentId) ?? null),
    }),
  );
  const copies = new Map<string, string>();
  const charged: string[] = [];
  for (const { id, parentId, order, section } of numbered(outline)) {
    const clause = clauses.find((one) => one.id === id);
    const copy = await write.insert("plan_task", {
      ...{ plan_id: planId, parent_id: parentId && copies.get(parentId), order, section, source_id: id },
      ...{ text: clause?.text, province_id: provinceId },
    });
    copies.set(id, copy);
    if (clause && clause.unitIds.length > 0) charged.push(copy);
  }
  return charged;
}

/** What some units noted of what they were charged with, in their words. */
async function carryOut(
  write: Writer,
  { provinceId }: Setting,
  clauses: readonly StoredClause[],
  units: readonly Unit[],
) {
  for (const [index, unit] of units.slice(0, 8).entries()) {
    const charges = clauses.filter(({ unitIds }) => unitIds.includes(unit.unitId)).slice(0, 1 + (index % 4));
    for (const [place, clause] of charges.entries()) {
      const on = `2014-11-${12 + index + place}`;
      await write.insert("obligation_step", {
        ...{ task_id: clause.id, unit_id: unit.unitId, order: 1, province_id: provinceId, is_demo: true },
        ...{
          state: (index + place) % 3 === 2 ? "under_way" : "done",
          on,
          note: "Đã họp phổ biến, có biên bản (minh hoạ)",
        },
        ...{ recorded_by_id: unit.officerId, recorded_at: morningOf(on) },
      });
    }
  }
}

/** The resolution that the plan itself names, with the tasks that spread it. */
async function trace(write: Writer, { provinceId, departmentId }: Setting, clauses: readonly StoredClause[]) {
  const by = { recorded_by_id: departmentId, recorded_at: morningOf("2014-10-27"), is_demo: true };
  const symbol = "03-NQ/TWĐTN-BTC";
  const directiveId = await write.insert("directive", {
    ...{ province_id: provinceId, symbol, symbol_key: documentSymbolKey(symbol), issued_on: "2014-03-05" },
    ...{ issuer: "Ban Chấp hành Trung ương Đoàn khóa X", ...by },
    abstract: "Về phát triển tổ chức Đoàn, Hội trong các doanh nghiệp ngoài nhà nước",
  });
  for (const clause of clauses.filter(({ section, unitIds }) => section === "II.1" && unitIds.length > 0)) {
    await write.insert("plan_task_directive", {
      ...{ task_id: clause.id, directive_id: directiveId, province_id: provinceId, ...by },
    });
  }
}
