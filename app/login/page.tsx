import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { NarrowPage } from "@/components/access/narrow-page";
import { SignInForm } from "@/components/access/sign-in-form";
import { Notice } from "@/components/ui/basics";
import { signInAction } from "@/lib/access/actions";
import { secondFactorRoles } from "@/lib/access/sign-in";
import { currentViewer } from "@/lib/access/viewer";
import { formatDate } from "@/lib/dates/plain-date";
import { demoDay } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Đăng nhập" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { done } = await searchParams;
  if (await currentViewer()) redirect("/");
  const day = demoDay();
  const isSecondFactorOptional = (await secondFactorRoles()).length === 0;
  return (
    <NarrowPage
      title="Đoàn – Hội trong doanh nghiệp"
      help="Theo dõi củng cố và phát triển tổ chức Đoàn, Hội trong doanh nghiệp ngoài nhà nước. Đăng nhập bằng tài khoản do cấp trên trực tiếp cấp."
    >
      {day && (
        <p className="notice" data-tone="warn">
          <strong>Dữ liệu minh hoạ.</strong> Ngày làm việc: {formatDate(day)}.
          {isSecondFactorOptional &&
            " Bản minh hoạ không bắt buộc mã xác thực; dùng thật thì cấp tỉnh phải có."}
        </p>
      )}
      {done === "password" && <Notice tone="good" title="Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới." />}
      <div className="card">
        <SignInForm action={signInAction} requestId={newId()} />
      </div>
      <p className="text-sm">
        <Link href="/privacy-notice" prefetch={false} className="inline-flex min-h-6 items-center">
          Chương trình này giữ dữ liệu gì, bạn có quyền gì
        </Link>
      </p>
    </NarrowPage>
  );
}
