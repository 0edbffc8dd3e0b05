import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { AcceptForm, ReturnForm } from "@/components/surveys/review-forms";
import { Badge, Card, type Fact, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { BRANCH_KIND_LABELS, MEETING_RHYTHM_LABELS } from "@/lib/branches/labels";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { ATTITUDE_LABELS, GRANT_LABELS } from "@/lib/enterprises/labels";
import { formatNumber, formatPhone } from "@/lib/format";
import { acceptSurveyAction, returnSurveyAction } from "@/lib/surveys/actions";
import {
  FACT_FIELDS,
  NEED_LABELS,
  NUMBER_LABELS,
  SURVEY_STATE_LABELS,
  SURVEY_STATE_TONES,
  YES_NO_LABELS,
} from "@/lib/surveys/labels";
import { findSurvey, previousSurvey, registeredFacts, type SurveyRecord } from "@/lib/surveys/queries";
import { couldFoundCell, NUMBER_FIELDS, type NumberField, type YesNoField } from "@/lib/surveys/rules";

export const metadata: Metadata = { title: "Phiếu khảo sát" };

const DONE: Record<string, string> = {
  draft: "Đã lưu nháp.",
  submitted: "Đã gửi duyệt. Ban Tổ chức – Kiểm tra sẽ xem.",
  accepted: "Đã duyệt phiếu.",
  returned: "Đã trả lại đơn vị kèm lý do.",
};

export default async function SurveyPage({ params, searchParams }: PageProps<"/surveys/[surveyId]">) {
  const { surveyId } = await params;
  const { done } = await searchParams;
  const { survey, previous, registered } = await readAsViewer(async (viewer, tx) => {
    const survey = await findSurvey(viewer, tx, surveyId);
    return {
      survey,
      previous: survey && (await previousSurvey(viewer, tx, survey)),
      registered: survey ? await registeredFacts(viewer, tx, survey.enterpriseId) : {},
    };
  });
  if (!survey) notFound();
  const different = FACT_FIELDS.filter(
    ({ key }) => survey.facts[key] !== undefined && survey.facts[key] !== registered[key],
  );
  const labour = NUMBER_FIELDS.slice(0, NUMBER_FIELDS.indexOf("partyMembers"));
  const number = (field: NumberField): Fact => ({
    label: NUMBER_LABELS[field],
    value: count(survey, field),
    ...(previous && previous[field] !== null && { source: `lần trước ${formatNumber(previous[field])}` }),
  });
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Phiếu khảo sát: ${survey.enterprise.name}`}
        help={`${survey.campaign.name} · số liệu tính đến ${formatDate(survey.campaign.referenceDate)}.`}
        trail={[
          { href: "/surveys", label: "Khảo sát" },
          { href: `/enterprises/${survey.enterprise.id}`, label: survey.enterprise.name },
        ]}
        actions={
          <>
            {survey.isEditable && (
              <LinkButton href={`/surveys/${survey.id}/edit`}>Sửa và gửi duyệt</LinkButton>
            )}
            <LinkButton href={`/history/survey/${survey.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <p>
        <Badge tone={SURVEY_STATE_TONES[survey.state]}>{SURVEY_STATE_LABELS[survey.state]}</Badge>
      </p>
      {survey.isReviewable && (
        <div className="no-print grid gap-5 md:grid-cols-2">
          <Card title="Duyệt">
            <AcceptForm
              action={acceptSurveyAction}
              requestId={newId()}
              surveyId={survey.id}
              version={survey.version}
            />
          </Card>
          <Card title="Trả lại">
            <ReturnForm
              action={returnSurveyAction}
              requestId={newId()}
              surveyId={survey.id}
              version={survey.version}
            />
          </Card>
        </div>
      )}
      {different.length > 0 && (
        <Notice tone="warn" title="Phiếu ghi khác hồ sơ đã đăng ký">
          <ul className="list-disc pl-5">
            {different.map(({ key, label }) => (
              <li
                key={key}
              >{`${label}: phiếu ghi “${survey.facts[key]}”, hồ sơ ghi “${registered[key] ?? "(trống)"}”`}</li>
            ))}
          </ul>
          <Link href={`/enterprises/${survey.enterprise.id}`} prefetch={false}>
            Mở hồ sơ doanh nghiệp để sửa nếu phiếu đúng
          </Link>
        </Notice>
      )}
      {couldFoundCell({ unionMembersElsewhere: survey.unionMembersElsewhere ?? undefined }) && (
        <Notice title="Có thể thành lập chi đoàn">
          Có từ 3 đoàn viên TNCS làm ở đây mà chưa có tổ chức ở đây.
        </Notice>
      )}
      <Card title="A. Doanh nghiệp">
        <Facts
          facts={FACT_FIELDS.map(({ key, label }) => ({ label, value: survey.facts[key] ?? "chưa ghi" }))}
        />
      </Card>
      <Card title="B. Lao động">
        <Facts facts={labour.map(number)} />
      </Card>
      <Card title="C. Tổ chức khác">
        <Facts
          facts={[
            yesNo(survey, "hasPartyCell"),
            number("partyMembers"),
            yesNo(survey, "hasTradeUnion"),
            number("tradeUnionMembers"),
          ]}
        />
      </Card>
      <Card title="D. Tổ chức Đoàn, Hội hiện có">
        {survey.organisations.length === 0 && <p>Phiếu không ghi tổ chức nào.</p>}
        <ul className="list-disc space-y-1 pl-5">
          {survey.organisations.map((row) => (
            <li key={row.id}>
              {[
                BRANCH_KIND_LABELS[row.kind],
                row.name,
                row.foundedOn && `thành lập ${formatDate(row.foundedOn)}`,
                row.committeeSize !== null && `BCH ${row.committeeSize} người`,
                row.members !== null && `${formatNumber(row.members)} đoàn viên TNCS hoặc hội viên`,
                row.meetingRhythm && MEETING_RHYTHM_LABELS[row.meetingRhythm],
                row.lastActivityOn && `hoạt động gần nhất ${formatDate(row.lastActivityOn)}`,
                row.paysFee !== null && (row.paysFee ? "có nộp phí" : "không nộp phí"),
                row.rating && `xếp loại ${row.rating}`,
                row.difficulty && `khó khăn: ${row.difficulty}`,
              ]
                .filter(Boolean)
                .join("; ")}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="E. Làm ở đây mà chưa có tổ chức ở đây">
        <Facts
          facts={[
            number("unionMembersElsewhere"),
            number("associationMembersElsewhere"),
            { label: "Đang sinh hoạt ở đâu", value: survey.elsewhereNote ?? "chưa ghi" },
          ]}
        />
      </Card>
      <Card title="F. Nhu cầu">
        {survey.needs.length === 0 && <p>Phiếu không ghi nhu cầu nào.</p>}
        <ul className="list-disc pl-5">
          {survey.needs.map(({ need, persons, isUrgent, note }) => (
            <li key={need}>
              {`${need in NEED_LABELS ? NEED_LABELS[need as keyof typeof NEED_LABELS] : need}${persons === null ? "" : `: ${formatNumber(persons)} người`}${isUrgent ? ", cần gấp" : ""}${note ? ` (${note})` : ""}`}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="G. Thái độ, điều kiện hỗ trợ">
        <Facts
          facts={[
            {
              label: "Thái độ",
              value: survey.ownerAttitude ? ATTITUDE_LABELS[survey.ownerAttitude] : "chưa ghi",
            },
            {
              label: "Tạo điều kiện về",
              value:
                survey.grants.length > 0
                  ? survey.grants.map((grant) => GRANT_LABELS[grant]).join(", ")
                  : "chưa ghi",
            },
            { label: "Nói rõ", value: survey.grantNote ?? "chưa ghi" },
            { label: "Người liên hệ", value: person(survey.contactName, survey.contactPhone) },
            {
              label: "Có khả năng làm bí thư, chi hội trưởng",
              value: person(survey.nucleusName, survey.nucleusPhone),
            },
          ]}
        />
      </Card>
      <Card title="H. Đánh giá">
        <Facts
          facts={[
            { label: "Đánh giá", value: survey.assessment ?? "chưa ghi" },
            { label: "Kiến nghị", value: survey.proposal ?? "chưa ghi" },
            { label: "Ngày khảo sát", value: survey.surveyedOn ? formatDate(survey.surveyedOn) : "chưa ghi" },
            { label: "Người khảo sát", value: survey.surveyor ?? "chưa ghi" },
            { label: "Người cung cấp", value: survey.informant ?? "chưa ghi" },
          ]}
        />
      </Card>
      <Card title="Quá trình">
        <Timeline
          empty="Phiếu mới tạo."
          items={survey.events.map((event) => ({
            key: event.id,
            when: formatMoment(event.at),
            what: `${SURVEY_STATE_LABELS[event.state]} – ${event.by}`,
            more: event.reason,
          }))}
        />
      </Card>
    </div>
  );
}

const count = (survey: SurveyRecord, field: NumberField): string => {
  const value = survey[field];
  if (survey.unknowns.includes(field)) return "không rõ";
  return value === null ? "chưa hỏi" : formatNumber(value);
};

const yesNo = (survey: SurveyRecord, field: YesNoField): Fact => {
  const answer = survey[field];
  const words = survey.unknowns.includes(field)
    ? "không rõ"
    : answer === null
      ? "chưa hỏi"
      : answer
        ? "có"
        : "không";
  return { label: YES_NO_LABELS[field], value: words };
};

const person = (name: string | null, phone: string | null): string =>
  [name, phone && formatPhone(phone)].filter(Boolean).join(", ") || "chưa ghi";
