import { describe, expect, it } from "vitest";
import { citePlan, timesInWords } from "@/lib/indicators/labels";
import type { IndicatorParams } from "@/lib/indicators/rules";

describe("what stands beside the numbers", () => {
  it("cites the plan with number and symbol as written, odd blank included", () => {
    expect(citePlan({ type: "KH", symbol: "105 -KH/TĐTN-TCKT", issuedOn: "2014-10-23" })).toBe(
      "Kế hoạch số 105 -KH/TĐTN-TCKT ngày 23/10/2014",
    );
  });

  it("says the days, and as known when only if that is not now", () => {
    const params: IndicatorParams = {
      ...{ asOf: "2014-12-15", from: "2014-10-23", knownAt: null, line: "all" },
      ...{ unit: null, campaign: null, kind: null, year: null, level: null },
    };
    expect(timesInWords(params)).toBe("ngày 15/12/2014; kỳ từ 23/10/2014 đến hết 15/12/2014");
    expect(timesInWords({ ...params, knownAt: "2014-12-01" })).toBe(
      "ngày 15/12/2014; kỳ từ 23/10/2014 đến hết 15/12/2014; theo những gì đã ghi nhận đến hết ngày 01/12/2014",
    );
  });
});
