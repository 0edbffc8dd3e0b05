import "server-only";
import { command } from "@/lib/db/command";
import { NoticeKind } from "@/lib/generated/prisma/enums";
import { findNotice, inboxChoices } from "@/lib/inbox/queries";
import type { ChoiceInput } from "@/lib/inbox/schema";
import { done, refuse } from "@/lib/result";

/** Marks one notice read and says where it leads. */
export const readNotice = command("notice.read", async (viewer, tx, { noticeId }: { noticeId: string }) => {
  const notice = await findNotice(viewer, tx, noticeId);
  if (!notice) return refuse("notice_not_found");
  await tx.notice.updateMany({
    where: { id: noticeId, accountId: viewer.accountId, readAt: null },
    data: { readAt: new Date() },
  });
  return done({ href: notice.href });
});

/** Marks read whatever was there to be read. */
export const readAllNotices = command("notice.read-all", async (viewer, tx, _input: object) => {
  const { count } = await tx.notice.updateMany({
    where: { accountId: viewer.accountId, readAt: null },
    data: { readAt: new Date() },
  });
  return done({ count });
});

/** Chooses which kinds come, and where the day's digest is sent; nowhere is the rule. */
export const chooseNotices = command("notice.choose", async (viewer, tx, input: ChoiceInput) => {
  const { accountId } = viewer;
  const muted = Object.values(NoticeKind).filter((kind) => !input.kinds.includes(kind));
  await tx.noticeMute.deleteMany({ where: { accountId } });
  await tx.noticeMute.createMany({ data: muted.map((kind) => ({ accountId, kind })) });
  const { address } = await inboxChoices(viewer, tx);
  if (address === input.address) return done({ address });
  await tx.digestAddress.deleteMany({ where: { accountId } });
  if (input.address) await tx.digestAddress.createMany({ data: [{ accountId, address: input.address }] });
  return done({ address: input.address });
});
