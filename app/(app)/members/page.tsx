import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, cappedCount, Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { Line } from "@/lib/generated/prisma/enums";
import { birthLabel, postLabel } from "@/lib/members/labels";
import { listMembers, type MemberList } from "@/lib/members/queries";
import { membersWaiting } from "@/lib/members/reports";
import { type MemberFilter, memberFilterSchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Đoàn viên, hội viên" };

const STATES = [{ value: "over30", label: "Đoàn viên quá 30 tuổi chưa ghi ở lại" }];

export default async function MembersPage({ searchParams }: PageProps<"/members">) {
  const filter = memberFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "member.read")
      ? {
          list: await listMembers(viewer, tx, filter),
          waiting: await membersWaiting(viewer, tx),
          maySearchIdentity: can(viewer, "sensitive.read"),
          mayImport: can(viewer, "member.write"),
          mayHaveDuplicates: can(viewer, "duplicate.decide") || can(viewer, "member.write"),
        }
      : null,
  );
  if (!page) notFound();
  const { list, waiting, maySearchIdentity, mayHaveDuplicates, mayImport } = page;
  const { after, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Đoàn viên, hội viên"
        help="Mọi người đang sinh hoạt trong phạm vi của bạn, mỗi người một dòng, xếp theo tên. Kết nạp thì vào danh sách của từng tổ chức."
        actions={
          <>
            {waiting.admissionsToDecide > 0 && (
              <LinkButton href="/admissions">Chuẩn y kết nạp ({waiting.admissionsToDecide})</LinkButton>
            )}
            <LinkButton href="/transfers" tone="quiet">
              Chuyển sinh hoạt
            </LinkButton>
            <LinkButton href="/members/check" tone="quiet">
              Kiểm tra danh sách
            </LinkButton>
            {mayImport && (
              <LinkButton href="/imports/new?kind=members" tone="quiet">
                Nhập từ Excel
              </LinkButton>
            )}
            {mayHaveDuplicates && (
              <LinkButton href="/duplicates" tone="quiet">
                Hồ sơ trùng
              </LinkButton>
            )}
            {list.total > 0 && <PersonExport list="members" filter={filter} />}
            {maySearchIdentity && (
              <LinkButton href="/members/identity" tone="quiet">
                Tìm theo số CMND, CCCD
              </LinkButton>
            )}
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      <FilterBar action="/members" isFiltered={isFiltered}>
        <FilterText name="q" label="Tìm theo tên" value={filter.q} placeholder="không cần dấu" />
        <FilterSelect
          name="line"
          label="Đoàn, Hội"
          value={filter.line}
          options={Object.values(Line).map((line) => ({ value: line, label: LINE_LABELS[line] }))}
        />
        <FilterSelect name="state" label="Việc cần làm" value={filter.state} options={STATES} />
        {list.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị quản lý"
            value={filter.unit}
            options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <div className="card">
        <Table
          caption={`${cappedCount(list.total)} người${isFiltered ? " theo bộ lọc" : ""}`}
          columns={COLUMNS}
          rows={list.rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={isFiltered ? "Không có ai khớp bộ lọc" : "Chưa có ai trong phạm vi của bạn"}>
              {isFiltered
                ? "Bỏ bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn."
                : "Kết nạp trong danh sách của từng tổ chức."}
            </EmptyState>
          }
        />
        <Pagination
          first={after && address(filter, { after: undefined })}
          next={list.next && address(filter, { after: list.next })}
        />
      </div>
    </div>
  );
}

function address(filter: MemberFilter, change: Partial<MemberFilter>) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...change })) if (value) query.set(name, value);
  return `/members?${query}` as const;
}

const COLUMNS: Column<MemberList["rows"][number]>[] = [
  {
    key: "name",
    label: "Họ và tên",
    isName: true,
    cell: ({ id, fullName, posts }) => (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={`/members/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
          {fullName}
        </Link>
        {posts.map((post) => (
          <Badge key={post.id} tone="accent">
            {postLabel(post.title, post.branch.kind)}
          </Badge>
        ))}
      </span>
    ),
  },
  { key: "birth", label: "Ngày sinh", cell: ({ birth }) => birthLabel(birth) },
  {
    key: "branches",
    label: "Tổ chức",
    cell: ({ memberships }) => (
      <ul>
        {memberships.map(({ id, branchId, branchName }) => (
          <li key={id}>
            <Link href={`/branches/${branchId}/members`} prefetch={false}>
              {branchName}
            </Link>
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: "from",
    label: "Từ ngày",
    cell: ({ memberships }) => (
      <ul>
        {memberships.map(({ id, validFrom }) => (
          <li key={id}>{formatDate(validFrom)}</li>
        ))}
      </ul>
    ),
  },
];
