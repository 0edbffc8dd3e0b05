import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { ruleSetOn } from "@/lib/branches/queries";
import { congressIsOddlyDated, latestExtension } from "@/lib/branches/rules";
import { partiesOf } from "@/lib/congresses/policy";
import { committeeOn, congressPage, type FoundCongress, findCongress } from "@/lib/congresses/queries";
import { hasQuorum, nextDue } from "@/lib/congresses/rules";
import type {
  AdvanceInput,
  AnswerInput,
  ExtensionInput,
  PlanInput,
  RecognitionInput,
  ResultInput,
  TickInput,
} from "@/lib/congresses/schema";
import type { PlainDate } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { type MemberBranch, memberBranch } from "@/lib/members/queries";
import { isHead, titlesOf } from "@/lib/members/rules";
import { done, refuse } from "@/lib/result";

/** Somebody planned one, or decided the same, at the same moment. */
const CONFLICTS = { congress_one_open: "already_under_way" } as const;
const POST_CONFLICTS = { post_one_head: "two_heads", post_no_overlap: "chosen_twice" } as const;

/** What a function of the database said, as one of the refusals the caller tells of. */
const refused = <const Refusal extends string>(
  outcome: string | undefined,
  known: readonly Refusal[],
): Refusal | "congress_not_found" => known.find((refusal) => refusal === outcome) ?? "congress_not_found";

const STEP = ["not_possible", "in_future", "before_last_step", "branch_not_alive"] as const;

/** V22: before the founding, or after the day on which it is due, extension included. */
const isOdd = (branch: MemberBranch, on: PlainDate): boolean =>
  congressIsOddlyDated({
    establishedOn: branch.establishedOn,
    lastCongressOn: on,
    wasDueOn: branch.congressExtendedTo ?? branch.congressDueOn,
  });

/** Plans the next congress of an organisation; one at a time. */
export const planCongress = command(
  "congress.plan",
  async (viewer, tx, input: PlanInput) => {
    const branch = await memberBranch(viewer, tx, input.branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    const { plannedOn, term, termEndOn, on, note } = input;
    const id = newId();
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.plan_congress(${id}::uuid, ${branch.id}::uuid, ${plannedOn}::date, ${term}, ${termEndOn}::date, ${on}::date,
        ${note}) as outcome`;
    if (answer?.outcome !== "done") {
      return refuse(refused(answer?.outcome, ["in_future", "branch_not_alive"]));
    }
    return isOdd(branch, plannedOn) && !input.confirmed.includes("V22")
      ? refuse("oddly_dated", { dueOn: branch.congressExtendedTo ?? branch.congressDueOn })
      : done({ congressId: id });
  },
  CONFLICTS,
);

/** Ticks a step of the preparation, or takes the tick away. */
export const tickTask = command("congress.tick", async (viewer, tx, input: TickInput) => {
  const congress = await takingPart(viewer, tx, input.congressId);
  if (!congress) return refuse("congress_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.tick_congress(${congress.id}::uuid, ${input.code}, ${input.isDone}, ${input.on}::date, ${input.note},
      date_trunc('milliseconds', clock_timestamp())) as outcome`;
  if (answer?.outcome === "done") return done({ congressId: congress.id });
  return refuse(refused(answer?.outcome, STEP));
});

/** A congress for somebody who has anything to do in it. */
async function takingPart(viewer: Viewer, tx: Tx, congressId: string): Promise<FoundCongress | null> {
  const congress = await findCongress(viewer, tx, congressId);
  return congress && congress.parties.length > 0 ? congress : null;
}

type Step = {
  move: AdvanceInput["move"] | AnswerInput["move"];
  on: PlainDate;
  note: string | null;
  documentNumber?: string | null;
  movedTo?: PlainDate;
};

/** One step; the row is held, so that of two at a moment one is told that it came too late. */
async function step(tx: Tx, congress: FoundCongress, { move, on, note, documentNumber, movedTo }: Step) {
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_congress(${congress.id}::uuid, ${move}, ${on}::date, ${note}, ${documentNumber ?? null},
      ${movedTo ?? null}::date) as outcome`;
  if (answer?.outcome === "done") return done({ congressId: congress.id });
  return refuse(refused(answer?.outcome, [...STEP, "not_later"]));
}

/** The organisation begins to prepare, asks for permission, submits the result, or drops what it planned. */
export const advanceCongress = command("congress.advance", async (viewer, tx, input: AdvanceInput) => {
  const congress = await takingPart(viewer, tx, input.congressId);
  if (!congress) return refuse("congress_not_found");
  const moved = await step(tx, congress, input);
  if (!moved.ok || input.move !== "ask" || input.confirmed.includes("tasks")) return moved;
  const tasks = (await congressPage(viewer, tx, congress.id))?.tasks ?? [];
  const missing = tasks.filter((task) => task.done === null).map(({ label }) => label);
  return missing.length > 0 ? refuse("tasks_open", { missing }) : moved;
});

/** The level above permits, sends back with the reason, or postpones to another day by its decision. */
export const answerCongress = command("congress.answer", async (viewer, tx, input: AnswerInput) => {
  const congress = await takingPart(viewer, tx, input.congressId);
  if (!congress) return refuse("congress_not_found");
  const moved = await step(tx, congress, input);
  if (!moved.ok || input.move !== "postpone" || input.confirmed.includes("V22")) return moved;
  const { branch } = congress;
  return isOdd(branch, input.movedTo)
    ? refuse("oddly_dated", { dueOn: branch.congressExtendedTo ?? branch.congressDueOn })
    : moved;
});

const HOLDING = [
  ...([
    "not_possible",
    "branch_not_alive",
    "in_future",
    "before_permit",
    "before_last_congress",
    "term_over",
  ] as const),
  ...(["more_than_called", "person_not_found", "title_of_other_line"] as const),
  ...(["chosen_twice", "no_head", "two_heads"] as const),
];

/**
 * Writes down a congress that met: its day (V22, V26), who was called and came (the quorum), whom it chose (V08–V11). Written
 * again before it is submitted, the earlier result is void.
 */
export const holdCongress = command("congress.hold", async (viewer, tx, input: ResultInput) => {
  const congress = await takingPart(viewer, tx, input.congressId);
  if (!congress) return refuse("congress_not_found");
  const { branch } = congress;
  const { on, called, present, seats } = input;
  if (seats.some(({ title }) => !titlesOf(branch.line).includes(title))) return refuse("title_of_other_line");
  const heads = seats.filter(({ title }) => isHead(title));
  if (heads.length > 1) return refuse("two_heads");
  const { members, finding, ruleSet } = await committeeOn(viewer, tx, branch, { on, posts: seats.length });
  if (!hasQuorum(input, ruleSet.rules)) return refuse("no_quorum", ruleSet.rules.congressQuorum);
  const strangers = seats.filter(({ person, reason }) => !members.has(person) && reason === null);
  const written = seats.map(({ person, title, reason }) => ({ person, title, reason }));
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.hold_congress(${congress.id}::uuid, ${on}::date, ${called}::int, ${present}::int, ${input.note},
      ${JSON.stringify(written)}::jsonb, date_trunc('milliseconds', clock_timestamp())) as outcome`;
  if (answer?.outcome === "not_a_member") {
    return refuse("not_a_member", { rows: strangers.map(({ row }) => row) });
  }
  if (answer?.outcome !== "done") {
    return refuse(refused(answer?.outcome, HOLDING));
  }
  const findings = {
    finding: finding && !input.confirmed.includes(finding.rule) ? finding : null,
    oddlyDated: isOdd(branch, on) && !input.confirmed.includes("V22"),
    dueOn: branch.congressExtendedTo ?? branch.congressDueOn,
  };
  return findings.finding || findings.oddlyDated
    ? refuse("warnings_unread", findings)
    : done({ congressId: congress.id });
});

const RECOGNISING = [...STEP, "before_last_congress", "not_a_member"] as const;

/**
 * Recognises a congress: in one transaction the committee that was ends, the one that was chosen holds its posts, and the
 * organisation has its last congress, its next due date and no provisional committee any more.
 */
export const recogniseCongress = command(
  "congress.recognise",
  async (viewer, tx, input: RecognitionInput) => {
    const congress = await takingPart(viewer, tx, input.congressId);
    if (!congress) return refuse("congress_not_found");
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.recognise_congress(${congress.id}::uuid, ${input.on}::date, ${input.documentNumber}, ${input.note},
        date_trunc('milliseconds', clock_timestamp())) as outcome`;
    if (answer?.outcome !== "done") return refuse(refused(answer?.outcome, RECOGNISING));
    const { heldOn, termEndOn, branch } = congress;
    const ruleSet = heldOn && (await ruleSetOn(viewer, tx, branch.line, heldOn));
    return done({ congressId: congress.id, dueOn: heldOn && ruleSet && nextDue(heldOn, termEndOn, ruleSet) });
  },
  POST_CONFLICTS,
);

/** Puts off the day on which a congress is due (V23), or sets that of a provisional organisation's first one, by decision. */
export const extendCongress = command("congress.extend", async (viewer, tx, input: ExtensionInput) => {
  const branch = await memberBranch(viewer, tx, input.branchId);
  if (!branch || !can(viewer, "branch.read") || !partiesOf(viewer, branch).includes("superior")) {
    return refuse("branch_not_found");
  }
  const { extendedTo, decisionNumber, decidedOn, reason } = input;
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.extend_congress(${newId()}::uuid, ${branch.id}::uuid, ${extendedTo}::date, ${decisionNumber}, ${decidedOn}::date,
      ${reason}, date_trunc('milliseconds', clock_timestamp())) as outcome`;
  switch (answer?.outcome) {
    case "done":
      return done({ branchId: branch.id });
    case "in_future":
      return refuse("in_future");
    case "branch_not_alive":
      return refuse("branch_not_alive");
    case "no_due_date":
      return refuse("no_due_date");
    case "not_later":
      return refuse("not_later", { dueOn: branch.congressDueOn, establishedOn: branch.establishedOn });
    case "beyond_half_term": {
      const { line, lastCongressOn, establishedOn, congressDueOn } = branch;
      const ruleSet = await ruleSetOn(viewer, tx, line, lastCongressOn ?? establishedOn);
      return refuse("beyond_half_term", {
        until: congressDueOn && ruleSet && latestExtension(congressDueOn, ruleSet),
      });
    }
    default:
      return refuse("branch_not_found");
  }
});
