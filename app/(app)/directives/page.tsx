import type { Metadata } from "next";
import { DirectiveForm, DirectiveList } from "@/components/directives/directives";
import { PageHeader } from "@/components/layout/page-header";
import { Disclosure, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordDirectiveAction } from "@/lib/directives/actions";
import { listDirectives } from "@/lib/directives/queries";

export const metadata: Metadata = { title: "Văn bản chỉ đạo" };

export default async function DirectivesPage({ searchParams }: PageProps<"/directives">) {
  const { done } = await searchParams;
  const { rows, mayRecord } = await readAsViewer(listDirectives);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/plans", label: "Kế hoạch" }]}
        title="Văn bản chỉ đạo"
        help="Văn bản của cấp trên mà các nhiệm vụ trong kế hoạch thực hiện; mở một văn bản để xem nhiệm vụ đã đến đâu."
        printNote={`In ngày ${formatDate(today())}`}
      />
      {done === "taken" && <Notice tone="good">Đã bỏ văn bản ghi nhầm.</Notice>}
      <DirectiveList rows={rows} />
      {mayRecord && (
        <Disclosure summary="Ghi văn bản chỉ đạo">
          <DirectiveForm requestId={newId()} action={recordDirectiveAction} />
        </Disclosure>
      )}
    </div>
  );
}
