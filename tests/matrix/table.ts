import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";

/**
 * Who may do what to whose records: domain.md §1.11 as one table. Everything under tests/matrix is generated from it: the
 * program is asked through its own functions, the database by raw SQL as the program's role, and what is not granted
 * here must be "not found" in both.
 *
 * Where §1.11 and the program differ, this table decides:
 * - A line-limited appointment ("the Đoàn line, the Hội line or both", design.md §4) shares the unit's enterprises and
 *   organisations with its colleagues (rule b) but reads people and writes on its own line only, as the Hội department
 *   reads the Đoàn's organisations and not its members.
 * - A secretary reads the goals and cases of an enterprise the own organisation covers, though §1.11 gives "–" for cases: a
 *   goal has one state for everybody, and that state follows from the case.
 * - A request for an exception names people and follows its line wholly, also where it is about an enterprise.
 * - Clerks, editors and Party viewers have no provincial figures yet ("R (counts)"), so they reach no record at all.
 */
export type Relation =
  /** What the viewer answers for: the unit's enterprises, the secretary's organisation, the department's province. */
  | "own"
  /** Under it: a unit's organisations, a đoàn cơ sở's chi đoàn, everything of a province for those who keep it. */
  | "below"
  /** Over it: the province's plan for a unit, the đoàn cơ sở for its chi đoàn. */
  | "above"
  /** Beside it in the same province. */
  | "sibling"
  /** The same place on the line the viewer was not appointed for. */
  | "other line"
  /** Another province. */
  | "outside";

export type Who = Readonly<Partial<Record<Role, readonly Relation[]>>>;

/** The place of a record: what says how it is related to somebody. */
export type Place = {
  provinceId: string;
  /** The unit that answers for it on each line; one unit for both where it has one. */
  unitIds?: { union: string; association: string } | undefined;
  line?: Line | undefined;
  branchId?: string | undefined;
  enterpriseId?: string | undefined;
};

/** Somebody with one role, as the table sees them. */
export type Holder = {
  role: Role;
  line: LineScope;
  provinceId: string;
  unitId: string;
  branchId?: string | undefined;
};

/** How organisations hang together: asked when a secretary's relation is looked for. */
export type Structure = {
  parentOf: ReadonlyMap<string, string>;
  /** Enterprises an organisation covers. */
  covers: ReadonlyMap<string, readonly string[]>;
};

export function relationOf(holder: Holder, place: Place, { parentOf, covers }: Structure): Relation {
  if (place.provinceId !== holder.provinceId) return "outside";
  const held = holder.role === "association_department" ? "association" : holder.line;
  const isOffLine = place.line !== undefined && held !== "both" && held !== place.line;
  if (holder.role === "branch_secretary") {
    const own = holder.branchId ?? "";
    const relation = secretaryRelation(own, place, parentOf, covers);
    return isOffLine && (relation === "own" || relation === "below") ? "other line" : relation;
  }
  if (holder.role !== "unit_officer") {
    if (isOffLine) return "other line";
    return place.unitIds ? "below" : "own";
  }
  if (!place.unitIds) return "above";
  const { union, association } = place.unitIds;
  const answering = place.line ? [place.unitIds[place.line]] : [union, association];
  if (answering.includes(holder.unitId)) return isOffLine ? "other line" : place.branchId ? "below" : "own";
  return union === holder.unitId || association === holder.unitId ? "other line" : "sibling";
}

function secretaryRelation(
  own: string,
  place: Place,
  parentOf: Structure["parentOf"],
  covers: Structure["covers"],
): Relation {
  const isAbove = (upper: string, lower: string): boolean => {
    const parent = parentOf.get(lower);
    return parent !== undefined && (parent === upper || isAbove(upper, parent));
  };
  if (place.branchId) {
    if (place.branchId === own) return "own";
    if (isAbove(own, place.branchId)) return "below";
    return isAbove(place.branchId, own) ? "above" : "sibling";
  }
  if (!place.enterpriseId) return "above";
  const coveredBy = (branchId: string) => covers.get(branchId)?.includes(place.enterpriseId ?? "") === true;
  if (coveredBy(own)) return "own";
  const isBelow = [...covers.keys()].some((id) => isAbove(own, id) && coveredBy(id));
  return isBelow ? "below" : "sibling";
}

const OWN_LINE = ["own", "below"] as const;
const BOTH_LINES = ["own", "below", "other line"] as const;
const ANYWHERE_INSIDE = ["own", "below", "above", "sibling", "other line"] as const;

/** Enterprises, surveys, organisations: facts without persons. */
const FACTS: Who = {
  province_board: BOTH_LINES,
  org_department: BOTH_LINES,
  association_department: BOTH_LINES,
  unit_officer: BOTH_LINES,
  branch_secretary: BOTH_LINES,
};
/** Memberships, posts, proposals, and requests that name people. */
const PEOPLE: Who = {
  province_board: OWN_LINE,
  org_department: OWN_LINE,
  association_department: OWN_LINE,
  unit_officer: OWN_LINE,
  branch_secretary: OWN_LINE,
};
const EVERYBODY_INSIDE: Who = {
  province_board: ANYWHERE_INSIDE,
  org_department: ANYWHERE_INSIDE,
  association_department: ANYWHERE_INSIDE,
  province_editor: ANYWHERE_INSIDE,
  province_clerk: ANYWHERE_INSIDE,
  unit_officer: ANYWHERE_INSIDE,
  branch_secretary: ANYWHERE_INSIDE,
  party_viewer: ANYWHERE_INSIDE,
  system_admin: ANYWHERE_INSIDE,
};
const UNIT: Who = { unit_officer: BOTH_LINES };
const UNIT_ON_ITS_LINE: Who = { unit_officer: OWN_LINE };
const STEWARDS: Who = { unit_officer: OWN_LINE, branch_secretary: OWN_LINE };
/** The unit, and the đoàn cơ sở above a chi đoàn (§2.5). */
const LEVEL_ABOVE: Who = { unit_officer: OWN_LINE, branch_secretary: ["below"] };
const DEPARTMENT: Who = { org_department: OWN_LINE };

/** Every action, and whose records it reaches by whom. What is not named is not found. */
export const ACTIONS = {
  "enterprise.read": FACTS,
  "enterprise.write": UNIT,
  "survey.record": UNIT,
  "survey.review": DEPARTMENT,
  // Who surveys what: the managing unit says, or the department for its province.
  "survey.assign": { ...UNIT, ...DEPARTMENT },
  // Fixed for both lines at once, from what is registered.
  "goal.fix": { ...UNIT, org_department: BOTH_LINES },
  "goal.correct": { ...DEPARTMENT, association_department: OWN_LINE },
  "case.work": UNIT_ON_ITS_LINE,
  "branch.organise": UNIT_ON_ITS_LINE,
  "activity.record": STEWARDS,
  "member.read": PEOPLE,
  "member.keep": STEWARDS,
  // "–" for the Hội department; everybody else with a purpose, and written down.
  "sensitive.read": {
    province_board: OWN_LINE,
    org_department: OWN_LINE,
    unit_officer: OWN_LINE,
    branch_secretary: OWN_LINE,
  },
  "member.enter": LEVEL_ABOVE,
  // Who answers for the person, and the department of inspection.
  "discipline.read": { ...STEWARDS, org_department: OWN_LINE },
  "exception.read": PEOPLE,
  "exception.ask": STEWARDS,
  "exception.decide": DEPARTMENT,
  // The data-protection desk: the organisation department, where it is appointed for both lines.
  "privacy.desk": DEPARTMENT,
  // Requests are seen where they were written down, and at the desk.
  "privacy.register": { ...DEPARTMENT, ...STEWARDS },
  // In the name of the own unit on the line; of the province, by its department of the line.
  "paper.write": { ...UNIT_ON_ITS_LINE, org_department: OWN_LINE, association_department: OWN_LINE },
  "feedback.raise": STEWARDS,
  "feedback.desk": DEPARTMENT,
  // Each department what counts its own line (rows 54, 55).
  "target.give": DEPARTMENT,
  "target.give-association": { association_department: OWN_LINE },
  "plan.read": EVERYBODY_INSIDE,
  "plan.write": DEPARTMENT,
} as const satisfies Record<string, Who>;

export type Action = keyof typeof ACTIONS;

export const may = (action: Action, holder: Holder, place: Place, structure: Structure): boolean => {
  // A person's data does not end where a line does: who is appointed for one line sits at no data-protection desk.
  if (action.startsWith("privacy.") && holder.role === "org_department" && holder.line !== "both")
    return false;
  const who: Who = ACTIONS[action];
  return who[holder.role]?.includes(relationOf(holder, place, structure)) === true;
};
