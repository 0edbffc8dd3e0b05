import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExtensionForm, PlanForm } from "@/components/congresses/congress-forms";
import { CongressBadge, DueBadge } from "@/components/congresses/congress-list";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Disclosure, Facts, Notice } from "@/components/ui/basics";
import { extendCongressAction, planCongressAction } from "@/lib/congresses/actions";
import { CHOSEN_LABELS, COMMITTEE_LABELS, decidedBy, dueLine } from "@/lib/congresses/labels";
import { branchCongresses } from "@/lib/congresses/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Nhiệm kỳ, đại hội" };

export default async function BranchCongressesPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/congresses">) {
  const { branchId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer((viewer, tx) => branchCongresses(viewer, tx, branchId));
  if (!page) notFound();
  const { branch, level, congresses, extensions, isFirst, latest } = page;
  const [latestTerm] = congresses.filter(({ state }) => state === "recognised");
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/congresses", label: "Đại hội" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title={`${branch.name}: nhiệm kỳ, đại hội`}
        help="Hạn đại hội, những lần đại hội và gia hạn của tổ chức này."
        printNote={`In ngày ${formatDate(today())}`}
      />
      {done === "extended" && <Notice tone="good">Đã ghi hạn mới.</Notice>}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            Hạn đại hội <DueBadge level={level} />
          </span>
        }
        action={branch.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts
          facts={[
            { label: "Hạn", value: dueLine(branch.congressDueOn, branch.congressExtendedTo) },
            {
              label: "Lần gần nhất",
              value: branch.lastCongressOn ? formatDate(branch.lastCongressOn) : "Chưa ghi lần nào",
            },
            { label: "Nhiệm kỳ hiện nay", value: latestTerm?.termLabel ?? "Chưa ghi" },
            {
              label: COMMITTEE_LABELS[branch.line],
              value: branch.provisional
                ? "Lâm thời, do cấp trên chỉ định"
                : `Do ${lower(CHOSEN_LABELS[branch.line])}`,
            },
          ]}
        />
      </Card>
      <Card title="Các lần đại hội">
        {congresses.length === 0 && <p className="text-(--ink-soft)">Chưa ghi lần nào.</p>}
        <ul className="divide-y divide-(--line)">
          {congresses.map(({ id, termLabel, state, plannedOn, heldOn }) => (
            <li key={id} className="py-3">
              <p className="flex flex-wrap items-center gap-x-2">
                <Link
                  href={`/congresses/${id}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center font-semibold"
                >
                  Nhiệm kỳ {termLabel}
                </Link>
                <CongressBadge state={state} />
              </p>
              <p className="text-(--ink-soft) text-sm">
                {heldOn ? `tổ chức ${formatDate(heldOn)}` : `dự kiến ${formatDate(plannedOn)}`}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      {extensions.length > 0 && (
        <Card title="Quyết định về hạn">
          <ul className="divide-y divide-(--line)">
            {extensions.map((extension) => (
              <li key={extension.id} className="py-3">
                <p className="font-semibold">
                  {extension.isFirst ? "Hạn lần đầu" : "Gia hạn đến"} {formatDate(extension.extendedTo)}
                </p>
                <p className="text-(--ink-soft) text-sm">
                  {`Số ${extension.decisionNumber}, ${formatDate(extension.decidedOn)}, ${decidedBy(extension.isFirst)}. ${extension.reason}`}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {page.canPlan &&
        (level === "later" ? (
          <Disclosure summary="Dự kiến đại hội">
            <Plan branchId={branch.id} />
          </Disclosure>
        ) : (
          <Card title="Dự kiến đại hội">
            <Plan branchId={branch.id} />
          </Card>
        ))}
      {page.canExtend && (
        <Disclosure summary={isFirst ? "Ghi hạn đại hội lần đầu" : "Gia hạn đại hội"}>
          <ExtensionForm
            action={extendCongressAction}
            requestId={newId()}
            branchId={branch.id}
            isFirst={isFirst}
            until={latest && formatDate(latest)}
            decidedBy={decidedBy(isFirst)}
          />
        </Disclosure>
      )}
    </div>
  );
}

const Plan = ({ branchId }: { branchId: string }) => (
  <PlanForm action={planCongressAction} requestId={newId()} today={formatDate(today())} branchId={branchId} />
);

const lower = (words: string): string => words.toLocaleLowerCase("vi");
