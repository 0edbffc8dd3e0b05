import path from "node:path";
import { currentViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { env } from "@/lib/env";
import { readUpload } from "@/lib/http/multipart";
import { isForeign } from "@/lib/http/surface";
import { mayImport } from "@/lib/imports/policy";
import { uploadSchema } from "@/lib/imports/schema";
import { inUploadFolder, receiveUpload } from "@/lib/imports/upload";

const MB = 1024 * 1024;
/** A file of 25 MB; up to 200 MB are heard out, so that the answer arrives and not a broken connection. */
const LIMITS = { fileBytes: 25 * MB, bodyBytes: 200 * MB };

/**
 * Takes an uploaded table in and shows its import, or the form again with why not. The one address with a limit of its own: the
 * door (proxy.ts) would hold the whole body, so what the door asks is asked here.
 */
export async function POST(request: Request): Promise<Response> {
  const hosts = [
    ...[request.headers.get("host") ?? []].flat(),
    ...(env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).host] : []),
  ];
  if (isForeign(request.method, request.headers, hosts))
    return new Response("Yêu cầu này không đến từ trang của chương trình. Mở lại trang rồi gửi lại.", {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const viewer = await currentViewer();
  if (!viewer) return seeOther("/login");
  const { body } = request;
  if (!body) return seeOther("/imports/new?refused=empty");
  return inUploadFolder(async (folder) => {
    const filePath = path.join(folder, "file");
    const upload = await readUpload(body, request.headers.get("content-type"), filePath, LIMITS);
    const asked = uploadSchema.safeParse({ ...upload?.fields });
    if (!upload || !asked.success) return seeOther("/imports/new?refused=no_kind");
    const { kind, requestId } = asked.data;
    if (!mayImport(viewer, kind)) return seeOther("/imports/new?refused=not_allowed");
    const again = (refused: string, at?: string) =>
      seeOther(`/imports/new?${new URLSearchParams({ kind, refused, ...(at && { at }) })}`);
    if (upload.isTooLarge) return again("too_large");
    if (!upload.file || upload.file.bytes === 0) return again(upload.file?.name ? "empty" : "no_file");
    const received = await receiveUpload(
      viewer,
      { requestId: requestId || newId() },
      { kind, filePath, fileName: upload.file.name },
    );
    if (received.ok) return seeOther(`/imports/${received.value.id}`);
    return again(received.refusal, "details" in received ? received.details?.at : undefined);
  });
}

/** An address of this program; the browser completes it itself. */
const seeOther = (address: string): Response =>
  new Response(null, { status: 303, headers: { location: address, "cache-control": "no-store" } });
