import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import {
  EndMemberForm,
  MemberForm,
  MoveGroupForm,
  ProductForm,
  RemoveLineForm,
  UndoStepForm,
  VisitForm,
} from "@/components/working-groups/group-forms";
import { listSurveyors } from "@/lib/assignments/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import {
  addGroupMemberAction,
  addGroupProductAction,
  dissolveWorkingGroupAction,
  endGroupMemberAction,
  establishWorkingGroupAction,
  planGroupVisitAction,
  removeGroupLineAction,
  reportWorkingGroupAction,
  sendWorkingGroupAction,
  undoGroupStepAction,
} from "@/lib/working-groups/actions";
import { GROUP_STATE_LABELS, MOVE_LABELS, PRODUCT_KIND_LABELS } from "@/lib/working-groups/labels";
import { enterprisesOfUnit, type GroupPage, groupPage } from "@/lib/working-groups/queries";
import { needsReason } from "@/lib/working-groups/rules";

export const metadata: Metadata = { title: "Tổ công tác" };

const ACTIONS = {
  established: establishWorkingGroupAction,
  surveying: sendWorkingGroupAction,
  reported: reportWorkingGroupAction,
  dissolved: dissolveWorkingGroupAction,
} as const;

type Named = { id: string; name: string };
type Lists = { officers: readonly Named[]; enterprises: readonly Named[] };

const options = (list: readonly Named[]) =>
  [...new Map(list.map(({ id, name }) => [id, name]))].map(([value, label]) => ({ value, label }));

/** One deed of a group on a page of its own: its title, what it is for, and its form; null where it cannot be done. */
function deedOf(group: GroupPage, part: string, { officers, enterprises }: Lists) {
  const form = { requestId: newId(), today: formatDate(today()), groupId: group.id };
  const move = group.moves.find((one) => one === part);
  if (move) {
    const asksReason = needsReason(group.state, move);
    return {
      title: MOVE_LABELS[move],
      help:
        move === "dissolved"
          ? "Doanh nghiệp tổ chưa khảo sát sẽ chờ giao lại; những gì tổ đã làm vẫn còn."
          : "Ghi như trên văn bản; ghi nhầm thì bỏ bước này ở trang của tổ.",
      form: <MoveGroupForm action={ACTIONS[move]} {...form} move={move} asksReason={asksReason} />,
    };
  }
  if (part === "undo" && group.keeps && group.steps.length > 1) {
    return {
      title: `Bỏ bước “${GROUP_STATE_LABELS[group.state]}”`,
      help: "Tổ trở về bước liền trước; bước bỏ vẫn còn trong vết. Doanh nghiệp đã chờ giao lại thì giao lại bằng tay.",
      form: <UndoStepForm action={undoGroupStepAction} {...form} />,
    };
  }
  if (!group.isEditable) return null;
  switch (part) {
    case "member":
      return {
        title: "Thêm thành viên",
        help: "Cán bộ có tài khoản thì chọn: doanh nghiệp giao cho tổ thành việc của người đó.",
        form: <MemberForm action={addGroupMemberAction} {...form} officers={options(officers)} />,
      };
    case "member-end":
      return {
        title: "Ghi thôi tham gia",
        help: "Thời gian đã tham gia vẫn còn.",
        form: (
          <EndMemberForm
            action={endGroupMemberAction}
            {...form}
            members={options(group.members.filter(({ validTo }) => validTo === null))}
          />
        ),
      };
    case "visit":
      return {
        title: "Thêm ngày đi",
        help: "Ngày nào, đến đâu, làm gì. Đến rồi thì ghi lần gặp hoặc phiếu khảo sát ở doanh nghiệp.",
        form: <VisitForm action={planGroupVisitAction} {...form} enterprises={options(enterprises)} />,
      };
    case "product":
      return {
        title: "Ghi tham mưu, báo cáo",
        help: "Tổ đã tham mưu hay báo cáo gì, ngày nào. Phiếu khảo sát không cần ghi ở đây.",
        form: <ProductForm action={addGroupProductAction} {...form} />,
      };
    case "remove":
      return {
        title: "Bỏ dòng ghi nhầm",
        help: "Dòng bỏ không còn được tính; vết của nó vẫn còn.",
        form: <RemoveLineForm action={removeGroupLineAction} {...form} lines={linesOf(group)} />,
      };
    default:
      return null;
  }
}

const linesOf = ({ visits, products }: GroupPage) => [
  ...visits.map(({ id, plannedOn, content }) => ({
    value: `visit:${id}`,
    label: `Lịch ${formatDate(plannedOn)}: ${content}`,
  })),
  ...products.map(({ id, on, kind }) => ({
    value: `product:${id}`,
    label: `${PRODUCT_KIND_LABELS[kind]} ${formatDate(on)}`,
  })),
];

export default async function WorkingGroupDeedPage({
  params,
}: PageProps<"/working-groups/[groupId]/[part]">) {
  const { groupId, part } = await params;
  const shown = await readAsViewer(async (viewer, tx) => {
    const group = await groupPage(viewer, tx, groupId);
    return (
      group && {
        group,
        deed: deedOf(group, part, {
          officers: part === "member" ? await listSurveyors(viewer, tx) : [],
          enterprises: part === "visit" ? await enterprisesOfUnit(viewer, tx, group.unitId) : [],
        }),
      }
    );
  });
  if (!shown?.deed) notFound();
  const { group, deed } = shown;
  return (
    <>
      <PageHeader
        title={deed.title}
        help={deed.help}
        trail={[
          { href: "/working-groups", label: "Tổ công tác" },
          { href: `/working-groups/${group.id}`, label: group.name },
        ]}
      />
      {deed.form}
    </>
  );
}
