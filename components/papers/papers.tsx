import Link from "next/link";
import { Badge, Facts } from "@/components/ui/basics";
import { ActionForm, DateField, RadioField, SubmitButton, TextArea } from "@/components/ui/form";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";
import type { BranchPaperKind, BranchPaperState } from "@/lib/generated/prisma/enums";
import {
  FIGURE_LABELS,
  PAPER_KIND_LABELS,
  PAPER_MOVE_LABELS,
  PAPER_STATE_LABELS,
  PAPER_STATE_TONES,
} from "@/lib/papers/labels";
import type { PaperFigures, PaperMove } from "@/lib/papers/rules";

type Base = { action: FormAction; requestId: string };
const FORM = "max-w-2xl space-y-5";

export type ListedPaper = {
  id: string;
  branchId: string;
  branch: { name: string };
  kind: BranchPaperKind;
  state: BranchPaperState;
  fromOn: PlainDate;
  toOn: PlainDate;
  words: string;
};

export const PaperState = ({ state }: { state: BranchPaperState }) => (
  <Badge tone={PAPER_STATE_TONES[state]}>{PAPER_STATE_LABELS[state]}</Badge>
);

/** "Tự báo cáo từ 1/10/2014 đến 31/12/2014". */
export const paperTitle = ({
  kind,
  fromOn,
  toOn,
}: {
  kind: BranchPaperKind;
  fromOn: PlainDate;
  toOn: PlainDate;
}): string => `${PAPER_KIND_LABELS[kind]} từ ${formatDate(fromOn)} đến ${formatDate(toOn)}`;

export const PaperList = ({
  papers,
  namesBranch = false,
}: {
  papers: readonly ListedPaper[];
  namesBranch?: boolean;
}) => (
  <ul className="space-y-3">
    {papers.map((paper) => (
      <li key={paper.id}>
        <p className="flex flex-wrap items-center gap-x-3">
          <Link
            href={`/branches/${paper.branchId}/papers/${paper.id}`}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            {namesBranch ? `${paper.branch.name}: ${paperTitle(paper)}` : paperTitle(paper)}
          </Link>
          <PaperState state={paper.state} />
        </p>
        <p className="line-clamp-2 max-w-prose whitespace-pre-line text-(--ink-soft) text-sm">
          {paper.words}
        </p>
      </li>
    ))}
  </ul>
);

type Content = {
  kind?: BranchPaperKind;
  fromOn: PlainDate | null;
  toOn: PlainDate | null;
  words: string | null;
};

const Content = ({ fromOn, toOn, words }: Content) => (
  <>
    <DateField name="fromOn" label="Từ ngày" required defaultValue={fromOn && formatDate(fromOn)} />
    <DateField name="toOn" label="Đến ngày" required defaultValue={toOn && formatDate(toOn)} />
    <TextArea
      name="words"
      label="Nội dung"
      hint="Kế hoạch: mỗi dòng một việc, làm gì, khi nào, bao nhiêu. Tự báo cáo: điều sổ sách chưa nói, số liệu đã có sẵn"
      required
      rows={8}
      defaultValue={words}
    />
  </>
);

export const NewPaperForm = ({
  action,
  requestId,
  branchId,
  fromOn,
  toOn,
}: Base & { branchId: string; fromOn: PlainDate; toOn: PlainDate }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className={FORM}>
    <RadioField
      name="kind"
      legend="Viết gì"
      options={[
        { value: "plan", label: PAPER_KIND_LABELS.plan },
        { value: "report", label: PAPER_KIND_LABELS.report, hint: "Số liệu của kỳ lấy từ sổ sách" },
      ]}
    />
    <Content fromOn={fromOn} toOn={toOn} words={null} />
    <SubmitButton>Lưu bản viết</SubmitButton>
  </ActionForm>
);

export const PaperForm = ({
  action,
  requestId,
  paper,
}: Base & { paper: ListedPaper & { version: number } }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={paper.version}
    hidden={{ paperId: paper.id }}
    className={FORM}
  >
    <Content {...paper} />
    <SubmitButton tone="quiet">Lưu bản viết</SubmitButton>
  </ActionForm>
);

/** Sent, noted or returned; a reason only where one is asked for. */
export const MovePaperForm = ({
  action,
  requestId,
  paperId,
  move,
}: Base & { paperId: string; move: PaperMove }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ paperId, move }} className={FORM}>
    {move === "returned" && <TextArea name="note" label="Vì sao trả lại" required rows={2} />}
    <SubmitButton {...(move === "returned" && { tone: "danger" as const })}>
      {PAPER_MOVE_LABELS[move]}
    </SubmitButton>
  </ActionForm>
);

/** What the records say; nobody types it. */
export const PaperNumbers = ({ figures }: { figures: PaperFigures }) => (
  <Facts
    facts={(
      ["meetings", "activities", "participants", "joined", "left", "members", "feePayers", "feeSum"] as const
    ).map((name) => ({ label: FIGURE_LABELS[name], value: formatNumber(figures[name]) }))}
  />
);
