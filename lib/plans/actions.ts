"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState, StaleField } from "@/lib/forms/state";
import { correctGoalKind, fixGoals, setPlanSettings, writeResolutionTask } from "@/lib/plans/commands";
import { GOAL_KIND_LABELS, type PlanSettings, settingsInWords } from "@/lib/plans/labels";
import { goalKindSchema, planIdSchema, planSettingsSchema, resolutionTaskSchema } from "@/lib/plans/schema";

const NO_PLAN: FormState = { message: "Không tìm thấy kế hoạch trong phạm vi của bạn." };

export const fixGoalsAction = formAction(planIdSchema, async (viewer, input, deed) => {
  const fixed = await fixGoals(viewer, deed, input);
  if (!fixed.ok) return { plan_not_found: NO_PLAN, request_reused: REQUEST_REUSED }[fixed.refusal];
  redirect(`/goals?made=${fixed.value.goals}`);
});

export const setPlanSettingsAction = formAction(planSettingsSchema, async (viewer, input, deed) => {
  const set = await setPlanSettings(viewer, deed, input);
  if (set.ok) redirect(`/plans/${set.value.planId}?done=set`);
  switch (set.refusal) {
    case "plan_not_found":
      return NO_PLAN;
    case "baseline_ahead":
      return { errors: { baselineOn: ["Ngày chốt hiện trạng không thể ở sau ngày hôm nay"] } };
    case "request_reused":
      return REQUEST_REUSED;
    case "plan_changed_meanwhile":
      return {
        message: "Người khác vừa sửa kế hoạch này. So sánh rồi lưu lại để giữ phần bạn nhập.",
        stale: differences(settingsInWords(input), settingsInWords(set.details)),
        newVersion: set.details.version,
      };
  }
});

/** Only what differs is worth comparing. */
const differences = (yours: PlanSettings, theirs: PlanSettings): StaleField[] =>
  yours.flatMap((mine, index) => {
    const other = theirs[index]?.value ?? "";
    const { value, ...named } = mine;
    return other === value ? [] : [{ ...named, yours: value, theirs: other }];
  });

export const writeResolutionTaskAction = formAction(resolutionTaskSchema, async (viewer, input, deed) => {
  const written = await writeResolutionTask(viewer, deed, input);
  if (written.ok) redirect(`/plans/${written.value.planId}?done=task`);
  switch (written.refusal) {
    case "task_not_found":
      return NO_PLAN;
    case "request_reused":
      return REQUEST_REUSED;
    case "task_changed_meanwhile": {
      const { text, version } = written.details;
      return {
        message: "Người khác vừa sửa nội dung này. So sánh rồi lưu lại để giữ phần bạn nhập.",
        stale: [{ field: "text", label: "Nội dung", yours: input.text ?? "", theirs: text ?? "" }],
        newVersion: version,
      };
    }
  }
});

export const correctGoalKindAction = formAction(goalKindSchema, async (viewer, input, deed) => {
  const corrected = await correctGoalKind(viewer, { ...deed, reason: input.reason }, input);
  if (corrected.ok) redirect(`/goals/${corrected.value.goalId}?done=kind`);
  switch (corrected.refusal) {
    case "goal_not_found":
      return { message: "Không tìm thấy mục tiêu trong phạm vi của bạn." };
    case "kind_unchanged":
      return { errors: { kind: ["Mục tiêu đang là loại này. Chọn loại khác, hoặc thôi sửa"] } };
    case "request_reused":
      return REQUEST_REUSED;
    case "goal_changed_meanwhile": {
      const { kind, version } = corrected.details;
      return {
        message: "Người khác vừa sửa mục tiêu này. So sánh rồi lưu lại để giữ phần bạn nhập.",
        stale: [
          {
            field: "kind",
            label: "Loại mục tiêu",
            yours: GOAL_KIND_LABELS[input.kind],
            theirs: GOAL_KIND_LABELS[kind],
          },
        ],
        newVersion: version,
      };
    }
  }
});
