import fc from "fast-check";
import { newId } from "@/lib/db/id";
import {
  BranchKind,
  type EnterpriseStatus,
  type LegalForm,
  Line,
  type Ownership,
} from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { area, unit } from "@/tests/support/factories";
import type { Records } from "@/tests/support/oracle";

/**
 * Small provinces made up at random: histories with corrections, organisations over several enterprises, figures on the
 * edges of days. Everything happens on a handful of days, so that edges meet.
 */

export const DAYS = [
  "2014-09-01",
  "2014-10-22",
  "2014-10-23",
  "2014-11-10",
  "2014-11-11",
  "2014-12-05",
  "2014-12-10",
];
/** Before, on and after midnight in Vietnam, which is 17:00 UTC. */
const HOURS = ["T03:00:00.000Z", "T16:59:59.999Z", "T17:00:00.000Z", "T23:30:00.000Z"];

const day = fc.constantFrom(...DAYS);
const moment = fc.tuple(day, fc.constantFrom(...HOURS)).map(([on, hour]) => new Date(`${on}${hour}`));

type Known<Fact> = Fact & {
  validFrom: string;
  validTo: string | null;
  recordedAt: Date;
  voidedAt: Date | null;
};

/**
 * Facts in a row, each true from its day until the next begins; some put right later by another fact, some taken back.
 * `open` leaves the last one standing.
 */
const history = <Fact extends object>(fact: fc.Arbitrary<Fact>, open: boolean): fc.Arbitrary<Known<Fact>[]> =>
  fc
    .record({
      // Most begin before anything is asked about: numbers that are all nought prove little.
      starts: fc
        .tuple(
          fc.constantFrom(...DAYS.slice(0, 1), ...DAYS.slice(0, 1), ...DAYS),
          fc.uniqueArray(day, { maxLength: 2 }),
        )
        .map(([first, others]) => [...new Set([first, ...others])]),
      ends: open ? fc.constant(false) : fc.boolean(),
      parts: fc.array(
        fc.record({
          fact,
          recorded: fc.oneof({ weight: 2, arbitrary: fc.constant(new Date("2014-08-31T00:00:00Z")) }, moment),
          put: fc.oneof(
            { weight: 5, arbitrary: fc.constant(null) },
            fc.record({ right: fact, at: moment }),
            fc.record({ right: fc.constant(null), at: moment }),
          ),
        }),
        { minLength: 3, maxLength: 3 },
      ),
    })
    .map(({ starts, ends, parts }) => {
      const days = [...starts].sort();
      return days.flatMap((validFrom, index) => {
        const isLast = index === days.length - 1;
        const part = parts[index];
        if (!part || (isLast && ends && index > 0)) return [];
        const period = { validFrom, validTo: days[index + 1] ?? null };
        const row = { ...part.fact, ...period, recordedAt: part.recorded };
        const { put } = part;
        if (!put || put.at <= part.recorded || (open && isLast && !put.right))
          return [{ ...row, voidedAt: null }];
        return [
          { ...row, voidedAt: put.at },
          ...(put.right ? [{ ...put.right, ...period, recordedAt: put.at, voidedAt: null }] : []),
        ];
      });
    });

/** A congress put off is put off beyond its day. */
const dueFacts = fc.tuple(day, fc.option(day)).map(([dueOn, extendedTo]) => ({
  dueOn,
  extendedTo: extendedTo && extendedTo > dueOn ? extendedTo : null,
}));

const UNITS = 3;
const ENTERPRISES = 16;
const BRANCHES = 6;
const unitIndex = fc.nat(UNITS - 1);

const versionFacts = fc.record({
  legalForm: fc.constantFrom<LegalForm>("llc_one_member", "llc_one_member", "joint_stock", "cooperative"),
  ownership: fc.constantFrom<Ownership>("non_state", "non_state", "non_state", "foreign_invested", "state"),
  status: fc.constantFrom<EnterpriseStatus>("active", "active", "active", "active", "suspended", "closed"),
});

/** What a world is made of, with places in lists instead of ids. */
export const world = fc.record({
  plan: fc.record({
    legalForms: fc.subarray<LegalForm>(["llc_one_member", "joint_stock", "cooperative"], { minLength: 2 }),
    ownerships: fc.constantFrom<Ownership[]>(["non_state"], ["non_state", "foreign_invested"]),
    countsSuspended: fc.boolean(),
    associationKinds: fc.constantFrom<BranchKind[]>(["chapter"], ["chapter", "club"]),
  }),
  enterprises: fc.array(
    fc.record({
      versions: history(versionFacts, false),
      union: history(fc.record({ unit: unitIndex }), true),
      association: history(fc.record({ unit: unitIndex }), true),
      surveys: fc.array(
        fc.record({
          state: fc.constantFrom("accepted", "accepted", "submitted"),
          surveyedOn: day,
          acceptedAt: moment,
          isThere: fc.boolean(),
        }),
        { minLength: 2, maxLength: 2 },
      ),
      goals: fc.subarray([Line.union, Line.association]),
    }),
    { minLength: ENTERPRISES, maxLength: ENTERPRISES },
  ),
  branches: fc.array(
    fc.record({
      unit: unitIndex,
      kind: fc.constantFrom<BranchKind>("cell", "grassroots_cell", "chapter", "club"),
      /** The first organisation of all is a đoàn cơ sở above those chi đoàn that say so. */
      isBelow: fc.boolean(),
      life: history(
        fc.record({ beginning: fc.constantFrom("established", "established", "reorganised") }),
        false,
      ),
      covers: fc.array(
        fc.record({ enterprise: fc.nat(ENTERPRISES - 1), when: history(fc.constant({}), false) }),
        { maxLength: 4 },
      ),
      measures: fc.array(
        fc.record({
          doneOn: fc.option(day),
          recordedAt: moment,
          doneRecordedAt: moment,
          voidedAt: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, moment),
        }),
        { maxLength: 2 },
      ),
      dues: history(dueFacts, false),
      ratings: fc.array(
        fc.record({
          year: fc.constantFrom(2013, 2014),
          level: fc.nat(3),
          decidedOn: day,
          recordedAt: moment,
          voidedAt: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, moment),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: BRANCHES, maxLength: BRANCHES },
  ),
});

export type World = typeof world extends fc.Arbitrary<infer Made> ? Made : never;

/** Writes a world as the owner, in a province of its own, and gives back its rows as the oracle reads them. */
export async function settle({ plan, ...made }: World): Promise<Records> {
  const provinceId = await unit();
  await unit({ provinceId, kind: "department" });
  const units = await Promise.all(Array.from({ length: UNITS }, () => unit({ provinceId })));
  const unitAt = (index: number) => at(units, index);
  const planId = newId();
  const issuedOn = "2014-10-23";
  const campaigns = ["2014-10-23", "2014-11-11"].map((opensOn) => ({ id: newId(), opensOn }));

  const enterprises = made.enterprises.map((enterprise) => ({
    id: newId(),
    provinceId,
    unionUnitId: unitAt(steward(enterprise.union)),
    associationUnitId: unitAt(steward(enterprise.association)),
  }));
  const idAt = (index: number) => at(enterprises, index).id;
  const versions = made.enterprises.flatMap((enterprise, index) =>
    enterprise.versions.map((version) => ({ id: newId(), enterpriseId: idAt(index), ...version })),
  );
  const managements = made.enterprises.flatMap((enterprise, index) =>
    Object.values(Line).flatMap((line) =>
      enterprise[line].map(({ unit: place, ...when }) => ({
        id: newId(),
        enterpriseId: idAt(index),
        line,
        unitId: unitAt(place),
        ...when,
      })),
    ),
  );
  const surveys = made.enterprises.flatMap((enterprise, index) =>
    enterprise.surveys.flatMap(({ isThere, acceptedAt, ...survey }, place) =>
      isThere
        ? [
            {
              id: newId(),
              enterpriseId: idAt(index),
              campaignId: at(campaigns, place).id,
              ...survey,
              // Some know of nobody, some of one band only.
              youth_16_to_30: [7, 0, null, 12][(index + place) % 4] ?? null,
              youth_31_to_35: [3, null, null][(index + 2 * place) % 3] ?? null,
              acceptedAt: survey.state === "accepted" ? acceptedAt : null,
            },
          ]
        : [],
    ),
  );

  const upper = newId();
  const branches = made.branches.map(({ unit: place, kind, isBelow }, index) => ({
    id: index === 0 ? upper : newId(),
    provinceId,
    unitId: unitAt(place),
    parentId: index > 0 && kind === "cell" && isBelow ? upper : null,
    kind: index === 0 ? BranchKind.grassroots_union : kind,
    line: index > 0 && (kind === "chapter" || kind === "club") ? Line.association : Line.union,
  }));
  const lives = made.branches.flatMap(({ life }, index) =>
    life.map((part) => ({ id: newId(), branchId: at(branches, index).id, ...part })),
  );
  const coverages = made.branches.flatMap(({ covers }, index) => {
    const firsts = covers.filter(
      ({ enterprise }, place) => covers.findIndex((other) => other.enterprise === enterprise) === place,
    );
    return firsts.flatMap(({ enterprise, when }) =>
      when.map((part) => ({
        id: newId(),
        branchId: at(branches, index).id,
        enterpriseId: idAt(enterprise),
        ...part,
      })),
    );
  });
  const measures = made.branches.flatMap(({ measures: taken }, index) =>
    taken.map((measure) => ({
      id: newId(),
      branchId: at(branches, index).id,
      ...measure,
      doneRecordedAt: measure.doneOn === null ? null : measure.doneRecordedAt,
    })),
  );

  const dues = made.branches.flatMap(({ dues: said }, index) =>
    said.map((part) => ({ id: newId(), branchId: at(branches, index).id, ...part })),
  );
  const { rows: levels } = await owner.query<{ id: string }>(
    `select id from catalogue_entry where catalogue = 'branch_rating_2011' order by "order"`,
  );
  const ratings = made.branches.flatMap(({ ratings: given }, index) =>
    at(branches, index).line === Line.union
      ? given
          .filter(({ year }, place) => given.findIndex((other) => other.year === year) === place)
          .map(({ level, ...rating }) => ({
            ...{ id: newId(), branchId: at(branches, index).id, levelId: at(levels, level).id },
            ...rating,
          }))
      : [],
  );

  const areaId = await area();
  const nobody = newId();
  await insertAll("plan", [
    {
      id: planId,
      provinceId,
      number: "1",
      symbol: `1 -KH/${planId}`,
      symbolKey: `1-kh/${planId}`,
      type: "Kế hoạch",
      title: "Củng cố và phát triển tổ chức Đoàn, Hội trong các doanh nghiệp ngoài nhà nước",
      year: 2014,
      place: "Nơi thử",
      issuedOn,
      issuer: "Đơn vị thử",
      signatoryPost: "Bí thư",
      signatoryName: "Người thử",
      preamble: "",
      baselineOn: issuedOn,
      scopeLegalForms: plan.legalForms,
      scopeOwnerships: plan.ownerships,
      scopeSuspended: plan.countsSuspended,
      associationKinds: plan.associationKinds,
    },
  ]);
  await insertAll(
    "survey_campaign",
    campaigns.map(({ id, opensOn }) => ({
      ...{ id, opensOn, provinceId, planId, name: `Đợt ${opensOn}`, referenceDate: opensOn },
    })),
  );
  await insertAll(
    "enterprise",
    enterprises.map((enterprise, index) => {
      const key = `cong ty thu ${String(index % 5).padStart(2, "0")}`;
      const facts = { legalForm: "llc_one_member", ownership: "non_state", status: "active" };
      return {
        ...{ ...enterprise, ...facts, areaId, name: `Công ty thử ${index}`, searchKey: key, nameKey: key },
        ...{ sortKey: key, hasNoTaxCode: true, createdById: nobody },
      };
    }),
  );
  await insertAll("enterprise_management", managements);
  await insertAll(
    "goal",
    made.enterprises.flatMap(({ goals }, index) =>
      goals.map((line) => ({
        ...{ id: newId(), planId, enterpriseId: idAt(index), line },
        ...{ kind: "establish", fixedOn: issuedOn },
      })),
    ),
  );
  await insertAll(
    "enterprise_version",
    versions.map((version) => ({ ...version, areaId, name: "Công ty thử" })),
  );
  await insertAll(
    "branch",
    branches.map((branch, index) => {
      const key = `to chuc thu ${index % 2}`;
      return {
        ...{ ...branch, name: `Tổ chức thử ${index}`, searchKey: key, sortKey: key },
        ...{ establishedOn: "2012-01-01", createdById: nobody },
      };
    }),
  );
  await insertAll(
    "branch_life",
    lives.map((life) => ({ ...life, ending: life.validTo === null ? null : "dissolved" })),
  );
  await insertAll("coverage", coverages);
  await insertAll("congress_due", dues);
  for (const stage of ["self", "superior", "final"]) {
    await insertAll(
      "branch_rating",
      ratings.map((rating) => ({
        ...{ ...rating, stage, recordedById: nobody },
        ...(stage !== "final" && { id: newId(), voidedAt: null }),
      })),
    );
  }
  await insertAll(
    "consolidation_measure",
    measures.map((measure) => ({
      ...{
        ...measure,
        kind: "other",
        weakness: "-",
        measure: "-",
        responsible: "-",
        startedOn: "2014-01-01",
      },
      ...{ result: measure.doneOn === null ? null : "xong", recordedById: nobody },
    })),
  );
  await insertAll(
    "survey",
    surveys.map((survey) => ({
      ...{
        ...survey,
        recordedById: nobody,
        submittedById: nobody,
        submittedAt: new Date("2014-09-01T00:00:00Z"),
      },
      acceptedById: survey.acceptedAt && newId(),
    })),
  );

  return {
    plan: { provinceId, issuedOn, ...plan },
    units: units.map((id) => ({ id })),
    ...{
      enterprises,
      versions,
      managements,
      branches,
      lives,
      coverages,
      measures,
      campaigns,
      surveys,
      dues,
      ratings,
    },
  };
}

/** The unit that answers today: of the last period, as it is known now. */
const steward = (rows: Known<{ unit: number }>[]): number =>
  rows.find(({ validTo, voidedAt }) => validTo === null && voidedAt === null)?.unit ?? 0;

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`Nothing at ${index}`);
  return item;
}

const columnName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Many rows of one table in one statement, as the owner; all have the same fields. */
export async function insertAll(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).map(columnName);
  if (names.length === 0) return;
  const columns = names.map((name) => `"${name}"`).join(", ");
  const values = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [columnName(name), value])),
  );
  await owner.query(
    `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
    [JSON.stringify(values)],
  );
}
