import type { Metadata } from "next";
import { DigestList } from "@/components/inbox/digest-list";
import { NoticeList } from "@/components/inbox/notice-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { Pagination } from "@/components/ui/table";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { openNoticeAction, readAllNoticesAction } from "@/lib/inbox/actions";
import { inboxPage } from "@/lib/inbox/queries";
import { inboxFilterSchema } from "@/lib/inbox/schema";

export const metadata: Metadata = { title: "Hộp thông báo" };

export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const query = await searchParams;
  const filter = inboxFilterSchema.parse(query);
  const { notices, unread, next, digests } = await readAsViewer((viewer, tx) =>
    inboxPage(viewer, tx, filter),
  );
  const isAll = filter.show === "all";
  const base = isAll ? ("/inbox?show=all" as const) : ("/inbox" as const);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Hộp thông báo"
        help="Điều vừa xảy ra với hồ sơ của bạn. Việc đã đi tiếp thì thông báo cũ tự rút khỏi đây."
        actions={
          <>
            <LinkButton href="/work">Mọi việc đang chờ</LinkButton>
            <LinkButton href="/inbox/choices" tone="quiet">
              Chọn thông báo muốn nhận
            </LinkButton>
          </>
        }
      />
      {query["done"] === "read" && <Notice tone="good" title="Đã đánh dấu đã đọc tất cả." />}
      <Tabs
        label="Thông báo"
        tabs={[
          { href: "/inbox", label: "Chưa đọc", isCurrent: !isAll },
          { href: "/inbox?show=all", label: "Tất cả trong 90 ngày", isCurrent: isAll },
        ]}
      />
      {notices.length === 0 ? (
        <EmptyState title={isAll ? "Chưa có thông báo nào" : "Không có thông báo chưa đọc"} />
      ) : (
        <Card
          title={isAll ? "Thông báo" : "Chưa đọc"}
          action={
            unread > 0 && (
              <ActionForm action={readAllNoticesAction} requestId={newId()}>
                <SubmitButton tone="quiet">Đánh dấu đã đọc tất cả</SubmitButton>
              </ActionForm>
            )
          }
        >
          <NoticeList notices={notices} action={openNoticeAction} newRequestId={newId} />
        </Card>
      )}
      <Pagination
        first={filter.after ? base : null}
        next={next && `${base}${isAll ? "&" : "?"}after=${encodeURIComponent(next)}`}
      />
      {digests.length > 0 && (
        <Card title="Bản tin ngày">
          <DigestList digests={digests} />
        </Card>
      )}
    </div>
  );
}
