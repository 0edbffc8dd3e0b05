import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DisciplineList } from "@/components/discipline/discipline-list";
import { DuplicateAsked } from "@/components/duplicates/duplicate-cases";
import { PageHeader } from "@/components/layout/page-header";
import { PersonView } from "@/components/members/person-view";
import { PersonReferrals } from "@/components/referrals/referral-list";
import { SensitiveSection } from "@/components/sensitive/sensitive-section";
import { PersonTrainings } from "@/components/training/course-list";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";

import { recordHistory } from "@/lib/audit/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { disciplineOfPerson } from "@/lib/discipline/queries";
import { duplicatesAsked } from "@/lib/duplicates/queries";
import { stayAfterThirtyAction, takeBackAwardAction, withdrawAdmissionAction } from "@/lib/members/actions";
import { personPage } from "@/lib/members/queries";
import { referralsOf } from "@/lib/referrals/queries";
import { sensitiveState } from "@/lib/sensitive/queries";
import { trainingsOf } from "@/lib/training/queries";

export const metadata: Metadata = { title: "Hồ sơ đoàn viên, hội viên" };

const DONE = new Map([
  ["sensitive", "Đã lưu thông tin nhạy cảm."],
  ["corrected", "Đã lưu hồ sơ."],
  ["merged", "Đã gộp hai hồ sơ. Gộp nhầm thì tách lại ở trang Hồ sơ trùng."],
  ["awarded", "Đã ghi khen thưởng."],
  ["unawarded", "Đã bỏ khen thưởng ghi nhầm."],
  ["restored", "Đã khôi phục. Ngày vào Đoàn, Hội và số thẻ được giữ."],
  ["stays", "Đã ghi ở lại sau 30 tuổi."],
  ["leaves", "Đã bỏ việc ở lại sau 30 tuổi."],
]);

export default async function PersonPage({ params, searchParams }: PageProps<"/members/[personId]">) {
  const { personId } = await params;
  const query = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const person = await personPage(viewer, tx, personId);
    const told = person && (await recordHistory(viewer, tx, { kind: "person", id: person.id }));
    return (
      person && {
        person,
        history: told?.deeds ?? [],
        sensitive: await sensitiveState(viewer, tx, person.id),
        mayAskWhoSees: can(viewer, "person.access"),
        duplicates: await duplicatesAsked(viewer, tx, person.id),
        referrals: await referralsOf(viewer, tx, person.id),
        trainings: await trainingsOf(viewer, tx, person.id),
        discipline: await disciplineOfPerson(viewer, tx, person.id),
      }
    );
  });
  if (!page) notFound();
  const { person, history, sensitive, duplicates, referrals, trainings, discipline, mayAskWhoSees } = page;
  const done = DONE.get(String(query.done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title={person.fullName}
        help="Hồ sơ cơ bản, nơi sinh hoạt, chức vụ và những lần sửa. Thông tin riêng: chỉ dùng cho công tác Đoàn, Hội."
        actions={
          <>
            {person.canCorrect && <LinkButton href={`/members/${person.id}/edit`}>Sửa hồ sơ</LinkButton>}
            {mayAskWhoSees && (
              <LinkButton href={`/members/${person.id}/access`} tone="quiet">
                Ai xem được hồ sơ này
              </LinkButton>
            )}
            <LinkButton href={`/members/${person.id}/privacy`} tone="quiet">
              Quyền riêng tư
            </LinkButton>
          </>
        }
      />
      {done && <Notice tone="good">{done}</Notice>}
      {duplicates.map(({ state, note }) => (
        <Card key="duplicates" title="Có thể đã có hồ sơ ở nơi khác">
          <DuplicateAsked state={state} note={note} />
        </Card>
      ))}
      <PersonView
        person={person}
        history={history}
        stay={stayAfterThirtyAction}
        takeBackAward={takeBackAwardAction}
        withdraw={withdrawAdmissionAction}
        newRequestId={newId}
      />
      {trainings.length > 0 && (
        <Card title="Tập huấn, bồi dưỡng">
          <PersonTrainings rows={trainings} />
        </Card>
      )}
      {referrals.length > 0 && (
        <Card title="Giới thiệu về nơi cư trú">
          <PersonReferrals rows={referrals} />
        </Card>
      )}
      {discipline.length > 0 && (
        <Card title="Kỷ luật">
          <DisciplineList rows={discipline} namesWhom={false} mayLift={() => false} />
        </Card>
      )}
      {sensitive && <SensitiveSection personId={person.id} state={sensitive} />}
    </div>
  );
}
