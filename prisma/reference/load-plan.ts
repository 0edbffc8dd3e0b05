import type { ClientBase } from "pg";
import { documentSymbolKey } from "@/lib/text/normalize";
import type { TaskNode } from "@/prisma/reference/format";
import { partId, planId, unitId } from "@/prisma/reference/keys";
import { expandUnits, type Province } from "@/prisma/reference/province";
import { prune, put, putOnce, type Row, replace } from "@/prisma/reference/rows";

type Plan = NonNullable<Province["plan"]>;

/** What the organisation department may change in the program; the paper's own words it may not. */
const SETTINGS = [
  "baseline_on",
  "baseline_note",
  "due_on",
  "scope_legal_forms",
  "scope_ownerships",
  "scope_suspended",
  "scope_note",
  "association_kinds",
  "idle_days",
];

/** Loads a plan: the paper as it is written, the units its words mean on its day, and the settings it starts with. */
export async function loadPlan(client: ClientBase, province: Province, plan: Plan): Promise<void> {
  const own = { plan_id: planId(plan.key), province_id: unitId(province.key) };
  const unitsOf = (charged: readonly string[]) =>
    expandUnits(charged, province.units, plan.issuedOn).map((key) => unitId(key));

  await put(client, "plan", [planRow(province, plan)], { settled: SETTINGS });
  await replace(
    client,
    "plan_basis",
    ["plan_id", [own.plan_id]],
    plan.bases.map(({ symbol, issuedOn, issuer, abstract }, index) => ({
      ...own,
      id: partId("plan-basis", plan.key, index + 1),
      order: index + 1,
      symbol: symbol ?? null,
      issued_on: issuedOn ?? null,
      issuer: issuer ?? null,
      abstract,
    })),
  );

  const tasks = flatten(plan.key, plan.tasks);
  await putWithUnits(client, ["plan_task", "plan_task_unit", "task_id"], own, [
    ...tasks.map(({ id, parentId, section, text, charges }, index) => ({
      row: { id, parent_id: parentId, order: index + 1, section, text },
      units: unitsOf(charges),
    })),
  ]);
  await putWithUnits(
    client,
    ["plan_recipient", "plan_recipient_unit", "recipient_id"],
    own,
    plan.recipients.map(({ text, units }, index) => ({
      row: { id: partId("plan-recipient", plan.key, index + 1), order: index + 1, text },
      units: unitsOf(units),
    })),
  );
  await putOnce(
    client,
    "resolution_task",
    Array.from({ length: plan.resolutionTasks }, (_, index) => ({
      ...own,
      id: partId("resolution-task", plan.key, index + 1),
      order: index + 1,
    })),
  );
}

const planRow = ({ key: province, isDemo }: Province, { signature, settings, ...plan }: Plan): Row => ({
  id: planId(plan.key),
  province_id: unitId(province),
  is_demo: isDemo,
  number: plan.number,
  symbol: plan.symbol,
  symbol_key: documentSymbolKey(plan.symbol),
  type: plan.type,
  title: plan.title,
  year: plan.year,
  place: plan.place,
  issued_on: plan.issuedOn,
  issuer: plan.issuer,
  on_behalf_of: signature.onBehalfOf,
  signatory_post: signature.post,
  signatory_name: signature.name,
  preamble: plan.preamble,
  baseline_on: settings.baselineOn,
  baseline_note: settings.baselineNote,
  due_on: settings.dueOn,
  scope_legal_forms: settings.scopeLegalForms,
  scope_ownerships: settings.scopeOwnerships,
  scope_suspended: settings.scopeSuspended,
  scope_note: settings.scopeNote,
  association_kinds: settings.associationKinds,
  idle_days: settings.idleDays,
});

type FlatTask = Omit<TaskNode, "children"> & { id: string; parentId: string | null };

/** The tree in the order of the paper; a task is known by its place on it, which a signed paper does not change. */
const flatten = (
  plan: string,
  nodes: readonly TaskNode[],
  parentId: string | null = null,
  path: readonly number[] = [],
): FlatTask[] =>
  nodes.flatMap(({ children, ...node }, index) => {
    const here = [...path, index + 1];
    const id = partId("plan-task", plan, ...here);
    return [{ ...node, id, parentId }, ...flatten(plan, children, id, here)];
  });

/** Rows of a plan and, in a second table, the units each of them means; what the file no longer has goes from both. */
async function putWithUnits(
  client: ClientBase,
  [table, linkTable, link]: readonly [table: string, linkTable: string, link: string],
  own: { plan_id: string; province_id: string },
  items: readonly { row: Row & { id: string }; units: readonly string[] }[],
): Promise<void> {
  const rows = items.map(({ row }) => ({ ...own, ...row }));
  const links = items.flatMap(({ row, units }) =>
    units.map((unit) => ({ [link]: row.id, unit_id: unit, province_id: own.province_id })),
  );
  const before = await client.query<{ id: string }>(`select id from "${table}" where plan_id = $1`, [
    own.plan_id,
  ]);
  const known = before.rows.map(({ id }) => id);
  await prune(client, linkTable, [link, known], links);
  await prune(client, table, ["plan_id", [own.plan_id]], rows, ["id"]);
  await put(client, table, rows);
  await putOnce(client, linkTable, links);
}
