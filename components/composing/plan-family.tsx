import Link from "next/link";
import { CascadeForm, CloneForm } from "@/components/composing/draft-forms";
import { Badge, Card } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import type { PlanState } from "@/lib/generated/prisma/enums";

type Relative = {
  id: string;
  name: string;
  title: string;
  unitName: string;
  state: PlanState;
  issuedOn: PlainDate | null;
};

/** The plan above, the plans made of this one below, and the next year's; with what the viewer may begin. */
export const PlanFamily = ({
  planId,
  nextYear,
  family,
  requestIds,
  cascadeAction,
  cloneAction,
}: {
  planId: string;
  nextYear: number;
  family: {
    parent: Relative | null;
    cascaded: readonly Relative[];
    clones: readonly Relative[];
    isMine: boolean;
    toCascade: readonly { id: string; name: string }[];
  };
  requestIds: { cascade: readonly string[]; clone: string };
  cascadeAction: FormAction;
  cloneAction: FormAction;
}) => (
  <Card title="Kế hoạch liên quan" id="lien-quan">
    <div className="space-y-4">
      {family.parent && (
        <Group title="Triển khai kế hoạch cấp trên">
          <One plan={family.parent} />
        </Group>
      )}
      {family.cascaded.length > 0 && (
        <Group title={`Kế hoạch triển khai của đơn vị (${family.cascaded.length})`}>
          {family.cascaded.map((plan) => (
            <One key={plan.id} plan={plan} />
          ))}
        </Group>
      )}
      {family.clones.length > 0 && (
        <Group title="Kế hoạch năm sau">
          {family.clones.map((plan) => (
            <One key={plan.id} plan={plan} />
          ))}
        </Group>
      )}
      {!family.parent && family.cascaded.length === 0 && family.clones.length === 0 && (
        <p className="text-(--ink-soft)">Chưa có kế hoạch nào của đơn vị triển khai kế hoạch này.</p>
      )}
      <div className="no-print flex flex-wrap gap-3">
        {family.toCascade.map((unit, index) => (
          <CascadeForm
            key={unit.id}
            action={cascadeAction}
            requestId={requestIds.cascade[index] ?? ""}
            planId={planId}
            unit={unit}
          />
        ))}
        {family.isMine && family.clones.length === 0 && (
          <CloneForm action={cloneAction} requestId={requestIds.clone} planId={planId} year={nextYear} />
        )}
      </div>
    </div>
  </Card>
);

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section>
    <h3>{title}</h3>
    <ul className="space-y-1">{children}</ul>
  </section>
);

const One = ({ plan }: { plan: Relative }) => (
  <li className="flex flex-wrap items-center gap-x-3">
    <Link
      href={plan.state === "draft" ? `/plans/${plan.id}/draft` : `/plans/${plan.id}`}
      prefetch={false}
      className="inline-flex min-h-11 items-center"
    >
      {plan.name}
    </Link>
    <span className="text-(--ink-soft) text-sm">
      {plan.unitName}
      {plan.issuedOn && `, ${formatDate(plan.issuedOn)}`}
    </span>
    {plan.state === "draft" && <Badge tone="warn">Dự thảo</Badge>}
  </li>
);
