import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RequestList } from "@/components/privacy/request-list";
import { Badge, Card, LinkButton, Stat } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatMoment } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { deskOf } from "@/lib/privacy/policy";
import { lawToday, listRequests, personsWithoutBasis, privacyDesk } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Quyền riêng tư" };

const PLACES = [
  ["/privacy/breaches", "Sổ vi phạm dữ liệu", "Việc đã xảy ra, đồng hồ 72 giờ, người bị ảnh hưởng"],
  ["/privacy/retention", "Thời hạn lưu giữ", "Quy định từng loại, dữ liệu đến hạn, quyết định xoá"],
  ["/privacy/register", "Sổ hoạt động xử lý", "Trường dữ liệu, mục đích, người nhận, biện pháp: in, tải về"],
  ["/privacy/exports", "Các lần xuất dữ liệu", "Ai xuất dữ liệu của ai, để làm gì"],
  ["/privacy/texts", "Văn bản và đầu mối", "Thông báo, văn bản đồng ý: mỗi lần sửa là một bản mới"],
  ["/privacy/clocks", "Thời hạn của luật, ngày nghỉ", "Mỗi thời hạn kèm căn cứ; lịch nghỉ lễ"],
] as const;

export default async function PrivacyPage() {
  const page = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "privacy.register")) return null;
    if (deskOf(viewer)) return { desk: await privacyDesk(viewer, tx), own: null };
    return {
      desk: null,
      own: {
        requests: await listRequests(viewer, tx),
        missing: (await personsWithoutBasis(viewer, tx)).total,
      },
    };
  });
  if (!page) notFound();
  const { desk, own } = page;
  const today = lawToday();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Quyền riêng tư"
        help="Yêu cầu của mọi người về dữ liệu của mình, gần hết hạn lên trước. Thời hạn của luật tính theo ngày thật."
        actions={<LinkButton href="/privacy/requests/new">Ghi yêu cầu mới</LinkButton>}
      />
      {desk?.breaches.map((breach) => (
        <div key={breach.id} className="notice" data-tone={breach.isLate ? "bad" : "warn"}>
          <p className="font-semibold">
            <Link href={`/privacy/breaches/${breach.id}`} prefetch={false}>
              Vi phạm số {breach.number}
            </Link>{" "}
            chưa báo cơ quan chuyên trách
          </p>
          {breach.notifyBy && (
            <p>
              {breach.isLate ? "Đã quá hạn lúc" : "Phải báo trước"} {formatMoment(breach.notifyBy)}
            </p>
          )}
        </div>
      ))}
      <div className="grid gap-3 sm:grid-cols-3">
        {desk && (
          <>
            <Stat
              label="Đề nghị xoá chờ bạn"
              value={desk.erasures}
              note="Mở yêu cầu xoá trong bảng dưới đây"
            />
            <Stat label="Dữ liệu đến hạn chờ quyết định" value={desk.proposals} href="/privacy/retention" />
          </>
        )}
        <Stat
          label="Người chưa ghi căn cứ"
          value={desk?.missing ?? own?.missing ?? 0}
          href="/privacy/missing"
          note="Đang sinh hoạt, chưa ghi vì sao được xử lý dữ liệu"
        />
      </div>
      <div className="card">
        <RequestList
          requests={desk?.requests ?? own?.requests ?? []}
          today={today}
          caption={desk ? "Yêu cầu đang mở" : "Yêu cầu đã ghi ở nơi bạn phụ trách"}
        />
      </div>
      {desk && (
        <Card title="Sổ sách và quy định">
          <ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
            {PLACES.map(([href, label, help]) => (
              <li key={href}>
                <Link href={href} prefetch={false} className="inline-flex min-h-6 items-center font-medium">
                  {label}
                </Link>
                <p className="text-(--ink-soft) text-sm">{help}</p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p className="text-sm">
        <Link href="/privacy-notice" prefetch={false} className="inline-flex min-h-6 items-center">
          Thông báo mà mọi người đọc được
        </Link>{" "}
        <Badge>không cần đăng nhập</Badge>
      </p>
    </div>
  );
}
