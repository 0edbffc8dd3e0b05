import Link from "next/link";
import type { TimelineItem } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { CASE_MOVE_LABELS, stepInWords } from "@/lib/cases/labels";
import type { EnterpriseCase } from "@/lib/cases/queries";
import { formatDate, formatMoment, type PlainDate, vietnamDate } from "@/lib/dates/plain-date";
import { ATTITUDE_LABELS, GRANT_LABELS, LEGAL_FORM_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import type { namesOf, OrganisationEvents, surveyMoves, VisitRow } from "@/lib/enterprises/queries";
import { formatNumber } from "@/lib/format";

type Happened = {
  visits: readonly VisitRow[];
  cases: readonly EnterpriseCase[];
  moves: Awaited<ReturnType<typeof surveyMoves>>;
  versions: Awaited<ReturnType<typeof namesOf>>["versions"];
  events: OrganisationEvents;
};

const MOVES = {
  draft: "Phiếu khảo sát: lưu nháp",
  submitted: "Phiếu khảo sát: gửi duyệt",
  returned: "Phiếu khảo sát: trả lại",
  accepted: "Phiếu khảo sát: được duyệt",
} as const;

type Item = TimelineItem & { on: PlainDate };

const told = (words: readonly (string | null | false | undefined)[]): string =>
  words.filter(Boolean).join(" · ");
const wroteBy = (name: string | null | undefined) => name && `${name} ghi`;

/** Everything that happened to an enterprise, in one list by its day, each with who and why; the latest first. */
export function enterpriseTimeline({ visits, cases, moves, versions, events }: Happened): Item[] {
  const items: Item[] = [
    ...visits.map((visit) => ({
      key: visit.id,
      on: visit.on,
      when: formatDate(visit.on),
      what: `Gặp ${visit.met}: ${visit.result}`,
      more: told([
        visit.attitude && `Thái độ: ${ATTITUDE_LABELS[visit.attitude].toLowerCase()}`,
        visit.grants.length > 0 &&
          `Tạo điều kiện: ${visit.grants.map((grant) => GRANT_LABELS[grant].toLowerCase()).join(", ")}`,
        visit.grantNote,
        wroteBy(visit.recordedBy),
      ]),
    })),
    ...cases.flatMap(caseItems),
    ...moves.map((move) => ({
      key: move.id,
      on: vietnamDate(move.at),
      when: formatMoment(move.at),
      what: (
        <Link href={`/surveys/${move.surveyId}`} prefetch={false}>
          {MOVES[move.state]}
        </Link>
      ),
      more: told([move.reason, move.by]),
    })),
    ...versions.map((version) => ({
      key: version.id,
      on: version.validFrom,
      when: formatDate(version.validFrom),
      what: `${STATUS_LABELS[version.status]}: ${version.name}, ${LEGAL_FORM_LABELS[version.legalForm]}`,
      more: version.reason,
    })),
    ...organisationItems(events),
  ];
  return items.sort((one, other) => (one.on === other.on ? 0 : one.on < other.on ? 1 : -1));
}

const caseItems = (found: EnterpriseCase): Item[] => [
  {
    key: found.id,
    on: found.openedOn,
    when: formatDate(found.openedOn),
    what: (
      <Link href={`/cases/${found.id}`} prefetch={false}>
        {`Mở hồ sơ vận động thành lập tổ chức ${LINE_LABELS[found.line]}`}
      </Link>
    ),
    more: told([found.isFallback && "Phương án thay thế", found.note]),
  },
  ...found.steps.map((step) => ({
    key: step.id,
    on: step.on,
    when: formatDate(step.on),
    what: (
      <Link href={`/cases/${found.id}`} prefetch={false}>
        {`Vận động ${LINE_LABELS[found.line]}: ${CASE_MOVE_LABELS[step.move].toLocaleLowerCase("vi")}`}
      </Link>
    ),
    more: told([stepInWords(step), wroteBy(step.by)]),
  })),
];

function organisationItems({ coverages, activities, congresses }: OrganisationEvents): Item[] {
  const named = ({ kind, name }: OrganisationEvents["coverages"][number]) =>
    `${BRANCH_KIND_LABELS[kind]}${name ? ` “${name}”` : ""}`;
  return [
    ...coverages.map((coverage) => ({
      key: `${coverage.id}-from`,
      on: coverage.from,
      when: formatDate(coverage.from),
      what: `${named(coverage)} bắt đầu phụ trách doanh nghiệp`,
      more: told([
        coverage.isNucleus && "Chi đoàn hạt nhân, lập theo nơi cư trú",
        coverage.decisionNumber && `Quyết định số ${coverage.decisionNumber}`,
        wroteBy(coverage.by),
      ]),
    })),
    ...coverages.flatMap((coverage) =>
      coverage.to
        ? [
            {
              key: `${coverage.id}-to`,
              on: coverage.to,
              when: formatDate(coverage.to),
              what: `${named(coverage)} thôi phụ trách doanh nghiệp`,
            },
          ]
        : [],
    ),
    ...activities.map((activity) => ({
      key: activity.id,
      on: activity.on,
      when: formatDate(activity.on),
      what: (
        <Link href={`/branches/${activity.branchId}/activities/${activity.id}`} prefetch={false}>
          {`Hoạt động: ${activity.title}`}
        </Link>
      ),
      more: told([
        activity.branchName,
        activity.participants !== null && `${formatNumber(activity.participants)} người tham gia`,
        wroteBy(activity.by),
      ]),
    })),
    ...congresses.map((congress) => ({
      key: congress.id,
      on: congress.on,
      when: formatDate(congress.on),
      what: (
        <Link href={`/congresses/${congress.congressId}`} prefetch={false}>
          {congress.line === "union" ? "Đại hội" : "Hiệp thương"}
        </Link>
      ),
      more: told([congress.branchName, wroteBy(congress.by)]),
    })),
  ];
}
