import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Không tìm thấy" };

/** What lies outside one's scope is not found either: the page tells nothing more. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl space-y-3 px-4 py-12">
      <h1>Không tìm thấy trang này</h1>
      <p>Địa chỉ sai, nội dung đã chuyển, hoặc nằm ngoài phạm vi của bạn.</p>
      <p>
        <Link href="/" className="btn">
          Về trang đầu
        </Link>
      </p>
    </main>
  );
}
