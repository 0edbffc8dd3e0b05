import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { SensitiveForm } from "@/components/sensitive/sensitive-forms";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findPerson } from "@/lib/members/queries";
import { writeSensitiveAction } from "@/lib/sensitive/actions";
import { ethnicGroups, sensitiveState } from "@/lib/sensitive/queries";

export const metadata: Metadata = { title: "Nhập thông tin nhạy cảm" };

export default async function EditSensitivePage({ params }: PageProps<"/members/[personId]/sensitive/edit">) {
  const { personId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const person = await findPerson(viewer, tx, personId);
    const state = person && (await sensitiveState(viewer, tx, person.id));
    return person && state?.canWrite ? { person, state, groups: await ethnicGroups(viewer, tx) } : null;
  });
  if (!page) notFound();
  const { person, state, groups } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: `/members/${person.id}`, label: person.fullName },
        ]}
        title="Nhập thông tin nhạy cảm"
        help="Chỉ ghi điều công tác Đoàn, Hội cần. Điều đã ghi không hiện ở đây; mục để nguyên thì không đổi."
      />
      <SensitiveForm
        action={writeSensitiveAction}
        requestId={newId()}
        personId={person.id}
        state={state}
        groups={groups.map(({ code, label }) => ({ value: code, label }))}
      />
    </div>
  );
}
