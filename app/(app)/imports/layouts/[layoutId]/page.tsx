import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LayoutForm } from "@/components/imports/layout-form";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { columnName } from "@/lib/files/table";
import { saveLayoutAction } from "@/lib/imports/actions";
import { FIELDS } from "@/lib/imports/fields";
import { KIND_LABELS } from "@/lib/imports/labels";
import { findLayoutRecord } from "@/lib/imports/queries";

export const metadata: Metadata = { title: "Mẫu cột" };

export default async function LayoutPage({ params }: PageProps<"/imports/layouts/[layoutId]">) {
  const { layoutId } = await params;
  const layout = await readAsViewer((viewer, tx) => findLayoutRecord(viewer, tx, layoutId));
  if (!layout) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/imports", label: "Nhập từ Excel" },
          { href: "/imports/layouts", label: "Mẫu cột đã nhớ" },
        ]}
        title={layout.name ?? "Mẫu cột chưa đặt tên"}
        help={`${KIND_LABELS[layout.kind]}. Lần sau gặp tệp có cùng dòng tiêu đề, các cột được đọc như ở đây.`}
      />
      <Card>
        <LayoutForm
          action={saveLayoutAction}
          requestId={newId()}
          layoutId={layout.id}
          name={layout.name}
          columns={layout.columns.map((column) => ({ ...column, letter: columnName(column.column) }))}
          fields={FIELDS[layout.kind].map(({ name, label }) => ({ value: name, label }))}
        />
      </Card>
    </div>
  );
}
