import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountTable } from "@/components/accounts/account-list";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { Pagination } from "@/components/ui/table";
import { ROLE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { STATE_LABELS } from "@/lib/accounts/labels";
import { listAccounts } from "@/lib/accounts/queries";
import { type AccountFilter, accountFilterSchema } from "@/lib/accounts/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { Role } from "@/lib/generated/prisma/enums";

export const metadata: Metadata = { title: "Tài khoản cấp dưới" };

const DONE = new Map([
  ["ended", "Đã kết thúc nhiệm vụ."],
  ["corrected", "Đã sửa thời hạn nhiệm vụ."],
]);

const options = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export default async function AccountsPage({ searchParams }: PageProps<"/accounts">) {
  const query = await searchParams;
  const filter = accountFilterSchema.parse(query);
  const { list, mayGive } = await readAsViewer(async (viewer, tx) => ({
    list: await listAccounts(viewer, tx, filter),
    mayGive: can(viewer, "account.give"),
  }));
  if (!list) notFound();
  const { page, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  const done = DONE.get(String(query.done));
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tài khoản cấp dưới"
        help="Ai đăng nhập được, để làm gì, từ ngày nào. Mỗi người một tài khoản; không ai dùng chung, không ai tự đăng ký."
        actions={
          <>
            {mayGive && <LinkButton href="/accounts/new">Cấp tài khoản</LinkButton>}
            <PersonExport list="accounts" filter={filter} />
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {done && <Notice tone="good" title={done} />}
      <FilterBar action="/accounts" isFiltered={isFiltered}>
        <FilterText
          name="q"
          label="Tìm theo tên, tên đăng nhập"
          value={filter.q}
          placeholder="không cần dấu"
        />
        <FilterSelect name="state" label="Tình trạng" value={filter.state} options={options(STATE_LABELS)} />
        {list.roles.length > 1 && (
          <FilterSelect
            name="role"
            label="Vai trò"
            value={filter.role}
            options={Object.values(Role)
              .filter((role) => list.roles.includes(role))
              .map((role) => ({ value: role, label: ROLE_LABELS[role] }))}
          />
        )}
        {list.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <div className="card">
        <AccountTable
          caption={`${list.total} tài khoản${isFiltered ? " theo bộ lọc" : ""}`}
          rows={list.rows}
          empty={
            <EmptyState title={isFiltered ? "Không có tài khoản nào khớp bộ lọc" : "Chưa có tài khoản nào"}>
              {isFiltered
                ? "Bỏ bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn."
                : "Cấp tài khoản cho người phụ trách rồi trao phiếu liên kết cho họ."}
            </EmptyState>
          }
        />
        <Pagination
          first={page !== undefined && page > 1 ? address(filter, undefined) : null}
          next={list.next === null ? null : address(filter, list.next)}
        />
      </div>
    </div>
  );
}

function address(filter: AccountFilter, page: number | undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, page })) if (value) query.set(name, String(value));
  return `/accounts?${query}` as const;
}
