import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { branchScope, enterpriseScope } from "@/lib/access/scope-sql";
import { knownAt, standing, validOn } from "@/lib/db/period-sql";
import type { Tx } from "@/lib/db/scope";
import { Prisma } from "@/lib/generated/prisma/client";
import { ActivityKind, BranchKind, LegalForm, Line } from "@/lib/generated/prisma/enums";
import {
  ENTERPRISE_CONDITIONS,
  enterpriseFacts,
  inUnit,
  ORGANISATION_CONDITIONS,
  organisationFacts,
  organisationOfPlan,
  type Question,
  twoTimes,
} from "@/lib/indicators/facts-sql";

const day = z.iso.date().nullable();
const enterpriseRow = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string().nullable(),
  taxCode: z.string().nullable(),
  taxBranch: z.string().nullable(),
  legalForm: z.enum(LegalForm),
  workers: z.int().nullable(),
  youthTo30: z.int().nullable(),
  youthTo35: z.int().nullable(),
  unionElsewhere: z.int().nullable(),
  associationElsewhere: z.int().nullable(),
  hasPartyCell: z.boolean().nullable(),
  hasTradeUnion: z.boolean().nullable(),
  isEntrepreneur: z.boolean(),
  difficulty: z.string().nullable(),
});

/** The enterprises that an indicator counts, with their card and the figures of their latest accepted survey, by name. */
export async function enterprisesOf(viewer: Viewer, tx: Tx, question: Question, indicator: "K4" | "K6") {
  const when = twoTimes(question.params);
  const rows = await tx.$queryRaw`
    select f.id, f.name, concat_ws(', ', e.address, a.name) as address, e.tax_code as "taxCode", e.tax_branch as "taxBranch",
      f.legal_form as "legalForm", f.workers, f.youth_to_30 as "youthTo30", f.youth_to_35 as "youthTo35",
      f.union_members_elsewhere as "unionElsewhere", f.association_members_elsewhere as "associationElsewhere",
      f.has_party_cell as "hasPartyCell", f.has_trade_union as "hasTradeUnion",
      exists (select 1 from entrepreneur_membership n where n.enterprise_id = f.id and ${standing("n", when)}) as "isEntrepreneur",
      (select c.difficulty from establishment_case c where c.enterprise_id = f.id and c.opened_on <= ${when.asOf}::date
        and ${enterpriseScope(viewer, "c", "enterprise_id")} and c.difficulty is not null
        order by c.opened_on desc, c.id limit 1) as difficulty
    from (${enterpriseFacts(viewer, question)}) f join enterprise e on e.id = f.id
    left join area_version a on a.area_id = e.area_id and ${validOn("a", when.asOf)}
    where ${ENTERPRISE_CONDITIONS[indicator]} order by e.sort_key, e.id`;
  return z.array(enterpriseRow).parse(rows);
}

const organisationRow = z.object({
  enterpriseId: z.uuid(),
  id: z.uuid(),
  name: z.string(),
  line: z.enum(Line),
  kind: z.enum(BranchKind),
  decisionNumber: z.string().nullable(),
  decisionOn: day,
  lastCongressOn: day,
});

/** The organisations that cover enterprises on the day, of those the viewer sees. */
export async function coveringOrganisations(viewer: Viewer, tx: Tx, question: Question) {
  const when = twoTimes(question.params);
  const rows = await tx.$queryRaw`
    select c.enterprise_id as "enterpriseId", b.id, b.name, b.line, b.kind, b.decision_number as "decisionNumber",
      b.decision_on::text as "decisionOn",
      case when b.last_congress_on <= ${when.asOf}::date then b.last_congress_on end::text as "lastCongressOn"
    from coverage c join branch b on b.id = c.branch_id
    where ${enterpriseScope(viewer, "c", "enterprise_id")} and ${standing("c", when)} and ${organisationOfPlan(viewer, question)}
    order by b.line, b.sort_key, b.id`;
  return z.array(organisationRow).parse(rows);
}

const levelRow = z.object({ id: z.uuid(), label: z.string() });

/** The concluded level of each organisation for the year (K15), by organisation. */
export async function concludedLevels(
  viewer: Viewer,
  tx: Tx,
  question: Question,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw`
    select f.id, c.label from (${organisationFacts(viewer, question)}) f join catalogue_entry c on c.id = f.level_id
    where ${ORGANISATION_CONDITIONS.K15}`;
  return new Map(
    z
      .array(levelRow)
      .parse(rows)
      .map(({ id, label }) => [id, label]),
  );
}

const activityRow = z.object({
  ...{ kind: z.enum(ActivityKind), activities: z.int(), participants: z.int(), initiatives: z.int() },
  ...{ savings: z.int(), beneficiaries: z.int(), care: z.int() },
});

/**
 * Activities of the plan's organisations, and of the units themselves, in the period by kind: how many, and what they add up to as
 * far as that was noted; money in đồng.
 */
export async function activitiesByKind(viewer: Viewer, tx: Tx, question: Question) {
  const { params, plan } = question;
  const ofLine = params.line === "all" ? Prisma.sql`true` : Prisma.sql`a.line = ${params.line}::org_line`;
  const rows = await tx.$queryRaw`
    select a.kind, count(*)::int as activities, coalesce(sum(a.participants), 0)::int as participants,
      coalesce(sum(a.initiatives), 0)::int as initiatives, coalesce(sum(a.savings), 0)::float8 as savings,
      coalesce(sum(a.beneficiaries), 0)::int as beneficiaries,
      (coalesce(sum(a.care_cash), 0) + coalesce(sum(a.care_in_kind), 0))::float8 as care
    from activity a left join branch b on b.id = a.branch_id
    where ${branchScope(viewer, "a", "branch_id")} and ${inUnit(Prisma.sql`a.unit_id`, params.unit)}
      and (${organisationOfPlan(viewer, question)}
        or (a.branch_id is null and a.province_id = ${plan.provinceId}::uuid and ${ofLine}))
      and a."on" between ${params.from}::date and ${params.asOf}::date and ${knownAt("a", twoTimes(params).knownAt)}
    group by a.kind`;
  return z.array(activityRow).parse(rows);
}
