import { owner } from "@/tests/support/database";
import { type Action, may, type Place } from "./table";
import { type Row, TABLES } from "./tables";
import { type Person, placeOf, type World } from "./world";

/** Every row of every table, by the owner: what there is to be seen. */
export type Rows = ReadonlyMap<string, Row[]>;

export async function allRows(): Promise<Rows> {
  const rows = new Map<string, Row[]>();
  for (const table of await tables()) rows.set(table, await rowsOf(table));
  return rows;
}

const tables = async (): Promise<string[]> =>
  (
    await owner.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1",
    )
  ).rows.map(({ relname }) => relname);

/** What a table says of its rows' places only through another. */
const JOINED: Record<string, string> = {
  unit_version:
    "select t.*, t.ctid::text as key, u.province_id from unit_version t join unit u on u.id = t.unit_id",
  reorganisation_line:
    "select t.*, t.ctid::text as key, r.province_id from reorganisation_line t join reorganisation r on r.id = t.reorganisation_id",
  enterprise: "select t.*, t.ctid::text as key, t.id as enterprise_id from enterprise t",
  branch: "select t.*, t.ctid::text as key, t.id as branch_id from branch t",
};
JOINED["target"] =
  "select t.*, t.ctid::text as key, b.parent_id from target t left join branch b on b.id = t.branch_id";
for (const table of ["privacy_basis", "erased_person"]) {
  JOINED[table] =
    `select t.*, t.ctid::text as key, s.province_id, s.unit_id, s.branch_id, s.line from ${table} t join person_scope s on s.person_id = t.person_id`;
}
JOINED["data_request_step"] =
  "select t.*, t.ctid::text as key, q.province_id, q.unit_id, q.branch_id from data_request_step t join data_request q on q.id = t.request_id";
// A line of a plan stands where its plan does, and is to be seen when that is.
for (const table of ["plan_basis", "plan_task", "plan_recipient", "plan_step", "plan_correction"]) {
  JOINED[table] =
    `select t.*, t.ctid::text as key, p.state::text as plan_state, p.unit_id from ${table} t join plan p on p.id = t.plan_id`;
}
for (const [table, line, link] of [
  ["plan_task_unit", "plan_task", "task_id"],
  ["plan_recipient_unit", "plan_recipient", "recipient_id"],
  ["plan_task_directive", "plan_task", "task_id"],
]) {
  JOINED[`${table}`] =
    `select t.*, t.ctid::text as key, p.state::text as plan_state, p.unit_id as plan_unit_id from ${table} t join ${line} l on l.id = t.${link} join plan p on p.id = l.plan_id`;
}
JOINED["plan_delivery_step"] =
  "select t.*, t.ctid::text as key, d.unit_id from plan_delivery_step t join plan_delivery d on d.id = t.delivery_id";
const decidesAlone = `join branch b on b.id = t.branch_id`;
for (const table of ["membership", "admission", "discipline"]) {
  JOINED[table] =
    `select t.*, t.ctid::text as key, b.kind in ('grassroots_cell', 'grassroots_union') as decides_alone from ${table} t ${decidesAlone}`;
}

async function rowsOf(table: string): Promise<Row[]> {
  const found = await owner.query(JOINED[table] ?? `select t.*, t.ctid::text as key from "${table}" t`);
  return found.rows;
}

export type Expected = ReturnType<typeof expected>;

/** What the declared tables say of these rows: the same expectation for the program and for the database. */
export function expected(world: World, rows: Rows) {
  const personPlaces = new Map<string, Place[]>();
  for (const row of rows.get("person_scope") ?? []) {
    const id = String(row["person_id"]);
    personPlaces.set(id, [...(personPlaces.get(id) ?? []), placeOf(row)]);
  }

  /** A person is wherever the person is seen from; every other record is in one place. */
  const placesOf = (table: string, row: Row): Place[] =>
    table === "person" ? (personPlaces.get(String(row["id"])) ?? []) : [placeOf(row)];

  /** Whether the viewer may, by the table: of a person if at any of the places the person is seen from. */
  function isGranted(person: Person, action: Action, table: string, row: Row): boolean {
    const { held } = person;
    if (!held) return false;
    const places = placesOf(table, row);
    if (action === "plan.read" || action === "plan.write") {
      // A plan, a unit, a campaign: of the province, whosever row it is.
      return places.some(({ provinceId }) => may(action, held, { provinceId }, world.structure));
    }
    return places.some((place) => may(action, held, place, world.structure));
  }

  function isReadable(person: Person, table: string, row: Row): boolean {
    const ruling = TABLES[table];
    if (!ruling) return false;
    if (table === "audit_entry") return isTraceReadable(person, row);
    if ("read" in ruling) {
      const { held } = person;
      return (
        held !== undefined && !ruling.unlessRead?.(held, row) && isGranted(person, ruling.read, table, row)
      );
    }
    switch (ruling.readBy) {
      case "anybody":
        return true;
      case "whoever is signed in":
        return person.token !== "";
      case "the account itself":
        return person.token !== "" && person.accountId === (row["account_id"] ?? row["id"]);
      case "nobody":
        return false;
    }
  }

  /** A line of the trace may be read with the record it is about, and by the organisation department of its province. */
  function isTraceReadable(person: Person, entry: Row): boolean {
    const { held } = person;
    if (held?.role === "org_department" && held.provinceId === entry["province_id"]) {
      // Of rows that name people on the line of the appointment only.
      return held.line === "both" || !isAboutPeople(entry) || lineWritten(entry) === held.line;
    }
    const named = String(entry["table_name"]);
    // Who sees an account's history is tested with accounts.
    if (["account", "appointment"].includes(named))
      return held !== undefined || person.accountId === entry["about_account_id"];
    const table = named === "person_sensitive" ? "person" : named;
    const about = recordOf(table, String(entry["row_id"]));
    return about !== undefined && isReadable(person, table, about);
  }

  /** A row by the key the trace gives it. */
  const recordOf = (table: string, key: string): Row | undefined =>
    (rows.get(table) ?? []).find((row) =>
      "id" in row
        ? row["id"] === key
        : key === ["task_id", "recipient_id", "unit_id", "key"].flatMap((name) => row[name] ?? []).join("/"),
    );

  return { isGranted, isReadable, placesOf };
}

const isAboutPeople = (entry: Row): boolean => ABOUT_PEOPLE.has(String(entry["table_name"]));

const ABOUT_PEOPLE: ReadonlySet<string> = new Set([
  ...["membership", "membership_status", "admission", "post", "override_request"],
  ...["transfer", "transfer_step", "discipline", "congress_seat", "award"],
  ...["referral", "referral_step", "fee", "fee_exemption", "training_participant"],
]);

/** The line in the row that the trace keeps. */
function lineWritten(entry: Row): unknown {
  const kept = entry["after"] ?? entry["before"];
  return typeof kept === "object" && kept !== null && "line" in kept ? kept.line : undefined;
}
