import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CopyText } from "@/components/coordination/copy-text";
import { TakeBackForm } from "@/components/coordination/reminder-forms";
import { ReminderBadge } from "@/components/coordination/reminder-list";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Disclosure, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { takeBackReminderAction } from "@/lib/coordination/actions";
import { CELL_LABELS, CELL_TONES, COLUMN_LABELS } from "@/lib/coordination/labels";
import { reminderPage } from "@/lib/coordination/queries";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { publicAddress } from "@/lib/http/address";

export const metadata: Metadata = { title: "Một lần đôn đốc" };

const DONE: Readonly<Record<string, string>> = {
  sent: "Đã ghi. Đơn vị thấy ngay trong Việc của tôi; muốn nhắn thêm thì chép lời bên dưới.",
  "taken-back": "Đã rút lời nhắc; lịch sử vẫn giữ.",
};

export default async function ReminderPage({
  params,
  searchParams,
}: PageProps<"/coordination/reminders/[reminderId]">) {
  const { reminderId } = await params;
  const reminder = await readAsViewer((viewer, tx) => reminderPage(viewer, tx, reminderId));
  if (!reminder) notFound();
  const { done } = await searchParams;
  const said = typeof done === "string" ? DONE[done] : undefined;
  const address = publicAddress(await headers());
  const { asks, open, cells } = reminder;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: `/coordination?plan=${reminder.planId}`, label: "Theo dõi các đơn vị" }]}
        title={`Đôn đốc ${reminder.unitName}`}
        help={`${reminder.planName}. Lời nhắc tự xong khi hồ sơ của đơn vị có đủ, không ai phải đánh dấu.`}
        actions={
          reminder.isOwn && (
            <>
              {open.includes("acknowledged") && (
                <LinkButton href={`/plans/${reminder.planId}/progress`}>Xác nhận đã nhận kế hoạch</LinkButton>
              )}
              {open.includes("plan") && (
                <LinkButton href={`/plans/${reminder.planId}`}>Lập kế hoạch của đơn vị</LinkButton>
              )}
              {open.includes("surveyed") && <LinkButton href="/surveys">Mở phiếu khảo sát</LinkButton>}
            </>
          )
        }
      />
      {said && <Notice tone="good">{said}</Notice>}
      <Card>
        <p className="mb-3 flex flex-wrap gap-x-2">
          <ReminderBadge state={reminder.state} />
          {reminder.isDemo && <Badge>Minh hoạ</Badge>}
        </p>
        <p className="mb-4 max-w-prose whitespace-pre-line">{reminder.text}</p>
        <Facts
          facts={[
            { label: "Gửi tới", value: reminder.toName },
            { label: "Ngày đôn đốc", value: formatDate(reminder.on) },
            {
              label: "Người ghi",
              value: reminder.by ?? "Tài khoản khác",
              source: formatMoment(reminder.recordedAt),
            },
            { label: "Thời hạn", value: reminder.dueOn ? formatDate(reminder.dueOn) : "không ghi hạn" },
          ]}
        />
      </Card>
      <Card title="Việc được nhắc">
        <ul className="space-y-2">
          {asks.map((column) => {
            const cell = cells?.[column];
            return (
              <li key={column} className="flex flex-wrap items-center gap-x-2">
                <span>{COLUMN_LABELS[column]}</span>
                {cell && <Badge tone={CELL_TONES[cell.state]}>{CELL_LABELS[cell.state]}</Badge>}
                {cell?.href ? (
                  <Link
                    href={hrefOf(cell.href)}
                    prefetch={false}
                    className="inline-flex min-h-6 items-center"
                  >
                    {cell.says}
                  </Link>
                ) : (
                  cell && <span className="text-(--ink-soft)">{cell.says}</span>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      {reminder.voidedAt && (
        <Notice tone="warn" title={`Đã rút lúc ${formatMoment(reminder.voidedAt)}`}>
          {reminder.takenBackBy ?? "Tài khoản khác"}: {reminder.voidReason}
        </Notice>
      )}
      {reminder.mayTakeBack && (
        <>
          <Card title="Nhắn thêm ngoài phần mềm">
            <CopyText
              label="Lời nhắn, kèm đường dẫn"
              text={`${reminder.text}\n${address}/coordination/reminders/${reminder.id}`}
            />
          </Card>
          <Disclosure summary="Rút lời nhắc ghi nhầm">
            <TakeBackForm action={takeBackReminderAction} requestId={newId()} reminderId={reminder.id} />
          </Disclosure>
        </>
      )}
    </div>
  );
}
