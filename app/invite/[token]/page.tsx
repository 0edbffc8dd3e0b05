import type { Metadata } from "next";
import { NarrowPage } from "@/components/access/narrow-page";
import { RedeemForm } from "@/components/access/redeem-form";
import { LinkButton, Notice } from "@/components/ui/basics";
import { redeemLinkAction } from "@/lib/access/actions";
import { LINK_SPENT } from "@/lib/access/rules";
import { linkToken } from "@/lib/access/schema";
import { linkOf } from "@/lib/access/sign-in";
import { newId } from "@/lib/db/id";

/** The address is a secret until it is used: no other site is told it. */
export const metadata: Metadata = { title: "Đặt mật khẩu", referrer: "strict-origin" };

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const token = linkToken.safeParse((await params).token);
  const link = token.success ? await linkOf(token.data) : undefined;
  return (
    <NarrowPage
      title="Đặt mật khẩu"
      help="Chỉ bạn biết mật khẩu này: cấp trên không thấy và không hỏi. Đặt xong, liên kết hết tác dụng."
    >
      {token.success && link ? (
        <>
          <p>
            <strong>{link.name}</strong> đăng nhập bằng <strong>{link.login}</strong>
          </p>
          <div className="card">
            <RedeemForm action={redeemLinkAction} requestId={newId()} token={token.data} login={link.login} />
          </div>
        </>
      ) : (
        <>
          <Notice tone="warn" title={LINK_SPENT} />
          <LinkButton href="/login" tone="quiet">
            Đến trang đăng nhập
          </LinkButton>
        </>
      )}
    </NarrowPage>
  );
}
