import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { EnterpriseChoice } from "@/components/branches/enterprise-choice";
import { FoundingForm } from "@/components/branches/founding-form";
import { PageHeader } from "@/components/layout/page-header";
import { Tabs } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { foundBranchAction } from "@/lib/branches/actions";
import { enterprisesToOrganise, foundingPage, MOST_CHOICES } from "@/lib/branches/queries";
import { foundingQuerySchema } from "@/lib/branches/schema";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Thành lập tổ chức" };

const TRAIL = [{ href: "/branches", label: "Tổ chức Đoàn, Hội" }] as const;

export default async function NewBranchPage({ searchParams }: PageProps<"/branches/new">) {
  const { enterprise: enterpriseId, line, rows, q } = foundingQuerySchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    if (enterpriseId) return { founding: await foundingPage(viewer, tx, { enterpriseId, line }) };
    const lines = (["union", "association"] as const).filter((one) =>
      can(viewer, "branch.write", { line: one }),
    );
    const chosen = lines.find((one) => one === line) ?? lines[0];
    if (!chosen) return null;
    return { lines, line: chosen, choices: await enterprisesToOrganise(viewer, tx, { line: chosen, q }) };
  });
  if (!page) notFound();

  if (!("founding" in page)) {
    return (
      <div className="space-y-5">
        <PageHeader
          title="Thành lập tổ chức"
          help="Chọn doanh nghiệp trước; doanh nghiệp chưa có tổ chức xếp trước."
          trail={TRAIL}
        />
        {page.lines.length > 1 && (
          <Tabs
            label="Đoàn, Hội"
            tabs={page.lines.map((one) => ({
              href: `/branches/new?line=${one}`,
              label: `Tổ chức ${LINE_LABELS[one]}`,
              isCurrent: one === page.line,
            }))}
          />
        )}
        <EnterpriseChoice
          line={page.line}
          choices={page.choices}
          q={q}
          isCut={page.choices.length === MOST_CHOICES}
        />
      </div>
    );
  }

  const { founding } = page;
  if (!founding) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Thành lập tổ chức ${LINE_LABELS[founding.line]}`}
        help="Ghi quyết định đúng như trên giấy, rồi danh sách ban đầu: tất cả được ghi trong một lần gửi."
        trail={[
          ...TRAIL,
          { href: `/enterprises/${founding.enterprise.id}`, label: founding.enterprise.name },
        ]}
      />
      {founding.lines.length > 1 && (
        <Tabs
          label="Đoàn, Hội"
          tabs={founding.lines.map((one) => ({
            href: `/branches/new?enterprise=${founding.enterprise.id}&line=${one}`,
            label: `Tổ chức ${LINE_LABELS[one]}`,
            isCurrent: one === founding.line,
          }))}
        />
      )}
      <p>
        {"Tại "}
        <Link href={`/enterprises/${founding.enterprise.id}`} prefetch={false}>
          {founding.enterprise.name}
        </Link>
        {`, do ${founding.unitName} quản lý.`}
      </p>
      <FoundingForm
        key={founding.line}
        page={founding}
        action={foundBranchAction}
        requestId={newId()}
        rows={rows}
      />
    </div>
  );
}
