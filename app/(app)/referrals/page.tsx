import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { ReferralList } from "@/components/referrals/referral-list";
import { Card, Disclosure, EmptyState, LinkButton } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { referralLists } from "@/lib/referrals/queries";

export const metadata: Metadata = { title: "Giới thiệu về nơi cư trú" };

export default async function ReferralsPage() {
  const lists = await readAsViewer(async (viewer, tx) =>
    can(viewer, "member.read") ? referralLists(viewer, tx) : null,
  );
  if (!lists) notFound();
  const { mine, remarksDue, others, ended } = lists;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Giới thiệu về nơi cư trú"
        help="Đoàn viên sinh hoạt thêm ở nơi cư trú, vẫn tính ở doanh nghiệp. Bắt đầu giới thiệu từ danh sách của chi đoàn."
        actions={
          <>
            <LinkButton href="/referrals/indicator" tone="quiet">
              Số liệu nơi cư trú
            </LinkButton>
            <PersonExport list="referrals" />
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Card title={`Chờ bạn (${mine.length})`}>
        <ReferralList rows={mine} empty={<EmptyState title="Không có việc nào chờ bạn" />} />
      </Card>
      {remarksDue.length > 0 && (
        <Card title={`Thiếu nhận xét hằng năm (${remarksDue.length})`}>
          <ReferralList rows={remarksDue} empty={null} />
        </Card>
      )}
      <Card title={`Đang giới thiệu, đang sinh hoạt (${others.length})`}>
        <ReferralList
          rows={others}
          empty={<EmptyState title="Chưa có ai khác đang được giới thiệu về nơi cư trú" />}
        />
      </Card>
      {ended.length > 0 && (
        <Disclosure summary={`Đã kết thúc gần đây (${ended.length})`}>
          <ReferralList rows={ended} empty={null} />
        </Disclosure>
      )}
    </div>
  );
}
