import "server-only";
import { LINE_LABELS } from "@/lib/access/labels";
import { can, type Viewer } from "@/lib/access/policy";
import { formatDate, formatMoment, vietnamDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { exportSeal } from "@/lib/exports/schema";
import { isId } from "@/lib/http/params";
import { birthLabel, postLabel } from "@/lib/members/labels";
import { allMembers } from "@/lib/members/queries";
import { toCsv } from "@/lib/text/csv";

/** A list longer than this is no list somebody works with; it is narrowed first. */
export const MOST_EXPORTED = 5000;

/** How long after it was asked for a file may be fetched. */
const MINUTES = 10;

/** The viewer's own export, asked for with a reason just now; null for everything else. */
export async function findExport(viewer: Viewer, tx: Tx, requestId: string) {
  if (!can(viewer, "member.export") || !isId(requestId)) return null;
  const receipt = await tx.commandReceipt.findFirst({
    where: {
      ...{ accountId: viewer.accountId, requestId, command: "member.export" },
      at: { gt: new Date(Date.now() - MINUTES * 60_000) },
    },
    select: { result: true },
  });
  const sealed = exportSeal.safeParse(receipt?.result);
  return sealed.success ? { requestId, ...sealed.data } : null;
}

/**
 * The file: the list as the viewer sees it now, every row marked with who took it out, when, and the export's id, under which the
 * trace has the reason. Leaving the program it is written down with its length and filter. Nothing sensitive is in it.
 */
export async function exportedMembers(viewer: Viewer, tx: Tx, requestId: string) {
  const asked = await findExport(viewer, tx, requestId);
  if (!asked) return null;
  const { filter, reason } = asked;
  const members = await allMembers(viewer, tx, filter, MOST_EXPORTED);
  const details = { deed: "member.export", export: requestId, rows: members.length, filter };
  await tx.$queryRaw`select access.note_read('person', null, ${reason}, ${JSON.stringify(details)}::jsonb)::text`;
  const now = new Date();
  const mark = `${viewer.login}, ${formatMoment(now)}, ${requestId}`;
  const rows = members.map(({ fullName, birth, memberships, posts }, index) => [
    String(index + 1),
    fullName,
    birthLabel(birth),
    memberships.map(({ line }) => LINE_LABELS[line]).join("; "),
    memberships.map(({ branchName }) => branchName).join("; "),
    memberships.map(({ validFrom }) => formatDate(validFrom)).join("; "),
    posts.map(({ title, branch }) => postLabel(title, branch.kind)).join("; "),
    mark,
  ]);
  return {
    /** Says nothing of anybody. */
    fileName: `danh-sach-${vietnamDate(now)}-${requestId.slice(-6)}.csv`,
    text: toCsv([HEADER, ...rows]),
  };
}

const HEADER = [
  ...["STT", "Họ và tên", "Ngày sinh", "Đoàn, Hội", "Tổ chức", "Từ ngày", "Chức vụ"],
  "Dấu xuất: người, lúc, mã",
];
