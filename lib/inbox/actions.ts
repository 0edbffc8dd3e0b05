"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { chooseNotices, readAllNotices, readNotice } from "@/lib/inbox/commands";
import { allNoticesSchema, choiceSchema, noticeSchema } from "@/lib/inbox/schema";

export const openNoticeAction = formAction(noticeSchema, async (viewer, input, deed) => {
  const read = await readNotice(viewer, deed, input);
  if (read.ok) {
    // The number in the frame, which otherwise stays as it was while somebody goes from page to page.
    revalidatePath("/", "layout");
    // The database keeps it to places in the program.
    redirect(`/${read.value.href.slice(1)}` as Route);
  }
  return {
    notice_not_found: { message: "Thông báo này không còn. Tải lại trang." },
    request_reused: REQUEST_REUSED,
  }[read.refusal];
});

export const readAllNoticesAction = formAction(allNoticesSchema, async (viewer, input, deed) => {
  const read = await readAllNotices(viewer, deed, input);
  if (read.ok) {
    revalidatePath("/", "layout");
    redirect("/inbox?done=read");
  }
  return REQUEST_REUSED;
});

export const chooseNoticesAction = formAction(choiceSchema, async (viewer, input, deed) => {
  const chosen = await chooseNotices(viewer, deed, input);
  if (chosen.ok) redirect("/inbox/choices?done=chosen");
  return REQUEST_REUSED;
});
