import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { MemberRatingsForm } from "@/components/ratings/rating-forms";
import { Badge, Card, EmptyState, Notice, Tabs } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { rateMembersAction } from "@/lib/ratings/actions";
import { NO_ASSOCIATION_SCHEME, NO_SCHEME } from "@/lib/ratings/labels";
import { type MemberRatings, memberRatings } from "@/lib/ratings/queries";
import { yearsToRate } from "@/lib/ratings/rules";
import { ratingQuerySchema } from "@/lib/ratings/schema";

export const metadata: Metadata = { title: "Xếp loại đoàn viên" };

const DONE = new Map([
  ["propose", "Đã lưu đề nghị xếp loại; chờ cấp trên xác nhận."],
  ["confirm", "Đã xác nhận xếp loại."],
]);

export default async function MemberRatingsPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/ratings/members">) {
  const { branchId } = await params;
  const query = await searchParams;
  const asked = ratingQuerySchema.parse(query);
  const page = await readAsViewer((viewer, tx) => memberRatings(viewer, tx, branchId, asked.year));
  if (!page) notFound();
  const { branch, year, scheme, members, canPropose, canConfirm } = page;
  const done = DONE.get(String(query.done));
  const intent = canConfirm ? "confirm" : canPropose ? "propose" : null;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/ratings?year=${year}`, label: `Xếp loại năm ${year}` },
        ]}
        title={`Xếp loại đoàn viên năm ${year}`}
        help="Bí thư đề nghị mức của từng người trong một lần lưu; cấp trên xác nhận."
        actions={<PersonExport list="member-ratings" filter={{ branch: branch.id, year }} />}
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good" title={done} />}
      <Tabs
        label="Năm"
        tabs={yearsToRate(today()).map((one) => ({
          href: `/branches/${branch.id}/ratings/members?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      {!scheme && (
        <Notice tone="calm">{branch.line === "association" ? NO_ASSOCIATION_SCHEME : NO_SCHEME}</Notice>
      )}
      <Card>
        <Table
          caption={inShort(page)}
          columns={[
            { key: "name", label: "Họ và tên", isName: true, cell: ({ fullName }) => fullName },
            { key: "proposed", label: "Đề nghị", cell: ({ proposed }) => proposed?.level.label ?? "–" },
            {
              key: "confirmed",
              label: "Xác nhận",
              cell: ({ confirmed, proposed }) =>
                confirmed?.level.label ??
                (proposed ? <Badge tone="warn">Chờ xác nhận</Badge> : <Badge>Chưa xếp loại</Badge>),
            },
          ]}
          rows={members}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Không có đoàn viên nào trong năm này" />}
        />
      </Card>
      {scheme && intent && members.length > 0 && (
        <div className="no-print">
          <Card title={intent === "confirm" ? "Xác nhận của cấp trên" : "Đề nghị của chi đoàn"}>
            <MemberRatingsForm
              action={rateMembersAction}
              requestId={newId()}
              branchId={branch.id}
              year={year}
              intent={intent}
              levels={scheme.levels}
              members={members
                .filter(({ proposed, confirmed }) => (intent === "confirm" ? proposed : !confirmed))
                .map(({ id, fullName, proposed, confirmed }) => ({
                  ...{ id, fullName },
                  chosen: confirmed?.levelId ?? proposed?.levelId ?? null,
                  note: intent === "confirm" && proposed ? `Chi đoàn đề nghị: ${proposed.level.label}` : null,
                }))}
            />
          </Card>
        </div>
      )}
    </div>
  );
}

/** "12 đoàn viên: 9 đã xác nhận, 2 chờ xác nhận, 1 chưa xếp loại". */
function inShort({ members }: MemberRatings): string {
  const confirmed = members.filter((member) => member.confirmed).length;
  const waiting = members.filter((member) => member.proposed && !member.confirmed).length;
  return `${members.length} đoàn viên: ${confirmed} đã xác nhận, ${waiting} chờ xác nhận, ${members.length - confirmed - waiting} chưa xếp loại`;
}
