import { describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { surveySchema } from "@/lib/surveys/schema";

const whole = {
  surveyId: "",
  campaignId: newId(),
  enterpriseId: newId(),
  version: "0",
  intent: "submit",
  workers: "100",
  womenWorkers: "40",
  ethnicMinorityWorkers__unknown: "on",
  seasonalWorkers: "0",
  shiftWorkers: "0",
  youth16To30: "30",
  youth31To35: "20",
  lodgingWorkers: "0",
  unionMembersElsewhere: "3",
  associationMembersElsewhere: "0",
  hasPartyCell: "yes",
  hasTradeUnion: "unknown",
  surveyedOn: "5/11/2014",
  surveyor: "Cán bộ",
  informant: "Kế toán",
};

const errors = (values: Record<string, unknown>) => {
  const parsed = surveySchema.safeParse(values);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
};

describe("surveySchema", () => {
  it("keeps zero, 'không rõ' and not asked apart", () => {
    const survey = surveySchema.parse({ ...whole, partyMembers: "" });
    expect([survey.seasonalWorkers, survey.ethnicMinorityWorkers, survey.partyMembers]).toEqual([
      0,
      "unknown",
      undefined,
    ]);
  });

  it("wants every required answer of what is sent, none of a draft", () => {
    const { womenWorkers: _, surveyor: __, hasPartyCell: ___, ...holes } = whole;
    expect(errors(holes).sort()).toEqual(["hasPartyCell", "surveyor", "womenWorkers"]);
    expect(errors({ ...holes, intent: "draft" })).toEqual([]);
  });

  it("V25: says at the field what does not add up, only when it is sent", () => {
    expect(errors({ ...whole, womenWorkers: "101" })).toEqual(["womenWorkers"]);
    expect(errors({ ...whole, womenWorkers: "101", intent: "draft" })).toEqual([]);
  });

  it("refuses a number and 'không rõ' together, even in a draft", () => {
    expect(errors({ ...whole, intent: "draft", womenWorkers__unknown: "on" })).toEqual(["womenWorkers"]);
  });

  it("reads sections A, D and F, and leaves out rows without a kind", () => {
    const survey = surveySchema.parse({
      ...whole,
      fact_name: " Công  ty A ",
      org0_kind: "cell",
      org0_foundedOn: "19/5/2012",
      org0_members: "6",
      org1_kind: "",
      need_housing: "on",
      needPersons_health: "12",
    });
    expect(survey.facts).toEqual({ name: "Công ty A" });
    expect(survey.organisations).toMatchObject([{ kind: "cell", foundedOn: "2012-05-19", members: 6 }]);
    expect(survey.needs).toEqual([
      { need: "housing", persons: null, isUrgent: false, note: null },
      { need: "health", persons: 12, isUrgent: false, note: null },
    ]);
  });

  it("asks for the kind of a row that was filled in, and names the field of a wrong date", () => {
    expect(errors({ ...whole, org2_members: "5" })).toEqual(["org2_kind"]);
    expect(errors({ ...whole, org0_kind: "cell", org0_foundedOn: "31/2/2012" })).toEqual(["org0_foundedOn"]);
  });
});
