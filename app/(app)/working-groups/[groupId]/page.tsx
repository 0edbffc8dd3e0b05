import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Facts, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { SURVEY_STATE_LABELS, SURVEY_STATE_TONES } from "@/lib/surveys/labels";
import { openCampaign } from "@/lib/surveys/queries";
import {
  GROUP_ROLE_LABELS,
  GROUP_STATE_LABELS,
  GROUP_STATE_TONES,
  MOVE_LABELS,
  PRODUCT_KIND_LABELS,
} from "@/lib/working-groups/labels";
import { groupPage } from "@/lib/working-groups/queries";
import { takesEnterprises } from "@/lib/working-groups/rules";

export const metadata: Metadata = { title: "Tổ công tác" };

const DONE: Record<string, string> = {
  planned: "Đã lập tổ. Thêm tổ trưởng, thành viên rồi ghi quyết định thành lập.",
  established: "Đã ghi quyết định thành lập. Giao doanh nghiệp và lên lịch cho tổ.",
  surveying: "Tổ đang khảo sát.",
  reported: "Đã ghi báo cáo.",
  dissolved: "Đã giải thể tổ. Doanh nghiệp tổ chưa khảo sát nay chờ giao lại.",
  undone: "Đã bỏ bước ghi nhầm.",
  member: "Đã thêm thành viên.",
  "member-ended": "Đã ghi thôi tham gia.",
  visit: "Đã đưa vào lịch.",
  product: "Đã ghi sản phẩm của tổ.",
  removed: "Đã bỏ dòng ghi nhầm.",
};

export default async function WorkingGroupPage({
  params,
  searchParams,
}: PageProps<"/working-groups/[groupId]">) {
  const { groupId } = await params;
  const { done } = await searchParams;
  const shown = await readAsViewer(async (viewer, tx) => {
    const group = await groupPage(viewer, tx, groupId);
    return (
      group && {
        group,
        campaign: await openCampaign(viewer, tx),
      }
    );
  });
  if (!shown) notFound();
  const { group, campaign } = shown;
  const base = `/working-groups/${group.id}` as const;
  const [next, ...others] = group.moves;
  const standing = group.members.filter(({ validTo }) => validTo === null);
  return (
    <div className="space-y-5">
      <PageHeader
        title={group.name}
        help={`${group.unitName}. Ghi từng bước của tổ, lịch đi và sản phẩm; phiếu khảo sát tự tính theo doanh nghiệp giao cho tổ.`}
        trail={[{ href: "/working-groups", label: "Tổ công tác" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {next && <LinkButton href={`${base}/${next}`}>{MOVE_LABELS[next]}</LinkButton>}
            {group.isEditable && campaign && takesEnterprises(group.state) && (
              <LinkButton href={`/campaigns/${campaign.id}/enterprises?show=unassigned`} tone="quiet">
                Giao doanh nghiệp cho tổ
              </LinkButton>
            )}
            {others.map((move) => (
              <LinkButton key={move} href={`${base}/${move}`} tone="quiet">
                {MOVE_LABELS[move]}
              </LinkButton>
            ))}
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card
        title={
          <span className="flex flex-wrap items-center gap-2">
            Tổ công tác <Badge tone={GROUP_STATE_TONES[group.state]}>{GROUP_STATE_LABELS[group.state]}</Badge>
          </span>
        }
        action={group.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      >
        <Facts
          facts={[
            { label: "Nhiệm vụ", value: group.purpose },
            {
              label: "Quyết định",
              value:
                group.decision && group.establishedOn
                  ? `${group.decision} ngày ${formatDate(group.establishedOn)}`
                  : "chưa có",
            },
          ]}
        />
      </Card>
      <Card title={`Thành viên (${standing.length})`}>
        {group.members.length === 0 ? (
          <p className="text-(--ink-soft)">Chưa có ai. Cần tổ trưởng trước khi ghi quyết định.</p>
        ) : (
          <ul className="space-y-2">
            {group.members.map(({ id, name, body, role, validFrom, validTo }) => (
              <li key={id}>
                <strong>{name}</strong>, {GROUP_ROLE_LABELS[role].toLocaleLowerCase("vi")}
                {body && ` · ${body}`}
                <span className="block text-(--ink-soft) text-sm">
                  từ {formatDate(validFrom)}
                  {validTo && ` đến ${formatDate(validTo)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
        {group.isEditable && (
          <div className="mt-4 flex flex-wrap gap-3">
            <LinkButton href={`${base}/member`} tone="quiet">
              Thêm thành viên
            </LinkButton>
            {standing.length > 0 && (
              <LinkButton href={`${base}/member-end`} tone="quiet">
                Ghi thôi tham gia
              </LinkButton>
            )}
          </div>
        )}
      </Card>
      <Card title={`Lịch đi (${group.visits.length})`}>
        <Table
          caption="Đã đến: từ khi thành lập tổ, doanh nghiệp có lần gặp hoặc phiếu khảo sát"
          columns={[
            { key: "day", label: "Ngày", cell: ({ plannedOn }) => formatDate(plannedOn) },
            {
              key: "where",
              label: "Nơi đến",
              isName: true,
              cell: ({ enterpriseId, enterpriseName, content }) =>
                enterpriseId ? (
                  <Link href={`/enterprises/${enterpriseId}`} prefetch={false}>
                    {enterpriseName}
                  </Link>
                ) : (
                  content
                ),
            },
            { key: "content", label: "Nội dung", cell: ({ content }) => content },
            {
              key: "made",
              label: "Kết quả",
              cell: ({ enterpriseId, isMade, plannedOn }) =>
                enterpriseId === null ? (
                  "–"
                ) : isMade ? (
                  <Badge tone="good">Đã đến</Badge>
                ) : (
                  <Badge tone={plannedOn < today() ? "bad" : "calm"}>Chưa đến</Badge>
                ),
            },
          ]}
          rows={group.visits}
          rowKey={({ id }) => id}
          empty={<p className="text-(--ink-soft)">Chưa có ngày nào trong lịch.</p>}
        />
        {group.isEditable && (
          <div className="mt-4">
            <LinkButton href={`${base}/visit`} tone="quiet">
              Thêm ngày đi
            </LinkButton>
          </div>
        )}
      </Card>
      <Card title={`Doanh nghiệp giao cho tổ (${group.enterprises.length})`}>
        <Table
          caption={`${group.enterprises.filter(({ isSent }) => isSent).length} doanh nghiệp đã gửi phiếu`}
          columns={[
            {
              key: "name",
              label: "Doanh nghiệp",
              isName: true,
              cell: ({ enterpriseId, enterprise }) => (
                <Link href={`/enterprises/${enterpriseId}`} prefetch={false}>
                  {enterprise.name}
                </Link>
              ),
            },
            {
              key: "campaign",
              label: "Đợt",
              cell: ({ campaignId, campaign: of }) => (
                <Link href={`/campaigns/${campaignId}`} prefetch={false}>
                  {of.name}
                </Link>
              ),
            },
            { key: "due", label: "Hạn", cell: ({ dueOn }) => (dueOn ? formatDate(dueOn) : "–") },
            {
              key: "form",
              label: "Phiếu",
              cell: ({ surveyId, state, enterpriseId, enterprise }) =>
                surveyId && state ? (
                  <Link href={`/surveys/${surveyId}`} prefetch={false}>
                    <Badge tone={SURVEY_STATE_TONES[state]}>{SURVEY_STATE_LABELS[state]}</Badge>
                    <span className="sr-only">{` phiếu của ${enterprise.name}`}</span>
                  </Link>
                ) : (
                  <Link href={`/enterprises/${enterpriseId}/surveys/new`} prefetch={false}>
                    Chưa có<span className="sr-only">{` phiếu của ${enterprise.name}: ghi phiếu`}</span>
                  </Link>
                ),
            },
          ]}
          rows={group.enterprises}
          rowKey={({ id }) => id}
          empty={<p className="text-(--ink-soft)">Chưa giao doanh nghiệp nào cho tổ.</p>}
        />
      </Card>
      <Card title={`Sản phẩm (${group.products.length})`}>
        <Timeline
          empty="Chưa ghi tham mưu hay báo cáo nào."
          items={group.products.map(({ id, kind, on, text, documentNumber }) => ({
            key: id,
            when: formatDate(on),
            what: PRODUCT_KIND_LABELS[kind],
            more: [documentNumber && `Số ${documentNumber}`, text].filter(Boolean).join(". "),
          }))}
        />
        {group.isEditable && (
          <div className="mt-4">
            <LinkButton href={`${base}/product`} tone="quiet">
              Ghi tham mưu, báo cáo
            </LinkButton>
          </div>
        )}
      </Card>
      <Card title="Các bước">
        <Timeline
          empty="Chưa có bước nào."
          items={group.steps.map((step) => ({
            key: step.id,
            when: formatDate(step.on),
            what: GROUP_STATE_LABELS[step.state],
            more: [
              step.documentNumber && `Số ${step.documentNumber}`,
              step.note,
              `${step.by} ghi lúc ${formatMoment(step.recordedAt)}`,
            ]
              .filter(Boolean)
              .join(". "),
          }))}
        />
      </Card>
      {group.keeps && (
        <div className="flex flex-wrap gap-3">
          {group.isEditable && group.visits.length + group.products.length > 0 && (
            <LinkButton href={`${base}/remove`} tone="quiet">
              Bỏ dòng ghi nhầm
            </LinkButton>
          )}
          {group.steps.length > 1 && (
            <LinkButton href={`${base}/undo`} tone="quiet">
              {`Bỏ bước “${GROUP_STATE_LABELS[group.state]}” ghi nhầm`}
            </LinkButton>
          )}
        </div>
      )}
    </div>
  );
}
