import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RegistrationForm } from "@/components/model-cells/model-cell-forms";
import { LinkButton, Notice } from "@/components/ui/basics";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { registerModelCellAction } from "@/lib/model-cells/actions";
import { modelCellsOfBranch } from "@/lib/model-cells/queries";

export const metadata: Metadata = { title: "Đăng ký chi đoàn mạnh" };

export default async function NewModelCellPage({
  params,
}: PageProps<"/branches/[branchId]/model-cells/new">) {
  const { branchId } = await params;
  const page = await readAsViewer((viewer, tx) => modelCellsOfBranch(viewer, tx, branchId));
  if (!page?.mayRegister) notFound();
  const { branch, open } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title="Đăng ký chi đoàn mạnh"
        help={`${branch.name}. Mỗi năm đăng ký một lần, theo bộ tiêu chí của năm đó.`}
        actions={
          <LinkButton href="/model-cells/criteria" tone="quiet">
            Xem tiêu chí
          </LinkButton>
        }
      />
      {open.length === 0 ? (
        <Notice tone="calm" title="Không còn năm nào để đăng ký">
          Chi đoàn đã đăng ký, hoặc tỉnh chưa nhập bộ tiêu chí của năm.
        </Notice>
      ) : (
        <RegistrationForm
          action={registerModelCellAction}
          requestId={newId()}
          branchId={branch.id}
          years={open}
          today={today()}
        />
      )}
    </div>
  );
}
