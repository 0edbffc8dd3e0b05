import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { TransferList } from "@/components/transfers/transfer-list";
import { Card, Disclosure, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { transferLists } from "@/lib/transfers/queries";

export const metadata: Metadata = { title: "Chuyển sinh hoạt" };

export default async function TransfersPage() {
  const lists = await readAsViewer(async (viewer, tx) =>
    can(viewer, "member.read") ? transferLists(viewer, tx) : null,
  );
  if (!lists) notFound();
  const { mine, incoming, outgoing, closed, overdue } = lists;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Chuyển sinh hoạt"
        help="Người đang chuyển vẫn tính ở nơi đi cho đến khi nơi đến tiếp nhận. Bắt đầu chuyển từ danh sách của tổ chức."
        actions={
          <>
            <LinkButton href="/members/check" tone="quiet">
              Kiểm tra danh sách
            </LinkButton>
            <PersonExport list="transfers" />
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {overdue > 0 && (
        <Notice tone="warn" title={`${formatNumber(overdue)} lần chuyển quá hạn tiếp nhận`}>
          <p>
            Đã gửi quá số tháng Điều lệ cho phép mà chưa nơi nào nhận: hỏi lại nơi đến, hoặc huỷ kèm lý do.
          </p>
        </Notice>
      )}
      <Card title={`Chờ bạn (${mine.length})`}>
        <TransferList rows={mine} empty={<EmptyState title="Không có việc nào chờ bạn" />} />
      </Card>
      {incoming.length > 0 && (
        <Card title={`Chuyển đến, chờ người khác (${incoming.length})`}>
          <TransferList rows={incoming} empty={null} />
        </Card>
      )}
      <Card title={`Chuyển đi, đang trên đường (${outgoing.length})`}>
        <TransferList rows={outgoing} empty={<EmptyState title="Không có ai đang chuyển đi" />} />
      </Card>
      {closed.length > 0 && (
        <Disclosure summary={`Đã xong gần đây (${closed.length})`}>
          <TransferList rows={closed} empty={null} />
        </Disclosure>
      )}
    </div>
  );
}
