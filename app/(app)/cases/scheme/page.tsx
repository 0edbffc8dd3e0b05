import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SchemeForm } from "@/components/cases/case-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, EmptyState, Facts, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { setCaseSchemeAction } from "@/lib/cases/actions";
import { CASE_STAGE_LABELS } from "@/lib/cases/labels";
import { type SchemePage, schemePage } from "@/lib/cases/queries";
import { MOVING_STAGES, wayOf } from "@/lib/cases/rules";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Các bước vận động của tỉnh" };

export default async function SchemePageRoute({ searchParams }: PageProps<"/cases/scheme">) {
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "enterprise.read") ? await schemePage(viewer, tx) : null,
  );
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Các bước vận động thành lập của tỉnh"
        help="Tỉnh dùng bước nào, quá bao nhiêu ngày thì coi là chậm. Hồ sơ đã mở giữ cách tính của ngày mở."
        trail={[{ href: "/enterprises", label: "Doanh nghiệp" }]}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {done === "set" && <Notice tone="good" title="Đã áp dụng. Hồ sơ mở trước ngày này giữ cách tính cũ." />}
      {page.schemes.length === 0 && (
        <EmptyState title="Tỉnh chưa quy định riêng">
          Hồ sơ đi đủ các bước; chưa giao số ngày nên không hồ sơ nào bị coi là chậm.
        </EmptyState>
      )}
      {page.schemes.map((scheme) => (
        <SchemeCard key={scheme.id} scheme={scheme} />
      ))}
      {page.editable.map(({ provinceId, current }) => (
        <Card key={provinceId} title="Thay đổi">
          <SchemeForm
            action={setCaseSchemeAction}
            requestId={newId()}
            provinceId={provinceId}
            current={current}
            today={formatDate(today())}
          />
        </Card>
      ))}
    </div>
  );
}

const SchemeCard = ({ scheme }: { scheme: SchemePage["schemes"][number] }) => (
  <Card
    title={`Từ ${formatDate(scheme.validFrom)}${scheme.provinceName ? `, ${scheme.provinceName}` : ""}`}
    action={scheme.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
  >
    <p>
      {wayOf(scheme)
        .map((stage) => CASE_STAGE_LABELS[stage])
        .join(" → ")}
    </p>
    <Facts
      facts={MOVING_STAGES.flatMap((stage) => {
        const days = scheme.idleDays[stage];
        return days ? [{ label: CASE_STAGE_LABELS[stage], value: `${days} ngày` }] : [];
      })}
    />
    {scheme.reason && <p className="text-(--ink-soft) text-sm">{scheme.reason}</p>}
  </Card>
);
