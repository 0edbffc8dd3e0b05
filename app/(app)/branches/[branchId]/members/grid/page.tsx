import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CorrectingGrid, EnteringGrid } from "@/components/members/member-grid";
import { EmptyState, Tabs } from "@/components/ui/basics";
import { Pagination } from "@/components/ui/table";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { correctMembersAction, enterMembersAction } from "@/lib/members/actions";
import { memberWord } from "@/lib/members/labels";
import { type MemberBranch, memberGrid } from "@/lib/members/queries";
import { gridQuerySchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Nhập, sửa cả bảng" };

export default async function MemberGridPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/members/grid">) {
  const { branchId } = await params;
  const query = gridQuerySchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => memberGrid(viewer, tx, branchId, query));
  if (!page) notFound();
  const { branch, communes, rows, next } = page;
  const word = memberWord(branch.line);
  const here = `/branches/${branch.id}/members/grid` as const;
  const isPresent = query.rows === "present";
  const form = {
    ...{ requestId: newId(), branchId: branch.id },
    places: communes.map(({ label }) => label),
  };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${word}` },
        ]}
        title={isPresent ? `Sửa ${word} trong bảng` : `Nhập nhiều ${word} một lần`}
        help={`Lưu tất cả hoặc không lưu gì: còn một dòng sai thì cả bảng chờ. ${isPresent ? "" : howPeopleEnter(branch)}`}
      />
      <Tabs
        label="Bảng"
        tabs={[
          { href: here, label: "Nhập người mới", isCurrent: !isPresent },
          { href: `${here}?rows=present`, label: "Sửa người đang sinh hoạt", isCurrent: isPresent },
        ]}
      />
      {!isPresent && <EnteringGrid action={enterMembersAction} canRecord={branch.canRecord} {...form} />}
      {isPresent &&
        (rows.length === 0 ? (
          <EmptyState title="Chưa có ai trong danh sách" />
        ) : (
          <CorrectingGrid action={correctMembersAction} rows={rows} {...form} />
        ))}
      <Pagination
        first={query.after && `${here}?rows=present`}
        next={next && `${here}?rows=present&after=${next}`}
      />
    </div>
  );
}

const howPeopleEnter = ({ canRecord }: Pick<MemberBranch, "canRecord">): string =>
  canRecord
    ? "“Ghi nhận có sẵn” là người đã là thành viên mà danh sách chưa có."
    : "Người kết nạp chờ cấp trên chuẩn y.";
