import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { rememberToken } from "@/lib/access/session";
import { inSession } from "@/lib/db/transaction";
import { BranchKind, Line, LineScope, Role, UnitKind } from "@/lib/generated/prisma/enums";

const viewerRow = z.object({
  accountId: z.uuid(),
  sessionId: z.uuid(),
  login: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
  provedAt: z.coerce.date(),
  hasSecondFactor: z.boolean(),
  delegations: z.record(z.uuid(), z.string()),
  branches: z.array(z.uuid()),
  enterprises: z.array(z.uuid()),
  appointments: z.array(
    z.object({
      id: z.uuid(),
      role: z.enum(Role),
      line: z.enum(LineScope),
      provinceId: z.uuid(),
      unitId: z.uuid(),
      unitName: z.string(),
      unitShortName: z.string(),
      unitKind: z.enum(UnitKind),
      branchId: z.uuid().nullable(),
      branchName: z.string().nullable(),
      branchKind: z.enum(BranchKind).nullable(),
      branchLine: z.enum(Line).nullable(),
    }),
  ),
});

/**
 * The one place a Viewer is minted: roles and scope come from the database on every request, never from the cookie.
 * Undefined when the token opens no live session.
 */
export async function mintViewer(token: string): Promise<Viewer | undefined> {
  const row = await inSession(token, async (tx) => {
    const [answer] = await tx.$queryRaw<{ viewer: unknown }[]>`
      select access.viewer() || access.viewer_delegations() as viewer`;
    return answer?.viewer;
  });
  if (!row) return undefined;
  // The brand can only be given by a cast, and this is the only one.
  return rememberToken(viewerRow.parse(row) as unknown as Viewer, token);
}
