import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { KnownArrivalForm, NewcomerForm } from "@/components/transfers/transfer-forms";
import { Card, Notice } from "@/components/ui/basics";
import { listCommunes } from "@/lib/areas/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { birthLabel, memberWord } from "@/lib/members/labels";
import { findPerson, memberBranch } from "@/lib/members/queries";
import { personQuerySchema } from "@/lib/members/schema";
import { recordArrivalAction, recordNewcomerAction } from "@/lib/transfers/actions";

export const metadata: Metadata = { title: "Người chuyển đến từ nơi khác" };

type Props = PageProps<"/branches/[branchId]/transfers/new">;

export default async function NewArrivalPage({ params, searchParams }: Props) {
  const { branchId } = await params;
  const { person: personId } = personQuerySchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const branch = await memberBranch(viewer, tx, branchId);
    if (!branch?.canKeep || !branch.isAlive) return null;
    return {
      branch,
      person: personId ? await findPerson(viewer, tx, personId) : null,
      communes: await listCommunes(viewer, tx),
    };
  });
  if (!page || (personId && !page.person)) notFound();
  const { branch, person, communes } = page;
  const form = { requestId: newId(), branchId: branch.id, today: formatDate(today()) };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(branch.line)}` },
        ]}
        title={person ? `Tiếp nhận ${person.fullName}` : "Người chuyển đến từ nơi khác"}
        help="Dành cho người có giấy giới thiệu từ tổ chức không có trong danh sách của tỉnh. Cấp trên tiếp nhận thì mới tính là thành viên ở đây."
      />
      {person ? (
        <>
          <Notice>
            <p>
              Dùng hồ sơ đã có: <strong>{person.fullName}</strong>, sinh {birthLabel(person.birth)}.{" "}
              <Link href={`/branches/${branch.id}/transfers/new`} prefetch={false}>
                Không phải người này
              </Link>
            </p>
          </Notice>
          <KnownArrivalForm action={recordArrivalAction} personId={person.id} {...form} />
        </>
      ) : (
        <Card title="Người chuyển đến">
          <NewcomerForm
            action={recordNewcomerAction}
            communes={communes.map(({ id, name, district }) => ({ value: id, label: name, group: district }))}
            {...form}
          />
        </Card>
      )}
    </div>
  );
}
