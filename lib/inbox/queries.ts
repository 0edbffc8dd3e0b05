import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { fromDatabase } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { NoticeKind } from "@/lib/generated/prisma/enums";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { type InboxFilter, noticeCursor } from "@/lib/inbox/schema";

const PAGE = 50;

/** What the viewer has not read and what its record has not left behind. */
const unread = (viewer: Viewer) =>
  ({ accountId: viewer.accountId, readAt: null, overtakenAt: null }) satisfies Prisma.NoticeWhereInput;

/** How many notices wait to be read, for the frame of every page; no more than 100 are counted. */
export const unreadNotices = (viewer: Viewer, tx: Tx): Promise<number> =>
  tx.notice.count({ where: unread(viewer), take: 100 });

/** The viewer's notices, the latest first, a page of 50: unread ones, or all of the last 90 days. */
export async function inboxPage(viewer: Viewer, tx: Tx, { show, after: given }: InboxFilter) {
  const after = readCursor(noticeCursor, given);
  const rows = await tx.notice.findMany({
    where: {
      ...(show === "all" ? { accountId: viewer.accountId } : unread(viewer)),
      ...(after && {
        OR: [
          { createdAt: { lt: new Date(after[0]) } },
          { createdAt: new Date(after[0]), id: { lt: after[1] } },
        ],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: {
      ...{ id: true, kind: true, waits: true, text: true, href: true, createdAt: true },
      ...{ readAt: true, overtakenAt: true },
    },
  });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    notices: page,
    unread: await unreadNotices(viewer, tx),
    next: rows.length > PAGE && last ? writeCursor([last.createdAt.toISOString(), last.id]) : null,
    digests: await digestsOf(viewer, tx),
  };
}

const DIGESTS_SHOWN = 10;

/** The viewer's digests of the last working days, readable here whether they were sent or not. */
async function digestsOf(viewer: Viewer, tx: Tx) {
  const rows = await tx.digest.findMany({
    where: { accountId: viewer.accountId },
    orderBy: { on: "desc" },
    take: DIGESTS_SHOWN,
    select: { id: true, on: true, subject: true, body: true, state: true },
  });
  return rows.map(({ on, ...row }) => ({ ...row, on: fromDatabase(on) }));
}

/** One of the viewer's notices; null where there is none. */
export const findNotice = (viewer: Viewer, tx: Tx, noticeId: string) =>
  tx.notice.findFirst({
    where: { id: noticeId, accountId: viewer.accountId },
    select: { id: true, href: true, readAt: true },
  });

/** What comes to the viewer: kinds of notices, and where the digest goes. */
export async function inboxChoices(viewer: Viewer, tx: Tx) {
  const { accountId } = viewer;
  const muted = await tx.noticeMute.findMany({ where: { accountId }, select: { kind: true } });
  const wanted = Object.values(NoticeKind).filter((kind) => !muted.some((mute) => mute.kind === kind));
  const mail = await tx.digestAddress.findFirst({ where: { accountId }, select: { address: true } });
  return { kinds: wanted, address: mail?.address ?? null };
}
