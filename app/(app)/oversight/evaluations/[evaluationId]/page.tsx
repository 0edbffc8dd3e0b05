import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { takeBackEvaluationAction } from "@/lib/oversight/actions";
import { findEvaluation } from "@/lib/oversight/queries";

export const metadata: Metadata = { title: "Đánh giá, rút kinh nghiệm" };

export default async function EvaluationPage({
  params,
  searchParams,
}: PageProps<"/oversight/evaluations/[evaluationId]">) {
  const { evaluationId } = await params;
  const { done } = await searchParams;
  const found = await readAsViewer((viewer, tx) => findEvaluation(viewer, tx, evaluationId));
  if (!found) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/oversight?show=evaluations", label: "Đánh giá" }]}
        title={`Đánh giá ${found.about}, ${formatDate(found.fromOn)} – ${formatDate(found.toOn)}`}
        help={`${found.by} đánh giá, phần ${LINE_LABELS[found.line]}.`}
      />
      {done === "recorded" && <Notice tone="good" title="Đã ghi." />}
      <Card title="Đánh giá">
        <p className="max-w-prose whitespace-pre-line">{found.assessment}</p>
      </Card>
      <Card title="Rút kinh nghiệm">
        <p className="max-w-prose whitespace-pre-line">{found.lessons}</p>
      </Card>
      {found.isDesk && (
        <TakeBackForm
          action={takeBackEvaluationAction}
          requestId={newId()}
          hidden={{ evaluationId: found.id }}
          summary="Bỏ đánh giá ghi nhầm"
        />
      )}
    </div>
  );
}
