import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SightList } from "@/components/accounts/sight-list";
import { PageHeader } from "@/components/layout/page-header";
import { whoSeesPerson } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { findPerson } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Ai xem được hồ sơ này" };

export default async function PersonAccessPage({ params }: PageProps<"/members/[personId]/access">) {
  const { personId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const person = await findPerson(viewer, tx, personId);
    const sights = person ? await whoSeesPerson(viewer, tx, person.id) : [];
    return person && sights.length > 0 ? { person, sights } : null;
  });
  if (!page) notFound();
  const { person, sights } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: `/members/${person.id}`, label: person.fullName },
        ]}
        title="Ai xem được hồ sơ này, vì sao"
        help="Mọi tài khoản mở được hồ sơ của người này hôm nay, theo nhiệm vụ đang giữ. Thấy ai không nên có thì báo cấp trên của họ."
        printNote={`In ngày ${formatDate(today())}`}
      />
      <div className="card">
        <SightList sights={sights} />
      </div>
    </div>
  );
}
