import { ActionForm, DateField, RadioField, SelectField, SubmitButton, TextArea } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";
import type { RatingStage } from "@/lib/generated/prisma/enums";
import type { Level } from "@/lib/ratings/rules";
import { memberField } from "@/lib/ratings/schema";

const BUTTONS: Record<RatingStage, string> = {
  self: "Ghi mức tự xếp loại",
  superior: "Ghi mức cấp trên xếp loại",
  final: "Kết luận xếp loại",
};

const optionsOf = (levels: readonly Level[]) => levels.map(({ id, label }) => ({ value: id, label }));

/** One stage of the rating of an organisation. */
export const BranchRatingForm = ({
  action,
  requestId,
  branchId,
  year,
  stage,
  levels,
  chosen,
  today,
}: {
  action: FormAction;
  requestId: string;
  branchId: string;
  year: number;
  stage: RatingStage;
  levels: readonly Level[];
  /** What was said before: the usual answer. */
  chosen: string | null;
  today: string;
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ branchId, year: String(year), stage }}
    className="max-w-2xl space-y-5"
  >
    <RadioField
      name="levelId"
      legend={`Mức xếp loại năm ${year}`}
      options={optionsOf(levels)}
      defaultValue={chosen}
    />
    <DateField name="decidedOn" label="Ngày xếp loại" required defaultValue={today} />
    <TextArea
      name="reason"
      label={stage === "final" ? "Lý do" : "Căn cứ, nhận xét"}
      rows={2}
      {...(stage === "final" && { hint: "Phải nêu khi kết luận khác mức đã xếp, hoặc khi sửa kết luận cũ" })}
    />
    <SubmitButton>{BUTTONS[stage]}</SubmitButton>
  </ActionForm>
);

/** All members of a year in one form with one save; a person left blank is left as they are. */
export const MemberRatingsForm = ({
  action,
  requestId,
  branchId,
  year,
  intent,
  members,
  levels,
}: {
  action: FormAction;
  requestId: string;
  branchId: string;
  year: number;
  intent: "propose" | "confirm";
  members: readonly { id: string; fullName: string; chosen: string | null; note: string | null }[];
  levels: readonly Level[];
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId, year: String(year), intent }}>
    <ul className="divide-y divide-(--line)">
      {members.map(({ id, fullName, chosen, note }) => (
        <li key={id} className="py-2">
          <SelectField
            name={memberField(id)}
            label={fullName}
            required
            options={optionsOf(levels)}
            empty="Chưa xếp loại"
            defaultValue={chosen}
            className="grid gap-x-4 sm:grid-cols-[1fr_16rem] sm:items-center"
            {...(note && { hint: note })}
          />
        </li>
      ))}
    </ul>
    <SubmitButton>{intent === "confirm" ? "Xác nhận xếp loại" : "Lưu đề nghị xếp loại"}</SubmitButton>
  </ActionForm>
);
