import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/access/sign-in-form";
import { Notice } from "@/components/ui/basics";
import { signInAction } from "@/lib/access/actions";
import { currentViewer } from "@/lib/access/viewer";
import { formatDate } from "@/lib/dates/plain-date";
import { demoDay } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Đăng nhập" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { done } = await searchParams;
  if (await currentViewer()) redirect("/");
  const day = demoDay();
  return (
    <main className="mx-auto max-w-md space-y-5 px-4 py-12">
      <header className="space-y-2">
        <h1>Đoàn – Hội trong doanh nghiệp</h1>
        <p className="text-(--ink-soft)">
          Theo dõi củng cố và phát triển tổ chức Đoàn, Hội trong doanh nghiệp ngoài nhà nước. Đăng nhập bằng
          tài khoản do cấp trên trực tiếp cấp.
        </p>
      </header>
      {day && (
        <p className="notice" data-tone="warn">
          <strong>Dữ liệu minh hoạ.</strong> Ngày làm việc: {formatDate(day)}
        </p>
      )}
      {done === "password" && <Notice tone="good" title="Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới." />}
      <div className="card">
        <SignInForm action={signInAction} requestId={newId()} />
      </div>
    </main>
  );
}
