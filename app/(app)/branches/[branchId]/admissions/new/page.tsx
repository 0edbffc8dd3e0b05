import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { KnownAdmissionForm, NewAdmissionForm } from "@/components/members/admission-form";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { listCommunes } from "@/lib/areas/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { admitKnownAction, admitNewAction } from "@/lib/members/actions";
import { birthLabel, memberWord } from "@/lib/members/labels";
import {
  type FoundPerson,
  findPerson,
  type MemberBranch,
  memberBranch,
  searchPersons,
} from "@/lib/members/queries";
import { personQuerySchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Kết nạp" };

type Props = PageProps<"/branches/[branchId]/admissions/new">;

export default async function NewAdmissionPage({ params, searchParams }: Props) {
  const { branchId } = await params;
  const { q, person: personId } = personQuerySchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const branch = await memberBranch(viewer, tx, branchId);
    if (!branch?.canKeep || !branch.isAlive) return null;
    return {
      branch,
      found: q ? await searchPersons(viewer, tx, { q, exceptBranchId: branch.id }) : null,
      person: personId ? await findPerson(viewer, tx, personId) : null,
      communes: await listCommunes(viewer, tx),
    };
  });
  if (!page || (personId && !page.person)) notFound();
  const { branch, found, person, communes } = page;
  const form = {
    requestId: newId(),
    branchId: branch.id,
    today: formatDate(today()),
    decidesAlone: branch.decidesAlone,
  };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(branch.line)}` },
        ]}
        title={person ? `Kết nạp ${person.fullName}` : `Kết nạp ${memberWord(branch.line)}`}
        help={whoDecides(branch)}
      />
      {person ? (
        <>
          <Notice>
            <p>
              Dùng hồ sơ đã có: <strong>{person.fullName}</strong>, sinh {birthLabel(person.birth)}.{" "}
              <Link href={`/branches/${branch.id}/admissions/new`} prefetch={false}>
                Không phải người này
              </Link>
            </p>
          </Notice>
          <KnownAdmissionForm action={admitKnownAction} personId={person.id} {...form} />
        </>
      ) : (
        <>
          <section className="space-y-3">
            <h2>Đã có hồ sơ?</h2>
            <FilterBar action={`/branches/${branch.id}/admissions/new`} isFiltered={found !== null}>
              <FilterText
                name="q"
                label="Tìm theo tên trước khi lập hồ sơ mới"
                value={q}
                placeholder="không cần dấu"
              />
            </FilterBar>
            {found && <Found found={found} branch={branch} />}
          </section>
          <Card title="Người chưa có hồ sơ">
            <NewAdmissionForm
              action={admitNewAction}
              communes={communes.map(({ id, name, district }) => ({
                value: id,
                label: name,
                group: district,
              }))}
              {...form}
            />
          </Card>
        </>
      )}
    </div>
  );
}

/** Whose decision makes a member of somebody proposed here (§2.5). */
function whoDecides({ decidesAlone, line, isLevelAbove }: MemberBranch): string {
  if (decidesAlone) return "Tổ chức này tự quyết định kết nạp: gửi là thành đoàn viên từ ngày kết nạp.";
  if (isLevelAbove)
    return "Bạn đề nghị thì một người khác ở cấp trên chuẩn y; trước đó chưa tính là thành viên.";
  return line === "union"
    ? "Gửi đề nghị lên cấp trên; được chuẩn y thì là đoàn viên từ ngày kết nạp."
    : "Gửi đề nghị lên cấp trên; được chuẩn y thì là hội viên từ ngày kết nạp.";
}

const Found = ({ found, branch }: { found: readonly FoundPerson[]; branch: MemberBranch }) =>
  found.length === 0 ? (
    <p>Không có hồ sơ nào trong phạm vi của bạn. Nhập hồ sơ mới ở bên dưới.</p>
  ) : (
    <ul className="card divide-y divide-(--line)">
      {found.map(({ id, fullName, birth, branchNames }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
          <span>
            <strong>{fullName}</strong>, sinh {birthLabel(birth)}
            {branchNames.length > 0 && (
              <span className="block text-(--ink-soft) text-sm">{branchNames.join("; ")}</span>
            )}
          </span>
          <LinkButton href={`/branches/${branch.id}/admissions/new?person=${id}`} tone="quiet">
            Dùng hồ sơ này
          </LinkButton>
        </li>
      ))}
    </ul>
  );
