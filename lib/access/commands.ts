import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";

/** Ends the viewer's session, or all sessions of the account; returns how many ended. Doing it twice ends none. */
export const closeSessions = (viewer: Viewer, everywhere: boolean): Promise<number> =>
  withViewer(viewer, async (tx) => {
    const [answer] = await tx.$queryRaw<
      { closed: number }[]
    >`select access.close_sessions(${everywhere}) as closed`;
    return answer?.closed ?? 0;
  });
