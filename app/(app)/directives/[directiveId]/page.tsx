import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RemoveForm } from "@/components/composing/draft-forms";
import { TracedTasks, TraceForm, UntraceForm } from "@/components/directives/directives";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, Facts, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { takeBackDirectiveAction, traceTaskAction, untraceTaskAction } from "@/lib/directives/actions";
import { directivePage } from "@/lib/directives/queries";

export const metadata: Metadata = { title: "Văn bản chỉ đạo" };

const DONE = new Map([
  ["recorded", "Đã ghi văn bản. Gắn các nhiệm vụ thực hiện văn bản này."],
  ["traced", "Đã gắn nhiệm vụ."],
  ["untraced", "Đã bỏ nhiệm vụ."],
]);

export default async function DirectivePage({
  params,
  searchParams,
}: PageProps<"/directives/[directiveId]">) {
  const { directiveId } = await params;
  const { done } = await searchParams;
  const directive = await readAsViewer((viewer, tx) => directivePage(viewer, tx, directiveId));
  if (!directive) notFound();
  const told = DONE.get(String(done));
  const mine = directive.tasks.filter(({ mayUntrace }) => mayUntrace);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: "/directives", label: "Văn bản chỉ đạo" },
        ]}
        title={directive.symbol}
        help={directive.abstract}
      />
      {told && <Notice tone="good">{told}</Notice>}
      <Card>
        <Facts
          facts={[
            { label: "Ngày ban hành", value: formatDate(directive.issuedOn) },
            { label: "Nơi ban hành", value: directive.issuer },
          ]}
        />
      </Card>
      <Card title={`Nhiệm vụ thực hiện (${directive.tasks.length})`}>
        <TracedTasks tasks={directive.tasks} />
      </Card>
      {directive.candidates.length > 0 && (
        <Card title="Gắn thêm nhiệm vụ">
          <TraceForm
            directiveId={directive.id}
            tasks={directive.candidates.map(({ id, name }) => ({ value: id, label: name.slice(0, 160) }))}
            requestId={newId()}
            action={traceTaskAction}
          />
        </Card>
      )}
      {mine.length > 0 && (
        <Disclosure summary="Bỏ nhiệm vụ gắn nhầm">
          <UntraceForm
            links={mine.map(({ linkId, planName, section }) => ({
              value: linkId,
              label: `${planName}, mục ${section}`,
            }))}
            requestId={newId()}
            action={untraceTaskAction}
          />
        </Disclosure>
      )}
      {directive.mayTakeBack && (
        <Disclosure summary="Bỏ văn bản ghi nhầm">
          <RemoveForm
            hidden={{ directiveId: directive.id }}
            label="Bỏ văn bản"
            requestId={newId()}
            action={takeBackDirectiveAction}
          />
        </Disclosure>
      )}
    </div>
  );
}
