import type { Viewer } from "@/lib/access/policy";
import type { PartialDate } from "@/lib/dates/plain-date";
import type { AdmissionInput, EnteredRow, MemberGridInput, PersonFacts } from "@/lib/members/schema";
import { owner } from "@/tests/support/database";
import { branch, province, viewer } from "@/tests/support/factories";

/**
 * A chi đoàn of a district with everybody who has to do with it, and everybody who has not: another chi đoàn of the same
 * district, the sibling district, another province, the province's committee and departments.
 */
export async function cellWorld() {
  const { provinceId, orgDepartment, associationDepartment, districtA, districtB } = await province();
  const cell = await branch({ provinceId, unitId: districtA });
  const otherCell = await branch({ provinceId, unitId: districtA });
  const elsewhere = await province();
  const place = { provinceId, unitId: districtA };
  const secretaryOf = (branchId: string) => viewer({ role: "branch_secretary", ...place, branchId });
  return {
    ...{ provinceId, districtA, districtB, cell, otherCell, orgDepartment, associationDepartment },
    secretaryOf,
    secretary: await secretaryOf(cell),
    officer: await viewer({ role: "unit_officer", ...place }),
    outsiders: {
      "the sibling district's officer": await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
      "another chi đoàn's secretary": await secretaryOf(otherCell),
      "another province's officer": await viewer({
        role: "unit_officer",
        provinceId: elsewhere.provinceId,
        unitId: elsewhere.districtA,
      }),
      "the province's committee": await viewer({ role: "province_board", provinceId }),
      "the organisation department": await viewer({
        role: "org_department",
        provinceId,
        unitId: orgDepartment,
      }),
      "the Hội department": await viewer({
        role: "association_department",
        provinceId,
        unitId: associationDepartment,
      }),
    } satisfies Record<string, Viewer>,
  };
}

export const bornOn = (date: string): PartialDate => ({ date, precision: "day" });

let count = 0;

/** Somebody nobody knows yet: of age in 2014, with a name of their own. */
export function newcomer(given: Partial<PersonFacts> = {}): PersonFacts {
  count += 1;
  return {
    fullName: `Hoàng Thị Mới ${count}`,
    gender: "female",
    birth: bornOn("1992-05-03"),
    phone: null,
    areaId: null,
    education: "upper_secondary",
    occupation: null,
    ...given,
  };
}

export const admission = (
  branchId: string,
  person: AdmissionInput["person"] = newcomer(),
  given: Partial<Omit<AdmissionInput, "branchId" | "person">> = {},
): AdmissionInput => ({ branchId, person, admitOn: "2014-11-20", note: null, confirmed: [], ...given });

/** A row of the grid: somebody new, admitted on a day when everybody of the factories may be. */
export const entered = (number: number, given: Partial<EnteredRow> = {}): EnteredRow => {
  const { areaId: _, ...person } = newcomer();
  return {
    ...{ ...person, number, area: null, cardNumber: null, joined: null },
    ...{ start: "admitted", from: "2014-11-20" },
    ...given,
  };
};

export const memberGrid = (
  branchId: string,
  given: Partial<Omit<MemberGridInput, "branchId">>,
): MemberGridInput => ({ branchId, confirmed: [], entered: [], corrected: [], ...given });

/** Memberships of a person as they stand, by the owner: what is there, whoever may see it. */
export async function membershipsOf(personId: string) {
  const { rows } = await owner.query(
    `select id, branch_id, start_kind, end_kind, end_reason, valid_from::text, valid_to::text, stays_after_thirty, card_number
     from membership where person_id = $1 and voided_at is null order by valid_from, id`,
    [personId],
  );
  return rows;
}

/** Posts in an organisation as they stand, the same way. */
export async function postsOf(branchId: string) {
  const { rows } = await owner.query(
    `select id, person_id, title, valid_from::text, valid_to::text, exception_reason
     from post where branch_id = $1 and voided_at is null order by valid_from, title, id`,
    [branchId],
  );
  return rows;
}
