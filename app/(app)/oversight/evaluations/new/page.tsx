import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { EvaluationForm } from "@/components/oversight/oversight-forms";
import { writingDesks } from "@/lib/advice/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordEvaluationAction } from "@/lib/oversight/actions";
import { targetsFor } from "@/lib/oversight/queries";
import { oversightAboutSchema } from "@/lib/oversight/schema";

export const metadata: Metadata = { title: "Ghi đánh giá, rút kinh nghiệm" };

export default async function NewEvaluationPage({ searchParams }: PageProps<"/oversight/evaluations/new">) {
  const about = oversightAboutSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const targets = await targetsFor(viewer, tx, about);
    return targets && targets.length > 0 ? { targets, desks: await writingDesks(viewer, tx) } : null;
  });
  if (!page) notFound();
  const [only, another] = page.targets;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/oversight?show=evaluations", label: "Kiểm tra, hỗ trợ" }]}
        title={
          another || !only ? "Ghi đánh giá, rút kinh nghiệm" : `Ghi đánh giá, rút kinh nghiệm: ${only.label}`
        }
        help="Của một kỳ: làm được gì, chưa được gì, rút ra điều gì."
      />
      <EvaluationForm action={recordEvaluationAction} requestId={newId()} {...page} />
    </div>
  );
}
