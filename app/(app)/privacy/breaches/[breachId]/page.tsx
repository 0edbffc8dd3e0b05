import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { AFFECTED_OPTIONS, MeasuresForm, NoticeForm } from "@/components/privacy/privacy-forms";
import { Badge, Card, EmptyState, Facts, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Table } from "@/components/ui/table";
import { formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { notifyBreachAction, recordMeasuresAction } from "@/lib/privacy/actions";
import { affectedPersons, listBreaches } from "@/lib/privacy/queries";
import { affectedSchema } from "@/lib/privacy/schema";

export const metadata: Metadata = { title: "Vi phạm dữ liệu" };

const DONE = new Map([
  ["recorded", "Đã ghi vi phạm. Xem ai bị ảnh hưởng rồi hoàn thiện dự thảo thông báo."],
  ["measures", "Đã lưu biện pháp và dự thảo."],
  ["notified", "Đã ghi việc báo."],
]);

export default async function BreachPage({
  params,
  searchParams,
}: PageProps<"/privacy/breaches/[breachId]">) {
  const { breachId } = await params;
  const query = await searchParams;
  const filter = affectedSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) => {
    const [breach] = await listBreaches(viewer, tx, breachId);
    return breach && { breach, affected: await affectedPersons(viewer, tx, filter) };
  });
  if (!page) notFound();
  const { breach, affected } = page;
  const said = DONE.get(String(query.done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/privacy", label: "Quyền riêng tư" },
          { href: "/privacy/breaches", label: "Sổ vi phạm dữ liệu" },
        ]}
        title={`Vi phạm số ${breach.number}`}
        help="Tìm người bị ảnh hưởng, ghi biện pháp, báo cơ quan chuyên trách trong thời hạn rồi ghi lại ở đây."
      />
      {said && <Notice tone="good">{said}</Notice>}
      <Card
        title="Việc đã xảy ra"
        action={
          breach.isLate ? (
            <Badge tone="bad">Quá thời hạn báo</Badge>
          ) : breach.notifiedAt ? (
            <Badge tone="good">Đã báo trong thời hạn</Badge>
          ) : (
            <Badge tone="warn">Chưa báo</Badge>
          )
        }
      >
        <p className="mb-4 whitespace-pre-line">{breach.what}</p>
        <Facts
          facts={[
            { label: "Phát hiện lúc", value: formatMoment(breach.discoveredAt) },
            {
              label: "Phải báo trước",
              value: breach.notifyBy ? formatMoment(breach.notifyBy) : "Luật không định giờ",
              source: "TH-13",
            },
            {
              label: "Đã báo",
              value: breach.notifiedAt
                ? `${formatMoment(breach.notifiedAt)}, ${breach.notifiedTo}`
                : "Chưa báo",
              source: breach.lateReason && `Lý do chậm: ${breach.lateReason}`,
            },
          ]}
        />
      </Card>
      <Card title="Ai bị ảnh hưởng">
        <FilterBar action={`/privacy/breaches/${breach.id}`} isFiltered={affected !== null}>
          <FilterSelect
            name="by"
            label="Theo"
            value={filter.by}
            options={[...AFFECTED_OPTIONS]}
            empty="Chọn"
          />
          <FilterText
            name="of"
            label="Mã trong địa chỉ trang của đơn vị, tổ chức, lần xuất, tài khoản"
            value={filter.of}
          />
          <FilterText name="since" label="Từ ngày" value={filter.since} placeholder="2026-11-01" />
          <FilterText name="until" label="Đến ngày" value={filter.until} placeholder="2026-11-20" />
        </FilterBar>
        {affected && (
          <Table
            caption={`${affected.length.toLocaleString("vi-VN")} người`}
            columns={[
              {
                key: "name",
                label: "Họ và tên",
                isName: true,
                cell: ({ personId, fullName }) => (
                  <Link
                    href={`/members/${personId}/privacy`}
                    prefetch={false}
                    className="inline-flex min-h-6 items-center"
                  >
                    {fullName}
                  </Link>
                ),
              },
            ]}
            rows={affected}
            rowKey={({ personId }) => personId}
            empty={<EmptyState title="Không có ai" />}
          />
        )}
      </Card>
      <Card title="Biện pháp và dự thảo thông báo">
        <MeasuresForm
          action={recordMeasuresAction}
          requestId={newId()}
          breachId={breach.id}
          version={breach.version}
          measures={breach.measures}
          noticeDraft={breach.noticeDraft}
        />
      </Card>
      {!breach.notifiedAt && (
        <Card title="Ghi đã báo">
          <NoticeForm
            action={notifyBreachAction}
            requestId={newId()}
            breachId={breach.id}
            version={breach.version}
            isLate={breach.isLate}
          />
        </Card>
      )}
    </div>
  );
}
