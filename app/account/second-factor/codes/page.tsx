import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NarrowPage } from "@/components/access/narrow-page";
import { RecoveryCodesForm } from "@/components/access/recovery-codes-form";
import { LinkButton } from "@/components/ui/basics";
import { renewRecoveryCodesAction } from "@/lib/access/actions";
import { proofNeeded } from "@/lib/access/proof";
import { currentParty, requireViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Mã dự phòng" };

export default async function RecoveryCodesPage() {
  const viewer = await requireViewer();
  const party = await currentParty();
  if (!party?.since) redirect("/account/second-factor");
  return (
    <NarrowPage
      title="Mã dự phòng"
      help="Mười mã để đăng nhập khi không có điện thoại; mỗi mã dùng một lần. Tạo mã mới thì mã cũ hết tác dụng."
    >
      <div className="card">
        <RecoveryCodesForm
          action={renewRecoveryCodesAction}
          requestId={newId()}
          needed={proofNeeded(viewer)}
          codesLeft={party.codesLeft}
        />
      </div>
      <LinkButton href="/account" tone="quiet">
        Về trang tài khoản
      </LinkButton>
    </NarrowPage>
  );
}
