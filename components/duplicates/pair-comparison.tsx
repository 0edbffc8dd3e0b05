import Link from "next/link";
import { ProofFields } from "@/components/access/proof-fields";
import { type Compared, recordRows } from "@/components/duplicates/duplicate-cases";
import { Card } from "@/components/ui/basics";
import { ActionForm, CheckboxesField, SubmitButton, TextArea } from "@/components/ui/form";
import type { TakenFact } from "@/lib/duplicates/schema";
import { formatPhone } from "@/lib/format";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";
import type { Education } from "@/lib/generated/prisma/enums";
import { birthLabel, EDUCATION_LABELS, GENDER_LABELS } from "@/lib/members/labels";

type Record = Compared & { education: Education | null };

/** Facts that may come from either record: as they are shown, null where nothing is known. */
const factsOf = (person: Record): { fact: TakenFact; label: string; value: string | null }[] => [
  { fact: "full_name", label: "Họ và tên", value: person.fullName },
  { fact: "gender", label: "Giới tính", value: person.gender && GENDER_LABELS[person.gender] },
  { fact: "birth_date", label: "Ngày sinh", value: person.birth && birthLabel(person.birth) },
  { fact: "phone", label: "Điện thoại", value: person.phone && formatPhone(person.phone) },
  { fact: "area_id", label: "Nơi ở", value: person.areaName },
  {
    fact: "education",
    label: "Trình độ học vấn",
    value: person.education && EDUCATION_LABELS[person.education],
  },
  { fact: "occupation", label: "Nghề nghiệp", value: person.occupation },
];

/** Two records side by side, the one that stays on the left; below it the two ways on. */
export const PairComparison = ({
  person,
  other,
  merge,
  part,
  mergeRequestId,
  partRequestId,
  proof,
}: {
  person: Record;
  other: Record;
  merge: FormAction;
  part: FormAction;
  mergeRequestId: string;
  partRequestId: string;
  proof: ProofNeeded;
}) => {
  const theirs = new Map(recordRows(other));
  const taken = factsOf(other).flatMap(({ fact, label, value }) => {
    const own = factsOf(person).find((one) => one.fact === fact)?.value ?? null;
    return value && value !== own ? [{ fact, label: `${label}: ${value}`, isMissing: own === null }] : [];
  });
  const pair = { personId: person.id, otherId: other.id };
  return (
    <>
      <Card title="Hai hồ sơ cạnh nhau">
        <table className="table">
          <caption className="sr-only">Hồ sơ được giữ và hồ sơ gộp vào</caption>
          <thead>
            <tr>
              <th scope="col">Mục</th>
              <th scope="col">Hồ sơ được giữ</th>
              <th scope="col">Hồ sơ gộp vào</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Họ và tên</th>
              {[person, other].map(({ id, fullName }) => (
                <td key={id}>
                  <Link href={`/members/${id}`} prefetch={false}>
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
        <p className="no-print mt-3">
          <Link href={`/duplicates/${other.id}/${person.id}`} prefetch={false}>
            Giữ hồ sơ kia
          </Link>
        </p>
      </Card>
      <Card title="Cùng một người: gộp lại">
        <ActionForm action={merge} requestId={mergeRequestId} hidden={pair} className="max-w-2xl space-y-5">
          {taken.length > 0 && (
            <CheckboxesField
              name="take"
              legend="Lấy từ hồ sơ gộp vào"
              options={taken.map(({ fact, label }) => ({ value: fact, label }))}
              defaultValues={taken.flatMap(({ fact, isMissing }) => (isMissing ? [fact] : []))}
            />
          )}
          <p className="text-(--ink-soft) text-sm">
            Sinh hoạt, chức vụ, đề nghị, căn cứ dữ liệu và lịch sử của cả hai về một hồ sơ. Gộp nhầm thì tách
            lại được.
          </p>
          <TextArea name="reason" label="Căn cứ" required rows={2} />
          <ProofFields needed={proof} />
          <SubmitButton>Gộp hai hồ sơ</SubmitButton>
        </ActionForm>
      </Card>
      <Card title="Hai người khác nhau">
        <ActionForm action={part} requestId={partRequestId} hidden={pair} className="max-w-2xl space-y-5">
          <TextArea name="why" label="Căn cứ" required rows={2} />
          <SubmitButton tone="quiet">Ghi là hai người</SubmitButton>
        </ActionForm>
      </Card>
    </>
  );
};
