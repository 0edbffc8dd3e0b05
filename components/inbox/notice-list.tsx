import { Badge } from "@/components/ui/basics";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { formatMoment } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import type { NoticeKind } from "@/lib/generated/prisma/enums";
import { NOTICE_KIND_LABELS } from "@/lib/inbox/labels";

type Notice = {
  id: string;
  kind: NoticeKind;
  waits: boolean;
  text: string;
  createdAt: Date;
  readAt: Date | null;
  overtakenAt: Date | null;
};

/** Notices, each opened by a button that marks it read on the way: also without JavaScript. */
export const NoticeList = ({
  notices,
  action,
  newRequestId,
}: {
  notices: readonly Notice[];
  action: FormAction;
  newRequestId: () => string;
}) => (
  <ul className="divide-y divide-(--line)">
    {notices.map((notice) => (
      <li key={notice.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
        <div className="min-w-60 flex-1">
          <p className={notice.readAt || notice.overtakenAt ? undefined : "font-semibold"}>{notice.text}</p>
          <p className="flex flex-wrap items-center gap-x-3 text-(--ink-soft) text-sm">
            <span>{`${NOTICE_KIND_LABELS[notice.kind]} · ${formatMoment(notice.createdAt)}`}</span>
            {notice.waits && !notice.overtakenAt && <Badge tone="warn">đến lượt bạn</Badge>}
            {notice.overtakenAt && <Badge>việc đã đi tiếp</Badge>}
          </p>
        </div>
        <ActionForm action={action} requestId={newRequestId()} hidden={{ noticeId: notice.id }}>
          <SubmitButton tone="quiet">
            Mở<span className="sr-only">{`: ${notice.text}`}</span>
          </SubmitButton>
        </ActionForm>
      </li>
    ))}
  </ul>
);
