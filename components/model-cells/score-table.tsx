import Link from "next/link";
import { hrefOf } from "@/components/ui/place";
import { Table } from "@/components/ui/table";
import { FACT_LABELS } from "@/lib/model-cells/labels";
import type { ModelCellPage } from "@/lib/model-cells/queries";

type Row = ModelCellPage["criteria"][number];

const Points = ({ score }: { score: Row["self"] }) =>
  score ? (
    <>
      {score.points}
      {score.note && <span className="block text-(--ink-soft) text-sm">{score.note}</span>}
    </>
  ) : (
    "–"
  );

/** Criteria down; what the program knows, the chi đoàn's points and those of the level above side by side. */
export const ScoreTable = ({ page }: { page: ModelCellPage }) => (
  <Table
    caption={page.setName}
    columns={[
      {
        key: "criterion",
        label: "Tiêu chí",
        isName: true,
        cell: ({ order, text, points, isRequired }: Row) => (
          <>
            {`${order}. ${text}`}
            <span className="block font-normal text-(--ink-soft) text-sm">
              {`tối đa ${points} điểm${isRequired ? ", bắt buộc đạt đủ" : ""}`}
            </span>
          </>
        ),
        foot: "Cộng",
      },
      {
        key: "known",
        label: "Phần mềm biết",
        cell: ({ fact, known, self }: Row) =>
          fact && known ? (
            <>
              <Link href={hrefOf(known.href)} prefetch={false}>
                {`${FACT_LABELS[fact]}: ${known.words}`}
              </Link>
              {self?.known && self.known !== known.words && (
                <span className="block text-(--ink-soft) text-sm">{`khi tự chấm: ${self.known}`}</span>
              )}
            </>
          ) : (
            "–"
          ),
      },
      {
        key: "self",
        label: "Tự chấm",
        cell: ({ self }: Row) => <Points score={self} />,
        foot: page.selfTotal ?? "–",
      },
      {
        key: "superior",
        label: "Cấp trên chấm",
        cell: ({ superior }: Row) => <Points score={superior} />,
        foot: page.superiorTotal ?? "–",
      },
    ]}
    rows={page.criteria}
    rowKey={({ id }) => id}
    empty={null}
    hasFoot
  />
);
