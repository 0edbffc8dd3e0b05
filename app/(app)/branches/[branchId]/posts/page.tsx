import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { HEAD_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { explainCommittee, memberWord, postLabel } from "@/lib/members/labels";
import { type BranchPosts, branchPosts } from "@/lib/members/queries";
import { isHead } from "@/lib/members/rules";

export const metadata: Metadata = { title: "Chức vụ" };

const DONE = new Map([
  ["given", "Đã giao chức vụ."],
  ["ended", "Đã ghi thôi chức vụ."],
]);

export default async function PostsPage({ params, searchParams }: PageProps<"/branches/[branchId]/posts">) {
  const { branchId } = await params;
  const query = await searchParams;
  const page = await readAsViewer((viewer, tx) => branchPosts(viewer, tx, branchId));
  if (!page) notFound();
  const { branch, present, past, finding } = page;
  const done = DONE.get(String(query.done));
  const isKept = branch.canKeep && branch.isAlive;
  const give = `/branches/${branch.id}/posts/new` as const;
  const hasNoHead = branch.isAlive && !present.some(({ title }) => isHead(title));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title="Chức vụ"
        help="Ai giữ chức vụ, từ ngày nào. Mỗi lúc chỉ có một người đứng đầu."
        actions={
          <>
            {isKept && <LinkButton href={give}>Giao chức vụ</LinkButton>}
            <LinkButton href={`/branches/${branch.id}/members`} tone="quiet">
              Danh sách {memberWord(branch.line)}
            </LinkButton>
            <PersonExport list="posts" filter={{ branch: branch.id }} />
          </>
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good">{done}</Notice>}
      {hasNoHead && <Notice tone="bad">Chưa có {HEAD_LABELS[branch.kind].toLocaleLowerCase("vi")}.</Notice>}
      {finding && <Notice tone="warn">{explainCommittee(finding)}</Notice>}
      <Card>
        <Table
          caption="Đang giữ chức vụ"
          columns={columns(page, isKept)}
          rows={present}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title="Chưa có ai giữ chức vụ"
              action={isKept && <LinkButton href={give}>Giao chức vụ</LinkButton>}
            />
          }
        />
      </Card>
      {past.length > 0 && (
        <Card>
          <Table
            caption="Đã thôi chức vụ"
            columns={columns(page, false)}
            rows={past}
            rowKey={({ id }) => id}
            empty={null}
          />
        </Card>
      )}
    </div>
  );
}

type Row = BranchPosts["present"][number];

const columns = ({ branch }: BranchPosts, isKept: boolean): Column<Row>[] => [
  {
    key: "name",
    label: "Họ và tên",
    isName: true,
    cell: ({ person }) => (
      <Link href={`/members/${person.id}`} prefetch={false}>
        {person.fullName}
      </Link>
    ),
  },
  {
    key: "title",
    label: "Chức vụ",
    cell: ({ title, exceptionReason }) => (
      <>
        {postLabel(title, branch.kind)}
        {exceptionReason && (
          <span className="block text-(--ink-soft) text-sm">
            Chỉ định người ngoài tổ chức: {exceptionReason}
          </span>
        )}
      </>
    ),
  },
  { key: "from", label: "Từ ngày", cell: ({ validFrom }) => formatDate(validFrom) },
  { key: "to", label: "Đến ngày", cell: ({ validTo }) => (validTo ? formatDate(validTo) : "nay") },
  ...(isKept
    ? [
        {
          key: "act",
          label: "Việc",
          cell: ({ id, person }: Row) => (
            <Link
              href={`/branches/${branch.id}/posts/${id}/end`}
              prefetch={false}
              className="no-print inline-flex min-h-11 items-center sm:min-h-6"
            >
              Thôi chức vụ<span className="sr-only"> – {person.fullName}</span>
            </Link>
          ),
        },
      ]
    : []),
];
