import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { FormBook } from "@/components/returns/form-book";
import { readAsViewer } from "@/lib/db/scope";
import { periodHref } from "@/lib/indicators/rules";
import { movementParamsSchema } from "@/lib/movements/schema";
import { returnForms } from "@/lib/returns/reports";

export const metadata: Metadata = { title: "Biểu tổng hợp" };

export default async function FormsPage({ searchParams }: PageProps<"/reports/forms">) {
  const { line: _, branch: __, ...given } = movementParamsSchema.parse(await searchParams);
  const book = await readAsViewer((viewer, tx) => returnForms(viewer, tx, given));
  if (!book) notFound();
  return (
    <>
      <PageHeader
        trail={[{ href: "/dashboard", label: "Bảng điều hành" }]}
        title="Biểu tổng hợp"
        help="Tám biểu số liệu của kỳ; mỗi con số là con số trên màn hình và mở ra danh sách đứng sau nó."
        actions={
          book.broken.length === 0 && (
            <a href={periodHref("/exports/forms", book)} className="btn no-print">
              Tải tám biểu (Excel)
            </a>
          )
        }
      />
      <FormBook book={book} isFiltered={Object.values(given).some((value) => value !== undefined)} />
    </>
  );
}
