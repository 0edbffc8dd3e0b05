/**
 * The indicators a second time, as a person with paper lists would count them: plain arrays, plain loops, no SQL and no
 * code of the program. What the program answers is compared with this.
 */

type Recorded = { recordedAt: Date; voidedAt: Date | null };
type Period = { validFrom: string; validTo: string | null };

export type Records = {
  plan: {
    provinceId: string;
    issuedOn: string;
    legalForms: string[];
    ownerships: string[];
    countsSuspended: boolean;
    associationKinds: string[];
  };
  /** Units that answer to the province for enterprises. */
  units: { id: string }[];
  enterprises: { id: string; provinceId: string; unionUnitId: string; associationUnitId: string }[];
  versions: (Period &
    Recorded & { enterpriseId: string; legalForm: string; ownership: string; status: string })[];
  managements: (Period & Recorded & { enterpriseId: string; line: string; unitId: string })[];
  branches: {
    id: string;
    provinceId: string;
    unitId: string;
    parentId: string | null;
    line: string;
    kind: string;
  }[];
  lives: (Period & Recorded & { branchId: string; beginning: string })[];
  coverages: (Period & Recorded & { branchId: string; enterpriseId: string })[];
  measures: (Recorded & { branchId: string; doneOn: string | null; doneRecordedAt: Date | null })[];
  dues: (Period & Recorded & { branchId: string; dueOn: string; extendedTo: string | null })[];
  /** Concluded ratings. */
  ratings: (Recorded & { branchId: string; year: number; levelId: string; decidedOn: string })[];
  campaigns: { id: string; opensOn: string }[];
  surveys: {
    enterpriseId: string;
    campaignId: string;
    state: string;
    surveyedOn: string | null;
    acceptedAt: Date | null;
    youth_16_to_30: number | null;
    youth_31_to_35: number | null;
  }[];
};

/** Whose figures: what they read whole, and what else they may see. */
export type Reach = {
  provinces: string[];
  units: string[];
  branches: string[];
  enterprises: string[];
};

export type Asked = {
  asOf: string;
  from: string;
  knownAt: string | null;
  line: string;
  unit: string | null;
  campaign: string | null;
  kind: string | null;
  year: number | null;
  level: string | null;
};

export type Figures = Map<string, Map<string, Set<string>>>;

/** In the figures, the key of the whole, and of what no unit managed. */
export const TOTAL = "total";
export const NOBODY = "none";

const VIETNAM = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" });

function wasKnown(row: Recorded, knownAt: string | null): boolean {
  if (knownAt === null) return row.voidedAt === null;
  if (VIETNAM.format(row.recordedAt) > knownAt) return false;
  return row.voidedAt === null || VIETNAM.format(row.voidedAt) > knownAt;
}

const isTrue = (row: Period, on: string): boolean =>
  row.validFrom <= on && (row.validTo === null || on < row.validTo);

/** By indicator, by unit or TOTAL: the ids of the records counted. */
export function figures(records: Records, reach: Reach, asked: Asked): Figures {
  const found: Figures = new Map();
  const add = (indicator: string, unit: string, id: string) => {
    for (const key of [unit, TOTAL]) {
      const units = found.get(indicator) ?? new Map<string, Set<string>>();
      const ids = units.get(key) ?? new Set<string>();
      ids.add(id);
      units.set(key, ids);
      found.set(indicator, units);
    }
  };

  for (const enterprise of records.enterprises) {
    if (!seesEnterprise(reach, enterprise) || enterprise.provinceId !== records.plan.provinceId) continue;
    const version = versionOn(records, enterprise.id, asked);
    if (!version || !hasForm(records, version)) continue;
    const counts =
      version.status === "active" || (version.status === "suspended" && records.plan.countsSuspended);
    if (!counts) continue;

    const line = asked.line === "association" ? "association" : "union";
    let unit = NOBODY;
    for (const row of records.managements) {
      if (row.enterpriseId !== enterprise.id || row.line !== line) continue;
      if (isTrue(row, asked.asOf) && wasKnown(row, asked.knownAt)) unit = row.unitId;
    }
    if (asked.unit !== null && asked.unit !== unit) continue;

    let union = false;
    let association = false;
    for (const row of records.coverages) {
      if (row.enterpriseId !== enterprise.id) continue;
      if (!isTrue(row, asked.asOf) || !wasKnown(row, asked.knownAt)) continue;
      for (const branch of records.branches) {
        if (branch.id !== row.branchId) continue;
        if (branch.line === "union") union = true;
        else if (records.plan.associationKinds.includes(branch.kind)) association = true;
      }
    }

    add("K1", unit, enterprise.id);
    if (union) add("K2", unit, enterprise.id);
    if (association) add("K3", unit, enterprise.id);
    if (union || association) add("K4", unit, enterprise.id);
    if (union && association) add("K5", unit, enterprise.id);
    if (!union && !association) add("K6", unit, enterprise.id);
    if (wasSurveyed(records, enterprise.id, asked)) add("K17", unit, enterprise.id);
    const youth = youthOf(records, enterprise.id, asked);
    if (youth.to30 !== null || youth.to35 !== null) add("K8", unit, enterprise.id);
  }

  for (const branch of records.branches) {
    if (!seesBranch(reach, branch) || branch.provinceId !== records.plan.provinceId) continue;
    if (asked.line !== "all" && branch.line !== asked.line) continue;
    if (asked.kind !== null && branch.kind !== asked.kind) continue;
    if (asked.unit !== null && branch.unitId !== asked.unit) continue;
    if (branch.line === "association" && !records.plan.associationKinds.includes(branch.kind)) continue;
    if (!servesThePlan(records, reach, branch.id, asked)) continue;
    for (const row of records.lives) {
      if (row.branchId !== branch.id || row.beginning !== "established") continue;
      if (row.validFrom < asked.from || row.validFrom > asked.asOf || !wasKnown(row, asked.knownAt)) continue;
      add("K11", branch.unitId, branch.id);
      add(`K11 ${branch.kind}`, branch.unitId, branch.id);
    }
    for (const row of records.lives) {
      if (row.branchId !== branch.id || row.validTo === null || !wasKnown(row, asked.knownAt)) continue;
      if (row.validTo >= asked.from && row.validTo <= asked.asOf) add("K13", branch.unitId, branch.id);
    }
    for (const row of records.measures) {
      if (row.branchId !== branch.id || row.doneOn === null || row.doneRecordedAt === null) continue;
      if (row.doneOn < asked.from || row.doneOn > asked.asOf || !wasKnown(row, asked.knownAt)) continue;
      if (asked.knownAt !== null && VIETNAM.format(row.doneRecordedAt) > asked.knownAt) continue;
      add("K12", branch.unitId, branch.id);
    }

    const livedOn = (on: string) =>
      records.lives.some(
        (row) => row.branchId === branch.id && isTrue(row, on) && wasKnown(row, asked.knownAt),
      );
    const year = asked.year ?? Number(asked.asOf.slice(0, 4));
    let level: string | null = null;
    for (const row of records.ratings) {
      if (row.branchId !== branch.id || row.year !== year || row.decidedOn > asked.asOf) continue;
      if (wasKnown(row, asked.knownAt)) level = row.levelId;
    }
    const yearEnded = `${year}-12-31` < asked.asOf;
    if (branch.line === "union" && (level !== null || livedOn(yearEnded ? `${year}-12-31` : asked.asOf))) {
      const said = level ?? NOBODY;
      if (asked.level === null || asked.level === said) {
        add("K15", branch.unitId, branch.id);
        add(`K15 ${said}`, branch.unitId, branch.id);
      }
    }
    for (const row of records.dues) {
      if (row.branchId !== branch.id || !isTrue(row, asked.asOf) || !wasKnown(row, asked.knownAt)) continue;
      if ((row.extendedTo ?? row.dueOn) < asked.asOf && livedOn(asked.asOf)) {
        add("K16", branch.unitId, branch.id);
      }
    }
  }
  return found;
}

/** The campaign meant: the one asked for if it had opened, else the one opened last. */
export function campaignMeant(
  records: Records,
  asked: { asOf: string; campaign: string | null },
): string | null {
  let meant: Records["campaigns"][number] | undefined;
  for (const campaign of records.campaigns) {
    if (campaign.opensOn > asked.asOf) continue;
    if (campaign.id === asked.campaign) return campaign.id;
    if (!meant || campaign.opensOn > meant.opensOn) meant = campaign;
  }
  return meant?.id ?? null;
}

function seesEnterprise(reach: Reach, enterprise: Records["enterprises"][number]): boolean {
  return (
    reach.provinces.includes(enterprise.provinceId) ||
    reach.units.includes(enterprise.unionUnitId) ||
    reach.units.includes(enterprise.associationUnitId) ||
    reach.enterprises.includes(enterprise.id)
  );
}

/** The day in Vietnam on which the newest survey of these enterprises was accepted, of those true and known then. */
export function lastAcceptance(records: Records, enterprises: Iterable<string>, asked: Asked): string | null {
  const ids = new Set(enterprises);
  let last: string | null = null;
  for (const survey of records.surveys) {
    if (!ids.has(survey.enterpriseId) || survey.state !== "accepted") continue;
    if (survey.surveyedOn === null || survey.acceptedAt === null || survey.surveyedOn > asked.asOf) continue;
    const on = VIETNAM.format(survey.acceptedAt);
    if (asked.knownAt !== null && on > asked.knownAt) continue;
    if (last === null || on > last) last = on;
  }
  return last;
}

const seesBranch = (reach: Reach, branch: Records["branches"][number]): boolean =>
  reach.provinces.includes(branch.provinceId) ||
  reach.units.includes(branch.unitId) ||
  reach.branches.includes(branch.id);

/** Of the survey with the latest reference day, of those accepted, true and known by then; of one day that accepted last. */
export function youthOf(records: Records, enterpriseId: string, asked: Asked) {
  let latest: (Records["surveys"][number] & { reference: string; accepted: number }) | undefined;
  for (const survey of records.surveys) {
    if (survey.enterpriseId !== enterpriseId || survey.state !== "accepted") continue;
    if (survey.surveyedOn === null || survey.acceptedAt === null || survey.surveyedOn > asked.asOf) continue;
    if (asked.knownAt !== null && VIETNAM.format(survey.acceptedAt) > asked.knownAt) continue;
    const reference = records.campaigns.find(({ id }) => id === survey.campaignId)?.opensOn ?? "9999";
    if (reference > asked.asOf) continue;
    const accepted = survey.acceptedAt.getTime();
    const isLater =
      !latest ||
      reference > latest.reference ||
      (reference === latest.reference && accepted > latest.accepted);
    if (isLater) latest = { ...survey, reference, accepted };
  }
  return { to30: latest?.youth_16_to_30 ?? null, to35: latest?.youth_31_to_35 ?? null };
}

function versionOn(records: Records, enterpriseId: string, asked: Asked) {
  for (const row of records.versions) {
    if (row.enterpriseId !== enterpriseId) continue;
    if (isTrue(row, asked.asOf) && wasKnown(row, asked.knownAt)) return row;
  }
  return undefined;
}

const hasForm = (records: Records, version: Records["versions"][number]): boolean =>
  records.plan.legalForms.includes(version.legalForm) && records.plan.ownerships.includes(version.ownership);

function wasSurveyed(records: Records, enterpriseId: string, asked: Asked): boolean {
  const campaign = campaignMeant(records, asked);
  for (const survey of records.surveys) {
    if (survey.enterpriseId !== enterpriseId || survey.campaignId !== campaign) continue;
    if (survey.state !== "accepted" || survey.surveyedOn === null || survey.acceptedAt === null) continue;
    if (survey.surveyedOn > asked.asOf) continue;
    if (asked.knownAt !== null && VIETNAM.format(survey.acceptedAt) > asked.knownAt) continue;
    return true;
  }
  return false;
}

/** Whether it, or an organisation under it, ever covered by the day an enterprise of the plan's forms and ownerships. */
function servesThePlan(records: Records, reach: Reach, branchId: string, asked: Asked): boolean {
  for (const row of records.coverages) {
    let isOurs = row.branchId === branchId;
    for (const branch of records.branches) {
      // Through a chi đoàn only of those who see it: a number must open down to what it rests on.
      if (branch.id === row.branchId && branch.parentId === branchId && seesBranch(reach, branch))
        isOurs = true;
    }
    if (!isOurs || row.validFrom > asked.asOf || !wasKnown(row, asked.knownAt)) continue;
    for (const enterprise of records.enterprises) {
      if (enterprise.id !== row.enterpriseId || !seesEnterprise(reach, enterprise)) continue;
      if (enterprise.provinceId !== records.plan.provinceId) continue;
      const version = versionOn(records, enterprise.id, asked);
      if (version && hasForm(records, version)) return true;
    }
  }
  return false;
}
