import { beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/suggest/persons/route";
import { cookieName, sealToken } from "@/lib/access/cookie";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { addYears, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { FormAction, FormState } from "@/lib/forms/state";
import {
  admitKnownAction,
  admitNewAction,
  correctProfileAction,
  decideAdmissionsAction,
  givePostAction,
} from "@/lib/members/actions";
import type { AdmissionState } from "@/lib/members/rules";
import { owner } from "@/tests/support/database";
import { branch, member } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

// The one thing of Next's that an action and a route need and a test has not: the request's cookies.
const jar = new Map<string, { value: string }>();
vi.mock("next/headers", () => ({ cookies: async () => jar }));
beforeEach(() => jar.clear());

const signIn = async (who: Viewer) => jar.set(cookieName(), { value: await sealToken(sessionTokenOf(who)) });

/** Posts a form: what it is told, or where it is sent on. */
async function post(
  who: Viewer,
  action: FormAction,
  fields: Record<string, string>,
): Promise<FormState | string> {
  await signIn(who);
  const form = new FormData();
  for (const [name, value] of Object.entries({ requestId: newId(), ...fields })) form.append(name, value);
  try {
    return await action({}, form);
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    const [, , address] = digest.split(";");
    if (digest.startsWith("NEXT_REDIRECT") && address) return address;
    throw error;
  }
}

const candidate = (branchId: string, given: Record<string, string> = {}) => ({
  ...{ branchId, fullName: "Hoàng Thị Mới", gender: "female", birth: "5/3/1992", admitOn: "20/11/2014" },
  ...given,
});

describe("the admission form", () => {
  it("goes on to the proposals once sent, and says at each field what is wrong", async () => {
    const { cell, secretary } = await cellWorld();
    expect(await post(secretary, admitNewAction, candidate(cell))).toBe(
      `/branches/${cell}/members?state=proposed&done=proposed`,
    );
    expect(
      await post(secretary, admitNewAction, candidate(cell, { fullName: "", birth: "13/1990" })),
    ).toMatchObject({
      errors: { fullName: ["Nhập họ và tên"], birth: [expect.stringContaining("Nhập năm")] },
      values: { birth: "13/1990" },
    });
    expect(await post(secretary, admitNewAction, candidate(cell, { birth: "5/3/2005" }))).toMatchObject({
      errors: { admitOn: [expect.stringContaining("Chưa đủ tuổi kết nạp")] },
    });
  });

  it("V16 offers the record in sight, and goes on when that was ticked", async () => {
    const { cell, secretary } = await cellWorld();
    const { personId } = await member({ branchId: cell, fullName: "Hoàng Thị Mới", birthDate: "1992-03-05" });
    const told = await post(secretary, admitNewAction, candidate(cell));
    expect(told).toMatchObject({ warnings: [{ rule: "V16" }], duplicates: [{ personId }] } satisfies {
      warnings: unknown;
      duplicates: Partial<NonNullable<AdmissionState["duplicates"]>[number]>[];
    });
    expect(await post(secretary, admitNewAction, candidate(cell, { confirmed: "V16" }))).toContain(
      "done=proposed",
    );
    expect(
      await post(secretary, admitKnownAction, { branchId: cell, personId, admitOn: "20/11/2014" }),
    ).toMatchObject({
      message: expect.stringContaining("đã là đoàn viên"),
    });
  });

  it("V02 offers to ask for an exception, keeps the person and asks once however often it is sent", async () => {
    const { cell, secretary } = await cellWorld();
    const old = candidate(cell, { birth: "5/3/1980" });
    expect(await post(secretary, admitNewAction, old)).toMatchObject({
      exception: "V02",
      errors: { admitOn: [expect.stringContaining("Quá 30 tuổi")] },
    });
    const asking = { ...old, requestId: newId(), overrideReason: "Công nhân nòng cốt" };
    expect(await post(secretary, admitNewAction, asking)).toBe(`/branches/${cell}/members?done=exception`);
    expect(await post(secretary, admitNewAction, asking)).toBe(`/branches/${cell}/members?done=exception`);
    const { rows } = await owner.query("select subject, reason from override_request where branch_id = $1", [
      cell,
    ]);
    expect(rows).toMatchObject([
      {
        subject: expect.stringContaining("Hoàng Thị Mới, sinh 05/03/1980"),
        reason: expect.stringContaining("20/11/2014"),
      },
    ]);
    const { rows: persons } = await owner.query(
      "select p.id from person p join person_scope s on s.person_id = p.id where s.branch_id = $1",
      [cell],
    );
    expect(persons).toHaveLength(1);
    expect(
      await post(secretary, admitNewAction, { ...old, fullName: "Hoàng Thị Khác", overrideReason: "x" }),
    ).toMatchObject({ message: expect.stringContaining("chờ trả lời") });
  });

  it("V32 offers a record for somebody under sixteen, to write the guardian's consent on, and admits nobody before", async () => {
    const { provinceId, districtA, secretaryOf } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const head = await secretaryOf(chapter);
    const child = candidate(chapter, {
      ...{ birth: formatDate(addYears(today(), -15)), admitOn: formatDate(today()) },
    });
    expect(await post(head, admitNewAction, child)).toMatchObject({ warnings: [{ rule: "V32" }] });
    const [, personId] =
      /^\/members\/([^/]+)\/privacy$/.exec(
        String(await post(head, admitNewAction, { ...child, confirmed: "V32" })),
      ) ?? [];
    const { rows } = await owner.query(
      "select count(*)::int as members from membership where person_id = $1",
      [personId],
    );
    expect(rows).toEqual([{ members: 0 }]);
    const again = { branchId: chapter, personId: personId ?? "", admitOn: formatDate(today()) };
    expect(await post(head, admitKnownAction, again)).toMatchObject({
      message: expect.stringContaining("người giám hộ"),
    });
  });

  it("says nothing of a chi đoàn out of reach but that it is not found", async () => {
    const { cell, outsiders } = await cellWorld();
    const told = await post(outsiders["the sibling district's officer"], admitNewAction, candidate(cell));
    expect(told).toMatchObject({ message: "Không tìm thấy trong phạm vi của bạn." });
  });
});

describe("other forms", () => {
  it("V14 tells who cannot be approved, and never where they are", async () => {
    const { cell, otherCell, secretary, officer } = await cellWorld();
    await post(secretary, admitNewAction, candidate(cell));
    const { rows } = await owner.query("select id, person_id from admission where branch_id = $1", [cell]);
    await owner.query(
      `insert into membership (id, person_id, branch_id, start_kind, valid_from, recorded_by_id)
       values (gen_random_uuid(), $1, $2, 'transferred_in', '2014-12-01', gen_random_uuid())`,
      [rows[0].person_id, otherCell],
    );
    const told = await post(officer, decideAdmissionsAction, {
      admissionIds: rows[0].id,
      verdict: "approve",
    });
    expect(told).toMatchObject({
      message: expect.stringMatching(/^Hoàng Thị Mới: đang sinh hoạt ở một chi đoàn khác/),
    });
  });

  it("V11 offers to end the present secretary's post, and does both when ticked", async () => {
    const { cell, secretary } = await cellWorld();
    const [first, second] = [
      await member({ branchId: cell, fullName: "Nông Văn Trước" }),
      await member({ branchId: cell }),
    ];
    const give = (personId: string, more: Record<string, string> = {}) =>
      post(secretary, givePostAction, {
        branchId: cell,
        personId,
        title: "secretary",
        from: "1/10/2014",
        ...more,
      });
    await give(first.personId, { from: "1/1/2014" });
    expect(await give(second.personId)).toMatchObject({
      errors: {
        endPresentHead: [expect.stringContaining("Nông Văn Trước đang giữ chức vụ này từ 01/01/2014")],
      },
    });
    expect(await give(second.personId, { endPresentHead: "on" })).toBe(`/branches/${cell}/posts?done=given`);
  });

  it("a stale profile comes back with both people's words and the version to save over", async () => {
    const { cell, secretary, officer } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    const profile = { personId, version: "1", fullName: "Nông Văn Đúng", gender: "male", birth: "1990" };
    expect(await post(secretary, correctProfileAction, { ...profile, occupation: "Lái xe" })).toContain(
      "done=corrected",
    );
    expect(await post(officer, correctProfileAction, { ...profile, occupation: "Kế toán" })).toMatchObject({
      stale: [{ field: "occupation", yours: "Kế toán", theirs: "Lái xe" }],
      values: { occupation: "Kế toán" },
      newVersion: 2,
    });
  });
});

describe("V16 while typing", () => {
  const ask = async (who: Viewer | undefined, query: Record<string, string>) => {
    jar.clear();
    if (who) await signIn(who);
    const response = await GET(
      new Request(`http://localhost/api/suggest/persons?${new URLSearchParams(query)}`),
    );
    return { status: response.status, ...(await response.json()) };
  };

  it("offers a record in sight with a link to use it; of one out of sight says only that there is one", async () => {
    const { cell, secretary, provinceId, districtB, outsiders } = await cellWorld();
    const { personId } = await member({ branchId: cell, fullName: "Nông Văn Sỹ", birthDate: "1990-05-03" });
    const hidden = await branch({ provinceId, unitId: districtB });
    const far = await member({ branchId: hidden, fullName: "Lục Thị Kín", birthDate: "1990-05-03" });
    const typed = { branchId: cell, fullName: "nong van si", birth: "1990", areaId: "" };
    expect(await ask(secretary, typed)).toMatchObject({
      hints: [{ key: personId, href: `/branches/${cell}/admissions/new?person=${personId}` }],
    });
    const elsewhere = await ask(secretary, { ...typed, fullName: "Lục Thị Kín", birth: "3/5/1990" });
    expect(elsewhere).toMatchObject({ hints: [{ key: "elsewhere" }] });
    expect(JSON.stringify(elsewhere)).not.toContain(far.personId);
    expect(await ask(secretary, { ...typed, fullName: "Lục Thị Kín", birth: "" })).toMatchObject({
      hints: [],
    });
    expect(await ask(secretary, { ...typed, fullName: "nong" })).toMatchObject({ hints: [] });
    expect(await ask(outsiders["the province's committee"], typed)).toMatchObject({ status: 200, hints: [] });
    expect(await ask(undefined, typed)).toEqual({ status: 401, hints: [] });
  });
});
