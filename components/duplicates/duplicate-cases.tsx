import Link from "next/link";
import { Badge, Card, type Tone } from "@/components/ui/basics";
import { ActionForm, RadioField, SubmitButton, TextArea } from "@/components/ui/form";
import { formatMoment, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import { DUPLICATE_NEXT, DUPLICATE_STATE_LABELS } from "@/lib/duplicates/labels";
import { formatPhone } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";
import type { DuplicateState, Gender } from "@/lib/generated/prisma/enums";
import { birthLabel, GENDER_LABELS, periodLabel } from "@/lib/members/labels";

export type Compared = {
  id: string;
  fullName: string;
  gender: Gender | null;
  birth: PartialDate | null;
  phone: string | null;
  areaName: string | null;
  occupation: string | null;
  memberships: readonly { branchName: string; validFrom: PlainDate; validTo: PlainDate | null }[];
  seenBy: readonly { branch: { name: string } | null; unitName: string | null }[];
};

type Case = { id: string; person: Compared; other: Compared; askedAt: Date; askedBy: string | null };

/** What is compared, beside the name. */
export const recordRows = (person: Compared): [string, string][] => [
  ["Ngày sinh", birthLabel(person.birth)],
  ["Giới tính", person.gender ? GENDER_LABELS[person.gender] : "Chưa rõ"],
  ["Điện thoại", person.phone ? formatPhone(person.phone) : "Chưa rõ"],
  ["Nơi ở", person.areaName ?? "Chưa rõ"],
  ["Nghề nghiệp", person.occupation ?? "Chưa rõ"],
  [
    "Sinh hoạt",
    person.memberships
      .map(({ branchName, validFrom, validTo }) => `${branchName}, ${periodLabel(validFrom, validTo)}`)
      .join("; ") || "Chưa có",
  ],
  [
    "Thuộc",
    person.seenBy
      .map(({ branch, unitName }) => [branch?.name, unitName].filter(Boolean).join(", "))
      .join("; "),
  ],
];

/** Two records side by side, and the form to say what they are. */
export const DuplicateToDecide = ({
  found: { id, person, other, askedAt, askedBy },
  action,
  requestId,
}: {
  found: Case;
  action: FormAction;
  requestId: string;
}) => {
  const theirs = new Map(recordRows(other));
  return (
    <Card title={person.fullName}>
      <p className="text-(--ink-soft) text-sm">
        {askedBy ?? "Tài khoản khác"} nhờ xác minh lúc {formatMoment(askedAt)}
      </p>
      <table className="table mt-2">
        <caption className="sr-only">Hai hồ sơ cạnh nhau</caption>
        <thead>
          <tr>
            <th scope="col">Mục</th>
            <th scope="col">Hồ sơ được hỏi</th>
            <th scope="col">Hồ sơ giống nó</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Họ và tên</th>
            {[person, other].map(({ id: personId, fullName }) => (
              <td key={personId}>
                <Link href={`/members/${personId}`} prefetch={false}>
                  {fullName}
                </Link>
              </td>
            ))}
          </tr>
          {recordRows(person).map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
              <td>{theirs.get(label)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="no-print mt-4">
        <ActionForm action={action} requestId={requestId} hidden={{ caseId: id }}>
          <RadioField
            name="verdict"
            legend="Kết luận"
            options={[
              { value: "different", label: "Hai người khác nhau" },
              { value: "same", label: "Cùng một người" },
            ]}
          />
          <TextArea
            name="note"
            label="Căn cứ"
            hint="Người hỏi đọc được: không ghi tên, nơi sinh hoạt của hồ sơ kia."
            required
            rows={2}
          />
          <SubmitButton>Gửi kết luận</SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
};

const TONES: Record<DuplicateState, Tone> = { open: "warn", different: "good", same: "bad" };

/** What whoever asked is told. */
export const DuplicateAsked = ({ state, note }: { state: DuplicateState; note: string | null }) => (
  <>
    <Badge tone={TONES[state]}>{DUPLICATE_STATE_LABELS[state]}</Badge>
    <p className="mt-1">{DUPLICATE_NEXT[state]}</p>
    {note && <p className="text-(--ink-soft) text-sm">Căn cứ: {note}</p>}
  </>
);
