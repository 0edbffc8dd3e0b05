import type { Writer } from "./rows";

/** A course of the province and one of a unit, with secretaries of its organisations and guests; some cadres were in none. */
export async function writeTraining(
  write: Writer,
  place: { unitId: string; provinceId: string; officerId: string },
  departmentId: string,
): Promise<void> {
  const course = async (
    by: { unitId: string; accountId: string },
    facts: Record<string, unknown> & { from_on: string },
    guests: { description: string; count: number },
    cadres: readonly { person_id: string; branch_id: string; title: string }[],
  ) => {
    const noted = { recorded_by_id: by.accountId, is_demo: true };
    const id = await write.insert("training_course", {
      ...{ line: "union", unit_id: by.unitId, province_id: place.provinceId, ...facts, ...noted },
    });
    await write.insert("training_guest", { course_id: id, ...guests, ...noted });
    for (const [index, one] of cadres.entries()) {
      const certificate_number = index % 2 === 0 ? `${index + 1}/2014-CN` : null;
      await write.insert("training_participant", { course_id: id, ...one, certificate_number, ...noted });
    }
  };
  const { rows } = await write.client.query<{
    person_id: string;
    branch_id: string;
    title: string;
    own: boolean;
  }>(
    `select distinct on (o.person_id) o.person_id, o.branch_id, o.title::text as title, o.unit_id = $2 as own from post o
     where o.province_id = $1 and o.voided_at is null and o.valid_from <= '2014-10-01' and (o.valid_to is null or o.valid_to > '2014-12-15')
     order by o.person_id, o.title`,
    [place.provinceId, place.unitId],
  );
  const cadres = rows.map(({ own: _, ...one }) => one);
  await course(
    { unitId: place.provinceId, accountId: departmentId },
    {
      ...{ topic: "Nghiệp vụ công tác Đoàn trong doanh nghiệp (minh hoạ)", from_on: "2014-11-12" },
      ...{ to_on: "2014-11-13", place: "Hội trường Tỉnh Đoàn (minh hoạ)", budget: 24_000_000 },
      lecturers: "Giảng viên Trường Chính trị tỉnh (minh hoạ)",
    },
    { description: "Cán bộ công đoàn cơ sở (minh hoạ)", count: 6 },
    cadres.filter((_, index) => index % 2 === 0).slice(0, 12),
  );
  await course(
    { unitId: place.unitId, accountId: place.officerId },
    {
      ...{
        topic: "Kỹ năng tổ chức sinh hoạt theo ca (minh hoạ)",
        from_on: "2014-12-06",
        to_on: "2014-12-06",
      },
      ...{ place: "Nhà văn hoá thành phố (minh hoạ)", lecturers: "Cán bộ Ban Tổ chức – Kiểm tra (minh hoạ)" },
    },
    { description: "Thanh niên chưa vào Đoàn, Hội (minh hoạ)", count: 9 },
    rows.flatMap(({ own, ...one }) => (own ? [one] : [])).slice(0, 3),
  );
}
