import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { covers, overlaps } from "@/lib/dates/period";
import { addDays } from "@/lib/dates/plain-date";
import { searchKey } from "@/lib/text/search-key";
import type { TaskNode } from "@/prisma/reference/format";
import { areaId, unitId } from "@/prisma/reference/keys";
import { expandUnits, livingOn } from "@/prisma/reference/province";
import { readNational, readProvince } from "@/prisma/reference/read";

const CAO_BANG = "prisma/reference/cao-bang";
const SIGNED = "2014-10-23";
const province = readProvince(CAO_BANG);
const national = readNational("prisma/reference/national");

const placesOn = (on: string) => livingOn(province.areas, on);
const place = (key: string, on: string) => placesOn(on).find((one) => one.key === key);
const placeByCode = (code: string, on: string) => placesOn(on).find((one) => one.code === code);
const successorsOf = (key: string) => province.successions.filter(({ from }) => from === key);

describe("places of Cao Bằng", () => {
  it.each([
    [SIGNED, 13, 199],
    ["2020-01-31", 13, 199],
    ["2020-02-01", 12, 161],
    ["2020-02-29", 12, 161],
    ["2020-03-01", 10, 161],
    ["2025-06-30", 10, 161],
    ["2025-07-01", 0, 56],
  ])("on %s there are %i districts and %i communes", (on, districts, communes) => {
    const levels = placesOn(on).map(({ level }) => level);
    expect(levels.filter((level) => level === "district")).toHaveLength(districts);
    expect(levels.filter((level) => level === "commune")).toHaveLength(communes);
  });

  it("has as many communes in each district of 2014 and of 2020 as the decisions say", () => {
    const counts = (on: string) =>
      Object.fromEntries(
        placesOn(on)
          .filter(({ level }) => level === "district")
          .map(({ key, code }) => [code, placesOn(on).filter(({ parent }) => parent === key).length]),
      );
    expect(counts(SIGNED)).toEqual({
      ...{ "040": 11, "042": 14, "043": 17, "044": 11, "045": 19, "046": 10, "047": 20 },
      ...{ "048": 14, "049": 17, "050": 9, "051": 21, "052": 20, "053": 16 },
    });
    expect(counts("2020-03-01")).toEqual({
      ...{ "040": 11, "042": 13, "043": 17, "045": 21, "047": 21 },
      ...{ "048": 13, "049": 19, "051": 15, "052": 17, "053": 14 },
    });
  });

  it("of 2025 are 53 xã and 3 phường straight under the province", () => {
    const communes = placesOn("2025-07-01").filter(({ level }) => level === "commune");
    expect(communes.map(({ type }) => type).filter((type) => type === "xã")).toHaveLength(53);
    expect(communes.map(({ type }) => type).filter((type) => type === "phường")).toHaveLength(3);
    expect(new Set(communes.map(({ parent }) => parent))).toEqual(new Set(["cb"]));
  });

  it("have periods that never overlap and follow one another without a gap", () => {
    for (const { key, versions } of province.areas) {
      for (const [index, version] of versions.entries()) {
        const next = versions[index + 1];
        expect(next ? next.validFrom : version.validTo, key).toBe(version.validTo);
        expect(next ? overlaps(version, next) : false, key).toBe(false);
      }
    }
  });

  it("end the day before another begins: a period holds its first day and not its last", () => {
    const quangUyen = province.areas.find(({ key }) => key === "cb/quang-uyen")?.versions.at(-1);
    expect(quangUyen && covers(quangUyen, "2020-02-29")).toBe(true);
    expect(quangUyen && covers(quangUyen, "2020-03-01")).toBe(false);
  });

  it.each([
    ["01273", "Phường Hợp Giang", "Phường Thục Phán"],
    ["01279", "Phường Ngọc Xuân", "Phường Nùng Trí Cao"],
    ["01288", "Phường Duyệt Trung", "Phường Tân Giang"],
    ["01290", "Thị trấn Pác Miầu", "Xã Bảo Lâm"],
    ["01304", "Xã Thạch Lâm", "Xã Quảng Lâm"],
    ["01327", "Xã Thượng Hà", "Xã Cô Ba"],
    ["01392", "Thị trấn Xuân Hòa", "Xã Trường Hà"],
    ["01438", "Xã Phù Ngọc", "Xã Hà Quảng"],
    ["01447", "Thị trấn Hùng Quốc", "Xã Trà Lĩnh"],
    ["01501", "Xã Chí Viễn", "Xã Đàm Thủy"],
    ["01525", "Xã Thông Hoè", "Xã Đoài Dương"],
    ["01558", "Thị trấn Thanh Nhật", "Xã Hạ Lang"],
    ["01618", "Xã Ngọc Động", "Xã Hạnh Phúc"],
    ["01636", "Xã Cách Linh", "Xã Bế Văn Đàn"],
    ["01648", "Thị trấn Hoà Thuận", "Xã Phục Hòa"],
    ["01654", "Thị trấn Nước Hai", "Xã Hòa An"],
    ["01699", "Xã Trương Vương", "Xã Nguyễn Huệ"],
    ["01807", "Xã Vân Trình", "Xã Thạch An"],
  ])("code %s of %s in 2014 is another place in 2025: %s", (code, then, now) => {
    expect(placeByCode(code, SIGNED)?.name).toBe(then);
    expect(placeByCode(code, "2025-07-01")?.name).toBe(now);
    expect(placeByCode(code, "2025-07-01")?.key).not.toBe(placeByCode(code, SIGNED)?.key);
  });

  it("gave district code 049 to Quảng Uyên and then to Quảng Hòa, two places", () => {
    expect(placeByCode("049", "2020-02-29")?.name).toBe("Huyện Quảng Uyên");
    expect(placeByCode("049", "2020-03-01")?.name).toBe("Huyện Quảng Hòa");
    expect(areaId("cb/quang-uyen")).not.toBe(areaId("cb/quang-hoa"));
  });

  it("keeps a place that grew the same place though it took over the code of the one it swallowed", () => {
    expect(place("cb/ha-quang/hong-si", SIGNED)).toMatchObject({ code: "01426", name: "Xã Hồng Sĩ" });
    expect(place("cb/ha-quang/hong-si", "2020-02-01")).toMatchObject({ code: "01429", name: "Xã Hồng Sỹ" });
    expect(placeByCode("01429", SIGNED)?.key).toBe("cb/ha-quang/si-hai");
    expect(successorsOf("cb/ha-quang/si-hai")).toMatchObject([{ to: "cb/ha-quang/hong-si", kind: "whole" }]);
  });

  it("keeps thị trấn Hùng Quốc the same place when it became thị trấn Trà Lĩnh, and xã Trà Lĩnh another", () => {
    expect(place("cb/tra-linh/hung-quoc", "2020-02-29")?.name).toBe("Thị trấn Hùng Quốc");
    expect(place("cb/tra-linh/hung-quoc", "2020-03-01")?.name).toBe("Thị trấn Trà Lĩnh");
    expect(placeByCode("01447", "2025-07-01")?.key).toBe("cb/2025/tra-linh");
  });

  it("never has one code for two places on a day", () => {
    for (const on of [SIGNED, "2020-02-01", "2020-03-01", "2025-07-01"]) {
      const codes = placesOn(on).map(({ code }) => code);
      expect(new Set(codes).size, on).toBe(codes.length);
    }
  });

  it.each([
    ["Xã Hưng Đạo", 3],
    ["Xã Vĩnh Quang", 2],
    ["Xã Thái Học", 2],
    ["Xã Phan Thanh", 2],
    ["Xã Ngọc Động", 2],
    ["Xã Quang Trung", 2],
    ["Xã Đức Xuân", 2],
    ["Xã Đức Long", 2],
  ])("knows %s %i times in 2014, each in a district of its own", (name, times) => {
    const same = placesOn(SIGNED).filter((one) => searchKey(one.name) === searchKey(name));
    expect(same).toHaveLength(times);
    expect(new Set(same.map(({ parent }) => parent)).size).toBe(times);
  });

  it("lets Quốc Toản go its own way: Trà Lĩnh, then Quảng Hòa, then xã Trà Lĩnh", () => {
    const quocToan = "cb/tra-linh/quoc-toan";
    expect(place(quocToan, "2020-02-29")?.parent).toBe("cb/tra-linh");
    expect(place(quocToan, "2020-03-01")?.parent).toBe("cb/quang-hoa");
    expect(successorsOf(quocToan)).toMatchObject([
      { to: "cb/2025/tra-linh", on: "2025-07-01", kind: "whole" },
    ]);
    // The rest of the district went to Trùng Khánh, so neither half of it may be converted by itself.
    expect(successorsOf("cb/tra-linh").map(({ to, kind }) => [to, kind])).toEqual([
      ["cb/trung-khanh", "part"],
      ["cb/quang-hoa", "part"],
    ]);
  });

  it("holds what went to Quảng Lâm for a part, and says why: xóm Tổng Dùn", () => {
    const [transfer] = successorsOf("cb/bao-lam/thach-lam");
    expect(transfer).toMatchObject({ to: "cb/2025/quang-lam", kind: "part" });
    expect(transfer?.note).toContain("Xóm Tổng Dùn");
  });

  it("gives every commune of 2020 a successor of 2025, and every successor's predecessors resolve", () => {
    const keys = new Set(province.areas.map(({ key }) => key));
    for (const { key, level } of placesOn("2025-06-30")) {
      if (level === "commune") expect(successorsOf(key), key).toHaveLength(1);
    }
    for (const { from, to } of province.successions)
      expect([keys.has(from), keys.has(to)]).toEqual([true, true]);
    const of2025 = placesOn("2025-07-01").filter(({ level }) => level === "commune");
    for (const { key } of of2025) {
      const predecessors = province.successions.filter(({ to }) => to === key);
      expect(predecessors.length, key).toBeGreaterThanOrEqual(2);
      expect(predecessors.every(({ from, on }) => place(from, addDays(on, -1)))).toBe(true);
    }
  });

  it("says of every commune that ended in 2020 where it went, or that nobody knows", () => {
    const ended = placesOn(SIGNED).filter(
      ({ key, level }) => level === "commune" && !place(key, "2020-02-01"),
    );
    expect(ended).toHaveLength(43);
    for (const { key, note } of ended) expect(successorsOf(key).length > 0 || note !== null, key).toBe(true);
  });

  it("has eight communes of 2025 that cross a district line of 2014", () => {
    const crossing = placesOn("2025-07-01").filter(({ key }) => {
      const froms = province.successions.filter(({ to }) => to === key).map(({ from }) => from.split("/")[1]);
      // Districts of 2014 are the second part of a key: a place is filed where it first was.
      return new Set(froms).size > 1;
    });
    expect(crossing.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...["Phường Thục Phán", "Phường Tân Giang", "Xã Cốc Pàng", "Xã Bế Văn Đàn"],
        ...["Xã Bạch Đằng", "Xã Minh Tâm", "Xã Kim Đồng", "Xã Thạch An"],
      ]),
    );
    expect(crossing).toHaveLength(8);
  });
});

describe("units of Cao Bằng", () => {
  const reportingOn = (on: string) => expandUnits(["@reporting_units"], province.units, on);

  it("are 14 to report on the day of the plan: 13 huyện, thành Đoàn and Đoàn Khối doanh nghiệp", () => {
    expect(reportingOn(SIGNED)).toHaveLength(14);
    expect(expandUnits(["@districts"], province.units, SIGNED)).toHaveLength(13);
    const names = livingOn(province.units, SIGNED).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["Huyện Đoàn Hà Quảng", "Thành Đoàn Cao Bằng", "Đoàn Khối doanh nghiệp tỉnh"]),
    );
  });

  it.each([
    ["2020-02-29", 12 + 1],
    ["2020-03-01", 10 + 1],
    ["2025-06-30", 10 + 1],
  ])("are as many on %s as the districts, and the bloc", (on, count) => {
    expect(reportingOn(on)).toHaveLength(count);
  });

  it("are 56 Đoàn xã, phường straight under the province from 1 July 2025, and no district", () => {
    const living = livingOn(province.units, "2025-07-01");
    const communes = living.filter(({ kind }) => kind === "commune" || kind === "ward");
    expect(communes).toHaveLength(56);
    expect(communes.every(({ parent, inferred, note }) => parent === "cb" && inferred && note !== null)).toBe(
      true,
    );
    expect(living.some(({ kind }) => kind === "district" || kind === "city")).toBe(false);
  });

  it("label as inferred everything no source states: all from 2020 on, nothing on the day of the plan", () => {
    expect(livingOn(province.units, SIGNED).some(({ inferred }) => inferred)).toBe(false);
    const districts = livingOn(province.units, "2020-03-01").filter(({ kind }) =>
      ["district", "city"].includes(kind),
    );
    expect(districts.every(({ inferred }) => inferred)).toBe(true);
    expect(province.reorganisations.every(({ inferred }) => inferred)).toBe(true);
  });

  it("leave Đoàn Khối doanh nghiệp open-ended", () => {
    const bloc = province.units.find(({ key }) => key === "cb/dkdn");
    expect(bloc?.versions).toMatchObject([{ validTo: null, inferred: false }]);
  });

  it("have a beginning that says it is not known, never an invented date", () => {
    for (const { validFrom, validFromKnown } of livingOn(province.units, SIGNED)) {
      expect({ validFrom, validFromKnown }).toEqual({ validFrom: "1900-01-01", validFromKnown: false });
    }
    expect(
      livingOn(province.units, "2025-07-01").filter(({ validFromKnown }) => validFromKnown),
    ).toHaveLength(56);
  });

  it("give each line its department (rows 54, 55), under the symbols papers carry", () => {
    const departments = livingOn(province.units, SIGNED).filter(({ kind }) => kind === "department");
    expect(Object.fromEntries(departments.map(({ symbol, ownsLine }) => [symbol, ownsLine]))).toEqual({
      TCKT: "union",
      ĐKTHTN: "association",
      VT: null,
    });
  });

  it("answer for places that lived as long as they did", () => {
    for (const { key, versions } of province.units) {
      for (const { code, validFrom, validFromKnown, validTo } of versions.filter(
        ({ code }) => code !== null,
      )) {
        const days = [validFromKnown ? validFrom : SIGNED, ...(validTo ? [addDays(validTo, -1)] : [])];
        for (const day of days) expect(code && placeByCode(code, day), `${key} on ${day}`).toBeTruthy();
      }
    }
  });

  it("move by lines that take every unit that ended to one that lived", () => {
    const ended = province.units.filter(({ versions }) => versions.at(-1)?.validTo);
    const moved = new Set(province.reorganisations.flatMap(({ lines }) => lines.map(({ from }) => from)));
    expect(ended.map(({ key }) => key).filter((key) => !moved.has(key))).toEqual([]);
    expect(unitId("cb/quang-uyen")).not.toBe(unitId("cb/quang-hoa"));
  });
});

describe("plan 105", () => {
  const plan = province.plan;
  const leaves = (nodes: readonly TaskNode[]): TaskNode[] =>
    nodes.flatMap((node) => (node.children.length > 0 ? leaves(node.children) : [node]));
  const tasks = leaves(plan?.tasks ?? []);
  const chargedWith = (section: string) =>
    tasks.filter((task) => task.section === section).flatMap(({ charges }) => charges);

  it("is quoted as written, odd blanks, dashes and slips included", () => {
    expect(plan).toMatchObject({ number: "105", symbol: "105 -KH/TĐTN-TCKT", issuedOn: SIGNED, year: 2014 });
    expect(plan?.bases.map(({ symbol, issuedOn }) => [symbol, issuedOn])).toEqual([
      [undefined, undefined],
      ["197–KH/TWĐTN-BTC", "2014-05-30"],
      ["03-NQ/TWĐTN-BTC", "2014-03-05"],
    ]);
    const words = tasks.map(({ text }) => text).join("\n");
    expect(words).toContain("tâm quan trọng");
    expect(words).toContain("của của các đơn vị");
    expect(words).toContain("03 NQ/TWĐTN-BTC");
    expect(words).toContain("trong các doanh nghiệp nhà nước tùy theo điều kiện");
  });

  it("charges the departments, the bloc and the districts with what it says of each", () => {
    expect(chargedWith("III.1")).toEqual(["cb", "cb/tckt", "cb/dkthtn"]);
    expect(new Set(chargedWith("III.2"))).toEqual(new Set(["cb/dkdn"]));
    expect(new Set(chargedWith("III.3"))).toEqual(new Set(["@districts"]));
    expect(chargedWith("I")).toEqual([]);
    expect(tasks).toHaveLength(21);
  });

  it("expands its recipients to the units of its day: 14 for the line of the units, none for bodies outside", () => {
    const expanded = plan?.recipients.map(({ text, units }) => [
      text,
      expandUnits(units, province.units, SIGNED).length,
    ]);
    expect(expanded).toEqual([
      ["Ban Tổ chức TW Đoàn", 0],
      ["Ban Tổ chức Tỉnh ủy", 0],
      ["Ban Dân vận Tỉnh ủy", 0],
      ["Các huyện, thành Đoàn, Đoàn Khối DN tỉnh", 14],
      ["TT TĐ", 1],
      ["Các BCM TĐ", 2],
      ["Lưu: VT+TCKT", 2],
    ]);
  });

  it("has no target and no deadline, and says of its baseline and scope that they are a choice", () => {
    expect(plan?.settings.dueOn).toBeNull();
    expect(plan?.settings.baselineNote).toContain("không nêu mốc");
    expect(plan?.settings.scopeNote).toContain("chờ Tỉnh Đoàn xác nhận");
    expect(plan?.resolutionTasks).toBe(6);
  });
});

describe("what holds in the whole country", () => {
  const setOn = (line: string, on: string) =>
    national.ruleSets.find(
      (set) => set.line === line && covers({ validFrom: set.from, validTo: set.to ?? null }, on),
    );

  it.each([
    ["union", SIGNED, "doan-10"],
    ["union", "2017-12-12", "doan-10"],
    ["union", "2017-12-13", "doan-11"],
    ["union", "2022-12-15", "doan-12"],
    ["union", "2026-06-01", "doan-13"],
    ["association", SIGNED, "hoi-6"],
    ["association", "2015-01-01", "hoi-7"],
  ])("judges an act of the %s line on %s by %s", (line, on, code) => {
    expect(setOn(line, on)?.code).toBe(code);
  });

  it("gives each line one rule set after another, without overlap or gap", () => {
    for (const line of ["union", "association"]) {
      const sets = national.ruleSets.filter((set) => set.line === line);
      expect(sets.slice(0, -1).map(({ to }) => to)).toEqual(sets.slice(1).map(({ from }) => from));
      expect(sets.at(-1)?.to).toBeUndefined();
    }
  });

  it("V01: admits from 15 years and a day under charter X, from 16 under charter XIII", () => {
    expect(setOn("union", SIGNED)?.params).toMatchObject({
      admissionMinAge: { value: { years: 15, days: 1 } },
    });
    expect(setOn("union", "2026-06-01")?.params).toMatchObject({
      admissionMinAge: { value: { years: 16, days: 0 }, confidence: "medium" },
    });
  });

  it("V02, V06, V07: carries the limits of 2014 with the words of a source beside each", () => {
    const { params } = setOn("union", SIGNED) ?? {};
    expect(params).toMatchObject({
      admissionMaxAge: { value: 30 },
      cellMinMembers: { value: 3 },
      grassrootsMinCells: { value: 2 },
      grassrootsMinMembers: { value: 30 },
    });
    for (const { source } of Object.values(params ?? {})) expect(source.length).toBeGreaterThan(20);
  });

  it("says of the smallest chi hội that no source was found", () => {
    expect(setOn("association", SIGNED)?.params).toMatchObject({
      chapterMinMembers: { value: 3, confidence: "none" },
    });
  });

  it("knows 54 ethnic groups and code 55 for foreigners", () => {
    const { groups } = national.ethnicGroups;
    expect(groups.map(([code]) => code)).toEqual(
      Array.from({ length: 55 }, (_, index) => String(index + 1).padStart(2, "0")),
    );
    expect(groups.at(1)).toEqual(["02", "Tày"]);
    expect(groups.at(-1)).toEqual(["55", "Người nước ngoài"]);
  });

  it("leaves the years 2019–2022 without a rating scheme rather than mixing two", () => {
    const schemes = national.catalogues.filter(({ code }) => code.startsWith("branch_rating"));
    const inForce = (on: string) =>
      schemes.filter(({ from, to }) => (from ?? "") <= on && (!to || on < to)).map(({ code }) => code);
    expect(inForce(SIGNED)).toEqual(["branch_rating_2011"]);
    expect(inForce("2020-06-30")).toEqual([]);
    expect(inForce("2024-06-30")).toEqual(["branch_rating_2023"]);
  });
});

describe("another province", () => {
  it("is read from a folder of the same files", () => {
    const other = readProvince("prisma/demo/second-province");
    expect(other.isDemo).toBe(true);
    expect(expandUnits(["@reporting_units"], other.units, SIGNED)).toHaveLength(3);
    expect(livingOn(other.areas, SIGNED).filter(({ level }) => level === "commune")).toHaveLength(3);
    const keys = new Set(province.units.map(({ key }) => key));
    expect(other.units.some(({ key }) => keys.has(key))).toBe(false);
  });
});

describe("a folder with a fault", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  const altered = (file: string, from: string, to: string) => {
    const folder = mkdtempSync(join(tmpdir(), "province-"));
    folders.push(folder);
    cpSync(CAO_BANG, folder, { recursive: true });
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
    return folder;
  };

  it.each([
    [
      "two versions overlap",
      "areas.json",
      `["cb/tra-linh/quoc-toan", null, "2020-03-01"`,
      `["cb/tra-linh/quoc-toan", null, "2021-01-01"`,
      /quoc-toan has a gap or an overlap/,
    ],
    [
      "a code stands for two places on a day",
      "areas.json",
      `"01270", "Phường Sông Bằng"`,
      `"01267", "Phường Sông Bằng"`,
      /have code 01267 on the same days/,
    ],
    [
      "a place hangs under a district that had ended",
      "areas.json",
      `"2025-07-01", "01474", "Xã Quốc Toản", "cb/quang-hoa"`,
      `"2025-07-01", "01474", "Xã Quốc Toản", "cb/tra-linh"`,
      /cb\/tra-linh did not live all that time/,
    ],
    [
      "a successor had not begun",
      "area-successions.json",
      `["cb/bao-lam/tan-viet", "cb/bao-lam/nam-quang"`,
      `["cb/bao-lam/tan-viet", "cb/2025/nam-quang"`,
      /cb\/2025\/nam-quang did not live/,
    ],
    [
      "a predecessor is unknown",
      "area-successions.json",
      `["cb/bao-lam/tan-viet"`,
      `["cb/bao-lam/khong-co"`,
      /khong-co did not live the day before/,
    ],
    [
      "the plan charges a unit of another time",
      "plan.json",
      `["cb/dkthtn"]`,
      `["cb/quang-hoa"]`,
      /unit cb\/quang-hoa did not live on 2014-10-23/,
    ],
    ["a date does not exist", "areas.json", `"2020-02-01"`, `"2020-02-30"`, /must be a day/],
    ["a text is not NFC", "areas.json", "Xã Quốc Toản", "Xã Quốc Toản".normalize("NFD"), /must be NFC/],
    [
      "a column is missing",
      "areas.json",
      `"columns": ["key", "from",`,
      `"columns": ["key",`,
      /must be key, from/,
    ],
    [
      "a row has a cell too many",
      "areas.json",
      `"Tỉnh Cao Bằng", null]`,
      `"Tỉnh Cao Bằng", null, null, "?"]`,
      /7/,
    ],
    ["a note's key has no text", "areas.json", `"successor-unknown": `, `"other": `, /No text is given/],
  ])("is refused when %s", (_, file, from, to, message) => {
    const folder = altered(file, from, to);
    expect(() => readProvince(folder)).toThrow(message);
  });
});
