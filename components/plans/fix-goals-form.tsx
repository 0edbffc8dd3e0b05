import { Notice } from "@/components/ui/basics";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { formatNumber } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";

/** For the plan's department: gives every enterprise in scope the goals it lacks. */
export const FixGoalsForm = ({
  planId,
  missing,
  requestId,
  action,
}: {
  planId: string;
  /** How many goals would be made now. */
  missing: number;
  requestId: string;
  action: FormAction;
}) => (
  <div className="no-print">
    <Notice tone="warn" title={`Còn thiếu ${formatNumber(missing)} mục tiêu`}>
      <p>
        Có doanh nghiệp thuộc phạm vi kế hoạch chưa có mục tiêu. Lập danh sách để mỗi doanh nghiệp có một mục
        tiêu phần Đoàn và một mục tiêu phần Hội; mục tiêu đã có giữ nguyên.
      </p>
      <ActionForm action={action} requestId={requestId} hidden={{ planId }} className="mt-3">
        <SubmitButton>Lập danh sách mục tiêu</SubmitButton>
      </ActionForm>
    </Notice>
  </div>
);
