import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProofFields } from "@/components/access/proof-fields";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts } from "@/components/ui/basics";
import { ActionForm, SubmitButton, TextArea } from "@/components/ui/form";
import { proofNeeded } from "@/lib/access/proof";
import { formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { undoPairAction } from "@/lib/duplicates/actions";
import { pairsDecided } from "@/lib/duplicates/queries";

export const metadata: Metadata = { title: "Bỏ kết luận về hai hồ sơ" };

export default async function UndoPairPage({ params }: PageProps<"/duplicates/pairs/[pairId]">) {
  const { pairId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const pair = (await pairsDecided(viewer, tx)).find(({ id }) => id === pairId);
    return pair && { pair, proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { pair, proof } = page;
  const isMerged = pair.verdict === "merged";
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: "/duplicates", label: "Hồ sơ trùng" },
        ]}
        title={isMerged ? `Tách hồ sơ ${pair.otherName}` : `Xem lại cặp ${pair.fullName}`}
        help={
          isMerged
            ? "Mọi mục trở về hồ sơ cũ của nó; điều ghi sau khi gộp ở lại hồ sơ được giữ."
            : "Bỏ kết luận hai người: cặp này được nêu lại trong danh sách."
        }
      />
      <Card>
        <Facts
          facts={[
            { label: "Hồ sơ được giữ", value: pair.fullName },
            { label: "Hồ sơ kia", value: pair.otherName },
            { label: "Căn cứ", value: pair.reason },
            {
              label: "Kết luận",
              value: `${pair.decidedBy ?? "Tài khoản khác"}, ${formatMoment(pair.decidedAt)}`,
            },
          ]}
        />
      </Card>
      <Card title={isMerged ? "Tách lại" : "Xem lại"}>
        <ActionForm
          action={undoPairAction}
          requestId={newId()}
          hidden={{ pairId: pair.id }}
          className="max-w-2xl space-y-5"
        >
          <TextArea name="reason" label="Lý do" required rows={2} />
          <ProofFields needed={proof} />
          <SubmitButton>{isMerged ? "Tách thành hai hồ sơ" : "Bỏ kết luận"}</SubmitButton>
        </ActionForm>
      </Card>
    </div>
  );
}
