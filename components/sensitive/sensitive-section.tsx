import { Card, Facts, LinkButton } from "@/components/ui/basics";
import { SENSITIVE_LABELS } from "@/lib/sensitive/labels";
import { maskedIdentity, SENSITIVE_FIELDS, type SensitiveField } from "@/lib/sensitive/rules";

/** What is sensitive of a person: which of it is there, none of it said. */
export const SensitiveSection = ({
  personId,
  state: { canWrite, filled, identityTail },
}: {
  personId: string;
  state: { canWrite: boolean; filled: Record<SensitiveField, boolean>; identityTail: string | null };
}) => (
  <Card
    id="sensitive"
    title="Thông tin nhạy cảm"
    action={
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`/members/${personId}/sensitive`} tone="quiet">
          Xem, vì …
        </LinkButton>
        {canWrite && (
          <LinkButton href={`/members/${personId}/sensitive/edit`} tone="quiet">
            Nhập, sửa
          </LinkButton>
        )}
      </div>
    }
  >
    <p className="mb-3 text-(--ink-soft) text-sm">
      Được ẩn. Muốn xem phải nêu lý do và xác nhận là bạn; mỗi lần xem đều được ghi lại.
    </p>
    <Facts
      facts={SENSITIVE_FIELDS.map((field) => ({
        label: SENSITIVE_LABELS[field],
        value:
          field === "identity" && identityTail
            ? maskedIdentity(identityTail)
            : filled[field]
              ? "Đã ghi, đang ẩn"
              : "Chưa ghi",
      }))}
    />
  </Card>
);
