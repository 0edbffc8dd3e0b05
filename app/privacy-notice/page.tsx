import type { Metadata } from "next";
import { NarrowPage } from "@/components/access/narrow-page";
import { Badge, EmptyState } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { SAMPLE } from "@/lib/privacy/labels";
import { privacyNotices } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Thông báo về dữ liệu cá nhân" };

export default async function PrivacyNoticePage() {
  const notices = await privacyNotices();
  return (
    <NarrowPage
      title="Thông báo về dữ liệu cá nhân"
      help="Chương trình này giữ dữ liệu gì, để làm gì, ai xem được, và bạn có quyền gì. Ai cũng đọc được trang này."
    >
      {notices.length === 0 && <EmptyState title="Chưa có thông báo nào" />}
      {notices.map((notice) => (
        <article key={notice.provinceId} className="card space-y-3">
          <h2>{notice.province}</h2>
          {notice.body === null ? (
            <p>Chưa có thông báo có hiệu lực.</p>
          ) : (
            <>
              <p className="flex flex-wrap gap-2 text-(--ink-soft) text-sm">
                Bản {notice.version}, hiệu lực từ {notice.validFrom && formatDate(notice.validFrom)}
                {notice.isSample && <Badge tone="warn">{SAMPLE}</Badge>}
              </p>
              <p className="whitespace-pre-line">{notice.body}</p>
              <p className="text-(--ink-soft) text-sm">Căn cứ: {notice.basis}</p>
            </>
          )}
          <h3>Đầu mối phụ trách</h3>
          {notice.contactName ? (
            <p>
              {[notice.contactName, notice.contactPhone, notice.contactEmail, notice.contactAddress]
                .filter(Boolean)
                .join(" · ")}
            </p>
          ) : (
            <p>Chưa ghi đầu mối. Gửi yêu cầu cho bí thư hoặc cán bộ đơn vị của bạn.</p>
          )}
        </article>
      ))}
    </NarrowPage>
  );
}
