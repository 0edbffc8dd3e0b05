import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PostForm } from "@/components/members/post-forms";
import { Disclosure, Notice } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { givePostAction } from "@/lib/members/actions";
import { birthLabel, postLabel } from "@/lib/members/labels";
import { branchPosts, findPerson, searchPersons } from "@/lib/members/queries";
import { personQuerySchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Giao chức vụ" };

export default async function NewPostPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/posts/new">) {
  const { branchId } = await params;
  const { q, person: personId } = personQuerySchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const posts = await branchPosts(viewer, tx, branchId);
    if (!posts?.branch.canKeep || !posts.branch.isAlive) return null;
    return {
      ...posts,
      others: q ? await searchPersons(viewer, tx, { q, exceptBranchId: posts.branch.id }) : [],
      chosen: personId ? await findPerson(viewer, tx, personId) : null,
    };
  });
  if (!page) notFound();
  const { branch, members, others, chosen, present } = page;
  const people = [
    ...members.map(({ id, fullName }) => ({ value: id, label: fullName, group: "Trong tổ chức" })),
    ...others.map(({ id, fullName, birth }) => ({
      value: id,
      label: `${fullName}, sinh ${birthLabel(birth)}`,
      group: "Ngoài tổ chức (phải nêu lý do chỉ định)",
    })),
  ];
  const held = present.filter(({ person }) => person.id === chosen?.id);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/posts`, label: "Chức vụ" },
        ]}
        title="Giao chức vụ"
        help="Chọn người, chức vụ và ngày nhận. Chức vụ khác mà người đó đang giữ ở đây sẽ kết thúc cùng ngày."
      />
      {held.length > 0 && (
        <Notice>
          {chosen?.fullName} đang là {held.map(({ title }) => postLabel(title, branch.kind)).join(", ")}: thôi
          từ ngày nhận chức vụ mới.
        </Notice>
      )}
      <PostForm
        action={givePostAction}
        requestId={newId()}
        today={formatDate(today())}
        branch={branch}
        people={people}
        chosen={chosen?.id ?? null}
      />
      <Disclosure summary="Cấp trên chỉ định người ngoài tổ chức">
        <FilterBar action={`/branches/${branch.id}/posts/new`} isFiltered={q !== undefined}>
          <FilterText
            name="q"
            label="Tìm người theo tên, rồi chọn ở danh sách trên"
            value={q}
            placeholder="không cần dấu"
          />
        </FilterBar>
      </Disclosure>
    </div>
  );
}
