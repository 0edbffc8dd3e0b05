import { Badge, Card, Facts, LinkButton, Timeline } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { BASIS_END_LABELS, HOW_LABELS, SAMPLE } from "@/lib/privacy/labels";
import type { PersonPrivacy } from "@/lib/privacy/queries";

type Purpose = PersonPrivacy["purposes"][number];

/** Purpose by purpose: what stands, what stood before, and the next step beside it. */
export const PersonBases = ({
  personId,
  purposes,
  canRecord,
  canEnd,
}: {
  personId: string;
  purposes: readonly Purpose[];
  canRecord: boolean;
  canEnd: boolean;
}) =>
  purposes.map((purpose) => (
    <Card
      key={purpose.code}
      title={purpose.name}
      action={
        purpose.standing ? (
          <Badge tone="good">
            {purpose.standing.kind === "consent" ? "Đã đồng ý" : "Có căn cứ của luật"}
          </Badge>
        ) : (
          <Badge tone="warn">Chưa ghi nhận</Badge>
        )
      }
    >
      <p className="text-(--ink-soft) text-sm">
        {purpose.help} {purpose.isSample && `(${SAMPLE})`}
      </p>
      {purpose.standing && <Standing standing={purpose.standing} />}
      <div className="no-print mt-3 flex flex-wrap gap-3">
        {canRecord && !purpose.standing && (
          <>
            <LinkButton href={`/members/${personId}/privacy?form=consent&of=${purpose.code}`} tone="quiet">
              Ghi sự đồng ý
            </LinkButton>
            <LinkButton href={`/members/${personId}/privacy?form=legal&of=${purpose.code}`} tone="quiet">
              Ghi căn cứ của luật
            </LinkButton>
          </>
        )}
        {canEnd && purpose.standing && (
          <LinkButton href={`/members/${personId}/privacy?form=end&of=${purpose.standing.id}`} tone="quiet">
            Rút lại, kết thúc
          </LinkButton>
        )}
      </div>
      {purpose.earlier.length > 0 && (
        <div className="mt-3">
          <Timeline
            empty=""
            items={purpose.earlier.map((basis) => ({
              key: basis.id,
              when: `${formatDate(basis.givenOn)} – ${basis.endedOn ? formatDate(basis.endedOn) : ""}`,
              what: basis.endKind ? BASIS_END_LABELS[basis.endKind] : "",
              more: basis.endReason,
            }))}
          />
        </div>
      )}
    </Card>
  ));

const Standing = ({ standing }: { standing: NonNullable<Purpose["standing"]> }) => (
  <div className="mt-3">
    <Facts
      facts={[
        standing.kind === "consent"
          ? {
              label: "Đồng ý với",
              value: standing.text && `${standing.text.title}, bản ${standing.text.version}`,
              source: standing.how && HOW_LABELS[standing.how],
            }
          : { label: "Căn cứ", value: standing.ground, source: standing.article },
        { label: "Từ ngày", value: formatDate(standing.givenOn), source: `${standing.recordedBy} ghi` },
        { label: "Bằng chứng", value: standing.evidence },
        ...(standing.guardianName
          ? [
              {
                label: "Cha, mẹ hoặc người giám hộ",
                value: `${standing.guardianName} (${standing.guardianRelation})`,
              },
            ]
          : []),
      ]}
    />
  </div>
);
