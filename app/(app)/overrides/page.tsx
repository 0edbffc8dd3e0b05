import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { OverrideDecisionForm } from "@/components/cases/case-forms";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, EmptyState, Notice, type Tone } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { proofNeeded } from "@/lib/access/proof";
import { decideOverrideAction } from "@/lib/cases/actions";
import { OVERRIDE_STATE_LABELS, RULE_LABELS } from "@/lib/cases/labels";
import { listOverrides } from "@/lib/cases/queries";
import { formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import type { OverrideState } from "@/lib/generated/prisma/enums";

export const metadata: Metadata = { title: "Xin ngoại lệ" };

const TONES: Record<OverrideState, Tone> = {
  requested: "warn",
  granted: "accent",
  refused: "bad",
  used: "good",
};

export default async function OverridesPage({ searchParams }: PageProps<"/overrides">) {
  const { done } = await searchParams;
  const { rows, mayLook, needed } = await readAsViewer(async (viewer, tx) => ({
    rows: await listOverrides(viewer, tx),
    needed: proofNeeded(viewer),
    mayLook: can(viewer, "override.ask") || can(viewer, "override.decide") || can(viewer, "dashboard.read"),
  }));
  if (!mayLook) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Xin ngoại lệ"
        help="Việc bị quy định chặn mà đơn vị xin làm. Ban Tổ chức – Kiểm tra quyết định; người xin không tự quyết."
        actions={rows.length > 0 && <PersonExport list="overrides" />}
      />
      {done === "decided" && <Notice tone="good" title="Đã gửi quyết định." />}
      {rows.length === 0 && (
        <EmptyState title="Chưa có đề nghị nào">
          Khi một biểu mẫu bị quy định chặn, biểu mẫu đó có chỗ để xin ngoại lệ.
        </EmptyState>
      )}
      {rows.map((row) => (
        <Card
          key={row.id}
          title={row.subject}
          action={<Badge tone={TONES[row.state]}>{OVERRIDE_STATE_LABELS[row.state]}</Badge>}
        >
          <p>
            <strong>{row.rule}</strong> · {RULE_LABELS[row.rule] ?? "Quy định"} ·{" "}
            {row.enterprise && (
              <Link href={`/enterprises/${row.enterprise.id}`} prefetch={false}>
                {row.enterprise.name}
              </Link>
            )}
            {row.branch && (
              <Link href={`/branches/${row.branch.id}`} prefetch={false}>
                {row.branch.name}
              </Link>
            )}
          </p>
          <p>Lý do: {row.reason}</p>
          <p className="text-(--ink-soft) text-sm">
            {row.requestedBy} xin lúc {formatMoment(row.requestedAt)}
            {row.decidedAt &&
              `; ${row.decidedBy} trả lời lúc ${formatMoment(row.decidedAt)}: ${row.decisionNote ?? ""}`}
          </p>
          <Link
            href={`/history/override/${row.id}`}
            prefetch={false}
            className="no-print inline-flex min-h-11 items-center"
          >
            Lịch sử
          </Link>
          {row.isDecidable && (
            <div className="no-print mt-4">
              <OverrideDecisionForm
                action={decideOverrideAction}
                requestId={newId()}
                overrideId={row.id}
                version={row.version}
                proofNeeded={needed}
              />
            </div>
          )}
        </Card>
      ))}
    </div>
  );
}
