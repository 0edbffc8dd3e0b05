import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { listProgrammes, type ProgrammeRow } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Chương trình hoạt động" };

const COLUMNS: Column<ProgrammeRow>[] = [
  {
    key: "title",
    label: "Chương trình",
    isName: true,
    cell: ({ id, title, isDemo }) => (
      <>
        <Link href={`/programmes/${id}`} prefetch={false}>
          {title}
        </Link>{" "}
        {isDemo && <Badge>Minh hoạ</Badge>}
      </>
    ),
  },
  { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName },
  {
    key: "period",
    label: "Thời gian",
    cell: ({ startsOn, endsOn }) => `${formatDate(startsOn)} – ${formatDate(endsOn)}`,
  },
  { key: "items", label: "Việc", isNumeric: true, cell: ({ items }) => items },
  { key: "done", label: "Đã làm", isNumeric: true, cell: ({ done }) => done },
  {
    key: "late",
    label: "Quá ngày",
    isNumeric: true,
    cell: ({ late }) => (late > 0 ? <Badge tone="bad">{late}</Badge> : 0),
  },
];

export default async function ProgrammesPage() {
  const shown = await readAsViewer(async (viewer, tx) =>
    can(viewer, "dashboard.read")
      ? { programmes: await listProgrammes(viewer, tx), mayWrite: can(viewer, "programme.write") }
      : null,
  );
  if (!shown) notFound();
  const { programmes, mayWrite } = shown;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Chương trình hoạt động"
        help="Mỗi đơn vị lập chương trình từ nhu cầu đã khảo sát; việc đã làm là việc có hoạt động ghi theo nó."
        trail={[{ href: "/activities", label: "Hoạt động" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayWrite && <LinkButton href="/programmes/new">Lập chương trình</LinkButton>}
            <LinkButton href="/needs" tone="quiet">
              Nhu cầu của thanh niên
            </LinkButton>
            <ExportLinks list="programmes" />
          </>
        }
      />
      <div className="card">
        <Table
          caption={`${programmes.length} chương trình`}
          columns={COLUMNS}
          rows={programmes}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có chương trình nào" />}
        />
      </div>
    </div>
  );
}
