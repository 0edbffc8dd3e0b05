import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  daysBetween,
  formatDate,
  formatLongDate,
  formatMoment,
  fromDatabase,
  isPlainDate,
  latest,
  type PartialDate,
  parseVietnameseDate,
  toDatabase,
  vietnamDate,
} from "@/lib/dates/plain-date";

const day = fc
  .date({ min: new Date("1850-01-01T00:00:00Z"), max: new Date("2150-12-31T00:00:00Z"), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

const full = (date: string): PartialDate => ({ date, precision: "day" });

describe("parseVietnameseDate", () => {
  it.each([
    ["5/3/2014", "2014-03-05"],
    ["05/03/2014", "2014-03-05"],
    ["5.3.2014", "2014-03-05"],
    ["5-3-2014", "2014-03-05"],
    ["2014-03-05", "2014-03-05"],
    [" 23 / 10 / 2014 ", "2014-10-23"],
    ["4/12/2014", "2014-12-04"],
    ["29/02/2012", "2012-02-29"],
  ])("reads %j as %s, the day before the month", (typed, date) => {
    expect(parseVietnameseDate(typed)).toBe(date);
  });

  it.each([
    "3/25/2014",
    "10/23/2014",
    "31/02/2014",
    "29/02/2014",
    "31/4/2014",
    "0/1/2014",
    "1/0/2014",
    "5/3/14",
    "5/3/0014",
    "5/3/20144",
    "5/3-2014",
    "2014-3-5",
    "2014-02-30",
    "2014/03/05",
    "2014-03-05T00:00:00Z",
    "05032014",
    "hôm nay",
    "5/3",
    "",
  ])("refuses %j", (typed) => {
    expect(parseVietnameseDate(typed)).toBeNull();
  });

  it("reads back what formatDate wrote", () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(parseVietnameseDate(formatDate(date))).toBe(date);
      }),
    );
  });
});

describe("formatLongDate", () => {
  it.each([
    ["2014-10-23", "ngày 23 tháng 10 năm 2014"],
    ["2014-03-05", "ngày 05 tháng 3 năm 2014"],
    ["2014-02-05", "ngày 05 tháng 02 năm 2014"],
    ["2015-01-30", "ngày 30 tháng 01 năm 2015"],
  ])("writes %s as %s (§4.6)", (date, written) => {
    expect(formatLongDate(date)).toBe(written);
  });
});

describe("days and the database", () => {
  it("goes to midnight UTC and back, whatever zone the machine is in", () => {
    expect(toDatabase("2014-10-23").toISOString()).toBe("2014-10-23T00:00:00.000Z");
    fc.assert(
      fc.property(day, (date) => {
        expect(fromDatabase(toDatabase(date))).toBe(date);
      }),
    );
  });

  it.each(["2014-02-31", "2014-2-3", "0999-01-01", "23/10/2014", "", "10000-01-01"])(
    "throws on %j",
    (wrong) => {
      expect(isPlainDate(wrong)).toBe(false);
      expect(() => toDatabase(wrong)).toThrow(RangeError);
    },
  );
});

describe("adding", () => {
  it.each([
    [addDays, "2014-12-31", 1, "2015-01-01"],
    [addDays, "2012-02-28", 1, "2012-02-29"],
    [addDays, "2014-03-01", -1, "2014-02-28"],
    [addMonths, "2014-01-31", 1, "2014-02-28"],
    [addMonths, "2014-11-30", 3, "2015-02-28"],
    [addMonths, "2014-01-15", -1, "2013-12-15"],
    [addYears, "2000-02-29", 15, "2015-02-28"],
    [addYears, "2000-02-29", 16, "2016-02-29"],
    [addYears, "2014-10-23", -4, "2010-10-23"],
  ])("%o of %s and %i gives %s", (add, date, count, result) => {
    expect(add(date, count)).toBe(result);
  });

  it("counts back the days it added", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it("never leaves the month it was sent to", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const index = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7));
        expect(index(addMonths(date, months))).toBe(index(date) + months);
      }),
    );
  });

  it("throws rather than leave the calendar", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addMonths("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addYears("1000-01-01", -950)).toThrow(RangeError);
  });
});

describe("ageOn", () => {
  it.each([
    ["1999-12-15", "2014-12-14", 14],
    ["1999-12-15", "2014-12-15", 15],
    ["2000-02-29", "2015-02-27", 14],
    ["2000-02-29", "2015-02-28", 15],
    ["2014-12-15", "2014-12-15", 0],
    ["2014-12-16", "2014-12-15", -1],
  ])("makes who was born on %s on %s %i", (birth, on, age) => {
    expect(ageOn(full(birth), on)).toEqual({ min: age, max: age });
  });

  it("gives both ages that a year alone allows (V05)", () => {
    expect(ageOn({ date: "1990-01-01", precision: "year" }, "2014-12-15")).toEqual({ min: 23, max: 24 });
    expect(ageOn({ date: "1990-01-01", precision: "year" }, "2014-12-31")).toEqual({ min: 24, max: 24 });
    expect(ageOn({ date: "1990-12-01", precision: "month" }, "2014-12-15")).toEqual({ min: 23, max: 24 });
  });

  it("allows V01's 15 years and a day to be asked, also for who was born on 29/02", () => {
    expect(addDays(addYears("2000-02-29", 15), 1)).toBe("2015-03-01");
  });

  it("is exactly the range of ages over all days the birth can be", () => {
    const birth = fc.record({
      date: day,
      precision: fc.constantFrom("month" as const, "year" as const),
    });
    fc.assert(
      fc.property(birth, day, ({ date, precision }, on) => {
        const first = precision === "year" ? `${date.slice(0, 4)}-01-01` : `${date.slice(0, 7)}-01`;
        const partial: PartialDate = { date: first, precision };
        const ages = [];
        for (let born = first; born <= latest(partial); born = addDays(born, 1))
          ages.push(ageOn(full(born), on).min);
        expect(ageOn(partial, on)).toEqual({ min: Math.min(...ages), max: Math.max(...ages) });
      }),
      { numRuns: 30 },
    );
  });
});

describe("moments", () => {
  it("belong to the day it is in Vietnam", () => {
    expect(vietnamDate(new Date("2014-12-14T16:59:59Z"))).toBe("2014-12-14");
    expect(vietnamDate(new Date("2014-12-14T17:00:00Z"))).toBe("2014-12-15");
  });

  it("agree with the time zone Asia/Ho_Chi_Minh for every moment that can be recorded", () => {
    const zone = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Asia/Ho_Chi_Minh",
      dateStyle: "short",
      timeStyle: "short",
    });
    const moment = fc.date({ min: new Date("2010-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (at) => {
        const [date, time] = zone.format(at).split(", ");
        expect(formatMoment(at)).toBe(`${time} ngày ${date}`);
      }),
    );
  });
});
