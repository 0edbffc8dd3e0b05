import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import {
  AdvanceForm,
  AnswerForm,
  RecogniseForm,
  ResultForm,
  TickForm,
} from "@/components/congresses/congress-forms";
import { CongressBadge } from "@/components/congresses/congress-list";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Disclosure, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import {
  advanceCongressAction,
  answerCongressAction,
  holdCongressAction,
  recogniseCongressAction,
  tickTaskAction,
} from "@/lib/congresses/actions";
import { CHOSEN_LABELS, COMMITTEE_LABELS, CONGRESS_STATE_LABELS, MOVE_LABELS } from "@/lib/congresses/labels";
import { type CongressPage, congressPage } from "@/lib/congresses/queries";
import { isForward, isOpen, type Move } from "@/lib/congresses/rules";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { memberWord, postLabel } from "@/lib/members/labels";
import { titlesOf } from "@/lib/members/rules";

export const metadata: Metadata = { title: "Đại hội" };

const DONE = new Map([
  ["planned", "Đã ghi dự kiến. Bắt đầu chuẩn bị khi có kế hoạch."],
  ["ticked", "Đã ghi vào danh sách chuẩn bị."],
  ["prepare", "Đã bắt đầu chuẩn bị. Đánh dấu từng việc bên dưới."],
  ["ask", "Đã xin phép. Cấp trên cho phép thì mới tổ chức."],
  ["permit", "Đã cho phép tổ chức."],
  ["hold", "Đã ghi kết quả. Xem lại rồi trình công nhận."],
  ["submit", "Đã trình cấp trên công nhận."],
  ["recognise", "Đã công nhận. Chức vụ và hạn đại hội lần tới đã được ghi."],
  ["send_back", "Đã trả lại kèm lý do."],
  ["postpone", "Đã cho hoãn. Tổ chức chuẩn bị lại cho ngày mới."],
  ["cancel", "Đã bỏ lần đại hội này."],
]);

export default async function CongressPageRoute({
  params,
  searchParams,
}: PageProps<"/congresses/[congressId]">) {
  const { congressId } = await params;
  const { done } = await searchParams;
  const congress = await readAsViewer((viewer, tx) => congressPage(viewer, tx, congressId));
  if (!congress) notFound();
  const told = DONE.get(String(done));
  const next = congress.moves.find(isForward);
  const others = congress.moves.filter((move) => move !== next);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/congresses", label: "Đại hội" },
          { href: `/branches/${congress.branchId}`, label: congress.branch.name },
        ]}
        title={`Đại hội nhiệm kỳ ${congress.termLabel}`}
        help={helpOf(congress, next)}
        actions={
          <LinkButton href={`/branches/${congress.branchId}/congresses`} tone="quiet">
            Nhiệm kỳ và hạn
          </LinkButton>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {told && <Notice tone="good">{told}</Notice>}
      {next && (
        <Card title={`Việc tiếp theo: ${MOVE_LABELS[next].toLocaleLowerCase("vi")}`}>
          <MoveForm congress={congress} move={next} />
        </Card>
      )}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            {congress.branch.name} <CongressBadge state={congress.state} />
          </span>
        }
        action={congress.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts facts={factsOf(congress)} />
      </Card>
      <Preparation congress={congress} />
      {congress.heldOn && <Committee congress={congress} />}
      <Card title="Các bước">
        <Timeline
          empty="Chưa có bước nào."
          items={congress.steps.map((step) => ({
            key: step.id,
            when: formatDate(step.on),
            what: CONGRESS_STATE_LABELS[step.state],
            more: [
              step.documentNumber && `Số ${step.documentNumber}`,
              step.movedTo && `Dự kiến mới ${formatDate(step.movedTo)}`,
              step.note,
              `${step.by ?? "Tài khoản khác"} ghi lúc ${formatMoment(step.recordedAt)}`,
            ]
              .filter(Boolean)
              .join(". "),
          }))}
        />
      </Card>
      {others.map((move) => (
        <Disclosure key={move} summary={move === "hold" ? "Sửa kết quả đại hội" : MOVE_LABELS[move]}>
          <MoveForm congress={congress} move={move} />
        </Disclosure>
      ))}
    </div>
  );
}

/** Where it stands and whose turn it is. */
function helpOf({ state, parties }: CongressPage, next: Move | undefined): string {
  if (!isOpen(state)) return "Lần đại hội này đã xong; các bước ở bên dưới.";
  if (next) return "Ghi bước tiếp theo ở ngay dưới.";
  return state === "asking" || state === "submitted"
    ? "Đang chờ cấp trên trả lời."
    : parties.includes("superior")
      ? "Đang chờ tổ chức làm bước tiếp theo."
      : "Đang tiến hành ở tổ chức.";
}

function factsOf(congress: CongressPage) {
  const { branch, quorum, called, present } = congress;
  return [
    { label: "Nhiệm kỳ", value: congress.termLabel, source: `đến ${formatDate(congress.termEndOn)}` },
    { label: "Dự kiến", value: formatDate(congress.plannedOn) },
    congress.nextDueOn
      ? { label: "Hạn lần tới", value: formatDate(congress.nextDueOn) }
      : {
          label: "Hạn của tổ chức",
          value: congress.dueOn ? formatDate(congress.dueOn) : "Chưa có hạn",
          source: congress.isFirst ? "đại hội lần đầu sau khi thành lập" : undefined,
        },
    { label: "Tổ chức ngày", value: congress.heldOn ? formatDate(congress.heldOn) : "Chưa tổ chức" },
    {
      label: "Số dự",
      value:
        called && present !== null
          ? `${formatNumber(present)} / ${formatNumber(called)} ${memberWord(branch.line)} được triệu tập`
          : "Chưa ghi",
      source: `cần ít nhất ${quorum.present}/${quorum.of}`,
    },
  ];
}

const Preparation = ({ congress }: { congress: CongressPage }) => {
  const { tasks, canTick } = congress;
  const finished = tasks.filter(({ done }) => done !== null).length;
  return (
    <Card title={`Chuẩn bị (${finished}/${tasks.length})`}>
      <ul className="divide-y divide-(--line)">
        {tasks.map(({ code, label, note, link, done }) => (
          <li key={code} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-center gap-x-2 font-semibold">
                {label} {done && <Badge tone="good">Xong</Badge>}
              </p>
              {note && <p className="text-(--ink-soft) text-sm">{note}</p>}
              {link && (
                <a href={link} rel="noreferrer" className="inline-flex min-h-6 items-center text-sm">
                  Văn bản hướng dẫn
                </a>
              )}
              {done && (
                <p className="text-(--ink-soft) text-sm">
                  {`${formatDate(done.on)}, ${done.by ?? "tài khoản khác"}${done.note ? `: ${done.note}` : ""}`}
                </p>
              )}
            </div>
            {canTick && (
              <TickForm
                action={tickTaskAction}
                requestId={newId()}
                today={formatDate(today())}
                {...{ congressId: congress.id, code, label, isDone: done !== null }}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Committee = ({ congress: { branch, seats, seesPeople } }: { congress: CongressPage }) => (
  <Card title={COMMITTEE_LABELS[branch.line]}>
    <p className="mb-2 text-(--ink-soft) text-sm">{CHOSEN_LABELS[branch.line]}:</p>
    {!seesPeople && <p>Danh sách người của tổ chức này ngoài phạm vi của bạn.</p>}
    <ul className="space-y-1">
      {seats.map(({ title, person, exceptionReason }) => (
        <li key={person.id}>
          {`${postLabel(title, branch.kind)}: `}
          <Link href={`/members/${person.id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {person.fullName}
          </Link>
          {exceptionReason && (
            <span className="block text-(--ink-soft) text-sm">Ngoại lệ: {exceptionReason}</span>
          )}
        </li>
      ))}
    </ul>
  </Card>
);

const MoveForm = ({ congress, move }: { congress: CongressPage; move: Move }) => {
  const form = { requestId: newId(), today: formatDate(today()), congressId: congress.id };
  switch (move) {
    case "prepare":
    case "ask":
    case "submit":
    case "cancel":
      return <AdvanceForm action={advanceCongressAction} move={move} {...form} />;
    case "permit":
    case "send_back":
    case "postpone":
      return <AnswerForm action={answerCongressAction} move={move} {...form} />;
    case "recognise":
      return <RecogniseForm action={recogniseCongressAction} {...form} />;
    case "hold":
      return (
        congress.form && <HoldForm congress={congress} form={congress.form} requestId={form.requestId} />
      );
  }
};

const HoldForm = ({
  congress,
  form,
  requestId,
}: {
  congress: CongressPage;
  form: NonNullable<CongressPage["form"]>;
  requestId: string;
}) => {
  const { line, kind } = congress.branch;
  return (
    <ResultForm
      action={holdCongressAction}
      requestId={requestId}
      congressId={congress.id}
      line={line}
      day={formatDate(form.on)}
      called={congress.called ?? form.members}
      present={congress.present}
      rows={form.rows}
      titles={titlesOf(line).map((value) => ({ value, label: postLabel(value, kind) }))}
      candidates={form.candidates.map(({ id, fullName }) => ({ value: id, label: fullName }))}
      chosen={congress.seats.map(({ title, person, exceptionReason }) => ({
        ...{ title, person: person.id, reason: exceptionReason },
      }))}
    />
  );
};
