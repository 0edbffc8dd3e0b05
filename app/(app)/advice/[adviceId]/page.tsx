import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AdviceMoveForm, TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { moveAdviceAction, takeBackAdviceAction, takeBackAdviceStepAction } from "@/lib/advice/actions";
import {
  ADVICE_BODY_LABELS,
  ADVICE_CATEGORY_LABELS,
  ADVICE_STATE_LABELS,
  ADVICE_STATE_TONES,
  ADVICE_STEP_LABELS,
  CHASE_LABELS,
} from "@/lib/advice/labels";
import { findAdvice } from "@/lib/advice/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Báo cáo, đề nghị" };

const DONE: Readonly<Record<string, string>> = {
  recorded: "Đã ghi. Khi có ý kiến trả lời, ghi tiếp ở dưới.",
  moved: "Đã ghi.",
  "step-back": "Đã bỏ bước ghi nhầm.",
};

export default async function OneAdvicePage({ params, searchParams }: PageProps<"/advice/[adviceId]">) {
  const { adviceId } = await params;
  const { done } = await searchParams;
  const advice = await readAsViewer((viewer, tx) => findAdvice(viewer, tx, adviceId));
  if (!advice) notFound();
  const last = advice.steps.at(-1);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/advice", label: "Tham mưu, báo cáo" }]}
        title={advice.asked}
        help={
          advice.chase
            ? `${CHASE_LABELS[advice.chase]}: xem nội dung, ghi bước tiếp theo ở dưới.`
            : "Nội dung đã gửi, ý kiến trả lời và kết quả."
        }
        actions={
          advice.isDesk &&
          advice.case && (
            <LinkButton href={`/cases/${advice.case.id}`}>Ghi “đã báo cáo cấp ủy” vào hồ sơ</LinkButton>
          )
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card title="Đã gửi">
        <p className="mb-4">
          <Badge tone={ADVICE_STATE_TONES[advice.state]}>{ADVICE_STATE_LABELS[advice.state]}</Badge>
        </p>
        <Facts
          facts={[
            {
              label: "Nơi nhận",
              value: `${advice.bodyName} (${ADVICE_BODY_LABELS[advice.body].toLocaleLowerCase("vi")})`,
            },
            {
              label: "Ngày gửi",
              value: formatDate(advice.sentOn),
              source: advice.documentNumber && `số ${advice.documentNumber}`,
            },
            { label: "Loại", value: ADVICE_CATEGORY_LABELS[advice.category] },
            { label: "Đơn vị gửi", value: advice.unitName, source: `phần ${LINE_LABELS[advice.line]}` },
            {
              label: "Mong có ý kiến trước",
              value: advice.answerBy ? formatDate(advice.answerBy) : "không đặt hạn",
            },
            ...(advice.enterprise
              ? [
                  {
                    label: "Doanh nghiệp",
                    value: (
                      <Link href={`/enterprises/${advice.enterprise.id}`} prefetch={false}>
                        {advice.enterprise.name}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(advice.plan
              ? [
                  {
                    label: "Kế hoạch",
                    value: (
                      <Link href={`/plans/${advice.plan.id}`} prefetch={false}>
                        {advice.plan.symbol}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(advice.campaign
              ? [
                  {
                    label: "Đợt khảo sát",
                    value: (
                      <Link href={`/campaigns/${advice.campaign.id}`} prefetch={false}>
                        {advice.campaign.name}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {advice.content && <p className="mt-4 max-w-prose whitespace-pre-line">{advice.content}</p>}
      </Card>
      <Card title="Ý kiến và kết quả">
        <Timeline
          items={advice.steps.map((step) => ({
            key: step.id,
            when: `${formatDate(step.on)}${step.documentNumber ? ` · số ${step.documentNumber}` : ""}${step.by ? ` · ${step.by} ghi` : ""}`,
            what: ADVICE_STEP_LABELS[step.move],
            more: (step.content || step.granted !== null) && (
              <p className="whitespace-pre-line">
                {step.granted !== null && `Kinh phí ${formatNumber(step.granted)} đ. `}
                {step.content}
              </p>
            ),
          }))}
          empty="Chưa có ý kiến trả lời."
        />
        {advice.moves.length > 0 && (
          <div className="no-print mt-5">
            <AdviceMoveForm
              action={moveAdviceAction}
              requestId={newId()}
              adviceId={advice.id}
              moves={advice.moves}
            />
          </div>
        )}
      </Card>
      {advice.isDesk &&
        (last ? (
          <TakeBackForm
            action={takeBackAdviceStepAction}
            requestId={newId()}
            hidden={{ stepId: last.id }}
            summary={`Bỏ bước ghi sau cùng: ${ADVICE_STEP_LABELS[last.move].toLocaleLowerCase("vi")}`}
          />
        ) : (
          <TakeBackForm
            action={takeBackAdviceAction}
            requestId={newId()}
            hidden={{ adviceId: advice.id }}
            summary="Bỏ báo cáo, đề nghị ghi nhầm"
          />
        ))}
    </div>
  );
}
