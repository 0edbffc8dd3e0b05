import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Slip } from "@/components/accounts/slip";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton, Notice } from "@/components/ui/basics";
import { findAccount, takeSlip } from "@/lib/accounts/queries";
import { readAsViewer } from "@/lib/db/scope";
import { publicAddress } from "@/lib/http/address";

export const metadata: Metadata = { title: "Phiếu liên kết", referrer: "no-referrer" };

export default async function SlipPage({ params }: PageProps<"/accounts/[accountId]/slip/[linkId]">) {
  const { accountId, linkId } = await params;
  const address = publicAddress(await headers());
  const { account, slip } = await readAsViewer(async (viewer, tx) => {
    const account = await findAccount(viewer, tx, accountId);
    return { account, slip: account && (await takeSlip(viewer, tx, linkId)) };
  });
  if (!account) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/accounts", label: "Tài khoản cấp dưới" },
          { href: `/accounts/${account.id}`, label: account.name },
        ]}
        title="Phiếu liên kết"
        help="In hoặc đưa người nhận quét ngay: rời trang này là phiếu không hiện lại nữa."
      />
      {slip ? (
        <Slip
          name={slip.name}
          login={slip.login}
          address={address}
          link={`${address}/invite/${slip.token}`}
          expiresAt={slip.expiresAt}
        />
      ) : (
        <Notice tone="warn" title="Phiếu này đã hiện một lần, hoặc liên kết không còn dùng được.">
          <p>Chưa kịp in hay quét thì cấp liên kết mới; liên kết cũ sẽ hết tác dụng.</p>
          <div className="mt-3">
            <LinkButton href={`/accounts/${account.id}/link`}>Cấp liên kết mới</LinkButton>
          </div>
        </Notice>
      )}
    </div>
  );
}
