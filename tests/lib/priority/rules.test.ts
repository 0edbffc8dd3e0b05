import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainScore, scoreInWords, weightsInWords } from "@/lib/priority/labels";
import {
  byPriority,
  type Count,
  CROWDS,
  FACTORS,
  type PriorityFacts,
  type Ranked,
  replacedFrom,
  SUGGESTED,
  score,
  type Weights,
} from "@/lib/priority/rules";
import { weightsSchema } from "@/lib/priority/schema";
import { textSortKey } from "@/lib/text/sort-key";

const whole = (known: number): Count => ({ known, isWhole: true });
const facts = (given: {
  since?: string;
  workers?: number | null;
  union?: Count;
  association?: Count;
  to30?: Count;
  to35?: Count;
}): PriorityFacts => ({
  entrepreneurSince: given.since ?? null,
  survey: {
    on: "2014-10-31",
    workers: given.workers === undefined ? 0 : given.workers,
    crowds: {
      union: given.union ?? whole(0),
      association: given.association ?? whole(0),
      to30: given.to30 ?? whole(0),
      to35: given.to35 ?? whole(0),
    },
  },
});

describe("the priority score (rows 44–46, §1.9)", () => {
  // By hand: 30/30/40, size full from 100 workers, concentration from 50 persons.
  it.each([
    ["nothing", facts({}), 0, 0],
    ["a member of Hội Doanh nhân trẻ", facts({ since: "2013-01-01" }), 30, 30],
    ["half the workers", facts({ workers: 50 }), 15, 15],
    ["more workers than are needed", facts({ workers: 4000 }), 30, 30],
    [
      "25 persons of 50, in three groups",
      facts({ union: whole(5), association: whole(5), to30: whole(15) }),
      20,
      20,
    ],
    ["everything", facts({ since: "2013-01-01", workers: 100, to30: whole(40), to35: whole(10) }), 100, 100],
    ["one worker: 0,3 points are none", facts({ workers: 1 }), 0, 0],
    ["five workers: 1,5 points are two", facts({ workers: 5 }), 2, 2],
    ["workers not told", facts({ workers: null, to30: whole(10) }), 8, 38],
    [
      "members not told",
      facts({ workers: 100, to30: whole(10), union: { known: 0, isWhole: false } }),
      38,
      70,
    ],
    ["never surveyed", { entrepreneurSince: "2014-01-01", survey: null }, 30, 100],
    [
      "enough already of those who were told",
      facts({ to30: whole(50), association: { known: 0, isWhole: false } }),
      40,
      40,
    ],
  ])("%s: as counted by hand", (_, known, points, most) => {
    expect(score(known, SUGGESTED)).toMatchObject({ points, most });
  });

  it("says why in words, what is not known too, and never as a nought", () => {
    const known = facts({
      since: "2013-01-01",
      workers: null,
      union: whole(3),
      association: { known: 8, isWhole: false },
      to30: whole(20),
      to35: { known: 0, isWhole: false },
    });
    const scored = score(known, SUGGESTED);
    expect(scoreInWords(scored)).toBe("55 điểm (có thể tới 100)");
    expect(explainScore(known, scored, SUGGESTED)).toEqual([
      "30/30 điểm: là hội viên Hội Doanh nhân trẻ từ 01/01/2013",
      "0/30 điểm: chưa rõ số lao động",
      "25/40 điểm: biết được 31 lượt người gồm 3 đoàn viên, ít nhất 8 hội viên, 20 thanh niên 16–30 tuổi; chưa rõ số thanh niên 31–35 tuổi (đủ điểm từ 50 người)",
    ]);
    const bare: PriorityFacts = { entrepreneurSince: null, survey: null };
    expect(explainScore(bare, score(bare, SUGGESTED), SUGGESTED)).toEqual([
      "0/30 điểm: chưa ghi nhận là hội viên Hội Doanh nhân trẻ",
      "0/30 điểm: chưa rõ số lao động, vì chưa có phiếu khảo sát đã duyệt",
      "0/40 điểm: chưa rõ số đoàn viên, hội viên, thanh niên công nhân, vì chưa có phiếu khảo sát đã duyệt",
    ]);
    expect(weightsInWords(SUGGESTED)).toContain("30 điểm cho quy mô (đủ điểm từ 100 lao động)");
  });
});

const weights: fc.Arbitrary<Weights> = fc
  .record({
    a: fc.nat(100),
    b: fc.nat(100),
    workersFull: fc.integer({ min: 1, max: 2000 }),
    peopleFull: fc.integer({ min: 1, max: 2000 }),
  })
  .map(({ a, b, ...full }) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    return { entrepreneur: low, size: high - low, concentration: 100 - high, ...full };
  });
const count: fc.Arbitrary<Count> = fc.record({ known: fc.nat(3000), isWhole: fc.boolean() });
const anyFacts: fc.Arbitrary<PriorityFacts> = fc.record({
  entrepreneurSince: fc.option(fc.constant("2013-01-01")),
  survey: fc.option(
    fc.record({
      on: fc.constant("2014-10-31"),
      workers: fc.option(fc.nat(5000)),
      crowds: fc.record({ union: count, association: count, to30: count, to35: count }),
    }),
  ),
});

describe("properties of the score", () => {
  it("weights make 100: points lie between 0 and 100, add up from the factors shown, and never pass what may still come", () => {
    fc.assert(
      fc.property(anyFacts, weights, (known, given) => {
        const { points, most, factors } = score(known, given);
        expect(factors.map(({ name }) => name)).toEqual(FACTORS);
        expect(factors.reduce((sum, one) => sum + one.points, 0)).toBe(points);
        for (const one of factors) expect(one.points).toBeLessThanOrEqual(one.weight);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(most).toBeGreaterThanOrEqual(points);
        expect(most).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("more of any factor is never worth less", () => {
    fc.assert(
      fc.property(anyFacts, weights, fc.nat(500), fc.constantFrom(...CROWDS), (known, given, more, crowd) => {
        const before = score(known, given).points;
        expect(score({ ...known, entrepreneurSince: "2013-01-01" }, given).points).toBeGreaterThanOrEqual(
          before,
        );
        const { survey } = known;
        if (!survey) return;
        const grown = [
          { ...survey, workers: (survey.workers ?? 0) + more },
          {
            ...survey,
            crowds: {
              ...survey.crowds,
              [crowd]: { ...survey.crowds[crowd], known: survey.crowds[crowd].known + more },
            },
          },
        ];
        for (const one of grown) {
          expect(score({ ...known, survey: one }, given).points).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it("the order is the same whatever the order of the rows; equals go by young workers, then by name as Vietnamese order it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ known: anyFacts, id: fc.uuid() }), {
          selector: ({ id }) => id,
          maxLength: 12,
        }),
        fc.array(fc.nat(11)),
        (rows, seed) => {
          const ranked: Ranked[] = rows.map(({ known, id }) => ({
            ...{ id, sortKey: "", facts: known, score: score(known, SUGGESTED) },
          }));
          const shuffled = [...ranked];
          for (const [index, other] of seed.entries()) {
            const [one, two] = [shuffled[index % ranked.length], shuffled[other % ranked.length]];
            if (one && two) [shuffled[index % ranked.length], shuffled[other % ranked.length]] = [two, one];
          }
          expect([...shuffled].sort(byPriority)).toEqual([...ranked].sort(byPriority));
        },
      ),
    );
    const named = (name: string, known: PriorityFacts): Ranked & { name: string } => ({
      ...{ name, id: name, sortKey: textSortKey(name), facts: known, score: score(known, SUGGESTED) },
    });
    const equals = [
      named("Đông Á", facts({ to30: whole(50) })),
      named("Dương Minh", facts({ to30: whole(50) })),
      named("Em", facts({ to30: whole(50) })),
      named("An", facts({ union: whole(20), to30: whole(30) })),
    ];
    expect(equals.sort(byPriority).map(({ name }) => name)).toEqual(["Dương Minh", "Đông Á", "Em", "An"]);
  });
});

describe("weights in two times", () => {
  const first = { id: "1", validFrom: "2014-10-23", validTo: "2014-11-10" };
  const second = { id: "2", validFrom: "2014-11-10", validTo: null };
  it.each([
    ["after the last", "2014-12-01", ["2"], [{ ...second, validTo: "2014-12-01" }]],
    ["the day the last began", "2014-11-10", ["2"], []],
    ["within the first", "2014-11-01", ["1", "2"], [{ ...first, validTo: "2014-11-01" }]],
    ["before all", "2014-01-01", ["1", "2"], []],
  ])(
    "other weights from %s: what they replace is voided, what came before is kept",
    (_, from, voided, kept) => {
      const changed = replacedFrom([first, second], from);
      expect(changed.voided.map(({ id }) => id)).toEqual(voided);
      expect(changed.kept).toEqual(kept);
    },
  );

  it("are refused at the field when they do not make 100", () => {
    const typed = {
      ...{
        provinceId: crypto.randomUUID(),
        basedOn: "",
        entrepreneur: "30",
        size: "30",
        concentration: "35",
      },
      ...{ workersFull: "100", peopleFull: "50", validFrom: "1/12/2014", reason: "Theo kết luận" },
    };
    const parsed = weightsSchema.safeParse(typed);
    expect(parsed.error?.issues).toMatchObject([
      { path: ["concentration"], message: "Ba số điểm cộng lại phải bằng 100, đang là 95" },
    ]);
    expect(weightsSchema.safeParse({ ...typed, concentration: "40" }).data).toMatchObject({ basedOn: null });
  });
});
