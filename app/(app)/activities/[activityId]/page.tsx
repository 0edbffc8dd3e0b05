import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, type Fact, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import {
  ACTIVITY_FORM_LABELS,
  ACTIVITY_KIND_LABELS,
  benefitLine,
  CARE_KIND_LABELS,
  needLine,
} from "@/lib/activities/labels";
import { findActivity, standingActivity } from "@/lib/activities/queries";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatDong } from "@/lib/fees/labels";
import { formatNumber } from "@/lib/format";
import { findItem } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Hoạt động" };

const DONE: Record<string, string> = {
  recorded: "Đã ghi hoạt động.",
  corrected: "Đã lưu bản sửa; bản trước vẫn còn trong vết.",
};

const count = (value: number | null) => (value === null ? null : formatNumber(value));
const money = (value: number | null) => (value === null ? null : formatDong(value));

export default async function ActivityPage({ params, searchParams }: PageProps<"/activities/[activityId]">) {
  const { activityId } = await params;
  const { done } = await searchParams;
  const shown = await readAsViewer(async (viewer, tx) => {
    const standing = await standingActivity(viewer, tx, activityId);
    const activity = standing && (await findActivity(viewer, tx, standing.id));
    return (
      activity && {
        activity,
        item: activity.programmeItemId ? await findItem(viewer, tx, activity.programmeItemId) : null,
      }
    );
  });
  if (!shown) notFound();
  // Corrected since the address was written down: the row that took its place is the activity.
  if (shown.activity.id !== activityId) redirect(`/activities/${shown.activity.id}`);
  const { activity, item } = shown;
  const facts: Fact[] = [
    { label: "Ngày", value: formatDate(activity.on) },
    {
      label: "Nơi tổ chức",
      value: activity.branchId ? (
        <Link href={`/branches/${activity.branchId}`} prefetch={false}>
          {activity.by}
        </Link>
      ) : (
        `${activity.by} (${LINE_LABELS[activity.line]})`
      ),
    },
    { label: "Loại", value: ACTIVITY_KIND_LABELS[activity.kind] },
    { label: "Hình thức", value: activity.form && ACTIVITY_FORM_LABELS[activity.form] },
    { label: "Số người dự", value: count(activity.participants) },
    { label: "Trong đó đoàn viên", value: count(activity.unionParticipants) },
    { label: "Trong đó hội viên", value: count(activity.associationParticipants) },
    { label: "Trong đó thanh niên", value: count(activity.youthParticipants) },
    { label: "Có lợi cho", value: benefitLine(activity) || null },
    { label: "Lợi ích cho thanh niên", value: activity.benefitYouth },
    { label: "Lợi ích cho doanh nghiệp", value: activity.benefitEnterprise },
    { label: "Kết quả", value: activity.result },
    { label: "Sáng kiến", value: count(activity.initiatives) },
    { label: "Giá trị làm lợi", value: money(activity.savings) },
    { label: "Công trình thanh niên", value: count(activity.youthProjects) },
    { label: "Chăm lo", value: activity.careKind && CARE_KIND_LABELS[activity.careKind] },
    { label: "Người được chăm lo", value: count(activity.beneficiaries) },
    { label: "Tiền mặt", value: money(activity.careCash) },
    { label: "Hiện vật quy ra tiền", value: money(activity.careInKind) },
    { label: "Tại", value: activity.placeName },
    { label: "Đáp ứng nhu cầu", value: needLine(activity.needs) || null },
    {
      label: "Trong chương trình",
      value: item && (
        <Link href={`/programmes/${item.programmeId}`} prefetch={false}>
          {item.title}
        </Link>
      ),
    },
  ];
  return (
    <div className="space-y-5">
      <PageHeader
        title={activity.title}
        help="Những gì đã ghi về hoạt động này. Ghi sai thì sửa: bản trước vẫn còn trong vết."
        trail={[{ href: "/activities", label: "Hoạt động" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          activity.isEditable && (
            <>
              <LinkButton href={`/activities/${activity.id}/edit`}>Sửa</LinkButton>
              <LinkButton href={`/activities/${activity.id}/take-back`} tone="quiet">
                Bỏ vì ghi nhầm
              </LinkButton>
            </>
          )
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-2">
            Nội dung {activity.isJoint && <Badge tone="accent">Đoàn và Hội cùng tổ chức</Badge>}
          </span>
        }
        action={activity.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts facts={facts.filter(({ value }) => value !== null)} />
        <p className="mt-4 text-(--ink-soft) text-sm">
          {activity.recordedBy ?? "Tài khoản khác"} ghi lúc {formatMoment(activity.recordedAt)}
        </p>
      </Card>
    </div>
  );
}
