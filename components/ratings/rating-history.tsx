import { Badge, Card, type Tone } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { RatingStage } from "@/lib/generated/prisma/enums";
import { levelWithStep, STAGE_LABELS, STATE_LABELS, STEPS_NOTE } from "@/lib/ratings/labels";
import type { RatingState } from "@/lib/ratings/rules";

export type YearOfRatings = {
  year: number;
  state: RatingState;
  ratings: readonly {
    id: string;
    stage: RatingStage;
    label: string;
    step: number;
    decidedOn: PlainDate;
    reason: string | null;
    by: string;
  }[];
};

const TONES: Record<RatingState, Tone> = { open: "warn", self_rated: "warn", rated: "accent", final: "good" };

export const RatingStateBadge = ({ state }: { state: RatingState }) => (
  <Badge tone={TONES[state]}>{STATE_LABELS[state]}</Badge>
);

/** Year by year, each in its own words, with the step that lets years be compared. */
export const RatingHistory = ({ years }: { years: readonly YearOfRatings[] }) => {
  const said = (stage: RatingStage): Column<YearOfRatings> => ({
    key: stage,
    label: STAGE_LABELS[stage],
    cell: ({ ratings }) => {
      const rating = ratings.find((one) => one.stage === stage);
      if (!rating) return "–";
      return (
        <>
          {levelWithStep(rating)}
          <span className="block text-(--ink-soft) text-sm">
            {formatDate(rating.decidedOn)}, {rating.by}
            {rating.reason && `: ${rating.reason}`}
          </span>
        </>
      );
    },
  });
  return (
    <Card>
      <Table
        caption="Xếp loại các năm"
        columns={[
          { key: "year", label: "Năm", isName: true, cell: ({ year }) => year },
          said("self"),
          said("superior"),
          said("final"),
          { key: "state", label: "Tình trạng", cell: ({ state }) => <RatingStateBadge state={state} /> },
        ]}
        rows={years}
        rowKey={({ year }) => String(year)}
        empty={<p className="text-(--ink-soft)">Chưa xếp loại năm nào.</p>}
      />
      {years.length > 1 && <p className="mt-2 text-(--ink-soft) text-sm">{STEPS_NOTE}</p>}
    </Card>
  );
};
