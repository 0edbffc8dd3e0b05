import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { HolidayForm, RemoveHolidayForm } from "@/components/privacy/privacy-forms";
import { Card, EmptyState, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { addHolidayAction, removeHolidayAction } from "@/lib/privacy/actions";
import { dutyLabel, UNIT_LABELS } from "@/lib/privacy/labels";
import { deskOf } from "@/lib/privacy/policy";
import { calendar, lawToday } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Thời hạn của luật, ngày nghỉ" };

type Calendar = Awaited<ReturnType<typeof calendar>>;

const CLOCKS: Column<Calendar["clocks"][number]>[] = [
  { key: "rule", label: "Mã", isName: true, cell: ({ rule }) => rule },
  { key: "duty", label: "Việc", cell: ({ duty }) => dutyLabel(duty) },
  { key: "amount", label: "Thời hạn", cell: ({ amount, unit }) => `${amount} ${UNIT_LABELS[unit]}` },
  { key: "from", label: "Từ ngày", cell: ({ validFrom }) => formatDate(validFrom) },
  { key: "source", label: "Căn cứ", cell: ({ source }) => source },
];

const HOLIDAYS: Column<Calendar["holidays"][number]>[] = [
  { key: "day", label: "Ngày", isName: true, cell: ({ day }) => formatDate(day) },
  { key: "name", label: "Tên", cell: ({ name }) => name },
  { key: "source", label: "Căn cứ", cell: ({ source }) => source },
  {
    key: "remove",
    label: "Sửa",
    cell: ({ id, provinceId }) =>
      provinceId ? (
        <RemoveHolidayForm action={removeHolidayAction} requestId={newId()} holidayId={id} />
      ) : (
        "Cả nước"
      ),
  },
];

const DONE = new Map([
  ["holiday", "Đã thêm ngày nghỉ."],
  ["removed", "Đã bỏ ngày nghỉ."],
]);

export default async function ClocksPage({ searchParams }: PageProps<"/privacy/clocks">) {
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const desk = deskOf(viewer);
    return desk ? await calendar(viewer, tx, desk) : null;
  });
  if (!page) notFound();
  const said = DONE.get(String(done));
  const upcoming = page.holidays.filter(({ day }) => day >= `${lawToday().slice(0, 4)}-01-01`);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Thời hạn của luật, ngày nghỉ"
        help="Ngày nhận không tính; thứ bảy, chủ nhật, ngày nghỉ không phải ngày làm việc. Thiếu một ngày nghỉ thì hạn sớm hơn, không muộn hơn."
      />
      {said && <Notice tone="good">{said}</Notice>}
      <div className="card">
        <Table
          caption="Thời hạn đang áp dụng"
          columns={CLOCKS}
          rows={page.clocks}
          rowKey={({ rule }) => rule}
          empty={<EmptyState title="Chưa có thời hạn nào" />}
        />
      </div>
      <div className="card">
        <Table
          caption="Ngày nghỉ"
          columns={HOLIDAYS}
          rows={upcoming}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có ngày nghỉ nào" />}
        />
      </div>
      <Card title="Thêm ngày nghỉ">
        <HolidayForm action={addHolidayAction} requestId={newId()} />
      </Card>
    </div>
  );
}
