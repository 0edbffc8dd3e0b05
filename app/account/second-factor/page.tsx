import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NarrowPage } from "@/components/access/narrow-page";
import { QrCode } from "@/components/access/qr-code";
import {
  ConfirmFactorForm,
  RemoveFactorForm,
  StartFactorForm,
} from "@/components/access/second-factor-forms";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import {
  confirmRequiredFactorAction,
  confirmSecondFactorAction,
  removeSecondFactorAction,
  signOutAction,
  startRequiredFactorAction,
  startSecondFactorAction,
} from "@/lib/access/actions";
import { proofNeeded } from "@/lib/access/proof";
import { enrolmentOf } from "@/lib/access/second-factor";
import { currentParty, currentViewer } from "@/lib/access/viewer";
import { formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Bước xác thực thứ hai" };

/** The one page that works before a required second factor exists; it asks the database itself who is here. */
export default async function SecondFactorPage() {
  const party = await currentParty();
  if (!party) redirect("/login");
  if (party.isPending && party.since) redirect("/login/code");
  const viewer = await currentViewer();
  const needed = viewer ? proofNeeded(viewer) : "none";
  const enrolment = enrolmentOf(party);
  return (
    <NarrowPage
      title="Bước xác thực thứ hai"
      help="Ngoài mật khẩu, khi đăng nhập cần thêm một mã do ứng dụng trên điện thoại của bạn hiện ra. Ai biết mật khẩu mà không có điện thoại thì không vào được."
    >
      {party.isPending && (
        <Notice tone="warn" title="Nhiệm vụ của bạn bắt buộc có bước này. Bật xong mới làm được việc khác." />
      )}
      {party.since ? (
        <>
          <Notice tone="good" title={`Đang bật, từ ${formatMoment(party.since)}.`}>
            <p>Còn {party.codesLeft} mã dự phòng chưa dùng.</p>
          </Notice>
          <LinkButton href="/account/second-factor/codes" tone="quiet">
            Mã dự phòng
          </LinkButton>
          <Card title="Đổi điện thoại hoặc thôi dùng">
            <p className="mb-4">
              {party.isRequired
                ? "Gỡ xong, lần đăng nhập sau sẽ yêu cầu bật lại trên điện thoại mới."
                : "Gỡ xong, đăng nhập chỉ cần mật khẩu."}
            </p>
            <RemoveFactorForm action={removeSecondFactorAction} requestId={newId()} needed={needed} />
          </Card>
        </>
      ) : enrolment ? (
        <div className="card space-y-5">
          <ol className="list-decimal space-y-3 pl-5">
            <li>
              Cài một ứng dụng xác thực (Google Authenticator, Microsoft Authenticator, Aegis hay ứng dụng
              khác cùng loại).
            </li>
            <li>
              Quét mã này bằng ứng dụng:
              <QrCode text={enrolment.uri} label="Mã QR để thêm tài khoản vào ứng dụng xác thực" />
              hoặc gõ tay khoá: <code className="break-words">{enrolment.key}</code>
            </li>
            <li>Nhập mã ứng dụng hiện ra vào ô dưới đây.</li>
          </ol>
          <ConfirmFactorForm
            action={party.isPending ? confirmRequiredFactorAction : confirmSecondFactorAction}
            requestId={newId()}
            needed={needed}
          />
        </div>
      ) : (
        <div className="card">
          <StartFactorForm
            action={party.isPending ? startRequiredFactorAction : startSecondFactorAction}
            requestId={newId()}
            needed={needed}
            label="Bắt đầu"
          />
        </div>
      )}
      {party.isPending ? (
        <form action={signOutAction}>
          <button type="submit" className="btn" data-tone="quiet">
            Đăng xuất
          </button>
        </form>
      ) : (
        <LinkButton href="/account" tone="quiet">
          Về trang tài khoản
        </LinkButton>
      )}
    </NarrowPage>
  );
}
