import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { taskInWords } from "@/lib/trips/labels";
import { tripPage } from "@/lib/trips/queries";
import { tripSchema } from "@/lib/trips/schema";
import { owner } from "@/tests/support/database";
import { area, enterprise, province, row, viewer } from "@/tests/support/factories";
import { campaign, openedCase } from "@/tests/support/factories-plans";

type Place = Awaited<ReturnType<typeof province>>;

let place: Place;
let officer: Viewer;
let sibling: Viewer;
let board: Viewer;
let strange: Viewer;
let here: string;
let gone: string;
let there: string;
const ids: Record<"first" | "second" | "other", string> = { first: "", second: "", other: "" };

beforeAll(async () => {
  place = await province();
  const held = { provinceId: place.provinceId };
  officer = await viewer({ ...held, role: "unit_officer", unitId: place.districtA });
  sibling = await viewer({ ...held, role: "unit_officer", unitId: place.districtB });
  board = await viewer({ ...held, role: "province_board" });
  const away = await province();
  strange = await viewer({ role: "province_board", provinceId: away.provinceId });
  here = await area({ name: "Xã Đang Có" });
  gone = await area({ name: "Xã Đã Nhập" });
  there = await area({ name: "Xã Bên Kia" });
  await owner.query("update area_version set valid_to = '2014-01-01' where area_id = $1", [gone]);
  await row("area_succession", { from_area_id: gone, to_area_id: here, on: "2014-01-01", kind: "whole" });
  ids.first = await enterprise({ ...held, unitId: place.districtA, areaId: here, name: "Thứ Nhất" });
  ids.second = await enterprise({ ...held, unitId: place.districtA, areaId: gone, name: "Thứ Hai" });
  ids.other = await enterprise({ ...held, unitId: place.districtB, areaId: there, name: "Nơi Khác" });
  await owner.query("update enterprise set representative = 'Bà Chủ', phone = '+84912345678' where id = $1", [
    ids.first,
  ]);
  await campaign(place.provinceId);
  await openedCase({ enterpriseId: ids.second, on: "2014-11-01", difficulty: "Chưa có nòng cốt" });
  await row("issue", {
    ...{
      kind: "difficulty",
      category: "no_time",
      line: "union",
      text: "Làm ca",
      stage: "unit",
      raised_on: "2014-12-01",
    },
    ...{ enterprise_id: ids.second, unit_id: place.districtA, province_id: place.provinceId },
    raised_by_id: crypto.randomUUID(),
  });
});

const trip = (who: Viewer, query: Record<string, string | string[]> = {}) =>
  withViewer(who, (tx) => tripPage(who, tx, tripSchema.parse(query)));
const wordsAt = async (who: Viewer, id: string) =>
  (await trip(who, { e: id }))?.chosen.flatMap(({ tasks }) => tasks.map(taskInWords));

describe("tripPage", () => {
  it("groups by the places of today: a commune that was merged is where it went", async () => {
    const page = await trip(officer, { e: [ids.first, ids.second] });
    expect(page?.chosen.map(({ name, place: at }) => [name, at.id, at.name])).toEqual(
      expect.arrayContaining([
        ["Thứ Nhất", here, "Xã Đang Có"],
        ["Thứ Hai", here, "Xã Đang Có"],
      ]),
    );
    expect(page?.offered).toEqual([]);
  });

  it("says what is to be done there", async () => {
    expect(await wordsAt(officer, ids.second)).toEqual([
      "Khảo sát: chưa có phiếu của đợt này",
      expect.stringContaining("Vận động thành lập tổ chức Đoàn: “Khó khăn, chuyển Hội” đã "),
      "Tháo gỡ khó khăn (Đoàn): Chưa có nòng cốt",
      "Trao đổi 1 khó khăn, kiến nghị chưa được trả lời",
    ]);
    expect(await wordsAt(officer, ids.first)).toContain("Gặp chủ doanh nghiệp, vận động thành lập tổ chức");
    expect((await trip(officer, { need: "case" }))?.offered.map(({ name }) => name)).toEqual(["Thứ Hai"]);
  });

  it("names whom to meet to those who go there, not to whoever may look", async () => {
    const [mine] = (await trip(officer, { e: ids.first }))?.chosen ?? [];
    expect(mine).toMatchObject({ mayVisit: true, contacts: [{ name: "Bà Chủ", phone: "+84912345678" }] });
    const [theirs] = (await trip(board, { e: ids.first }))?.chosen ?? [];
    expect(theirs).toMatchObject({ mayVisit: false, contacts: [] });
  });

  it("leaves out what is out of sight, whoever writes its id into the address", async () => {
    const page = await trip(sibling, { e: [ids.first, ids.other] });
    expect(page?.chosen.map(({ name }) => name)).toEqual(["Nơi Khác"]);
    expect((await trip(strange, { e: ids.first }))?.chosen).toEqual([]);
    expect((await trip(board))?.total).toBe(3);
    const clerk = await viewer({ role: "province_clerk", provinceId: place.provinceId });
    expect(await trip(clerk, { e: ids.first })).toBeUndefined();
  });
});
