import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import {
  EndReferralForm,
  IntroduceReferralForm,
  ReceiveReferralForm,
  RemarkReferralForm,
} from "@/components/referrals/referral-forms";
import { ReferralBadges } from "@/components/referrals/referral-list";
import { Badge, Card, Disclosure, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import {
  endReferralAction,
  introduceReferralAction,
  receiveReferralAction,
  remarkReferralAction,
} from "@/lib/referrals/actions";
import { MOVE_LABELS, REFERRAL_STATE_LABELS, RESIDENCE_LABELS } from "@/lib/referrals/labels";
import { type ReferralPage, referralPage } from "@/lib/referrals/queries";
import type { Move } from "@/lib/referrals/rules";

export const metadata: Metadata = { title: "Giới thiệu về nơi cư trú" };

const DONE = new Map([
  ["requested", "Đã gửi yêu cầu. Đoàn cơ sở hoặc đơn vị ký giấy giới thiệu."],
  ["introduced", "Đã ký giới thiệu. Nơi cư trú xác nhận, hoặc ghi lại giấy xác nhận của nơi đó."],
  ["received", "Đã ghi nơi cư trú tiếp nhận."],
  ["remarked", "Đã ghi nhận xét của năm."],
  ["ended", "Đã kết thúc. Người này vẫn là đoàn viên ở doanh nghiệp nếu còn sinh hoạt ở đó."],
]);

export default async function ReferralPageRoute({
  params,
  searchParams,
}: PageProps<"/referrals/[referralId]">) {
  const { referralId } = await params;
  const { done } = await searchParams;
  const referral = await readAsViewer((viewer, tx) => referralPage(viewer, tx, referralId));
  if (!referral) notFound();
  const told = DONE.get(String(done));
  const next = referral.moves.find((move) => move !== "ended");
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: "/referrals", label: "Giới thiệu về nơi cư trú" },
        ]}
        title={`${referral.personName}: giới thiệu về nơi cư trú`}
        help="Sinh hoạt thêm ở nơi cư trú; người này vẫn là đoàn viên ở doanh nghiệp."
        actions={
          referral.seesPerson && (
            <LinkButton href={`/members/${referral.personId}`} tone="quiet">
              Hồ sơ
            </LinkButton>
          )
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      {referral.hasLeft && (
        <Notice tone="warn">
          Người này không còn sinh hoạt ở tổ chức đã giới thiệu. Kết thúc lần giới thiệu này.
        </Notice>
      )}
      {next && (
        <Card title={`Việc tiếp theo: ${MOVE_LABELS[next].toLocaleLowerCase("vi")}`}>
          <MoveForm referral={referral} move={next} />
        </Card>
      )}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            Nơi giới thiệu, nơi cư trú <ReferralBadges {...referral} />
          </span>
        }
        action={referral.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts
          facts={[
            { label: "Sinh hoạt ở", value: referral.fromName },
            { label: "Nơi cư trú", value: referral.placeName },
            {
              label: "Cư trú",
              value: referral.residentSince
                ? `${RESIDENCE_LABELS[referral.residence]} từ ${formatDate(referral.residentSince)}`
                : RESIDENCE_LABELS[referral.residence],
            },
            {
              label: "Nơi cư trú xác nhận",
              value: referral.toUnitId
                ? "Cán bộ Đoàn của địa bàn, hoặc bằng giấy"
                : "Bằng giấy, cấp ký giới thiệu ghi lại",
            },
          ]}
        />
      </Card>
      <Card title="Các bước">
        <Timeline
          empty="Chưa có bước nào."
          items={referral.steps.map((step) => ({
            key: step.id,
            when: formatDate(step.on),
            what: step.year
              ? `${REFERRAL_STATE_LABELS[step.state]} năm ${step.year}`
              : REFERRAL_STATE_LABELS[step.state],
            more: [
              step.documentNumber && `Số ${step.documentNumber}`,
              step.note,
              `${step.by ?? "Tài khoản khác"} ghi lúc ${formatMoment(step.recordedAt)}`,
            ]
              .filter(Boolean)
              .join(". "),
          }))}
        />
      </Card>
      {referral.moves.includes("ended") && (
        <Disclosure summary={MOVE_LABELS.ended}>
          <MoveForm referral={referral} move="ended" />
        </Disclosure>
      )}
    </div>
  );
}

const MoveForm = ({ referral, move }: { referral: ReferralPage; move: Move }) => {
  const form = { requestId: newId(), today: formatDate(today()), referralId: referral.id };
  const { isResidence, years } = referral;
  switch (move) {
    case "introduced":
      return <IntroduceReferralForm action={introduceReferralAction} {...form} />;
    case "received":
      return <ReceiveReferralForm action={receiveReferralAction} isResidence={isResidence} {...form} />;
    case "remarked":
      return years.length > 0 ? (
        <RemarkReferralForm action={remarkReferralAction} {...{ years, isResidence }} {...form} />
      ) : (
        <p className="text-(--ink-soft)">Đã có nhận xét của mọi năm đến nay.</p>
      );
    case "ended":
      return <EndReferralForm action={endReferralAction} {...form} />;
  }
};
