import { describe, expect, it } from "vitest";
import { placeInWords, taskInWords } from "@/lib/trips/labels";
import { byPlace, type LineFacts, type StopFacts, tasksAt } from "@/lib/trips/rules";
import { MOST_STOPS, tripSchema } from "@/lib/trips/schema";

const nothing: LineFacts = { hasOrganisation: false, openCase: null };
const organised: LineFacts = { hasOrganisation: true, openCase: null };
const stop = (given: Partial<StopFacts> = {}): StopFacts => ({
  ...{ survey: "accepted", lines: { union: organised, association: nothing }, openIssues: 0 },
  ...given,
});

describe("what is to be done at an enterprise", () => {
  it.each([
    ["an organisation and a survey handed in: nothing but a visit", stop(), []],
    ["no survey in the campaign", stop({ survey: null }), ["Khảo sát: chưa có phiếu của đợt này"]],
    ["no campaign under way", stop({ survey: undefined }), []],
    ["handed in, waiting for the department", stop({ survey: "submitted" }), []],
    ["begun", stop({ survey: "draft" }), ["Làm tiếp phiếu khảo sát đang ghi dở"]],
    ["sent back", stop({ survey: "returned" }), ["Bổ sung phiếu khảo sát bị trả lại"]],
    [
      "neither organisation nor case of any line",
      stop({ lines: { union: nothing, association: nothing } }),
      ["Gặp chủ doanh nghiệp, vận động thành lập tổ chức"],
    ],
    [
      "a case with a difficulty (row 43), and its next step",
      stop({
        lines: {
          union: {
            hasOrganisation: false,
            openCase: { place: "eligible", days: 12, difficulty: "Chủ chưa ủng hộ", next: "reported" },
          },
          association: nothing,
        },
      }),
      [
        "Vận động thành lập tổ chức Đoàn: “Đủ điều kiện” đã 12 ngày; bước sau: “Đã báo cáo cấp ủy”",
        "Tháo gỡ khó khăn (Đoàn): Chủ chưa ủng hộ",
      ],
    ],
    ["issues nobody answered", stop({ openIssues: 2 }), ["Trao đổi 2 khó khăn, kiến nghị chưa được trả lời"]],
  ])("%s", (_, facts, words) => {
    expect(tasksAt(facts).map(taskInWords)).toEqual(words);
  });
});

it("visits are grouped by place, each place once, districts and communes in the order of the alphabet", () => {
  const at = (id: string, sortKey: string, name: string) => ({
    name,
    place: { id, name: id, district: null, sortKey },
  });
  const grouped = byPlace([at("b", "2", "x"), at("a", "1", "y"), at("b", "2", "z")]);
  expect(grouped.map(({ place, stops }) => [place.id, stops.map(({ name }) => name)])).toEqual([
    ["a", ["y"]],
    ["b", ["x", "z"]],
  ]);
  expect(placeInWords({ id: "", name: "Xã A", district: "Huyện B", sortKey: "" })).toBe("Xã A, Huyện B");
  expect(placeInWords({ id: "", name: "Xã A", district: null, sortKey: "" })).toBe("Xã A");
});

it("a trip is read from its address: one tick or many, each once, strange ones left out, no more than a sheet holds", () => {
  const id = crypto.randomUUID();
  expect(tripSchema.parse({ e: id }).e).toEqual([id]);
  expect(tripSchema.parse({ e: [id, id, "x", ""] }).e).toEqual([id]);
  expect(tripSchema.parse({}).e).toEqual([]);
  expect(tripSchema.parse({ need: "x", on: "32/1/2014", unit: "1" })).toEqual({ e: [] });
  const many = Array.from({ length: 90 }, () => crypto.randomUUID());
  expect(tripSchema.parse({ e: many }).e).toHaveLength(MOST_STOPS);
});
