import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { FindDueForm, RetentionDecisionForm, RetentionRuleForm } from "@/components/privacy/privacy-forms";
import { Badge, Card, EmptyState, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { proofNeeded } from "@/lib/access/proof";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { RetentionClass } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { decideRetentionAction, proposeRetentionAction, setRetentionAction } from "@/lib/privacy/actions";
import { RETENTION_LABELS, RETENTION_STATE_LABELS, SAMPLE } from "@/lib/privacy/labels";
import { deskOf } from "@/lib/privacy/policy";
import { retentionDue, retentionPage } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Thời hạn lưu giữ" };

type Rule = Awaited<ReturnType<typeof retentionPage>>["inForce"][number];

const RULES: Column<Rule>[] = [
  { key: "class", label: "Loại", isName: true, cell: (rule) => RETENTION_LABELS[rule.class] },
  {
    key: "months",
    label: "Giữ",
    cell: ({ months, mustKeep }) => (
      <span className="flex flex-wrap gap-2">
        {months === null ? "Chưa có thời hạn: giữ" : `${months} tháng`}
        {mustKeep && <Badge>Buộc phải giữ</Badge>}
      </span>
    ),
  },
  {
    key: "basis",
    label: "Căn cứ",
    cell: ({ basis, isSample }) => (
      <span className="flex flex-wrap gap-2">
        {basis}
        {isSample && <Badge tone="warn">{SAMPLE}</Badge>}
      </span>
    ),
  },
  { key: "from", label: "Từ ngày", cell: ({ validFrom }) => formatDate(validFrom) },
  {
    key: "change",
    label: "Sửa",
    cell: (rule) => (
      <Link
        href={`/privacy/retention?rule=${rule.class}`}
        prefetch={false}
        className="inline-flex min-h-6 items-center"
      >
        Quy định mới
      </Link>
    ),
  },
];

const DONE = new Map([
  ["rule", "Đã ghi quy định mới; quy định cũ vẫn xem được."],
  ["found", "Đã tìm thấy dữ liệu đến hạn. Người thứ hai của ban quyết định."],
  ["nothing", "Không có dữ liệu nào đến hạn."],
  ["decided", "Đã quyết định."],
]);

export default async function RetentionPage({ searchParams }: PageProps<"/privacy/retention">) {
  const query = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return null;
    const found = await retentionPage(viewer, tx, provinceId);
    const asked = typeof query.decide === "string" && isId(query.decide) ? query.decide : undefined;
    const open = found.proposals.find(({ id, state }) => id === asked && state === "proposed");
    return {
      ...found,
      open: open && { ...open, due: await retentionDue(viewer, tx, { provinceId, ...open }) },
      proof: proofNeeded(viewer),
    };
  });
  if (!page) notFound();
  const said = DONE.get(String(query.done));
  const changing = Object.values(RetentionClass).find((name) => name === query.rule);
  const { open, proof } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Thời hạn lưu giữ"
        help="Mỗi loại dữ liệu giữ bao lâu, từ ngày nào, theo căn cứ gì. Máy chỉ tìm và đề nghị; hai người của ban mới xoá được."
        actions={<FindDueForm action={proposeRetentionAction} requestId={newId()} />}
      />
      {said && <Notice tone="good">{said}</Notice>}
      {changing && (
        <Card title={`Quy định mới: ${RETENTION_LABELS[changing]}`}>
          <RetentionRuleForm
            action={setRetentionAction}
            requestId={newId()}
            name={changing}
            label={RETENTION_LABELS[changing]}
          />
        </Card>
      )}
      {open && (
        <Card title={`Đến hạn: ${RETENTION_LABELS[open.class]}, trước ${formatDate(open.before)}`}>
          <Table
            caption={`${open.due.length} dòng`}
            columns={[
              { key: "label", label: "Dữ liệu", isName: true, cell: ({ label }) => label },
              { key: "ended", label: "Kết thúc", cell: ({ endedOn }) => formatDate(endedOn) },
            ]}
            rows={open.due.slice(0, 200)}
            rowKey={({ id }) => id}
            empty={<EmptyState title="Không còn gì đến hạn" />}
          />
          {open.isDecidable ? (
            <div className="mt-4">
              <RetentionDecisionForm
                action={decideRetentionAction}
                requestId={newId()}
                proposalId={open.id}
                canCarryOut={open.canCarryOut}
                proof={proof}
              />
            </div>
          ) : (
            <p className="mt-4">Bạn đã đề nghị. Người thứ hai của ban mở trang này để quyết định.</p>
          )}
        </Card>
      )}
      <Card title="Đề nghị">
        {page.proposals.length === 0 && <p>Chưa có đề nghị nào.</p>}
        <ul className="space-y-3">
          {page.proposals.map((proposal) => (
            <li key={proposal.id} className="flex flex-wrap items-center gap-3">
              <span>
                {RETENTION_LABELS[proposal.class]}: {proposal.due} dòng trước {formatDate(proposal.before)}
                <span className="text-(--ink-soft) text-sm"> · {formatMoment(proposal.proposedAt)}</span>
              </span>
              <Badge tone={proposal.state === "proposed" ? "warn" : "calm"}>
                {RETENTION_STATE_LABELS[proposal.state]}
                {proposal.executedCount !== null && `: ${proposal.executedCount} dòng`}
              </Badge>
              {proposal.state === "proposed" && (
                <LinkButton href={`/privacy/retention?decide=${proposal.id}`} tone="quiet">
                  Xem và quyết định
                </LinkButton>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <div className="card">
        <Table
          caption="Quy định đang áp dụng"
          columns={RULES}
          rows={page.inForce}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có quy định nào" />}
        />
      </div>
      <Card title="Mọi quy định đã ghi">
        <Timeline
          empty="Chưa có."
          items={page.earlier.map((rule) => ({
            key: rule.id,
            when: formatDate(rule.validFrom),
            what: `${RETENTION_LABELS[rule.class]}: ${rule.months === null ? "giữ" : `${rule.months} tháng`}`,
            more: rule.basis,
          }))}
        />
      </Card>
    </div>
  );
}
