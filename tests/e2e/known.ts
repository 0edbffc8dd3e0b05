import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { E2E_DATA } from "../playwright.config";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The officer above the organisation of the demo's secretary. */
export const INSIDER = "huyen-040";

export type Known = {
  /** The value of each piece of an address that stands in brackets. */
  ids: Record<string, string>;
  words: string[];
};

/** The journeys' database, as its owner. */
export async function openDatabase(): Promise<Client> {
  const state = JSON.parse(readFileSync(path.join(ROOT, E2E_DATA, "server.json"), "utf8"));
  const database = new Client({
    connectionString: `postgresql://postgres:${state.ownerPassword}@127.0.0.1:${state.port}/doanhoi`,
  });
  await database.connect();
  return database;
}

/** What the demo has none of and pages are about, written once: papers of data protection, a measure, a delegation. */
async function writePapers(
  database: Client,
  { personId, otherId, branchId }: { personId: string; otherId: string; branchId: string },
): Promise<Record<string, string>> {
  const ids = {
    delegationId: "00000000-0000-4000-8000-00000000b005",
    measureId: "00000000-0000-4000-8000-00000000b004",
    breachId: "00000000-0000-4000-8000-00000000b001",
    requestId: "00000000-0000-4000-8000-00000000b002",
    exportId: "00000000-0000-4000-8000-00000000b003",
    pairId: "00000000-0000-4000-8000-00000000b006",
    importId: "00000000-0000-4000-8000-00000000b007",
    layoutId: "00000000-0000-4000-8000-00000000b008",
  };
  const desk = `from account a join appointment p on p.account_id = a.id where a.login = 'to-chuc' limit 1 on conflict do nothing`;
  await database.query(
    `insert into breach (id, province_id, discovered_at, what, recorded_by_id)
     select $1, p.province_id, now(), 'Mất máy tính (minh hoạ)', a.id ${desk}`,
    [ids.breachId],
  );
  await database.query(
    `insert into data_request (id, province_id, kind, person_id, received_on, how, content, recorded_by_id)
     select $1, p.province_id, 'access', $2, current_date - 1, 'letter', 'Xin bản sao (minh hoạ)', a.id ${desk}`,
    [ids.requestId, personId],
  );
  await database.query(
    `insert into person_export (id, province_id, person_id, reason, created_by_id)
     select $1, p.province_id, $2, 'Trả lời yêu cầu (minh hoạ)', a.id ${desk}`,
    [ids.exportId, personId],
  );
  await database.query(
    `insert into person_pair (id, person_id, other_id, province_id, verdict, reason, decided_by_id)
     select $1, $2, $3, p.province_id, 'distinct', 'Hai người khác tên (minh hoạ)', a.id ${desk}`,
    [ids.pairId, personId, otherId],
  );
  await database.query(
    `insert into consolidation_measure (id, branch_id, kind, weakness, measure, responsible, started_on, recorded_by_id)
     select $1, $2, 'add_members', 'Ít đoàn viên (minh hoạ)', 'Kết nạp thêm', 'Cán bộ', '2014-12-01', a.id ${desk}`,
    [ids.measureId, branchId],
  );
  await database.query(
    `insert into import (id, account_id, kind, state, file_name) select $1, a.id, 'enterprises', 'undone', 'minh-hoa.xlsx'
     from account a where a.login = $2 on conflict do nothing`,
    [ids.importId, INSIDER],
  );
  await database.query(
    `insert into import_layout (id, account_id, kind, fingerprint, columns) select $1, a.id, 'enterprises', 'minh-hoa', '[]'
     from account a where a.login = $2 on conflict do nothing`,
    [ids.layoutId, INSIDER],
  );
  await database.query(
    `insert into appointment
       (id, account_id, role, line, province_id, unit_id, valid_from, valid_to, delegated_by_account_id, delegation_of_id)
     select $1, b.id, p.role, p.line, p.province_id, p.unit_id, '2014-12-01', '2014-12-29', a.id, p.id
     from account b, account a join appointment p on p.account_id = a.id
     where b.login = 'huyen-044' and a.login = 'huyen-043' on conflict do nothing`,
    [ids.delegationId],
  );
  return ids;
}

/** The ids and names around the organisation of the demo's secretary, by the owner: whoever guesses right knows these. */
export async function everyId(database: Client): Promise<Known> {
  const one = async (sql: string, values: unknown[] = []): Promise<Record<string, string>> => {
    const { rows } = await database.query(sql, values);
    if (!rows[0]) throw new Error(`The demo has no row for: ${sql}`);
    return rows[0];
  };
  const id = async (sql: string, values: unknown[] = []) => (await one(sql, values))["id"] ?? "";
  const branch = await one(
    "select b.id, b.name from branch b join appointment p on p.branch_id = b.id join account a on a.id = p.account_id where a.login = 'bi-thu'",
  );
  const ofBranch = (table: string) =>
    id(`select id from ${table} where branch_id = $1 limit 1`, [branch["id"]]);
  const enterprise = await one(
    "select e.id, e.name from enterprise e join coverage c on c.enterprise_id = e.id where c.branch_id = $1 limit 1",
    [branch["id"]],
  );
  const member = await one(
    "select m.id, m.person_id, p.full_name from membership m join person p on p.id = m.person_id where m.branch_id = $1 and m.voided_at is null and m.valid_to is null and (select count(*) from person q where q.full_name = p.full_name) = 1 limit 1",
    [branch["id"]],
  );
  const otherId = await id(
    "select person_id as id from membership where branch_id = $1 and voided_at is null and person_id <> $2 order by id limit 1",
    [branch["id"], member["person_id"]],
  );
  const anyIn = (table: string) =>
    id(
      `select t.id from ${table} t join enterprise e on e.id = t.enterprise_id join account a on a.login = $1
       join appointment p on p.account_id = a.id and p.unit_id = e.union_unit_id order by (e.id = $2) desc limit 1`,
      [INSIDER, enterprise["id"]],
    );
  const course = await one(
    `select t.course_id, t.id from training_participant t join training_course c on c.id = t.course_id
     join appointment p on p.unit_id = c.unit_id join account a on a.id = p.account_id where a.login = $1 and t.voided_at is null limit 1`,
    [INSIDER],
  );
  const caseId = await anyIn("establishment_case");
  const plan = await id(
    "select p.id from plan p join account a on a.login = $1 join appointment h on h.account_id = a.id and h.province_id = p.province_id and p.state = 'issued' and p.sets_goals order by p.issued_on desc limit 1",
    [INSIDER],
  );
  return {
    ids: {
      branchId: branch["id"] ?? "",
      enterpriseId: enterprise["id"] ?? "",
      membershipId: member["id"] ?? "",
      personId: member["person_id"] ?? "",
      otherId,
      activityId: await ofBranch("activity"),
      postId: await ofBranch("post"),
      caseId,
      goalId: await anyIn("goal"),
      surveyId: await anyIn("survey"),
      planId: plan,
      clauseId: await id(
        "select task_id as id from plan_task_unit c join plan_task t on t.id = c.task_id join appointment h on h.unit_id = c.unit_id join account a on a.id = h.account_id where t.plan_id = $1 and a.login = $2 limit 1",
        [plan, INSIDER],
      ),
      ownPlanId: await id(
        "select p.id from plan p join appointment h on h.unit_id = p.unit_id join account a on a.id = h.account_id where p.parent_id = $1 and a.login = $2",
        [plan, INSIDER],
      ),
      // The demo's own draft, of another unit.
      draftId: await id(
        "select id from plan where parent_id = $1 and state = 'draft' order by updated_at limit 1",
        [plan],
      ),
      draftClauseId: await id(
        "select t.id from plan_task t join plan p on p.id = t.plan_id where p.parent_id = $1 and p.state = 'draft' order by p.updated_at, t.\"order\" desc limit 1",
        [plan],
      ),
      draftBasisId: await id(
        "select b.id from plan_basis b join plan p on p.id = b.plan_id where p.parent_id = $1 and p.state = 'draft' order by p.updated_at limit 1",
        [plan],
      ),
      basisId: await id("select id from plan_basis where plan_id = $1 limit 1", [plan]),
      paperId: await ofBranch("branch_paper"),
      directiveId: await id("select id from directive order by recorded_at limit 1"),
      taskId: await id("select id from resolution_task where plan_id = $1 limit 1", [plan]),
      need: "income_jobs",
      groupId: await id("select id from working_group where is_demo and state = 'surveying' limit 1"),
      part: "dissolved",
      programmeId: await id("select id from programme where is_demo limit 1"),
      itemId: await id(
        "select item_id as id from programme_item where voided_at is null and is_demo order by planned_on desc limit 1",
      ),
      campaignId: await id("select id from survey_campaign where plan_id = $1 limit 1", [plan]),
      unitId: await id(
        "select unit_id as id from appointment p join account a on a.id = p.account_id where a.login = $1",
        [INSIDER],
      ),
      accountId: await id("select id from account where login = 'bi-thu'"),
      appointmentId: await id(
        "select p.id from appointment p join account a on a.id = p.account_id where a.login = 'bi-thu'",
      ),
      // The demo has no link: an id like one.
      linkId: randomUUID(),
      issueId: await ofBranch("issue"),
      disciplineId: await ofBranch("discipline"),
      endedMembershipId: await id(
        "select id from membership where branch_id = $1 and voided_at is null and end_kind = 'struck_off' limit 1",
        [branch["id"]],
      ),
      // The demo's own, not one that a journey began.
      transferId: await id("select id from transfer where branch_id = $1 order by asked_at limit 1", [
        branch["id"],
      ]),
      reminderId: await id(
        "select r.id from reminder r join appointment p on p.unit_id = r.unit_id join account a on a.id = p.account_id where a.login = $1 limit 1",
        [INSIDER],
      ),
      targetId: await id("select id from target where voided_at is null and branch_id = $1 limit 1", [
        branch["id"],
      ]),
      referralId: await id("select id from referral where branch_id = $1 order by asked_at limit 1", [
        branch["id"],
      ]),
      inspectionId: await ofBranch("inspection"),
      visitId: await ofBranch("support_visit"),
      evaluationId: await ofBranch("evaluation"),
      partnerId: await id(
        "select v.id from partner v join appointment p on p.unit_id = v.unit_id join account a on a.id = p.account_id where a.login = $1 limit 1",
        [INSIDER],
      ),
      courseId: course["course_id"] ?? "",
      participantId: course["id"] ?? "",
      adviceId: await id(
        "select v.id from advice v join appointment p on p.unit_id = v.unit_id join account a on a.id = p.account_id where a.login = $1 limit 1",
        [INSIDER],
      ),
      congressId: await id("select id from congress where branch_id = $1 order by created_at limit 1", [
        branch["id"],
      ]),
      modelCellId: await id("select id from model_cell where branch_id = $1 order by year desc limit 1", [
        branch["id"],
      ]),
      ...(await writePapers(database, {
        personId: member["person_id"] ?? "",
        otherId,
        branchId: branch["id"] ?? "",
      })),
    },
    words: [branch["name"] ?? "", enterprise["name"] ?? "", member["full_name"] ?? ""],
  };
}

/** Every address of the product, from the folders of its routes; groups and slots have no place in an address. */
export function addresses(files: readonly string[] = ["page.tsx", "route.ts"]): string[] {
  const folders = (folder: string): string[] =>
    readdirSync(path.join(ROOT, folder)).flatMap((name) => {
      const file = `${folder}/${name}`;
      if (statSync(path.join(ROOT, file)).isDirectory()) return folders(file);
      return files.includes(name) ? [folder] : [];
    });
  return folders("app").map((folder) => folder.slice("app".length).replace(/\/\([^)]+\)/g, "") || "/");
}
