import "server-only";
import { type PlainDate, vietnamDate } from "@/lib/dates/plain-date";
import { env } from "@/lib/env";

/**
 * What day it is for the work: in Vietnam, whatever the server's zone, or the demo's BUSINESS_DATE. Sessions, audit and
 * rate limits use the real clock, never this. Read at every call, so that a process that runs past midnight notices.
 */
export const today = (): PlainDate => env.BUSINESS_DATE ?? vietnamDate(new Date());

/** The demo's business date, or undefined where the program works on the real day. */
export const demoDay = (): PlainDate | undefined => env.BUSINESS_DATE;
