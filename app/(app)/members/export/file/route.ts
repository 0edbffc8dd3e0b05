import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { exportedPersons, fileAnswer } from "@/lib/exports/queries";
import { formatSchema } from "@/lib/exports/schema";
import { isForeign } from "@/lib/http/surface";

/** The file of an export that was asked for with a reason just now. Only by POST, only from a page of the program. */
export async function POST(request: Request) {
  const hosts = [
    request.headers.get("host") ?? "",
    ...(env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).host] : []),
  ];
  if (isForeign(request.method, request.headers, hosts))
    return sentence(403, "Yêu cầu này không đến từ trang của chương trình.");
  const viewer = await currentViewer();
  if (!viewer) return sentence(401, "Đăng nhập rồi xuất lại danh sách.");
  const posted = await request.formData();
  const exportId = posted.get("exportId");
  const file = await withViewer(viewer, (tx) =>
    exportedPersons(viewer, tx, typeof exportId === "string" ? exportId : ""),
  );
  if (!file) return sentence(404, "Lần chuẩn bị này đã hết hạn. Quay lại danh sách để xuất lại.");
  return fileAnswer(file, formatSchema.parse(posted.get("format")));
}

const sentence = (status: number, text: string) =>
  new Response(text, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
