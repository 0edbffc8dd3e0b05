import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { MovementQuestionLine } from "@/components/movements/movements";
import { PeopleTable } from "@/components/movements/people-table";
import { Card, LinkButton } from "@/components/ui/basics";
import { Pagination } from "@/components/ui/table";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { readCursor } from "@/lib/http/cursor";
import { LINE_TAB_LABELS } from "@/lib/indicators/labels";
import { movementLabel } from "@/lib/movements/labels";
import { movementPeople } from "@/lib/movements/queries";
import { type Movement, type MovementParams, movementQuery, movementsHref } from "@/lib/movements/rules";
import { movementParamsSchema, movementSchema, peopleCursorSchema } from "@/lib/movements/schema";

export const metadata: Metadata = { title: "Người trong biến động" };

const filterOf = ({ asOf, from, knownAt, line, unit, branch }: MovementParams, movement: Movement) => ({
  ...{ movement, asOf, from, line, knownAt: knownAt ?? undefined },
  ...{ unit: unit ?? undefined, branch: branch ?? undefined },
});

export default async function MovementPeoplePage({ searchParams }: PageProps<"/movements/people">) {
  const query = await searchParams;
  const movement = movementSchema.parse(query.movement) ?? "closing";
  const given = movementParamsSchema.parse(query);
  const after = readCursor(peopleCursorSchema, [query.after].flat()[0]);
  const view = await readAsViewer((viewer, tx) => movementPeople(viewer, tx, movement, given, after));
  if (!view) notFound();
  const { plan, params, total, unitName, branchName, people, next } = view;
  const back = movementsHref({
    ...params,
    line: "all",
    branch: null,
    unit: params.branch ? params.unit : null,
  });
  const here = (cursor: string) => ({
    pathname: "/movements/people",
    search: `?${movementQuery(params, movement)}${cursor && `&after=${encodeURIComponent(cursor)}`}`,
  });
  const title = `${movementLabel(movement)}: ${formatNumber(total)}`;
  return (
    <>
      <PageHeader
        trail={[
          { href: "/dashboard", label: "Bảng điều hành" },
          { href: back, label: "Biến động" },
        ]}
        title={title}
        help="Từng người đứng sau con số; mở một dòng để xem hồ sơ."
        actions={
          <>
            <LinkButton href={back} tone="quiet">
              Về bảng biến động
            </LinkButton>
            {total > 0 && <PersonExport list="movement-people" filter={filterOf(params, movement)} />}
          </>
        }
      />
      <div className="space-y-4">
        <MovementQuestionLine plan={plan} params={params} unitName={unitName} branchName={branchName} />
        <Card>
          <PeopleTable
            movement={movement}
            people={people}
            caption={`${LINE_TAB_LABELS[params.line]}. ${title}`}
          />
          <Pagination {...(after && { first: here("") })} {...(next && { next: here(next) })} />
        </Card>
      </div>
    </>
  );
}
