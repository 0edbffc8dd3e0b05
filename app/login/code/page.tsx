import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NarrowPage } from "@/components/access/narrow-page";
import { CodeForm } from "@/components/access/second-factor-forms";
import { passSecondFactorAction, signOutAction } from "@/lib/access/actions";
import { currentParty } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Mã xác thực" };

export default async function CodePage() {
  const party = await currentParty();
  if (!party) redirect("/login");
  if (!party.isPending) redirect("/");
  if (!party.since) redirect("/account/second-factor");
  return (
    <NarrowPage
      title="Mã xác thực"
      help="Mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện cho Doan-Hoi. Trong 15 phút không nhập thì đăng nhập lại từ đầu."
    >
      <div className="card">
        <CodeForm action={passSecondFactorAction} requestId={newId()} />
      </div>
      <form action={signOutAction}>
        <button type="submit" className="btn" data-tone="quiet">
          Đăng nhập bằng tài khoản khác
        </button>
      </form>
      <p className="text-(--ink-soft) text-sm">
        Mất điện thoại và hết mã dự phòng: gặp cấp trên trực tiếp để được gỡ bước xác thực này.
      </p>
    </NarrowPage>
  );
}
