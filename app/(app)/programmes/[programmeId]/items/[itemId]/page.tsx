import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ItemForm, RemoveItemForm } from "@/components/programmes/programme-forms";
import { Card, Disclosure, LinkButton, Timeline } from "@/components/ui/basics";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { changeItemAction, removeItemAction } from "@/lib/programmes/actions";
import { branchesOfUnit, findItem } from "@/lib/programmes/queries";

export const metadata: Metadata = { title: "Việc trong chương trình" };

export default async function ItemPage({ params }: PageProps<"/programmes/[programmeId]/items/[itemId]">) {
  const { programmeId, itemId } = await params;
  const shown = await readAsViewer(async (viewer, tx) => {
    const item = await findItem(viewer, tx, itemId);
    return item?.isEditable && item.programmeId === programmeId
      ? { item, branches: await branchesOfUnit(viewer, tx, item.unitId) }
      : null;
  });
  if (!shown) notFound();
  const { item, branches } = shown;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Việc trong chương trình"
        help={`“${item.title}”, dự kiến ${formatDate(item.plannedOn)}. Dời ngày hay đổi người thì nêu vì sao.`}
        trail={[
          { href: "/programmes", label: "Chương trình hoạt động" },
          { href: `/programmes/${programmeId}`, label: "Các việc" },
        ]}
        actions={<LinkButton href={`/activities/new?item=${itemId}`}>Ghi đã làm</LinkButton>}
      />
      <ItemForm
        action={changeItemAction}
        requestId={newId()}
        programmeId={programmeId}
        branches={branches.map(({ id, name }) => ({ value: id, label: name }))}
        given={item}
        version={item.earlier.length}
      />
      {item.earlier.length > 0 && (
        <Card title="Trước đó">
          <Timeline
            empty=""
            items={item.earlier.map(({ id, title, plannedOn, by, voidedAt }) => ({
              key: id,
              when: voidedAt ? `đến ${formatMoment(voidedAt)}` : "",
              what: `${title}, dự kiến ${formatDate(plannedOn)}`,
              more: `${by} ghi`,
            }))}
          />
        </Card>
      )}
      {item.activities === 0 && (
        <Disclosure summary="Bỏ khỏi chương trình">
          <RemoveItemForm action={removeItemAction} requestId={newId()} itemId={itemId} />
        </Disclosure>
      )}
    </div>
  );
}
