import { newId } from "@/lib/db/id";
import type { CourseInput } from "@/lib/training/schema";
import { branch, enterprise, member, province, row, viewer } from "@/tests/support/factories";

/** A course of two days in November 2014. */
export const training = (unitId: string, given: Partial<CourseInput> = {}): CourseInput => ({
  ...{ unitId, line: "union", topic: "Nghiệp vụ công tác Đoàn", fromOn: "2014-11-10", toOn: "2014-11-11" },
  ...{ place: null, lecturers: null, budget: null, result: null },
  ...given,
});

export const courseAt = (unitId: string, given: Record<string, unknown> = {}): Promise<string> =>
  row("training_course", {
    ...{ line: "union", unit_id: unitId, topic: "Nghiệp vụ", from_on: "2014-11-10", to_on: "2014-11-11" },
    ...{ recorded_by_id: newId(), ...given },
  });

/** Somebody in office in an organisation since 2013. */
export async function cadre(branchId: string, title: "secretary" | "deputy_secretary" = "secretary") {
  const someone = await member({ branchId });
  await row("post", {
    ...{ branch_id: branchId, person_id: someone.personId, title, valid_from: "2013-01-01" },
    recorded_by_id: newId(),
  });
  return someone;
}

export const tookPart = (courseId: string, branchId: string, personId: string): Promise<string> =>
  row("training_participant", {
    ...{ course_id: courseId, branch_id: branchId, person_id: personId, recorded_by_id: newId() },
  });

/** A district with a chi đoàn whose secretary took part in a course of the district. */
export async function courseWorld() {
  const home = await province();
  const { provinceId, districtA: unitId } = home;
  const enterpriseId = await enterprise({ provinceId, unitId });
  const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
  const { personId, membershipId } = await cadre(branchId);
  const courseId = await courseAt(unitId);
  return {
    ...{ ...home, unitId, enterpriseId, branchId, personId, membershipId, courseId },
    participantId: await tookPart(courseId, branchId, personId),
    officer: await viewer({ role: "unit_officer", provinceId, unitId }),
  };
}
