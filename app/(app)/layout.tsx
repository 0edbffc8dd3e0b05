import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { signOutAction } from "@/lib/access/actions";
import { navigationOf, summaryOf } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { requireViewer } from "@/lib/access/viewer";
import { formatDate } from "@/lib/dates/plain-date";
import { demoDay } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { unreadNotices } from "@/lib/inbox/queries";

/** The frame. It guards nothing: every page and every query asks for itself who is looking. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const day = demoDay();
  const unread = await readAsViewer(unreadNotices);
  return (
    <AppShell
      person={viewer.name}
      held={summaryOf(viewer)}
      items={navigationOf(viewer)}
      demoDay={day && formatDate(day)}
      unread={unread}
      mayRaise={can(viewer, "feedback.raise")}
      signOut={signOutAction}
    >
      {children}
    </AppShell>
  );
}
