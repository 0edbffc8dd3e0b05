import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DisciplineList } from "@/components/discipline/discipline-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { disciplineOfBranch } from "@/lib/discipline/queries";

export const metadata: Metadata = { title: "Sổ kỷ luật" };

const DONE = new Map([
  ["recorded", "Đã ghi vào sổ kỷ luật."],
  ["lifted", "Đã ghi bỏ kỷ luật. Chức vụ, sinh hoạt đã kết thúc thì ghi lại riêng."],
]);

type Props = PageProps<"/branches/[branchId]/discipline">;

export default async function DisciplinePage({ params, searchParams }: Props) {
  const { branchId } = await params;
  const query = await searchParams;
  const page = await readAsViewer((viewer, tx) => disciplineOfBranch(viewer, tx, branchId));
  if (!page) notFound();
  const { branch, may, rows } = page;
  const done = DONE.get(String(query.done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title="Sổ kỷ luật"
        help="Quyết định kỷ luật đoàn viên và tổ chức. Chỉ người phụ trách và Ban Tổ chức – Kiểm tra xem được. Kỷ luật một đoàn viên thì ghi từ danh sách hoặc hồ sơ của người đó."
        actions={
          may.organisation.length > 0 && (
            <LinkButton href={`/branches/${branch.id}/discipline/new`} tone="quiet">
              Kỷ luật tổ chức
            </LinkButton>
          )
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good">{done}</Notice>}
      <Card>
        <DisciplineList
          rows={rows}
          namesWhom
          mayLift={({ kind, person }) => may[person ? "person" : "organisation"].includes(kind)}
        />
      </Card>
    </div>
  );
}
