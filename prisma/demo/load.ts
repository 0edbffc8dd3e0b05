import { Client } from "pg";
import { fromDatabase } from "@/lib/dates/plain-date";
import type { Line } from "@/lib/generated/prisma/enums";
import { goalKind, isInScope } from "@/lib/plans/rules";
import { accountsOf, DEMO_BUSINESS_DATE, type DemoAccount } from "./accounts";
import { writeAdvice } from "./advice";
import { writeAssignments } from "./assignments";
import { writeCases } from "./cases";
import { writeCongresses } from "./congresses";
import { writeConsolidation } from "./consolidation";
import { writeLookalike } from "./duplicates";
import { type DemoEnterprise, type Place, writeEnterprises } from "./enterprises";
import { writeIssues } from "./feedback";
import { writeFees } from "./fees";
import { writeMemberships } from "./memberships";
import { writeModelCells } from "./model-cells";
import { type DemoBranch, organisations } from "./organisations";
import { writeOversight } from "./oversight";
import { writePapers } from "./papers";
import { writePartners } from "./partners";
import { writePlans } from "./plans";
import { writePriority } from "./priority";
import { writeProgrammes } from "./programmes";
import { writeRatings } from "./ratings";
import { writeReferrals } from "./referrals";
import { writeReminders } from "./reminders";
import { choices, demoWriter, morningOf, type Writer } from "./rows";
import { loadSecondProvince } from "./second-province";
import { type Cast, tell } from "./story";
import { writeTargets } from "./targets";
import { writeTraining } from "./training";
import { writeTransfer } from "./transfers";
import { writeWorkingGroups } from "./working-groups";

/**
 * Loads the demo into a database that holds the reference data, once: a second call changes nothing and returns no
 * accounts, for their passwords are random and kept only by whoever started the demo. Everything is invented, marked
 * `isDemo`, and the same on every machine but for those passwords.
 */
export async function loadDemo(
  ownerUrl: string,
  /** Keeps the passwords; called before the accounts are there, so that a kill in between loses none. */
  keep: (accounts: readonly DemoAccount[]) => void = () => undefined,
): Promise<{ accounts: DemoAccount[] }> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('load demo'))");
    const { rowCount } = await client.query("select from setting where key = 'business_date'");
    const accounts = rowCount ? [] : await writeDemo(client);
    if (!rowCount) keep(accounts);
    await client.query("commit");
    return { accounts };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

async function writeDemo(client: Client): Promise<DemoAccount[]> {
  await client.query("select set_config('app.deed', 'demo.load', true)");
  await client.query("insert into setting (key, value) values ('business_date', $1)", [DEMO_BUSINESS_DATE]);
  // Whoever tries the demo has no phone at hand for each account; the sign-in page says so.
  await client.query("insert into setting (key, value) values ('second_factor_roles', '')");
  const write = demoWriter(client);
  const chance = choices("kế hoạch 105");
  const plan = await planOfProvince(client, "04");
  await client.query("update plan set idle_days = 45, version = version + 1 where id = $1", [plan.id]);

  const units = await unitsOf(client, plan.provinceId);
  const accounts: DemoAccount[] = [];
  const accountOf = accountsOf(write, accounts);
  const account = accountOf(plan.provinceId);
  const departmentId = await account("to-chuc", "org_department", units.department("union"));
  await account("thuong-vu", "province_board", plan.provinceId);
  const associationId = await account("doan-ket", "association_department", units.department("association"), {
    line: "association",
  });
  await account("van-phong", "province_clerk", plan.provinceId);
  await account("quan-tri", "system_admin", plan.provinceId);
  const places = new Map<string, Place>();
  for (const unit of units.reporting) {
    const login = unit.code === "bloc" ? "khoi-doanh-nghiep" : `huyen-${unit.code}`;
    places.set(unit.code, {
      unitId: unit.id,
      unitName: unit.name,
      communes: unit.communes,
      officerId: await account(login, "unit_officer", unit.id, { name: `Cán bộ ${unit.name}` }),
    });
  }

  const campaignId = await write.insert("survey_campaign", {
    province_id: plan.provinceId,
    plan_id: plan.id,
    name: "Khảo sát thực trạng theo Kế hoạch 105 (minh hoạ)",
    reference_date: "2014-10-31",
    opens_on: "2014-10-24",
    is_demo: true,
  });
  const placeOf = (unit: string) => {
    const place = places.get(unit);
    if (!place) throw new Error(`The reference data has no unit ${unit} on ${DEMO_BUSINESS_DATE}`);
    return place;
  };
  const enterprises = await writeEnterprises(write, chance, plan.provinceId, placeOf);
  const cast: Cast = { provinceId: plan.provinceId, campaignId, departmentId, branches: new Map() };
  const org = organisations(write, chance);
  for (const enterprise of enterprises) await tell({ write, chance, org, cast }, enterprise);
  const departments = { union: departmentId, association: associationId };
  await writeCases(write, enterprises, { provinceId: plan.provinceId, departments });
  await writeGoals(write, plan);

  const secretary = async (login: string, key: string) => {
    const branch: DemoBranch | undefined = cast.branches.get(key);
    if (!branch) throw new Error(`The demo has no organisation ${key}`);
    const accountId = await account(login, "branch_secretary", branch.unitId, { branchId: branch.id });
    return { accountId, branchId: branch.id, unitId: branch.unitId, provinceId: plan.provinceId };
  };
  const raiser = await secretary("bi-thu", "040/steady_cell");
  await writeIssues(write, raiser, placeOf("040").officerId);
  await writeRatings(write, raiser, placeOf("040").officerId);
  await secretary("bi-thu-co-so", "040/grassroots_cell");
  const receiver = cast.branches.get("047/steady_cell");
  if (!receiver) throw new Error("The demo has no organisation to send somebody to");
  await writeTransfer(write, raiser, receiver.id, placeOf("040").officerId);
  await writeFees(write, raiser, placeOf("040").officerId);
  const home = placeOf("047");
  const [areaId] = home.communes;
  if (!areaId) throw new Error("The reference data has no commune to live in");
  await writeReferrals(write, raiser, { ...home, areaId }, placeOf("040").officerId);
  const kept = cast.branches.get("040/steady_cell");
  if (kept) await writeMemberships(write, org, kept, raiser.accountId);
  await secretary("bi-thu-doan-co-so", "bloc/grassroots_union");
  const branchOf = (key: string) => {
    const branch = cast.branches.get(key);
    if (!branch) throw new Error(`The demo has no organisation ${key}`);
    return branch;
  };
  const accountsOfBranch = (branch: DemoBranch) => {
    const officer = [...places.values()].find(({ unitId }) => unitId === branch.unitId)?.officerId;
    if (!officer) throw new Error("The demo has no officer of this organisation's unit");
    return { organisation: branch.id === raiser.branchId ? raiser.accountId : officer, superior: officer };
  };
  await writeCongresses(write, branchOf, accountsOfBranch);
  const [city, district, bloc] = ["040", "047", "bloc"].map(placeOf);
  if (city && district && bloc) {
    const givers = { departmentId, associationId, officerId: city.officerId };
    await writeReminders(write, plan, departmentId, [city, district]);
    await writeTargets(write, { planId: plan.id, provinceId: plan.provinceId }, givers, {
      ...{ city, district, bloc, cell: raiser },
    });
  }
  const desk = { ...placeOf("040"), provinceId: plan.provinceId };
  await writeAdvice(write, desk, { accountId: departmentId, campaignId });
  await writeOversight(write, { ...desk, branchId: raiser.branchId }, departmentId);
  await writePartners(write, { ...desk, branchId: raiser.branchId }, departmentId);
  await writeTraining(write, desk, departmentId);
  await writePriority(write, plan.provinceId, departmentId);
  await writeAssignments(write, { campaignId, ...placeOf("045") });
  await writeWorkingGroups(write, { campaignId, surveying: placeOf("bloc"), planned: placeOf("047") });
  const [lodging] = placeOf("040").communes;
  if (lodging) await writeProgrammes(write, { ...placeOf("040"), areaId: lodging }, raiser.branchId);
  await loadSecondProvince(client, write, accountOf);
  await writeLookalike(write, raiser);
  await writePapers(write, raiser, placeOf("040").officerId);
  const planning = [placeOf("040"), placeOf("bloc"), placeOf("042")] as const;
  const setting = { planId: plan.id, provinceId: plan.provinceId, departmentId };
  await writePlans(write, setting, [...places.values()], planning);
  await writeConsolidation(write);
  await writeModelCells(write, { provinceId: plan.provinceId, departmentId }, branchOf, accountsOfBranch);
  return accounts;
}

type PlanRow = {
  id: string;
  provinceId: string;
  baselineOn: Date;
  legalForms: DemoEnterprise["legalForm"][];
  ownerships: DemoEnterprise["owned"][];
  countsSuspended: boolean;
};

async function planOfProvince(client: Client, areaCode: string): Promise<PlanRow> {
  const { rows } = await client.query<PlanRow>(
    `select p.id, p.province_id as "provinceId", p.baseline_on as "baselineOn",
       p.scope_legal_forms::text[] as "legalForms", p.scope_ownerships::text[] as "ownerships", p.scope_suspended as "countsSuspended"
     from plan p join unit_version v on v.unit_id = p.province_id and v.kind = 'province' where v.code = $1
     order by p.issued_on desc limit 1`,
    [areaCode],
  );
  const [plan] = rows;
  if (!plan) throw new Error("Load the reference data first: there is no plan to show");
  return plan;
}

/** The 14 reporting units alive on the business date, each with the communes of its district (all of them for the bloc). */
async function unitsOf(client: Client, provinceId: string) {
  const { rows } = await client.query<{
    id: string;
    kind: string;
    name: string;
    code: string | null;
    ownsLine: Line | null;
    communes: string[];
  }>(
    `select u.id, v.kind::text as kind, v.name, v.code, v.owns_line::text as "ownsLine",
       coalesce((select array_agg(c.area_id order by c.code) from area_version c join area_version d on d.area_id = c.parent_id
         where c.level = 'commune' and d.level = 'district' and (d.code = v.code or v.kind = 'enterprise_bloc' and d.code = '040')
           and c.valid_from <= $2 and (c.valid_to is null or c.valid_to > $2)
           and d.valid_from <= $2 and (d.valid_to is null or d.valid_to > $2)), '{}') as communes
     from unit u join unit_version v on v.unit_id = u.id
     where u.province_id = $1 and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) order by v.kind, v.code`,
    [provinceId, DEMO_BUSINESS_DATE],
  );
  return {
    reporting: rows
      .filter(({ kind }) => ["district", "city", "enterprise_bloc"].includes(kind))
      .map((row) => ({ ...row, code: row.kind === "enterprise_bloc" ? "bloc" : (row.code ?? "") })),
    department(line: Line) {
      const found = rows.find((row) => row.kind === "department" && row.ownsLine === line);
      if (!found) throw new Error(`The reference data has no department of the ${line} line`);
      return found.id;
    },
  };
}

/** The goals as the plan's baseline date fixes them, by the same rules as the program's own command. */
async function writeGoals(write: Writer, plan: PlanRow) {
  const baselineOn = fromDatabase(plan.baselineOn);
  type Version = Parameters<typeof isInScope>[1] & { id: string; validFrom: string; validTo: string | null };
  const { rows: versions } = await write.client.query<Version>(
    `select enterprise_id as id, legal_form as "legalForm", ownership, status, valid_from::text as "validFrom", valid_to::text as "validTo"
     from enterprise_version where voided_at is null and province_id = $1 order by enterprise_id, valid_from`,
    [plan.provinceId],
  );
  const { rows: coverages } = await write.client.query<{
    id: string;
    line: Line;
    validFrom: string;
    validTo: string | null;
  }>(
    `select enterprise_id as id, line, valid_from::text as "validFrom", valid_to::text as "validTo" from coverage where voided_at is null`,
  );
  const scope = {
    legalForms: plan.legalForms,
    ownerships: plan.ownerships,
    countsSuspended: plan.countsSuspended,
  };
  const fixed = new Set<string>();
  for (const facts of versions) {
    const counts = isInScope(scope, facts) && (!facts.validTo || facts.validTo > baselineOn);
    if (!counts || fixed.has(facts.id)) continue;
    fixed.add(facts.id);
    const [, fixedOn = baselineOn] = [facts.validFrom, baselineOn].sort();
    for (const line of ["union", "association"] satisfies Line[]) {
      const covering = coverages.filter((coverage) => coverage.id === facts.id && coverage.line === line);
      await write.insert("goal", {
        plan_id: plan.id,
        enterprise_id: facts.id,
        line,
        kind: goalKind(covering, fixedOn),
        fixed_on: fixedOn,
        created_at: morningOf(fixedOn),
      });
    }
  }
}
