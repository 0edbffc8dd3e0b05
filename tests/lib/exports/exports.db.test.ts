import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { askExport } from "@/lib/exports/commands";
import { PERSON_TABLES } from "@/lib/exports/person-tables";
import { exportedPersons, fileAnswer, findExport } from "@/lib/exports/queries";
import { type ExportInput, PERSON_LISTS, type PersonList } from "@/lib/exports/schema";
import { proposeAdmission } from "@/lib/members/commands";
import { owner } from "@/tests/support/database";
import { deed, member, viewer } from "@/tests/support/factories";
import { admission, cellWorld, newcomer } from "@/tests/support/factories-members";
import { readBack } from "@/tests/support/files";
import { NAUGHTY } from "@/tests/support/naughty-strings";

const current = vi.hoisted(() => ({ viewer: undefined as unknown }));
vi.mock("@/lib/access/viewer", async (original) => ({
  ...(await original<typeof import("@/lib/access/viewer")>()),
  currentViewer: async () => current.viewer,
}));

// Each file is made by a process of its own.
vi.setConfig({ testTimeout: 60_000 });

type Filter = ExportInput["filter"];
const EVERYBODY: Filter = {};
const REASON = "Lập danh sách đại hội";
const ask = (who: Viewer, filter: Filter = EVERYBODY, asked = deed(REASON), list: PersonList = "members") =>
  askExport(who, asked, { list, filter, reason: REASON });
async function fetched(who: Viewer, id: string) {
  const prepared = await withViewer(who, (tx) => exportedPersons(who, tx, id));
  if (!prepared) return null;
  const file = await fileAnswer(prepared, "csv");
  return { fileName: named(file), text: await file.text() };
}
const named = (file: Response) =>
  /filename="(.+)"/.exec(file.headers.get("content-disposition") ?? "")?.[1] ?? "";

async function exported(who: Viewer, given: Filter = EVERYBODY, list: PersonList = "members") {
  const asked = deed(REASON);
  const answer = await ask(who, given, asked, list);
  if (!answer.ok) throw new Error(answer.refusal);
  return { id: asked.requestId, file: await fetched(who, asked.requestId) };
}

describe("an export of persons", () => {
  it("is the list as its filter leaves it, within the own scope, each row marked", async () => {
    const { secretary, officer, cell, otherCell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Thị Ánh" });
    await member({ branchId: cell, fullName: "Bế Văn Khoa" });
    await member({ branchId: otherCell, fullName: "Lục Văn An" });

    const own = await exported(secretary);
    const lines = own.file?.text.trim().split("\r\n") ?? [];
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('"Mã (không sửa)","STT","Họ và tên"');
    expect(lines[1]).toContain('"Nông Thị Ánh"');
    for (const line of lines.slice(1)) {
      expect(line).toContain(secretary.login);
      expect(line).toContain(own.id);
    }
    expect(own.file?.text).not.toContain("Lục Văn An");
    expect((await exported(officer, { q: "luc van" })).file?.text).toMatch(/Lục Văn An/);
    expect(own.file?.fileName).toMatch(/^danh-sach-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.csv$/);
  });

  it("is written down with its reason, filter and number of rows each time the file leaves", async () => {
    const { secretary, cell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Thị Ánh" });
    await member({ branchId: cell, fullName: "Bế Văn Khoa" });
    const { id } = await exported(secretary, { q: "khoa" });
    await fetched(secretary, id);

    const { rows } = await owner.query(
      "select operation, reason, after from audit_entry where account_id = $1 and deed = 'member.export' order by id",
      [secretary.accountId],
    );
    const line = {
      operation: "READ",
      reason: REASON,
      after: { export: id, rows: 1, list: "members", filter: { q: "khoa" } },
    };
    const asked = { ...line, after: { asked: 1, list: "members", filter: { q: "khoa" } } };
    expect(rows).toEqual([asked, line, line]);
  });

  it("holds nothing sensitive", async () => {
    const { secretary, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    await owner.query(
      "insert into person_sensitive (person_id, ethnicity, religion) values ($1, 'Dân tộc thử', 'Tôn giáo thử')",
      [personId],
    );
    expect((await exported(secretary)).file?.text).not.toMatch(/Dân tộc thử|Tôn giáo thử/);
  });

  it("keeps names whole, whatever they are made of", async () => {
    const { secretary, cell } = await cellWorld();
    const names = NAUGHTY.map((text) =>
      [
        ...text
          .normalize("NFC")
          .replace(/\p{Cc}/gu, "")
          .trim(),
      ]
        .slice(0, 100)
        .join(""),
    )
      .filter((text) => text !== "" && text.normalize("NFC") === text)
      .slice(0, 60);
    for (const fullName of names) await member({ branchId: cell, fullName });

    const text = (await exported(secretary)).file?.text ?? "";
    for (const name of names) {
      const cell = name.replaceAll('"', '""');
      expect(text.includes(`"${cell}"`) || text.includes(`"'${cell}"`), name).toBe(true);
    }
  });

  it("is refused without a fresh proof, for a role without members, for an empty list", async () => {
    const { secretary, cell, provinceId } = await cellWorld();
    expect(await ask(secretary)).toMatchObject({ refusal: "nobody" });
    await member({ branchId: cell });
    const clerk = await viewer({ role: "province_clerk", provinceId });
    expect(await ask(clerk)).toMatchObject({ refusal: "not_allowed" });
    await owner.query("update session set proved_at = now() - interval '11 minutes' where id = $1", [
      secretary.sessionId,
    ]);
    expect(await ask(secretary)).toMatchObject({ refusal: "proof_needed" });
  });

  it("is fetched by whoever asked for it only, for ten minutes only", async () => {
    const { secretary, officer, cell } = await cellWorld();
    await member({ branchId: cell });
    const { id } = await exported(secretary);
    expect(await fetched(officer, id)).toBeNull();
    expect(await fetched(secretary, "no id at all")).toBeNull();
    expect(await fetched(secretary, deed().requestId)).toBeNull();
    await owner.query("update command_receipt set at = now() - interval '11 minutes' where request_id = $1", [
      id,
    ]);
    expect(await withViewer(secretary, (tx) => findExport(secretary, tx, id))).toBeNull();
    expect(await fetched(secretary, id)).toBeNull();
  });
});

describe("the other lists with persons", () => {
  const world = async () => {
    const places = await cellWorld();
    const { cell, secretary } = places;
    const { personId } = await member({ branchId: cell, fullName: "Nông Thị Ánh" });
    await owner.query(
      "update person set phone = '+84912345678', education = 'college', occupation = '=HYPERLINK(1)' where id = $1",
      [personId],
    );
    await proposeAdmission(secretary, deed(), admission(cell, newcomer({ fullName: "Bế Thị Chờ" })));
    await owner.query(
      `insert into post (id, branch_id, person_id, title, valid_from, recorded_by_id)
       values (gen_random_uuid(), $1, $2, 'secretary', '2014-01-01', $3)`,
      [cell, personId, secretary.accountId],
    );
    return { ...places, personId };
  };

  it("give what their pages show to whoever reads them, each row marked; to others nothing", async () => {
    const { secretary, officer, outsiders, cell } = await world();
    const read = (who: Viewer, list: PersonList, filter: Filter) =>
      withViewer(who, (tx) => PERSON_TABLES[list].read(who, tx, filter, 100));
    const branch = { branch: cell };
    for (const who of [secretary, officer]) {
      const active = await read(who, "branch-members", branch);
      expect(active?.rows.map(([, name]) => name)).toEqual(["Nông Thị Ánh"]);
      expect((await read(who, "branch-members", { ...branch, q: "khong co" }))?.rows).toEqual([]);
      const proposed = await read(who, "branch-members", { ...branch, state: "proposed" });
      expect(proposed?.rows.map(([, name]) => name)).toEqual(["Bế Thị Chờ"]);
      expect((await read(who, "admissions", {}))?.rows.map(([, name]) => name)).toEqual(["Bế Thị Chờ"]);
      expect((await read(who, "posts", branch))?.rows[0]).toContain("Bí thư");
      expect((await read(who, "member-ratings", branch))?.rows.map(([, name]) => name)).toEqual([
        "Nông Thị Ánh",
      ]);
      expect((await read(who, "transfers", {}))?.rows).toEqual([]);
      expect((await read(who, "overrides", {}))?.rows).toEqual([]);
    }
    expect((await read(officer, "accounts", {}))?.rows.length).toBeGreaterThan(0);
    expect(await read(secretary, "accounts", {})).toBeNull();
    const stranger = outsiders["another province's officer"];
    for (const list of PERSON_LISTS) {
      const found = await read(stranger, list, branch);
      expect(JSON.stringify(found?.rows ?? []), list).not.toMatch(/Ánh|Chờ/);
    }
    expect(await read(secretary, "branch-members", { branch: "no id at all" })).toBeNull();
  });

  it("say of each member what the list coming back in needs, under its headings, and nothing sensitive", async () => {
    const { secretary, personId, cell } = await world();
    await owner.query("insert into person_sensitive (person_id, religion) values ($1, 'Tôn giáo thử')", [
      personId,
    ]);
    for (const [list, filter] of [
      ["members", {}],
      ["branch-members", { branch: cell }],
    ] as const) {
      const text = (await exported(secretary, filter, list)).file?.text ?? "";
      const [head = "", line = ""] = text.replace("\ufeff", "").split("\r\n");
      const cells = new Map(
        head
          .split('","')
          .map((label, index) => [label.replaceAll('"', ""), line.slice(1, -1).split('","')[index]]),
      );
      expect(Object.fromEntries(cells)).toMatchObject({
        ...{ "Mã (không sửa)": personId, "Họ và tên": "Nông Thị Ánh", "Điện thoại": "0912 345 678" },
        ...{ "Trình độ": "Cao đẳng", "Nghề nghiệp": "'=HYPERLINK(1)", "Giới tính": expect.any(String) },
        ...{ "Nơi ở": "", "Số thẻ": "", "Ngày vào Đoàn, Hội": "", "Từ ngày": expect.stringMatching(/^\d/) },
      });
      expect(text).not.toContain("Tôn giáo thử");
      expect(text).not.toMatch(/Dân tộc|Tôn giáo|Đảng viên|CMND|CCCD/);
    }
  });

  it("are refused to whoever does not see them", async () => {
    const { secretary, outsiders, cell, provinceId } = await world();
    expect(await ask(secretary, {}, deed(REASON), "accounts")).toMatchObject({ refusal: "not_allowed" });
    const branch = { branch: cell };
    const sibling = outsiders["the sibling district's officer"];
    expect(await ask(sibling, branch, deed(REASON), "branch-members")).toMatchObject({
      refusal: "not_allowed",
    });
    const clerk = await viewer({ role: "province_clerk", provinceId });
    for (const list of PERSON_LISTS) {
      expect(await ask(clerk, branch, deed(REASON), list), list).toMatchObject({ ok: false });
    }
  });
});

describe("the file's address", () => {
  const post = async (headers: Record<string, string>, exportId: string, format = "csv") => {
    const { POST } = await import("@/app/(app)/members/export/file/route");
    const body = new FormData();
    body.set("exportId", exportId);
    body.set("format", format);
    return POST(
      new Request("http://localhost:3000/members/export/file", {
        method: "POST",
        body,
        headers: { host: "localhost:3000", ...headers },
      }),
    );
  };
  const ours = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };

  it("gives the file to a page of the program, and nothing to other sites, the signed-out, or without an export", async () => {
    const { secretary, cell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Thị Ánh" });
    const { id } = await exported(secretary);
    current.viewer = secretary;
    const file = await post(ours, id);
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(file.headers.get("cache-control")).toBe("no-store");
    expect(file.headers.get("content-disposition")).not.toMatch(/Ánh/);
    expect(await file.text()).toContain("Nông Thị Ánh");
    const workbook = await post(ours, id, "xlsx");
    expect(workbook.headers.get("content-type")).toMatch(/spreadsheetml/);
    expect(named(workbook)).toMatch(/^danh-sach-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.xlsx$/);
    const [sheet] = (await readBack(workbook)).sheets;
    const marked = sheet?.rows[1]?.cells.map(({ value, day }) => day ?? value) ?? [];
    expect(marked).toEqual(expect.arrayContaining(["Nông Thị Ánh", 1, expect.stringContaining(id)]));

    expect((await post({ origin: "https://evil.example", "sec-fetch-site": "cross-site" }, id)).status).toBe(
      403,
    );
    expect((await post({}, id)).status).toBe(403);
    expect((await post(ours, deed().requestId)).status).toBe(404);
    current.viewer = undefined;
    expect((await post(ours, id)).status).toBe(401);
  });
});
