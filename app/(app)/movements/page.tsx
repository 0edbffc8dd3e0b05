import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Movements } from "@/components/movements/movements";
import { LinkButton } from "@/components/ui/basics";
import { readAsViewer } from "@/lib/db/scope";
import { movementTable } from "@/lib/movements/reports";
import { movementParamsSchema } from "@/lib/movements/schema";

export const metadata: Metadata = { title: "Biến động đoàn viên, hội viên" };

export default async function MovementsPage({ searchParams }: PageProps<"/movements">) {
  const { line: _, branch: __, ...given } = movementParamsSchema.parse(await searchParams);
  const view = await readAsViewer((viewer, tx) => movementTable(viewer, tx, given));
  if (!view) notFound();
  const { asOf, from, knownAt, unit } = view.params;
  return (
    <>
      <PageHeader
        trail={[{ href: "/dashboard", label: "Bảng điều hành" }]}
        title="Biến động đoàn viên, hội viên"
        help="Đầu kỳ, tăng, giảm, cuối kỳ của từng đơn vị; chọn một đơn vị để xem từng tổ chức. Đèn xanh là số liệu khớp."
        actions={
          <>
            <LinkButton href="/members" tone="quiet">
              Danh sách hiện nay
            </LinkButton>
            <ExportLinks
              list="movements"
              filter={{ asOf, from, knownAt: knownAt ?? undefined, unit: unit ?? undefined }}
            />
          </>
        }
      />
      <Movements {...view} isFiltered={Object.values(given).some((value) => value !== undefined)} />
    </>
  );
}
