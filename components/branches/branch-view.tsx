import Link from "next/link";
import { ConditionBadge, SignalList } from "@/components/branches/health";
import { RepairCard } from "@/components/consolidation/repair-card";
import { Card, EmptyState, type Fact, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { ACTIVITY_KIND_LABELS } from "@/lib/activities/labels";
import {
  BEGINNING_LABELS,
  BRANCH_KIND_LABELS,
  decisionLine,
  ENDING_LABELS,
  HEAD_LABELS,
  MEASURE_KIND_LABELS,
  MEETING_RHYTHM_LABELS,
  MEMBER_LABELS,
} from "@/lib/branches/labels";
import type { BranchPage } from "@/lib/branches/queries";
import type { Repairs } from "@/lib/consolidation/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { postLabel } from "@/lib/members/labels";

/** Everything known of one organisation: what is wrong first, then what it is, where, who and what it does. */
export const BranchView = ({ page, repairs }: { page: BranchPage; repairs: Repairs | null }) => (
  <>
    <Standing page={page} />
    {repairs && <RepairCard page={page} repairs={repairs} />}
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title="Tổ chức">
        <Facts facts={factsOf(page)} />
      </Card>
      <Covered page={page} />
    </div>
    <Measures page={page} />
    <div className="grid gap-5 lg:grid-cols-2">
      <People page={page} />
      <Activities page={page} />
    </div>
    <Card title="Diễn biến">
      <Timeline items={lives(page)} empty="Chưa có diễn biến nào được ghi." />
    </Card>
  </>
);

/** How it stands, in words; what is late at the top. */
function Standing({ page: { health, evidence, measures, signals } }: { page: BranchPage }) {
  const late = measures.filter(({ isLate }) => isLate);
  const grave = signals.filter(({ isGrave }) => isGrave);
  const others = signals.filter(({ isGrave }) => !isGrave);
  return (
    <>
      {grave.length > 0 && (
        <Notice tone="warn" title="Tổ chức còn yếu">
          <SignalList signals={grave} />
        </Notice>
      )}
      {others.length > 0 && (
        <Notice tone="calm" title="Cần theo dõi">
          <SignalList signals={others} />
        </Notice>
      )}
      {!evidence.alive && <Notice tone="calm" title={`Tổ chức ${health.reasons.join("; ")}.`} />}
      {late.map(({ id, measure, dueOn }) => (
        <Notice key={id} tone="bad" title={`Biện pháp quá hạn ${dueOn ? formatDate(dueOn) : ""}`}>
          {measure}
        </Notice>
      ))}
    </>
  );
}

function factsOf(page: BranchPage): Fact[] {
  const { evidence, kind } = page;
  const decidedBy = page.decisionUnitName ?? (page.decisionNumber ? page.parent?.name : undefined);
  return [
    {
      label: "Đánh giá hôm nay",
      value: <ConditionBadge condition={page.condition} />,
      source: "tính từ số người, người đứng đầu, hoạt động, đại hội, xếp loại và ngày ghi gần nhất",
    },
    { label: "Loại", value: `${BRANCH_KIND_LABELS[kind]} (${LINE_LABELS[page.line]})` },
    { label: "Đơn vị quản lý trực tiếp", value: page.unitName },
    ...(page.parent
      ? [
          {
            label: "Trực thuộc",
            value: (
              <Link href={`/branches/${page.parent.id}`} prefetch={false}>
                {page.parent.name}
              </Link>
            ),
          },
        ]
      : []),
    { label: "Ngày thành lập", value: formatDate(page.establishedOn) },
    {
      label: "Quyết định",
      value: decisionLine(page.decisionNumber, page.decisionOn),
      source: decidedBy,
    },
    { label: "Ban chấp hành", value: page.provisional ? "Lâm thời" : "Do đại hội, hiệp thương cử" },
    { label: "Kỳ sinh hoạt", value: MEETING_RHYTHM_LABELS[page.meetingRhythm] },
    {
      label: "Số người",
      value: `${formatNumber(evidence.members)} ${MEMBER_LABELS[kind]}`,
      source: evidence.minimumMembers ? `cần ít nhất ${evidence.minimumMembers}` : undefined,
    },
    {
      label: "Đại hội",
      value: page.lastCongressOn ? `gần nhất ${formatDate(page.lastCongressOn)}` : "chưa ghi lần nào",
      source: page.congressDueOn
        ? `hạn ${formatDate(page.congressDueOn)}${page.congressExtendedTo ? `, gia hạn đến ${formatDate(page.congressExtendedTo)}` : ""}`
        : "chưa có hạn lần tới",
    },
    ...(page.children.length > 0
      ? [
          {
            label: "Chi đoàn trực thuộc",
            value: (
              <ul>
                {page.children.map(({ id, name }) => (
                  <li key={id}>
                    <Link href={`/branches/${id}`} prefetch={false}>
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(page.note ? [{ label: "Ghi chú", value: page.note }] : []),
  ];
}

const Covered = ({ page }: { page: BranchPage }) => (
  <Card
    title="Doanh nghiệp phụ trách"
    action={
      page.canWrite &&
      page.evidence.alive && (
        <LinkButton href={`/branches/${page.id}/coverages/new`} tone="quiet">
          Thêm doanh nghiệp
        </LinkButton>
      )
    }
  >
    {page.coverages.length === 0 && <EmptyState title="Chưa có doanh nghiệp nào trong phạm vi của bạn" />}
    <ul className="space-y-3">
      {page.coverages.map(({ id, enterprise, validFrom, validTo }) => (
        <li key={id}>
          <Link href={`/enterprises/${enterprise.id}`} prefetch={false} className="font-semibold">
            {enterprise.name}
          </Link>
          <p className="text-(--ink-soft) text-sm">
            {`từ ${formatDate(validFrom)}${validTo ? ` đến trước ${formatDate(validTo)}` : ""}`}
            {page.canWrite && !validTo && page.evidence.alive && (
              <>
                {" · "}
                <Link href={`/branches/${page.id}/coverages/${enterprise.id}/end`} prefetch={false}>
                  Thôi phụ trách
                  <span className="sr-only">{` ${enterprise.name}`}</span>
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  </Card>
);

const Measures = ({ page }: { page: BranchPage }) => (
  <Card
    title="Biện pháp củng cố"
    action={
      page.canWrite &&
      page.evidence.alive && (
        <LinkButton href={`/branches/${page.id}/measures/new`} tone="quiet">
          Đề ra biện pháp
        </LinkButton>
      )
    }
  >
    {page.measures.length === 0 && <p className="text-(--ink-soft)">Chưa có biện pháp nào.</p>}
    <ul className="space-y-4">
      {page.measures.map((one) => (
        <li key={one.id}>
          <p className="font-semibold">{`${MEASURE_KIND_LABELS[one.kind]}: ${one.measure}`}</p>
          <p className="text-(--ink-soft) text-sm">
            {[
              `điểm yếu: ${one.weakness}`,
              `${one.responsible} phụ trách`,
              `bắt đầu ${formatDate(one.startedOn)}`,
              one.dueOn ? `hạn ${formatDate(one.dueOn)}` : "chưa đặt hạn",
              one.ratingBefore && `xếp loại trước: ${one.ratingBefore}`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {one.doneOn && <p>{`Hoàn thành ${formatDate(one.doneOn)}: ${one.result ?? ""}`}</p>}
          <Link href={`/branches/${page.id}/measures/${one.id}`} prefetch={false}>
            {one.doneOn || !page.canWrite ? "Xem trước và sau" : "Ghi kết quả"}
            <span className="sr-only">{`: ${one.measure}`}</span>
          </Link>
        </li>
      ))}
    </ul>
  </Card>
);

const People = ({ page }: { page: BranchPage }) => (
  <Card title="Người">
    <p className="mb-3">
      {`${formatNumber(page.evidence.members)} ${MEMBER_LABELS[page.kind]}. `}
      {!page.evidence.hasHead && `Chưa có ${HEAD_LABELS[page.kind].toLowerCase()}.`}
    </p>
    {!page.canReadPeople && (
      <p className="text-(--ink-soft)">Danh sách người của tổ chức này ngoài phạm vi của bạn.</p>
    )}
    <ul className="space-y-1">
      {page.posts.map(({ id, title, person, validFrom }) => (
        <li key={id}>
          {`${postLabel(title, page.kind)}: ${person.fullName}`}
          <span className="text-(--ink-soft) text-sm">{` từ ${formatDate(validFrom)}`}</span>
        </li>
      ))}
    </ul>
  </Card>
);

const Activities = ({ page }: { page: BranchPage }) => (
  <Card
    title="Hoạt động gần đây"
    action={
      page.canRecordActivity &&
      page.evidence.alive && (
        <LinkButton href={`/branches/${page.id}/activities/new`} tone="quiet">
          Ghi hoạt động
        </LinkButton>
      )
    }
  >
    {page.activities.length === 0 && <p className="text-(--ink-soft)">Chưa ghi hoạt động nào.</p>}
    <ul className="mb-3 space-y-2">
      {page.activities.map(({ id, on, title, kind, participants }) => (
        <li key={id}>
          {`${formatDate(on)}: ${title}`}
          <span className="block text-(--ink-soft) text-sm">
            {ACTIVITY_KIND_LABELS[kind]}
            {participants !== null && ` · ${formatNumber(participants)} người dự`}
          </span>
        </li>
      ))}
    </ul>
    {page.activities.length > 0 && (
      <Link href={`/branches/${page.id}/activities`} prefetch={false}>
        Xem tất cả hoạt động
      </Link>
    )}
  </Card>
);

const lives = ({ lives: periods }: BranchPage) =>
  periods
    .flatMap(({ id, beginning, ending, validFrom, validTo, reason }) => [
      {
        key: `${id}-from`,
        on: validFrom,
        when: formatDate(validFrom),
        what: BEGINNING_LABELS[beginning],
        ...(!ending && reason && { more: `Bước bị bỏ qua: ${reason}` }),
      },
      ...(validTo && ending
        ? [
            {
              key: `${id}-to`,
              on: validTo,
              when: formatDate(validTo),
              what: ENDING_LABELS[ending],
              ...(reason && { more: reason }),
            },
          ]
        : []),
    ])
    .sort((one, other) => (one.on < other.on ? 1 : -1));
