import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { NewPaperForm } from "@/components/papers/papers";
import { Card } from "@/components/ui/basics";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { beginPaperAction } from "@/lib/papers/actions";
import { branchPapers } from "@/lib/papers/queries";
import { quarterOf } from "@/lib/papers/rules";

export const metadata: Metadata = { title: "Viết kế hoạch, báo cáo" };

export default async function NewPaperPage({ params }: PageProps<"/branches/[branchId]/papers/new">) {
  const { branchId } = await params;
  const page = await readAsViewer((viewer, tx) => branchPapers(viewer, tx, branchId));
  if (!page?.mayWrite) notFound();
  const { branch } = page;
  return (
    <>
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/papers`, label: "Kế hoạch, tự báo cáo" },
        ]}
        title="Viết kế hoạch, báo cáo"
        help="Viết vài dòng rồi lưu; xem lại và gửi cấp trên ở trang sau."
      />
      <Card>
        <NewPaperForm
          branchId={branch.id}
          {...quarterOf(today())}
          requestId={newId()}
          action={beginPaperAction}
        />
      </Card>
    </>
  );
}
