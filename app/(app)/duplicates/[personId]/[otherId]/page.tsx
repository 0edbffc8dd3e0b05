import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PairComparison } from "@/components/duplicates/pair-comparison";
import { PageHeader } from "@/components/layout/page-header";
import { proofNeeded } from "@/lib/access/proof";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { mergePersonsAction, partPersonsAction } from "@/lib/duplicates/actions";
import { comparePair } from "@/lib/duplicates/queries";

export const metadata: Metadata = { title: "So sánh hai hồ sơ" };

type Props = PageProps<"/duplicates/[personId]/[otherId]">;

export default async function ComparePage({ params }: Props) {
  const { personId, otherId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const pair = await comparePair(viewer, tx, personId, otherId);
    return pair && { ...pair, proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: "/duplicates", label: "Hồ sơ trùng" },
        ]}
        title={`So sánh hai hồ sơ ${page.person.fullName}`}
        help="Cùng một người thì gộp vào hồ sơ bên trái; hai người thì ghi lại để lần sau không nêu nữa."
      />
      <PairComparison
        person={page.person}
        other={page.other}
        merge={mergePersonsAction}
        part={partPersonsAction}
        mergeRequestId={newId()}
        partRequestId={newId()}
        proof={page.proof}
      />
    </div>
  );
}
