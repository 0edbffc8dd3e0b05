import { z } from "zod";

/** The list's address: what waits for somebody or what they wait for, of one kind, a page of it. */
export const workFilterSchema = z.object({
  show: z.enum(["asked"]).optional().catch(undefined),
  kind: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type WorkFilter = z.output<typeof workFilterSchema>;
