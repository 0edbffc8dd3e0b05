import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatNumber } from "@/lib/format";
import type { Line } from "@/lib/generated/prisma/enums";

/** Which enterprise an organisation is founded in: those without one of the line first. */
export const EnterpriseChoice = ({
  line,
  choices,
  q,
  isCut,
}: {
  line: Line;
  choices: readonly { id: string; name: string; isOrganised: boolean }[];
  q: string | undefined;
  /** There are more than are shown. */
  isCut: boolean;
}) => (
  <>
    <FilterBar action="/branches/new" hidden={{ line }} isFiltered={q !== undefined}>
      <FilterText name="q" label="Tìm tên doanh nghiệp" value={q} placeholder="không cần dấu" />
    </FilterBar>
    {choices.length === 0 ? (
      <EmptyState title="Không có doanh nghiệp nào khớp">
        Chỉ có doanh nghiệp do đơn vị của bạn quản lý. Doanh nghiệp chưa đăng ký thì đăng ký trước.
      </EmptyState>
    ) : (
      <div className="card">
        <p className="mb-2 text-(--ink-soft)">
          {isCut
            ? `${formatNumber(choices.length)} doanh nghiệp đầu tiên; tìm theo tên để thấy doanh nghiệp khác`
            : `${formatNumber(choices.length)} doanh nghiệp`}
        </p>
        <ul>
          {choices.map(({ id, name, isOrganised }) => (
            <li key={id}>
              <Link
                href={`/branches/new?enterprise=${id}&line=${line}`}
                prefetch={false}
                className="inline-flex min-h-11 items-center gap-2"
              >
                {name}
                {isOrganised && <Badge>{`Đã có ${LINE_LABELS[line]}`}</Badge>}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    )}
  </>
);
