import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Dashboard, type DashboardView } from "@/components/indicators/dashboard";
import { countGoals, type Numbers, selfChecks, type UnitRow } from "@/lib/indicators/rules";

const numbers: Numbers = {
  ...{ K1: 12, K2: 5, K3: 4, K4: 7, K5: 2, K6: 5, K8: 6, K17: 6, K11: 3, K12: 1, K13: 1, K15: 4, K16: 1 },
  youth: { to30: 40, to35: 10 },
  founded: { cell: 2, chapter: 1 },
  rated: { "0193a3c4-5a00-7000-8000-000000000002": 3, none: 1 },
};

const goals = { ...countGoals([]), at_risk: 2, not_started: 3, achieved: 19 };

const whole: UnitRow = { unit: null, numbers, lastAcceptedOn: "2014-12-01", goals, persons: 60 };
const unit = {
  id: "0193a3c4-5a00-7000-8000-000000000001",
  name: "Huyện Đoàn Hà Quảng",
  shortName: "Hà Quảng",
  sortKey: "ha quang",
};

const view: DashboardView = {
  plan: {
    ...{
      type: "KH",
      symbol: "105 -KH/TĐTN-TCKT",
      issuedOn: "2014-10-23",
      scopeNote: null,
      associationKinds: ["chapter"],
    },
    scope: { legalForms: ["joint_stock"], ownerships: ["non_state"], countsSuspended: false },
  },
  params: {
    ...{ asOf: "2014-12-15", from: "2014-10-23", knownAt: null, line: "all" },
    ...{ unit: null, campaign: null, kind: null, year: null, level: null },
  },
  rows: [{ ...whole, unit }],
  total: whole,
  checks: selfChecks(numbers, [numbers]),
  units: [unit],
  ...{ campaign: { name: "Đợt 1", referenceDate: "2014-11-01" }, campaigns: [] },
  owners: { union: "Ban Tổ chức – Kiểm tra", association: "Ban Đoàn kết tập hợp thanh niên" },
  ...{ isProvince: true, isFiltered: false, targets: [] },
};

const htmlOf = (given: Partial<DashboardView> = {}): string =>
  renderToStaticMarkup(createElement(Dashboard, { ...view, ...given }));

const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("the dashboard", () => {
  it("shows no number that is not a link: shares and days aside, nothing is left when the links are taken away", () => {
    const withoutLinks = htmlOf().replaceAll(/<a [^>]*>.*?<\/a>/g, "");
    const cells = [...withoutLinks.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = ""]) => textOf(cell));
    const bare = cells.map((cell) => cell.replaceAll(/\d+(,\d)?%|\d{2}\/\d{2}\/\d{4}/g, ""));
    expect(bare.filter((cell) => /\d/.test(cell))).toEqual([]);
  });

  it("prints the plan, its scope rule and the days beside the numbers, and whose side each is (rows 54, 55)", () => {
    const text = textOf(htmlOf());
    expect(text).toContain("Kế hoạch số 105 -KH/TĐTN-TCKT ngày 23/10/2014");
    expect(text).toContain("Công ty cổ phần; khu vực ngoài nhà nước");
    expect(text).toContain("ngày 15/12/2014; kỳ từ 23/10/2014");
    expect(text).toContain("phần Đoàn do Ban Tổ chức – Kiểm tra phụ trách");
    expect(text).toContain("phần Hội do Ban Đoàn kết tập hợp thanh niên phụ trách");
  });

  it("invents no target", () => {
    expect(textOf(htmlOf()).match(/chưa giao chỉ tiêu/g)).toHaveLength(6);
  });

  it("shows the targets that were given as n/target in the tiles, each beside its own number", () => {
    const given = {
      ...{ id: "0193a3c4-5a00-7000-8000-000000000003", unit, isWhole: true, branchName: null, isDemo: false },
      ...{ value: 15, period: { from: "2014-01-01", to: "2015-01-01" }, baseline: null, standing: null },
      ...{ source: { text: "Quyết định", number: null, on: null }, recent: null, ended: null },
    } as const;
    const targets = [
      { ...given, indicator: "K3", line: "association", actual: { number: 4, href: "/records/K3" } } as const,
      { ...given, indicator: "K11", line: "union", actual: { number: 2, href: "/records/K11" } } as const,
    ];
    const text = textOf(htmlOf({ targets }));
    expect(text).toMatch(/Có Hội 4 .*?chỉ tiêu đến 31\/12\/2014 : 4 \/ 15/);
    expect(text).toMatch(/Thành lập mới 3 .*?chỉ tiêu phần Đoàn đến 31\/12\/2014 : 2 \/ 15/);
    expect(text.match(/chưa giao chỉ tiêu/g)).toHaveLength(4);
    // On the part of one line the other's target is not shown.
    const ofHoi = textOf(htmlOf({ targets, params: { ...view.params, line: "association" } }));
    expect(ofHoi).not.toContain("chỉ tiêu phần Đoàn");
  });

  it("says “–” and not nought where no campaign was opened (K17)", () => {
    const html = htmlOf({ campaign: undefined });
    expect(textOf(html)).toContain("Chưa mở đợt khảo sát");
    expect(html).not.toContain("/records/K17");
  });

  it("says “–” and not 0% where there is no enterprise (K7)", () => {
    const none = { ...whole, numbers: { ...numbers, K1: 0, K2: 0, K3: 0, K4: 0, K5: 0, K6: 0, K17: 0 } };
    const text = textOf(htmlOf({ rows: [], total: none }));
    expect(text).toContain("–");
    expect(text).not.toContain("0%");
  });

  it("speaks of one line only on that line's tab", () => {
    const html = htmlOf({ params: { ...view.params, line: "association" } });
    expect(html).toContain("/records/K3?");
    expect(html).not.toContain("/records/K2?");
    expect(html).not.toContain("/records/K4?");
  });

  it("raises its voice where its own numbers disagree", () => {
    const html = htmlOf({ checks: selfChecks({ ...numbers, K4: 8 }, [numbers]) });
    expect(html).toContain('role="alert"');
    expect(textOf(html)).toContain("Số liệu không khớp: có Đoàn + có Hội − cả hai = Đoàn hoặc Hội");
    expect(htmlOf()).not.toContain('role="alert"');
  });
});
