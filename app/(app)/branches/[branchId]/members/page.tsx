import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { MemberTable } from "@/components/members/member-table";
import { ProposalList } from "@/components/members/proposal-list";
import { EmptyState, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { cappedCount, Pagination } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { withdrawAdmissionAction } from "@/lib/members/actions";
import { memberWord } from "@/lib/members/labels";
import { type BranchMembers, listMembersOfBranch } from "@/lib/members/queries";
import { type MemberFilter, type MemberState, memberFilterSchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Danh sách thành viên" };

const DONE = new Map([
  ["admitted", "Đã kết nạp."],
  ["proposed", "Đã gửi đề nghị kết nạp. Cấp trên chuẩn y thì mới tính là thành viên."],
  ["withdrawn", "Đã rút đề nghị."],
  ["exception", "Đã lập hồ sơ và gửi đề nghị ngoại lệ. Được đồng ý rồi thì kết nạp lại bằng hồ sơ này."],
  ["ended", "Đã ghi nhận."],
  ["corrected", "Đã lưu bản sửa. Bản cũ vẫn còn trong lịch sử."],
  ["taken", "Đã bỏ lần vào ghi nhầm."],
]);

type Props = PageProps<"/branches/[branchId]/members">;

export default async function BranchMembersPage({ params, searchParams }: Props) {
  const { branchId } = await params;
  const query = await searchParams;
  const filter = memberFilterSchema.parse(query);
  const page = await readAsViewer((viewer, tx) => listMembersOfBranch(viewer, tx, branchId, filter));
  if (!page) notFound();
  const { branch, counts, state } = page;
  const done = query.done === "grid" ? savedRows(query.count) : DONE.get(String(query.done));
  const word = memberWord(branch.line);
  const admit = `/branches/${branch.id}/admissions/new` as const;
  const isKept = branch.canKeep && branch.isAlive;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title={`Danh sách ${word}`}
        help={
          isKept
            ? "Kết nạp, sửa, ghi người ra và giao chức vụ ngay trong danh sách. Xếp theo tên."
            : "Danh sách xếp theo tên; bấm vào tên để xem hồ sơ."
        }
        actions={
          <>
            {isKept && <LinkButton href={admit}>Kết nạp {word}</LinkButton>}
            {isKept && (
              <LinkButton href={`/branches/${branch.id}/transfers/new`} tone="quiet">
                Người từ nơi khác đến
              </LinkButton>
            )}
            {isKept && (
              <LinkButton href={`/branches/${branch.id}/members/grid`} tone="quiet">
                Nhập, sửa cả bảng
              </LinkButton>
            )}
            <LinkButton href={`/branches/${branch.id}/posts`} tone="quiet">
              Chức vụ
            </LinkButton>
            <PersonExport list="branch-members" filter={{ ...filter, branch: branch.id }} />
          </>
        }
        printNote={`${branch.name} · ${TAB_LABELS[state]} · in ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good">{done}</Notice>}
      {counts.over30 > 0 && state !== "over30" && (
        <Notice tone="warn">
          <p>
            {cappedCount(counts.over30)} {word} quá 30 tuổi chưa có chức vụ và chưa ghi ở lại.{" "}
            <Link href={address(branch.id, filter, { state: "over30" })} prefetch={false}>
              Xem để trưởng thành hoặc ghi ở lại
            </Link>
          </p>
        </Notice>
      )}
      {counts.proposed > 0 && branch.isLevelAbove && (
        <Notice tone="warn">
          <p>
            {cappedCount(counts.proposed)} đề nghị kết nạp chưa quyết định.{" "}
            <Link href={`/admissions?branch=${branch.id}`} prefetch={false}>
              Xem để chuẩn y
            </Link>
          </p>
        </Notice>
      )}
      <Tabs
        label="Danh sách"
        tabs={tabsOf(page).map((tab) => ({
          href: address(branch.id, filter, { state: tab }),
          label: `${TAB_LABELS[tab]} (${cappedCount(counts[tab])})`,
          isCurrent: tab === state,
        }))}
      />
      <FilterBar
        action={`/branches/${branch.id}/members`}
        hidden={{ state: filter.state }}
        isFiltered={filter.q !== undefined}
      >
        <FilterText name="q" label="Tìm theo tên" value={filter.q} placeholder="không cần dấu" />
      </FilterBar>
      <div className="card">
        {"proposals" in page ? (
          <ProposalList
            proposals={page.proposals}
            withdraw={withdrawAdmissionAction}
            newRequestId={newId}
            empty={<EmptyState title="Không có đề nghị nào đang chờ" />}
          />
        ) : (
          <>
            <MemberTable
              caption={`${cappedCount(page.total)} ${word}${filter.q ? ` có “${filter.q}” trong tên` : ""}`}
              rows={page.rows}
              hasEnded={state === "ended"}
              canKeep={branch.canKeep}
              branchNames={page.branchNames}
              empty={
                <EmptyState
                  title={filter.q ? "Không tìm thấy ai có tên này" : EMPTY[state]}
                  action={
                    isKept && state === "active" && <LinkButton href={admit}>Kết nạp {word}</LinkButton>
                  }
                />
              }
            />
            <Pagination
              first={filter.after && address(branch.id, filter, { after: undefined })}
              next={page.next && address(branch.id, filter, { after: page.next })}
            />
          </>
        )}
      </div>
    </div>
  );
}

const savedRows = (count: unknown): string =>
  /^[1-9]\d{0,2}$/.test(String(count)) ? `Đã lưu ${count} dòng của bảng.` : "Đã lưu bảng.";

const TAB_LABELS: Record<MemberState, string> = {
  active: "Đang sinh hoạt",
  over30: "Quá 30 tuổi",
  proposed: "Chờ chuẩn y",
  ended: "Đã ra",
};
const EMPTY: Record<MemberState, string> = {
  active: "Chưa có ai trong danh sách",
  over30: "Không có ai quá 30 tuổi mà chưa ghi ở lại",
  proposed: "Không có đề nghị nào đang chờ",
  ended: "Chưa có ai ra khỏi tổ chức",
};

/** Nobody is to leave the Hội at 30, and who decides alone has nothing waiting: those lists only where there is something. */
const tabsOf = ({ branch, counts }: BranchMembers): MemberState[] => [
  "active",
  ...(branch.line === "union" ? (["over30"] as const) : []),
  ...(!branch.decidesAlone || counts.proposed > 0 ? (["proposed"] as const) : []),
  "ended",
];

function address(branchId: string, filter: MemberFilter, change: Partial<MemberFilter>) {
  const wanted = { q: filter.q, state: filter.state, ...change };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
  return `/branches/${branchId}/members?${query}` as const;
}
