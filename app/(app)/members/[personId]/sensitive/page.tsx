import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RevealForm } from "@/components/sensitive/sensitive-forms";
import { proofNeeded } from "@/lib/access/proof";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findPerson } from "@/lib/members/queries";
import { revealSensitiveAction } from "@/lib/sensitive/actions";
import { sensitiveState } from "@/lib/sensitive/queries";

export const metadata: Metadata = { title: "Xem thông tin nhạy cảm" };

export default async function SensitivePage({ params }: PageProps<"/members/[personId]/sensitive">) {
  const { personId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const person = await findPerson(viewer, tx, personId);
    const state = person && (await sensitiveState(viewer, tx, person.id));
    return state && { person, state, needed: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { person, state, needed } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: `/members/${person.id}`, label: person.fullName },
        ]}
        title="Xem thông tin nhạy cảm"
        help="Chọn mục cần xem và nói vì sao. Người xem, mục xem và lý do được ghi lại; giá trị thì không."
      />
      <RevealForm
        action={revealSensitiveAction}
        requestId={newId()}
        personId={person.id}
        state={state}
        needed={needed}
      />
    </div>
  );
}
