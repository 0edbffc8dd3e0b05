import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import {
  DayForm,
  IntroduceForm,
  ReceiveForm,
  RefuseForm,
  RemarkForm,
} from "@/components/transfers/transfer-forms";
import { TransferBadges } from "@/components/transfers/transfer-list";
import { Badge, Card, Disclosure, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { birthLabel, GENDER_LABELS, memberWord } from "@/lib/members/labels";
import {
  arriveTransferAction,
  introduceTransferAction,
  receiveTransferAction,
  refuseTransferAction,
  remarkTransferAction,
  sendTransferAction,
} from "@/lib/transfers/actions";
import { MOVE_LABELS, TRANSFER_STATE_LABELS } from "@/lib/transfers/labels";
import { type TransferPage, transferPage } from "@/lib/transfers/queries";
import { isForward, isOpen, type Move } from "@/lib/transfers/rules";

export const metadata: Metadata = { title: "Chuyển sinh hoạt" };

const DONE = new Map([
  ["requested", "Đã gửi yêu cầu. Người này vẫn tính ở đây cho đến khi nơi đến tiếp nhận."],
  ["announced", "Đã ghi. Cấp trên tiếp nhận thì mới tính là thành viên."],
  ["remarked", "Đã ghi nhận xét. Cấp trên giới thiệu."],
  ["introduced", "Đã giới thiệu. Gửi đi thì nơi đến mới thấy."],
  ["sent", "Đã gửi. Nơi đến thấy và tiếp nhận."],
  ["received", "Đã tiếp nhận."],
  ["arrived", "Đã ghi người này về chi đoàn."],
  ["returned", "Đã trả lại. Người này vẫn tính ở nơi đi."],
  ["cancelled", "Đã huỷ. Người này vẫn tính ở nơi đi."],
]);

export default async function TransferPageRoute({
  params,
  searchParams,
}: PageProps<"/transfers/[transferId]">) {
  const { transferId } = await params;
  const { done } = await searchParams;
  const transfer = await readAsViewer((viewer, tx) => transferPage(viewer, tx, transferId));
  if (!transfer) notFound();
  const told = DONE.get(String(done));
  const next = transfer.moves.find(isForward);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: "/transfers", label: "Chuyển sinh hoạt" },
        ]}
        title={`${transfer.personName}: chuyển sinh hoạt`}
        help={helpOf(transfer, next)}
        actions={
          transfer.seesPerson && (
            <LinkButton href={`/members/${transfer.personId}`} tone="quiet">
              Hồ sơ
            </LinkButton>
          )
        }
      />
      {told && <Notice tone="good">{told}</Notice>}
      {transfer.isOverdue && (
        <Notice tone="warn">Đã gửi quá {transfer.receiptMonths} tháng mà chưa được tiếp nhận.</Notice>
      )}
      {next && (
        <Card title={`Việc tiếp theo: ${MOVE_LABELS[next].toLocaleLowerCase("vi")}`}>
          <MoveForm transfer={transfer} move={next} />
        </Card>
      )}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            Nơi đi, nơi đến <TransferBadges {...transfer} />
          </span>
        }
        action={transfer.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts
          facts={[
            { label: "Từ", value: transfer.fromName },
            { label: "Đến", value: transfer.toName },
            { label: "Ngày sinh", value: birthLabel(transfer.birth) },
            { label: "Giới tính", value: transfer.gender ? GENDER_LABELS[transfer.gender] : "Chưa rõ" },
            {
              label: transfer.line === "union" ? "Vào Đoàn" : "Vào Hội",
              value: transfer.joined ? formatPartialDate(transfer.joined) : "Chưa rõ",
            },
            { label: "Số thẻ", value: transfer.cardNumber ?? "Chưa rõ" },
          ]}
        />
      </Card>
      <Card title="Các bước">
        <Timeline
          empty="Chưa có bước nào."
          items={transfer.steps.map((step) => ({
            key: step.id,
            when: formatDate(step.on),
            what: TRANSFER_STATE_LABELS[step.state],
            more: [
              step.documentNumber && `Số ${step.documentNumber}`,
              step.feeUntil &&
                `Phí đã thu đến hết tháng ${step.feeUntil.slice(5, 7)}/${step.feeUntil.slice(0, 4)}`,
              step.note,
              `${step.by ?? "Tài khoản khác"} ghi lúc ${formatMoment(step.recordedAt)}`,
            ]
              .filter(Boolean)
              .join(". "),
          }))}
        />
      </Card>
      {transfer.moves
        .filter((move) => !isForward(move))
        .map((move) => (
          <Disclosure key={move} summary={MOVE_LABELS[move]}>
            <MoveForm transfer={transfer} move={move} />
          </Disclosure>
        ))}
      {transfer.state === "returned" && transfer.isSender && (
        <p>
          Người này vẫn là {memberWord(transfer.line)} ở nơi đi. Muốn chuyển lại, bắt đầu từ{" "}
          <Link href={`/branches/${transfer.branchId}/members`} prefetch={false}>
            danh sách của tổ chức
          </Link>
          .
        </p>
      )}
    </div>
  );
}

/** Where it stands and whose turn it is. */
function helpOf({ state, route, isReceiver, isSender }: TransferPage, next: Move | undefined): string {
  if (next) return "Ghi bước tiếp theo ở ngay dưới. Người này tính ở nơi đi cho đến ngày được tiếp nhận.";
  if (!isOpen(state) && state !== "received") return "Việc chuyển này đã xong; các bước ở bên dưới.";
  if (state === "received") return "Đã tính ở nơi đến; chi đoàn nơi đến xác nhận người này đã về sinh hoạt.";
  if (state === "sent" && route === "within" && isSender && !isReceiver) {
    return "Đang chờ nơi đến tiếp nhận; người này vẫn tính ở nơi đi.";
  }
  return "Đang chờ người khác làm bước tiếp theo; người này vẫn tính ở nơi đi.";
}

const MoveForm = ({ transfer, move }: { transfer: TransferPage; move: Move }) => {
  const form = { requestId: newId(), today: formatDate(today()), transferId: transfer.id };
  switch (move) {
    case "remarked":
      return <RemarkForm action={remarkTransferAction} line={transfer.line} {...form} />;
    case "introduced":
      return <IntroduceForm action={introduceTransferAction} {...form} />;
    case "sent":
      return <DayForm action={sendTransferAction} move="sent" {...form} />;
    case "arrived":
      return <DayForm action={arriveTransferAction} move="arrived" {...form} />;
    case "received":
      return <ReceiveForm action={receiveTransferAction} isAnswer={transfer.route === "out"} {...form} />;
    case "returned":
    case "cancelled":
      return <RefuseForm action={refuseTransferAction} verdict={move} {...form} />;
  }
};
