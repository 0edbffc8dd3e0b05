import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { CertificateForm } from "@/components/training/course-forms";
import { Card } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordCertificateAction, takeBackParticipantAction } from "@/lib/training/actions";
import { findParticipant } from "@/lib/training/queries";

export const metadata: Metadata = { title: "Người dự tập huấn" };

export default async function ParticipantPage({
  params,
}: PageProps<"/training/[courseId]/participants/[participantId]">) {
  const { courseId, participantId } = await params;
  const found = await readAsViewer((viewer, tx) => findParticipant(viewer, tx, participantId));
  if (!found?.isDesk || found.courseId !== courseId) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/training", label: "Tập huấn" },
          { href: `/training/${courseId}`, label: found.course.topic },
        ]}
        title={found.person.fullName}
        help="Ghi số giấy chứng nhận, hoặc bỏ người ghi nhầm."
      />
      <Card>
        <CertificateForm
          action={recordCertificateAction}
          requestId={newId()}
          participantId={found.id}
          number={found.certificateNumber}
        />
      </Card>
      <TakeBackForm
        action={takeBackParticipantAction}
        requestId={newId()}
        hidden={{ participantId: found.id }}
        summary="Bỏ người này khỏi lớp"
      />
    </div>
  );
}
