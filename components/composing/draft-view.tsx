import Link from "next/link";
import { Badge, Card, EmptyState, Facts, LinkButton } from "@/components/ui/basics";
import { UnitLinks } from "@/components/units/unit-links";
import { PART_LABELS } from "@/lib/composing/labels";
import type { Part } from "@/lib/composing/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind, LegalForm, Ownership } from "@/lib/generated/prisma/enums";
import { scopeInWords } from "@/lib/plans/labels";
import { markOf, outlineOf, type TaskOutline } from "@/lib/plans/rules";

type Charged = { id: string; name: string; dueOn: PlainDate | null };
type DraftClause = {
  id: string;
  parentId: string | null;
  section: string;
  text: string;
  charged: readonly Charged[];
  source: { planId: string; section: string } | null;
};

export type DraftView = {
  id: string;
  isMine: boolean;
  symbol: string;
  issuedOn: PlainDate | null;
  issuer: string;
  place: string;
  onBehalfOf: string | null;
  signatoryPost: string;
  signatoryName: string;
  preamble: string;
  specifics: string | null;
  setsGoals: boolean;
  scopeLegalForms: readonly LegalForm[];
  scopeOwnerships: readonly Ownership[];
  scopeSuspended: boolean;
  associationKinds: readonly BranchKind[];
  bases: readonly {
    id: string;
    symbol: string | null;
    issuedOn: PlainDate | null;
    issuer: string | null;
    abstract: string;
    needsRenewal: boolean;
  }[];
  tasks: readonly DraftClause[];
  recipients: readonly { id: string; text: string; units: readonly { id: string; name: string }[] }[];
  missing: readonly Part[];
};

const NOT_YET = <span className="text-(--ink-soft)">chưa ghi</span>;

/** A draft as it stands, each part with its way to be written. */
export const DraftParts = ({ draft }: { draft: DraftView }) => (
  <div className="space-y-5">
    <Card
      title="Phần đầu, người ký"
      action={draft.isMine && <Write href={`/plans/${draft.id}/draft/head`} />}
    >
      <Facts
        facts={[
          { label: "Số, ký hiệu", value: draft.symbol || NOT_YET },
          { label: "Ngày ban hành", value: draft.issuedOn ? formatDate(draft.issuedOn) : NOT_YET },
          { label: "Cơ quan ban hành", value: draft.issuer },
          { label: "Địa danh", value: draft.place || NOT_YET },
          {
            label: "Người ký",
            value: draft.signatoryName
              ? [draft.onBehalfOf, draft.signatoryPost, draft.signatoryName].filter(Boolean).join(", ")
              : NOT_YET,
          },
          {
            label: "Doanh nghiệp được tính",
            value: scopeInWords({
              scope: {
                legalForms: draft.scopeLegalForms,
                ownerships: draft.scopeOwnerships,
                countsSuspended: draft.scopeSuspended,
              },
              associationKinds: draft.associationKinds,
            }),
            source: draft.setsGoals ? "Lập mục tiêu cho từng doanh nghiệp" : undefined,
          },
        ]}
      />
      {draft.preamble && <p className="mt-4 max-w-prose whitespace-pre-line">{draft.preamble}</p>}
      {draft.specifics && (
        <div className="mt-4 max-w-prose">
          <h3>Đặc thù của địa phương, đơn vị</h3>
          <p className="whitespace-pre-line">{draft.specifics}</p>
        </div>
      )}
    </Card>
    <Card
      title={`Căn cứ (${draft.bases.length})`}
      action={draft.isMine && <Write href={`/plans/${draft.id}/draft/bases/new`}>Thêm căn cứ</Write>}
    >
      <ul className="space-y-2">
        {draft.bases.map((basis) => (
          <li key={basis.id} className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="min-w-0 flex-1">
              {basis.symbol && <strong>{basis.symbol} </strong>}
              {basis.issuedOn && `ngày ${formatDate(basis.issuedOn)} `}
              {basis.issuer && `của ${basis.issuer}: `}
              {basis.abstract}{" "}
              {basis.needsRenewal && <Badge tone="warn">Chép từ năm trước, cần xem lại</Badge>}
            </span>
            {draft.isMine && <Write href={`/plans/${draft.id}/draft/bases/${basis.id}`} />}
          </li>
        ))}
      </ul>
      {draft.bases.length === 0 && <p className="text-(--ink-soft)">Chưa có căn cứ nào.</p>}
    </Card>
    <Card
      title={`Nội dung (${draft.tasks.length} mục)`}
      action={draft.isMine && <Write href={`/plans/${draft.id}/draft/clauses/new`}>Thêm mục lớn</Write>}
    >
      {draft.tasks.length === 0 ? (
        <EmptyState title="Chưa có mục nào">
          Thêm mục lớn trước (I, II, …), rồi thêm các mục bên trong.
        </EmptyState>
      ) : (
        <Clauses draft={draft} clauses={outlineOf(draft.tasks)} parentSection={null} />
      )}
    </Card>
    <Card title="Nơi nhận" action={draft.isMine && <Write href={`/plans/${draft.id}/draft/recipients`} />}>
      {draft.recipients.length === 0 ? (
        <p className="text-(--ink-soft)">Chưa ghi nơi nhận nào.</p>
      ) : (
        <ul className="space-y-1">
          {draft.recipients.map(({ id, text, units }) => (
            <li key={id}>
              - {text}
              {units.length > 0 && <UnitLinks units={units} says="Gồm" />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
);

const Clauses = ({
  draft,
  clauses,
  parentSection,
}: {
  draft: DraftView;
  clauses: readonly TaskOutline<DraftClause>[];
  parentSection: string | null;
}) => (
  <ul className="space-y-3">
    {clauses.map((clause) => {
      const mark = markOf(clause.section, parentSection);
      const dueOn = clause.charged.find((unit) => unit.dueOn)?.dueOn;
      return (
        <li key={clause.id} id={clause.id} className="space-y-1">
          <p className={mark ? "font-medium" : undefined}>
            <span className="whitespace-pre-line">
              {mark ? `${mark}. ` : "- "}
              {clause.text}
            </span>
          </p>
          {clause.charged.length > 0 && <UnitLinks units={clause.charged} says="Giao" />}
          {dueOn && <p className="text-sm">Hạn xong {formatDate(dueOn)}</p>}
          {clause.source && (
            <p className="text-(--ink-soft) text-sm">Từ mục {clause.source.section} của kế hoạch cấp trên</p>
          )}
          {draft.isMine && (
            <p className="no-print flex flex-wrap gap-x-5 text-sm">
              <Write href={`/plans/${draft.id}/draft/clauses/${clause.id}`}>
                Sửa, xếp lại<span className="sr-only"> mục {clause.section}</span>
              </Write>
              <Write href={`/plans/${draft.id}/draft/clauses/new?under=${clause.id}`}>
                Thêm bên trong<span className="sr-only"> mục {clause.section}</span>
              </Write>
            </p>
          )}
          {clause.children.length > 0 && (
            <div className="border-(--line) border-l-2 pl-3">
              <Clauses draft={draft} clauses={clause.children} parentSection={clause.section} />
            </div>
          )}
        </li>
      );
    })}
  </ul>
);

const Write = ({ href, children = "Sửa" }: { href: `/plans/${string}`; children?: React.ReactNode }) => (
  <Link href={href} prefetch={false} className="no-print inline-flex min-h-11 items-center">
    {children}
  </Link>
);

/** What is still to be done before the paper can go out. */
export const MissingParts = ({ planId, missing }: { planId: string; missing: readonly Part[] }) => (
  <div>
    <p>Trước khi ban hành còn phải:</p>
    <ul className="list-disc pl-5">
      {missing.map((part) => (
        <li key={part}>{PART_LABELS[part]}</li>
      ))}
    </ul>
    {missing.some((part) => part !== "clauses" && part !== "renewal") && (
      <LinkButton href={`/plans/${planId}/draft/head`}>Viết phần đầu</LinkButton>
    )}
  </div>
);

/** Drafts that somebody began, each opening where it is written. */
export const DraftList = ({
  drafts,
}: {
  drafts: readonly {
    id: string;
    title: string;
    symbol: string;
    unitName: string;
    changedOn: PlainDate;
    isMine: boolean;
  }[];
}) => (
  <ul className="space-y-3">
    {drafts.map((draft) => (
      <li key={draft.id}>
        <Link href={`/plans/${draft.id}/draft`} prefetch={false} className="font-medium">
          {draft.symbol ? `${draft.symbol}: ${draft.title}` : draft.title}
        </Link>
        <p className="text-(--ink-soft) text-sm">
          {draft.unitName}, sửa ngày {formatDate(draft.changedOn)}
          {!draft.isMine && " (đơn vị đang soạn)"}
        </p>
      </li>
    ))}
  </ul>
);
