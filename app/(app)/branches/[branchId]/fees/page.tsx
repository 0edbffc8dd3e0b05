import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { CollectionForm } from "@/components/fees/collection-form";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, EmptyState, Facts, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { addMonths, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { collectFeesAction } from "@/lib/fees/actions";
import {
  formatDong,
  formatMonth,
  MONTH_STATE_LABELS,
  NO_SHARE_RULE,
  REMAINDER_NOTE,
} from "@/lib/fees/labels";
import { type FeeMember, type FeePage, feePage } from "@/lib/fees/queries";
import { divide, monthOf } from "@/lib/fees/rules";
import { feeQuerySchema } from "@/lib/fees/schema";
import { formatNumber } from "@/lib/format";
import { memberWord } from "@/lib/members/labels";

export const metadata: Metadata = { title: "Thu đoàn phí, hội phí" };

const DONE = new Map([
  ["collected", "Đã lưu khoản thu của tháng."],
  ["corrected", "Đã lưu. Khoản sửa, bỏ vẫn còn trong lịch sử."],
  ["exemption-ended", "Đã bỏ lần miễn. Các tháng đó lại tính là chưa đóng."],
]);

export default async function FeesOfBranchPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/fees">) {
  const { branchId } = await params;
  const query = await searchParams;
  const asked = feeQuerySchema.parse(query);
  const page = await readAsViewer((viewer, tx) => feePage(viewer, tx, branchId, asked.month));
  if (!page) notFound();
  const { branch, month, members, rules, collected } = page;
  const done = DONE.get(String(query.done));
  const word = branch.line === "union" ? "đoàn phí" : "hội phí";
  const now = monthOf(today());
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/fees", label: "Đoàn phí" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title={`Thu ${word} tháng ${formatMonth(month)}`}
        help="Đánh dấu người đã đóng rồi lưu một lần. Sửa, bỏ khoản đã thu thì nêu lý do; khoản cũ vẫn còn trong lịch sử."
        actions={
          <>
            <LinkButton href={`/branches/${branch.id}/fees/payments`} tone="quiet">
              Nộp lên cấp trên
            </LinkButton>
            {members.length > 0 && <PersonExport list="branch-fees" filter={{ branch: branch.id, month }} />}
          </>
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good">{done}</Notice>}
      <Tabs
        label="Tháng"
        tabs={[...new Set([now, addMonths(now, -1), addMonths(now, -2), addMonths(now, -3), month])].map(
          (one) => ({
            href: `/branches/${branch.id}/fees?month=${one}`,
            label: formatMonth(one),
            isCurrent: one === month,
          }),
        )}
      />
      <p className="no-print flex flex-wrap gap-x-4">
        <Link
          href={`/branches/${branch.id}/fees?month=${addMonths(month, -1)}`}
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          Tháng trước
        </Link>
        {month < now && (
          <Link
            href={`/branches/${branch.id}/fees?month=${addMonths(month, 1)}`}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            Tháng sau
          </Link>
        )}
      </p>
      {branch.canKeep && members.length > 0 ? (
        <div className="no-print">
          <Card title={inShort(members)}>
            <CollectionForm
              action={collectFeesAction}
              requestId={newId()}
              branchId={branch.id}
              month={month}
              today={formatDate(today())}
              paidCount={members.filter(({ fee }) => fee).length}
              amounts={amountsOf(page)}
              members={members.map((member) => ({
                ...{ personId: member.personId, fullName: member.fullName, state: member.state },
                ...{ exemptUntil: member.exemptUntil, feeId: member.fee?.id ?? null },
                told: toldOf(member),
                amount: usualAmount(member, page),
              }))}
            />
          </Card>
        </div>
      ) : (
        members.length === 0 && (
          <EmptyState title={`Không có ${memberWord(branch.line)} nào trong tháng này`} />
        )
      )}
      <div className={branch.canKeep ? "only-print" : undefined}>
        <Table
          caption={inShort(members)}
          columns={[
            { key: "name", label: "Họ và tên", isName: true, cell: ({ fullName }) => fullName },
            { key: "state", label: "Tháng này", cell: ({ state }) => MONTH_STATE_LABELS[state] },
            {
              key: "amount",
              label: "Số tiền",
              isNumeric: true,
              cell: ({ fee, others }) => (fee ? formatDong(fee.amount + others) : "–"),
              foot: formatDong(collected),
            },
          ]}
          rows={members}
          rowKey={({ personId }) => personId}
          empty={null}
          hasFoot
        />
      </div>
      <Card title="Thu được, giữ lại, nộp lên">
        <Facts
          facts={[
            { label: "Đã thu của tháng", value: formatDong(collected) },
            ...(rules.share
              ? [
                  { label: "Nộp lên (một phần ba)", value: formatDong(divide(collected, rules.share).up) },
                  { label: "Giữ lại", value: formatDong(divide(collected, rules.share).kept) },
                ]
              : []),
          ]}
        />
        <p className="mt-2 text-(--ink-soft) text-sm">{rules.share ? REMAINDER_NOTE : NO_SHARE_RULE}</p>
      </Card>
      {page.mayExempt &&
        branch.canKeep &&
        members.some(({ state }) => state === "owed" || state === "exempt") && (
          <Disclosure summary="Miễn đoàn phí cho một người">
            <ul>
              {members
                .filter(({ state }) => state === "owed" || state === "exempt")
                .map(({ personId, membershipId, fullName }) => (
                  <li key={personId}>
                    <Link
                      href={`/branches/${branch.id}/members/${membershipId}/exempt`}
                      prefetch={false}
                      className="inline-flex min-h-11 items-center"
                    >
                      {fullName}
                    </Link>
                  </li>
                ))}
            </ul>
          </Disclosure>
        )}
    </div>
  );
}

/** "10 người: 7 đã đóng, 2 chưa đóng, 1 được miễn". */
function inShort(members: readonly FeeMember[]): string {
  const count = (state: FeeMember["state"]) => members.filter((member) => member.state === state).length;
  const told = (["paid", "owed", "exempt", "covered"] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${MONTH_STATE_LABELS[state].toLocaleLowerCase("vi")}`);
  return `${members.length} người: ${told.join(", ") || "không ai phải đóng"}`;
}

function toldOf({ state, fee, others, exemptUntil }: FeeMember): string | null {
  if (fee) {
    const more = others > 0 ? `, và ${formatDong(others)} ghi ở hồ sơ đã gộp` : "";
    return `Đã đóng ngày ${formatDate(fee.collectedOn)}${more}`;
  }
  if (exemptUntil) return `Được miễn đến hết tháng ${formatMonth(exemptUntil)}`;
  return state === "owed" ? null : MONTH_STATE_LABELS[state];
}

/** What the member paid last, else the rate of somebody with a salary, as people in enterprises have. */
const usualAmount = ({ fee, lastAmount }: FeeMember, { rules }: FeePage): string => {
  const amount = fee?.amount ?? lastAmount ?? rules.monthlyFee?.paid;
  return amount === undefined ? "" : formatNumber(amount);
};

const amountsOf = ({ rules: { monthlyFee } }: FeePage) =>
  monthlyFee
    ? [
        { value: formatNumber(monthlyFee.paid), label: "có lương" },
        { value: formatNumber(monthlyFee.unpaid), label: "không có lương" },
      ]
    : [];
