import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ItemTable } from "@/components/programmes/item-table";
import { Badge, Card, LinkButton, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { programmePage } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Chương trình hoạt động" };

const DONE: Record<string, string> = {
  saved: "Đã lưu chương trình.",
  planned: "Đã đưa vào chương trình.",
  changed: "Đã lưu bản sửa.",
  removed: "Đã bỏ khỏi chương trình.",
};

export default async function ProgrammePageRoute({
  params,
  searchParams,
}: PageProps<"/programmes/[programmeId]">) {
  const { programmeId } = await params;
  const { done } = await searchParams;
  const programme = await readAsViewer((viewer, tx) => programmePage(viewer, tx, programmeId));
  if (!programme) notFound();
  const { id, title, startsOn, endsOn, note, unitName, items, isEditable } = programme;
  return (
    <div className="space-y-5">
      <PageHeader
        title={title}
        help={`${unitName}, từ ${formatDate(startsOn)} đến ${formatDate(endsOn)}. Việc quá ngày: làm rồi thì ghi, chưa làm thì dời.`}
        trail={[{ href: "/programmes", label: "Chương trình hoạt động" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          isEditable && (
            <>
              <LinkButton href={`/programmes/${id}/items/new`}>Thêm việc</LinkButton>
              <LinkButton href={`/programmes/${id}/edit`} tone="quiet">
                Sửa chương trình
              </LinkButton>
            </>
          )
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card action={programme.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}>
        {note && <p className="mb-3 whitespace-pre-line">{note}</p>}
        <ItemTable rows={items} isEditable={isEditable} />
      </Card>
    </div>
  );
}
