import Link from "next/link";
import { RemedyBadge, supportInWords } from "@/components/oversight/oversight-lists";
import { Card, LinkButton } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import type { OversightOf } from "@/lib/oversight/queries";

/** Checks, support and evaluations of one organisation, unit or enterprise: the latest few, and where to write the next. */
export const OversightSection = ({
  oversight: { inspections, visits, evaluations },
  about,
  mayWrite,
}: {
  oversight: OversightOf;
  about: { name: "branch" | "unit" | "enterprise"; id: string };
  mayWrite: boolean;
}) => {
  const isEmpty = inspections.length + visits.length + evaluations.length === 0;
  if (isEmpty && !mayWrite) return null;
  const query = `?${about.name}=${about.id}` as const;
  return (
    <Card
      title={about.name === "enterprise" ? "Hỗ trợ doanh nghiệp" : "Kiểm tra, hỗ trợ, đánh giá"}
      action={
        about.name !== "enterprise" && (
          <Link href={`/oversight${query}`} prefetch={false} className="no-print">
            Xem tất cả
          </Link>
        )
      }
    >
      {isEmpty && <p className="text-(--ink-soft)">Chưa ghi gì.</p>}
      <ul className="space-y-2">
        {inspections.map(({ id, on, by, requests }) => (
          <li key={id}>
            <Link href={`/oversight/inspections/${id}`} prefetch={false}>
              {`${by} kiểm tra ngày ${formatDate(on)}`}
            </Link>
            <ul className="ml-4 list-disc">
              {requests.map((request) => (
                <li key={request.id}>
                  {request.text} <RemedyBadge {...request} />
                </li>
              ))}
            </ul>
          </li>
        ))}
        {visits.map(({ id, on, ...visit }) => (
          <li key={id}>
            <Link href={`/oversight/visits/${id}`} prefetch={false}>
              {`Hỗ trợ ngày ${formatDate(on)}`}
            </Link>
            <span className="text-(--ink-soft)">{` · ${supportInWords(visit)}`}</span>
          </li>
        ))}
        {evaluations.map(({ id, fromOn, toOn, lessons }) => (
          <li key={id}>
            <Link href={`/oversight/evaluations/${id}`} prefetch={false}>
              {`Đánh giá kỳ ${formatDate(fromOn)} – ${formatDate(toOn)}`}
            </Link>
            <span className="text-(--ink-soft)">{` · ${lessons}`}</span>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className="no-print mt-4 flex flex-wrap gap-3">
          {about.name !== "enterprise" && (
            <LinkButton href={`/oversight/inspections/new${query}`} tone="quiet">
              Ghi kiểm tra
            </LinkButton>
          )}
          {about.name !== "unit" && (
            <LinkButton href={`/oversight/visits/new${query}`} tone="quiet">
              Ghi hỗ trợ
            </LinkButton>
          )}
          {about.name !== "enterprise" && (
            <LinkButton href={`/oversight/evaluations/new${query}`} tone="quiet">
              Ghi đánh giá
            </LinkButton>
          )}
        </div>
      )}
    </Card>
  );
};
