import type { DemoBranch } from "./organisations";
import { morningOf, type Writer } from "./rows";

type Step = { state: string; on: string; by: "organisation" | "superior"; number?: string; note?: string };

const WAY: readonly Step[] = [
  { state: "planned", on: "2014-10-20", by: "organisation" },
  { state: "preparing", on: "2014-10-27", by: "organisation" },
  { state: "asking", on: "2014-11-10", by: "organisation", number: "03 -TTr/CĐ" },
  { state: "permitted", on: "2014-11-17", by: "superior", number: "21 -CV/ĐTN" },
  { state: "held", on: "2014-12-04", by: "organisation" },
  { state: "submitted", on: "2014-12-08", by: "organisation", number: "05 -TTr/CĐ" },
];
const ENDS: Readonly<Record<string, readonly Step[]>> = {
  postponed: [
    ...WAY.slice(0, 2),
    {
      state: "postponed",
      on: "2014-11-20",
      by: "superior",
      number: "34 -QĐ/ĐTN",
      note: "Vào vụ sản xuất (minh hoạ)",
    },
  ],
  cancelled: [
    ...WAY.slice(0, 1),
    { state: "cancelled", on: "2014-11-03", by: "organisation", note: "Ghi nhầm tổ chức (minh hoạ)" },
  ],
};

/** One congress in each state, among them one whose day has passed and one that was recognised before the plan. */
export async function writeCongresses(
  write: Writer,
  branchOf: (key: string) => DemoBranch,
  accountsOf: (branch: DemoBranch) => { organisation: string; superior: string },
): Promise<void> {
  const congress = async (key: string, state: string, given: { plannedOn?: string; term?: string } = {}) => {
    const branch = branchOf(key);
    const by = accountsOf(branch);
    const steps = ENDS[state] ?? WAY.slice(0, WAY.findIndex((step) => step.state === state) + 1);
    const isHeld = state === "held" || state === "submitted";
    const term = given.term ?? "2014–2017";
    const id = await write.insert("congress", {
      ...{ branch_id: branch.id, state, term_label: term, term_end_on: `${term.slice(-4)}-12-31` },
      ...{ planned_on: given.plannedOn ?? "2014-12-20", created_by_id: by.organisation, is_demo: true },
      ...{ created_at: morningOf(steps[0]?.on ?? "2014-10-20") },
      ...(isHeld && { held_on: "2014-12-04", called: branch.members.length, present: branch.members.length }),
    });
    for (const [index, step] of steps.entries()) {
      await write.insert("congress_step", {
        ...{ congress_id: id, order: index + 1, state: step.state, on: step.on, note: step.note ?? null },
        ...{ document_number: step.number ?? null, is_demo: true, recorded_at: morningOf(step.on) },
        ...{ moved_to: step.state === "postponed" ? (given.plannedOn ?? "2014-12-20") : null },
        recorded_by_id: by[step.by],
      });
    }
    if (isHeld) await seats(id, branch, by.organisation, "2014-12-04");
    return { id, branch, by };
  };

  /** Members in the order of the list: the first leads, the second helps. */
  async function seats(congressId: string, branch: DemoBranch, by: string, on: string) {
    const titles = ["secretary", "deputy_secretary"];
    for (const [index, person] of branch.members.slice(0, titles.length).entries()) {
      await write.insert("congress_seat", {
        ...{ congress_id: congressId, person_id: person.id, title: titles[index], is_demo: true },
        ...{ recorded_by_id: by, recorded_at: morningOf(on) },
      });
    }
  }

  const own = await congress("040/steady_cell", "preparing", { plannedOn: "2015-10-20", term: "2015–2018" });
  for (const [code, on] of [
    ["plan", "2014-11-24"],
    ["party", "2014-12-01"],
    ["report", "2014-12-10"],
  ] as const) {
    await write.insert("congress_task_done", {
      ...{ congress_id: own.id, code, done_on: on, is_demo: true },
      ...{ recorded_by_id: own.by.organisation, recorded_at: morningOf(on) },
    });
  }
  await congress("040/grassroots_cell", "asking");
  await congress("047/steady_cell", "planned", { plannedOn: "2015-10-10", term: "2015–2018" });
  await congress("045/consolidated", "held");
  await congress("bloc/consolidated", "submitted");
  await congress("bloc/steady_cell", "postponed", { plannedOn: "2015-03-20" });
  await congress("bloc/Xưởng 1", "cancelled");
  const late = await congress("bloc/grassroots_union", "permitted", { plannedOn: "2014-11-28" });
  await write.insert("congress_extension", {
    ...{ branch_id: late.branch.id, due_on: "2014-07-12", extended_to: "2014-11-30", is_demo: true },
    ...{ decision_number: "88 -QĐ/TĐTN", decided_on: "2014-07-01", reason: "Theo nhiệm kỳ chung (minh hoạ)" },
    ...{ recorded_by_id: late.by.superior, recorded_at: morningOf("2014-07-02") },
  });

  const branch = branchOf("051/consolidated");
  const by = accountsOf(branch);
  const id = await write.insert("congress", {
    ...{ branch_id: branch.id, state: "recognised", term_label: "2013–2015", term_end_on: "2015-12-31" },
    ...{ planned_on: "2013-05-10", held_on: "2013-05-10", next_due_on: "2015-11-10", is_first: true },
    ...{ called: branch.members.length, present: branch.members.length, is_demo: true },
    ...{ created_by_id: by.organisation, created_at: morningOf("2013-04-01") },
  });
  for (const [index, [state, on, who, number]] of (
    [
      ["planned", "2013-04-01", "organisation", null],
      ["preparing", "2013-04-02", "organisation", null],
      ["asking", "2013-04-15", "organisation", null],
      ["permitted", "2013-04-22", "superior", "14 -CV/ĐTN"],
      ["held", "2013-05-10", "organisation", null],
      ["submitted", "2013-05-13", "organisation", null],
      ["recognised", "2013-05-24", "superior", "19 -QĐ/ĐTN"],
    ] as const
  ).entries()) {
    await write.insert("congress_step", {
      ...{ congress_id: id, order: index + 1, state, on, document_number: number, is_demo: true },
      ...{ recorded_by_id: by[who], recorded_at: morningOf(on) },
    });
  }
  const { rows: posts } = await write.client.query<{ person_id: string; title: string }>(
    "select person_id, title from post where branch_id = $1 and voided_at is null order by id",
    [branch.id],
  );
  for (const post of posts) {
    await write.insert("congress_seat", {
      ...{ ...post, congress_id: id, is_demo: true },
      ...{ recorded_by_id: by.organisation, recorded_at: morningOf("2013-05-10") },
    });
  }
}
