import { z } from "zod";
import { saidDay } from "@/lib/http/params";

/** On which day the structure is asked for; what makes no sense is left out. */
export const unitFilterSchema = z.object({ asOf: saidDay() }).catch({});
