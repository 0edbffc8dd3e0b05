import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { Card } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { CASE_STAGE_LABELS } from "@/lib/cases/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { FATE_LABELS } from "@/lib/pipeline/labels";
import { type Drop, FATES } from "@/lib/pipeline/rules";
import { casesAddress, type PipelineFilter } from "@/lib/pipeline/schema";

/** Where cases are lost on the way, and how long a founding takes (K23); each number opens its cases. */
export function CaseFlow({
  drops,
  k23,
  from,
  asOf,
  filter,
}: {
  drops: readonly Drop[];
  k23: { median: number | null; counted: number; founded: number };
  from: PlainDate;
  asOf: PlainDate;
  filter: PipelineFilter;
}) {
  const { page: _, reached: __, fate: ___, founded: ____, ...asked } = filter;
  const list = (more: PipelineFilter) => casesAddress({ ...asked, asOf, from, view: "list", ...more });
  const columns: Column<Drop>[] = [
    { key: "stage", label: "Bước", isName: true, cell: ({ stage }) => CASE_STAGE_LABELS[stage] },
    {
      key: "reached",
      label: "Đã đến bước này",
      isNumeric: true,
      cell: ({ stage, reached }) => <NumberLink href={list({ reached: stage })} value={reached} />,
    },
    ...FATES.map(
      (fate): Column<Drop> => ({
        key: fate,
        label: FATE_LABELS[fate],
        isNumeric: true,
        cell: ({ stage, fates }) => <NumberLink href={list({ reached: stage, fate })} value={fates[fate]} />,
      }),
    ),
  ];
  return (
    <div className="space-y-5">
      <Card title="Rơi rụng theo bước">
        <div className={NUMBERS_TABLE}>
          <Table
            caption="Hồ sơ đã đến một bước thì đi tiếp, đang ở đó, quay lại, hoặc rời đường đi ở đó: các cột sau cộng lại bằng cột đầu"
            columns={columns}
            rows={drops.filter(({ reached }) => reached > 0)}
            rowKey={({ stage }) => stage}
            empty={<p>Chưa có hồ sơ vận động nào.</p>}
          />
        </div>
      </Card>
      <Card title="Từ khảo sát đến thành lập (K23)">
        <p>
          {`Thành lập từ ${formatDate(from)} đến hết ${formatDate(asOf)}: `}
          <NumberLink href={list({ founded: "all" })} value={k23.founded} />
          {" tổ chức. "}
          {k23.median === null ? (
            "Chưa có tổ chức nào được khảo sát trước khi thành lập, nên chưa có số ngày."
          ) : (
            <>
              <strong>{`Trung vị ${formatNumber(k23.median)} ngày`}</strong>
              {", tính trên "}
              <NumberLink href={list({ founded: "days" })} value={k23.counted} />
              {" tổ chức có phiếu khảo sát được duyệt làm trước ngày thành lập."}
            </>
          )}
        </p>
      </Card>
    </div>
  );
}
