import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { indicatorTable } from "@/lib/indicators/reports";
import { decideErasure, proposeErasure, registerRequest } from "@/lib/privacy/commands";
import { lawToday } from "@/lib/privacy/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, viewer } from "@/tests/support/factories";
import { plan } from "@/tests/support/factories-plans";

/** Counts by age class, gender, organisation and day, from the rows themselves: what every present and later number is made of. */
const counts = async (): Promise<unknown> =>
  (
    await owner.query(
      `select m.branch_id, m.line, m.start_kind, m.end_kind, m.valid_from::text, m.valid_to::text, m.stays_after_thirty, p.gender,
         extract(year from p.birth_date)::int as born, count(*)::int
       from membership m join person p on p.id = m.person_id where m.voided_at is null
       group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    )
  ).rows;

describe("erasing keeps every count", () => {
  it("whoever is erased, the indicators and the counts of members are the same before and after", async () => {
    const { provinceId, orgDepartment, districtA } = await province();
    const desk = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
    const second = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
    await plan({ provinceId });
    const enterpriseIds = [
      await enterprise({ provinceId, unitId: districtA }),
      await enterprise({ provinceId, unitId: districtA }),
    ];
    const cells = [
      await branch({ provinceId, unitId: districtA, enterpriseIds: enterpriseIds.slice(0, 1) }),
      await branch({
        provinceId,
        unitId: districtA,
        enterpriseIds: enterpriseIds.slice(1),
        line: "association",
      }),
    ];
    const numbers = (asOf: string) => withViewer(desk, (tx) => indicatorTable(desk, tx, { asOf }));
    const erase = async (personId: string) => {
      const registered = await registerRequest(desk, deed(), {
        ...{
          personId,
          subjectName: null,
          contact: null,
          kind: "delete",
          how: "letter",
          hasThirdParty: false,
        },
        ...{ receivedOn: lawToday(), content: "Xin xoá" },
      });
      if (!registered.ok) throw new Error(registered.refusal);
      const proposed = await proposeErasure(desk, deed(), {
        dataRequestId: registered.value.id,
        reason: "Yêu cầu",
      });
      if (!proposed.ok) throw new Error(proposed.refusal);
      const erasureId = proposed.value.id;
      return decideErasure(second, deed(), { erasureId, decision: "done", decisionNote: "Đồng ý" });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            cell: fc.nat(1),
            born: fc.constantFrom("1979-12-31", "1984-11-20", "1990-05-03", "1998-01-01"),
            gender: fc.constantFrom("male", "female", null),
            ends: fc.constantFrom("2013-01-01", "2014-10-23", "2014-12-10", null),
            isErased: fc.boolean(),
          }),
          { minLength: 3, maxLength: 6 },
        ),
        async (people) => {
          const made = await Promise.all(
            people.map(async ({ cell, born, gender, ends, isErased }) => {
              const { personId, membershipId } = await member({
                branchId: cells[cell] ?? "",
                birthDate: born,
              });
              await owner.query("update person set gender = $2 where id = $1", [personId, gender]);
              const end = "update membership set valid_to = $2, end_kind = 'left' where id = $1";
              if (ends) await owner.query(end, [membershipId, ends]);
              return { personId, isErased: isErased && ends !== null };
            }),
          );
          const asOf = ["2013-06-01", "2014-11-01", "2014-12-15"];
          const before = [await counts(), ...(await Promise.all(asOf.map(numbers)))];
          expect(before).not.toContain(undefined);
          for (const { personId, isErased } of made) {
            if (isErased) expect(await erase(personId)).toMatchObject({ ok: true });
          }
          expect([await counts(), ...(await Promise.all(asOf.map(numbers)))]).toEqual(before);
          const { rows } = await owner.query(
            "select count(*)::int as erased from person where id = any ($1) and full_name like 'Đã xoá theo yêu cầu số %'",
            [made.map(({ personId }) => personId)],
          );
          expect(rows[0].erased).toBe(made.filter(({ isErased }) => isErased).length);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);
});
