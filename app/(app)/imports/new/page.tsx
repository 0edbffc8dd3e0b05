import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Notice } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { KIND_LABELS, uploadRefusal } from "@/lib/imports/labels";
import { importableKinds } from "@/lib/imports/policy";
import { uploadPageSchema } from "@/lib/imports/schema";

export const metadata: Metadata = { title: "Tải tệp lên" };

export default async function NewImportPage({ searchParams }: PageProps<"/imports/new">) {
  const { kind, refused, at } = uploadPageSchema.parse(await searchParams);
  const kinds = await readAsViewer(async (viewer) => importableKinds(viewer));
  if (kinds.length === 0) notFound();
  const chosen = kind && kinds.includes(kind) ? kind : kinds[0];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/imports", label: "Nhập từ Excel" }]}
        title="Tải tệp lên"
        help="Chưa ghi gì vào sổ: sau khi tải lên, bạn ghép cột, xem từng dòng sẽ ra sao rồi mới quyết định ghi."
      />
      {refused && (
        <Notice tone="bad" title="Chưa nhận được tệp">
          <p>{uploadRefusal(refused, at)}</p>
        </Notice>
      )}
      <Card title="Chọn tệp">
        <form action="/imports/upload" method="post" encType="multipart/form-data" className="space-y-5">
          <input type="hidden" name="requestId" value={newId()} />
          <fieldset>
            <legend className="font-medium">Bảng này là danh sách</legend>
            <div className="flex flex-wrap gap-x-6">
              {kinds.map((one) => (
                <label key={one} className="tick">
                  <input type="radio" name="kind" value={one} defaultChecked={one === chosen} required />
                  <span>{KIND_LABELS[one]}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <div>
            <label htmlFor="file" className="mb-1 block font-medium">
              Tệp
            </label>
            <p id="file-hint" className="mb-1 text-(--ink-soft) text-sm">
              .xlsx, .ods hoặc .csv, nhiều nhất 25 MB. Tệp .xls kiểu cũ: mở bằng Excel, “Lưu thành” .xlsx
              trước.
            </p>
            <input
              id="file"
              type="file"
              name="file"
              required
              className="input"
              aria-describedby="file-hint"
              accept=".xlsx,.xlsm,.ods,.csv,.txt"
            />
          </div>
          <button type="submit" className="btn">
            Tải lên
          </button>
        </form>
      </Card>
      <Card title="Mẫu trống">
        <p>Tệp Excel có sẵn tiêu đề cột, danh sách chọn và một dòng ví dụ.</p>
        <ul className="mt-2 flex flex-wrap gap-3">
          {kinds.map((one) => (
            <li key={one}>
              <a href={`/imports/templates/${one}`} className="btn" data-tone="quiet">
                {KIND_LABELS[one]}
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
