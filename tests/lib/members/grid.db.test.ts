import { beforeEach, describe, expect, it, vi } from "vitest";
import { cookieName, sealToken } from "@/lib/access/cookie";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { cellName } from "@/lib/forms/grid";
import type { FormAction, FormState } from "@/lib/forms/state";
import { correctMembersAction, enterMembersAction } from "@/lib/members/actions";
import { correctProfile, saveMemberGrid } from "@/lib/members/commands";
import { memberGrid as gridOf } from "@/lib/members/queries";
import { MEMBER_GRID, MOST_GRID_ROWS } from "@/lib/members/schema";
import { owner } from "@/tests/support/database";
import { area, branch, deed, member } from "@/tests/support/factories";
import {
  bornOn,
  cellWorld,
  entered,
  memberGrid,
  membershipsOf,
  newcomer,
} from "@/tests/support/factories-members";
import { NAUGHTY } from "@/tests/support/naughty-strings";

// The one thing of Next's that an action needs and a test has not: the request's cookies.
const jar = new Map<string, { value: string }>();
vi.mock("next/headers", () => ({ cookies: async () => jar }));
beforeEach(() => jar.clear());

/** Posts a form as a browser does: what it is told, or where it is sent on. */
async function post(
  who: Viewer,
  action: FormAction,
  fields: Record<string, string | string[]>,
): Promise<FormState | string> {
  jar.set(cookieName(), { value: await sealToken(sessionTokenOf(who)) });
  const form = new FormData();
  for (const [name, values] of Object.entries({ requestId: newId(), ...fields })) {
    for (const value of [values].flat()) form.append(name, value);
  }
  try {
    return await action({}, form);
  } catch (error) {
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    const [, , address] = digest.split(";");
    if (digest.startsWith("NEXT_REDIRECT") && address) return address;
    throw error;
  }
}

/** A row's cells as the form posts them. */
const cells = (row: number, given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [cellName(MEMBER_GRID, row, name), text]));

const somebody = (row: number, fullName: string, given: Record<string, string> = {}) =>
  cells(row, {
    ...{ fullName, gender: "nữ", birth: "5/3/1992", start: "Kết nạp", from: "20/11/2014" },
    ...given,
  });

const peopleOf = async (branchId: string) => {
  const { rows } = await owner.query<{ name: string }>(
    "select p.full_name as name from person p join person_scope s on s.person_id = p.id where s.branch_id = $1 order by 1",
    [branchId],
  );
  return rows.map(({ name }) => name);
};

/** The grid of present members as its page shows it, ready to be posted. */
async function shown(who: Viewer, branchId: string) {
  const grid = await withViewer(who, (tx) => gridOf(who, tx, branchId, { rows: "present" }));
  if (!grid) throw new Error("There is no grid");
  const fields = grid.rows.map(({ number, values, hidden }) => cells(number, { ...values, ...hidden }));
  return { branchId, ...Object.assign({}, ...fields) } as Record<string, string>;
}

describe("entering many at once", () => {
  it("admits and writes into the list in one deed, by the words of choices, blank rows left out", async () => {
    const { officer, cell } = await cellWorld();
    const sent = await post(officer, enterMembersAction, {
      branchId: cell,
      ...somebody(1, "Nông Thị Một"),
      ...cells(2, { fullName: "  " }),
      ...somebody(3, "Bế Văn Ba", {
        ...{ gender: "NAM", start: "ghi nhan co san", from: "1/6/2013", birth: "1990" },
        ...{
          phone: "0912345678",
          education: "đại học",
          occupation: "Thợ hàn",
          cardNumber: "T-1",
          joined: "3/2010",
        },
      }),
    });
    expect(sent).toBe(`/branches/${cell}/members?done=grid&count=2&state=proposed`);
    expect(await peopleOf(cell)).toEqual(["Bế Văn Ba", "Nông Thị Một"]);
    const { rows } = await owner.query(
      `select p.*, m.start_kind, m.valid_from::text as since, m.joined_on::text, m.joined_precision, m.card_number
       from person p join membership m on m.person_id = p.id where m.branch_id = $1`,
      [cell],
    );
    expect(rows).toMatchObject([
      {
        ...{ full_name: "Bế Văn Ba", gender: "male", phone: "+84912345678", education: "university" },
        ...{ birth_precision: "year", occupation: "Thợ hàn", start_kind: "on_record", since: "2013-06-01" },
        ...{ joined_on: "2010-03-01", joined_precision: "month", card_number: "T-1" },
      },
    ]);
  });

  it("saves nothing while one row is wrong, and says at each cell what is (V01, V02, V04, V05)", async () => {
    const { officer, cell } = await cellWorld();
    const told = await post(officer, enterMembersAction, {
      branchId: cell,
      ...somebody(1, "Nông Thị Đúng"),
      ...somebody(2, "Trẻ Quá", { birth: "2003" }),
      ...somebody(3, "Già Quá", { birth: "1980" }),
      ...somebody(4, "Quá Xưa", { birth: "1890" }),
      ...somebody(5, "Nơi Lạ", { area: "Xã Không Có" }),
      ...somebody(6, "Mai Kia", { from: "1/1/2030" }),
      ...somebody(7, "Thẻ Sớm", { cardNumber: "1" }),
      ...somebody(8, "Hai Ngày Vào", { joined: "2012" }),
      ...somebody(9, "Vào Sau", { start: "Ghi nhận có sẵn", joined: "1/12/2014" }),
    });
    expect(told).toMatchObject({ message: expect.stringContaining("Chưa dòng nào được lưu") });
    expect(Object.keys(Object(told).errors).sort()).toEqual(
      [
        ...["members.2.from", "members.3.from", "members.4.birth", "members.5.area", "members.6.from"],
        ...["members.7.cardNumber", "members.8.joined", "members.9.joined"],
      ].sort(),
    );
    expect(await peopleOf(cell)).toEqual([]);
  });

  it("says at the cell what cannot be read, before anything is asked of the database", async () => {
    const { officer, cell } = await cellWorld();
    expect(
      await post(officer, enterMembersAction, {
        branchId: cell,
        ...somebody(1, "Ai", { gender: "x", birth: "31/2/1990", from: "", phone: "12" }),
      }),
    ).toMatchObject({
      errors: {
        "members.1.gender": ["Chọn một trong: Nam, Nữ"],
        "members.1.birth": [expect.stringContaining("Nhập năm")],
        "members.1.from": [expect.stringContaining("Nhập ngày kết nạp")],
        "members.1.phone": [expect.stringContaining("Số điện thoại không đúng")],
      },
      values: { "members.1.birth": "31/2/1990" },
    });
    expect(await post(officer, enterMembersAction, { branchId: cell })).toMatchObject({
      message: "Chưa có dòng nào được nhập hoặc sửa.",
    });
  });

  it("V16 warns of a record in sight and of a row above, V33 of old letters; read once by one tick, they pass", async () => {
    const { officer, cell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Thị Cũ", birthDate: "1992-03-05" });
    const rows = {
      branchId: cell,
      ...somebody(1, "Nông Thị Cũ"),
      ...somebody(2, "Bế Thị Đôi"),
      ...somebody(3, "Bế Thị Đôi"),
      ...somebody(4, "NguyÔn V¨n Phông"),
    };
    const told = Object(await post(officer, enterMembersAction, rows));
    expect(told.errors).toEqual({});
    expect(told.warnings).toMatchObject([
      { rule: "V16", field: "members.1.fullName", message: expect.stringContaining("Nông Thị Cũ") },
      { rule: "V16", field: "members.3.fullName", message: expect.stringContaining("dòng 2") },
      { rule: "V33", field: "members.4.fullName" },
    ]);
    const confirmed = ["V16.1", "V16.3", "V33.4"];
    expect(await post(officer, enterMembersAction, { ...rows, confirmed })).toMatchObject({
      warnings: [{}, {}, {}],
    });
    expect(await post(officer, enterMembersAction, { ...rows, confirmed, isConfirmed: "on" })).toContain(
      "done=grid&count=4",
    );
  });

  it("V01 holds for a member of long standing too", async () => {
    const { officer, cell } = await cellWorld();
    const refused = await saveMemberGrid(
      officer,
      deed(),
      memberGrid(cell, {
        entered: [entered(1, { start: "on_record", from: "2014-01-01", birth: bornOn("2010-01-01") })],
      }),
    );
    expect(refused).toMatchObject({
      refusal: "rows_refused",
      details: { rows: [{ number: 1, refused: { refusal: "too_young" } }] },
    });
  });

  it("leaves writing into the list to whoever decides: a chi đoàn's secretary proposes, a chi đoàn cơ sở's writes", async () => {
    const { secretary, secretaryOf, cell, provinceId, districtA } = await cellWorld();
    const row = { start: "Ghi nhận có sẵn", from: "1/6/2013" };
    expect(
      await post(secretary, enterMembersAction, { branchId: cell, ...somebody(1, "Có Sẵn", row) }),
    ).toMatchObject({ errors: { "members.1.start": [expect.stringContaining("cấp trên ghi")] } });
    expect(
      await post(secretary, enterMembersAction, { branchId: cell, ...somebody(1, "Kết Nạp") }),
    ).toContain("state=proposed");
    const own = await branch({ provinceId, unitId: districtA, kind: "grassroots_cell" });
    const head = await secretaryOf(own);
    expect(
      await post(head, enterMembersAction, {
        branchId: own,
        ...somebody(1, "Người Có Sẵn", row),
        ...somebody(2, "Người Kết Nạp", { cardNumber: "T-2" }),
      }),
    ).toBe(`/branches/${own}/members?done=grid&count=2`);
  });

  it("takes whatever is typed as a name, and gives it back as it was", async () => {
    const { officer, cell } = await cellWorld();
    const names = NAUGHTY.filter((typed) => typed.length <= 100).slice(0, MOST_GRID_ROWS);
    const rows = names.map((typed, index) => somebody(index + 1, typed, { occupation: typed }));
    const fields = { branchId: cell, ...Object.assign({}, ...rows) };
    const first = Object(await post(officer, enterMembersAction, fields));
    const wrong = new Set(Object.keys(first.errors ?? {}).map((name: string) => Number(name.split(".")[1])));
    const kept = Object.assign({}, ...rows.filter((_, index) => !wrong.has(index + 1)));
    const again = Object(await post(officer, enterMembersAction, { branchId: cell, ...kept }));
    const confirmed = (again.warnings ?? []).map(
      ({ rule, field }: { rule: string; field: string }) => `${rule}.${field.split(".")[1]}`,
    );
    const sent = await post(officer, enterMembersAction, {
      ...{ branchId: cell, ...kept, confirmed, isConfirmed: "on" },
    });
    expect(sent).toContain("done=grid");
    expect((await peopleOf(cell)).length).toBeGreaterThan(100);
  });
});

describe("correcting present members in the grid", () => {
  it("touches only rows that were touched: the record, and the card and first day", async () => {
    const { officer, cell } = await cellWorld();
    const areaId = await area();
    const { personId } = await member({ branchId: cell, fullName: "An Văn Một" });
    const { personId: other } = await member({ branchId: cell, fullName: "Bình Văn Hai" });
    await owner.query("update person set area_id = $2, gender = null where id = $1", [other, areaId]);
    const fields = await shown(officer, cell);
    expect(await post(officer, correctMembersAction, fields)).toMatchObject({
      message: "Chưa có dòng nào được nhập hoặc sửa.",
    });
    const typed = { phone: "0912 345 678", cardNumber: "T-9", joined: "26/3/2009", gender: "Nam" };
    const sent = await post(officer, correctMembersAction, { ...fields, ...cells(1, typed) });
    expect(sent).toBe(`/branches/${cell}/members?done=grid&count=1`);
    const { rows } = await owner.query(
      "select version, phone from person where id = any ($1) order by version",
      [[personId, other]],
    );
    expect(rows).toEqual([
      { version: 1, phone: null },
      { version: 2, phone: "+84912345678" },
    ]);
    const cards = [...(await membershipsOf(personId)), ...(await membershipsOf(other))];
    expect(cards.map(({ card_number }) => card_number).sort()).toEqual(["T-9", null]);
    const again = await shown(officer, cell);
    expect(again["members.1.cardNumber"]).toBe("T-9");
    expect(again["members.1.joined"]).toBe("26/03/2009");
  });

  it("keeps a place that is in no list any more while its name stands", async () => {
    const { officer, cell } = await cellWorld();
    const areaId = await area({ name: "Xã Đã Bỏ" });
    const { personId } = await member({ branchId: cell });
    await owner.query("update person set area_id = $2, gender = 'male' where id = $1", [personId, areaId]);
    const fields = await shown(officer, cell);
    expect(fields["members.1.area"]).toBe("Xã Đã Bỏ");
    const sent = await post(officer, correctMembersAction, { ...fields, ...cells(1, { occupation: "Thợ" }) });
    expect(sent).toContain("done=grid");
    const { rows } = await owner.query("select area_id, occupation from person where id = $1", [personId]);
    expect(rows).toEqual([{ area_id: areaId, occupation: "Thợ" }]);
  });

  it("shows another's save at the cell, all or nothing, and saves knowingly the next time", async () => {
    const { officer, secretary, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell, fullName: "An Văn Một" });
    await member({ branchId: cell, fullName: "Bình Văn Hai" });
    const page = await shown(officer, cell);
    const [mine, other] = page["members.1.fullName"] === "An Văn Một" ? [1, 2] : [2, 1];
    const fields = { ...page, ...cells(mine, { gender: "Nam" }), ...cells(other, { gender: "Nữ" }) };
    const { areaId, ...facts } = { ...newcomer({ fullName: "An Văn Mốt" }), birth: bornOn("1990-05-03") };
    const theirs = { ...facts, areaId, personId, version: 1, confirmed: [] };
    expect((await correctProfile(secretary, deed(), theirs)).ok).toBe(true);
    const told = Object(await post(officer, correctMembersAction, fields));
    expect(told.errors[cellName(MEMBER_GRID, mine, "fullName")]).toEqual([
      "Người khác vừa lưu: An Văn Mốt. Gửi lại thì giữ bản của bạn.",
    ]);
    expect(told.errors[cellName(MEMBER_GRID, mine, "gender")]).toEqual([expect.stringContaining("Nữ")]);
    expect(told.values[cellName(MEMBER_GRID, mine, "version")]).toBe("2");
    expect(told.values[cellName(MEMBER_GRID, mine, "fullName")]).toBe("An Văn Một");
    const { rows } = await owner.query("select gender from person where full_name = 'Bình Văn Hai'");
    expect(rows.every(({ gender }) => gender !== "female")).toBe(true);
    expect(await post(officer, correctMembersAction, told.values)).toContain("done=grid&count=2");
    const { rows: saved } = await owner.query("select full_name, version from person where id = $1", [
      personId,
    ]);
    expect(saved).toEqual([{ full_name: "An Văn Một", version: 3 }]);
  });

  it("reaches nobody of another organisation, and no page of it is there for an outsider", async () => {
    const { officer, secretary, outsiders, cell, otherCell } = await cellWorld();
    await member({ branchId: otherCell, fullName: "Người Nơi Khác" });
    await member({ branchId: cell, fullName: "Người Ở Đây" });
    const theirs = await shown(officer, otherCell);
    for (const who of [secretary, officer]) {
      const told = await post(who, correctMembersAction, {
        ...{ ...theirs, branchId: cell },
        ...cells(1, { gender: "Nam", occupation: "Khác" }),
      });
      expect(told).toMatchObject({
        errors: { "members.1.fullName": [expect.stringContaining("Không tìm thấy")] },
      });
    }
    for (const [who, outsider] of Object.entries(outsiders)) {
      const fields = { ...(await shown(officer, cell)), ...cells(1, { gender: "Nam" }) };
      expect(await post(outsider, correctMembersAction, fields), who).toMatchObject({
        message: expect.stringContaining("Không tìm thấy"),
      });
      const seen = await withViewer(outsider, (tx) => gridOf(outsider, tx, cell, { rows: "present" }));
      expect(seen, who).toBeNull();
    }
  });
});

it("two hundred rows are saved within a few seconds", async () => {
  const { officer, cell } = await cellWorld();
  const rows = Array.from({ length: MOST_GRID_ROWS }, (_, index) =>
    entered(index + 1, { start: "on_record" }),
  );
  const start = performance.now();
  const saved = await saveMemberGrid(officer, deed(), memberGrid(cell, { entered: rows }));
  expect(saved.ok).toBe(true);
  const seconds = (performance.now() - start) / 1000;
  // The transaction is cut at fifteen.
  expect(seconds).toBeLessThan(12);
});
