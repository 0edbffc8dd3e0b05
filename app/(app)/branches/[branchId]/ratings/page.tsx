import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { BranchRatingForm } from "@/components/ratings/rating-forms";
import { RatingHistory, RatingStateBadge } from "@/components/ratings/rating-history";
import { Card, Disclosure, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { rateBranchAction } from "@/lib/ratings/actions";
import { NO_ASSOCIATION_SCHEME, NO_SCHEME, STAGE_LABELS } from "@/lib/ratings/labels";
import { branchRatings } from "@/lib/ratings/queries";
import { yearsToRate } from "@/lib/ratings/rules";
import { ratingQuerySchema } from "@/lib/ratings/schema";

export const metadata: Metadata = { title: "Xếp loại" };

export default async function BranchRatingsPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/ratings">) {
  const { branchId } = await params;
  const query = await searchParams;
  const asked = ratingQuerySchema.parse(query);
  const page = await readAsViewer((viewer, tx) => branchRatings(viewer, tx, branchId, asked.year));
  if (!page) notFound();
  const { branch, year, scheme, current, years, stages, waitsForAnother } = page;
  const [next, ...others] = scheme ? stages : [];
  const form = (stage: (typeof stages)[number]) =>
    scheme && (
      <BranchRatingForm
        action={rateBranchAction}
        requestId={newId()}
        branchId={branch.id}
        year={year}
        stage={stage}
        levels={scheme.levels}
        chosen={current.ratings.at(-1)?.levelId ?? null}
        today={formatDate(today())}
      />
    );
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title={`Xếp loại năm ${year}`}
        help="Tổ chức tự xếp loại, cấp trên xếp loại, đơn vị kết luận; theo hướng dẫn của chính năm đó."
        actions={
          branch.canRead &&
          branch.line === "union" && (
            <LinkButton href={`/branches/${branch.id}/ratings/members?year=${year}`} tone="quiet">
              Xếp loại đoàn viên
            </LinkButton>
          )
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {query.done === "rated" && <Notice tone="good" title="Đã ghi xếp loại." />}
      <Tabs
        label="Năm"
        tabs={yearsToRate(today()).map((one) => ({
          href: `/branches/${branch.id}/ratings?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      {branch.line === "association" ? (
        <Notice tone="calm">{NO_ASSOCIATION_SCHEME}</Notice>
      ) : (
        !scheme && <Notice tone="warn">{NO_SCHEME}</Notice>
      )}
      {scheme && (
        <Card
          title={next ? STAGE_LABELS[next] : `Năm ${year}`}
          action={<RatingStateBadge state={current.state} />}
        >
          {next ? (
            <div className="no-print">{form(next)}</div>
          ) : (
            <p className="text-(--ink-soft)">
              {waitsForAnother
                ? "Bạn đã ghi mức tự xếp loại: chờ người khác của cấp trên xếp loại."
                : "Lúc này không có việc của bạn ở đây."}
            </p>
          )}
        </Card>
      )}
      {others.map((stage) => (
        <Disclosure key={stage} summary={`Sửa: ${STAGE_LABELS[stage]}`}>
          {form(stage)}
        </Disclosure>
      ))}
      <RatingHistory years={years} />
    </div>
  );
}
