import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ProfileForm } from "@/components/members/profile-form";
import { listCommunes } from "@/lib/areas/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { correctProfileAction } from "@/lib/members/actions";
import { areaName, findPerson, keepsPerson } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Sửa hồ sơ" };

export default async function EditPersonPage({ params }: PageProps<"/members/[personId]/edit">) {
  const { personId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const person = await findPerson(viewer, tx, personId);
    if (!person || !(await keepsPerson(viewer, tx, person.id))) return null;
    const communes = (await listCommunes(viewer, tx)).map(({ id, name, district }) => ({
      ...{ value: id, label: name, group: district },
    }));
    const { areaId } = person;
    // A place that no longer exists, or of another province, stays what it is until somebody chooses another.
    const isListed = !areaId || communes.some(({ value }) => value === areaId);
    const kept =
      areaId && !isListed
        ? [
            {
              value: areaId,
              label: (await areaName(viewer, tx, areaId)) ?? "Nơi đã ghi",
              group: "Nơi đã ghi",
            },
          ]
        : [];
    return { person, communes: [...kept, ...communes] };
  });
  if (!page) notFound();
  const { person, communes } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: `/members/${person.id}`, label: person.fullName },
        ]}
        title="Sửa hồ sơ"
        help="Sửa thông tin cơ bản. Ngày vào, ngày ra sửa ở từng lần sinh hoạt. Giá trị cũ vẫn còn trong lịch sử."
      />
      <ProfileForm action={correctProfileAction} requestId={newId()} communes={communes} given={person} />
    </div>
  );
}
