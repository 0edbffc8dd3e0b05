import Link from "next/link";
import { Badge, Card, Facts, Notice, Timeline } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { LINE_LABELS } from "@/lib/access/labels";
import {
  ageInWords,
  CASE_MOVE_LABELS,
  CASE_PLACE_TONES,
  CASE_STAGE_LABELS,
  conditionInWords,
  PARTY_ANSWER_LABELS,
  placeLabel,
  stepInWords,
} from "@/lib/cases/labels";
import type { CasePage } from "@/lib/cases/queries";
import type { Condition } from "@/lib/cases/rules";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";

/** The case it stands in for, or that stands in for it (row 43), and what it takes to count. */
export const CaseStandIns = ({ found: { line, instead, evidence } }: { found: CasePage }) => (
  <>
    {instead.for && (
      <Notice tone={evidence.activityOn ? "good" : "warn"}>
        {`Phương án thay thế: tổ chức ${LINE_LABELS[line]} thay cho tổ chức ${LINE_LABELS[instead.for.line]} ở nơi khó khăn. `}
        {evidence.activityOn
          ? `Đã có hoạt động từ ${formatDate(evidence.activityOn)} nên được tính. `
          : "Chỉ được tính khi có hoạt động đầu tiên (V35). "}
        <Link href={`/cases/${instead.for.id}`} prefetch={false}>
          {`Hồ sơ phần ${LINE_LABELS[instead.for.line]}`}
        </Link>
      </Notice>
    )}
    {instead.by && (
      <Notice>
        {`Phần ${LINE_LABELS[line]} khó khăn: `}
        <Link href={`/cases/${instead.by.id}`} prefetch={false}>
          {`đang vận động tổ chức ${LINE_LABELS[instead.by.line]} thay thế`}
        </Link>
        {evidence.otherActivityOn
          ? `, đã có hoạt động từ ${formatDate(evidence.otherActivityOn)}.`
          : ", chưa có hoạt động nên chưa được tính (V35)."}
      </Notice>
    )}
  </>
);

/** Where the case is, for how long, and who holds it. */
export const CaseStanding = ({ found }: { found: CasePage }) => (
  <Card
    title={
      <span className="flex flex-wrap items-center gap-2">
        Giai đoạn
        <Badge tone={CASE_PLACE_TONES[found.place]}>{placeLabel(found.place, found.line)}</Badge>
        {found.isStalled && <Badge tone="bad">Chậm</Badge>}
      </span>
    }
    action={found.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
  >
    <Facts
      facts={[
        { label: "Ở giai đoạn này", value: ageInWords(found, found) },
        ...(found.place === found.stage
          ? []
          : [{ label: "Dừng ở bước", value: CASE_STAGE_LABELS[found.stage] }]),
        { label: "Đơn vị làm", value: found.unitName ?? "chưa rõ" },
        { label: "Mở ngày", value: formatDate(found.openedOn) },
        {
          label: "Ý kiến cấp ủy",
          value: found.answer ? PARTY_ANSWER_LABELS[found.answer].toLowerCase() : "chưa báo cáo",
        },
        ...(found.category ? [{ label: "Loại khó khăn", value: ISSUE_CATEGORY_LABELS[found.category] }] : []),
        ...(found.difficulty ? [{ label: "Khó khăn", value: found.difficulty }] : []),
        ...(found.note ? [{ label: "Phương án, ghi chú", value: found.note }] : []),
        ...(found.closingReason ? [{ label: "Lý do đóng", value: found.closingReason }] : []),
      ]}
    />
    <p className="no-print mt-3 text-sm">
      <Link href="/cases/scheme" prefetch={false}>
        Các bước và số ngày của tỉnh
      </Link>
    </p>
  </Card>
);

/** What the next stage asks, each with the place where it is done. */
export const Conditions = ({ found }: { found: CasePage }) => (
  <ul className="space-y-2">
    {found.conditions.map((condition) => (
      <li key={condition.code}>
        <span aria-hidden="true">{condition.met ? "✓ " : "○ "}</span>
        <span className="sr-only">{condition.met ? "Đã đạt: " : "Chưa đạt: "}</span>
        {conditionInWords(condition, found.line)}
        <ConditionLink condition={condition} found={found} />
      </li>
    ))}
  </ul>
);

const ConditionLink = ({ condition, found }: { condition: Condition; found: CasePage }) => {
  const isMine = found.parties.includes("unit");
  if (condition.met) return null;
  switch (condition.code) {
    case "survey":
      return <Doing href={`/enterprises/${found.enterpriseId}`}>Mở doanh nghiệp để khảo sát</Doing>;
    case "papers":
      return <Doing href={`/cases/${found.id}#papers`}>Đánh dấu giấy tờ</Doing>;
    case "founding":
      return isMine ? (
        <Doing href={`/branches/new?enterprise=${found.enterpriseId}&line=${found.line}`}>
          Thành lập tổ chức
        </Doing>
      ) : null;
    case "congress":
      return found.evidence.branchId ? (
        <Doing href={`/branches/${found.evidence.branchId}/congresses`}>Ghi đại hội</Doing>
      ) : null;
    case "healthy":
      return found.evidence.branchId ? (
        <Doing href={`/branches/${found.evidence.branchId}`}>Mở tổ chức</Doing>
      ) : null;
    default:
      return null;
  }
};

const Doing = ({ href, children }: { href: `/${string}`; children: string }) => (
  <>
    {" "}
    <Link href={hrefOf(href)} prefetch={false} className="no-print">
      {children}
    </Link>
  </>
);

/** What the case went through: its own steps, and what happened to it, in the order of days. */
export const CaseHistory = ({ found }: { found: CasePage }) => {
  const { surveyedOn, organisedOn, decidedOn, congressOn } = found.evidence;
  const happened: { key: string; on: string | null; what: string; more?: string | undefined }[] = [
    { key: "opened", on: found.openedOn, what: "Mở hồ sơ" },
    { key: "surveyed", on: surveyedOn, what: "Khảo sát doanh nghiệp, phiếu được duyệt" },
    {
      key: "organised",
      on: organisedOn,
      what: `Thành lập tổ chức ${LINE_LABELS[found.line]}`,
      more: decidedOn ? `Quyết định ngày ${formatDate(decidedOn)}` : undefined,
    },
    {
      key: "congress",
      on: congressOn,
      what: found.line === "union" ? "Đại hội lần thứ nhất" : "Hiệp thương lần thứ nhất",
    },
    ...found.steps.map((step) => ({
      key: step.id,
      on: step.on,
      what: CASE_MOVE_LABELS[step.move],
      more: [stepInWords(step), `${step.by ?? "Tài khoản khác"} ghi lúc ${formatMoment(step.recordedAt)}`]
        .filter(Boolean)
        .join(". "),
    })),
  ];
  const items = happened
    .flatMap(({ on, ...item }) => (on ? [{ ...item, on, when: formatDate(on) }] : []))
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  return <Timeline empty="Chưa có bước nào." items={items} />;
};
