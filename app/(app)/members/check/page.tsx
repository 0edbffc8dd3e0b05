import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { VIOLATION_LABELS } from "@/lib/transfers/labels";
import { type MembershipCheck, membershipCheck } from "@/lib/transfers/queries";

export const metadata: Metadata = { title: "Kiểm tra danh sách" };

export default async function MembershipCheckPage() {
  const check = await readAsViewer((viewer, tx) => membershipCheck(viewer, tx));
  if (!check) notFound();
  const { checkedOn, members, violations } = check;
  const isGreen = violations.length === 0;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Kiểm tra danh sách"
        help="Không ai ở hai chi đoàn, không ai đang chuyển mà mất tên. Xanh là đúng; dòng nào hiện ra thì mở hồ sơ để sửa."
      />
      <Notice
        tone={isGreen ? "good" : "bad"}
        title={
          isGreen
            ? `Đèn xanh: không thấy sai lệch trong phạm vi của bạn, tính đến ngày ${formatDate(checkedOn)}.`
            : `Đèn đỏ: ${formatNumber(violations.length)} sai lệch cần sửa.`
        }
      >
        <ul>
          {members.map(({ line, inBranches, people }) => (
            <li key={line}>
              {LINE_LABELS[line]}: cộng các tổ chức {formatNumber(inBranches)}, số người{" "}
              {formatNumber(people)}
              {line === "union" && inBranches !== people && " – không khớp"}
            </li>
          ))}
        </ul>
      </Notice>
      {!isGreen && (
        <div className="card">
          <Table
            caption="Sai lệch"
            columns={COLUMNS}
            rows={violations}
            rowKey={({ kind, personId, on }) => `${kind} ${personId} ${on}`}
            empty={null}
          />
        </div>
      )}
    </div>
  );
}

const COLUMNS: Column<MembershipCheck["violations"][number]>[] = [
  {
    key: "person",
    label: "Họ và tên",
    isName: true,
    cell: ({ personId, personName }) =>
      personName ? (
        <Link href={`/members/${personId}`} prefetch={false} className="inline-flex min-h-6 items-center">
          {personName}
        </Link>
      ) : (
        "Người ngoài phạm vi của bạn"
      ),
  },
  { key: "what", label: "Sai lệch", cell: ({ kind }) => VIOLATION_LABELS[kind] },
  { key: "branch", label: "Tổ chức", cell: ({ branchName }) => branchName ?? "Ngoài phạm vi của bạn" },
  { key: "on", label: "Ngày", cell: ({ on }) => formatDate(on) },
];
