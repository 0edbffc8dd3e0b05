import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CloneForm, CriteriaForm } from "@/components/model-cells/model-cell-forms";
import { Badge, Card, Disclosure, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { cloneCriteriaAction, writeCriteriaAction } from "@/lib/model-cells/actions";
import { FACT_LABELS, NO_CRITERIA } from "@/lib/model-cells/labels";
import { mayWriteCriteria } from "@/lib/model-cells/policy";
import { type Criteria, criteriaOf, criteriaYears } from "@/lib/model-cells/queries";
import { MOST_CRITERIA } from "@/lib/model-cells/rules";
import { modelCellQuerySchema } from "@/lib/model-cells/schema";

export const metadata: Metadata = { title: "Tiêu chí chi đoàn mạnh" };

/** Rows shown beyond those that are written. */
const SPARE_ROWS = 5;

export default async function CriteriaPage({ searchParams }: PageProps<"/model-cells/criteria">) {
  const query = await searchParams;
  const year = modelCellQuerySchema.parse(query).year ?? Number(today().slice(0, 4));
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "branch.read")
      ? {
          set: await criteriaOf(viewer, tx, year),
          years: await criteriaYears(viewer, tx),
          mayWrite: mayWriteCriteria(viewer),
        }
      : null,
  );
  if (!page) notFound();
  const { set, years, mayWrite } = page;
  const mayEdit = mayWrite && (set?.mayEdit ?? true);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: `/model-cells?year=${year}`, label: "Chi đoàn mạnh" }]}
        title={`Tiêu chí chi đoàn mạnh năm ${year}`}
        help="Nhập đúng theo văn bản của tỉnh. Khi đã có chi đoàn đăng ký thì bộ tiêu chí giữ nguyên; năm sau chép thành bộ mới."
        actions={years
          .filter((one) => one !== year)
          .map((one) => (
            <LinkButton key={one} href={`/model-cells/criteria?year=${one}`} tone="quiet">
              {`Năm ${one}`}
            </LinkButton>
          ))}
        printNote={`Năm ${year} · in ngày ${formatDate(today())}`}
      />
      {query.done === "saved" && <Notice tone="good" title="Đã lưu bộ tiêu chí." />}
      {query.done === "cloned" && (
        <Notice tone="good" title="Đã chép thành bộ mới; sửa theo văn bản của năm này." />
      )}
      {!set && !mayWrite && <Notice tone="warn">{NO_CRITERIA}</Notice>}
      {set && !mayEdit && (
        <Card title={set.name}>
          <CriteriaList set={set} />
        </Card>
      )}
      {mayEdit && (
        <Card title={set ? "Sửa bộ tiêu chí" : "Nhập bộ tiêu chí"}>
          <CriteriaForm
            action={writeCriteriaAction}
            requestId={newId()}
            year={year}
            set={set}
            rows={Math.min(MOST_CRITERIA, (set?.criteria.length ?? 0) + SPARE_ROWS)}
          />
        </Card>
      )}
      {mayWrite && set && (
        <Disclosure summary="Chép sang năm khác">
          <CloneForm action={cloneCriteriaAction} requestId={newId()} fromYear={year} year={year + 1} />
        </Disclosure>
      )}
    </div>
  );
}

const CriteriaList = ({ set }: { set: Criteria }) => (
  <>
    <p className="mb-3 text-(--ink-soft)">
      {[
        set.passPoints === null ? "Không quy định điểm tối thiểu" : `Từ ${set.passPoints} điểm trở lên`,
        set.isUsed && "đã có chi đoàn đăng ký nên giữ nguyên",
        set.isDemo && "dữ liệu minh hoạ",
        set.note,
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    <ol className="list-decimal space-y-2 pl-5">
      {set.criteria.map(({ id, text, points, isRequired, fact }) => (
        <li key={id}>
          {`${text} (tối đa ${points} điểm) `}
          {isRequired && <Badge tone="accent">Bắt buộc</Badge>}
          {fact && (
            <span className="block text-(--ink-soft) text-sm">{`Phần mềm đối chiếu: ${FACT_LABELS[fact].toLowerCase()}`}</span>
          )}
        </li>
      ))}
    </ol>
  </>
);
