"use server";

import { redirect } from "next/navigation";
import { formatDate } from "@/lib/dates/plain-date";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { correctGoalKind, fixGoals, setPlanSettings, writeResolutionTask } from "@/lib/plans/commands";
import { GOAL_KIND_LABELS } from "@/lib/plans/labels";
import { goalKindSchema, planIdSchema, planSettingsSchema, resolutionTaskSchema } from "@/lib/plans/schema";

const NO_PLAN: FormState = { message: "Không tìm thấy kế hoạch trong phạm vi của bạn." };

export const fixGoalsAction = formAction(planIdSchema, async (viewer, input, deed) => {
  const fixed = await fixGoals(viewer, deed, input);
  if (!fixed.ok) return { plan_not_found: NO_PLAN, request_reused: REQUEST_REUSED }[fixed.refusal];
  redirect(`/goals?done=${fixed.value.goals}`);
});

export const setPlanSettingsAction = formAction(planSettingsSchema, async (viewer, input, deed) => {
  const set = await setPlanSettings(viewer, deed, input);
  if (set.ok) redirect(`/plans/${input.planId}?done=set`);
  switch (set.refusal) {
    case "plan_not_found":
      return NO_PLAN;
    case "idle_days_missing":
      return { errors: { idleDays: ["Nhập số ngày từ 1 trở lên"] } };
    case "request_reused":
      return REQUEST_REUSED;
    case "plan_changed_meanwhile": {
      const theirs = set.details;
      return {
        message: "Người khác vừa sửa kế hoạch này. So sánh rồi lưu lại.",
        stale: [
          {
            field: "baselineOn",
            label: "Ngày chốt hiện trạng",
            yours: formatDate(input.baselineOn),
            theirs: formatDate(theirs.baselineOn),
          },
          {
            field: "dueOn",
            label: "Thời hạn",
            yours: input.dueOn ? formatDate(input.dueOn) : "chưa giao thời hạn",
            theirs: theirs.dueOn ? formatDate(theirs.dueOn) : "chưa giao thời hạn",
          },
          {
            field: "idleDays",
            label: "Số ngày không có việc mới",
            yours: String(input.idleDays),
            theirs: String(theirs.idleDays),
          },
          {
            field: "scopeNote",
            label: "Ghi chú phạm vi",
            yours: input.scopeNote ?? "",
            theirs: theirs.scopeNote ?? "",
          },
        ],
        values: { version: String(theirs.version) },
      };
    }
  }
});

export const writeResolutionTaskAction = formAction(resolutionTaskSchema, async (viewer, input, deed) => {
  const written = await writeResolutionTask(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}?done=task`);
  switch (written.refusal) {
    case "task_not_found":
      return NO_PLAN;
    case "request_reused":
      return REQUEST_REUSED;
    case "task_changed_meanwhile":
      return {
        message: "Người khác vừa sửa nội dung này. So sánh rồi lưu lại.",
        stale: [
          { field: "text", label: "Nội dung", yours: input.text ?? "", theirs: written.details.text ?? "" },
        ],
      };
  }
});

export const correctGoalKindAction = formAction(goalKindSchema, async (viewer, input, deed) => {
  const corrected = await correctGoalKind(viewer, deed, input);
  if (corrected.ok) redirect(`/enterprises/${corrected.value.enterpriseId}?done=goal`);
  switch (corrected.refusal) {
    case "goal_not_found":
      return { message: "Không tìm thấy mục tiêu trong phạm vi của bạn." };
    case "request_reused":
      return REQUEST_REUSED;
    case "goal_changed_meanwhile":
      return {
        message: "Người khác vừa sửa mục tiêu này. So sánh rồi lưu lại.",
        stale: [
          {
            field: "kind",
            label: "Loại mục tiêu",
            yours: GOAL_KIND_LABELS[input.kind],
            theirs: GOAL_KIND_LABELS[corrected.details.kind],
          },
        ],
      };
  }
});
