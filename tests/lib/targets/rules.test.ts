import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, daysBetween, type PlainDate } from "@/lib/dates/plain-date";
import { metricTitle, paceInWords, sourceInWords, sumInWords } from "@/lib/targets/labels";
import {
  judgedOn,
  lastDayOf,
  METRICS,
  metricKey,
  monthsBetween,
  recentFrom,
  standingOf,
  sumCheck,
} from "@/lib/targets/rules";
import { cellField, sheetQuerySchema, targetSheetSchema, wasField } from "@/lib/targets/schema";

const day: fc.Arbitrary<PlainDate> = fc.nat(20_000).map((days) => addDays("1999-12-31", days));
const period = fc.tuple(day, fc.integer({ min: 1, max: 1200 })).map(([from, days]) => ({
  ...{ from, to: addDays(from, days) },
}));

describe("months between two days", () => {
  it.each([
    ["2014-10-01", "2015-01-01", 3],
    ["2014-12-15", "2015-01-01", 17 / 31],
    ["2014-12-31", "2015-01-01", 1 / 31],
    ["2016-02-28", "2016-02-29", 1 / 29],
    ["2016-02-29", "2017-02-28", 12],
    ["2015-01-31", "2015-02-28", 1],
    ["2014-12-15", "2014-12-15", 0],
    ["2014-12-15", "2014-12-14", 0],
  ])("from %s to %s are %d", (from, to, months) => {
    expect(monthsBetween(from, to)).toBeCloseTo(months, 10);
  });

  it("are as many as were added, whatever the month, the leap day among them", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (from, months) => {
        expect(monthsBetween(from, addMonths(from, months))).toBe(months);
      }),
    );
  });

  it("grow with every day, and are more than none before the end", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1500 }), (from, days) => {
        const [now, next] = [days, days + 1].map((count) => monthsBetween(from, addDays(from, count)));
        expect(now).toBeGreaterThan(0);
        expect(next).toBeGreaterThan(Number(now));
      }),
    );
  });
});

describe("the pace of a target", () => {
  const year = { from: "2014-01-01", to: "2015-01-01" };

  it("needs per month times the months left exactly what remains, and is never a division by nothing", () => {
    fc.assert(
      fc.property(
        period,
        fc.integer({ min: -400, max: 1600 }),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(600),
        fc.option(fc.integer({ min: -50, max: 50 })),
        (of, offset, value, actual, recent) => {
          const asOf = addDays(of.from, offset);
          const standing = standingOf({ value, actual, recent }, of, asOf);
          expect(standing.state).toBe(
            asOf < of.from
              ? "not_begun"
              : actual >= value
                ? "reached"
                : asOf >= of.to
                  ? "missed"
                  : "under_way",
          );
          if (standing.state === "missed") expect(standing.lacking).toBe(value - actual);
          if (standing.state !== "under_way") return;
          expect(standing.needed * standing.monthsLeft).toBeCloseTo(value - actual, 8);
          expect(Number.isFinite(standing.needed)).toBe(true);
          expect(standing.daysLeft).toBe(daysBetween(asOf, of.to));
          expect(standing.daysLeft).toBeGreaterThan(0);
          expect(standing.isBehind).toBe(recent !== null && recent / 3 < standing.needed);
        },
      ),
    );
  });

  it("is judged on the last day of its period once that is over, and on the day itself before", () => {
    expect(judgedOn(year, "2014-12-31")).toBe("2014-12-31");
    expect(judgedOn(year, "2016-02-29")).toBe("2014-12-31");
    expect(judgedOn(year, "2014-06-30")).toBe("2014-06-30");
    expect(lastDayOf({ from: "2016-02-29", to: "2016-03-01" })).toBe("2016-02-29");
  });

  it("looks back three calendar months, the day itself the last of them", () => {
    expect(recentFrom("2014-12-15")).toBe("2014-09-16");
    expect(recentFrom("2016-05-31")).toBe("2016-03-01");
  });

  it.each([
    [
      { value: 15, actual: 6, recent: 2 },
      "2014-09-01",
      "cần 2,3 tổ chức/tháng đến 31/12/2014; 3 tháng qua được 2 (0,7/tháng)",
    ],
    [{ value: 15, actual: 6, recent: null }, "2014-09-01", "cần 2,3 tổ chức/tháng đến 31/12/2014"],
    // One in four months is 0,25: said upwards, so that whoever keeps to it gets there.
    [
      { value: 7, actual: 6, recent: 0 },
      "2014-09-01",
      "cần 0,3 tổ chức/tháng đến 31/12/2014; 3 tháng qua được 0 (0/tháng)",
    ],
    [
      { value: 15, actual: 6, recent: 2 },
      "2014-12-31",
      "cần 9 tổ chức trong 1 ngày, đến 31/12/2014; 3 tháng qua được 2 (0,7/tháng)",
    ],
    [{ value: 15, actual: 6, recent: null }, "2015-01-01", "hết kỳ ngày 31/12/2014, thiếu 9 tổ chức"],
    [{ value: 6, actual: 7, recent: null }, "2014-09-01", "đã đạt"],
    [{ value: 6, actual: 0, recent: null }, "2013-12-31", "kỳ bắt đầu từ 01/01/2014"],
  ])("is told in words: %j on %s", (given, asOf, words) => {
    const standing = standingOf(given, year, asOf);
    expect(paceInWords(standing, { indicator: "K11", period: year, recent: given.recent })).toBe(words);
  });
});

describe("the sum of the parts", () => {
  it("is never forced: it says what is lacking or over, or that no whole was given", () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 99 })),
        fc.array(fc.option(fc.integer({ min: 1, max: 20 })), { maxLength: 14 }),
        (whole, parts) => {
          const check = sumCheck(whole, parts);
          const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0);
          expect(check).toMatchObject({ sum, of: parts.length, off: whole === null ? null : sum - whole });
          expect(check.given).toBe(parts.filter((part) => part !== null).length);
        },
      ),
    );
  });

  it.each([
    [15, [6, 6, null], "Đã phân 12/15 cho 2/3 đơn vị: còn thiếu 3"],
    [12, [6, 6], "Đã phân 12/12 cho 2/2 đơn vị: đủ"],
    [10, [6, 6], "Đã phân 12/10 cho 2/2 đơn vị: vượt 2"],
    [null, [6, 6], "Chưa giao chỉ tiêu chung; cộng phần đã phân cho 2/2 đơn vị: 12"],
    [null, [null], "Chưa phân cho đơn vị nào"],
    [9, [null, null], "Chưa phân cho đơn vị nào"],
  ])("of %s and %j is told in words", (whole, parts, words) => {
    expect(sumInWords(sumCheck(whole, parts), "đơn vị")).toBe(words);
  });
});

it("every thing that can be given has a name of its own", () => {
  const titles = METRICS.map(metricTitle);
  expect(titles.every((title) => title.length > 0)).toBe(true);
  expect(new Set(titles).size).toBe(METRICS.length);
  expect(sourceInWords({ text: "Quyết định", number: "12-QĐ/TĐTN", on: "2014-11-01" })).toBe(
    "Quyết định số 12-QĐ/TĐTN ngày 01/11/2014",
  );
});

describe("the sheet of targets", () => {
  const place = "0193a3c4-5a00-7000-8000-000000000001";
  const sheet = {
    ...{
      planId: place,
      metric: "K11.union",
      from: "1/1/2015",
      until: "31/12/2015",
      sourceText: "Quyết định",
    },
    ...{ [cellField(place)]: "6", [wasField(place)]: "" },
  };

  it("is read with its last day, which counts: the period is half open", () => {
    expect(targetSheetSchema.parse(sheet)).toMatchObject({
      metric: { indicator: "K11", line: "union" },
      period: { from: "2015-01-01", to: "2016-01-01" },
      cells: [{ placeId: place, value: 6, wasId: null }],
      ...{ taskId: null, unitId: null, baseline: null, reason: null },
    });
    expect(targetSheetSchema.parse({ ...sheet, [cellField(place)]: "" }).cells).toEqual([
      { placeId: place, value: null, wasId: null },
    ]);
  });

  it.each([
    [{ [cellField(place)]: "0" }, cellField(place)],
    [{ [cellField(place)]: "40%" }, cellField(place)],
    [{ sourceText: " " }, "sourceText"],
    [{ until: "31/12/2014" }, "until"],
    [{ metric: "K6.both" }, "metric"],
    [{ metric: "" }, "metric"],
  ])("is refused at the field: %j", (wrong, field) => {
    const read = targetSheetSchema.safeParse({ ...sheet, ...wrong });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it("is asked for by an address that never throws", () => {
    expect(
      sheetQuerySchema.parse({ plan: place, metric: "K2.union", from: "2015-01-01", until: "31/12/2015" }),
    ).toEqual({
      ...{ planId: place, metric: { indicator: "K2", line: "union" }, unitId: null },
      period: { from: "2015-01-01", to: "2016-01-01" },
    });
    for (const metric of METRICS) {
      expect(sheetQuerySchema.parse({ metric: metricKey(metric) }).metric).toEqual(metric);
    }
    fc.assert(
      fc.property(fc.anything(), (address) => {
        expect(sheetQuerySchema.parse(address)).toBeTruthy();
      }),
    );
  });
});
